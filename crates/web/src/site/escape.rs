//! Writing XML, and making the addresses in an article absolute.

use std::fmt::Write;

use memchr::memmem;

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
    let controls = html.bytes().any(|byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'));
    // U+FFFE and U+FFFF.
    let nonsense =
        memmem::find(html.as_bytes(), b"\xEF\xBF\xBE").or(memmem::find(html.as_bytes(), b"\xEF\xBF\xBF"));
    if controls || nonsense.is_some() || html.contains("]]>") {
        let clean: String = html.chars().filter(|letter| is_xml(*letter)).collect();
        out.push_str(&clean.replace("]]>", "]]]]><![CDATA[>"));
    } else {
        out.push_str(html);
    }
    out.push_str("]]>");
}

/// Makes addresses of this site absolute in the attributes of an article, for readers elsewhere. `site` is what a
/// path begins at: `https://example.org`.
pub(crate) fn absolute_links(html: &str, site: &str) -> String {
    let replaced = memmem::find(html.as_bytes(), GHOST_URL.as_bytes()).map(|_| html.replace(GHOST_URL, site));
    let html = replaced.as_deref().unwrap_or(html);
    let mut out = String::with_capacity(html.len() + 256);
    let mut done = 0;
    for slash in memchr::memchr_iter(b'/', html.as_bytes()) {
        let (before, path) = html.split_at(slash);
        if !path.starts_with("//") && (begins_attribute(before) || continues_srcset(before, path)) {
            out.push_str(&html[done..slash]);
            out.push_str(site);
            done = slash;
        }
    }
    out.push_str(&html[done..]);
    out
}

/// `href="` and its kind.
fn begins_attribute(before: &str) -> bool {
    before.strip_suffix(['"', '\'']).is_some_and(|before| {
        ["href=", "src=", "srcset=", "poster="].iter().any(|attribute| before.ends_with(attribute))
    })
}

/// The comma before a further candidate of a `srcset`.
fn continues_srcset(before: &str, path: &str) -> bool {
    before.ends_with([',', ' '])
        && path.starts_with("/content/")
        && before.trim_end_matches(' ').ends_with(',')
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
