use std::fmt;

/// Why a filter was refused, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Characters before the offence.
    pub at: usize,
    /// What is wrong, without the place.
    pub why: String,
}

impl Error {
    /// An error at a byte of the source.
    pub(crate) fn new(source: &str, byte: usize, why: impl Into<String>) -> Self {
        let at = source.get(..byte).map_or(0, |before| before.chars().count());
        Self { at, why: why.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in the filter at character {}", self.why, self.at + 1)
    }
}

impl std::error::Error for Error {}
