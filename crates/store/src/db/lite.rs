//! SQLite: one file, WAL.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, OpenFlags, functions::FunctionFlags};

use crate::{
    Error, Result,
    db::{Param, Row, sql::FOLDED},
};

/// Milliseconds that a write waits for another process' transaction (an import holds the lock for about 20 s).
const BUSY: Duration = Duration::from_secs(60);

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Reader,
    Writer,
}

/// A connection to a SQLite file.
pub(crate) struct LiteConn {
    conn: Connection,
}

impl LiteConn {
    pub(crate) fn open(path: &Path, role: Role) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags)
            .map_err(|e| Error::Unreachable(format!("{}: {e}", path.display())))?;
        conn.busy_timeout(BUSY)?;
        conn.set_prepared_statement_cache_capacity(256);
        // Without this every execution with other values plans a cached statement anew: ten times the cost of a point read.
        conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // The writer's cache takes a long import before it spills; readers read through the shared map.
        let own = match role {
            Role::Writer => {
                "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA foreign_keys = ON;"
            }
            Role::Reader => "PRAGMA query_only = ON; PRAGMA cache_size = -1024;",
        };
        conn.execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 67108864; PRAGMA mmap_size = 17179869184; \
             PRAGMA temp_store = MEMORY; {own}"
        ))?;
        let deterministic = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        conn.create_scalar_function(FOLDED, 1, deterministic, |call| {
            Ok(call.get_raw(0).as_str_or_null()?.map(str::to_lowercase))
        })?;
        Ok(Self { conn })
    }

    /// From now on statements end with an error when the moment has come.
    pub(crate) fn until(&mut self, deadline: Instant) -> Result<()> {
        Ok(self.conn.progress_handler(10_000, Some(move || Instant::now() >= deadline))?)
    }

    /// Takes back [`LiteConn::until`].
    pub(crate) fn without_deadline(&mut self) -> Result<()> {
        Ok(self.conn.progress_handler(0, None::<fn() -> bool>)?)
    }

    pub(crate) fn execute(&mut self, text: &str, params: &[Param<'_>]) -> Result<u64> {
        let mut statement = self.conn.prepare_cached(text)?;
        bind(&mut statement, params)?;
        Ok(statement.raw_execute()? as u64)
    }

    pub(crate) fn each(
        &mut self,
        text: &str,
        params: &[Param<'_>],
        take: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.conn.prepare_cached(text)?;
        bind(&mut statement, params)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            take(&Row::Lite(row))?;
        }
        Ok(())
    }

    #[cfg(test)]
    pub(crate) fn prepare(&self, text: &str) -> Result<()> {
        Ok(self.conn.prepare(text).map(drop)?)
    }

    pub(crate) fn batch(&mut self, text: &str) -> Result<()> {
        match text {
            "BEGIN" | "BEGIN IMMEDIATE" | "COMMIT" | "ROLLBACK" => {
                self.conn.prepare_cached(text)?.raw_execute()?;
                Ok(())
            }
            _ => Ok(self.conn.execute_batch(text)?),
        }
    }
}

fn bind(statement: &mut rusqlite::Statement<'_>, params: &[Param<'_>]) -> Result<()> {
    for (i, param) in params.iter().enumerate() {
        statement.raw_bind_parameter(i + 1, param)?;
    }
    Ok(())
}

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Self {
        match e.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(e.to_string()),
            Some(ErrorCode::CannotOpen) => Self::Unreachable(e.to_string()),
            Some(ErrorCode::NotADatabase) => Self::Foreign("the file is not a SQLite database".into()),
            Some(ErrorCode::ConstraintViolation) => constraint(&e.to_string(), ""),
            _ => Self::Database(e.to_string()),
        }
    }
}

/// A broken constraint as a refusal: two writers met, or a check of ours was passed by.
pub(crate) fn constraint(message: &str, detail: &str) -> Error {
    Error::Database(format!("a constraint was broken: {message} {detail}").trim_end().to_owned())
}
