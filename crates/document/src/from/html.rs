//! HTML to blocks. Ghost's card markup and our own become cards again; what has no block is kept as an HTML card.

mod cards;
mod inline;
mod structure;

use markup5ever_rcdom::{Handle, NodeData};

use self::inline::Inlines;
use super::run::{Run, is_blank};
use crate::cards::{Html, Visibility};
use crate::dom::{self, Fragment};
use crate::limits::MAX_DEPTH;
use crate::tree::{Block, Inline, Marks};
use crate::trust::Notes;

/// Reads a fragment.
pub(crate) fn read(source: &str, notes: &mut Notes) -> Vec<Block> {
    let fragment = Fragment::parse(source);
    Reader { notes, depth: 0 }.blocks(&fragment.nodes())
}

pub(super) struct Reader<'a> {
    notes: &'a mut Notes,
    /// Blocks that the present one stands in.
    depth: usize,
}

/// What a node is to a run of text.
enum Role {
    /// Words, or an element that only sets words.
    Inline,
    /// A block, or an element whose content is blocks.
    Block,
}

impl Reader<'_> {
    /// Blocks of sibling nodes: runs of text between blocks become paragraphs.
    fn blocks(&mut self, nodes: &[Handle]) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut run = Run::default();
        let mut at = 0;
        while at < nodes.len() {
            let node = &nodes[at];
            at += 1;
            if let NodeData::Comment { contents } = &node.data {
                if let Some(found) = self.comment(contents.trim(), &nodes[at..]) {
                    flush(&mut run, &mut blocks);
                    blocks.extend(found.block);
                    at += found.used;
                }
                continue;
            }
            match role(node) {
                Role::Inline => {
                    let mut inlines = Inlines::new(&mut run);
                    if inlines.push(node, &Marks::default()).is_err() {
                        // The run so far stays; the piece that has no mark becomes a card of its own.
                        flush(&mut run, &mut blocks);
                        blocks.push(html_card(dom::outer_html(node)));
                    }
                }
                Role::Block => {
                    flush(&mut run, &mut blocks);
                    self.element(node, &mut blocks);
                }
            }
        }
        flush(&mut run, &mut blocks);
        blocks
    }

    /// Blocks inside a block; beyond the depth that a document may have the content stays HTML.
    fn inner(&mut self, node: &Handle) -> Vec<Block> {
        if self.depth + 1 >= MAX_DEPTH {
            return vec![html_card(dom::inner_html(node))];
        }
        self.depth += 1;
        let blocks = self.blocks(&dom::children(node));
        self.depth -= 1;
        blocks
    }

    fn element(&mut self, node: &Handle, blocks: &mut Vec<Block>) {
        if let Some(card) = cards::read(node) {
            blocks.push(card);
            return;
        }
        let name = dom::name(node);
        match name {
            "p" => self.paragraph(node, blocks),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                self.words_or_card(node, blocks, |content| Block::Heading { level, content });
            }
            "hr" => blocks.push(Block::Divider),
            "img" => blocks.extend(cards::picture(node, None)),
            "ul" | "ol" => self.list(node, blocks),
            "blockquote" | "aside" | "section" | "figure" => self.quote_or_box(node, blocks),
            "div" if dom::has_class(node, "mh-correction") => self.quote_or_box(node, blocks),
            "table" => {
                blocks.push(structure::table(node).unwrap_or_else(|| html_card(dom::outer_html(node))))
            }
            "iframe" => blocks.push(cards::frame(node)),
            "a" => blocks.extend(
                cards::linked_pictures(node).unwrap_or_else(|| vec![html_card(dom::outer_html(node))]),
            ),
            "div" | "article" | "main" | "header" | "footer" | "center" | "span" | "font" | "body"
            | "picture" | "b" | "strong" | "em" | "i" | "u" | "s" => {
                // Only a wrapper: its blocks matter, its box does not.
                blocks.extend(self.blocks(&dom::children(node)));
            }
            _ => blocks.push(html_card(dom::outer_html(node))),
        }
    }

    /// A paragraph; pictures in it become blocks between its words.
    fn paragraph(&mut self, node: &Handle, blocks: &mut Vec<Block>) {
        let nodes = dom::children(node);
        if nodes.iter().any(|child| matches!(role(child), Role::Block)) {
            blocks.extend(self.blocks(&nodes));
        } else {
            self.words_or_card(node, blocks, Block::Paragraph);
        }
    }

    /// A block of words, or, when a word is marked as nothing of ours can, the whole element as a card.
    fn words_or_card(
        &mut self,
        node: &Handle,
        blocks: &mut Vec<Block>,
        make: impl FnOnce(Vec<Inline>) -> Block,
    ) {
        match inline::words(node) {
            Ok(content)
                if is_blank(&content)
                    && !content.iter().any(|piece| matches!(piece, Inline::Text { .. })) => {}
            Ok(content) => blocks.push(make(content)),
            Err(inline::NoMark) => {
                self.notes
                    .add(format!("<{}> with markup that has no mark, kept as an HTML card", dom::name(node)));
                blocks.push(html_card(dom::outer_html(node)));
            }
        }
    }

    fn comment(&mut self, words: &str, after: &[Handle]) -> Option<Found> {
        if words == "members-only" {
            return Some(Found { block: Some(Block::Paywall), used: 0 });
        }
        if words == "kg-card-begin: html" {
            let (html, used) = until_comment(after, "kg-card-end: html")?;
            let block = (!html.trim().is_empty()).then(|| html_card(html));
            return Some(Found { block, used });
        }
        let gate = words.strip_prefix("kg-gated-block:begin")?;
        let (html, used) = until_comment(after, "kg-gated-block:end")?;
        let html = html.replace("<!--kg-card-begin: html-->", "").replace("<!--kg-card-end: html-->", "");
        let segment = gate.split_once("memberSegment:\"").and_then(|(_, rest)| rest.split_once('"'));
        let visibility = Visibility {
            non_member: gate.contains("nonMember:true"),
            web_segment: segment.map_or_else(String::new, |(segment, _)| segment.to_owned()),
            ..Visibility::default()
        };
        let card = Html { html: html.trim().to_owned(), visibility };
        Some(Found { block: Some(Block::card(card)), used })
    }
}

/// What a comment meant: a block and how many of the following nodes belong to it.
struct Found {
    block: Option<Block>,
    used: usize,
}

/// The HTML of the nodes before the closing comment, and how many nodes that is with it.
fn until_comment(nodes: &[Handle], closing: &str) -> Option<(String, usize)> {
    let end = nodes.iter().position(|node| match &node.data {
        NodeData::Comment { contents } => contents.trim() == closing,
        _ => false,
    })?;
    let html: String = nodes[..end].iter().map(dom::outer_html).collect();
    Some((html.trim_matches('\n').to_owned(), end + 1))
}

fn flush(run: &mut Run, blocks: &mut Vec<Block>) {
    if run.is_empty() {
        return;
    }
    let content = run.finish_html();
    if !is_blank(&content) {
        blocks.push(Block::Paragraph(content));
    }
}

pub(super) fn html_card(html: String) -> Block {
    Block::card(Html { html, visibility: Visibility::default() })
}

/// Whether a node is part of a run of text.
fn role(node: &Handle) -> Role {
    match &node.data {
        NodeData::Text { .. } => Role::Inline,
        NodeData::Element { .. } if !inline::is_inline(dom::name(node)) => Role::Block,
        // An inline element around a block is a wrapper; one look at a time, not into every depth again.
        NodeData::Element { .. } if holds_block(node, 0) => Role::Block,
        NodeData::Element { .. } => Role::Inline,
        _ => Role::Inline,
    }
}

fn holds_block(node: &Handle, depth: usize) -> bool {
    depth < 8
        && node.children.borrow().iter().any(|child| match &child.data {
            NodeData::Element { .. } => !inline::is_inline(dom::name(child)) || holds_block(child, depth + 1),
            _ => false,
        })
}
