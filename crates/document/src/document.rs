//! The document itself and its verbs.

use crate::attr::Field;
use crate::limits::{MAX_BYTES, MAX_JSON_BYTES};
use crate::tree::Block;
use crate::trust::Notes;
use crate::{Conversion, Error, HtmlOptions, Result, Trust, from, html, json, lexical, pass, text};

/// The body of an article. `Default` is an empty body.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The blocks, from the top.
    pub blocks: Vec<Block>,
}

fn bounded(source: &str, limit: usize) -> Result<()> {
    match source.len() > limit {
        true => Err(Error::TooLarge { size: source.len(), limit }),
        false => Ok(()),
    }
}

fn finish(mut blocks: Vec<Block>, trust: Trust, mut notes: Notes) -> Conversion {
    pass::clean_blocks(&mut blocks, trust, &mut notes);
    Conversion { document: Document { blocks }, notes: notes.into_vec() }
}

impl Document {
    /// Reads a Lexical body (Ghost 5 and 6). Unknown nodes are kept and noted.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when the text is not a Lexical document, [`Error::TooLarge`].
    pub fn from_lexical(source: &str, trust: Trust) -> Result<Conversion> {
        bounded(source, MAX_BYTES)?;
        let mut notes = Notes::default();
        let blocks = from::lexical(source, &mut notes)?;
        Ok(finish(blocks, trust, notes))
    }

    /// Reads a Mobiledoc 0.3 body (Ghost 1 to 5). Unknown cards are kept and noted.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when the text is not a Mobiledoc, [`Error::TooLarge`].
    pub fn from_mobiledoc(source: &str, trust: Trust) -> Result<Conversion> {
        bounded(source, MAX_BYTES)?;
        let mut notes = Notes::default();
        let blocks = from::mobiledoc(source, &mut notes)?;
        Ok(finish(blocks, trust, notes))
    }

    /// Reads an HTML fragment; what has no node becomes an HTML card.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn from_html(source: &str, trust: Trust) -> Result<Conversion> {
        bounded(source, MAX_BYTES)?;
        let mut notes = Notes::default();
        let blocks = from::html(source, &mut notes);
        Ok(finish(blocks, trust, notes))
    }

    /// Reads our own JSON and validates it against the schema. HTML in it is not sanitised: call
    /// [`Document::sanitise`] unless it comes from the store or from a role that may post raw HTML.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the JSON path of the first offence, [`Error::Unreadable`], [`Error::TooLarge`].
    pub fn from_json(source: &str) -> Result<Self> {
        bounded(source, MAX_JSON_BYTES)?;
        Ok(Self { blocks: json::read(source)? })
    }

    /// The same from JSON that was read already. It must not be deeper than `serde_json` reads, 128 levels.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the JSON path of the first offence.
    pub fn from_value(value: serde_json::Value) -> Result<Self> {
        Ok(Self { blocks: json::read_value(value)? })
    }

    /// The JSON in which documents are stored.
    pub fn to_json(&self) -> String {
        #[derive(serde::Serialize)]
        struct Doc<'a> {
            r#type: &'static str,
            content: &'a [Block],
        }
        // Texts, numbers and string keys only: nothing in it can fail to serialise.
        serde_json::to_string(&Doc { r#type: "doc", content: &self.blocks }).unwrap_or_default()
    }

    /// Sanitises every HTML-bearing field as for [`Trust::Untrusted`]; returns what was changed.
    pub fn sanitise(&mut self) -> Vec<crate::Note> {
        let mut notes = Notes::default();
        pass::clean_blocks(&mut self.blocks, Trust::Untrusted, &mut notes);
        notes.into_vec()
    }

    /// The HTML a theme prints, in Ghost's card markup.
    pub fn to_html(&self, options: &HtmlOptions) -> String {
        html::render(&self.blocks, options)
    }

    /// The Lexical body that Ghost 6 takes for the document, with nothing but nodes that it knows. [`Document::from_lexical`] reads it back
    /// to the same document. Mark the addresses of the site first, with [`Document::mark_site_url`], where Ghost stores it.
    pub fn to_lexical(&self) -> String {
        lexical::write(&self.blocks)
    }

    /// The plain text as Ghost derives its excerpt: paragraphs apart by an empty line, no captions.
    pub fn to_text(&self) -> String {
        text::plain_text(&self.blocks, false)
    }

    /// The first `words` words of the text, on one line.
    pub fn excerpt(&self, words: usize) -> String {
        self.to_text().split_whitespace().take(words).collect::<Vec<_>>().join(" ")
    }

    /// The first `characters` characters of the text: 500 are Ghost's `excerpt` field.
    pub fn excerpt_characters(&self, characters: usize) -> String {
        self.to_text().chars().take(characters).collect()
    }

    /// Number of words, captions included; a Chinese, Japanese or Korean character counts as one.
    pub fn word_count(&self) -> u32 {
        text::words(&text::plain_text(&self.blocks, true))
    }

    /// Number of pictures in the body.
    pub fn image_count(&self) -> u32 {
        fn shown(address: &str) -> u32 {
            u32::from(!address.is_empty())
        }
        fn count(blocks: &[Block]) -> u32 {
            blocks
                .iter()
                .map(|block| match block {
                    Block::Card(crate::Card::Image(_)) => 1,
                    Block::Card(crate::Card::Gallery(gallery)) => gallery.images.len() as u32,
                    Block::Card(crate::Card::Html(card)) => card.html.matches("<img").count() as u32,
                    Block::Card(crate::Card::Bookmark(card)) => shown(&card.icon) + shown(&card.thumbnail),
                    Block::Card(crate::Card::Product(card)) => shown(&card.image_src),
                    Block::Card(crate::Card::CallToAction(card)) => shown(&card.image_url),
                    Block::Card(crate::Card::Markdown(card)) => card.markdown.matches("![").count() as u32,
                    Block::List(list) => list.items.iter().map(|item| count(item)).sum(),
                    Block::Quote { blocks, .. }
                    | Block::Correction { blocks, .. }
                    | Block::LiveUpdate { blocks, .. } => count(blocks),
                    _ => 0,
                })
                .sum()
        }
        count(&self.blocks)
    }

    /// Minutes to read by Ghost's formula, rounded; 0 below half a minute (Ghost's helper then prints “1 min”).
    pub fn reading_time(&self) -> u32 {
        self.reading_time_with(0)
    }

    /// As [`Document::reading_time`], with pictures outside the body: 1 for a feature image.
    pub fn reading_time_with(&self, more_images: u32) -> u32 {
        text::minutes(self.word_count(), self.image_count().saturating_add(more_images))
    }

    /// Replaces `__GHOST_URL__` in every address and HTML field by `url` (empty: addresses become relative).
    pub fn replace_site_url(&mut self, url: &str) {
        self.replace(SITE, url.trim_end_matches('/'));
    }

    /// Puts `__GHOST_URL__` before every address below the root of the site, as Ghost stores bodies; [`Document::replace_site_url`] takes
    /// it off again.
    pub fn mark_site_url(&mut self) {
        each_address(&mut self.blocks, &mut |field, text| match field {
            Field::Link | Field::Source => {
                if text.starts_with('/') && !text.starts_with("//") {
                    text.insert_str(0, SITE);
                }
            }
            _ => *text = mark_site_url_in(text),
        });
    }

    /// Replaces one start of addresses by another wherever an address can stand.
    pub fn replace(&mut self, from: &str, to: &str) {
        let swap = |text: &mut String| {
            if text.contains(from) {
                *text = text.replace(from, to);
            }
        };
        each_address(&mut self.blocks, &mut |_, text| swap(text));
    }

    /// Whether there is nothing to see or hear in it.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| matches!(block, Block::Paragraph(content) if content.is_empty()))
    }
}

/// What Ghost writes for the address of the site.
const SITE: &str = "__GHOST_URL__";

/// HTML or Markdown in which `__GHOST_URL__` stands before addresses below the root of the site: those of attributes, and of Markdown's
/// links.
pub fn mark_site_url_in(text: &str) -> String {
    let mut marked = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find('/') {
        let (before, after) = rest.split_at(at);
        marked.push_str(before);
        let begins = ["href=\"", "src=\"", "poster=\"", "href='", "src='", "poster='", "]("];
        if begins.iter().any(|begin| before.ends_with(begin)) && !after.starts_with("//") {
            marked.push_str(SITE);
        }
        marked.push('/');
        rest = &after[1..];
    }
    marked.push_str(rest);
    marked
}

/// Shows every text in which an address can stand.
fn each_address(blocks: &mut [Block], visit: &mut dyn FnMut(Field, &mut String)) {
    for block in blocks {
        pass::each_inlines(block, &mut |content| {
            for link in content.iter_mut().filter_map(|piece| piece.marks_mut().link.as_mut()) {
                visit(Field::Link, &mut link.href);
            }
        });
        match block {
            Block::List(list) => list.items.iter_mut().for_each(|item| each_address(item, visit)),
            Block::Quote { blocks, .. }
            | Block::Correction { blocks, .. }
            | Block::LiveUpdate { blocks, .. } => {
                each_address(blocks, visit);
            }
            Block::Card(card) => card.visit(&mut |field, _key, value| {
                if matches!(field, Field::Link | Field::Source | Field::Rich | Field::Html | Field::Markdown)
                {
                    visit(field, value);
                }
            }),
            _ => {}
        }
    }
}
