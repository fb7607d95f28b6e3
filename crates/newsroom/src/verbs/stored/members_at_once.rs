//! Something done to many members in one transaction.

use store::{Id, Label, Newsletter};

use super::missing;
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// Members that are changed at once.
const MOST: usize = 100_000;

/// What is done to each of many members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MembersDeed {
    /// A label is given.
    Label(Id),
    /// A label is taken away.
    Unlabel(Id),
    /// A newsletter is taken away, or all of them.
    Unsubscribe(Option<Id>),
}

impl Newsroom {
    /// Does something to members, all or none of it. Gives how many there were; those that are gone are passed over.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::NotFound`] for a label or a newsletter that does not exist;
    /// [`Refused::Invalid`] for too many.
    pub fn change_members(&self, actor: Actor, ids: &[Id], deed: &MembersDeed) -> Result<u64, Refused> {
        check(actor, ids)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            match deed {
                MembersDeed::Label(id) | MembersDeed::Unlabel(id) => {
                    writer.row::<Label>(id)?.ok_or_else(|| missing("label", id))?;
                }
                MembersDeed::Unsubscribe(Some(id)) => {
                    writer.row::<Newsletter>(id)?.ok_or_else(|| missing("newsletter", id))?;
                }
                MembersDeed::Unsubscribe(None) => {}
            }
            let mut done = 0_u64;
            for id in ids {
                let Some(before) = writer.member(id)? else { continue };
                done += 1;
                let mut member = before.clone();
                match deed {
                    MembersDeed::Label(label) if member.labels.contains(label) => {}
                    MembersDeed::Label(label) => member.labels.push(*label),
                    MembersDeed::Unlabel(label) => member.labels.retain(|own| own != label),
                    MembersDeed::Unsubscribe(Some(one)) => member.newsletters.retain(|own| own != one),
                    MembersDeed::Unsubscribe(None) => member.newsletters.clear(),
                }
                if member != before {
                    member.row.updated_at = now.max(before.row.updated_at + 1);
                    writer.put_member(&member)?;
                }
            }
            actor.note(writer, now, "members.changed", "members", None, Some(&done.to_string()))?;
            Ok(done)
        })
    }

    /// Removes members and everything that is known of them, all or none. Gives how many there were.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`] for too many.
    pub fn remove_members(&self, actor: Actor, ids: &[Id]) -> Result<u64, Refused> {
        check(actor, ids)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let mut done = 0_u64;
            for id in ids {
                done += u64::from(writer.delete_member(id)?);
            }
            actor.note(writer, now, "members.removed", "members", Some(&done.to_string()), None)?;
            Ok(done)
        })
    }
}

fn check(actor: Actor, ids: &[Id]) -> Result<(), Refused> {
    actor.must(Capability::KeepMembers, Deed::ChangeMembers)?;
    match ids.len() > MOST {
        true => Err(Refused::invalid("filter", Because::LinesMany.with("most", MOST))),
        false => Ok(()),
    }
}
