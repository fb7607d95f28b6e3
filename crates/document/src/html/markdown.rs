//! Markdown as Ghost reads it: CommonMark with line breaks, bare links, footnotes, strike, sub, sup, mark, tables.

use std::sync::LazyLock;

use comrak::{Options, markdown_to_html};

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

/// Renders Markdown to HTML.
pub(crate) fn render(markdown: &str) -> String {
    markdown_to_html(markdown, &OPTIONS)
}
