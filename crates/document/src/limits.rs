//! How large and how deep a document may be.

/// Bytes of a text that is converted.
pub(crate) const MAX_BYTES: usize = 32 << 20;

/// Bytes of our own JSON.
pub(crate) const MAX_JSON_BYTES: usize = 256 << 20;

/// Levels of blocks in blocks.
pub(crate) const MAX_DEPTH: usize = 16;

/// Levels of elements in an HTML fragment; what is deeper loses its element and keeps its text.
pub(crate) const MAX_ELEMENTS_DEEP: usize = 200;

/// Levels of nested text formats (`b`, `font`, …) in an HTML fragment: the HTML standard repeats open formats
/// in every new paragraph, which would let a small text grow without bound.
pub(crate) const MAX_FORMATS_DEEP: usize = 16;
