//! Whom the content came from, and what a conversion tells about it.

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
    /// What was kept in another form, dropped or sanitised; one note a kind, with its count.
    pub notes: Vec<Note>,
}

/// One kind of thing that a conversion could not keep exactly as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it was, for the summary of an import: `unknown Lexical node "tweet" kept as an HTML card`.
    pub what: String,
    /// How often.
    pub count: u32,
}

/// Collects [`Note`]s, counting repeats. A hostile document cannot make it grow beyond 64 kinds.
#[derive(Debug, Default)]
pub(crate) struct Notes(Vec<Note>);

impl Notes {
    const KINDS: usize = 64;

    pub(crate) fn add(&mut self, what: impl Into<String>) {
        let what = what.into();
        if let Some(note) = self.0.iter_mut().find(|note| note.what == what) {
            note.count += 1;
        } else if self.0.len() < Self::KINDS {
            self.0.push(Note { what, count: 1 });
        }
    }

    pub(crate) fn into_vec(self) -> Vec<Note> {
        self.0
    }
}
