use document::{Error, Flaw};

/// Why an update was refused, or a stored document could not be read. The document is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Bytes that are no message of ours.
    #[error("the message cannot be read")]
    Malformed,
    /// Content that a story never holds, whatever its schema.
    #[error("a story holds no {0}")]
    Foreign(&'static str),
    /// It breaks the schema of articles.
    #[error("{0}")]
    Schema(Error),
    /// A title or standfirst is too long.
    #[error("a title or standfirst has at most {limit} characters")]
    LongLine {
        /// Characters allowed, as UTF-16 counts them.
        limit: u32,
    },
    /// It builds on changes that are not there.
    #[error("the change builds on others that are missing")]
    Incomplete,
    /// A single change is too large.
    #[error("the change is larger than the {limit} bytes or parts allowed")]
    TooLarge {
        /// What is allowed.
        limit: usize,
    },
    /// The story with its history has grown too large.
    #[error("the story has grown beyond what can be written together")]
    Full,
    /// The document broke while it was changed, and was put back.
    #[error("the change could not be applied")]
    Broken,
}

impl Fault {
    /// Something of the body that breaks the schema before the document's own reader sees it.
    pub(crate) fn of_body(flaw: Flaw) -> Self {
        Self::Schema(Error::Invalid { path: "body".to_owned(), flaw })
    }
}
