//! A connection of either engine.

use std::time::{Duration, Instant};

use crate::{
    Result,
    db::{Param, Row, Sql, lite::LiteConn, pg::PgConn},
};

/// A connection. Statements are prepared once and kept with it.
pub(crate) enum Conn {
    Lite(LiteConn),
    Pg(Box<PgConn>),
}

impl Conn {
    /// Runs a statement that gives no rows; how many it changed.
    pub(crate) fn execute(&mut self, sql: &Sql, params: &[Param<'_>]) -> Result<u64> {
        match self {
            Self::Lite(conn) => conn.execute(sql.text, params),
            Self::Pg(conn) => conn.execute(sql.text, params),
        }
    }

    /// Runs a statement of any text for each row of its result.
    pub(crate) fn each_of(
        &mut self,
        text: &str,
        params: &[Param<'_>],
        take: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        match self {
            Self::Lite(conn) => conn.each(text, params, take),
            Self::Pg(conn) => conn.each(text, params, take),
        }
    }

    /// All rows.
    pub(crate) fn rows<T>(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        self.each_of(sql.text, params, &mut |row| {
            rows.push(read(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row, if there is one.
    pub(crate) fn row<T>(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut first = None;
        self.each_of(sql.text, params, &mut |row| {
            if first.is_none() {
                first = Some(read(row)?);
            }
            Ok(())
        })?;
        Ok(first)
    }

    /// Several statements without parameters.
    pub(crate) fn batch(&mut self, text: &str) -> Result<()> {
        match self {
            Self::Lite(conn) => conn.batch(text),
            Self::Pg(conn) => conn.batch(text),
        }
    }

    /// Does some work inside the read snapshot that may not take longer than this; the snapshot stays usable either way.
    ///
    /// # Errors
    /// Those of the work, and whatever the engine says of a statement that it stops in the middle.
    pub(crate) fn within<T>(
        &mut self,
        time: Duration,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        match self {
            Self::Lite(conn) => conn.until(Instant::now() + time)?,
            Self::Pg(conn) => conn.batch(&format!(
                "SAVEPOINT bounded; SET LOCAL statement_timeout = {}",
                time.as_millis().max(1)
            ))?,
        }
        let done = work(self);
        match self {
            Self::Lite(conn) => conn.without_deadline()?,
            // Going back to the savepoint takes the limit back, too.
            Self::Pg(conn) => conn.batch("ROLLBACK TO SAVEPOINT bounded; RELEASE SAVEPOINT bounded")?,
        }
        done
    }

    /// Begins a read snapshot.
    pub(crate) fn begin_read(&mut self) -> Result<()> {
        match self {
            Self::Lite(conn) => conn.batch("BEGIN"),
            Self::Pg(conn) => conn.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
        }
    }

    /// Begins a write transaction. There is one at a time on both engines: what a verb read cannot change under its hands,
    /// and numbers of the change log are drawn in the order of commit. On PostgreSQL a lock sees to it that lasts until after
    /// the commit; each statement that follows sees what the writer before has committed.
    pub(crate) fn begin_write(&mut self) -> Result<()> {
        match self {
            Self::Lite(conn) => conn.batch("BEGIN IMMEDIATE"),
            Self::Pg(conn) => {
                conn.batch("BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(1297306451)")
            }
        }
    }

    /// Prepares a statement without running it.
    #[cfg(test)]
    pub(crate) fn prepare(&mut self, text: &str) -> Result<()> {
        match self {
            Self::Lite(conn) => conn.prepare(text),
            Self::Pg(conn) => conn.prepared(text).map(drop),
        }
    }

    /// Whether the connection may be used again.
    pub(crate) fn is_alive(&self) -> bool {
        match self {
            Self::Lite(_) => true,
            Self::Pg(conn) => !conn.is_closed(),
        }
    }
}
