//! Documents: what they say stays, what they know about their makers goes.

mod archive;
mod open;
mod pdf;
mod plain;
mod word;
mod xml;

pub(crate) use self::{archive::zip, pdf::pdf, plain::text};
