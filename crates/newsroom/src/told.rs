//! What the crates below say when they refuse, as reasons of the newsroom.

use document::{Error, Flaw};
use live::Fault;
use store::Wrong;

use crate::{Because, Why};

impl From<Error> for Why {
    fn from(error: Error) -> Why {
        match error {
            Error::Unreadable(why) => Because::TextUnreadable.with("technical", why),
            Error::TooLarge { size, limit } => Because::TextLarge.with("size", size).with("most", limit),
            Error::Invalid { path, flaw } => match flaw {
                Flaw::Shape(wanted) => Because::TextShape.with("place", path).with("technical", wanted),
                Flaw::Foreign(name) => Because::TextForeign.with("place", path).with("name", name),
                Flaw::Deep { most } => Because::TextDeep.with("most", most),
                Flaw::Value(wanted) => Because::TextValue.with("place", path).with("technical", wanted),
                Flaw::Address(purpose) => Because::TextAddress.with("place", path).with("technical", purpose),
            },
        }
    }
}

impl From<Fault> for Why {
    fn from(fault: Fault) -> Why {
        match fault {
            Fault::Malformed => Because::ChangeUnreadable.into(),
            Fault::Foreign(what) => Because::ChangeForeign.with("technical", what),
            Fault::Schema(error) => error.into(),
            Fault::LongLine { limit } => Because::LineLong.with("most", limit),
            Fault::Incomplete => Because::ChangeIncomplete.into(),
            Fault::TooLarge { limit } => Because::ChangeLarge.with("most", limit),
            Fault::Full => Because::TooLongTogether.into(),
            Fault::Broken => Because::ChangeBroken.into(),
        }
    }
}

impl From<Wrong> for Why {
    fn from(wrong: Wrong) -> Why {
        match wrong {
            Wrong::Nul => Because::HasNul.into(),
            Wrong::Empty => Because::Empty.into(),
            Wrong::Dateless => Because::DateNeeded.into(),
            Wrong::Many { most } => Because::ManyOnce.with("most", most),
            Wrong::Other(why) => Because::OfTheStore.with("technical", why),
        }
    }
}
