use store::{Id, Millis, Status};

use super::access::open;
use super::{Working, after, note, save};
use crate::{Actor, Because, Deed, Newsroom, Refused};

/// How far ahead a story can be scheduled.
pub(super) const FURTHEST: Millis = 5 * 366 * 24 * 3_600_000;

impl Newsroom {
    /// Sets when a story becomes public by itself; a scheduled one is rescheduled. What is written then is what is published.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Invalid`] for a time that has passed, is years ahead, or lies before the
    /// end of the embargo, and without a title; [`Refused::Conflict`] when the story is public or in the trash.
    pub fn schedule_story(&self, actor: Actor, id: &Id, at: Millis) -> Result<(), Refused> {
        let now = self.clock.now();
        if at <= now {
            return Err(Refused::invalid("at", Because::TimePassed));
        }
        if at - now > FURTHEST {
            return Err(Refused::invalid("at", Because::TooFarAhead));
        }
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            opened.must_publish(Deed::ScheduleStory)?;
            if matches!(opened.post.row.status, Status::Published | Status::Sent) {
                return Err(Refused::conflict(Because::PublicAlready));
            }
            if opened.row.desk.embargo_until.is_some_and(|until| until > at) {
                return Err(Refused::invalid("at", Because::EmbargoThen));
            }
            let before = opened.post.row.published_at.filter(|_| opened.post.row.status == Status::Scheduled);
            let mut draft = Working::of(writer, &opened.post)?.into_draft(opened.post.clone())?;
            draft.row.status = Status::Scheduled;
            draft.row.published_at = Some(at);
            draft.row.updated_at = after(&opened.post, now);
            draft.meta.published_by = actor.author.map(|id| id.as_str().into());
            save(writer, draft)?;
            let told = |at: Millis| jiff::Timestamp::from_millisecond(at).map(|at| at.to_string()).ok();
            note(
                writer,
                now,
                &actor,
                "story.scheduled",
                id,
                before.and_then(told).as_deref(),
                told(at).as_deref(),
            )
        })
    }

    /// Takes a story off the schedule; it is a draft again.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] when it is not scheduled.
    pub fn unschedule_story(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let mut opened = open(writer, actor, id)?;
            opened.must_publish(Deed::Unschedule)?;
            if opened.post.row.status != Status::Scheduled {
                return Err(Refused::conflict(Because::NotScheduled));
            }
            opened.post.row.updated_at = after(&opened.post, now);
            opened.post.row.status = Status::Draft;
            opened.post.row.published_at = None;
            writer.put_post(&opened.post)?;
            note(writer, now, &actor, "story.unscheduled", id, None, None)
        })
    }
}
