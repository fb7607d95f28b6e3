//! Keys of the programs that ask the site through Ghost's APIs.

use std::fmt::Write;

use store::{ApiKey, Id, Integration, KeyKind};

use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// Characters of a program's name, as in Ghost.
const NAME: usize = 191;
/// Bytes of a secret: Ghost's have 26 hexadecimal digits for reading, 64 for signing.
fn bytes(kind: KeyKind) -> usize {
    match kind {
        KeyKind::Content => 13,
        KeyKind::Admin => 32,
    }
}

impl Newsroom {
    /// Makes a key with which a program reads what every reader may see, or does what an administrator may.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`] naming `name`.
    pub fn add_key(&self, actor: Actor, kind: KeyKind, name: &str) -> Result<ApiKey, Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeKeys)?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
            return Err(Refused::invalid("name", Because::ProgramName.with("most", NAME)));
        }
        let now = self.clock.now();
        let key = ApiKey {
            id: Id::generate(now),
            integration: Id::generate(now),
            name: name.into(),
            kind,
            secret: secret(bytes(kind)).into(),
            created_at: now,
        };
        self.store.write(|writer| {
            writer.put_key(&key)?;
            actor.note(writer, now, "key.added", key.id.as_str(), None, Some(&told(&key)))?;
            Ok::<_, Refused>(())
        })?;
        Ok(key)
    }

    /// Makes a key for an integration that exists.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::NotFound`].
    pub fn add_key_to(&self, actor: Actor, kind: KeyKind, integration: &Id) -> Result<ApiKey, Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeKeys)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let missing = || Refused::NotFound { what: "integration", id: integration.to_string() };
            let integration = writer.row::<Integration>(integration)?.ok_or_else(missing)?;
            let key = ApiKey {
                id: Id::generate(now),
                integration: integration.id,
                name: integration.name,
                kind,
                secret: secret(bytes(kind)).into(),
                created_at: now,
            };
            writer.put_key(&key)?;
            actor.note(writer, now, "key.added", key.id.as_str(), None, Some(&told(&key)))?;
            Ok(key)
        })
    }

    /// Gives a key of an integration another secret: from the next question on the old one opens nothing.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::NotFound`], also for a key of another integration.
    pub fn renew_key(&self, actor: Actor, integration: &Id, id: &Id) -> Result<ApiKey, Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeKeys)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let key = writer.key(id)?.filter(|key| key.integration == *integration);
            let key = key.ok_or_else(|| missing(id))?;
            let key = ApiKey { secret: secret(bytes(key.kind)).into(), ..key };
            writer.put_key(&key)?;
            actor.note(writer, now, "key.renewed", id.as_str(), None, Some(&told(&key)))?;
            Ok(key)
        })
    }

    /// Takes a key back: from the next question on it opens nothing.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::NotFound`].
    pub fn remove_key(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeKeys)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let key = writer.delete_key(id)?.ok_or_else(|| missing(id))?;
            actor.note(writer, now, "key.removed", id.as_str(), Some(&told(&key)), None)
        })
    }
}

fn missing(id: &Id) -> Refused {
    Refused::NotFound { what: "key", id: id.to_string() }
}

/// A key in the audit log.
fn told(key: &ApiKey) -> String {
    format!("{} ({})", key.name, key.kind.as_str())
}

/// Random bytes in hexadecimal digits.
fn secret(bytes: usize) -> String {
    let mut raw = [0; 32];
    let raw = &mut raw[..bytes];
    getrandom::fill(raw).expect("the system gives random bytes");
    raw.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
