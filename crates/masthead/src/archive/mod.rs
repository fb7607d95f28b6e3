//! Backups: one file that holds everything a site is.
//!
//! ```text
//! backup   = zstd( tar( database.db, content/…, originals/…, manifest.json ) )
//! manifest = { "format": 1, "made": "2026-…Z", "masthead": "0.1.0", "files": [ { "path", "size", "sha256" } … ] }
//! ```
//!
//! The database comes first, as one snapshot: pictures are put in place before the rows that show them, so that every picture it speaks of is
//! there when the folders are read. The manifest comes last, because hashes are taken from the very bytes that were written.

mod manifest;
mod restore;
mod write;

pub use manifest::{File, Manifest};
pub use restore::{Present, Restored, restore};
pub use write::{Written, write};

/// The snapshot's name in the archive.
const DATABASE: &str = "database.db";
/// The manifest's name in the archive.
const MANIFEST: &str = "manifest.json";
/// Folders of the data folder that belong to the site.
const FOLDERS: [&str; 2] = ["content", "originals"];
