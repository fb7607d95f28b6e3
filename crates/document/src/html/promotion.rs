//! Ghost's call to action, header, sign-up and product cards.

use super::gated::gate;
use super::image::srcset_of;
use super::write::{attr, css_url, number, text, token};
use super::{Page, icons};
use crate::{CallToAction, Header, Product, Signup, address};

/// A class or `#` colour: what Ghost accepts for the colours of a call to action.
fn colour<'a>(value: &'a str, otherwise: &'a str) -> &'a str {
    let word = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let hex = value.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    if !value.is_empty() && (word || hex) { value } else { otherwise }
}

/// Appends ` style="…"` unless it is empty.
fn style(out: &mut String, value: &str) {
    if !value.is_empty() {
        attr(out, "style", value);
    }
}

/// Appends `<tag class="…" style="color: …">html</tag>` unless the HTML is empty.
fn words(out: &mut String, tag: &str, class: &str, text_colour: &str, html: &str) {
    if html.is_empty() {
        return;
    }
    out.push('<');
    out.push_str(tag);
    attr(out, "class", class);
    if !token(text_colour).is_empty() {
        style(out, &format!("color: {};", token(text_colour)));
    }
    out.push('>');
    out.push_str(html);
    out.push_str(&format!("</{tag}>"));
}

pub(super) fn call_to_action(page: &mut Page<'_>, card: &CallToAction) {
    gate(page, &card.visibility, |page| {
        let out = &mut page.out;
        let button = card.show_button
            && !card.button_url.is_empty()
            && !card.button_text.is_empty()
            && address::may_link(&card.button_url);
        let pictured = !card.image_url.is_empty() && address::may_load(&card.image_url);
        let mut class = format!(
            "kg-card kg-cta-card kg-cta-bg-{} kg-cta-{}",
            colour(&card.background_color, "white"),
            token(&card.layout)
        );
        for (set, name) in [
            (!card.show_dividers, " kg-cta-no-dividers"),
            (pictured, " kg-cta-has-img"),
            (card.link_color == "accent", " kg-cta-link-accent"),
            (card.alignment == "center", " kg-cta-centered"),
        ] {
            if set {
                class.push_str(name);
            }
        }
        out.push_str("<div");
        attr(out, "class", &class);
        attr(out, "data-layout", &card.layout);
        out.push('>');
        if card.has_sponsor_label {
            out.push_str("<div class=\"kg-cta-sponsor-label-wrapper\"><div class=\"kg-cta-sponsor-label\">");
            let label = card.sponsor_label.strip_prefix("<p>").and_then(|label| label.strip_suffix("</p>"));
            out.push_str(label.unwrap_or(&card.sponsor_label));
            out.push_str("</div></div>");
        }
        out.push_str("<div class=\"kg-cta-content\">");
        if pictured {
            out.push_str("<div class=\"kg-cta-image-container\">");
            if button {
                out.push_str("<a");
                attr(out, "href", &card.button_url);
                out.push('>');
            }
            out.push_str("<img");
            attr(out, "src", &card.image_url);
            out.push_str(" alt=\"CTA Image\"");
            if let (Some(width), Some(height)) = (card.image_width, card.image_height) {
                attr(out, "data-image-dimensions", &format!("{width}x{height}"));
            }
            out.push_str(if button { "></a></div>" } else { "></div>" });
        }
        if !card.text.is_empty() || card.show_button {
            out.push_str("<div class=\"kg-cta-content-inner\">");
            if !card.text.is_empty() {
                out.push_str("<div class=\"kg-cta-text\">");
                out.push_str(&card.text);
                out.push_str("</div>");
            }
            if button {
                cta_button(out, card);
            }
            out.push_str("</div>");
        }
        out.push_str("</div></div>");
    });
}

fn cta_button(out: &mut String, card: &CallToAction) {
    let background = colour(&card.button_color, "accent");
    out.push_str("<a");
    attr(out, "href", &card.button_url);
    let words = token(&card.button_text_color);
    if background == "accent" {
        attr(out, "class", "kg-cta-button kg-style-accent");
        attr(out, "style", &format!("color: {words};"));
    } else {
        attr(out, "class", "kg-cta-button");
        attr(out, "style", &format!("background-color: {background}; color: {words};"));
    }
    out.push('>');
    text(out, &card.button_text);
    out.push_str("</a>");
}

pub(super) fn header(page: &mut Page<'_>, card: &Header) {
    if card.version >= 2 { header_v2(page, card) } else { header_v1(page, card) }
}

fn header_v1(page: &mut Page<'_>, card: &Header) {
    let button = card.button_enabled
        && !card.button_url.is_empty()
        && !card.button_text.is_empty()
        && address::may_link(&card.button_url);
    if card.header.is_empty() && card.subheader.is_empty() && !button {
        return;
    }
    let image =
        if address::may_load(&card.background_image_src) { card.background_image_src.as_str() } else { "" };
    let out = &mut page.out;
    out.push_str("<div");
    let class = format!(
        "kg-card kg-header-card kg-width-full kg-size-{} kg-style-{}",
        token(&card.size),
        token(&card.style)
    );
    attr(out, "class", &class);
    attr(out, "data-kg-background-image", image);
    if card.style == "image" {
        attr(out, "style", &format!("background-image: url({})", css_url(image)));
    } else {
        attr(out, "style", "");
    }
    out.push('>');
    let bare = card.subheader.trim_end_matches("<br>").trim();
    for (tag, part, html) in [("h2", "header", card.header.as_str()), ("h3", "subheader", bare)] {
        if !html.is_empty() {
            let html = if part == "header" { &card.header } else { &card.subheader };
            out.push_str(&format!("<{tag} class=\"kg-header-card-{part}\""));
            if let Some(id) = page.ids.header_card(html) {
                attr(out, "id", &id);
            }
            out.push('>');
            out.push_str(html);
            out.push_str(&format!("</{tag}>"));
        }
    }
    if button {
        out.push_str("<a class=\"kg-header-card-button\"");
        attr(out, "href", &card.button_url);
        out.push('>');
        text(out, &card.button_text);
        out.push_str("</a>");
    }
    out.push_str("</div>");
}

/// Classes that header and sign-up cards derive from their layout.
fn layout_classes(layout: &str, swapped: bool, background_size: &str) -> String {
    let mut class = match token(layout) {
        "" => String::new(),
        "split" => " kg-layout-split kg-width-full".to_owned(),
        layout => format!(" kg-width-{layout}"),
    };
    if swapped && layout == "split" {
        class.push_str(" kg-swapped");
    }
    if layout == "full" || layout == "split" && background_size == "contain" {
        class.push_str(" kg-content-wide");
    }
    class
}

fn header_v2(page: &mut Page<'_>, card: &Header) {
    let pictured = !card.background_image_src.is_empty() && address::may_load(&card.background_image_src);
    let split = card.layout == "split";
    let mut class = format!(
        "kg-card kg-header-card kg-v2{}",
        layout_classes(&card.layout, card.swapped, &card.background_size)
    );
    if card.background_color == "accent" {
        class.push_str(" kg-style-accent");
    }
    let background = token(&card.background_color);
    let set = srcset_of(&card.background_image_src, card.background_image_width, page.options);
    let out = &mut page.out;
    out.push_str("<div");
    attr(out, "class", &class);
    if background != "accent" && (!pictured || split) {
        style(out, &format!("background-color: {background};"));
    }
    attr(out, "data-background-color", background);
    out.push('>');
    let picture = |out: &mut String| {
        if pictured {
            out.push_str("<picture><img class=\"kg-header-card-image\"");
            attr(out, "src", &card.background_image_src);
            if let Some(set) = &set {
                attr(out, "srcset", set);
            }
            out.push_str(" loading=\"lazy\" alt=\"\"></picture>");
        }
    };
    if !split {
        picture(out);
    }
    out.push_str("<div class=\"kg-header-card-content\">");
    if split {
        picture(out);
    }
    out.push_str(match card.alignment == "center" {
        true => "<div class=\"kg-header-card-text kg-align-center\">",
        false => "<div class=\"kg-header-card-text\">",
    });
    let words = token(&card.text_color);
    for (tag, part, html) in [("h2", "heading", &card.header), ("p", "subheading", &card.subheader)] {
        if !html.is_empty() {
            out.push('<');
            out.push_str(tag);
            if let Some(id) = page.ids.header_card(html) {
                attr(out, "id", &id);
            }
            out.push_str(&format!(" class=\"kg-header-card-{part}\""));
            attr(out, "style", &format!("color: {words};"));
            attr(out, "data-text-color", words);
            out.push('>');
            out.push_str(html);
            out.push_str(&format!("</{tag}>"));
        }
    }
    if card.button_enabled && !card.button_url.trim().is_empty() && address::may_link(&card.button_url) {
        let (fill, ink) = (token(&card.button_color), token(&card.button_text_color));
        out.push_str("<a");
        attr(out, "href", &card.button_url);
        if fill == "accent" {
            attr(out, "class", "kg-header-card-button kg-style-accent");
            attr(out, "style", &format!("color: {ink};"));
        } else {
            attr(out, "class", "kg-header-card-button");
            attr(out, "style", &format!("background-color: {fill};color: {ink};"));
        }
        attr(out, "data-button-color", fill);
        attr(out, "data-button-text-color", ink);
        out.push('>');
        text(out, &card.button_text);
        out.push_str("</a>");
    }
    out.push_str("</div></div></div>");
}

pub(super) fn signup(page: &mut Page<'_>, card: &Signup) {
    let out = &mut page.out;
    let pictured = !card.background_image_src.is_empty() && address::may_load(&card.background_image_src);
    let split = card.layout == "split";
    let accent = card.background_color == "accent";
    let mut class = format!(
        "kg-card kg-signup-card{}",
        layout_classes(&card.layout, card.swapped, &card.background_size)
    );
    if accent && (split || !pictured) {
        class.push_str(" kg-style-accent");
    }
    out.push_str("<div");
    attr(out, "class", &class);
    out.push_str(" data-lexical-signup-form=\"\"");
    let background = match !accent && (!pictured || split) {
        true => format!("background-color: {}", token(&card.background_color)),
        false => String::new(),
    };
    attr(out, "style", &format!("{background}; display: none;"));
    out.push('>');
    let picture = |out: &mut String| {
        if pictured {
            out.push_str("<picture><img class=\"kg-signup-card-image\"");
            attr(out, "src", &card.background_image_src);
            out.push_str(" alt=\"\"></picture>");
        }
    };
    if !split {
        picture(out);
    }
    out.push_str("<div class=\"kg-signup-card-content\">");
    if split {
        picture(out);
    }
    out.push_str(match card.alignment == "center" {
        true => "<div class=\"kg-signup-card-text kg-align-center\">",
        false => "<div class=\"kg-signup-card-text\">",
    });
    words(out, "h2", "kg-signup-card-heading", &card.text_color, &card.header);
    words(out, "p", "kg-signup-card-subheading", &card.text_color, &card.subheader);
    signup_form(out, card);
    words(out, "p", "kg-signup-card-disclaimer", &card.text_color, &card.disclaimer);
    out.push_str("</div></div></div>");
}

fn signup_form(out: &mut String, card: &Signup) {
    out.push_str("<form class=\"kg-signup-card-form\" data-members-form=\"signup\">");
    for label in &card.labels {
        out.push_str("<input data-members-label=\"\" type=\"hidden\"");
        attr(out, "value", label);
        out.push('>');
    }
    out.push_str(
        "<div class=\"kg-signup-card-fields\"><input class=\"kg-signup-card-input\" data-members-email=\"\" \
         type=\"email\" required=\"true\" placeholder=\"jamie@example.com\"><button",
    );
    let (fill, ink) = (token(&card.button_color), token(&card.button_text_color));
    if fill == "accent" {
        attr(out, "class", "kg-signup-card-button kg-style-accent");
        attr(out, "style", &format!("color: {ink};"));
    } else {
        attr(out, "class", "kg-signup-card-button");
        attr(out, "style", &format!("background-color: {fill};color: {ink};"));
    }
    out.push_str(" type=\"submit\"><span class=\"kg-signup-card-button-default\">");
    text(out, &card.button_text);
    out.push_str("</span><span class=\"kg-signup-card-button-loading\">");
    out.push_str(icons::WAIT);
    out.push_str("</span></button></div>");
    for (part, said) in [("success", card.success_message.as_str()), ("error", "")] {
        out.push_str(&format!("<div class=\"kg-signup-card-{part}\""));
        if !token(&card.text_color).is_empty() {
            style(out, &format!("color: {};", token(&card.text_color)));
        }
        out.push_str(if part == "error" { " data-members-error=\"\">" } else { ">" });
        text(out, said);
        out.push_str("</div>");
    }
    out.push_str("</form>");
}

pub(super) fn product(page: &mut Page<'_>, card: &Product) {
    let button = card.button_enabled
        && !card.url.is_empty()
        && !card.button.is_empty()
        && address::may_link(&card.url);
    if card.title.is_empty()
        && card.description.is_empty()
        && !button
        && card.image_src.is_empty()
        && !card.rating_enabled
    {
        return;
    }
    let out = &mut page.out;
    out.push_str("<div class=\"kg-card kg-product-card\"><div class=\"kg-product-card-container\">");
    if !card.image_src.is_empty() && address::may_load(&card.image_src) {
        out.push_str("<img");
        attr(out, "src", &card.image_src);
        for (name, pixels) in [("width", card.image_width), ("height", card.image_height)] {
            if let Some(pixels) = pixels {
                number(out, name, pixels);
            }
        }
        out.push_str(" class=\"kg-product-card-image\" loading=\"lazy\">");
    }
    out.push_str("<div class=\"kg-product-card-title-container\"><h4 class=\"kg-product-card-title\">");
    out.push_str(&card.title);
    out.push_str("</h4></div>");
    if card.rating_enabled {
        out.push_str("<div class=\"kg-product-card-rating\">");
        for star in 1..=5 {
            out.push_str(match star <= card.star_rating {
                true => "<span class=\"kg-product-card-rating-active kg-product-card-rating-star\">",
                false => "<span class=\" kg-product-card-rating-star\">",
            });
            out.push_str(icons::STAR);
            out.push_str("</span>");
        }
        out.push_str("</div>");
    }
    out.push_str("<div class=\"kg-product-card-description\">");
    out.push_str(&card.description);
    out.push_str("</div>");
    if card.button_enabled && address::may_link(&card.url) {
        out.push_str("<a");
        attr(out, "href", &card.url);
        out.push_str(
            " class=\"kg-product-card-button kg-product-card-btn-accent\" target=\"_blank\" rel=\"noopener noreferrer\"><span>",
        );
        text(out, &card.button);
        out.push_str("</span></a>");
    }
    out.push_str("</div></div>");
}
