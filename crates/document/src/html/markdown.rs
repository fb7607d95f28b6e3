//! Markdown as Ghost reads it: CommonMark with line breaks, bare links, footnotes, strike, sub, sup, mark, tables.

use std::sync::LazyLock;

use comrak::{Options, markdown_to_html};

use super::slug::Ids;
use crate::scan::{Piece, Scanner};
use crate::text::decode;

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.superscript = true;
    options.extension.subscript = false;
    options.extension.highlight = true;
    options.render.hardbreaks = true;
    // Raw HTML is part of Ghost's Markdown. Untrusted Markdown never gets here: it was turned into a sanitised
    // HTML card when it was read.
    options.render.r#unsafe = true;
    options
});

/// Whether there is HTML or an address that could run script in the Markdown: with those left out it renders to
/// something else.
pub(crate) fn has_raw_html(markdown: &str) -> bool {
    let mut options = OPTIONS.clone();
    options.render.r#unsafe = false;
    markdown_to_html(markdown, &options) != markdown_to_html(markdown, &OPTIONS)
}

/// Renders Markdown to HTML; its headings get ids that the page does not have yet.
pub(super) fn render(markdown: &str, ids: &mut Ids) -> String {
    as_ghost(&markdown_to_html(markdown, &OPTIONS), ids)
}

/// Headings get ids and struck text `<s>`, as Ghost's renderer writes them; tables and program text can be
/// scrolled by keys.
fn as_ghost(html: &str, ids: &mut Ids) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    // The place of an open heading's tag in the output, and its words so far.
    let mut heading: Option<(usize, String)> = None;
    let mut in_table = false;
    for piece in Scanner::new(html) {
        match piece {
            Piece::Start { raw: "<del>", .. } => out.push_str("<s>"),
            Piece::Start { raw: "<table>", .. } if !in_table => {
                in_table = true;
                out.push_str("<div class=\"mh-table\" tabindex=\"0\"><table>");
            }
            Piece::Start { raw: "<th>", .. } if in_table => out.push_str("<th scope=\"col\">"),
            Piece::Start { raw: "<pre>", .. } => out.push_str("<pre tabindex=\"0\">"),
            Piece::Start { raw, .. }
                if matches!(raw, "<h1>" | "<h2>" | "<h3>" | "<h4>" | "<h5>" | "<h6>") =>
            {
                out.push_str(raw);
                heading = Some((out.len() - 1, String::new()));
            }
            Piece::End { name: "table" } if in_table => {
                in_table = false;
                out.push_str("</table></div>");
            }
            Piece::End { name: "del" } => out.push_str("</s>"),
            Piece::End { name } => {
                if let Some((at, words)) = heading.take_if(|_| name.starts_with('h'))
                    && let Some(id) = ids.heading(&decode(&words))
                {
                    out.insert_str(at, &format!(" id=\"{id}\""));
                }
                out.push_str(&format!("</{name}>"));
            }
            Piece::Text(raw) => {
                if let Some((_, words)) = &mut heading {
                    words.push_str(raw);
                }
                out.push_str(raw);
            }
            Piece::Start { raw, .. } | Piece::Verbatim { raw, .. } | Piece::Comment(raw) => out.push_str(raw),
        }
    }
    out
}
