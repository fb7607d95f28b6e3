//! Stories that several people write at once. What is written of a story is its shared document; its row follows a draft's after a moment,
//! and that of a public story only when somebody publishes the changes.
//!
//! ```text
//!  open ─► the store's document (made of the row the first time) ─► changes, numbered, one transaction a batch ─► compact now and then
//!                                                        └─► save: row of a draft, revision
//! ```

mod changes;
mod document;
mod notice;
mod opening;
mod saving;
#[cfg(test)]
mod tests;

pub use changes::LiveNews;
pub(crate) use document::{agree, of_row, rewrite, written};
pub use notice::Notice;
pub use opening::OpenedLive;
