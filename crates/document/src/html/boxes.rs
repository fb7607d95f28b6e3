//! Callout, toggle, button, program text.

use super::Page;
use super::write::{attr, text, token};
use crate::{Button, Callout, CodeBlock, Toggle, address};

pub(super) fn callout(page: &mut Page<'_>, card: &Callout) {
    let named = !card.background_color.is_empty()
        && card.background_color.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let colour = if named { card.background_color.as_str() } else { "white" };
    let out = &mut page.out;
    out.push_str(&format!("<div class=\"kg-card kg-callout-card kg-callout-card-{colour}\">"));
    if !card.emoji.is_empty() {
        out.push_str("<div class=\"kg-callout-emoji\">");
        text(out, &card.emoji);
        out.push_str("</div>");
    }
    out.push_str("<div class=\"kg-callout-text\">");
    out.push_str(&card.text);
    out.push_str("</div></div>");
}

/// Opens without a script; Ghost's form of a heading and a button in a `<div>` needs one.
pub(super) fn toggle(page: &mut Page<'_>, card: &Toggle) {
    let out = &mut page.out;
    out.push_str(
        "<details class=\"kg-card kg-toggle-card\"><summary class=\"kg-toggle-heading\">\
         <span class=\"kg-toggle-heading-text\">",
    );
    out.push_str(&card.heading);
    out.push_str("</span></summary><div class=\"kg-toggle-content\">");
    out.push_str(&card.content);
    out.push_str("</div></details>");
}

pub(super) fn button(page: &mut Page<'_>, card: &Button) {
    if card.url.trim().is_empty() || !address::may_link(&card.url) {
        return;
    }
    let out = &mut page.out;
    let mut class = String::from("kg-card kg-button-card");
    if !token(&card.alignment).is_empty() {
        class.push_str(" kg-align-");
        class.push_str(&card.alignment);
    }
    out.push_str("<div");
    attr(out, "class", &class);
    out.push_str("><a");
    attr(out, "href", &card.url);
    out.push_str(" class=\"kg-btn kg-btn-accent\">");
    text(out, if card.text.is_empty() { "Button Title" } else { &card.text });
    out.push_str("</a></div>");
}

pub(super) fn code_block(page: &mut Page<'_>, card: &CodeBlock) {
    if card.code.trim().is_empty() {
        return;
    }
    let out = &mut page.out;
    let captioned = !card.caption.is_empty();
    if captioned {
        out.push_str("<figure class=\"kg-card kg-code-card\">");
    }
    out.push_str("<pre tabindex=\"0\"><code");
    if !card.language.is_empty() {
        attr(out, "class", &format!("language-{}", card.language));
    }
    out.push('>');
    text(out, &card.code);
    out.push_str("</code></pre>");
    if captioned {
        out.push_str("<figcaption>");
        out.push_str(&card.caption);
        out.push_str("</figcaption></figure>");
    }
}
