//! Mobiledoc 0.3 (Ghost 1 to 5) to blocks.
//!
//! A document is `{markups, atoms, cards, sections}`; a section is `[1, tag, markers]`, `[2, src]`,
//! `[3, "ul"|"ol", items]` or `[10, card]`; a marker is `[type, opened markups, closed, text or atom]`.

use serde_json::{Map, Value};

use super::ghost_card;
use super::run::{Run, is_blank};
use crate::cards::Image;
use crate::tree::{Block, Inline, Link, List, Marks, Style};
use crate::trust::Notes;
use crate::{Error, Result};

pub(crate) fn read(source: &str, notes: &mut Notes) -> Result<Vec<Block>> {
    let document: Value =
        serde_json::from_str(source).map_err(|error| Error::Unreadable(error.to_string()))?;
    let sections = document
        .get("sections")
        .and_then(Value::as_array)
        .ok_or_else(|| Error::Unreadable("there are no sections in this Mobiledoc".to_owned()))?;
    let part = |key: &str| document.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mobiledoc = Mobiledoc { markups: part("markups"), atoms: part("atoms"), cards: part("cards") };
    let mut blocks: Vec<Block> =
        sections.iter().filter_map(|section| mobiledoc.section(section.as_array()?, notes)).collect();
    if matches!(blocks.last(), Some(Block::Paragraph(content)) if is_blank(content)) {
        blocks.pop();
    }
    Ok(blocks)
}

struct Mobiledoc<'a> {
    markups: &'a [Value],
    atoms: &'a [Value],
    cards: &'a [Value],
}

impl Mobiledoc<'_> {
    fn section(&self, section: &[Value], notes: &mut Notes) -> Option<Block> {
        match section.first()?.as_u64()? {
            1 => {
                let content = self.run(section.get(2)?, notes);
                Some(text_block(section.get(1)?.as_str()?, content, notes))
            }
            2 => Some(Block::card(Image { src: section.get(1)?.as_str()?.to_owned(), ..Image::default() })),
            3 => {
                let items = section.get(2)?.as_array()?;
                let items = items.iter().map(|item| vec![Block::Paragraph(self.run(item, notes))]).collect();
                Some(Block::List(List { ordered: section.get(1)?.as_str() == Some("ol"), start: 1, items }))
            }
            10 => {
                let card = self.cards.get(usize::try_from(section.get(1)?.as_u64()?).ok()?)?;
                let nothing = Map::new();
                let payload = card.get(1).and_then(Value::as_object).unwrap_or(&nothing);
                Some(ghost_card("Mobiledoc", card.get(0)?.as_str()?, payload, notes))
            }
            _ => {
                notes.add("unknown Mobiledoc section left out");
                None
            }
        }
    }

    fn run(&self, markers: &Value, notes: &mut Notes) -> Vec<Inline> {
        let mut run = Run::default();
        let mut open: Vec<usize> = Vec::new();
        for marker in markers.as_array().map_or(&[][..], Vec::as_slice) {
            let Some([kind, opened, closed, value]) = marker.as_array().and_then(|marker| marker.get(..4))
            else {
                continue;
            };
            let opened = opened.as_array().map_or(&[][..], Vec::as_slice);
            open.extend(opened.iter().filter_map(|index| usize::try_from(index.as_u64()?).ok()));
            // Nobody opens hundreds of markups, and each is looked at for every marker.
            open.truncate(64);
            let marks = self.marks(&open);
            match kind.as_u64() {
                Some(1) => self.atom(value, &marks, &mut run, notes),
                _ => run.text(value.as_str().unwrap_or_default(), &marks),
            }
            let closed = usize::try_from(closed.as_u64().unwrap_or(0)).unwrap_or(usize::MAX);
            open.truncate(open.len().saturating_sub(closed));
        }
        run.finish()
    }

    fn atom(&self, index: &Value, marks: &Marks, run: &mut Run, notes: &mut Notes) {
        let Some(atom) = index.as_u64().and_then(|index| self.atoms.get(usize::try_from(index).ok()?)) else {
            return;
        };
        match atom.get(0).and_then(Value::as_str) {
            Some("soft-return") => run.line_break(marks),
            name => {
                let name: String = name.unwrap_or_default().chars().take(60).collect();
                notes.add(format!("unknown Mobiledoc atom \"{name}\" kept as its words"));
                run.text(atom.get(1).and_then(Value::as_str).unwrap_or_default(), marks);
            }
        }
    }

    fn marks(&self, open: &[usize]) -> Marks {
        let mut marks = Marks::default();
        for markup in open.iter().filter_map(|index| self.markups.get(*index)) {
            let Some(tag) = markup.get(0).and_then(Value::as_str) else { continue };
            if tag.eq_ignore_ascii_case("a") {
                marks.link = Some(Box::new(link(markup.get(1))));
            } else if let Some(style) = style(&tag.to_ascii_lowercase()) {
                marks = marks.with(style);
            }
        }
        marks
    }
}

/// The attributes of a markup stand in one list: name, value, name, value.
fn link(attributes: Option<&Value>) -> Link {
    let mut link = Link::default();
    let list = attributes.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for pair in list.chunks_exact(2) {
        let value = pair[1].as_str().unwrap_or_default().to_owned();
        match pair[0].as_str() {
            Some("href") => link.href = value,
            Some("rel") => link.rel = value,
            Some("title") => link.title = value,
            Some("target") => link.target = value,
            _ => {}
        }
    }
    link
}

/// The style of an HTML element that only sets text.
pub(super) fn style(tag: &str) -> Option<Style> {
    Some(match tag {
        "strong" | "b" => Style::Strong,
        "em" | "i" => Style::Em,
        "u" => Style::Underline,
        "s" | "strike" | "del" => Style::Strike,
        "code" => Style::Code,
        "sub" => Style::Sub,
        "sup" => Style::Sup,
        "mark" => Style::Highlight,
        _ => return None,
    })
}

fn text_block(tag: &str, content: Vec<Inline>, notes: &mut Notes) -> Block {
    match tag.to_ascii_lowercase().as_str() {
        "p" => Block::Paragraph(content),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            Block::Heading { level: tag.as_bytes()[1] - b'0', content }
        }
        "blockquote" => Block::Quote { alt: false, blocks: vec![Block::Paragraph(content)] },
        "aside" | "pull-quote" => Block::Quote { alt: true, blocks: vec![Block::Paragraph(content)] },
        tag => {
            let tag: String = tag.chars().take(60).collect();
            notes.add(format!("unknown Mobiledoc section \"{tag}\" kept as a paragraph"));
            Block::Paragraph(content)
        }
    }
}
