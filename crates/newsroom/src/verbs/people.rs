//! What is done to the accounts of others: roles, topics, suspending, removing, handing over.

use store::{Id, StaffRow, Writer};

use crate::{Actor, Because, Capability, Deed, Newsroom, Refused, Role, SignedIn};

/// The most topics that a role can be limited to.
const TOPICS: usize = 50;

impl Newsroom {
    /// Changes what somebody is, and to which topics that is limited (none: it holds everywhere).
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for oneself, for people and to roles that one's own role may not appoint; [`Refused::Invalid`] naming
    /// `topics`; [`Refused::NotFound`].
    pub fn change_person(&self, actor: Actor, id: &Id, role: Role, topics: &[Id]) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let mut staff = subordinate(writer, actor, id, Deed::ChangeRole)?;
            appoint(actor, role)?;
            let before = described(writer, &staff)?;
            staff.role = role.as_str().into();
            writer.put_staff(&staff)?;
            limit(writer, id, role, topics)?;
            let after = described(writer, &staff)?;
            if before != after {
                actor.note(writer, now, "person.changed", id, Some(&before), Some(&after))?;
            }
            Ok(())
        })
    }

    /// Lets somebody no longer in, or in again. Their sessions end.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`]; [`Refused::NotFound`].
    pub fn suspend(&self, actor: Actor, id: &Id, suspended: bool) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let mut staff = subordinate(writer, actor, id, Deed::Suspend)?;
            if staff.active != suspended {
                return Ok(());
            }
            staff.active = !suspended;
            writer.put_staff(&staff)?;
            writer.end_sessions_of(id, "")?;
            let act = if suspended { "person.suspended" } else { "person.restored" };
            actor.note(writer, now, act, id, Some(&staff.email), None)
        })
    }

    /// Takes somebody's account away. Their author page and stories stay.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`], also for the owner; [`Refused::NotFound`].
    pub fn remove_person(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let staff = subordinate(writer, actor, id, Deed::RemovePerson)?;
            let before = format!("{}, {}", staff.email, described(writer, &staff)?);
            writer.forget_links("reset", id)?;
            writer.remove_staff(id)?;
            actor.note(writer, now, "person.removed", id, Some(&before), None)
        })
    }

    /// Ends all sessions of somebody else.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`]; [`Refused::NotFound`].
    pub fn end_sessions(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            subordinate(writer, actor, id, Deed::EndSessions)?;
            let ended = writer.end_sessions_of(id, "")?.to_string();
            actor.note(writer, now, "sessions.ended", id, Some(&ended), None)
        })
    }

    /// The owner makes somebody else the owner, and is an administrator from then on.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever is not the owner; [`Refused::NotFound`]; [`Refused::Conflict`] for somebody suspended.
    pub fn hand_over(&self, who: &SignedIn, to: &Id) -> Result<(), Refused> {
        let (now, actor, id) = (self.clock.now(), who.actor, who.person.id);
        actor.must(Capability::HandOver, Deed::HandOver)?;
        self.store.write(|writer| {
            let mut old = super::sessions::own(writer, &actor)?;
            let mut new = writer.staff(to)?.ok_or_else(|| nobody(to))?;
            if new.id == old.id || !new.active {
                return Err(Refused::conflict(Because::HandOverTo));
            }
            old.role = Role::Administrator.as_str().into();
            new.role = Role::Owner.as_str().into();
            writer.put_staff(&old)?;
            writer.put_staff(&new)?;
            writer.put_staff_topics(to, &[])?;
            actor.note(writer, now, "newsroom.handed_over", to, Some(&id), Some(to))
        })
    }
}

/// Refuses roles that the actor's own may not appoint.
pub(crate) fn appoint(actor: Actor, role: Role) -> Result<(), Refused> {
    if actor.role.may_appoint().contains(&role) {
        Ok(())
    } else {
        Err(Refused::NotAllowed { deed: Deed::GiveRole })
    }
}

/// The account of somebody whom the actor may change.
pub(crate) fn subordinate(
    writer: &mut Writer,
    actor: Actor,
    id: &Id,
    deed: Deed,
) -> Result<StaffRow, Refused> {
    actor.must(Capability::KeepStaff, deed)?;
    if actor.author == Some(*id) {
        return Err(Refused::NotAllowed { deed: Deed::DoToYourself });
    }
    let staff = writer.staff(id)?.ok_or_else(|| nobody(id))?;
    match Role::by_name(&staff.role) {
        Some(role) if actor.role.may_appoint().contains(&role) => Ok(staff),
        _ => Err(Refused::NotAllowed { deed }),
    }
}

/// Limits a role to topics, of which each must exist.
pub(crate) fn limit(writer: &mut Writer, id: &Id, role: Role, topics: &[Id]) -> Result<(), Refused> {
    check_topics(role, topics)?;
    for topic in topics {
        if writer.tag(topic)?.is_none() {
            return Err(Refused::invalid("topics", Because::NoTopic.with("given", topic)));
        }
    }
    writer.put_staff_topics(id, topics)?;
    Ok(())
}

/// Refuses limits that make no sense.
pub(crate) fn check_topics(role: Role, topics: &[Id]) -> Result<(), Refused> {
    if topics.len() > TOPICS {
        return Err(Refused::invalid("topics", Because::TopicLimits.with("most", TOPICS)));
    }
    if role >= Role::Administrator && !topics.is_empty() {
        return Err(Refused::invalid("topics", Because::AdministratorsEverywhere));
    }
    Ok(())
}

/// Role and topics in one line, for the log.
fn described(writer: &mut Writer, staff: &StaffRow) -> Result<String, Refused> {
    let topics = writer.staff_topics(&staff.id)?;
    let topics: Vec<&str> = topics.iter().map(|topic| &**topic).collect();
    Ok(if topics.is_empty() {
        staff.role.to_string()
    } else {
        format!("{} ({})", staff.role, topics.join(", "))
    })
}

fn nobody(id: &Id) -> Refused {
    Refused::NotFound { what: "person", id: id.to_string() }
}
