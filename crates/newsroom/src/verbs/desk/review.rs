use store::{Desk, Id, State};

use super::access::open;
use super::note;
use crate::{Actor, Because, Newsroom, Refused};

impl Newsroom {
    /// Hands a draft in, to be read by an editor.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] when it is no draft; [`Refused::Invalid`] without a title.
    pub fn hand_in(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        self.review(actor, id, State::Draft, "story.handed_in")
    }

    /// Takes a story back that was handed in, or gives it back to its author: it is a draft again.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] when it was not handed in.
    pub fn take_back(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        self.review(actor, id, State::Review, "story.taken_back")
    }

    fn review(&self, actor: Actor, id: &Id, from: State, act: &str) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            opened.must_write()?;
            if opened.row.state != from {
                let why = match from {
                    State::Draft => Because::OnlyDrafts,
                    _ => Because::NotHandedIn,
                };
                return Err(Refused::conflict(why));
            }
            let title = super::Working::of(writer, &opened.post)?.title;
            if from == State::Draft && title.trim().is_empty() {
                return Err(Refused::invalid("title", Because::TitleForReview));
            }
            writer.put_desk(id, &Desk { in_review: from == State::Draft, ..opened.row.desk.clone() })?;
            note(writer, now, &actor, act, id, None, Some(&title))
        })
    }
}
