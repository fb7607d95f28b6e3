//! Keys of the programs that ask the site through Ghost's APIs.

use std::fmt::Write;

use store::{ApiKey, Id, KeyKind};

use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// Characters of a program's name, as in Ghost.
const NAME: usize = 191;
/// Bytes of a content key: Ghost's have 26 hexadecimal digits.
const CONTENT_BYTES: usize = 13;

impl Newsroom {
    /// Makes a key with which a program reads what every reader may see.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`] naming `name`.
    pub fn add_content_key(&self, actor: Actor, name: &str) -> Result<ApiKey, Refused> {
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
            kind: KeyKind::Content,
            secret: secret(CONTENT_BYTES).into(),
            created_at: now,
        };
        self.store.write(|writer| {
            writer.put_key(&key)?;
            actor.note(writer, now, "key.added", key.id.as_str(), None, Some(&key.name))?;
            Ok::<_, Refused>(())
        })?;
        Ok(key)
    }

    /// Takes a key back: from the next question on it opens nothing.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::NotFound`].
    pub fn remove_key(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeKeys)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let missing = || Refused::NotFound { what: "key", id: id.to_string() };
            let key = writer.delete_key(id)?.ok_or_else(missing)?;
            actor.note(writer, now, "key.removed", id.as_str(), Some(&key.name), None)
        })
    }
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
