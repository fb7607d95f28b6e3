//! How much is taken.

use crate::{Area, Kind};

/// What has to be shown of a picture before it is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Its pixels are decoded; what is larger than [`Limits::public_side`] is made smaller. For what people bring.
    Pixels,
    /// Its parts are whole. Pixels are touched only to turn a picture upright. For archives that were public before: their pictures keep
    /// size and quality, and tens of thousands of them are not decoded.
    Parts,
}

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
    /// What has to be shown of a picture.
    pub proof: Proof,
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
            proof: Proof::Pixels,
        }
    }
}

impl Limits {
    /// What is taken of an archive that was public before.
    pub fn of_archives() -> Self {
        Self { public_side: u32::MAX, proof: Proof::Parts, ..Self::default() }
    }

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
