use store::Id;

use crate::Refused;

/// What somebody is in the newsroom, from the fewest rights to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Writes drafts of their own.
    Contributor,
    /// Publishes and edits their own stories.
    Reporter,
    /// Publishes and edits everything, keeps the topics, may post raw HTML.
    Editor,
    /// Also authors and settings.
    Owner,
}

/// Who does it: every verb is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The author row of a person; none for the machine itself (command line, import).
    pub author: Option<Id>,
    /// Their role.
    pub role: Role,
}

impl Actor {
    /// A person of the newsroom.
    pub fn person(author: Id, role: Role) -> Self {
        Self { author: Some(author), role }
    }

    /// Whoever holds the machine: may do what an owner may.
    pub fn operator() -> Self {
        Self { author: None, role: Role::Owner }
    }

    /// Whether HTML of theirs stays as it is.
    pub fn may_post_raw_html(self) -> bool {
        self.role >= Role::Editor
    }

    pub(crate) fn must_be(self, role: Role, deed: &'static str) -> Result<(), Refused> {
        if self.role >= role { Ok(()) } else { Err(Refused::NotAllowed { deed }) }
    }

    /// Editors change everything; others what they are an author of.
    pub(crate) fn must_own(self, authors: &[Id], deed: &'static str) -> Result<(), Refused> {
        let owns = self.author.is_some_and(|own| authors.contains(&own));
        if owns || self.role >= Role::Editor { Ok(()) } else { Err(Refused::NotAllowed { deed }) }
    }
}
