use live::Story;
use store::{Desk, Id, Reason, Status};

use super::document::of_row;
use crate::{
    Newsroom, Refused,
    verbs::desk::{Working, is_out, keep_version, save_working},
};

impl Newsroom {
    /// Has a story's row follow its shared document, which says `written` with all changes up to number `upto`: a draft's row takes it over,
    /// of a public story it is noted that changes wait. Every few minutes a version is kept. Nothing happens when somebody has added changes
    /// since: whoever did saves them.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when the story is gone; the store's.
    pub fn save_live(&self, id: &Id, written: &Story, upto: u64, by: Option<Id>) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let missing = || Refused::NotFound { what: "post", id: id.to_string() };
            let post = writer.post(id)?.ok_or_else(missing)?;
            let desk = writer.desk(id)?.ok_or_else(missing)?.desk;
            let row = writer.live(id)?.ok_or_else(missing)?;
            if row.last != upto || row.saved == row.last {
                return Ok(());
            }
            let working = Working::from(written.clone());
            keep_version(writer, now, by, Reason::Autosaved, id, &working)?;
            if !is_out(post.row.status) {
                return save_working(writer, now, post, working);
            }
            let changed = post.row.status == Status::Published && of_row(&post)? != *written;
            if desk.changed != changed {
                writer.put_desk(id, &Desk { changed, ..desk })?;
            }
            Ok(())
        })
    }
}
