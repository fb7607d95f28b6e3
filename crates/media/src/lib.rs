//! What may come in as a picture, sound, video or document, and what readers may get of it.
//!
//! [`clean`] looks at the content of a file (never at its name alone), refuses what is hostile, damaged or cannot be cleaned, and
//! writes the file that readers may get: without place, camera, names, edit history, hidden data or anything behind its end. What a
//! photographer wrote for the editor (caption, credit, alternative text) is read first and handed over as [`Told`]; what was taken out
//! is listed as [`Removed`], what had to stay as [`Left`].
//!
//! Nothing here touches a database, a network or a clock. Pictures and documents are worked on in memory, within [`Limits`]; sound and
//! video are copied in pieces.

mod clean;
mod cleaned;
mod kind;
mod limits;
mod paper;
mod picture;
mod pieces;
mod scan;
mod sniff;
mod stream;
mod told;
mod unfit;

pub use clean::{Source, clean};
pub use cleaned::{Cleaned, Left, Removed};
pub use kind::{Area, Kind};
pub use limits::{Limits, Proof};
pub use sniff::sniff;
pub use told::Told;
pub use unfit::Unfit;
