//! The desk: what happens to a story from its first line until it is read, and after. A file a subject; each verb is one write
//! transaction and leaves a row in the audit log.

mod access;
mod comments;
mod create;
mod details;
mod planning;
mod preview;
mod previews;
mod publish;
mod review;
mod revisions;
mod saving;
mod schedule;
mod search;
#[cfg(test)]
mod tests;
mod topics;
mod trash;
mod working;

use store::{Desk, DeskRow, Id, Millis, PostRecord, Status, Writer};

use crate::{Actor, Because, Deed, Deriver, Notice, PostDraft, Refused};

pub use access::StoryAccess;
pub use comments::NewComment;
pub use details::StoryChanges;
pub use publish::Published;
pub(crate) use publish::note_edit;
pub use revisions::{ComparedWith, Comparison};
pub use saving::{StorySave, TopicRef};
pub use trash::Restored;
pub use working::Working;
pub(crate) use working::{keep as keep_version, save as save_working};

/// A story in the hands of a verb.
pub(crate) struct Opened {
    pub(crate) post: PostRecord,
    pub(crate) row: DeskRow,
    pub(crate) access: StoryAccess,
}

impl Opened {
    pub(crate) fn id(&self) -> Id {
        self.post.row.id
    }

    /// Refuses what lies in the trash.
    fn must_not_be_trashed(&self) -> Result<(), Refused> {
        match self.row.desk.trashed {
            Some(_) => Err(trashed()),
            None => Ok(()),
        }
    }

    /// Refuses a story whose text the actor may not change now.
    pub(crate) fn must_write(&self) -> Result<(), Refused> {
        self.must_not_be_trashed()?;
        if self.access.write { Ok(()) } else { Err(Refused::NotAllowed { deed: Deed::ChangeStory }) }
    }

    /// Refuses a story that the actor may not make public, change in public or take off.
    fn must_publish(&self, deed: Deed) -> Result<(), Refused> {
        self.must_not_be_trashed()?;
        if self.access.publish { Ok(()) } else { Err(Refused::NotAllowed { deed }) }
    }

    /// Refuses a story that nobody may publish yet.
    fn must_be_free(&self, at: Millis) -> Result<(), Refused> {
        check_embargo(&self.row.desk, at)
    }
}

/// Why nothing is done to a story in the trash.
pub(crate) fn trashed() -> Refused {
    Refused::conflict(Because::InTrash)
}

/// Refuses to publish at a time before the embargo ends.
pub(crate) fn check_embargo(desk: &Desk, at: Millis) -> Result<(), Refused> {
    match desk.embargo_until {
        Some(until) if until > at => {
            let until = jiff::Timestamp::from_millisecond(until).unwrap_or_default();
            Err(Refused::conflict(Because::Embargo.with("until", until.strftime("%Y-%m-%d %H:%M UTC"))))
        }
        _ => Ok(()),
    }
}

/// Writes who did what to a story; whoever has it open looks at its details again.
fn note(
    writer: &mut Writer,
    now: Millis,
    actor: &Actor,
    act: &str,
    subject: &Id,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<(), Refused> {
    Notice::Details.tell(writer, subject);
    actor.note(writer, now, act, subject.as_str(), before, after)
}

pub(crate) fn deriver(writer: &mut Writer) -> Result<Deriver, Refused> {
    Ok(Deriver::new(writer.setting("locale")?.as_deref().unwrap_or("en")))
}

/// Writes a draft; a taken address gets a suffix. Gives what was written.
fn save(writer: &mut Writer, draft: PostDraft) -> Result<PostRecord, Refused> {
    let mut record = deriver(writer)?.derive(draft)?;
    if let Some(slug) = crate::session::put_post(writer, record.clone())?.moved_to {
        record.row.slug = slug.into();
    }
    Ok(record)
}

/// The moment of a change: later than the last one, so that it can be told from it.
fn after(record: &PostRecord, now: Millis) -> Millis {
    now.max(record.row.updated_at + 1)
}

/// Whether readers see a story, or will without anybody doing more.
pub(crate) fn is_out(status: Status) -> bool {
    matches!(status, Status::Published | Status::Scheduled | Status::Sent)
}
