//! Ghost's card markup back to cards.

use markup5ever_rcdom::Handle;

use crate::Focus;
use crate::cards::{
    Audio, Bookmark, Button, Callout, CodeBlock, Embed, File, Gallery, GalleryImage, Image, Toggle, Video,
};
use crate::dom::{self, attribute_or_empty, find_class, find_name, has_class, inner_html};
use crate::html::write;
use crate::tree::Block;

/// A card, when the element is one that we know.
pub(super) fn read(node: &Handle) -> Option<Block> {
    match dom::name(node) {
        "pre" => code(node, String::new()),
        "figure" if has_class(node, "kg-gallery-card") => gallery(node),
        "figure" if has_class(node, "kg-bookmark-card") => bookmark(node),
        "figure" if has_class(node, "kg-embed-card") => Some(embed(node)),
        "figure" if has_class(node, "kg-video-card") => video(node),
        "figure" if has_class(node, "kg-code-card") => code(&find_name(node, "pre")?, caption(node)),
        "figure" if has_class(node, "mh-pull-quote") => None,
        "figure" => figure(node),
        "div" if has_class(node, "kg-callout-card") => Some(callout(node)),
        "details" | "div" if has_class(node, "kg-toggle-card") => toggle(node),
        "div" if has_class(node, "kg-button-card") => button(node),
        "div" if has_class(node, "kg-audio-card") => audio(node),
        "div" if has_class(node, "kg-file-card") => file(node),
        // Cards that live from their styles are kept as they are written.
        "div" if has_class(node, "kg-card") => Some(super::html_card(dom::outer_html(node))),
        _ => None,
    }
}

/// The caption of a figure, without the credit that we print in it.
fn caption(node: &Handle) -> String {
    let Some(caption) = find_name(node, "figcaption") else { return String::new() };
    let html: String = dom::children(&caption)
        .iter()
        .filter(|child| !has_class(child, "mh-credit"))
        .map(dom::outer_html)
        .collect();
    html.trim().to_owned()
}

fn pixels(node: &Handle, name: &str) -> Option<u32> {
    dom::attribute(node, name)?.trim().trim_end_matches("px").parse().ok().filter(|pixels| *pixels > 0)
}

fn focus(img: &Handle) -> Option<Focus> {
    Focus::from_style(&dom::attribute(img, "style")?)
}

fn text_of(node: &Handle, class: &str) -> String {
    find_class(node, class).map(|found| dom::text(&found)).unwrap_or_default()
}

/// A picture by itself or inside a link.
pub(super) fn picture(img: &Handle, link: Option<&Handle>) -> Option<Block> {
    let src = attribute_or_empty(img, "src");
    if src.trim().is_empty() {
        return None;
    }
    Some(Block::card(image(img, link, src)))
}

/// The pictures of a link that holds nothing else.
pub(super) fn linked_pictures(link: &Handle) -> Option<Vec<Block>> {
    let mut found = Vec::new();
    images(link, None, &mut found);
    if found.is_empty() || !dom::text(link).trim().is_empty() {
        return None;
    }
    Some(found.iter().filter_map(|(img, _)| picture(img, Some(link))).collect())
}

fn image(img: &Handle, link: Option<&Handle>, src: String) -> Image {
    Image {
        src,
        alt: attribute_or_empty(img, "alt"),
        title: attribute_or_empty(img, "title"),
        width: pixels(img, "width"),
        height: pixels(img, "height"),
        focus: focus(img),
        href: link.map(|link| attribute_or_empty(link, "href")).unwrap_or_default(),
        ..Image::default()
    }
}

/// Any figure with exactly one picture is a picture; one with a frame is an embed.
fn figure(node: &Handle) -> Option<Block> {
    if find_name(node, "iframe").is_some()
        || find_name(node, "video").is_some()
        || find_name(node, "table").is_some()
    {
        return None;
    }
    if find_name(node, "blockquote").is_some() {
        return None;
    }
    let mut pictures = Vec::new();
    images(node, None, &mut pictures);
    let (img, _) = pictures.pop().filter(|_| pictures.is_empty())?;
    let src = attribute_or_empty(&img, "src");
    if src.trim().is_empty() {
        return None;
    }
    let link = find_name(node, "a").filter(|link| find_name(link, "img").is_some());
    let mut card = image(&img, link.as_ref(), src);
    card.caption = caption(node);
    card.credit = text_of(node, "mh-credit");
    card.card_width = dom::class_rest(node, "kg-width-").unwrap_or_else(|| "regular".to_owned());
    Some(Block::card(card))
}

fn gallery(node: &Handle) -> Option<Block> {
    let mut found = Vec::new();
    images(node, None, &mut found);
    let images: Vec<GalleryImage> = found
        .iter()
        .enumerate()
        .map(|(index, (img, href))| {
            let src = attribute_or_empty(img, "src");
            GalleryImage {
                file_name: src.rsplit('/').next().unwrap_or_default().to_owned(),
                src,
                alt: attribute_or_empty(img, "alt"),
                title: attribute_or_empty(img, "title"),
                href: href.clone().unwrap_or_default(),
                row: (index / 3) as u32,
                width: pixels(img, "width"),
                height: pixels(img, "height"),
                focus: focus(img),
                ..GalleryImage::default()
            }
        })
        .collect();
    // Without sizes the rows cannot be set; the figure stays as it is.
    if images.is_empty() || images.iter().any(|image| image.width.is_none() || image.height.is_none()) {
        return None;
    }
    Some(Block::card(Gallery { images, caption: caption(node) }))
}

/// Every picture below a node with the address that its link leads to.
fn images(node: &Handle, href: Option<&str>, found: &mut Vec<(Handle, Option<String>)>) {
    for child in node.children.borrow().iter() {
        match dom::name(child) {
            "img" => found.push((child.clone(), href.map(str::to_owned))),
            "a" => images(child, Some(&attribute_or_empty(child, "href")), found),
            _ => images(child, href, found),
        }
    }
}

fn bookmark(node: &Handle) -> Option<Block> {
    let container = find_class(node, "kg-bookmark-container")?;
    let source =
        |class: &str| find_class(node, class).map(|img| attribute_or_empty(&img, "src")).unwrap_or_default();
    let thumbnail =
        find_class(node, "kg-bookmark-thumbnail").and_then(|thumbnail| find_name(&thumbnail, "img"));
    Some(Block::card(Bookmark {
        url: attribute_or_empty(&container, "href"),
        title: text_of(node, "kg-bookmark-title"),
        description: text_of(node, "kg-bookmark-description"),
        icon: source("kg-bookmark-icon"),
        publisher: text_of(node, "kg-bookmark-author"),
        author: text_of(node, "kg-bookmark-publisher"),
        thumbnail: thumbnail.map(|img| attribute_or_empty(&img, "src")).unwrap_or_default(),
        caption: caption(node),
    }))
}

fn embed(node: &Handle) -> Block {
    // Our own: the player follows from the address, the quoted words stand as they are.
    if let Some(url) = dom::attribute(node, "data-mh-embed") {
        let html = match dom::attribute(node, "data-mh-frame") {
            Some(source) => player(node, &source),
            None => {
                let words = dom::children(node).into_iter().filter(|child| dom::name(child) == "blockquote");
                words.map(|words| dom::outer_html(&words)).collect()
            }
        };
        return Block::card(Embed { url, html, caption: caption(node), ..Embed::default() });
    }
    let html: String = dom::children(node)
        .iter()
        .filter(|child| dom::name(child) != "figcaption")
        .map(dom::outer_html)
        .collect();
    let frame = find_name(node, "iframe").map(|frame| attribute_or_empty(&frame, "src"));
    let link = || find_name(node, "a").map(|link| attribute_or_empty(&link, "href"));
    Block::card(Embed {
        url: frame.or_else(link).unwrap_or_default(),
        html: html.trim().to_owned(),
        caption: caption(node),
        ..Embed::default()
    })
}

/// The frame of a site that we do not know, as it was before it waited for a click.
fn player(figure: &Handle, source: &str) -> String {
    let mut html = String::from("<iframe");
    write::attr(&mut html, "src", source);
    for side in ["width", "height"] {
        let value = find_name(figure, "iframe").and_then(|frame| dom::attribute(&frame, side));
        if let Some(value) = value {
            write::attr(&mut html, side, &value);
        }
    }
    html.push_str("></iframe>");
    html
}

/// A frame that stands by itself.
pub(super) fn frame(node: &Handle) -> Block {
    Block::card(Embed {
        url: attribute_or_empty(node, "src"),
        html: dom::outer_html(node),
        ..Embed::default()
    })
}

fn code(pre: &Handle, caption: String) -> Option<Block> {
    let code = find_name(pre, "code");
    let language = code
        .as_ref()
        .or(Some(pre))
        .and_then(|node| dom::class_rest(node, "language-").or_else(|| dom::class_rest(node, "lang-")));
    let text = dom::text(code.as_ref().unwrap_or(pre));
    (!text.trim().is_empty())
        .then(|| Block::card(CodeBlock { code: text, language: language.unwrap_or_default(), caption }))
}

fn callout(node: &Handle) -> Block {
    let text = find_class(node, "kg-callout-text").map(|text| inner_html(&text)).unwrap_or_default();
    Block::card(Callout {
        text,
        emoji: text_of(node, "kg-callout-emoji"),
        background_color: dom::class_rest(node, "kg-callout-card-").unwrap_or_else(|| "white".to_owned()),
    })
}

fn toggle(node: &Handle) -> Option<Block> {
    let part = |class: &str| find_class(node, class).map(|part| inner_html(&part));
    Some(Block::card(Toggle {
        heading: part("kg-toggle-heading-text")?,
        content: part("kg-toggle-content")?,
    }))
}

fn button(node: &Handle) -> Option<Block> {
    let link = find_name(node, "a")?;
    Some(Block::card(Button {
        text: dom::text(&link).trim().to_owned(),
        alignment: dom::class_rest(node, "kg-align-").unwrap_or_else(|| "left".to_owned()),
        url: attribute_or_empty(&link, "href"),
    }))
}

fn audio(node: &Handle) -> Option<Block> {
    let sound = find_name(node, "audio")?;
    let thumbnail = find(node, "img", "kg-audio-thumbnail");
    Some(Block::card(Audio {
        src: attribute_or_empty(&sound, "src"),
        title: text_of(node, "kg-audio-title"),
        duration: seconds(&text_of(node, "kg-audio-duration")),
        thumbnail_src: thumbnail.map(|img| attribute_or_empty(&img, "src")).unwrap_or_default(),
        ..Audio::default()
    }))
}

fn find(node: &Handle, name: &str, class: &str) -> Option<Handle> {
    dom::find(node, &|found| dom::name(found) == name && has_class(found, class))
}

/// `61` or `1:01`.
fn seconds(text: &str) -> f64 {
    let parts = text.trim().split(':').map(|part| part.parse::<f64>().unwrap_or(0.0));
    let seconds = parts.fold(0.0, |seconds, part| seconds * 60.0 + part);
    if seconds.is_finite() { seconds.max(0.0) } else { 0.0 }
}

fn video(node: &Handle) -> Option<Block> {
    let film = find_name(node, "video")?;
    let custom_thumbnail_src = attribute_or_empty(node, "data-kg-custom-thumbnail");
    let mut thumbnail_src = attribute_or_empty(node, "data-kg-thumbnail");
    if thumbnail_src.is_empty() && custom_thumbnail_src.is_empty() {
        thumbnail_src = attribute_or_empty(&film, "poster");
    }
    Some(Block::card(Video {
        src: attribute_or_empty(&film, "src"),
        caption: caption(node),
        width: pixels(&film, "width"),
        height: pixels(&film, "height"),
        duration: seconds(&text_of(node, "kg-video-duration")),
        thumbnail_src,
        custom_thumbnail_src,
        card_width: dom::class_rest(node, "kg-width-").unwrap_or_else(|| "regular".to_owned()),
        looped: dom::attribute(&film, "loop").is_some(),
        ..Video::default()
    }))
}

fn file(node: &Handle) -> Option<Block> {
    let container = find_name(node, "a")?;
    let size = text_of(node, "kg-file-card-filesize");
    Some(Block::card(File {
        src: attribute_or_empty(&container, "href"),
        file_title: text_of(node, "kg-file-card-title"),
        file_caption: text_of(node, "kg-file-card-caption"),
        file_name: text_of(node, "kg-file-card-filename"),
        file_size: bytes(&size),
    }))
}

/// `2 MB` as bytes.
fn bytes(size: &str) -> f64 {
    let mut parts = size.split_whitespace();
    let number: f64 = parts.next().and_then(|number| number.parse().ok()).unwrap_or(0.0);
    let step = parts
        .next()
        .and_then(|unit| ["Bytes", "KB", "MB", "GB", "TB"].iter().position(|known| *known == unit));
    if number.is_finite() { (number * 1024f64.powi(step.unwrap_or(0) as i32)).max(0.0) } else { 0.0 }
}
