//! Letters to people: jobs that verbs leave in their own transaction. The words are put together when the letter leaves, by crate `mail`.

use store::{Id, Lane, Millis, NewJob, Writer};

use crate::{Refused, Role};

/// The kind of these jobs. What they are about is the letter's own id, which also names it in the mail.
pub const LETTER_JOB: &str = "letter.send";

/// What a letter is about.
pub(crate) enum Letter<'a> {
    /// Come and work with us.
    Invitation { path: &'a str, by: &'a str, role: Role },
    /// Choose a new password.
    Reset { path: &'a str },
    /// The password was changed.
    PasswordChanged { address: &'a str },
    /// Somebody signed in from a browser that was not seen before.
    NewDevice { agent: &'a str, address: &'a str },
    /// A second factor or a passkey was added or removed.
    FactorsChanged { address: &'a str },
}

impl Letter<'_> {
    fn parts(&self) -> (&'static str, serde_json::Value) {
        use serde_json::json;
        match self {
            Letter::Invitation { path, by, role } => {
                ("invitation", json!({ "path": path, "by": by, "role": role.as_str() }))
            }
            Letter::Reset { path } => ("reset", json!({ "path": path })),
            Letter::PasswordChanged { address } => ("password", json!({ "address": address })),
            Letter::NewDevice { agent, address } => ("device", json!({ "agent": agent, "address": address })),
            Letter::FactorsChanged { address } => ("factors", json!({ "address": address })),
        }
    }
}

/// Puts a letter on its way.
pub(crate) fn write(
    writer: &mut Writer,
    now: Millis,
    to: &str,
    language: &str,
    letter: &Letter<'_>,
) -> Result<(), Refused> {
    let (kind, facts) = letter.parts();
    let payload = serde_json::json!({ "to": to, "language": language, "kind": kind, "facts": facts });
    writer.add_job(
        now,
        NewJob {
            // A mail server may keep us waiting; scheduled stories shall not.
            lane: Lane::Heavy,
            kind: LETTER_JOB,
            about: &Id::generate(now),
            payload: &payload.to_string(),
            due_at: now,
        },
    )?;
    Ok(())
}
