/// Why a document from outside was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text is not JSON, or not JSON of the expected shape; the sentence says where.
    #[error("not a readable document: {0}")]
    Unreadable(String),
    /// A value breaks the schema. `path` is a JSON path such as `content[3].attrs.src`.
    #[error("{path}: {flaw}")]
    Invalid {
        /// Where in the JSON.
        path: String,
        /// What is wrong with it.
        flaw: Flaw,
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

/// How a value breaks the schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It is not built as the schema wants it: what it must be.
    #[error("{0}")]
    Shape(&'static str),
    /// A node, mark or attribute of this name has no place there.
    #[error("\"{0}\" does not belong here")]
    Foreign(String),
    /// Nodes lie too deep in one another.
    #[error("blocks are nested deeper than {most}")]
    Deep {
        /// Levels allowed.
        most: usize,
    },
    /// An attribute has a value that it cannot have: what it must be.
    #[error("{0}")]
    Value(String),
    /// An address that may not be followed or loaded.
    #[error("is no address that {0}")]
    Address(&'static str),
}

/// Result of reading a document.
pub type Result<T> = std::result::Result<T, Error>;
