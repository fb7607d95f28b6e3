//! The verbs, one subject a file.

mod authors;
mod posts;
mod settings;
mod tags;
