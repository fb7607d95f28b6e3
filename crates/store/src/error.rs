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
        why: String,
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

/// The store's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;
