//! Sanitising of untrusted HTML (ammonia with a careful list) and balancing of trusted inline HTML.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

use crate::tame::tame;
use crate::{Focus, address};

/// Hosts whose frames an untrusted article may show. A frame of another host loses its address.
const FRAME_HOSTS: &[&str] = &[
    "youtube.com",
    "youtube-nocookie.com",
    "player.vimeo.com",
    "dailymotion.com",
    "geo.dailymotion.com",
    "player.twitch.tv",
    "w.soundcloud.com",
    "open.spotify.com",
    "embed.podcasts.apple.com",
    "embed.music.apple.com",
    "bandcamp.com",
    "embed.acast.com",
    "share.transistor.fm",
    "widget.deezer.com",
    "datawrapper.dwcdn.net",
    "flo.uri.sh",
    "public.flourish.studio",
    "e.infogram.com",
    "public.tableau.com",
    "ourworldindata.org",
    "cdn.knightlab.com",
    "embed.documentcloud.org",
    "codepen.io",
    "archive.org",
    "platform.twitter.com",
    "instagram.com",
    "facebook.com",
    "tiktok.com",
    "t.me",
    "embed.bsky.app",
    "rutube.ru",
    "vk.com",
    "ok.ru",
    "coub.com",
    "openstreetmap.org",
    "google.com",
    "docs.google.com",
    "player.bbc.com",
];

const INLINE_TAGS: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

const BLOCK_TAGS: &[&str] = &[
    "address",
    "article",
    "aside",
    "audio",
    "big",
    "blockquote",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "iframe",
    "img",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "rp",
    "rt",
    "ruby",
    "section",
    "source",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "track",
    "tt",
    "ul",
    "video",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "title", "name", "download", "target", "hreflang"]),
    ("abbr", &["title"]),
    ("audio", &["src", "controls", "preload", "loop", "muted"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("div", &["tabindex"]),
    ("iframe", &["src", "width", "height", "frameborder", "allowfullscreen", "title", "loading", "allow"]),
    ("img", &["src", "srcset", "sizes", "alt", "title", "width", "height", "loading", "decoding", "style"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["start", "reversed", "type"]),
    ("pre", &["tabindex"]),
    ("q", &["cite"]),
    ("source", &["src", "srcset", "sizes", "type", "media"]),
    ("span", &["data-statement", "data-speaker", "data-about", "data-date"]),
    ("table", &["summary"]),
    ("td", &["colspan", "rowspan", "headers", "align"]),
    ("th", &["colspan", "rowspan", "headers", "scope", "align"]),
    ("time", &["datetime"]),
    ("track", &["src", "kind", "srclang", "label", "default"]),
    ("video", &["src", "controls", "preload", "loop", "muted", "playsinline", "poster", "width", "height"]),
];

fn builder(blocks: bool) -> Builder<'static> {
    let mut tags: HashSet<&str> = INLINE_TAGS.iter().copied().collect();
    if blocks {
        tags.extend(BLOCK_TAGS);
    }
    let attributes: HashMap<&str, HashSet<&str>> = ATTRIBUTES
        .iter()
        .filter(|(tag, _)| tags.contains(tag))
        .map(|(tag, names)| (*tag, names.iter().copied().collect()))
        .collect();
    let mut builder = Builder::empty();
    builder
        .tags(tags)
        .clean_content_tags(
            ["script", "style", "template", "noscript", "title", "xmp", "noembed", "noframes"].into(),
        )
        .tag_attributes(attributes)
        .generic_attributes(["class", "id", "lang", "dir"].into())
        .url_schemes(["http", "https", "mailto", "tel", "sms", "ftp", "data"].into())
        .link_rel(Some("noopener"))
        .strip_comments(true)
        .attribute_filter(attribute);
    if blocks {
        builder.set_tag_attribute_values(HashMap::from([(
            "iframe",
            HashMap::from([(
                "sandbox",
                "allow-scripts allow-same-origin allow-popups allow-presentation allow-forms",
            )]),
        )]));
    }
    builder
}

static INLINE: LazyLock<Builder<'static>> = LazyLock::new(|| builder(false));
static BLOCK: LazyLock<Builder<'static>> = LazyLock::new(|| builder(true));

/// Judges one attribute that is on the list.
fn attribute<'v>(element: &str, name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let keep = |good: bool| good.then_some(Cow::Borrowed(value));
    match (element, name) {
        (_, "class") => classes(value),
        (_, "id") => {
            keep(value.len() <= 800 && value.chars().all(|c| c.is_alphanumeric() || "-_:.%".contains(c)))
        }
        // No style but our own, the point of a picture that stays in sight.
        ("img", "style") => keep(Focus::from_style(value).is_some()),
        ("iframe", "src") => keep(may_frame(value)),
        ("iframe", "allow") => keep(
            value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-; '*:/.,".contains(&byte))
                && !value.contains("camera")
                && !value.contains("microphone")
                && !value.contains("geolocation"),
        ),
        ("a", "target") => keep(value == "_blank"),
        (_, "tabindex") => keep(value == "0"),
        (_, "href" | "cite") => keep(address::may_link(value)),
        ("track", "src") => keep(address::may_load(value) && !value.trim_start().starts_with("data:")),
        (_, "src" | "poster") => keep(address::may_load(value)),
        (_, "srcset") => keep(value.split(',').all(|part| address::may_load(part.trim()))),
        _ => keep(true),
    }
}

/// Keeps the classes that cards, our additions and code blocks use.
fn classes(value: &str) -> Option<Cow<'_, str>> {
    let ours = |class: &&str| ["kg-", "mh-", "language-"].iter().any(|start| class.starts_with(start));
    if value.split_ascii_whitespace().all(|class| ours(&class)) {
        return (!value.trim().is_empty()).then_some(Cow::Borrowed(value));
    }
    let kept: Vec<&str> = value.split_ascii_whitespace().filter(ours).collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join(" ")))
}

/// Whether an untrusted article may show a frame of the address.
fn may_frame(address: &str) -> bool {
    let absolute = match address.trim().strip_prefix("//") {
        Some(rest) => Cow::Owned(format!("https://{rest}")),
        None => Cow::Borrowed(address.trim()),
    };
    let Ok(url) = url::Url::parse(&absolute) else { return false };
    if url.scheme() != "https" || !url.username().is_empty() {
        return false;
    }
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    FRAME_HOSTS.contains(&host) && (host != "google.com" || url.path().starts_with("/maps/"))
}

/// Whether a text holds anything that HTML could read as markup.
pub(crate) fn has_markup(html: &str) -> bool {
    html.bytes().any(|byte| matches!(byte, b'<' | b'&' | b'>'))
}

/// Sanitises inline HTML: a caption.
pub(crate) fn inline(html: &str) -> Cow<'_, str> {
    if !has_markup(html) {
        return Cow::Borrowed(html);
    }
    Cow::Owned(INLINE.clean(&tame(html)).to_string())
}

/// Sanitises HTML of somebody who may not post it raw: no script, no handler, no frame of an unknown host.
pub fn clean_html(html: &str) -> String {
    block(html).into_owned()
}

/// Sanitises block HTML: an HTML card.
pub(crate) fn block(html: &str) -> Cow<'_, str> {
    if !has_markup(html) {
        return Cow::Borrowed(html);
    }
    Cow::Owned(BLOCK.clean(&tame(html)).to_string())
}
