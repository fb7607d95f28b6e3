//! Ids in raw HTML: it is printed as it is, so that headings must keep clear of them.

use super::slug::Ids;
use crate::Card;
use crate::scan::{Piece, Scanner};
use crate::tree::Block;

/// Notes the ids of every HTML card.
pub(super) fn reserve(blocks: &[Block], ids: &mut Ids) {
    for block in blocks {
        match block {
            Block::List(list) => list.items.iter().for_each(|item| reserve(item, ids)),
            Block::Quote { blocks, .. }
            | Block::Correction { blocks, .. }
            | Block::LiveUpdate { blocks, .. } => reserve(blocks, ids),
            Block::Card(Card::Html(card)) => reserve_in(&card.html, ids),
            Block::Card(Card::Foreign(card)) => reserve_in(&card.html, ids),
            Block::Card(Card::Toggle(card)) => reserve_in(&card.content, ids),
            _ => {}
        }
    }
}

fn reserve_in(html: &str, ids: &mut Ids) {
    if !html.contains("id=") {
        return;
    }
    for piece in Scanner::new(html) {
        if let Piece::Start { raw, .. } | Piece::Verbatim { raw, .. } = piece {
            let value = raw.split_once(" id=").map(|(_, value)| value);
            let id = value.and_then(|value| value.split(['"', '\'', ' ', '>']).find(|part| !part.is_empty()));
            id.into_iter().for_each(|id| ids.reserve(id));
        }
    }
}
