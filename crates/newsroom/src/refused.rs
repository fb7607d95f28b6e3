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
        deed: &'static str,
    },
    /// Somebody else was faster, or a unique value is taken.
    #[error("{0}")]
    Conflict(String),
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
        why: String,
    },
    /// Not a refusal but a failure: the store could not do it.
    #[error(transparent)]
    Failed(store::Error),
}

impl Refused {
    pub(crate) fn invalid(field: &'static str, why: impl Into<String>) -> Self {
        Self::Invalid { field, why: why.into() }
    }
}

impl From<store::Error> for Refused {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Taken { .. } => Self::Conflict(error.to_string()),
            store::Error::Missing { what, id } => Self::NotFound { what, id },
            store::Error::Invalid { field, why } => Self::Invalid { field, why },
            other => Self::Failed(other),
        }
    }
}
