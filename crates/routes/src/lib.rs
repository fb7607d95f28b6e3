//! Ghost's `routes.yaml` and redirects file: which address a story, topic or author has, and what an address means.
//!
//! ```ignore
//! let routes = Routes::read(yaml, zone)?;      // or Routes::default(), Ghost's own
//! routes.post(&card)                           // Some("/2024/05/hello/"), None: no collection takes it
//! routes.meanings("/podcast/page/2/")          // what may live there, first things first
//! ```
//!
//! Everything that writes an address of a story, topic or author asks [`Routes`]; nothing else puts one together.

mod claim;
mod fault;
mod file;
mod kept;
mod permalink;
mod redirects;
mod resolve;
mod table;
mod yaml;

pub use fault::Fault;
pub use file::{MOST_BYTES, STANDARD};
pub use kept::{Kept, SETTING};
pub use redirects::{
    MOST_REDIRECT_BYTES, read_redirects, redirect_line, write_redirects, write_redirects_yaml,
};
pub use resolve::{Key, Meaning, Part};
pub use table::{Collection, Data, Listing, Resource, Route, Routes, Shows};

/// Where Ghost says that something lives that has no address.
pub const NOWHERE: &str = "/404/";
