//! The verbs, one subject a file.

mod authors;
mod posts;
mod settings;
pub(crate) mod staff;
mod tags;
