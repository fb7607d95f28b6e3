//! Why a file is not taken.

/// Why a file is not taken: a sentence for whoever brought it.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Nobody can tell what it is, or it is of no kind that is taken.
    #[error(
        "this kind of file is not taken; take JPEG, PNG, GIF, WebP, AVIF or SVG, MP4 or WebM, MP3, M4A, Ogg or WAV, PDF, Word, Excel, PowerPoint, OpenDocument, ZIP, text or CSV"
    )]
    Unknown,
    /// A kind that is known and not taken.
    #[error("{what} files are not taken; save it as {instead}")]
    NotTaken {
        /// Its kind.
        what: &'static str,
        /// What to save it as.
        instead: &'static str,
    },
    /// A moving picture in a format for still ones.
    #[error("moving {what} pictures are not taken; save it as {instead}")]
    Moving {
        /// Its kind.
        what: &'static str,
        /// What to save it as.
        instead: &'static str,
    },
    /// A picture as the camera's sensor saw it.
    #[error("a camera's raw pictures are not taken; save it as {instead}")]
    Raw {
        /// What to save it as.
        instead: &'static str,
    },
    /// A document of an office program, in a form that is not taken.
    #[error("office files of this form are not taken; save it as {instead}")]
    Office {
        /// What to save it as.
        instead: &'static str,
    },
    /// It has more bytes than allowed.
    #[error("the file has more than {} MB, the most that is taken of its kind", allowed >> 20)]
    TooManyBytes {
        /// Bytes.
        allowed: u64,
    },
    /// It has more pixels than allowed.
    #[error("{width} × {height} pixels are more than the {} million that are taken", allowed / 1_000_000)]
    TooManyPixels {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// Pixels in all.
        allowed: u64,
    },
    /// Its parts unpack to more than allowed: an archive made to fill a disk.
    #[error("what is packed in the file is larger than {} MB", allowed >> 20)]
    Bomb {
        /// Bytes.
        allowed: u64,
    },
    /// It breaks off or contradicts itself.
    #[error("the file is damaged ({0})")]
    Damaged(&'static str),
    /// It holds what cannot be made safe for readers.
    #[error("the file holds {0} and cannot be made safe for readers")]
    Unsafe(&'static str),
    /// It is locked, so that nobody can see what it would give away.
    #[error("the file is protected by a password, so that it cannot be cleaned; save it without")]
    Locked,
    /// The disk failed.
    #[error("the file could not be read or written: {0}")]
    Failed(#[from] std::io::Error),
}
