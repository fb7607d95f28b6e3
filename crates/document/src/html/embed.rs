//! Something of another site. Nothing of it is loaded until a reader asks: a frame of our own words holds a link to the player, and following
//! the link loads the player into that very frame. No script is needed, and a plain link stands beneath it.

use super::{
    Page,
    write::{attr, number, text},
};
use crate::{
    Embed, address,
    dom::{self, Fragment},
    embeds::{self, Player, Shape},
};

pub(super) fn embed(page: &mut Page<'_>, card: &Embed) {
    if card.url.is_empty() && card.html.is_empty() {
        return;
    }
    let out = &mut page.out;
    out.push_str("<figure");
    let class = match card.caption.is_empty() {
        true => "kg-card kg-embed-card",
        false => "kg-card kg-embed-card kg-card-hascaption",
    };
    attr(out, "class", class);
    match asked(card) {
        Some(Shown { player, words }) => {
            attr(out, "data-mh-embed", if card.url.is_empty() { &player.page } else { &card.url });
            if player.provider.is_empty() {
                attr(out, "data-mh-frame", &player.frame);
            }
            out.push('>');
            out.push_str(&words);
            frame(out, &player);
        }
        None => {
            out.push('>');
            out.push_str(&card.html);
        }
    }
    if !card.caption.is_empty() {
        out.push_str("<figcaption>");
        out.push_str(&card.caption);
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>");
}

/// A player, and what can be read without it.
struct Shown {
    player: Player,
    /// The quoted post, without its script.
    words: String,
}

/// What the card shows behind a click; `None` when it loads nothing, or nothing that we could put into a frame.
fn asked(card: &Embed) -> Option<Shown> {
    let fragment = Fragment::parse(&card.html);
    let nodes = fragment.nodes();
    let source =
        nodes.iter().find_map(frame_of).map(|frame| dom::attribute(&frame, "src").unwrap_or_default());
    let by_address = embeds::player(&card.url);
    let by_source = source.as_deref().and_then(embeds::player);
    let foreign = || source.as_deref().and_then(|source| foreign(source, &card.url, &nodes));
    let player = by_source
        .map(|player| Player { page: page_of(card, player.page), ..player })
        .or(by_address)
        .or_else(foreign)?;
    let words = match source {
        Some(_) => String::new(),
        None => nodes.iter().filter(|node| dom::name(node) == "blockquote").map(dom::outer_html).collect(),
    };
    Some(Shown { player, words })
}

fn page_of(card: &Embed, otherwise: String) -> String {
    if card.url.is_empty() { otherwise } else { card.url.clone() }
}

fn frame_of(node: &markup5ever_rcdom::Handle) -> Option<markup5ever_rcdom::Handle> {
    if dom::name(node) == "iframe" { Some(node.clone()) } else { dom::find_name(node, "iframe") }
}

/// A frame of a site that we do not know, by the name of its host.
fn foreign(source: &str, page: &str, nodes: &[markup5ever_rcdom::Handle]) -> Option<Player> {
    let source = source.trim();
    let absolute =
        source.strip_prefix("//").map_or_else(|| source.to_owned(), |rest| format!("https://{rest}"));
    url::Url::parse(&absolute).ok().filter(|url| url.scheme() == "https" && url.host_str().is_some())?;
    let frame = nodes.iter().find_map(frame_of)?;
    let side = |name| dom::attribute(&frame, name)?.trim().trim_end_matches("px").parse::<u32>().ok();
    let shape = match (side("width"), side("height")) {
        (Some(width @ 1..=9999), Some(height @ 1..=9999)) => Shape::Film(width, height),
        (None, Some(height @ 1..=9999)) => Shape::High(height),
        _ => Shape::High(500),
    };
    let page = if page.is_empty() || !address::may_link(page) { absolute.clone() } else { page.to_owned() };
    Some(Player { provider: "", frame: absolute, page, shape })
}

fn frame(out: &mut String, player: &Player) {
    let host = url::Url::parse(&player.frame)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let name = if player.provider.is_empty() { host } else { player.provider };
    let mut inside = String::from(
        "<!DOCTYPE html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><style>\
         :root{color-scheme:light dark}body{margin:0;font:1rem/1.4 system-ui,sans-serif}\
         a{position:fixed;inset:0;display:grid;place-content:center;place-items:center;gap:.25em;padding:1em;text-align:center;\
         color:CanvasText;background:color-mix(in srgb,CanvasText 8%,Canvas);text-decoration:none}\
         a:focus-visible{outline:3px solid;outline-offset:-6px}b{font-size:1.25em}small{opacity:.8}</style><a",
    );
    attr(&mut inside, "href", &player.frame);
    inside.push_str("><b>▶ ");
    text(&mut inside, name);
    inside.push_str("</b><small>");
    text(&mut inside, host);
    inside.push_str("</small></a>");

    out.push_str("<iframe class=\"mh-embed\"");
    attr(out, "title", name);
    let style = match player.shape {
        Shape::Film(width, height) => {
            // Of a shape that is no size, a size for those who read without styles.
            let scale = if width < 100 { 560 / width.max(1) } else { 1 };
            number(out, "width", width * scale);
            number(out, "height", height * scale);
            format!("aspect-ratio:{width}/{height};width:100%;height:auto;border:0")
        }
        Shape::High(height) => {
            number(out, "height", height);
            format!("width:100%;height:{height}px;border:0")
        }
    };
    attr(out, "style", &style);
    attr(out, "loading", "lazy");
    attr(out, "referrerpolicy", "strict-origin-when-cross-origin");
    attr(out, "allow", "autoplay; fullscreen; encrypted-media; picture-in-picture");
    attr(
        out,
        "sandbox",
        "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation allow-forms",
    );
    attr(out, "srcdoc", &inside);
    out.push_str("></iframe>");
    if address::may_link(&player.page) {
        out.push_str("<p class=\"mh-embed-link\"><a");
        attr(out, "href", &player.page);
        out.push_str(" rel=\"noopener\">");
        text(out, name);
        out.push_str("</a></p>");
    }
}
