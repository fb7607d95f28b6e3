use store::Id;

use crate::{Actor, Capability, Deed, Newsroom, Refused};

impl Newsroom {
    /// Puts the Editor's Picks in this order; featured stories follow them.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below editor; [`Refused::NotFound`] for a story that does not exist; [`Refused::Invalid`] for too many, or
    /// the same one twice.
    pub fn set_picks(&self, actor: Actor, picks: &[Id]) -> Result<(), Refused> {
        actor.must(Capability::Curate, Deed::ChoosePicks)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            if writer.put_picks(picks)? {
                let after = picks.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" ");
                actor.note(writer, now, "picks.changed", "picks", None, Some(&after))?;
            }
            Ok(())
        })
    }
}
