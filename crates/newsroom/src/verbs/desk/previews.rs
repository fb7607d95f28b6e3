use credentials::Token;
use store::{Id, Millis};

use super::access::open;
use super::note;
use crate::{Actor, Because, Deed, Newsroom, Refused};

const HOUR: Millis = 3_600_000;
/// How long a preview link may hold.
const LONGEST: Millis = 30 * 24 * HOUR;
/// Links of one story.
const MOST: u64 = 50;

impl Newsroom {
    /// A link by which somebody without an account sees what is written of a story, for `hours`. Only its digest is stored.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Invalid`] for a time of more than thirty days; [`Refused::Conflict`] in the
    /// trash, or when there are too many.
    pub fn share_preview(&self, actor: Actor, id: &Id, hours: u32) -> Result<(Token, Millis), Refused> {
        let time = Millis::from(hours) * HOUR;
        if !(HOUR..=LONGEST).contains(&time) {
            return Err(Refused::invalid("hours", Because::PreviewTime));
        }
        let (now, token) = (self.clock.now(), Token::generate());
        self.store.write(|writer| {
            open(writer, actor, id)?.must_write()?;
            if writer.preview_count(id)? >= MOST {
                return Err(Refused::conflict(Because::PreviewsMany.with("most", MOST)));
            }
            writer.add_preview(&token.digest(), id, actor.author.as_ref(), now, now + time)?;
            let until = jiff::Timestamp::from_millisecond(now + time).map(|at| at.to_string()).ok();
            note(writer, now, &actor, "story.shared", id, None, until.as_deref())?;
            Ok((token, now + time))
        })
    }

    /// Makes every preview link of a story stop working.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`].
    pub fn withdraw_previews(&self, actor: Actor, id: &Id) -> Result<u64, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            if !opened.access.write {
                return Err(Refused::NotAllowed { deed: Deed::WithdrawLinks });
            }
            let gone = writer.remove_previews(id)?;
            note(writer, now, &actor, "story.unshared", id, Some(&gone.to_string()), None)?;
            Ok(gone)
        })
    }
}
