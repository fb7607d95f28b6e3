//! Video, sound and files to download.

use super::write::{attr, css_url, number, text};
use super::{Page, icons};
use crate::{Audio, File, Video, address};

/// Minutes and seconds.
fn clock(seconds: f64) -> String {
    let seconds = seconds.clamp(0.0, 1e9);
    let minutes = (seconds / 60.0).floor();
    format!("{minutes}:{:02}", (seconds - minutes * 60.0).floor())
}

/// The buttons that both players share; `kind` is `video` or `audio`.
fn controls(out: &mut String, kind: &str, what: &str, duration: &str) {
    out.push_str(&format!(
        "<button class=\"kg-{kind}-play-icon\" aria-label=\"Play {what}\">{}</button>\
         <button class=\"kg-{kind}-pause-icon kg-{kind}-hide\" aria-label=\"Pause {what}\">{}</button>\
         <span class=\"kg-{kind}-current-time\">0:00</span>\
         <div class=\"kg-{kind}-time\">/<span class=\"kg-{kind}-duration\">{duration}</span></div>\
         <input type=\"range\" class=\"kg-{kind}-seek-slider\" max=\"100\" value=\"0\">\
         <button class=\"kg-{kind}-playback-rate\" aria-label=\"Adjust playback speed\">1×</button>\
         <button class=\"kg-{kind}-unmute-icon\" aria-label=\"Unmute\">{}</button>\
         <button class=\"kg-{kind}-mute-icon kg-{kind}-hide\" aria-label=\"Mute\">{}</button>\
         <input type=\"range\" class=\"kg-{kind}-volume-slider\" max=\"100\" value=\"100\">",
        icons::PLAY,
        icons::PAUSE,
        icons::SOUND,
        icons::SILENCE
    ));
}

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
        out.push_str(" loop=\"\" autoplay=\"\" muted=\"\"");
    }
    out.push_str(" playsinline=\"\" preload=\"metadata\"");
    let url = css_url(still);
    if !url.is_empty() {
        attr(out, "style", &format!("background: transparent url('{url}') 50% 50% / cover no-repeat;"));
    }
    out.push_str("></video><div class=\"kg-video-overlay\"><button class=\"kg-video-large-play-icon\" aria-label=\"Play video\">");
    out.push_str(icons::PLAY);
    out.push_str("</button></div>");
    out.push_str(match card.looped {
        true => "<div class=\"kg-video-player-container kg-video-hide\">",
        false => "<div class=\"kg-video-player-container\">",
    });
    out.push_str("<div class=\"kg-video-player\">");
    controls(out, "video", "video", &clock(card.duration));
    out.push_str("</div></div></div>");
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
    let pictured = !card.thumbnail_src.is_empty() && address::may_load(&card.thumbnail_src);
    if pictured {
        out.push_str("<img");
        attr(out, "src", &card.thumbnail_src);
        out.push_str(" alt=\"audio-thumbnail\" class=\"kg-audio-thumbnail\">");
    }
    out.push_str(match pictured {
        true => "<div class=\"kg-audio-thumbnail placeholder kg-audio-hide\">",
        false => "<div class=\"kg-audio-thumbnail placeholder\">",
    });
    out.push_str(icons::NOTE);
    out.push_str("</div><div class=\"kg-audio-player-container\"><audio");
    attr(out, "src", &card.src);
    out.push_str(" preload=\"metadata\"></audio><div class=\"kg-audio-title\">");
    text(out, &card.title);
    out.push_str("</div><div class=\"kg-audio-player\">");
    controls(out, "audio", "audio", &card.duration.to_string());
    out.push_str("</div></div></div>");
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
    fn sizes_and_clocks_read_as_in_ghost() {
        assert_eq!(super::size(0.0), "0 Byte");
        assert_eq!(super::size(500.0), "500 Bytes");
        assert_eq!(super::size(2_097_152.0), "2 MB");
        assert_eq!(super::clock(61.7), "1:01");
    }
}
