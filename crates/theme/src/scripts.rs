//! Whether a theme runs scripts: a site without any can forbid them all.

use hbs::Template;

use crate::assets::Assets;

pub(crate) fn found(templates: &[Template], assets: &Assets) -> bool {
    let script = |path: &str| path.ends_with(".js") || path.ends_with(".mjs");
    templates.iter().any(|template| has_script(template.source()))
        // That of cards is ours, and no page of ours links it.
        || assets.iter().any(|(path, _)| script(path) && path != crate::cards::SCRIPT_PATH)
}

/// A `<script>` that is no data block, or an `on…=` attribute.
fn has_script(source: &str) -> bool {
    let lower = source.to_ascii_lowercase();
    let runs = |(at, _): (usize, &str)| {
        let tag = &lower[at..lower[at..].find('>').map_or(lower.len(), |end| at + end)];
        !(tag.contains("application/ld+json")
            || tag.contains("application/json")
            || tag.contains("text/template"))
    };
    lower.match_indices("<script").any(runs) || has_handler(&lower)
}

/// A name that begins with `on`, directly before `=` and after white space: `onclick=`.
fn has_handler(lower: &str) -> bool {
    lower.match_indices(" on").any(|(at, _)| {
        let name = &lower[at + 3..];
        let end = name.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(name.len());
        end > 2 && name[end..].starts_with("=\"") | name[end..].starts_with("='")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_handlers() {
        for source in [
            "<script>x()</script>",
            "<SCRIPT src=\"a.js\">",
            "<a onclick=\"x()\">",
            "<img src='' onerror='x'>",
        ] {
            assert!(has_script(source), "{source}");
        }
        for source in
            ["<p>on = off</p>", "<script type=\"application/ld+json\">{}</script>", "{{#if only=\"x\"}}"]
        {
            assert!(!has_script(source), "{source}");
        }
    }
}
