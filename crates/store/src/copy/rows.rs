//! Rows of any table: read in the order of the key, written in bulk.

use std::{fmt, io::Write};

use crate::{
    Error, Result,
    db::{Conn, Param, Row, sql::marks},
    schema::{Table, Type},
};

/// Rows read at once; bodies are long.
const BATCH: usize = 200;

/// A value on its way.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Int(i64),
    Bool(bool),
    Text(Box<str>),
}

impl Value {
    fn param(&self) -> Param<'_> {
        match self {
            Self::Null => Param::Null,
            Self::Int(n) => Param::Int(*n),
            Self::Bool(b) => Param::Bool(*b),
            Self::Text(text) => Param::Text(text),
        }
    }

    /// PostgreSQL's text format for COPY.
    fn copy_text(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend_from_slice(br"\N"),
            Self::Int(n) => out.extend_from_slice(n.to_string().as_bytes()),
            Self::Bool(b) => out.push(if *b { b't' } else { b'f' }),
            Self::Text(text) => {
                for byte in text.bytes() {
                    match byte {
                        b'\\' => out.extend_from_slice(br"\\"),
                        b'\n' => out.extend_from_slice(br"\n"),
                        b'\r' => out.extend_from_slice(br"\r"),
                        b'\t' => out.extend_from_slice(br"\t"),
                        byte => out.push(byte),
                    }
                }
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("NULL"),
            Self::Int(n) => n.fmt(f),
            Self::Bool(b) => b.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// Goes through a table in the order of its key.
pub(super) struct Cursor<'t> {
    table: &'t Table,
    first: String,
    next: String,
    /// The key of the last row given.
    last: Option<Vec<Value>>,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(table: &'t Table) -> Self {
        let (name, columns) = (table.name, table.names());
        let key = table.key.iter().map(|place| table.columns[*place].0).collect::<Vec<_>>().join(", ");
        let after = marks(1, table.key.len());
        Self {
            table,
            first: format!("SELECT {columns} FROM {name} ORDER BY {key} LIMIT {BATCH}"),
            next: format!(
                "SELECT {columns} FROM {name} WHERE ({key}) > ({after}) ORDER BY {key} LIMIT {BATCH}"
            ),
            last: None,
        }
    }

    /// The next rows; none at the end.
    pub(super) fn next(&mut self, conn: &mut Conn) -> Result<Vec<Vec<Value>>> {
        let mut rows = Vec::with_capacity(BATCH);
        let (text, params) = match &self.last {
            None => (&self.first, Vec::new()),
            Some(key) => (&self.next, key.iter().map(Value::param).collect()),
        };
        let table = self.table;
        conn.each_of(text, &params, &mut |row| {
            rows.push(read(row, table)?);
            Ok(())
        })?;
        if let Some(row) = rows.last() {
            self.last = Some(table.key.iter().map(|place| row[*place].clone()).collect());
        }
        Ok(rows)
    }
}

fn read(row: &Row<'_>, table: &Table) -> Result<Vec<Value>> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(i, (_, ty))| {
            Ok(match ty {
                Type::Text => row.maybe_text(i)?.map_or(Value::Null, Value::Text),
                Type::Int => row.maybe_int(i)?.map_or(Value::Null, Value::Int),
                Type::Bool => Value::Bool(row.bool(i)?),
            })
        })
        .collect()
}

/// Writes rows into a table.
pub(super) fn append(conn: &mut Conn, table: &Table, rows: &[Vec<Value>]) -> Result<()> {
    let columns = table.names();
    match conn {
        Conn::Lite(lite) => {
            let text =
                format!("INSERT INTO {} ({columns}) VALUES ({})", table.name, marks(1, table.columns.len()));
            for row in rows {
                lite.execute(&text, &row.iter().map(Value::param).collect::<Vec<_>>())?;
            }
            Ok(())
        }
        Conn::Pg(pg) => {
            let mut copy = pg.client()?.copy_in(&format!("COPY {} ({columns}) FROM STDIN", table.name))?;
            let mut line = Vec::new();
            for row in rows {
                line.clear();
                for (i, value) in row.iter().enumerate() {
                    if i > 0 {
                        line.push(b'\t');
                    }
                    value.copy_text(&mut line);
                }
                line.push(b'\n');
                copy.write_all(&line).map_err(|e| Error::Database(format!("{}: {e}", table.name)))?;
            }
            copy.finish()?;
            Ok(())
        }
    }
}
