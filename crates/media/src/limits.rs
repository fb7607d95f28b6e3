//! How much is taken.

use crate::{Area, Kind};

/// Bounds on what comes in.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a picture.
    pub picture_bytes: u64,
    /// Bytes of a sound or video.
    pub stream_bytes: u64,
    /// Bytes of a document.
    pub document_bytes: u64,
    /// Pixels of a picture, or of one frame of a moving one.
    pub pixels: u64,
    /// Pixels of the longer side of a public picture; larger ones are made smaller, the original stays with the newsroom.
    pub public_side: u32,
    /// Bytes that a document's parts may unpack to.
    pub unpacked_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            picture_bytes: 50 << 20,
            stream_bytes: 2 << 30,
            document_bytes: 50 << 20,
            pixels: 80_000_000,
            public_side: 3840,
            unpacked_bytes: 256 << 20,
        }
    }
}

impl Limits {
    /// Bytes that a file of this kind may have.
    pub fn bytes(&self, kind: Kind) -> u64 {
        match kind.area() {
            Area::Images => self.picture_bytes,
            Area::Media => self.stream_bytes,
            Area::Files => self.document_bytes,
        }
    }

    /// Bytes of the largest file of any kind: a receiver need not read on.
    pub fn largest(&self) -> u64 {
        self.picture_bytes.max(self.stream_bytes).max(self.document_bytes)
    }
}
