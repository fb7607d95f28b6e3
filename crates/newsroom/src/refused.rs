use crate::{Because, Deed, Why};

/// Why a verb did nothing. Each front (site, room, Ghost API, command line) shows it its own way.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The thing does not exist.
    #[error("there is no {what} {id}")]
    NotFound {
        /// `post`, `tag`, `author` …
        what: &'static str,
        /// The id asked for.
        id: String,
    },
    /// The actor's role does not allow it.
    #[error("you may not {deed}")]
    NotAllowed {
        /// What was tried: `publish this story`.
        deed: Deed,
    },
    /// Somebody else was faster, or a unique value is taken.
    #[error("{0}")]
    Conflict(Why),
    /// It was tried too often.
    #[error("too many attempts: try again in {seconds} seconds")]
    TooMany {
        /// After so long it may be tried again.
        seconds: u32,
    },
    /// A field has a value that cannot be.
    #[error("{field}: {why}")]
    Invalid {
        /// Ghost's name of the field.
        field: &'static str,
        /// Why it is refused.
        why: Why,
    },
    /// Not a refusal but a failure: the store could not do it.
    #[error(transparent)]
    Failed(store::Error),
}

impl Refused {
    /// A field has a value that cannot be.
    pub fn invalid(field: &'static str, why: impl Into<Why>) -> Self {
        Self::Invalid { field, why: why.into() }
    }

    /// Somebody else was faster, or it does not go with how things are.
    pub fn conflict(why: impl Into<Why>) -> Self {
        Self::Conflict(why.into())
    }
}

impl From<store::Error> for Refused {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Taken { what, value, holder } => {
                let why = Because::AlreadyUsed.with("what", what).with("value", value);
                Self::Conflict(why.with("holder", holder))
            }
            store::Error::Missing { what, id } => Self::NotFound { what, id },
            store::Error::Invalid { field, why } => Self::invalid(field, why),
            other => Self::Failed(other),
        }
    }
}
