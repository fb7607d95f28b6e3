//! What of a text is open to somebody who has not signed in.

use std::borrow::Cow;

/// Where the open part of a members' text ends.
const PAYWALL: &str = "<!--members-only-->";
/// A block that is shown to some readers only: `<!--kg-gated-block:begin nonMember:true memberSegment:"" -->`.
const BLOCK_BEGIN: &str = "<!--kg-gated-block:begin";
const BLOCK_END: &str = "<!--kg-gated-block:end-->";

/// Whether a text that is not open to all has an open beginning.
pub(crate) fn is_partly_open(html: &str) -> bool {
    html.contains(PAYWALL)
}

/// The part of `html` that a visitor may read; everything, when the post is open to all. Blocks for members are left
/// out of both.
pub(crate) fn visible(html: &str, access: bool) -> Cow<'_, str> {
    let open = match (access, html.find(PAYWALL)) {
        (true, _) => html,
        (false, Some(end)) => &html[..end],
        (false, None) => "",
    };
    if !open.contains(BLOCK_BEGIN) {
        return Cow::Borrowed(open);
    }
    let mut out = String::with_capacity(open.len());
    let mut rest = open;
    while let Some(start) = rest.find(BLOCK_BEGIN) {
        out.push_str(&rest[..start]);
        let block = &rest[start..];
        let Some(opened) = block.find("-->") else { return Cow::Owned(out) };
        let for_visitors = block[..opened].contains("nonMember:true");
        let inner = &block[opened + 3..];
        // A block that never ends is shown to nobody.
        let Some(end) = inner.find(BLOCK_END) else { return Cow::Owned(out) };
        if for_visitors {
            out.push_str(&inner[..end]);
        }
        rest = &inner[end + BLOCK_END.len()..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Words of an opening.
const OPENING: usize = 50;

/// The first words of the text of some HTML, on one line.
pub(crate) fn opening(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    let mut hidden: Option<&str> = None;
    while let Some(start) = rest.find('<') {
        if hidden.is_none() {
            text.push_str(&rest[..start]);
        }
        let tag = &rest[start..];
        let (end, mark) = if tag.starts_with("<!--") { (tag.find("-->"), 3) } else { (tag.find('>'), 1) };
        let Some(end) = end else { return first_words(&text) };
        let lower = tag[..end].to_ascii_lowercase();
        hidden = match hidden {
            Some(name) if lower.strip_prefix("</").is_some_and(|rest| rest.starts_with(name)) => None,
            Some(name) => Some(name),
            None => ["script", "style", "figcaption"].into_iter().find(|name| lower[1..].starts_with(name)),
        };
        text.push(' ');
        rest = &tag[end + mark..];
    }
    if hidden.is_none() {
        text.push_str(rest);
    }
    first_words(&text)
}

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(OPENING).collect();
    let mut text = words.join(" ");
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ];
    if text.contains('&') {
        for (entity, plain) in entities {
            text = text.replace(entity, plain);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_see_what_is_open() {
        let check = |html: &str, access: bool, expected: &str| assert_eq!(visible(html, access), expected);
        check("<p>a</p>", true, "<p>a</p>");
        check("<p>a</p>", false, "");
        check("<p>a</p><!--members-only--><p>b</p>", false, "<p>a</p>");
        check("<p>a</p><!--members-only--><p>b</p>", true, "<p>a</p><!--members-only--><p>b</p>");
        let members = "a<!--kg-gated-block:begin nonMember:false memberSegment:\"status:free\" -->b<!--kg-gated-block:end-->c";
        check(members, true, "ac");
        let visitors =
            "a<!--kg-gated-block:begin nonMember:true memberSegment:\"\" -->b<!--kg-gated-block:end-->c";
        check(visitors, true, "abc");
        check("a<!--kg-gated-block:begin nonMember:true", true, "a");
        check("a<!--kg-gated-block:begin nonMember:true -->b", true, "a");
    }

    #[test]
    fn an_opening_is_plain_text() {
        assert_eq!(
            opening("<p>One &amp; <b>two</b></p>\n<script>x()</script><p>three</p>"),
            "One & two three"
        );
        assert_eq!(opening("<figcaption>no</figcaption>yes<!-- a > b --> and <i"), "yes and");
        assert_eq!(opening(&"word ".repeat(90)).split(' ').count(), 50);
        assert_eq!(opening(""), "");
    }
}
