//! Texts inside HTML and addresses.

use std::borrow::Cow;

pub(crate) use hbs::escaped as html;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The characters that `encodeURI` leaves alone, besides letters and digits, are not in this set.
const URI: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
/// The same for `encodeURIComponent`.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// Text escaped as Ghost's excerpts are: as [`html`], but for the apostrophe, `` ` `` and `=`.
pub(super) fn excerpt(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 32);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// An address with every character that may not stand in one encoded; what is encoded already stays. `None` when
/// its `%` signs make no sense.
pub(crate) fn uri(address: &str) -> Option<Cow<'_, str>> {
    let plain = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b':' | b'?' | b'=')
    };
    if address.bytes().all(plain) {
        return Some(Cow::Borrowed(address));
    }
    for (at, _) in address.match_indices('%') {
        address.get(at + 1..at + 3).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    }
    // What decoding would turn into a delimiter stays encoded, as decodeURI keeps it.
    let kept = |hex: &str| {
        u8::from_str_radix(hex, 16)
            .is_ok_and(|byte| byte < 0x20 || b";/?:@&=+$,#% \"<>\\^`{|}".contains(&byte))
    };
    let mut out = String::with_capacity(address.len() + 16);
    let mut rest = address;
    while let Some(at) = rest.find('%') {
        out.extend(utf8_percent_encode(&rest[..at], URI));
        let end = encoded_end(rest, at, &kept);
        if end == at {
            out.push_str(&rest[at..at + 3]);
            rest = &rest[at + 3..];
        } else {
            let decoded = percent_decode_str(&rest[at..end]).decode_utf8().ok()?;
            out.extend(utf8_percent_encode(&decoded, URI));
            rest = &rest[end..];
        }
    }
    out.extend(utf8_percent_encode(rest, URI));
    Some(Cow::Owned(out))
}

/// The end of the run of encoded characters at `at` that may be decoded.
fn encoded_end(text: &str, at: usize, kept: &dyn Fn(&str) -> bool) -> usize {
    let mut end = at;
    while text[end..].starts_with('%') && !kept(&text[end + 1..end + 3]) {
        end += 3;
    }
    end
}

/// `encodeURIComponent`.
pub(super) fn component(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// JSON that may stand inside `<script>`: nothing in it can end the element or begin a comment.
pub(crate) fn script_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 16);
    let mut rest = json;
    while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let (escape, length) = match special.as_bytes()[0] {
            b'<' => ("\\u003C", 1),
            b'>' => ("\\u003E", 1),
            b'&' => ("\\u0026", 1),
            _ if special.starts_with('\u{2028}') => ("\\u2028", 3),
            _ => ("\\u2029", 3),
        };
        out.push_str(escape);
        rest = &special[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded_once() {
        let check = |address: &str, expected: Option<&str>| assert_eq!(uri(address).as_deref(), expected);
        check("/a-b/", Some("/a-b/"));
        check("/новости/", Some("/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/"));
        check("/%D0%BD%D0%BE/", Some("/%D0%BD%D0%BE/"));
        check("/a b/", Some("/a%20b/"));
        check("/a%2Fb/", Some("/a%2Fb/"));
        check("/100%/", None);
        check("/%FF/", None);
    }

    #[test]
    fn html_escapes_what_handlebars_escapes() {
        assert_eq!(html("plain"), "plain");
        assert_eq!(
            html("<a b='c' d=\"`\">&"),
            "&lt;a b&#x3D;&#x27;c&#x27; d&#x3D;&quot;&#x60;&quot;&gt;&amp;"
        );
        assert_eq!(script_json("\"</script>\u{2028}\""), "\"\\u003C/script\\u003E\\u2028\"");
    }
}
