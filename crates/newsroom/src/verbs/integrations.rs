//! Programs that ask the site through Ghost's APIs, or are told of events.

use store::{Id, Integration};

use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// Characters of a name and of a description, as in Ghost.
const NAME: usize = 191;
const DESCRIPTION: usize = 2_000;

impl Newsroom {
    /// Makes or changes an integration; its keys and webhooks are made for themselves.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`] naming `name` or `description`.
    pub fn put_integration(
        &self,
        actor: Actor,
        mut integration: Integration,
    ) -> Result<Integration, Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeKeys)?;
        let name = integration.name.trim();
        if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
            return Err(Refused::invalid("name", Because::ProgramName.with("most", NAME)));
        }
        integration.name = name.into();
        if integration.description.as_deref().is_some_and(|text| text.chars().count() > DESCRIPTION) {
            return Err(Refused::invalid("description", Because::TooLong.with("most", DESCRIPTION)));
        }
        let now = self.clock.now();
        integration.updated_at = Some(now);
        self.store.write(|writer| {
            writer.put_row(&integration)?;
            actor.note(
                writer,
                now,
                "integration.saved",
                integration.id.as_str(),
                None,
                Some(&integration.name),
            )?;
            Ok(integration)
        })
    }

    /// Removes an integration with its keys and webhooks: from the next question on they open nothing.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] below administrator.
    pub fn remove_integration(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeKeys)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let missing = || Refused::NotFound { what: "integration", id: id.to_string() };
            let integration = writer.delete_integration(id)?.ok_or_else(missing)?;
            actor.note(writer, now, "integration.removed", id.as_str(), Some(&integration.name), None)
        })
    }
}
