//! Markdown with boxes: `::: KIND ARGUMENTS`, lines, `:::`. A box becomes the markup that `document` reads as a node.
//!
//! Kinds: `pullquote WHO`, `callout EMOJI`, `toggle HEADING`, `gallery CAPTION` (lines `PICTURE | alt`), `image PICTURE | alt | caption | credit`,
//! `correction DATE`, `live TIME HEADING`, `bookmark URL | title | description`, `button URL | label`, `divider`.

use std::fmt::Write;

use anyhow::{Result, bail};

use super::{Picture, draw, pictures::address};

/// The HTML of a text.
///
/// # Errors
/// A box that is not closed or not known.
pub(super) fn html(text: &str) -> Result<String> {
    let mut out = String::with_capacity(text.len() * 5 / 4);
    let mut plain = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(opening) = line.strip_prefix("::: ") else {
            plain.push_str(line);
            plain.push('\n');
            continue;
        };
        out.push_str(&markdown(&std::mem::take(&mut plain)));
        let mut inside = String::new();
        loop {
            match lines.next() {
                Some(":::") => break,
                Some(line) => {
                    inside.push_str(line);
                    inside.push('\n');
                }
                None => bail!("the box “{opening}” is not closed"),
            }
        }
        out.push_str(&boxed(opening.trim(), &inside)?);
    }
    out.push_str(&markdown(&plain));
    Ok(out)
}

/// The pictures in a text's boxes.
pub(super) fn pictures(text: &str) -> Vec<Picture> {
    let picture = |line: &str| {
        let (name, rest) = line.split_once('|')?;
        let alt = rest.split('|').next().unwrap_or_default();
        Some(Picture { name: name.trim().to_owned(), alt: alt.trim().to_owned() })
    };
    let mut found = Vec::new();
    let mut in_gallery = false;
    for line in text.lines() {
        if let Some(arguments) = line.strip_prefix("::: image ") {
            found.extend(picture(arguments));
        } else if in_gallery && line != ":::" {
            found.extend(picture(line));
        }
        in_gallery = line.starts_with("::: gallery") || (in_gallery && line != ":::");
    }
    found
}

fn markdown(text: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    comrak::markdown_to_html(text, &options)
}

/// The words of one paragraph without its `<p>`.
fn inline(text: &str) -> String {
    let html = markdown(text.trim());
    html.trim()
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"))
        .unwrap_or(html.trim())
        .to_owned()
}

fn escaped(text: &str) -> String {
    text.trim().replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn boxed(opening: &str, inside: &str) -> Result<String> {
    let (kind, arguments) = opening.split_once(' ').unwrap_or((opening, ""));
    let mut parts = arguments.split('|').map(str::trim);
    let mut part = || parts.next().unwrap_or_default();
    Ok(match kind {
        "pullquote" => format!(
            "<figure class=\"kg-card mh-pull-quote\"><blockquote>{}</blockquote><figcaption>{}</figcaption></figure>",
            inline(inside),
            escaped(arguments)
        ),
        "callout" => format!(
            "<div class=\"kg-card kg-callout-card kg-callout-card-grey\"><div class=\"kg-callout-emoji\">{}</div>\
             <div class=\"kg-callout-text\">{}</div></div>",
            escaped(arguments),
            inline(inside).replace("</p>\n<p>", "<br><br>")
        ),
        "toggle" => format!(
            "<div class=\"kg-card kg-toggle-card\" data-kg-toggle-state=\"close\"><div class=\"kg-toggle-heading\">\
             <h4 class=\"kg-toggle-heading-text\">{}</h4></div><div class=\"kg-toggle-content\">{}</div></div>",
            escaped(arguments),
            markdown(inside)
        ),
        "gallery" => gallery(inside, arguments)?,
        "image" => {
            let (name, alt, caption, credit) = (part(), part(), part(), part());
            figure(name, alt, caption, credit)?
        }
        "correction" => {
            format!(
                "<aside class=\"mh-correction\" data-date=\"{}\">{}</aside>",
                escaped(arguments),
                markdown(inside)
            )
        }
        "live" => {
            let (time, title) = arguments.split_once(' ').unwrap_or((arguments, ""));
            format!(
                "<section class=\"mh-live-update\"><time class=\"mh-live-update-time\" datetime=\"{0}\">{0}</time>\
                 <h3 class=\"mh-live-update-title\">{1}</h3>{2}</section>",
                escaped(time),
                escaped(title),
                markdown(inside)
            )
        }
        "bookmark" => {
            let (url, title, description) = (part(), part(), part());
            format!(
                "<figure class=\"kg-card kg-bookmark-card\"><a class=\"kg-bookmark-container\" href=\"{}\">\
                 <div class=\"kg-bookmark-content\"><div class=\"kg-bookmark-title\">{}</div>\
                 <div class=\"kg-bookmark-description\">{}</div></div></a></figure>",
                escaped(url),
                escaped(title),
                escaped(description)
            )
        }
        "button" => {
            let (url, label) = (part(), part());
            format!(
                "<div class=\"kg-card kg-button-card kg-align-center\"><a href=\"{}\" class=\"kg-btn kg-btn-accent\">{}</a></div>",
                escaped(url),
                escaped(label)
            )
        }
        "divider" => "<hr>".to_owned(),
        _ => bail!("there is no box called “{kind}”"),
    })
}

fn image(name: &str, alt: &str, class: &str) -> Result<String> {
    let Some((width, height)) = draw::size(name) else { bail!("there is no picture “{name}”") };
    Ok(format!(
        "<img src=\"{}\" class=\"{class}\" alt=\"{}\" loading=\"lazy\" width=\"{width}\" height=\"{height}\">",
        address(name),
        escaped(alt)
    ))
}

fn figure(name: &str, alt: &str, caption: &str, credit: &str) -> Result<String> {
    let mut html = format!(
        "<figure class=\"kg-card kg-image-card kg-width-wide kg-card-hascaption\">{}<figcaption>{}",
        image(name, alt, "kg-image")?,
        inline(caption)
    );
    if !credit.is_empty() {
        write!(html, " <span class=\"mh-credit\">{}</span>", escaped(credit))?;
    }
    html.push_str("</figcaption></figure>");
    Ok(html)
}

fn gallery(inside: &str, caption: &str) -> Result<String> {
    let mut html = String::from(
        "<figure class=\"kg-card kg-gallery-card kg-width-wide kg-card-hascaption\"><div class=\"kg-gallery-container\">",
    );
    let found = pictures(&format!("::: gallery\n{inside}:::"));
    for row in found.chunks(3) {
        html.push_str("<div class=\"kg-gallery-row\">");
        for picture in row {
            write!(
                html,
                "<div class=\"kg-gallery-image\">{}</div>",
                image(&picture.name, &picture.alt, "")?
            )?;
        }
        html.push_str("</div>");
    }
    write!(html, "</div><figcaption>{}</figcaption></figure>", inline(caption))?;
    Ok(html.replace(" class=\"\"", ""))
}
