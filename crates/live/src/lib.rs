//! A story that several people write at once.
//!
//! [`Manuscript`] is its shared document (Yjs, here `yrs`): a body in y-prosemirror's mapping of our document's JSON, a title and a standfirst.
//! Changes of people go through [`Manuscript::take`], which surveys the bytes, applies them, checks what they touched against the schema of
//! crate `document`, cleans HTML by role, and undoes all of it when something is wrong. [`Frame`] is what travels on the socket.
//!
//! Nothing here knows a store or a network.

mod check;
mod clean;
mod fault;
mod frame;
mod gallery;
mod lib0;
mod limits;
mod manuscript;
mod presence;
mod read;
mod rewrite;
mod story;
mod survey;
mod value;
mod write;

pub use fault::Fault;
pub use frame::{Frame, Told};
pub use limits::{MAX_STATE, MAX_UPDATE};
pub use manuscript::{Manuscript, Taken, together};
pub use presence::{Presence, Sighting, Visitor};
pub use story::Story;
