//! How large a shared document and its changes may be.

/// Bytes of one update that somebody sends, and of one frame on the socket.
pub const MAX_UPDATE: usize = 4 << 20;

/// Bytes of a whole document with what is left of its history.
pub const MAX_STATE: usize = 16 << 20;

/// Parts (runs of text, nodes, formats, deletions) of one update.
pub(crate) const MAX_PARTS: usize = 100_000;

/// Parts of a whole document: each takes up to 250 bytes of memory.
pub(crate) const MAX_STATE_PARTS: usize = 1_000_000;

/// Parts of one update that begin behind the same part: ordering them among themselves takes the square of their number.
pub(crate) const MAX_SIBLINGS: usize = 4_096;

/// Levels of nodes in nodes that one update may bring: twice a document's depth, as a list and its items are two.
pub(crate) const MAX_LEVELS: usize = 64;

/// Levels of values in a value of an attribute.
pub(crate) const MAX_VALUE_LEVELS: usize = 8;

/// Characters (UTF-16 units) of a title and a standfirst while they are written; what is published may be shorter.
pub(crate) const MAX_LINE: u32 = 4_000;

/// Bytes of updates after which the copy to fall back on is made anew.
pub(crate) const REBASE: usize = 256 << 10;
