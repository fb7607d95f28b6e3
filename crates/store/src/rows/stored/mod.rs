//! Rows that Ghost stores beside stories, one entity a file. Tables and columns have Ghost's names, so that the same list of columns
//! serves SQL, what Ghost's API says of a row, an import and an export.

pub(crate) mod label;
pub(crate) mod member;
pub(crate) mod newsletter;
pub(crate) mod offer;
pub(crate) mod recommendation;
pub(crate) mod snippet;
pub(crate) mod tier;

use crate::{
    Id, MaybeText, Result, Text,
    db::{Param, Row, Sql},
};

/// What a column of such a row holds. Times are [`Field::Int`], milliseconds, in columns that [`is_time`] knows.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "plain words")]
pub enum Field<'a> {
    Null,
    Text(&'a str),
    Int(i64),
    Bool(bool),
}

/// Whether a column of that name holds a time.
pub fn is_time(column: &str) -> bool {
    column.ends_with("_at")
}

/// A row that knows its table and its columns.
#[expect(private_bounds, reason = "how a row meets SQL is the store's own matter")]
pub trait Stored: InTable {
    /// Its table, as in Ghost.
    const TABLE: &'static str;

    /// A row with Ghost's defaults.
    fn blank(id: Id) -> Self;

    /// Its id.
    fn id(&self) -> &Id;

    /// Every column but the id, in the order of the table.
    fn fields(&self) -> Vec<(&'static str, Field<'_>)>;

    /// Sets a column; `false` when there is none of that name, or it cannot hold that. Nothing makes nothing of a column that must hold
    /// something.
    fn set(&mut self, column: &str, value: Field<'_>) -> bool;
}

/// How a row meets SQL.
pub(crate) trait InTable: Sized + Clone + PartialEq {
    const ONE: &'static Sql;
    const PAGE: &'static Sql;
    const PUT: &'static Sql;
    const DELETE: &'static Sql;

    fn read(row: &Row<'_>) -> Result<Self>;
    fn params(&self) -> Vec<Param<'_>>;
}

/// A type that a column can have.
pub(crate) trait Column: Sized {
    fn read(row: &Row<'_>, at: usize) -> Result<Self>;
    fn field(&self) -> Field<'_>;
    /// `None` when it cannot hold that.
    fn of(value: Field<'_>) -> Option<Self>;
}

impl Column for Id {
    fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        row.id(at)
    }
    fn field(&self) -> Field<'_> {
        Field::Text(self.as_str())
    }
    fn of(value: Field<'_>) -> Option<Self> {
        if let Field::Text(text) = value { text.parse().ok() } else { None }
    }
}

impl Column for Text {
    fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        row.text(at)
    }
    fn field(&self) -> Field<'_> {
        Field::Text(self)
    }
    fn of(value: Field<'_>) -> Option<Self> {
        // No database takes NUL.
        match value {
            Field::Text(text) => Some(text.replace('\0', "").into()),
            Field::Int(number) => Some(number.to_string().into()),
            Field::Bool(_) | Field::Null => None,
        }
    }
}

impl Column for MaybeText {
    fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        row.maybe_text(at)
    }
    fn field(&self) -> Field<'_> {
        self.as_deref().filter(|text| !text.is_empty()).map_or(Field::Null, Field::Text)
    }
    fn of(value: Field<'_>) -> Option<Self> {
        match value {
            Field::Null => Some(None),
            value => Text::of(value).map(|text| Some(text).filter(|text| !text.is_empty())),
        }
    }
}

impl Column for i64 {
    fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        row.int(at)
    }
    fn field(&self) -> Field<'_> {
        Field::Int(*self)
    }
    fn of(value: Field<'_>) -> Option<Self> {
        match value {
            Field::Int(number) => Some(number),
            Field::Bool(flag) => Some(flag.into()),
            Field::Text(text) => text.parse().ok(),
            Field::Null => None,
        }
    }
}

impl Column for Option<i64> {
    fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        row.maybe_int(at)
    }
    fn field(&self) -> Field<'_> {
        self.map_or(Field::Null, Field::Int)
    }
    fn of(value: Field<'_>) -> Option<Self> {
        if value == Field::Null { Some(None) } else { i64::of(value).map(Some) }
    }
}

impl Column for bool {
    fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        row.bool(at)
    }
    fn field(&self) -> Field<'_> {
        Field::Bool(*self)
    }
    fn of(value: Field<'_>) -> Option<Self> {
        match value {
            Field::Bool(flag) => Some(flag),
            Field::Int(0) | Field::Text("0" | "false") => Some(false),
            Field::Int(1) | Field::Text("1" | "true") => Some(true),
            _ => None,
        }
    }
}

impl<'a> From<Field<'a>> for Param<'a> {
    fn from(field: Field<'a>) -> Self {
        match field {
            Field::Null => Self::Null,
            Field::Text(text) => Self::Text(text),
            Field::Int(number) => Self::Int(number),
            Field::Bool(flag) => Self::Bool(flag),
        }
    }
}

/// The name of a column in the database: that of the field, but where Rust has the word for itself.
macro_rules! column_name {
    (tier_type) => {
        "type"
    };
    ($column:ident) => {
        stringify!($column)
    };
}
pub(crate) use column_name;

/// Declares a row: `stored! { /// What it is. Name in "table", "?1, ?2, ?3"; column: Type = default, … ; more statements }`. There is a
/// mark for the id and for each column.
macro_rules! stored {
    (
        $(#[$about:meta])* $name:ident in $table:literal, $marks:literal;
        $($column:ident: $type:ty = $default:expr,)*
        ; $($more:tt)*
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        #[expect(missing_docs, reason = "the names are Ghost's")]
        pub struct $name {
            pub id: $crate::Id,
            $(pub $column: $type,)*
        }

        impl $crate::Stored for $name {
            const TABLE: &'static str = $table;

            fn blank(id: $crate::Id) -> Self {
                Self { id, $($column: $default,)* }
            }

            fn id(&self) -> &$crate::Id {
                &self.id
            }

            fn fields(&self) -> Vec<(&'static str, $crate::Field<'_>)> {
                use $crate::rows::stored::Column;
                vec![$(($crate::rows::stored::column_name!($column), self.$column.field()),)*]
            }

            fn set(&mut self, column: &str, value: $crate::Field<'_>) -> bool {
                use $crate::rows::stored::Column;
                $(if column == $crate::rows::stored::column_name!($column) {
                    return match <$type as Column>::of(value) {
                        Some(value) => {
                            self.$column = value;
                            true
                        }
                        None => value == $crate::Field::Null,
                    };
                })*
                false
            }
        }

        impl $crate::rows::stored::InTable for $name {
            const ONE: &'static $crate::db::Sql = &ONE;
            const PAGE: &'static $crate::db::Sql = &PAGE;
            const PUT: &'static $crate::db::Sql = &PUT;
            const DELETE: &'static $crate::db::Sql = &DELETE;

            fn read(row: &$crate::db::Row<'_>) -> $crate::Result<Self> {
                let mut at = 0;
                let id = row.id(at)?;
                Ok(Self {
                    id,
                    $($column: {
                        at += 1;
                        $crate::rows::stored::Column::read(row, at)?
                    },)*
                })
            }

            fn params(&self) -> Vec<$crate::db::Param<'_>> {
                let columns = $crate::Stored::fields(self).into_iter().map(|(_, field)| field.into());
                std::iter::once($crate::db::Param::from(&self.id)).chain(columns).collect()
            }
        }

        $crate::db::statements! {
            Reading ONE = concat!("SELECT id", $(", ", $crate::rows::stored::column_name!($column),)* " FROM ", $table, " WHERE id = ?1");
            Reading PAGE = concat!("SELECT id", $(", ", $crate::rows::stored::column_name!($column),)* " FROM ", $table,
                " WHERE id > ?1 ORDER BY id LIMIT ?2");
            Writing PUT = concat!("INSERT INTO ", $table, " (id", $(", ", $crate::rows::stored::column_name!($column),)* ") VALUES (", $marks,
                ") ON CONFLICT (id) DO UPDATE SET id = excluded.id",
                $(", ", $crate::rows::stored::column_name!($column), " = excluded.", $crate::rows::stored::column_name!($column),)*);
            Writing DELETE = concat!("DELETE FROM ", $table, " WHERE id = ?1");
            $($more)*
        }
    };
}
pub(crate) use stored;
