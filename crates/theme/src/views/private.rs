//! Why the door of a private site stays shut.

use crate::locales::Message;
use crate::page::DoorRefusal;
use crate::scope::Scope;

impl DoorRefusal {
    /// For the reader, in the page's language.
    pub(super) fn message(self, scope: &Scope<'_>) -> String {
        match self {
            DoorRefusal::WrongCode => scope.say("That is not the access code.").to_owned(),
            DoorRefusal::TooMany { minutes } => {
                let key = "Too many tries. Please try again in {minutes} min.";
                let message = scope.message(key).cloned().unwrap_or_else(|| Message::parse(key));
                message.fill(scope.language, &|_| Some(minutes.to_string()))
            }
        }
    }
}
