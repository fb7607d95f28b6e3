//! Plain text, excerpt, word count and reading time.

mod count;
mod plain;

pub(crate) use count::{minutes, words};
pub(crate) use plain::{decode, inline_text, plain_text};
