//! What happens to a converted document before it is handed out: addresses checked, HTML cleaned.

use std::borrow::Cow;

use crate::attr::Field;
use crate::cards::Html;
use crate::dom;
use crate::tree::{Block, Inline};
use crate::trust::{Notes, Trust};
use crate::{Card, Visibility, address, clean, html};

const PAYWALL: &str = "<!--members-only-->";

/// Cleans every block, also those inside lists and quotations.
pub(crate) fn clean_blocks(blocks: &mut Vec<Block>, trust: Trust, notes: &mut Notes) {
    let mut at = 0;
    while at < blocks.len() {
        each_inlines(&mut blocks[at], &mut |content| clean_links(content, notes));
        match &mut blocks[at] {
            Block::List(list) => {
                list.items.iter_mut().for_each(|item| clean_blocks(item, trust, notes));
            }
            Block::Quote { blocks, .. }
            | Block::Correction { blocks, .. }
            | Block::LiveUpdate { blocks, .. } => {
                clean_blocks(blocks, trust, notes);
            }
            Block::Card(card) => {
                if let Some(parts) = split_at_paywall(card) {
                    blocks.splice(at..=at, parts);
                    continue;
                }
                clean_card(card, trust, notes);
            }
            _ => {}
        }
        at += 1;
    }
}

/// Shows the running text of one block, not of blocks inside it.
pub(crate) fn each_inlines(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } | Block::PullQuote { content, .. } => {
            visit(content)
        }
        Block::Table(table) => {
            table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| visit(&mut cell.content));
        }
        _ => {}
    }
}

fn clean_links(content: &mut [Inline], notes: &mut Notes) {
    for piece in content {
        let marks = piece.marks_mut();
        if marks.link.as_ref().is_some_and(|link| !address::may_link(&link.href)) {
            marks.link = None;
            notes.add("link with an address that could run script, kept as plain text");
        }
    }
}

/// An HTML card with a paywall line in it is split there: the line must survive sanitising.
fn split_at_paywall(card: &Card) -> Option<Vec<Block>> {
    let Card::Html(card) = card else { return None };
    let parts: Vec<&str> = card.html.split(PAYWALL).collect();
    if parts.len() < 2 {
        return None;
    }
    let mut blocks = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        if index == 1 {
            blocks.push(Block::Paywall);
        }
        if !part.trim().is_empty() {
            blocks.push(Block::card(Html { html: part.to_owned(), visibility: card.visibility.clone() }));
        }
    }
    Some(blocks)
}

fn clean_card(card: &mut Card, trust: Trust, notes: &mut Notes) {
    if let (Card::Markdown(markdown), Trust::Untrusted) = (&*card, trust) {
        // Markdown stays Markdown only when sanitising would not change a letter of what it renders to.
        let rendered = html::render_markdown(&markdown.markdown);
        let clean = clean::block(&rendered);
        if html::has_raw_html(&markdown.markdown) || without_rel(&clean) != dom::balanced(&rendered) {
            notes
                .add("Markdown with HTML or an address that could run script, kept as a sanitised HTML card");
            *card = Html { html: clean.into_owned(), visibility: Visibility::default() }.into();
        }
        return;
    }
    let raw = matches!(card, Card::Html(_)) && trust == Trust::Trusted;
    let name = card.type_name();
    card.visit(&mut |field, _key, value| {
        let cleaned = match (field, trust) {
            (Field::Rich, Trust::Untrusted) => clean::inline(value),
            (Field::Html, Trust::Untrusted) => clean::block(value),
            (Field::Rich | Field::Html, Trust::Trusted) if !raw => dom::balanced(value),
            (Field::Link, _) if !address::may_link(value) => Cow::Borrowed(""),
            (Field::Source, _) if !address::may_load(value) => Cow::Borrowed(""),
            (Field::Token, _) if !address::is_token(value) => Cow::Borrowed(""),
            _ => return,
        };
        if cleaned != *value {
            if trust == Trust::Untrusted && may_differ(value, &cleaned) {
                notes.add(format!("{name} card sanitised"));
            }
            *value = cleaned.into_owned();
        }
    });
    if let (Card::Embed(embed), Trust::Untrusted) = (card, trust) {
        let shows = ["<img", "src=", "<blockquote", "<p"].iter().any(|part| embed.html.contains(part));
        if !shows && !embed.url.is_empty() && crate::player(&embed.url).is_none() {
            let mut link = String::from("<a");
            html::write::attr(&mut link, "href", &embed.url);
            link.push_str(" rel=\"noopener\">");
            html::write::text(&mut link, &embed.url);
            link.push_str("</a>");
            embed.html = link;
        }
    }
}

/// HTML without the `rel` that sanitising adds to every link.
fn without_rel(html: &str) -> String {
    html.replace(" rel=\"noopener\"", "")
}

/// Whether the change is more than entities and `rel` attributes: a coarse look at what a reader would miss.
fn may_differ(before: &str, after: &str) -> bool {
    let after = without_rel(after);
    let tags = |html: &str| html.matches('<').count();
    tags(before) != tags(&after) || before.matches('=').count() > after.matches('=').count()
}
