//! Document to Lexical, as Ghost 5 and 6 store bodies. Ghost knows fewer kinds of blocks than we do, and refuses a body with a node that
//! it does not know: each block becomes the nearest of its nodes, or an HTML card that shows what the block shows.
//!
//! A node that would not be read back as its very block carries it, under [`CARRIED`]. Ghost keeps that until somebody edits the text
//! there; it is believed only beside the node that is written for it, so that no edit is ever undone by it.

mod cards;
mod nodes;

use serde_json::{Map, Value, json};

use crate::tree::Block;
use crate::trust::Notes;
use crate::{from, html};

/// The member of a node that holds the block in our own JSON.
const CARRIED: &str = "masthead";

/// A node of Lexical.
type Node = Map<String, Value>;

/// Writes a serialised editor state.
pub(crate) fn write(blocks: &[Block]) -> String {
    let notes = html::notes(blocks);
    let mut children: Vec<Value> = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        let node = match block {
            Block::List(list) if notes == Some(at) => cards::html(html::render_notes(list)),
            _ => nodes::nearest(block),
        };
        children.push(carrying(node, block));
    }
    // Ghost refuses a body without a node, and readers take a blank paragraph at the end for the editor's own.
    let ends_blank = |block: &Block| matches!(block, Block::Paragraph(content) if from::is_blank(content));
    if blocks.last().is_none_or(ends_blank) {
        children.push(nodes::nearest(&Block::Paragraph(Vec::new())).into());
    }
    json!({ "root": nodes::element("root", children) }).to_string()
}

/// The node, with its block where it does not say all of it.
fn carrying(node: Node, block: &Block) -> Value {
    let mut node = Value::Object(node);
    if from::lexical_node(&node) != std::slice::from_ref(block) {
        // Texts, numbers and string keys only: nothing in it can fail to serialise.
        node[CARRIED] = serde_json::to_value(block).unwrap_or_default();
    }
    node
}

/// The block that a node carries, when the node is still the one that was written for it.
pub(crate) fn carried(node: &Value) -> Option<Block> {
    let mut node = node.as_object()?.clone();
    let carried = node.remove(CARRIED)?;
    let mut blocks = crate::json::read_value(json!({ "type": "doc", "content": [carried] })).ok()?;
    let block = blocks.pop()?;
    let is_written_for_it = nodes::nearest(&block) == node
        || matches!(&block, Block::List(list) if list.ordered && cards::html(html::render_notes(list)) == node);
    is_written_for_it.then_some(block)
}

/// Our own block in an HTML card, when the card holds nothing else: what is left of it once somebody has edited it in Ghost.
pub(crate) fn block_in_card(html: &str) -> Option<Block> {
    const OURS: [&str; 4] = ["mh-pull-quote", "mh-correction", "mh-live-update", "mh-table"];
    if !OURS.iter().any(|class| html.contains(class)) {
        return None;
    }
    let mut blocks = from::html(html, &mut Notes::default());
    let block = blocks.pop().filter(|_| blocks.is_empty())?;
    let is_ours = matches!(
        block,
        Block::PullQuote { .. } | Block::Correction { .. } | Block::LiveUpdate { .. } | Block::Table(_)
    );
    is_ours.then_some(block)
}
