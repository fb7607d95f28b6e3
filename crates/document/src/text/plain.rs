//! Plain text as Ghost derives its excerpt: paragraphs apart by an empty line, captions and pictures left out.

use crate::Card;
use crate::html;
use crate::scan::{Piece, Scanner};
use crate::tree::{Block, Inline};

/// The words of a run, line breaks as such.
pub(crate) fn inline_text(content: &[Inline]) -> String {
    let mut out = String::new();
    push_inlines(&mut out, content);
    out
}

fn push_inlines(out: &mut String, content: &[Inline]) {
    for piece in content {
        match piece {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Break { .. } => out.push('\n'),
        }
    }
}

/// The text of a document. `captions` adds what stands under pictures.
pub(crate) fn plain_text(blocks: &[Block], captions: bool) -> String {
    let mut plain = Plain { out: String::with_capacity(2048), captions };
    plain.blocks(blocks);
    plain.out
}

struct Plain {
    out: String,
    captions: bool,
}

impl Plain {
    /// Appends a paragraph of its own.
    fn part(&mut self, write: impl FnOnce(&mut String)) {
        let before = self.out.len();
        if before > 0 {
            self.out.push_str("\n\n");
        }
        let start = self.out.len();
        write(&mut self.out);
        if self.out[start..].trim().is_empty() {
            self.out.truncate(before);
        }
    }

    fn html(&mut self, html: &str) {
        if !html.is_empty() {
            self.part(|out| push_html(out, html));
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(content) | Block::Heading { content, .. } => {
                    self.part(|out| push_inlines(out, content));
                }
                Block::List(list) => self.part(|out| {
                    for (index, item) in list.items.iter().enumerate() {
                        if index > 0 {
                            out.push('\n');
                        }
                        match list.ordered {
                            true => out.push_str(&format!(" {}. ", i64::from(list.start) + index as i64)),
                            false => out.push_str(" * "),
                        }
                        out.push_str(&plain_text(item, false).replace("\n\n", "\n"));
                    }
                }),
                Block::Quote { blocks, .. } | Block::Correction { blocks, .. } => self.blocks(blocks),
                Block::LiveUpdate { title, blocks, .. } => {
                    self.part(|out| out.push_str(title));
                    self.blocks(blocks);
                }
                Block::Table(table) => self.part(|out| {
                    for (index, row) in table.rows.iter().enumerate() {
                        if index > 0 {
                            out.push('\n');
                        }
                        for (index, cell) in row.cells.iter().enumerate() {
                            if index > 0 {
                                out.push_str("   ");
                            }
                            push_inlines(out, &cell.content);
                        }
                    }
                }),
                Block::Card(card) => self.card(card),
                // A pull quote repeats words of the article.
                Block::PullQuote { .. } | Block::Divider | Block::Paywall => {}
            }
        }
    }

    fn card(&mut self, card: &Card) {
        match card {
            Card::Html(card) if card.visibility.gated_on_web() => {}
            Card::Html(card) => self.html(&card.html),
            Card::Markdown(card) => self.html(&html::render_markdown(&card.markdown)),
            Card::CodeBlock(card) => self.part(|out| out.push_str(&card.code)),
            Card::Callout(card) => self.html(&card.text),
            Card::Toggle(card) => {
                self.html(&card.heading);
                self.html(&card.content);
            }
            Card::Bookmark(card) => {
                self.part(|out| out.push_str(&card.title));
                self.part(|out| out.push_str(&card.description));
            }
            Card::Header(card) => {
                self.html(&card.header);
                self.html(&card.subheader);
            }
            Card::Product(card) => {
                self.html(&card.title);
                self.html(&card.description);
            }
            Card::CallToAction(card) if !card.visibility.gated_on_web() => self.html(&card.text),
            Card::File(card) => self.part(|out| out.push_str(&card.file_title)),
            Card::Audio(card) => self.part(|out| out.push_str(&card.title)),
            Card::Embed(card) => self.html(&card.html),
            Card::Foreign(card) => self.html(&card.html),
            _ => {}
        }
        if self.captions {
            match card {
                Card::Image(card) => self.html(&card.caption),
                Card::Gallery(card) => self.html(&card.caption),
                Card::Embed(card) => self.html(&card.caption),
                Card::Video(card) => self.html(&card.caption),
                Card::CodeBlock(card) => self.html(&card.caption),
                Card::Bookmark(card) => self.html(&card.caption),
                _ => {}
            }
        }
    }
}

/// Appends the words of HTML: blocks on lines of their own, scripts, styles and captions left out.
fn push_html(out: &mut String, html: &str) {
    let start = out.len();
    let mut gap = "";
    for piece in Scanner::new(html) {
        match piece {
            Piece::Text(text) => {
                let mut words = decode(text);
                if words.starts_with(char::is_whitespace) && gap.is_empty() {
                    gap = " ";
                }
                for word in std::mem::take(&mut words).split_whitespace() {
                    if out.len() > start {
                        out.push_str(gap);
                    }
                    out.push_str(word);
                    gap = " ";
                }
                gap = match text.ends_with(char::is_whitespace) || text.trim().is_empty() {
                    true if gap.len() < 2 => " ",
                    true => gap,
                    false => "",
                };
            }
            Piece::Start { name, .. } | Piece::End { name } => {
                let name = name.to_ascii_lowercase();
                match name.as_str() {
                    "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "table" | "ul" | "ol"
                    | "figure" | "pre" | "section" | "article" => gap = "\n\n",
                    "br" | "li" | "tr" | "dt" | "dd" | "div" if gap != "\n\n" => gap = "\n",
                    "td" | "th" if gap.is_empty() => gap = " ",
                    _ => {}
                }
            }
            Piece::Verbatim { .. } | Piece::Comment(_) => {}
        }
    }
}

/// Decodes the entities that occur in text; others stay as they are.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let decoded = end.and_then(|end| entity(&rest[1..end]).map(|c| (c, end + 1)));
        match decoded {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "shy" => '\u{ad}',
        "laquo" => '«',
        "raquo" => '»',
        "bdquo" => '„',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "euro" => '€',
        "copy" => '©',
        _ => return None,
    })
}
