//! Moving a site: backup, restore, and from one engine to the other. Table by table, out of one snapshot into one transaction,
//! and compared row by row before it is kept.

mod rows;

use std::path::Path;

use rows::{Cursor, append};

use crate::{
    Error, Result, Store, Tag, Target,
    db::{Conn, lite::Role},
    schema::{self, Table},
    store::connect,
};

/// The log of changes belongs to a running site, the list of migrations to a database: neither is copied.
const LEFT_OUT: [&str; 2] = ["migrations", "changes"];

/// The tables that are copied.
pub(crate) fn copied_tables() -> impl Iterator<Item = Table> {
    schema::tables().into_iter().filter(|table| !LEFT_OUT.contains(&table.name))
}

/// Told as a copy goes on: the table at hand, the rows that are done, the rows of all tables. A row is done when it was
/// copied and compared.
pub type Progress<'a> = dyn FnMut(&str, u64, u64) + 'a;

/// Copies a whole site into an empty database of either engine, out of one snapshot. Every row is read back and compared
/// before the copy is kept; when anything fails, the target is as empty as before. Gives the tables with their rows.
///
/// A source of an older Masthead is brought up to date in place first. A SQLite target is taken to lie in its data folder.
///
/// # Errors
/// [`Error::File`] when the source is a file that does not exist, [`Error::Foreign`] when the target is not empty,
/// [`Error::Database`] when a row came out differently.
pub fn copy_database(from: &Target, to: &Target, progress: &mut Progress<'_>) -> Result<Vec<(String, u64)>> {
    if let Target::Sqlite { path } = from
        && !path.is_file()
    {
        return Err(Error::File { path: path.clone(), source: std::io::ErrorKind::NotFound.into() });
    }
    let folder = match to {
        Target::Sqlite { path } => path.parent().unwrap_or(Path::new(".")),
        Target::Postgres { .. } => Path::new("."),
    };
    copy(&Store::open_alone(from)?, &Store::open(to, folder)?, progress)
}

fn copy(from: &Store, to: &Store, progress: &mut Progress<'_>) -> Result<Vec<(String, u64)>> {
    let mut lease = from.lease()?;
    let mut counted = Vec::new();
    for table in copied_tables() {
        let rows = count(lease.conn(), table.name)?;
        counted.push((table.name.to_owned(), rows));
    }
    let all: u64 = counted.iter().map(|(_, rows)| rows).sum();
    to.write(|writer| {
        refuse_full(writer.conn())?;
        let mut halves = 0;
        for table in copied_tables() {
            let mut step = |rows: usize| {
                halves += rows as u64;
                progress(table.name, halves / 2, all);
            };
            step(0);
            let mut cursor = Cursor::new(&table);
            loop {
                let rows = cursor.next(lease.conn())?;
                if rows.is_empty() {
                    break;
                }
                append(writer.conn(), &table, &rows)?;
                step(rows.len());
            }
            compare(lease.conn(), writer.conn(), &table, &mut step)?;
        }
        writer.touch(Tag::everything());
        Ok(counted)
    })
}

/// Reads both sides in the order of their keys and compares every value.
fn compare(from: &mut Conn, to: &mut Conn, table: &Table, step: &mut dyn FnMut(usize)) -> Result<()> {
    let (mut ours, mut theirs) = (Cursor::new(table), Cursor::new(table));
    loop {
        let (one, two) = (ours.next(from)?, theirs.next(to)?);
        if let Some(place) = (0..one.len().max(two.len())).find(|place| one.get(*place) != two.get(*place)) {
            let row = one
                .get(place)
                .or(two.get(place))
                .map(|row| table.key.iter().map(|k| row[*k].to_string()).collect());
            let key: Vec<String> = row.unwrap_or_default();
            return Err(Error::Database(format!(
                "{}: row {} came out differently",
                table.name,
                key.join(", ")
            )));
        }
        if one.is_empty() {
            return Ok(());
        }
        step(one.len());
    }
}

fn refuse_full(conn: &mut Conn) -> Result<()> {
    for table in copied_tables() {
        let rows = count(conn, table.name)?;
        if rows > 0 {
            return Err(Error::Foreign(format!(
                "the database to copy into is not empty: {} has {rows} row{}",
                table.name,
                if rows == 1 { "" } else { "s" }
            )));
        }
    }
    Ok(())
}

pub(crate) fn count(conn: &mut Conn, table: &str) -> Result<u64> {
    let mut n = 0;
    conn.each_of(&format!("SELECT COUNT(*) FROM {table}"), &[], &mut |row| {
        n = row.count(0)?;
        Ok(())
    })?;
    Ok(n)
}

impl Store {
    /// Writes a consistent snapshot of the whole database into a new SQLite file, whichever engine this is, while readers and
    /// writers go on.
    ///
    /// # Errors
    /// [`Error::File`] when the file exists already or cannot be written.
    pub fn backup(&self, file: &Path) -> Result<()> {
        let failed = |source| Error::File { path: file.to_owned(), source };
        if file.exists() {
            return Err(failed(std::io::ErrorKind::AlreadyExists.into()));
        }
        match self.target() {
            Target::Sqlite { .. } => {
                let mut conn = connect(self.target(), Role::Writer)?;
                let name = file.to_str().ok_or_else(|| failed(std::io::ErrorKind::InvalidInput.into()))?;
                conn.batch(&format!("VACUUM INTO '{}'", name.replace('\'', "''")))?;
            }
            Target::Postgres { .. } => {
                let target = Target::Sqlite { path: file.to_owned() };
                if let Err(e) =
                    Self::open_alone(&target).and_then(|target| copy(self, &target, &mut |_, _, _| {}))
                {
                    let _ = std::fs::remove_file(file);
                    return Err(e);
                }
                into_one_file(file)?;
            }
        }
        std::fs::File::open(file).and_then(|file| file.sync_all()).map_err(failed)
    }
}

/// Folds the write-ahead log into the file.
fn into_one_file(file: &Path) -> Result<()> {
    let conn = rusqlite::Connection::open(file)?;
    conn.busy_timeout(std::time::Duration::from_secs(10))?;
    conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    Ok(())
}
