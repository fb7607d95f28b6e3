//! Bookmark, HTML, Markdown, podcast box.

use super::gated::gate;
use super::write::{attr, text};
use super::{Page, markdown as renderer};
use crate::{Bookmark, Html, Markdown, Transistor, address};

pub(super) fn bookmark(page: &mut Page<'_>, card: &Bookmark) {
    if card.url.trim().is_empty() || !address::may_link(&card.url) {
        return;
    }
    let out = &mut page.out;
    out.push_str(match card.caption.is_empty() {
        true => "<figure class=\"kg-card kg-bookmark-card\">",
        false => "<figure class=\"kg-card kg-bookmark-card kg-card-hascaption\">",
    });
    out.push_str("<a class=\"kg-bookmark-container\"");
    attr(out, "href", &card.url);
    out.push_str("><div class=\"kg-bookmark-content\">");
    for (class, words) in [("title", &card.title), ("description", &card.description)] {
        out.push_str(&format!("<div class=\"kg-bookmark-{class}\">"));
        text(out, words);
        out.push_str("</div>");
    }
    out.push_str("<div class=\"kg-bookmark-metadata\">");
    if !card.icon.is_empty() && address::may_load(&card.icon) {
        out.push_str("<img class=\"kg-bookmark-icon\"");
        attr(out, "src", &card.icon);
        out.push_str(" alt=\"\">");
    }
    // The classes are the other way round in Ghost, and themes rely on it.
    for (class, words) in [("author", &card.publisher), ("publisher", &card.author)] {
        if !words.is_empty() {
            out.push_str(&format!("<span class=\"kg-bookmark-{class}\">"));
            text(out, words);
            out.push_str("</span>");
        }
    }
    out.push_str("</div></div>");
    if !card.thumbnail.is_empty() && address::may_load(&card.thumbnail) {
        out.push_str("<div class=\"kg-bookmark-thumbnail\"><img");
        attr(out, "src", &card.thumbnail);
        out.push_str(" alt=\"\"></div>");
    }
    out.push_str("</a>");
    caption(out, &card.caption);
    out.push_str("</figure>");
}

fn caption(out: &mut String, caption: &str) {
    if !caption.is_empty() {
        out.push_str("<figcaption>");
        out.push_str(caption);
        out.push_str("</figcaption>");
    }
}

pub(super) fn html(page: &mut Page<'_>, card: &Html) {
    if card.html.is_empty() {
        return;
    }
    gate(page, &card.visibility, |page| {
        page.out.push_str("\n<!--kg-card-begin: html-->\n");
        page.out.push_str(&card.html);
        page.out.push_str("\n<!--kg-card-end: html-->\n");
    });
}

pub(super) fn markdown(page: &mut Page<'_>, card: &Markdown) {
    let html = renderer::render(&card.markdown, &mut page.ids);
    page.out.push_str(&html);
}

/// The box asks another host; it waits for a script of the theme (`data-src`) and so loads nothing unasked.
pub(super) fn transistor(page: &mut Page<'_>, card: &Transistor) {
    gate(page, &card.visibility, |page| {
        page.out.push_str(
            "<figure class=\"kg-card kg-transistor-card\"><iframe width=\"100%\" height=\"370\" frameborder=\"no\" \
             scrolling=\"no\" title=\"Transistor podcasts\" data-src=\"https://partner.transistor.fm/ghost/embed/{uuid}\" \
             data-kg-transistor-embed=\"\"></iframe></figure>",
        );
    });
}
