use crate::Document;

/// Whether HTML that came with the content may stay as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Trust {
    /// Every HTML-bearing field is sanitised and every URL checked. The default of an import.
    #[default]
    Untrusted,
    /// Written by a role that may post raw HTML, or imported with `--trust-html`.
    Trusted,
}

/// A converted document and what the conversion has to tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversion {
    /// The document.
    pub document: Document,
    /// What was kept in another form or sanitised; at most one note a kind, with its count.
    pub notes: Vec<Note>,
}

/// One kind of thing that a conversion kept in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it was, for an import summary: `unknown Lexical node "tweet" kept as an HTML card`.
    pub what: String,
    /// How often.
    pub count: u32,
}
