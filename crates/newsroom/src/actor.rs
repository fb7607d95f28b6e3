use std::net::IpAddr;

use store::{Id, Millis, Writer};

use crate::{Capability, Deed, Refused, Role};

/// Who does it: every verb is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The author row of a person; none for the machine itself (command line, import) and for programs.
    pub author: Option<Id>,
    /// The integration of a program that acts through Ghost's Admin API.
    pub program: Option<Id>,
    /// Their role.
    pub role: Role,
    /// Whether their role holds for some topics only; which ones, the verb reads in its own transaction.
    pub limited: bool,
    /// Where the request came from, for the audit log; none on the machine itself.
    pub from: Option<IpAddr>,
}

impl Actor {
    /// A person of the newsroom.
    pub fn person(author: Id, role: Role) -> Self {
        Self { author: Some(author), program: None, role, limited: false, from: None }
    }

    /// Whoever holds the machine: may do what an owner may.
    pub fn operator() -> Self {
        Self { author: None, program: None, role: Role::Owner, limited: false, from: None }
    }

    /// A program with an admin key of this integration: may do what an administrator may.
    pub fn program(integration: Id) -> Self {
        Self {
            author: None,
            program: Some(integration),
            role: Role::Administrator,
            limited: false,
            from: None,
        }
    }

    /// The same person, at this address.
    pub fn at(mut self, from: IpAddr) -> Self {
        self.from = Some(from);
        self
    }

    /// Whether their role has a capability.
    pub fn may(self, capability: Capability) -> bool {
        capability.belongs_to(self.role)
    }

    /// Refuses an actor without the capability. `deed` completes “you may not …”.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`].
    pub fn must(self, capability: Capability, deed: Deed) -> Result<(), Refused> {
        if self.may(capability) { Ok(()) } else { Err(Refused::NotAllowed { deed }) }
    }

    /// Writes an act of theirs into the audit log, in the transaction that does it.
    pub(crate) fn note(
        self,
        writer: &mut Writer,
        now: Millis,
        act: &str,
        subject: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<(), Refused> {
        let address = self.from.map(|from| from.to_string()).unwrap_or_default();
        let who = self.author.or(self.program);
        Ok(writer.audit(now, who.as_ref(), &address, act, subject, before, after)?)
    }

    /// Whether they are one of these authors.
    pub fn is_among(self, authors: &[Id]) -> bool {
        self.author.is_some_and(|own| authors.contains(&own))
    }

    /// Who has the capability for every story does it to any; others to what they are an author of.
    pub(crate) fn must_own(self, authors: &[Id], for_all: Capability, deed: Deed) -> Result<(), Refused> {
        if self.is_among(authors) || self.may(for_all) { Ok(()) } else { Err(Refused::NotAllowed { deed }) }
    }
}
