use document::Trust;
use live::Manuscript;
use store::Id;

use super::{
    changes::news,
    document::{assemble, begin, failed, is_outdated, of_row, rewrite},
};
use crate::{Actor, Deed, Newsroom, Refused, StoryAccess, verbs::desk};

/// A shared document, as somebody opens it.
#[derive(Debug)]
pub struct OpenedLive {
    /// The document.
    pub manuscript: Manuscript,
    /// The number of the latest change that is in it.
    pub last: u64,
    /// Whether its row does not follow it yet.
    pub unsaved: bool,
}

impl Newsroom {
    /// Whether somebody may write in a story now, and whether their HTML stays as it is.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`]; [`Refused::Conflict`] in the trash.
    pub fn may_write_live(&self, actor: Actor, id: &Id) -> Result<Trust, Refused> {
        let (story, access) = self.see_story(actor, id)?;
        if story.row.desk.trashed.is_some() {
            return Err(desk::trashed());
        }
        match access {
            StoryAccess { write: false, .. } => Err(Refused::NotAllowed { deed: Deed::ChangeStory }),
            StoryAccess { raw_html: true, .. } => Ok(Trust::Trusted),
            _ => Ok(Trust::Untrusted),
        }
    }

    /// Opens the shared document of a story; the first time it is made of the story's row. A row that was changed past it (by an import, say)
    /// becomes an edit of the document.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::Conflict`] when the story is too long to be written together.
    pub fn open_live(&self, id: &Id) -> Result<OpenedLive, Refused> {
        let now = self.clock.now();
        let unsaved = self.store.write(|writer| {
            let missing = || Refused::NotFound { what: "post", id: id.to_string() };
            let post = writer.post(id)?.ok_or_else(missing)?;
            let row = match writer.live(id)? {
                Some(row) => row,
                None => {
                    begin(writer, now, &post)?;
                    writer.live(id)?.ok_or_else(missing)?
                }
            };
            if is_outdated(&row, &post) {
                rewrite(writer, now, None, &post, &of_row(&post)?)?;
                super::agree(writer, id)?;
                return Ok(false);
            }
            Ok::<_, Refused>(row.saved < row.last)
        })?;
        let reader = self.store.reader()?;
        let state = reader.live_state(id)?.ok_or(Refused::NotFound { what: "post", id: id.to_string() })?;
        let upto = reader.live(id)?.map_or(0, |row| row.upto);
        let news = news(&reader, id, upto)?;
        let manuscript = assemble(&state, news.changes.iter().map(Vec::as_slice)).map_err(failed)?;
        Ok(OpenedLive { manuscript, last: news.last, unsaved })
    }
}
