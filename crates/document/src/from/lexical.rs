//! Lexical (Ghost 5 and 6) to blocks.

use serde_json::{Map, Value};

use super::run::{Run, is_blank};
use super::{ghost_card, unknown};
use crate::lexical;
use crate::limits::MAX_DEPTH;
use crate::tree::{Block, Link, List, Marks, Style};
use crate::trust::Notes;
use crate::{Error, Result};

/// Bits of a text node's `format`.
pub(crate) const FORMATS: [(u64, Style); 8] = [
    (1, Style::Strong),
    (2, Style::Em),
    (4, Style::Strike),
    (8, Style::Underline),
    (16, Style::Code),
    (32, Style::Sub),
    (64, Style::Sup),
    (128, Style::Highlight),
];

/// Reads a serialised editor state.
pub(crate) fn read(source: &str, notes: &mut Notes) -> Result<Vec<Block>> {
    let state: Value = serde_json::from_str(source).map_err(|error| Error::Unreadable(error.to_string()))?;
    let children =
        state.get("root").and_then(|root| root.get("children")).and_then(Value::as_array).ok_or_else(
            || Error::Unreadable("there is no root.children in this Lexical document".to_owned()),
        )?;
    let mut blocks = read_blocks(children, 0, notes);
    // The editor keeps an empty paragraph at the end.
    if matches!(blocks.last(), Some(Block::Paragraph(content)) if is_blank(content)) {
        blocks.pop();
    }
    Ok(blocks)
}

/// Reads one node at the top.
pub(crate) fn read_node(node: &Value) -> Vec<Block> {
    read_blocks(std::slice::from_ref(node), 0, &mut Notes::default())
}

fn kind(node: &Value) -> &str {
    node.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn children(node: &Value) -> &[Value] {
    node.get("children").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn is_inline(kind: &str) -> bool {
    matches!(
        kind,
        "text"
            | "extended-text"
            | "tk"
            | "tab"
            | "linebreak"
            | "link"
            | "autolink"
            | "at-link"
            | "at-link-search"
            | "zwnj"
    )
}

fn read_blocks(nodes: &[Value], depth: usize, notes: &mut Notes) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(nodes.len());
    let mut loose = Run::default();
    for node in nodes {
        if is_inline(kind(node)) {
            inline(node, &Marks::default(), &mut loose);
            continue;
        }
        if !loose.is_empty() {
            blocks.push(Block::Paragraph(loose.finish()));
        }
        block(node, depth, notes, &mut blocks);
    }
    if !loose.is_empty() {
        blocks.push(Block::Paragraph(loose.finish()));
    }
    blocks
}

fn block(node: &Value, depth: usize, notes: &mut Notes, blocks: &mut Vec<Block>) {
    let Some(payload) = node.as_object() else { return };
    if let Some(block) = own(node, depth) {
        blocks.push(block);
        return;
    }
    match kind(node) {
        "paragraph" => blocks.push(Block::Paragraph(run(node))),
        "heading" | "extended-heading" => {
            let tag = payload.get("tag").and_then(Value::as_str).unwrap_or("h2");
            let level = tag.trim_start_matches('h').parse().unwrap_or(2).clamp(1, 6);
            blocks.push(Block::Heading { level, content: run(node) });
        }
        "quote" | "extended-quote" => blocks.push(quote(node, false, depth, notes)),
        "aside" => blocks.push(quote(node, true, depth, notes)),
        "list" => match list(payload, node, depth, notes) {
            Some(list) => blocks.push(Block::List(list)),
            None => blocks.push(Block::Paragraph(run(node))),
        },
        "root" => blocks.extend(read_blocks(children(node), depth + 1, notes)),
        name if payload.contains_key("children") => {
            let name: String = name.chars().take(60).collect();
            notes.add(format!("unknown Lexical node \"{name}\" kept as its content"));
            if children(node).iter().any(|child| is_inline(kind(child))) || depth >= MAX_DEPTH {
                blocks.push(Block::Paragraph(run(node)));
            } else {
                blocks.extend(read_blocks(children(node), depth + 1, notes));
            }
        }
        "" => blocks.push(unknown("Lexical", "without a type", payload, notes)),
        name => blocks.push(card(name, payload, notes)),
    }
}

/// A block of ours that Ghost has no node for, at the top as we wrote it.
fn own(node: &Value, depth: usize) -> Option<Block> {
    if depth > 0 {
        return None;
    }
    lexical::carried(node).or_else(|| {
        let html = node.get("html").filter(|_| kind(node) == "html")?;
        lexical::block_in_card(html.as_str()?)
    })
}

/// `type` and `version` of a node are its own, and not the card's; only the header card has a version.
fn card(name: &str, payload: &Map<String, Value>, notes: &mut Notes) -> Block {
    ghost_card("Lexical", name, payload, notes)
}

fn quote(node: &Value, alt: bool, depth: usize, notes: &mut Notes) -> Block {
    let nested = children(node).iter().any(|child| !is_inline(kind(child)));
    let blocks = match nested && depth + 1 < MAX_DEPTH {
        true => read_blocks(children(node), depth + 1, notes),
        false => vec![Block::Paragraph(run(node))],
    };
    Block::Quote { alt, blocks }
}

/// `None` when the list lies too deep.
fn list(payload: &Map<String, Value>, node: &Value, depth: usize, notes: &mut Notes) -> Option<List> {
    if depth + 1 >= MAX_DEPTH {
        return None;
    }
    let kind_of_list = payload.get("listType").and_then(Value::as_str);
    let ordered = kind_of_list == Some("number") || payload.get("tag").and_then(Value::as_str) == Some("ol");
    let start =
        payload.get("start").and_then(Value::as_i64).and_then(|start| i32::try_from(start).ok()).unwrap_or(1);
    let mut items: Vec<Vec<Block>> = Vec::new();
    for item in children(node) {
        let parts = if kind(item) == "listitem" { children(item) } else { std::slice::from_ref(item) };
        let (nested, words): (Vec<&Value>, Vec<&Value>) =
            parts.iter().partition(|child| !is_inline(kind(child)));
        let mut inside = Vec::new();
        nested.iter().for_each(|child| block(child, depth + 1, notes, &mut inside));
        if words.is_empty() && !inside.is_empty() {
            // Lexical gives a nested list an item of its own; it belongs to the one before.
            match items.last_mut() {
                Some(last) => last.extend(inside),
                None => items.push(inside),
            }
            continue;
        }
        let mut content = Run::default();
        words.iter().for_each(|child| inline(child, &Marks::default(), &mut content));
        let mut blocks = vec![Block::Paragraph(content.finish())];
        blocks.extend(inside);
        items.push(blocks);
    }
    Some(List { ordered, start: if ordered { start } else { 1 }, items })
}

/// The running text below a node, whatever lies between.
fn run(node: &Value) -> Vec<crate::tree::Inline> {
    let mut run = Run::default();
    children(node).iter().for_each(|child| inline(child, &Marks::default(), &mut run));
    run.finish()
}

fn inline(node: &Value, marks: &Marks, run: &mut Run) {
    let text = |key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default();
    match kind(node) {
        "text" | "extended-text" | "tk" | "tab" => {
            let format = node.get("format").and_then(Value::as_u64).unwrap_or(0);
            let marks = FORMATS
                .iter()
                .filter(|(bit, _)| format & bit != 0)
                .fold(marks.clone(), |marks, (_, style)| marks.with(*style));
            run.text(text("text"), &marks);
        }
        "linebreak" => run.line_break(marks),
        "link" | "autolink" => {
            let link = Link {
                href: text("url").to_owned(),
                rel: text("rel").to_owned(),
                title: text("title").to_owned(),
                target: text("target").to_owned(),
            };
            let marks = marks.clone().with_link(link);
            children(node).iter().for_each(|child| inline(child, &marks, run));
        }
        // Helpers of the editor, never part of the text.
        "at-link" | "at-link-search" | "zwnj" => {}
        _ => {
            run.text(text("text"), marks);
            children(node).iter().for_each(|child| inline(child, marks, run));
        }
    }
}
