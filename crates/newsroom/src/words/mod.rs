//! What is derived from the words of a text: its language, its significant terms, its slug.

mod language;
mod search;
mod slug;
mod stop;
mod terms;
#[cfg(test)]
mod tests;

pub use language::detect_language;
pub use search::asked;
pub use slug::{SLUG_LIMIT, slugify};
pub use terms::{Analyst, Term};
