//! What can go wrong below the newsroom.

/// A failure of the store. `Taken`, `Missing` and `Invalid` are refusals: nothing was written and the transaction can go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A unique value is in use by another row.
    #[error("{what} “{value}” is already used by {holder}")]
    Taken {
        /// What must be unique, for example `post slug`.
        what: &'static str,
        /// The value asked for.
        value: String,
        /// Id of the row that has it.
        holder: String,
    },
    /// A row refers to another that does not exist.
    #[error("there is no {what} {id}")]
    Missing {
        /// What is missing, for example `tag`.
        what: &'static str,
        /// The id that was given.
        id: String,
    },
    /// A value that the store does not take.
    #[error("{field}: {why}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// Why it is refused.
        why: Wrong,
    },
    /// Another process holds the write lock, or two writers got in each other's way; trying again may work.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// The database cannot be reached or opened.
    #[error("cannot reach the database: {0}")]
    Unreachable(String),
    /// The database was made by a newer Masthead, or is not one of ours.
    #[error("{0}")]
    Foreign(String),
    /// Anything else that the engine said.
    #[error("database: {0}")]
    Database(String),
    /// A file beside the database.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Why a value is not taken. What people can bring about has a variant of its own, so that they are told in their language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// A text with the character NUL, which PostgreSQL cannot store.
    #[error("a text holds the character NUL")]
    Nul,
    /// Nothing, where something must be.
    #[error("must not be empty")]
    Empty,
    /// Published, and no date.
    #[error("a published post has a date")]
    Dateless,
    /// More of them than there may be, or one twice.
    #[error("at most {most}, each once")]
    Many {
        /// How many are allowed.
        most: usize,
    },
    /// Anything that only programs say.
    #[error("{0}")]
    Other(String),
}

impl From<String> for Wrong {
    fn from(why: String) -> Self {
        Self::Other(why)
    }
}

impl From<&str> for Wrong {
    fn from(why: &str) -> Self {
        Self::Other(why.to_owned())
    }
}

/// The store's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;
