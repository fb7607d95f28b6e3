//! Other formats to blocks.

mod html;
mod lexical;
mod mobiledoc;
mod run;

pub(crate) use html::read as html;
pub(crate) use lexical::{FORMATS, read as lexical, read_node as lexical_node};
pub(crate) use mobiledoc::read as mobiledoc;
pub(crate) use run::is_blank;

use serde_json::{Map, Value};

use crate::Card;
use crate::cards::{Bookmark, Callout, Foreign};
use crate::html::{self as rendering, write};
use crate::tree::Block;
use crate::trust::Notes;

/// A card of Ghost by its name, or, when nobody knows it, kept whole.
fn ghost_card(system: &'static str, name: &str, payload: &Map<String, Value>, notes: &mut Notes) -> Block {
    match name {
        "horizontalrule" | "hr" => return Block::Divider,
        "paywall" => return Block::Paywall,
        "bookmark" => return Block::card(Bookmark::with_metadata(payload)),
        // Ghost 1 and 2 kept bookmarks as embeds of a type of their own.
        "embed" if payload.get("type").and_then(Value::as_str) == Some("bookmark") => {
            return Block::card(Bookmark::with_metadata(payload));
        }
        _ => {}
    }
    match Card::foreign(name, payload) {
        Some(mut card) => {
            adjust(&mut card, payload);
            Block::Card(card)
        }
        None => unknown(system, name, payload, notes),
    }
}

/// What a payload says in other words than its card.
fn adjust(card: &mut Card, payload: &Map<String, Value>) {
    let text = |key: &str| payload.get(key).and_then(Value::as_str).map(str::to_owned);
    match card {
        Card::Callout(card) => Callout::keep_empty_emoji(card, payload),
        // Mobiledoc says `type`, Lexical says `embedType`, as its own `type` is the node's.
        Card::Embed(card) if card.embed_type.is_empty() => {
            card.embed_type = text("type").filter(|kind| kind != "embed").unwrap_or_default();
        }
        Card::Image(card) => {
            if card.card_width.is_empty() {
                card.card_width = "regular".to_owned();
            }
            // Ghost has no credits: ours stand at the end of the caption.
            if let Some((caption, credit)) =
                rendering::split_caption(&card.caption).filter(|_| card.credit.is_empty())
            {
                (card.credit, card.caption) = (crate::text::decode(credit), caption.to_owned());
            }
        }
        Card::Markdown(card) if card.markdown.is_empty() => {
            card.markdown = text("source").unwrap_or_default()
        }
        _ => {}
    }
}

/// Keeps what nobody knows: its payload whole, its HTML or words for the reader.
fn unknown(system: &'static str, name: &str, payload: &Map<String, Value>, notes: &mut Notes) -> Block {
    let name: String = name.chars().take(60).collect();
    notes.add(format!("unknown {system} card \"{name}\" kept with its HTML or words"));
    let html = match payload.get("html").and_then(Value::as_str) {
        Some(html) => html.to_owned(),
        None => {
            let mut words = String::new();
            for key in ["title", "heading", "text", "content", "caption", "description"] {
                if let Some(text) = payload.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()) {
                    words.push_str("<p>");
                    write::text(&mut words, text);
                    words.push_str("</p>");
                }
            }
            words
        }
    };
    Block::card(Foreign { source: system.to_owned(), name, payload: payload.into(), html })
}
