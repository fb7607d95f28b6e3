//! Blocks of running text.

use super::write::{attr, text};
use super::{Page, boxes, embed, footnotes, image, inline, inserts, players, promotion, table};
use crate::Card;
use crate::text::inline_text;
use crate::tree::{Block, List};

/// The blocks of a whole document: among them may be the list of its footnotes.
pub(super) fn render_whole(page: &mut Page<'_>, blocks: &[Block]) {
    let notes = footnotes::notes(blocks);
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::List(list) if notes == Some(at) => render_list(page, list, Items::Notes),
            _ => render_block(page, block),
        }
    }
}

/// What the items of a list are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Items {
    Plain,
    /// Footnotes, which links of the text name.
    Notes,
    /// The same in a text of another system, where nothing leads back to the links.
    NotesElsewhere,
}

impl Items {
    /// The end of a note.
    fn close(self, out: &mut String, number: i64) {
        if self == Items::Notes {
            footnotes::way_back(out, number);
        }
    }
}

/// The list of a document's notes, for a text of another system.
pub(super) fn render_notes(page: &mut Page<'_>, list: &List) {
    render_list(page, list, Items::NotesElsewhere);
}

pub(super) fn render(page: &mut Page<'_>, blocks: &[Block]) {
    for block in blocks {
        render_block(page, block);
    }
}

fn render_block(page: &mut Page<'_>, block: &Block) {
    match block {
        Block::Paragraph(content) => {
            page.out.push_str("<p>");
            inline::render(&mut page.out, content);
            page.out.push_str("</p>");
        }
        Block::Heading { level, content } => {
            page.out.push_str(&format!("<h{level}"));
            if let Some(id) = page.ids.heading(&inline_text(content)) {
                attr(&mut page.out, "id", &id);
            }
            page.out.push('>');
            inline::render(&mut page.out, content);
            page.out.push_str(&format!("</h{level}>"));
        }
        Block::List(list) => render_list(page, list, Items::Plain),
        Block::Quote { alt, blocks } => {
            page.out.push_str(if *alt { "<blockquote class=\"kg-blockquote-alt\">" } else { "<blockquote>" });
            render_bare(page, blocks);
            page.out.push_str("</blockquote>");
        }
        Block::PullQuote { credit, content } => {
            page.out.push_str("<figure class=\"kg-card mh-pull-quote\"><blockquote>");
            inline::render(&mut page.out, content);
            page.out.push_str("</blockquote>");
            if !credit.is_empty() {
                page.out.push_str("<figcaption>");
                text(&mut page.out, credit);
                page.out.push_str("</figcaption>");
            }
            page.out.push_str("</figure>");
        }
        Block::Correction { date, blocks } => {
            page.out.push_str("<div class=\"mh-correction\" role=\"note\"");
            if !date.is_empty() {
                attr(&mut page.out, "data-date", date);
            }
            page.out.push('>');
            render(page, blocks);
            page.out.push_str("</div>");
        }
        Block::LiveUpdate { time, title, blocks } => live_update(page, time, title, blocks),
        Block::Table(table) => table::render(page, table),
        Block::Divider => page.out.push_str("<hr>"),
        Block::Paywall => page.out.push_str("<!--members-only-->"),
        Block::Card(card) => render_card(page, card),
    }
}

/// A single paragraph stands without its `<p>`, as Ghost writes quotations and list items.
fn render_bare(page: &mut Page<'_>, blocks: &[Block]) {
    match blocks {
        [Block::Paragraph(content)] => inline::render(&mut page.out, content),
        _ => render(page, blocks),
    }
}

fn render_list(page: &mut Page<'_>, list: &List, items: Items) {
    let tag = if list.ordered { "ol" } else { "ul" };
    page.out.push('<');
    page.out.push_str(tag);
    if list.ordered && list.start != 1 {
        attr(&mut page.out, "start", &list.start.to_string());
    }
    page.out.push('>');
    for (item, number) in list.items.iter().zip(i64::from(list.start)..) {
        page.out.push_str("<li");
        if items != Items::Plain {
            attr(&mut page.out, "id", &format!("fn-{number}"));
        }
        page.out.push('>');
        match item.split_first() {
            Some((Block::Paragraph(content), rest)) if rest.iter().all(|b| matches!(b, Block::List(_))) => {
                inline::render(&mut page.out, content);
                items.close(&mut page.out, number);
                render(page, rest);
            }
            _ => {
                render(page, item);
                items.close(&mut page.out, number);
            }
        }
        page.out.push_str("</li>");
    }
    page.out.push_str("</");
    page.out.push_str(tag);
    page.out.push('>');
}

fn live_update(page: &mut Page<'_>, time: &str, title: &str, blocks: &[Block]) {
    page.out.push_str("<section class=\"mh-live-update\">");
    if !time.is_empty() {
        page.out.push_str("<time class=\"mh-live-update-time\"");
        attr(&mut page.out, "datetime", time);
        page.out.push('>');
        text(&mut page.out, time);
        page.out.push_str("</time>");
    }
    if !title.is_empty() {
        page.out.push_str("<h2 class=\"mh-live-update-title\">");
        text(&mut page.out, title);
        page.out.push_str("</h2>");
    }
    render(page, blocks);
    page.out.push_str("</section>");
}

fn render_card(page: &mut Page<'_>, card: &Card) {
    match card {
        Card::Image(card) => image::image(page, card),
        Card::Gallery(card) => image::gallery(page, card),
        Card::Bookmark(card) => inserts::bookmark(page, card),
        Card::Embed(card) => embed::embed(page, card),
        Card::Video(card) => players::video(page, card),
        Card::Audio(card) => players::audio(page, card),
        Card::File(card) => players::file(page, card),
        Card::Html(card) => inserts::html(page, card),
        Card::Markdown(card) => inserts::markdown(page, card),
        Card::CodeBlock(card) => boxes::code_block(page, card),
        Card::Callout(card) => boxes::callout(page, card),
        Card::Toggle(card) => boxes::toggle(page, card),
        Card::Button(card) => boxes::button(page, card),
        Card::CallToAction(card) => promotion::call_to_action(page, card),
        Card::Header(card) => promotion::header(page, card),
        Card::Signup(card) => promotion::signup(page, card),
        Card::Product(card) => promotion::product(page, card),
        Card::Transistor(card) => inserts::transistor(page, card),
        Card::Foreign(card) => page.out.push_str(&card.html),
        Card::Email(_) | Card::EmailCta(_) => {}
    }
}
