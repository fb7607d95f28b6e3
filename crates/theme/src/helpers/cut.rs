//! Cutting HTML after so many words or characters without leaving a tag open.

use std::borrow::Cow;

/// Where to cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// After this many words: runs of letters and digits.
    Words(usize),
    /// After this many characters outside tags.
    Characters(usize),
}

/// The beginning of `html`, with the tags closed that are open at the cut.
pub(crate) fn cut(html: &str, length: Length) -> Cow<'_, str> {
    let mut open: Vec<&str> = Vec::new();
    let mut counted = 0;
    let mut in_word = false;
    let mut at = 0;
    let limit = match length {
        Length::Words(limit) | Length::Characters(limit) => limit,
    };
    while let Some(byte) = html.as_bytes().get(at).copied() {
        let tag = if byte == b'<' { tag_end(html, at) } else { None };
        if counted >= limit {
            break;
        }
        if let Some(end) = tag {
            note(&html[at..end], &mut open);
            // A word ends where a tag stands.
            if in_word && matches!(length, Length::Words(_)) {
                counted += 1;
            }
            in_word = false;
            at = end;
            continue;
        }
        let (bytes, word) = match byte.is_ascii() {
            true => (1, byte.is_ascii_alphanumeric()),
            false => html[at..].chars().next().map_or((1, false), |c| (c.len_utf8(), c.is_alphabetic())),
        };
        match length {
            Length::Words(_) => {
                if in_word && !word {
                    counted += 1;
                }
                in_word = word;
            }
            Length::Characters(_) => counted += 1,
        }
        at += bytes;
    }
    let kept = html[..at].trim();
    if open.is_empty() {
        return Cow::Borrowed(kept);
    }
    let mut out = String::with_capacity(kept.len() + open.len() * 8);
    out.push_str(kept);
    for name in open.into_iter().rev() {
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
    Cow::Owned(out)
}

/// The end of the tag or comment that begins at `at`, if one does. A tag that never ends reaches to the end.
pub(crate) fn tag_end(html: &str, at: usize) -> Option<usize> {
    let rest = html[at..].strip_prefix('<')?;
    let next = rest.chars().next()?;
    if !(next.is_ascii_alphanumeric() || matches!(next, '-' | '_' | '/' | '!')) {
        return None;
    }
    if rest.starts_with("!--") {
        return Some(rest.find("-->").map_or(html.len(), |end| at + 1 + end + 3));
    }
    let mut quote = None;
    for (inside, c) in rest.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(opened), c) if c == opened => quote = None,
            (None, '>') => return Some(at + 1 + inside + 1),
            _ => {}
        }
    }
    Some(html.len())
}

/// Keeps the list of open tags up to date.
fn note<'a>(tag: &'a str, open: &mut Vec<&'a str>) {
    let Some(name) = name(tag) else { return };
    const VOID: [&str; 16] = [
        "area", "base", "br", "col", "command", "embed", "hr", "img", "input", "keygen", "link", "meta",
        "param", "source", "track", "wbr",
    ];
    if tag.starts_with("</") {
        if open.last() == Some(&name) {
            open.pop();
        }
    } else if !tag.ends_with("/>") && !tag.starts_with("<!") && !VOID.contains(&name) {
        open.push(name);
    }
}

fn name(tag: &str) -> Option<&str> {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_')))
        .unwrap_or(name.len());
    (end > 0).then(|| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_outside_tags() {
        let check =
            |html: &str, words: usize, expected: &str| assert_eq!(cut(html, Length::Words(words)), expected);
        check("<p>Hello <em>big wide</em> world</p>", 2, "<p>Hello <em>big</em></p>");
        check("<p>Hello <em>big</em> world</p>", 2, "<p>Hello <em>big</em></p>");
        check("<p>one two three</p>", 10, "<p>one two three</p>");
        check("one two.", 2, "one two.");
        check("<p>привет мир снова</p>", 2, "<p>привет мир</p>");
        check("<p>a<br>b<img src=\"x>y\"> c d</p>", 3, "<p>a<br>b<img src=\"x>y\"> c</p>");
        check("<!-- a b c --><p>x y z</p>", 2, "<!-- a b c --><p>x y</p>");
        check("<p>x</p>", 0, "");
        check("a < b c", 2, "a < b");
        check("<p>never <a href=\"", 5, "<p>never <a href=\"</a></p>");
    }

    #[test]
    fn characters_are_counted_outside_tags() {
        let check =
            |html: &str, n: usize, expected: &str| assert_eq!(cut(html, Length::Characters(n)), expected);
        check("<p>Hello world</p>", 5, "<p>Hello</p>");
        check("<p>привет</p>", 3, "<p>при</p>");
        check("abc", 9, "abc");
    }
}
