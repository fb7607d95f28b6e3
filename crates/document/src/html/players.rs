//! Video, sound and files to download. The browser's own players need no script; Ghost's buttons would do nothing.

use super::write::{attr, number, text};
use super::{Page, icons};
use crate::{Audio, File, Video, address};

pub(super) fn video(page: &mut Page<'_>, card: &Video) {
    if card.src.trim().is_empty() || !address::may_load(&card.src) {
        return;
    }
    let out = &mut page.out;
    let mut class = String::from("kg-card kg-video-card");
    if !card.card_width.is_empty() {
        class.push_str(" kg-width-");
        class.push_str(&card.card_width);
    }
    if !card.caption.is_empty() {
        class.push_str(" kg-card-hascaption");
    }
    out.push_str("<figure");
    attr(out, "class", &class);
    attr(out, "data-kg-thumbnail", &card.thumbnail_src);
    attr(out, "data-kg-custom-thumbnail", &card.custom_thumbnail_src);
    out.push_str("><div class=\"kg-video-container\"><video");
    attr(out, "src", &card.src);
    let still =
        if card.custom_thumbnail_src.is_empty() { &card.thumbnail_src } else { &card.custom_thumbnail_src };
    if !still.is_empty() && address::may_load(still) {
        attr(out, "poster", still);
    }
    if let (Some(width), Some(height)) = (card.width, card.height) {
        number(out, "width", width);
        number(out, "height", height);
    }
    if card.looped {
        out.push_str(" loop autoplay muted");
    }
    out.push_str(" controls playsinline preload=\"metadata\"></video></div>");
    if !card.caption.is_empty() {
        out.push_str("<figcaption>");
        out.push_str(&card.caption);
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>");
}

pub(super) fn audio(page: &mut Page<'_>, card: &Audio) {
    if card.src.trim().is_empty() || !address::may_load(&card.src) {
        return;
    }
    let out = &mut page.out;
    out.push_str("<div class=\"kg-card kg-audio-card\">");
    if !card.thumbnail_src.is_empty() && address::may_load(&card.thumbnail_src) {
        out.push_str("<img");
        attr(out, "src", &card.thumbnail_src);
        out.push_str(" alt=\"\" class=\"kg-audio-thumbnail\">");
    } else {
        out.push_str("<div class=\"kg-audio-thumbnail placeholder\">");
        out.push_str(icons::NOTE);
        out.push_str("</div>");
    }
    out.push_str("<div class=\"kg-audio-player-container\">");
    if !card.title.is_empty() {
        out.push_str("<div class=\"kg-audio-title\">");
        text(out, &card.title);
        out.push_str("</div>");
    }
    out.push_str("<audio");
    attr(out, "src", &card.src);
    out.push_str(" controls preload=\"metadata\"></audio></div></div>");
}

pub(super) fn file(page: &mut Page<'_>, card: &File) {
    if card.src.trim().is_empty() || !address::may_link(&card.src) {
        return;
    }
    let out = &mut page.out;
    out.push_str("<div class=\"kg-card kg-file-card\"><a class=\"kg-file-card-container\"");
    attr(out, "href", &card.src);
    out.push_str(" title=\"Download\" download=\"\"><div class=\"kg-file-card-contents\">");
    for (class, words) in [("title", &card.file_title), ("caption", &card.file_caption)] {
        out.push_str(&format!("<div class=\"kg-file-card-{class}\">"));
        text(out, words);
        out.push_str("</div>");
    }
    out.push_str("<div class=\"kg-file-card-metadata\"><div class=\"kg-file-card-filename\">");
    text(out, &card.file_name);
    out.push_str("</div><div class=\"kg-file-card-filesize\">");
    out.push_str(&size(card.file_size));
    out.push_str("</div></div></div><div class=\"kg-file-card-icon\">");
    out.push_str(icons::DOWNLOAD);
    out.push_str("</div></a></div>");
}

/// Bytes as Ghost words them: `2 MB`.
fn size(bytes: f64) -> String {
    const UNITS: [&str; 5] = ["Bytes", "KB", "MB", "GB", "TB"];
    if bytes < 1.0 {
        return "0 Byte".to_owned();
    }
    let step = ((bytes.ln() / 1024f64.ln()).floor() as usize).min(UNITS.len() - 1);
    format!("{} {}", (bytes / 1024f64.powi(step as i32)).round(), UNITS[step])
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_read_as_in_ghost() {
        assert_eq!(super::size(0.0), "0 Byte");
        assert_eq!(super::size(500.0), "500 Bytes");
        assert_eq!(super::size(2_097_152.0), "2 MB");
    }
}
