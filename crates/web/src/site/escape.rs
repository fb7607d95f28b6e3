//! Writing XML, and making the addresses in an article absolute.

use std::fmt::Write;

/// What Ghost writes for the site's own address.
pub(crate) const GHOST_URL: &str = "__GHOST_URL__";

/// Appends text to XML; characters that XML cannot hold are left out.
pub(crate) fn text(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter if is_xml(letter) => out.push(letter),
            _ => {}
        }
    }
}

/// Appends `<name>text</name>`.
pub(crate) fn element(out: &mut String, name: &str, content: &str) {
    let _ = write!(out, "<{name}>");
    text(out, content);
    let _ = write!(out, "</{name}>");
}

/// Appends HTML to XML as it is.
pub(crate) fn cdata(out: &mut String, html: &str) {
    out.push_str("<![CDATA[");
    let clean: String = html.chars().filter(|letter| is_xml(*letter)).collect();
    out.push_str(&clean.replace("]]>", "]]]]><![CDATA[>"));
    out.push_str("]]>");
}

/// Makes addresses of this site absolute in the attributes of an article, for readers elsewhere. `origin` is what a
/// path begins at: `https://example.org`.
pub(crate) fn absolute_links(html: &str, origin: &str) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(at) = rest.find(['"', '\'', ',', '_']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if let Some(tail) = after.strip_prefix(GHOST_URL) {
            out.push_str(origin);
            rest = tail;
            continue;
        }
        let (mark, tail) = after.split_at(1);
        out.push_str(mark);
        let spaces = tail.len() - tail.trim_start_matches(' ').len();
        let (space, value) = tail.split_at(spaces);
        let path = value.starts_with('/') && !value.starts_with("//");
        let in_attribute = if mark == "," {
            // The further candidates of a srcset.
            value.starts_with("/content/")
        } else {
            before.ends_with("href=")
                || before.ends_with("src=")
                || before.ends_with("srcset=")
                || before.ends_with("poster=")
        };
        if path && in_attribute {
            out.push_str(space);
            out.push_str(origin);
            rest = value;
        } else {
            rest = tail;
        }
    }
    out.push_str(rest);
    out
}

fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_safe_in_xml() {
        let mut out = String::new();
        element(&mut out, "t", "a<b>&\"c\"\u{1}\u{FFFE}é");
        cdata(&mut out, "<p>]]>\u{0}</p>");
        assert_eq!(out, "<t>a&lt;b&gt;&amp;&quot;c&quot;é</t><![CDATA[<p>]]]]><![CDATA[></p>]]>");
    }

    #[test]
    fn addresses_become_absolute() {
        let html = r#"<a href="/x/">/y</a><img src='/a.jpg' srcset="/content/a.jpg 1x, /content/b.jpg 2x" alt="href=/">
            <a href="//c.org/">, /no</a><a href="__GHOST_URL__/z/">__</a><a href="https://o.org/">"#;
        let expected = r#"<a href="https://s/x/">/y</a><img src='https://s/a.jpg' srcset="https://s/content/a.jpg 1x, https://s/content/b.jpg 2x" alt="href=/">
            <a href="//c.org/">, /no</a><a href="https://s/z/">__</a><a href="https://o.org/">"#;
        assert_eq!(absolute_links(html, "https://s"), expected);
    }
}
