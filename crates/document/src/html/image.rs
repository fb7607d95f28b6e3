//! Pictures and galleries, with variants of local pictures in `srcset`.

use super::write::{attr, number, text};
use super::{HtmlOptions, Page};
use crate::{Focus, Gallery, GalleryImage, Image, address};

/// How the credit of a picture begins, behind its caption.
const CREDIT: &str = "<span class=\"mh-credit\">";

/// What an `<img>` needs to know.
struct Picture<'a> {
    src: &'a str,
    alt: &'a str,
    title: &'a str,
    width: Option<u32>,
    height: Option<u32>,
    focus: Option<Focus>,
    class: &'static str,
    sizes: Option<&'static str>,
}

pub(super) fn image(page: &mut Page<'_>, card: &Image) {
    if card.src.trim().is_empty() || !address::may_load(&card.src) {
        return;
    }
    let mut class = String::from("kg-card kg-image-card");
    if card.card_width != "regular" && !card.card_width.is_empty() {
        class.push_str(" kg-width-");
        class.push_str(&card.card_width);
    }
    let captioned = !card.caption.is_empty() || !card.credit.is_empty();
    if captioned {
        class.push_str(" kg-card-hascaption");
    }
    let sizes = match (card.width, card.card_width.as_str()) {
        (Some(720..), "" | "regular") => Some("(min-width: 720px) 720px"),
        (Some(1200..), "wide") => Some("(min-width: 1200px) 1200px"),
        _ => None,
    };
    let out = &mut page.out;
    out.push_str("<figure");
    attr(out, "class", &class);
    out.push('>');
    let picture = Picture {
        src: &card.src,
        alt: &card.alt,
        title: &card.title,
        width: card.width,
        height: card.height,
        focus: card.focus,
        class: "kg-image",
        sizes,
    };
    linked(out, &card.href, |out| img(out, page.options, &picture));
    if captioned {
        out.push_str("<figcaption>");
        out.push_str(&caption(card));
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>");
}

/// What stands under a picture: its caption, and who made it.
pub(crate) fn caption(card: &Image) -> String {
    let mut out = card.caption.clone();
    if !card.credit.is_empty() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(CREDIT);
        text(&mut out, &card.credit);
        out.push_str("</span>");
    }
    out
}

/// Takes apart what [`caption`] has put together: the caption and, in HTML, the credit.
pub(crate) fn split_caption(html: &str) -> Option<(&str, &str)> {
    let (caption, credit) = html.strip_suffix("</span>")?.rsplit_once(CREDIT)?;
    Some((caption.strip_suffix(' ').unwrap_or(caption), credit)).filter(|_| !credit.contains('<'))
}

fn linked(out: &mut String, href: &str, inner: impl FnOnce(&mut String)) {
    let link = !href.is_empty() && address::may_link(href);
    if link {
        out.push_str("<a");
        attr(out, "href", href);
        out.push('>');
    }
    inner(out);
    if link {
        out.push_str("</a>");
    }
}

fn img(out: &mut String, options: &HtmlOptions, picture: &Picture<'_>) {
    out.push_str("<img");
    attr(out, "src", picture.src);
    if !picture.class.is_empty() {
        attr(out, "class", picture.class);
    }
    attr(out, "alt", picture.alt);
    attr(out, "loading", "lazy");
    if !picture.title.is_empty() {
        attr(out, "title", picture.title);
    }
    if let Some(focus) = picture.focus {
        attr(out, "style", &focus.to_style());
    }
    let local = local_parts(picture.src, &options.site_url);
    if let (Some(width), Some(height)) = (picture.width, picture.height) {
        let (width, height) = match local {
            Some(_) if options.max_width > 0 && width > options.max_width => {
                let ratio = f64::from(width) / f64::from(height);
                (options.max_width, (f64::from(options.max_width) / ratio).round() as u32)
            }
            _ => (width, height),
        };
        number(out, "width", width);
        number(out, "height", height);
    }
    if let Some(set) =
        picture.width.and_then(|width| srcset(picture.src, local, width, &options.image_widths))
    {
        attr(out, "srcset", &set);
        if let Some(sizes) = picture.sizes {
            attr(out, "sizes", sizes);
        }
    }
    out.push('>');
}

/// The folder and the name of a local picture that can be resized.
fn local_parts<'a>(src: &'a str, site_url: &str) -> Option<(&'a str, &'a str)> {
    const FOLDER: &str = "/content/images/";
    let path =
        src.strip_prefix(site_url.trim_end_matches('/')).filter(|_| !site_url.is_empty()).unwrap_or(src);
    if !path.starts_with('/') && !path.starts_with("__GHOST_URL__") || path.starts_with("//") {
        return None;
    }
    let name = src.rfind(FOLDER)? + FOLDER.len();
    let extension = src.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if matches!(extension.as_str(), "svg" | "svgz" | "ico") {
        return None;
    }
    Some((&src[..name - 1], &src[name..]))
}

/// The variants that are not wider than the picture, and the picture itself where the next would be.
pub(super) fn srcset(src: &str, local: Option<(&str, &str)>, width: u32, widths: &[u32]) -> Option<String> {
    let mut available: Vec<u32> = widths.iter().copied().filter(|variant| *variant <= width).collect();
    if available.last().is_some_and(|last| width > *last)
        && widths.last().is_some_and(|widest| width < *widest)
    {
        available.push(width);
    }
    if available.is_empty() {
        return None;
    }
    let unsplash = src.contains("images.unsplash.com").then(|| url::Url::parse(src).ok()).flatten();
    let address = |variant: u32| match (local, &unsplash) {
        (Some(_), _) if variant == width => Some(format!("{src} {variant}w")),
        (Some((folder, name)), _) => Some(format!("{folder}/size/w{variant}/{name} {variant}w")),
        (None, Some(url)) => {
            let mut url = url.clone();
            let mut pairs: Vec<(String, String)> =
                url.query_pairs().map(|(key, value)| (key.into(), value.into())).collect();
            match pairs.iter_mut().find(|(key, _)| key == "w") {
                Some(pair) => pair.1 = variant.to_string(),
                None => pairs.push(("w".to_owned(), variant.to_string())),
            }
            url.query_pairs_mut().clear().extend_pairs(pairs);
            Some(format!("{url} {variant}w"))
        }
        (None, None) => None,
    };
    let parts: Vec<String> = available.into_iter().filter_map(address).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The `srcset` of a picture that is not in an `<img>` of the text.
pub(super) fn srcset_of(src: &str, width: Option<u32>, options: &HtmlOptions) -> Option<String> {
    srcset(src, local_parts(src, &options.site_url), width?, &options.image_widths)
}

pub(super) fn gallery(page: &mut Page<'_>, card: &Gallery) {
    let images: Vec<&GalleryImage> = card
        .images
        .iter()
        .filter(|image| {
            !image.src.trim().is_empty()
                && address::may_load(&image.src)
                && image.width.is_some()
                && image.height.is_some()
        })
        .collect();
    if images.is_empty() {
        return;
    }
    let class = match card.caption.is_empty() {
        true => "kg-card kg-gallery-card kg-width-wide",
        false => "kg-card kg-gallery-card kg-width-wide kg-card-hascaption",
    };
    let out = &mut page.out;
    out.push_str("<figure");
    attr(out, "class", class);
    out.push_str("><div class=\"kg-gallery-container\">");
    let rows = rows(&images);
    for row in &rows {
        out.push_str("<div class=\"kg-gallery-row\">");
        for image in row {
            gallery_image(out, page.options, image, rows.len() == 1 && row.len() == 1);
        }
        out.push_str("</div>");
    }
    out.push_str("</div>");
    if !card.caption.is_empty() {
        out.push_str("<figcaption>");
        out.push_str(&card.caption);
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>");
}

/// Rows of three; a single last picture takes the one before it along.
fn rows<'a>(images: &[&'a GalleryImage]) -> Vec<Vec<&'a GalleryImage>> {
    let mut rows: std::collections::BTreeMap<u32, Vec<&GalleryImage>> = std::collections::BTreeMap::new();
    for (index, image) in images.iter().enumerate() {
        let lonely = images.len() > 1 && images.len() % 3 == 1 && index + 2 == images.len();
        rows.entry(image.row.saturating_add(u32::from(lonely))).or_default().push(image);
    }
    rows.into_values().collect()
}

fn gallery_image(out: &mut String, options: &HtmlOptions, image: &GalleryImage, alone: bool) {
    out.push_str("<div class=\"kg-gallery-image\">");
    let sizes = match image.width {
        Some(1200..) if alone => Some("(min-width: 1200px) 1200px"),
        Some(720..) => Some("(min-width: 720px) 720px"),
        _ => None,
    };
    let picture = Picture {
        src: &image.src,
        alt: &image.alt,
        title: &image.title,
        width: image.width,
        height: image.height,
        focus: image.focus,
        class: "",
        sizes,
    };
    linked(out, &image.href, |out| img(out, options, &picture));
    out.push_str("</div>");
}
