use store::{Desk, Id, Millis};

use super::access::open;
use super::{Opened, note};
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// People that one story can be given to.
const MOST_PEOPLE: usize = 20;
/// The longest story that can be asked for, in words.
const MOST_WORDS: u32 = 100_000;

impl Newsroom {
    /// Gives a story to people; nobody when the list is empty. They may open and write it.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for a story or people that do not exist; [`Refused::NotAllowed`]; [`Refused::Invalid`] for too many.
    pub fn assign_story(&self, actor: Actor, id: &Id, people: &[Id]) -> Result<(), Refused> {
        actor.must(Capability::Assign, Deed::AssignStories)?;
        self.plan(actor, id, |plan| plan.assign(people))
    }

    /// Sets when a story is to be ready, or that there is no such time.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`].
    pub fn set_due(&self, actor: Actor, id: &Id, due_at: Option<Millis>) -> Result<(), Refused> {
        self.plan(actor, id, |plan| plan.due(due_at))
    }

    /// Sets how long a story is to be, in words.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Invalid`] for a number that nobody writes.
    pub fn set_target(&self, actor: Actor, id: &Id, words: Option<u32>) -> Result<(), Refused> {
        self.plan(actor, id, |plan| plan.target(words))
    }

    /// Sets until when nobody may publish a story, or lifts the embargo.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] to shorten or lift one without the capability; [`Refused::Conflict`] when the story is
    /// public, or scheduled for an earlier time.
    pub fn set_embargo(&self, actor: Actor, id: &Id, until: Option<Millis>) -> Result<(), Refused> {
        self.plan(actor, id, |plan| plan.embargo(until))
    }

    fn plan(
        &self,
        actor: Actor,
        id: &Id,
        change: impl FnOnce(&mut Plan) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            let mut plan = Plan::of(actor, &opened, now)?;
            change(&mut plan)?;
            plan.save(writer, actor, &opened)
        })
    }
}

/// A change of what the desk decides about a story, with the rules for it.
pub(super) struct Plan {
    actor: Actor,
    now: Millis,
    public: bool,
    scheduled_at: Option<Millis>,
    desk: Desk,
}

impl Plan {
    pub(super) fn of(actor: Actor, opened: &Opened, now: Millis) -> Result<Self, Refused> {
        opened.must_not_be_trashed()?;
        let row = &opened.post.row;
        Ok(Self {
            actor,
            now,
            public: row.status == store::Status::Published,
            scheduled_at: row.published_at.filter(|_| row.status == store::Status::Scheduled),
            desk: opened.row.desk.clone(),
        })
    }

    pub(super) fn assign(&mut self, people: &[Id]) -> Result<(), Refused> {
        if self.desk.assignees == people {
            return Ok(());
        }
        self.actor.must(Capability::Assign, Deed::AssignStories)?;
        if people.len() > MOST_PEOPLE {
            return Err(Refused::invalid("assignees", Because::PeopleMany.with("most", MOST_PEOPLE)));
        }
        self.desk.assignees = people.to_vec();
        Ok(())
    }

    pub(super) fn due(&mut self, due_at: Option<Millis>) -> Result<(), Refused> {
        if self.desk.due_at != due_at {
            self.actor.must(Capability::Assign, Deed::SetDue)?;
            self.desk.due_at = due_at;
        }
        Ok(())
    }

    pub(super) fn target(&mut self, words: Option<u32>) -> Result<(), Refused> {
        if words.is_some_and(|words| !(1..=MOST_WORDS).contains(&words)) {
            return Err(Refused::invalid("targetWords", Because::TargetWords.with("most", MOST_WORDS)));
        }
        self.desk.target_words = words;
        Ok(())
    }

    pub(super) fn embargo(&mut self, until: Option<Millis>) -> Result<(), Refused> {
        let before = self.desk.embargo_until.filter(|before| *before > self.now);
        if self.desk.embargo_until == until {
            return Ok(());
        }
        if before.is_some_and(|before| until.is_none_or(|until| until < before)) {
            self.actor.must(Capability::Assign, Deed::LiftEmbargo)?;
        }
        if until.is_some() && self.public {
            return Err(Refused::invalid("embargoUntil", Because::PublicAlready));
        }
        if until.zip(self.scheduled_at).is_some_and(|(until, at)| at < until) {
            return Err(Refused::invalid("embargoUntil", Because::ScheduledEarlier));
        }
        self.desk.embargo_until = until;
        Ok(())
    }

    pub(super) fn save(
        self,
        writer: &mut store::Writer,
        actor: Actor,
        opened: &Opened,
    ) -> Result<(), Refused> {
        let before = &opened.row.desk;
        if writer.put_desk(&opened.id(), &self.desk)? == store::Put::Unchanged {
            return Ok(());
        }
        let told = |desk: &Desk| {
            let people: Vec<&str> = desk.assignees.iter().map(|id| id.as_str()).collect();
            let time = |at: Option<Millis>| {
                at.and_then(|at| jiff::Timestamp::from_millisecond(at).ok()).map(|at| at.to_string())
            };
            serde_json::json!({
                "assignees": people,
                "due": time(desk.due_at),
                "words": desk.target_words,
                "embargo": time(desk.embargo_until),
            })
            .to_string()
        };
        let act =
            if before.embargo_until == self.desk.embargo_until { "story.planned" } else { "story.embargoed" };
        note(writer, self.now, &actor, act, &opened.id(), Some(&told(before)), Some(&told(&self.desk)))
    }
}
