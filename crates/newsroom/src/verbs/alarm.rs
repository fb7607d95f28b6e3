//! The switch “under attack”: passkeys only, sessions of an hour, everybody else signed out.

use store::{Millis, Text};

use crate::{Actor, Because, Capability, Deed, Newsroom, Proof, Refused, SignedIn};

impl Newsroom {
    /// Raises the alarm, and ends every session but this one.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`]; [`Refused::Conflict`] without a passkey in this session (they would lock themselves out), or when it is
    /// raised already.
    pub fn raise_alarm(&self, who: &SignedIn) -> Result<(), Refused> {
        let now = self.clock.now();
        who.actor.must(Capability::RaiseAlarm, Deed::RaiseAlarm)?;
        if who.proof != Proof::Passkey {
            return Err(Refused::conflict(Because::PasskeyFirst));
        }
        self.store.write(|writer| {
            if !writer.raise_alarm(now, &who.person.name)? {
                return Err(Refused::conflict(Because::AlarmAlready));
            }
            let ended = writer.end_all_sessions(&who.session)?;
            let after = format!("{ended} sessions ended");
            who.actor.note(writer, now, "alarm.raised", "newsroom", None, Some(&after))
        })
    }

    /// Ends the alarm.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`]; [`Refused::Conflict`] when there is none.
    pub fn end_alarm(&self, actor: Actor) -> Result<(), Refused> {
        let now = self.clock.now();
        actor.must(Capability::RaiseAlarm, Deed::EndAlarm)?;
        self.store.write(|writer| {
            let Some((since, by)) = writer.alarm()? else {
                return Err(Refused::conflict(Because::NoAlarm));
            };
            writer.end_alarm()?;
            let before = format!("raised by {by}, {} minutes", (now - since) / 60_000);
            actor.note(writer, now, "alarm.ended", "newsroom", Some(&before), None)
        })
    }

    /// Since when the alarm is raised, and by whom.
    ///
    /// # Errors
    /// The store's.
    pub fn alarm(&self) -> Result<Option<(Millis, Text)>, Refused> {
        Ok(self.store.reader()?.alarm()?)
    }
}
