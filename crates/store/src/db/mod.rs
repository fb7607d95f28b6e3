//! One connection of either engine, one SQL text for both.

pub(crate) mod batch;
pub(crate) mod connection;
pub(crate) mod lite;
pub(crate) mod pg;
pub(crate) mod pool;
pub(crate) mod sql;
pub(crate) mod tls;
pub(crate) mod value;

pub(crate) use connection::Conn;
pub(crate) use sql::{Path, Sql, statements};
pub(crate) use value::{Param, Row};
