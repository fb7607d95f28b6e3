/// Why a document from outside was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text is not JSON, or not JSON of the expected shape; the sentence says where.
    #[error("not a readable document: {0}")]
    Unreadable(String),
    /// A value breaks the schema. `path` is a JSON path such as `content[3].attrs.src`.
    #[error("{path}: {why}")]
    Invalid {
        /// Where in the JSON.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// The text is larger than a document may be. Both in bytes.
    #[error("the document has {size} bytes, more than the {limit} allowed")]
    TooLarge {
        /// Bytes of the text.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
}

/// Result of reading a document.
pub type Result<T> = std::result::Result<T, Error>;
