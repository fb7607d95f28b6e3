//! Opening a site's database.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use crate::{Error, Reader, Result, Tag, Writer};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One file.
    Sqlite {
        /// The file; made when missing.
        path: PathBuf,
    },
    /// A server.
    Postgres {
        /// `postgres://user:password@host/database?sslmode=…`
        url: String,
    },
}

impl FromStr for Target {
    type Err = Error;

    /// `postgres://…`, `postgresql://…`, `sqlite:PATH` or a path.
    fn from_str(text: &str) -> Result<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres { url: text.to_owned() });
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        if path.is_empty() || path.contains("://") {
            return Err(Error::Invalid {
                field: "database",
                why: format!("“{text}” is neither a file nor postgres://…"),
            });
        }
        Ok(Self::Sqlite { path: path.into() })
    }
}

/// A site's database. Cheap to clone.
#[derive(Clone)]
pub struct Store {}

/// What happened after a change number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// These tags were touched, up to and including change `upto`.
    Tags {
        /// The last change looked at.
        upto: u64,
        /// What was touched, without repetition.
        tags: Vec<Tag>,
    },
    /// Too much, or too long ago to know: everything cached goes.
    Everything {
        /// The last change looked at.
        upto: u64,
    },
}

impl Store {
    /// Opens the database, makes it when missing, brings its schema up to date.
    /// `beacon_dir` is the data folder: its file `change-number` tells other processes of a commit.
    pub fn open(_target: &Target, _beacon_dir: &Path) -> Result<Self> {
        Ok(Self {})
    }

    /// One read snapshot; blocks while all connections are in use.
    pub fn reader(&self) -> Result<Reader> {
        Err(Error::Unreachable("being built".into()))
    }

    /// One transaction: committed when `work` returns `Ok`, undone when it returns `Err` or panics.
    /// The tags named on the [`Writer`] become one row of the change log in it.
    /// When it returns, [`Store::change_number`] of every process on this data folder has moved on.
    /// Do not call it from inside another `write`.
    pub fn write<T, E: From<Error>>(&self, _work: impl FnOnce(&mut Writer) -> Result<T, E>) -> Result<T, E> {
        Err(Error::Unreachable("being built".into()).into())
    }

    /// The last change known to be committed: one atomic load.
    pub fn change_number(&self) -> u64 {
        0
    }

    /// What was touched after change `seq`.
    pub fn changes_since(&self, seq: u64) -> Result<Changes> {
        Ok(Changes::Everything { upto: seq })
    }

    /// Waits until the change number is greater than `after`, at most `timeout`; gives the present number.
    pub fn wait_for_change(&self, after: u64, _timeout: Duration) -> u64 {
        after
    }
}
