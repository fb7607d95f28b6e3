//! Letters to people: their words, and how they leave.
//!
//! Verbs of the newsroom leave letters as jobs, in their own transaction. The worker gives each to [`deliver`], which puts the words
//! together in the recipient's language and hands them to an SMTP server, or lays them into a folder when none is configured.

mod outbox;
mod settings;
mod words;

pub use outbox::{Outbox, SendError};
pub use settings::{Server, SettingsError, Way};
pub use words::{Site, Written, write};

/// Sends a letter, told as its job has it. `id` names it for ever, so that one that is sent twice can be told.
///
/// # Errors
/// [`SendError`].
pub fn deliver(outbox: &Outbox, id: &str, payload: &str, site: &Site) -> Result<(), SendError> {
    let letter: serde_json::Value =
        serde_json::from_str(payload).map_err(|error| SendError::Never(error.to_string()))?;
    let text = |name: &str| letter[name].as_str().unwrap_or_default();
    let written = write(text("kind"), text("language"), &letter["facts"], site)
        .ok_or_else(|| SendError::Never(format!("there are no words for “{}”", text("kind"))))?;
    outbox.send(id, text("to"), &written)
}
