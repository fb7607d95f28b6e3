//! What changed between two versions of a story, for people: block by block, and within a block word by word.

use document::{Block, Card, Document, Inline};
use similar::{ChangeTag, DiffOp, TextDiff, capture_diff_slices};

/// A stretch of words, and whether it is in one version only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Where it is.
    pub side: Side,
    /// The words.
    pub text: String,
}

/// In which of two versions something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In both.
    Both,
    /// In the older one: it was taken away.
    Old,
    /// In the newer one: it was added.
    New,
}

/// A block of a story in a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What it is in the newer version, or was in the older one when it is only there: `paragraph`, `heading`, `image` …
    pub kind: &'static str,
    /// What it was before, when it was something else.
    pub was: Option<&'static str>,
    /// Where the block is.
    pub side: Side,
    /// Its words. A block that is in both with the same words has one stretch.
    pub words: Vec<Stretch>,
}

impl Compared {
    /// Whether it is the same in both.
    pub fn is_same(&self) -> bool {
        self.side == Side::Both
            && self.was.is_none()
            && self.words.iter().all(|stretch| stretch.side == Side::Both)
    }
}

/// Compares two bodies.
pub fn compare(old: &Document, new: &Document) -> Vec<Compared> {
    let (old, new) = (pieces(old), pieces(new));
    let mut out = Vec::new();
    for op in capture_diff_slices(similar::Algorithm::Myers, &old, &new) {
        let (before, after) = (&old[op.old_range()], &new[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => out.extend(after.iter().map(|piece| whole(piece, Side::Both))),
            _ => replaced(before, after, &mut out),
        }
    }
    out
}

/// Compares two short texts, such as headlines.
pub fn compare_words(old: &str, new: &str) -> Vec<Stretch> {
    let diff = TextDiff::from_unicode_words(old, new);
    let mut out: Vec<Stretch> = Vec::new();
    for change in diff.iter_all_changes() {
        let side = match change.tag() {
            ChangeTag::Equal => Side::Both,
            ChangeTag::Delete => Side::Old,
            ChangeTag::Insert => Side::New,
        };
        match out.last_mut() {
            Some(last) if last.side == side => last.text.push_str(change.value()),
            _ => out.push(Stretch { side, text: change.value().to_owned() }),
        }
    }
    out
}

/// A block as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Piece {
    kind: &'static str,
    text: String,
}

/// Blocks that took the place of others: those that have words in common are compared with each other, in order.
fn replaced(before: &[Piece], after: &[Piece], out: &mut Vec<Compared>) {
    let mut rest = before.iter();
    for piece in after {
        let mut ahead = rest.clone();
        let partner = ahead.position(|old| akin(old, piece));
        match partner {
            Some(skipped) => {
                out.extend(rest.by_ref().take(skipped).map(|old| whole(old, Side::Old)));
                if let Some(old) = rest.next() {
                    out.push(Compared {
                        kind: piece.kind,
                        was: (old.kind != piece.kind).then_some(old.kind),
                        side: Side::Both,
                        words: compare_words(&old.text, &piece.text),
                    });
                }
            }
            None => out.push(whole(piece, Side::New)),
        }
    }
    out.extend(rest.map(|old| whole(old, Side::Old)));
}

/// Whether one block may have become the other: a quarter of the longer one's words are in both.
fn akin(old: &Piece, new: &Piece) -> bool {
    if old.text.is_empty() || new.text.is_empty() {
        return old.kind == new.kind && old.text == new.text;
    }
    let words = |text: &str| {
        text.split_whitespace().map(str::to_lowercase).collect::<std::collections::BTreeSet<_>>()
    };
    let (old, new) = (words(&old.text), words(&new.text));
    old.intersection(&new).count() * 4 >= old.len().max(new.len())
}

fn whole(piece: &Piece, side: Side) -> Compared {
    Compared { kind: piece.kind, was: None, side, words: vec![Stretch { side, text: piece.text.clone() }] }
}

/// The blocks of a document; those inside of others stand behind what they are in.
fn pieces(document: &Document) -> Vec<Piece> {
    let mut out = Vec::new();
    for block in &document.blocks {
        take(block, &mut out);
    }
    out
}

fn take(block: &Block, out: &mut Vec<Piece>) {
    let mut push = |kind, text: String| out.push(Piece { kind, text });
    match block {
        Block::Paragraph(content) => push("paragraph", words(content)),
        Block::Heading { content, .. } => push("heading", words(content)),
        Block::List(list) => {
            let kind = if list.ordered { "numbered_item" } else { "item" };
            for item in &list.items {
                take_as(kind, item, out);
            }
        }
        Block::Quote { blocks, .. } => take_as("quote", blocks, out),
        Block::PullQuote { credit, content } => push("pull_quote", joined(&words(content), credit)),
        Block::Correction { date, blocks } => {
            push("correction", date.clone());
            take_as("correction", blocks, out);
        }
        Block::LiveUpdate { time, title, blocks } => {
            push("live_update", joined(title, time));
            take_as("live_update", blocks, out);
        }
        Block::Table(table) => {
            for row in &table.rows {
                let cells: Vec<String> = row.cells.iter().map(|cell| words(&cell.content)).collect();
                push("table_row", cells.join(" | "));
            }
        }
        Block::Divider => push("divider", String::new()),
        Block::Paywall => push("paywall", String::new()),
        Block::Card(card) => push(card_kind(card), card_text(card)),
    }
}

/// Blocks of something: its words under its own name, whatever else is in it under theirs.
fn take_as(kind: &'static str, blocks: &[Block], out: &mut Vec<Piece>) {
    for block in blocks {
        match block {
            Block::Paragraph(content) => out.push(Piece { kind, text: words(content) }),
            other => take(other, out),
        }
    }
}

/// Cards that are told apart; the others are called a card.
fn card_kind(card: &Card) -> &'static str {
    match card {
        Card::Image(_) => "image",
        Card::Gallery(_) => "gallery",
        Card::Bookmark(_) => "bookmark",
        Card::Embed(_) => "embed",
        Card::Video(_) => "video",
        Card::Audio(_) => "audio",
        Card::File(_) => "file",
        Card::Html(_) => "html",
        Card::Button(_) => "button",
        Card::Callout(_) => "callout",
        Card::Toggle(_) => "toggle",
        _ => "card",
    }
}

/// What a card says and what it shows, every text of it.
fn card_text(card: &Card) -> String {
    let document = Document { blocks: vec![Block::Card(card.clone())] };
    let value: serde_json::Value = serde_json::from_str(&document.to_json()).unwrap_or_default();
    let mut texts = Vec::new();
    gather(&value["content"][0]["attrs"], &mut texts);
    texts.join(" · ")
}

fn gather(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) if !text.is_empty() => out.push(text.clone()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| gather(value, out)),
        serde_json::Value::Object(map) => map.values().for_each(|value| gather(value, out)),
        _ => {}
    }
}

fn words(content: &[Inline]) -> String {
    let paragraph = Document { blocks: vec![Block::Paragraph(content.to_vec())] };
    paragraph.to_text().trim().to_owned()
}

fn joined(one: &str, other: &str) -> String {
    if other.is_empty() { one.to_owned() } else { format!("{one} · {other}") }
}

#[cfg(test)]
mod tests {
    use document::Trust;

    use super::*;

    fn told(old: &str, new: &str) -> String {
        let body = |html: &str| Document::from_html(html, Trust::Trusted).unwrap().document;
        let lines = compare(&body(old), &body(new)).into_iter().map(|block| {
            let side = |side| match side {
                Side::Both => "",
                Side::Old => "-",
                Side::New => "+",
            };
            let words: Vec<String> = block
                .words
                .iter()
                .map(|stretch| format!("{}[{}]", side(stretch.side), stretch.text))
                .collect();
            let was = block.was.map_or_else(String::new, |was| format!(" was {was}"));
            format!("{}{}{was}: {}", side(block.side), block.kind, words.concat())
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn words_and_blocks_are_told_apart() {
        let old = "<h2>The harbour</h2><p>The ferry came late on Monday.</p><p>Nobody knows why.</p><hr><ul><li>One</li></ul>";
        let new = "<p>The ferry came early on Monday.</p><h2>Nobody knows why.</h2><hr><ul><li>One</li><li>Two</li></ul>\
                   <img src=\"/content/images/x.jpg\" alt=\"Ferry\">";
        assert_eq!(
            told(old, new),
            "-heading: -[The harbour]\n\
             paragraph: [The ferry came ]-[late]+[early][ on Monday.]\n\
             heading was paragraph: [Nobody knows why.]\n\
             divider: []\n\
             item: [One]\n\
             +item: +[Two]\n\
             +image: +[Ferry · /content/images/x.jpg]"
        );
    }

    #[test]
    fn equal_versions_have_no_change() {
        let body =
            Document::from_html("<p>Same</p><table><tr><td>a</td></tr></table>", Trust::Trusted).unwrap();
        assert!(compare(&body.document, &body.document).iter().all(Compared::is_same));
        let words = compare_words("Паром не пришёл", "Паром пришёл");
        assert_eq!(words.iter().filter(|stretch| stretch.side == Side::Old).count(), 1);
    }
}
