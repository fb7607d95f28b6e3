use store::{Desk, Id, Millis, State, Status, Writer};

use super::access::open;
use super::{Opened, after, check_embargo, note};
use crate::{Actor, Because, Deed, Newsroom, Notice, Refused};

/// What became of a story that was taken out of the trash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// Where it stands now. What was public or scheduled is so again only if the actor may publish it, and its time has not passed.
    pub state: State,
}

impl Newsroom {
    /// Throws a story away: readers no longer see it, and it can be taken back.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] when it is in the trash already.
    pub fn trash_story(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let mut opened = open(writer, actor, id)?;
            if opened.row.desk.trashed.is_some() {
                return Err(Refused::conflict(Because::InTrashAlready));
            }
            if !opened.access.trash {
                return Err(Refused::NotAllowed { deed: Deed::Trash });
            }
            let was = opened.row.state;
            opened.post.row.status = Status::Draft;
            opened.post.row.updated_at = after(&opened.post, now);
            writer.put_post(&opened.post)?;
            writer.put_desk(id, &Desk { trashed: Some((now, was)), ..opened.row.desk.clone() })?;
            Notice::Trashed.tell(writer, id);
            note(writer, now, &actor, "story.trashed", id, Some(was.as_str()), Some(&opened.post.row.title))
        })
    }

    /// Takes a story out of the trash.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] when it is not there.
    pub fn untrash_story(&self, actor: Actor, id: &Id) -> Result<Restored, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            let was = thrown_away(&opened)?;
            if !opened.access.trash {
                return Err(Refused::NotAllowed { deed: Deed::Untrash });
            }
            let state = restore(writer, now, opened, was)?;
            note(writer, now, &actor, "story.untrashed", id, Some(was.as_str()), Some(state.as_str()))?;
            Ok(Restored { state })
        })
    }

    /// Deletes a story from the trash, for good, with its revisions and comments.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`]: authors may delete what was never public; [`Refused::Conflict`] when it is not in the
    /// trash.
    pub fn destroy_story(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            let was = thrown_away(&opened)?;
            if !opened.access.delete {
                return Err(Refused::NotAllowed { deed: Deed::DeleteStory });
            }
            writer.delete_post(id)?;
            note(writer, now, &actor, "story.deleted", id, Some(was.as_str()), Some(&opened.post.row.title))
        })
    }

    /// Deletes a story for good at once, as programs do: nobody can take it back.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] as for [`Newsroom::trash_story`] and [`Newsroom::destroy_story`];
    /// [`Refused::Conflict`] when it is in the trash.
    pub fn delete_story(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            opened.must_not_be_trashed()?;
            let was_public = opened.post.row.status == Status::Published;
            if !opened.access.trash || !opened.access.delete || was_public && !opened.access.publish {
                return Err(Refused::NotAllowed { deed: Deed::DeleteStory });
            }
            Notice::Trashed.tell(writer, id);
            writer.delete_post(id)?;
            let was = opened.row.state.as_str();
            note(writer, now, &actor, "story.deleted", id, Some(was), Some(&opened.post.row.title))
        })
    }
}

fn thrown_away(opened: &Opened) -> Result<State, Refused> {
    let trashed = opened.row.desk.trashed;
    trashed.map(|(_, was)| was).ok_or_else(|| Refused::conflict(Because::NotInTrash))
}

/// Puts a story back where it was, as far as the actor may.
fn restore(writer: &mut Writer, now: Millis, opened: Opened, was: State) -> Result<State, Refused> {
    let Opened { mut post, row, access } = opened;
    let at = post.row.published_at;
    post.row.status = match was {
        State::Published
            if access.publish && at.is_some_and(|at| at <= now) && check_embargo(&row.desk, now).is_ok() =>
        {
            Status::Published
        }
        State::Scheduled if access.publish && at.is_some_and(|at| at > now) => Status::Scheduled,
        State::Sent => Status::Sent,
        _ => Status::Draft,
    };
    post.row.updated_at = after(&post, now);
    let id = post.row.id;
    let desk = Desk { trashed: None, in_review: was == State::Review, ..row.desk };
    writer.put_desk(&id, &desk)?;
    writer.put_post(&post)?;
    Ok(writer.desk(&id)?.map_or(State::Draft, |row| row.state))
}
