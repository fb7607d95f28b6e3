//! The JSON of an export, written row by row: memory does not grow with the archive.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// `{"db":[{"meta":…,"data":{…}}]}` on its way.
pub(super) struct Tables<'a, W> {
    out: W,
    folder: &'a Path,
    rows: Vec<(String, u64)>,
}

impl<'a, W: Write> Tables<'a, W> {
    /// Writes what stands before the tables. Rows that have to wait do so in `folder`.
    pub(super) fn begin(mut out: W, folder: &'a Path, meta: &Value) -> Result<Self> {
        write!(out, "{{\"db\":[{{\"meta\":{meta},\"data\":{{")?;
        Ok(Self { out, folder, rows: Vec::new() })
    }

    /// A place where rows wait.
    pub(super) fn spool(&self) -> Result<Spool> {
        let file = tempfile::tempfile_in(self.folder)
            .with_context(|| format!("cannot write into {}", self.folder.display()))?;
        Ok(Spool { file: BufWriter::new(file), rows: 0 })
    }

    /// Begins a table; the one before is closed.
    pub(super) fn table(&mut self, name: &str) -> Result<()> {
        let before = if self.rows.is_empty() { "" } else { "],\n" };
        write!(self.out, "{before}{}:[", Value::from(name))?;
        self.rows.push((name.to_owned(), 0));
        Ok(())
    }

    /// Writes a row of the table.
    pub(super) fn row(&mut self, row: &Value) -> Result<()> {
        let (_, count) = self.rows.last_mut().context("a row stands in a table")?;
        self.out.write_all(if *count == 0 { b"\n" } else { b",\n" })?;
        *count += 1;
        Ok(serde_json::to_writer(&mut self.out, row)?)
    }

    /// Writes a table whose rows had to wait.
    pub(super) fn spooled(&mut self, name: &str, spool: Spool) -> Result<()> {
        self.table(name)?;
        spool.rows()?.try_for_each(|row| self.row(&row?))
    }

    /// Writes what stands behind the tables; gives the rows by table.
    pub(super) fn end(mut self) -> Result<Vec<(String, u64)>> {
        let last = if self.rows.is_empty() { "" } else { "]" };
        write!(self.out, "{last}}}}}]}}")?;
        self.out.flush()?;
        Ok(self.rows)
    }
}

/// Rows that wait in a file without a name until their turn comes, each on a line.
pub(super) struct Spool {
    file: BufWriter<File>,
    rows: u64,
}

impl Spool {
    /// Adds one.
    pub(super) fn push(&mut self, row: &Value) -> Result<()> {
        self.rows += 1;
        Ok(writeln!(self.file, "{row}")?)
    }

    /// How many there are.
    pub(super) fn len(&self) -> u64 {
        self.rows
    }

    /// All of them, from the first.
    pub(super) fn rows(self) -> Result<impl Iterator<Item = Result<Value>>> {
        let mut file = self.file.into_inner().map_err(|error| error.into_error())?;
        file.seek(SeekFrom::Start(0))?;
        Ok(BufReader::new(file).lines().map(|line| Ok(serde_json::from_str(&line?)?)))
    }
}
