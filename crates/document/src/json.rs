//! The stored form of a document.

mod read;
mod write;

pub(crate) use read::{read, read_value};
