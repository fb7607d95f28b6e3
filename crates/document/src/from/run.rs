//! Building a run of text: equal neighbours join, so that every run has one form.

use crate::tree::{Inline, Marks};

/// A run under construction.
#[derive(Debug, Default)]
pub(super) struct Run(Vec<Inline>);

impl Run {
    /// Appends words.
    pub(super) fn text(&mut self, words: &str, marks: &Marks) {
        if words.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(Inline::Text { text, marks: last }) if last == marks => text.push_str(words),
            _ => self.0.push(Inline::Text { text: words.to_owned(), marks: marks.clone() }),
        }
    }

    /// Appends words of HTML: white space collapses, also across pieces.
    pub(super) fn html_text(&mut self, words: &str, marks: &Marks) {
        let spaced = match self.0.last() {
            Some(Inline::Text { text, .. }) => text.ends_with(' '),
            Some(Inline::Break { .. }) | None => true,
        };
        let mut out = String::with_capacity(words.len());
        let mut space = spaced;
        for c in words.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\x0c' if space => {}
                ' ' | '\t' | '\n' | '\r' | '\x0c' => {
                    out.push(' ');
                    space = true;
                }
                c => {
                    out.push(c);
                    space = false;
                }
            }
        }
        self.text(&out, marks);
    }

    /// Appends a line break. Only a link runs through one.
    pub(super) fn line_break(&mut self, marks: &Marks) {
        self.0.push(Inline::Break { marks: marks.clone().without_styles() });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The run as it is.
    pub(super) fn finish(&mut self) -> Vec<Inline> {
        std::mem::take(&mut self.0)
    }

    /// The run without the space that HTML ignores before its end.
    pub(super) fn finish_html(&mut self) -> Vec<Inline> {
        let mut pieces = self.finish();
        while let Some(Inline::Text { text, .. }) = pieces.last_mut() {
            let kept = text.trim_end_matches(' ').len();
            text.truncate(kept);
            if !text.is_empty() {
                break;
            }
            pieces.pop();
        }
        pieces
    }
}

/// Whether a run shows nothing.
pub(crate) fn is_blank(content: &[Inline]) -> bool {
    content.iter().all(|piece| match piece {
        Inline::Text { text, .. } => text.trim().is_empty(),
        Inline::Break { .. } => true,
    })
}
