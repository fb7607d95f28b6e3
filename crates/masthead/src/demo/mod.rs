//! The demo newsroom: an invented outlet with its people, stories and pictures, embedded in the binary.
//!
//! `fixtures/newsroom` holds the texts (TOML and Markdown, see [`bundle`] and [`markdown`]); the pictures are painted by [`draw`].

mod bundle;
mod draw;
mod install;
mod markdown;
mod pictures;
#[cfg(test)]
mod tests;

pub use bundle::{Bundle, Entry, Person, Picture, Site, Topic, newsroom};
pub use install::install;
