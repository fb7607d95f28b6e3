//! Footnotes, as our editor writes them: raised links to `#fn-1` in the text, the notes in the last numbered list. Each note gets the id
//! that its link names, and ends with an arrow to the place in the text that it belongs to.

use crate::tree::{Block, Inline, Link, Style};

/// The number that a link to a note names.
pub(super) fn number(link: &Link) -> Option<u32> {
    link.href.strip_prefix("#fn-")?.parse().ok().filter(|number| *number > 0)
}

/// Which block is the list of notes: none when nothing refers to a note.
pub(crate) fn notes(blocks: &[Block]) -> Option<usize> {
    let last = blocks.iter().rposition(|block| matches!(block, Block::List(list) if list.ordered))?;
    refers(&blocks[..last]).then_some(last)
}

/// The arrow at the end of a note. It has no words: in whatever language the story is, its number says where it leads.
pub(super) fn way_back(out: &mut String, number: i64) {
    out.push_str(&format!(
        "<a href=\"#fnref-{number}\" class=\"mh-footnote-back\" role=\"doc-backlink\" aria-label=\"↩ {number}\">↩</a>"
    ));
}

fn refers(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph(content) | Block::Heading { content, .. } | Block::PullQuote { content, .. } => {
            content.iter().any(is_reference)
        }
        Block::List(list) => list.items.iter().any(|item| refers(item)),
        Block::Quote { blocks, .. } | Block::Correction { blocks, .. } | Block::LiveUpdate { blocks, .. } => {
            refers(blocks)
        }
        Block::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.content.iter().any(is_reference))
        }
        Block::Divider | Block::Paywall | Block::Card(_) => false,
    })
}

fn is_reference(piece: &Inline) -> bool {
    let marks = piece.marks();
    marks.has(Style::Sup) && marks.link.as_ref().is_some_and(|link| number(link).is_some())
}
