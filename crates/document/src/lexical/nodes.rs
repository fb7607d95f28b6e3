//! Blocks and running text to nodes.

use serde_json::{Value, json};

use super::{Node, cards};
use crate::from::FORMATS;
use crate::tree::{Block, Inline, Link, List};
use crate::{HtmlOptions, html};

/// The node of Ghost that shows what a block shows.
pub(super) fn nearest(block: &Block) -> Node {
    match block {
        Block::Paragraph(content) => element("paragraph", inlines(content)),
        Block::Heading { level, content } => {
            let mut node = element("extended-heading", inlines(content));
            node.insert("tag".to_owned(), format!("h{level}").into());
            node
        }
        Block::List(own) if is_plain(own) => list(own, 0),
        Block::Quote { alt, blocks } => match paragraphs(blocks) {
            Some(content) => element(if *alt { "aside" } else { "extended-quote" }, inlines(&content)),
            None => shown(block),
        },
        Block::Divider => leaf("horizontalrule"),
        Block::Paywall => leaf("paywall"),
        Block::Card(card) => cards::card(card),
        Block::List(_)
        | Block::PullQuote { .. }
        | Block::Correction { .. }
        | Block::LiveUpdate { .. }
        | Block::Table(_) => shown(block),
    }
}

/// What readers see of a block, as an HTML card.
fn shown(block: &Block) -> Node {
    cards::html(html::render(std::slice::from_ref(block), &HtmlOptions::default()))
}

/// A node with children.
pub(super) fn element(kind: &str, children: Vec<Value>) -> Node {
    let mut node = leaf(kind);
    node.extend([
        ("children".to_owned(), children.into()),
        ("direction".to_owned(), "ltr".into()),
        ("format".to_owned(), "".into()),
        ("indent".to_owned(), 0.into()),
    ]);
    node
}

/// A node without children.
pub(super) fn leaf(kind: &str) -> Node {
    Node::from_iter([("type".to_owned(), kind.into()), ("version".to_owned(), 1.into())])
}

/// Whether each item is words, and lists below them: all that an item of Ghost's can be.
fn is_plain(list: &List) -> bool {
    list.items.iter().all(|item| match item.split_first() {
        Some((Block::Paragraph(_), rest)) => {
            rest.iter().all(|block| matches!(block, Block::List(inner) if is_plain(inner)))
        }
        _ => false,
    })
}

/// A plain list. One in an item has an item of its own, after that of the words.
fn list(list: &List, indent: u32) -> Node {
    let mut items: Vec<Value> = Vec::with_capacity(list.items.len());
    let mut push = |children: Vec<Value>, value: i64| {
        let mut item = element("listitem", children);
        item.insert("indent".to_owned(), indent.into());
        item.insert("value".to_owned(), value.into());
        items.push(item.into());
    };
    let start = if list.ordered { i64::from(list.start) } else { 1 };
    for (item, number) in list.items.iter().zip(start..) {
        for block in item {
            match block {
                Block::Paragraph(content) => push(inlines(content), number),
                Block::List(inner) => push(vec![self::list(inner, indent + 1).into()], number + 1),
                _ => {}
            }
        }
    }
    let mut node = element("list", items);
    let (kind, tag) = if list.ordered { ("number", "ol") } else { ("bullet", "ul") };
    node.insert("listType".to_owned(), kind.into());
    node.insert("tag".to_owned(), tag.into());
    node.insert("start".to_owned(), start.into());
    node
}

/// The words of a quotation of paragraphs, two line breaks between them, as Ghost has them.
fn paragraphs(blocks: &[Block]) -> Option<Vec<Inline>> {
    let mut all = Vec::new();
    for block in blocks {
        let Block::Paragraph(content) = block else { return None };
        if !all.is_empty() {
            all.extend(vec![Inline::Break { marks: Default::default() }; 2]);
        }
        all.extend_from_slice(content);
    }
    Some(all)
}

fn inlines(content: &[Inline]) -> Vec<Value> {
    content
        .chunk_by(|a, b| a.marks().link == b.marks().link)
        .flat_map(|run| {
            let nodes: Vec<Value> = run.iter().map(inline).collect();
            match run.first().and_then(|piece| piece.marks().link.as_deref()) {
                Some(link) => vec![self::link(link, nodes)],
                None => nodes,
            }
        })
        .collect()
}

fn inline(piece: &Inline) -> Value {
    match piece {
        Inline::Break { .. } => leaf("linebreak").into(),
        Inline::Text { text, marks } => {
            let format: u64 = FORMATS.iter().filter(|(_, style)| marks.has(*style)).map(|(bit, _)| bit).sum();
            json!({ "type": "extended-text", "version": 1, "text": text, "format": format, "detail": 0, "mode": "normal", "style": "" })
        }
    }
}

fn link(link: &Link, children: Vec<Value>) -> Value {
    let maybe = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut node = element("link", children);
    node.extend([
        ("url".to_owned(), link.href.as_str().into()),
        ("rel".to_owned(), maybe(&link.rel).into()),
        ("title".to_owned(), maybe(&link.title).into()),
        ("target".to_owned(), maybe(&link.target).into()),
    ]);
    node.into()
}
