//! Captions of hero images are HTML from editors and imports. Only what a line of text needs is let through:
//!
//! ```text
//! <a href="http(s)…, mailto:… or a path">  <b> <strong> <i> <em> <span> <sub> <sup> <br>
//! ```

use std::borrow::Cow;

const TAGS: [&str; 9] = ["a", "b", "strong", "i", "em", "span", "sub", "sup", "br"];

/// The caption without any other tag or attribute; the text of removed tags stays, scripts and styles go whole.
pub(crate) fn clean(html: &str) -> Cow<'_, str> {
    if !html.contains('<') {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut open: Vec<&'static str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start].replace('>', "&gt;"));
        rest = &rest[start..];
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.find("-->").map_or("", |end| &after[end + 3..]);
            continue;
        }
        let Some(end) = tag_end(rest) else {
            out.push_str("&lt;");
            rest = &rest[1..];
            continue;
        };
        let inside = &rest[1..end];
        rest = &rest[end + 1..];
        let closing = inside.starts_with('/');
        let inside = inside.trim_start_matches('/');
        let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let name = inside[..name_end].to_ascii_lowercase();
        if matches!(name.as_str(), "script" | "style") && !closing {
            rest = skip_element(rest, &name);
            continue;
        }
        let Some(known) = TAGS.into_iter().find(|tag| *tag == name) else { continue };
        match closing {
            true => {
                if let Some(at) = open.iter().rposition(|tag| *tag == known) {
                    for tag in open.drain(at..).rev() {
                        out.push_str(&format!("</{tag}>"));
                    }
                }
            }
            false => {
                out.push('<');
                out.push_str(known);
                if known == "a"
                    && let Some(href) =
                        attribute(&inside[name_end..], "href").filter(|href| is_harmless(href))
                {
                    out.push_str(&format!(" href=\"{}\"", href.replace('"', "&quot;").replace('<', "&lt;")));
                }
                out.push('>');
                if known != "br" {
                    open.push(known);
                }
            }
        }
    }
    out.push_str(&rest.replace('>', "&gt;"));
    for tag in open.into_iter().rev() {
        out.push_str(&format!("</{tag}>"));
    }
    Cow::Owned(out)
}

/// The `>` that ends the tag at the start of `rest`; one inside quotes does not.
fn tag_end(rest: &str) -> Option<usize> {
    let next = rest[1..].chars().next()?;
    if !(next.is_ascii_alphabetic() || next == '/') {
        return None;
    }
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, '>') => return Some(at),
            _ => {}
        }
    }
    None
}

fn skip_element<'a>(rest: &'a str, name: &str) -> &'a str {
    let lower = rest.to_ascii_lowercase();
    let Some(end) = lower.find(&format!("</{name}")) else { return "" };
    rest[end..].find('>').map_or("", |close| &rest[end + close + 1..])
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace() || c == '/').unwrap_or(rest.len());
        let key = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (from, until) = match quote {
                Some(quote) => (1, after[1..].find(quote).map_or(after.len(), |at| at + 1)),
                None => (0, after.find(char::is_whitespace).unwrap_or(after.len())),
            };
            value = &after[from..until];
            rest = after[until..].trim_start_matches(['"', '\'']).trim_start();
        } else {
            rest = rest.trim_start_matches('/').trim_start();
        }
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
    }
    None
}

fn is_harmless(href: &str) -> bool {
    let lower = href.trim().to_ascii_lowercase();
    let named = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    // A path cannot hide a scheme: neither a colon nor an entity that stands for one comes before its first `/`.
    named || lower.starts_with(['/', '#'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_and_links_pass() {
        let check = |html: &str, expected: &str| assert_eq!(clean(html), expected);
        check("Plain &amp; simple", "Plain &amp; simple");
        check(
            "By <a href=\"https://x.org/?a=1&amp;b\" onclick='x()'>Ani</a>",
            "By <a href=\"https://x.org/?a=1&amp;b\">Ani</a>",
        );
        check("<a href=javascript:alert(1)>x</a>", "<a>x</a>");
        check("<a href=' java&#115;cript:alert(1)'>x</a>", "<a>x</a>");
        check("<img src=x onerror=alert(1)>y", "y");
        check("<script>alert('<b>')</script>z", "z");
        check("<SCRIPT>never ends", "");
        check("<i>open <b>both", "<i>open <b>both</b></i>");
        check("</b>a</i>", "a");
        check("<b><i>x</b></i>", "<b><i>x</i></b>");
        check("1 < 2 > 0", "1 &lt; 2 &gt; 0");
        check("<!-- c -->x<br/>y", "x<br>y");
        check("<b title=\"a>b\">x</b>", "<b>x</b>");
        check("<a href=\"https://x.org/\"<script>\">y</a>", "<a href=\"https://x.org/\">\"&gt;y</a>");
        check("<unfinished", "&lt;unfinished");
    }
}
