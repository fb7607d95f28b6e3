use document::Document;
use store::{Id, Reason};

use super::access::open;
use super::working::{keep, replace};
use super::{Working, note};
use crate::{Actor, Newsroom, Refused};

impl Newsroom {
    /// Puts an earlier version in the place of what is written now; what is written now is kept as a version first.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] in the trash.
    pub fn restore_revision(&self, actor: Actor, id: &Id, revision: &Id) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            opened.must_write()?;
            let missing = || Refused::NotFound { what: "revision", id: revision.to_string() };
            let earlier = writer.revision(id, revision)?.ok_or_else(missing)?;
            let mut body = Document::from_json(&earlier.document)
                .map_err(|error| Refused::invalid("revision", error.to_string()))?;
            let present = Working::of(writer, &opened.post)?;
            if !opened.access.raw_html && body != present.body {
                body.sanitise();
            }
            keep(writer, now, actor.author, Reason::Restored, id, &present)?;
            let working = Working {
                title: earlier.row.title.to_string(),
                standfirst: earlier.standfirst.to_string(),
                body,
            };
            replace(writer, now, actor.author, opened, working)?;
            let at = jiff::Timestamp::from_millisecond(earlier.row.at).map(|at| at.to_string()).ok();
            note(writer, now, &actor, "story.restored", id, at.as_deref(), Some(&earlier.row.title))
        })
    }
}
