//! Work that follows from a write: rows that the write's own transaction leaves (`store::NewJob`), done by whoever takes them first.
//!
//! ```text
//!  verb: add_job ─► jobs ─► a worker takes one: lease, short transaction ─► handler, outside of any transaction ─► done, or failed: later
//! ```
//! Any number of processes and machines work on the same rows. A handler can be run twice, when its worker dies or is slower than its lease:
//! what it does must bear that.

mod kinds;
mod worker;

pub use kinds::{JobError, Kinds};
pub use worker::Worker;
pub(crate) use worker::wait_after;
