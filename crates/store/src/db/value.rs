//! Values going in and rows coming out, the same for both engines.

use std::error::Error as StdError;

use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::{Error, Id, MaybeText, Result, Text};

/// A value to bind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Param<'a> {
    Null,
    Int(i64),
    Bool(bool),
    Text(&'a str),
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}
impl<'a> From<&'a Text> for Param<'a> {
    fn from(text: &'a Text) -> Self {
        Self::Text(text)
    }
}
impl<'a> From<&'a Id> for Param<'a> {
    fn from(id: &'a Id) -> Self {
        Self::Text(id.as_str())
    }
}
impl<'a> From<&'a MaybeText> for Param<'a> {
    fn from(text: &'a MaybeText) -> Self {
        text.as_deref().filter(|text| !text.is_empty()).map_or(Self::Null, Self::Text)
    }
}
impl<'a> From<&'a filter::Bind> for Param<'a> {
    fn from(value: &'a filter::Bind) -> Self {
        match value {
            filter::Bind::Text(text) => Self::Text(text),
            filter::Bind::Integer(n) => Self::Int(*n),
            filter::Bind::Boolean(b) => Self::Bool(*b),
        }
    }
}
impl From<i64> for Param<'_> {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}
impl From<u32> for Param<'_> {
    fn from(n: u32) -> Self {
        Self::Int(n.into())
    }
}
impl From<u64> for Param<'_> {
    fn from(n: u64) -> Self {
        Self::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }
}
impl From<Option<i64>> for Param<'_> {
    fn from(n: Option<i64>) -> Self {
        n.map_or(Self::Null, Self::Int)
    }
}
impl From<Option<u32>> for Param<'_> {
    fn from(n: Option<u32>) -> Self {
        n.map_or(Self::Null, |n| Self::Int(n.into()))
    }
}
impl From<bool> for Param<'_> {
    fn from(b: bool) -> Self {
        Self::Bool(b)
    }
}

impl rusqlite::ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Int(n) => ValueRef::Integer(n),
            Self::Bool(b) => ValueRef::Integer(b.into()),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match *self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(n) if *ty == Type::INT4 => i32::try_from(n)?.to_sql(ty, out),
            Self::Int(n) if *ty == Type::BOOL => (n != 0).to_sql(ty, out),
            Self::Int(n) if *ty == Type::TEXT => n.to_string().to_sql(ty, out),
            Self::Int(n) => n.to_sql(ty, out),
            Self::Bool(b) => b.to_sql(ty, out),
            Self::Text(text) => text.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::BOOL, Type::TEXT, Type::VARCHAR, Type::UNKNOWN].contains(ty)
    }

    to_sql_checked!();
}

/// A row of a result.
pub(crate) enum Row<'r> {
    Lite(&'r rusqlite::Row<'r>),
    Pg(&'r postgres::Row),
}

impl Row<'_> {
    pub(crate) fn maybe_str(&self, i: usize) -> Result<Option<&str>> {
        match self {
            Self::Lite(row) => row.get_ref(i)?.as_str_or_null().map_err(|e| wrong(i, e)),
            Self::Pg(row) => Ok(row.try_get(i)?),
        }
    }
    pub(crate) fn str(&self, i: usize) -> Result<&str> {
        self.maybe_str(i)?.ok_or_else(|| wrong(i, "is NULL"))
    }
    pub(crate) fn text(&self, i: usize) -> Result<Text> {
        self.str(i).map(Into::into)
    }
    pub(crate) fn maybe_text(&self, i: usize) -> Result<MaybeText> {
        Ok(self.maybe_str(i)?.map(Into::into))
    }
    pub(crate) fn id(&self, i: usize) -> Result<Id> {
        self.str(i)?.parse()
    }
    pub(crate) fn maybe_int(&self, i: usize) -> Result<Option<i64>> {
        match self {
            Self::Lite(row) => row.get_ref(i)?.as_i64_or_null().map_err(|e| wrong(i, e)),
            Self::Pg(row) if row.columns().get(i).is_some_and(|column| *column.type_() == Type::INT4) => {
                Ok(row.try_get::<_, Option<i32>>(i)?.map(i64::from))
            }
            Self::Pg(row) => Ok(row.try_get(i)?),
        }
    }
    pub(crate) fn int(&self, i: usize) -> Result<i64> {
        self.maybe_int(i)?.ok_or_else(|| wrong(i, "is NULL"))
    }
    pub(crate) fn count(&self, i: usize) -> Result<u64> {
        Ok(u64::try_from(self.int(i)?).unwrap_or(0))
    }
    pub(crate) fn small(&self, i: usize) -> Result<u32> {
        Ok(u32::try_from(self.int(i)?).unwrap_or(u32::MAX))
    }
    pub(crate) fn maybe_small(&self, i: usize) -> Result<Option<u32>> {
        Ok(self.maybe_int(i)?.and_then(|n| u32::try_from(n).ok()))
    }
    pub(crate) fn bool(&self, i: usize) -> Result<bool> {
        match self {
            Self::Lite(_) => Ok(self.int(i)? != 0),
            Self::Pg(row) => Ok(row.try_get(i)?),
        }
    }
}

fn wrong(column: usize, what: impl std::fmt::Display) -> Error {
    Error::Database(format!("column {column} of the result {what}"))
}
