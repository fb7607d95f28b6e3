//! The tree: blocks that hold blocks, running text or a card.

mod inline;
mod table;

pub use inline::{Inline, Link, Marks, Statement, Style};
pub use table::{Cell, Row, Table};

use crate::Card;

/// One block of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading; the level is 1 to 6 (our editor offers 2 to 6, old posts hold 1).
    Heading {
        /// 1 to 6.
        level: u8,
        /// The words.
        content: Vec<Inline>,
    },
    /// A list.
    List(List),
    /// A quotation.
    Quote {
        /// The larger, centred form (`kg-blockquote-alt`).
        alt: bool,
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// Words of the article lifted out of it, as an ornament.
    PullQuote {
        /// Who said it; may be empty.
        credit: String,
        /// The words.
        content: Vec<Inline>,
    },
    /// A correction of the article.
    Correction {
        /// When, as the reader shall read it; may be empty.
        date: String,
        /// What was wrong and what is right.
        blocks: Vec<Block>,
    },
    /// One entry of a running story.
    LiveUpdate {
        /// When: RFC 3339 or as the reader shall read it; may be empty.
        time: String,
        /// Headline of the entry; may be empty.
        title: String,
        /// The entry.
        blocks: Vec<Block>,
    },
    /// A table of plain cells.
    Table(Table),
    /// A line between two parts.
    Divider,
    /// What follows is for members.
    Paywall,
    /// Anything with attributes instead of running text.
    Card(Card),
}

/// A bullet or numbered list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// Numbered.
    pub ordered: bool,
    /// First number of a numbered list.
    pub start: i32,
    /// The items, each of one or more blocks.
    pub items: Vec<Vec<Block>>,
}

impl Block {
    /// A paragraph of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Block::Paragraph(vec![Inline::plain(text)])
    }

    /// A card as a block.
    pub fn card(card: impl Into<Card>) -> Self {
        Block::Card(card.into())
    }
}
