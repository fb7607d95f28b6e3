//! Shared documents through the crate's own face, with `yrs` in the browsers' place.

mod browser;
mod chaos;
mod corpus;
mod editing;
mod refusals;
mod roles;
