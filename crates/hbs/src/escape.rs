//! Escaping, exactly as Handlebars.js prints it.

use std::borrow::Cow;

/// The text with `& < > " ' \` =` as character references, as Handlebars prints `{{text}}`.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| SPECIAL[usize::from(byte)]) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 32);
    push_escaped(text, &mut out);
    Cow::Owned(out)
}

/// Appends `text` with `& < > " ' \` =` as character references.
pub(crate) fn push_escaped(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let mut kept = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if !SPECIAL[usize::from(*byte)] {
            continue;
        }
        out.push_str(&text[kept..at]);
        out.push_str(reference(*byte));
        kept = at + 1;
    }
    out.push_str(&text[kept..]);
}

const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut at = 0;
    while at < 256 {
        special[at] = matches!(at as u8, b'&' | b'<' | b'>' | b'"' | b'\'' | b'`' | b'=');
        at += 1;
    }
    special
};

fn reference(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#x27;",
        b'`' => "&#x60;",
        _ => "&#x3D;",
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn seven_characters_are_escaped() {
        let text = escaped("жук & <b class=\"x\">'`=");
        assert_eq!(text, "жук &amp; &lt;b class&#x3D;&quot;x&quot;&gt;&#x27;&#x60;&#x3D;");
        assert_eq!(escaped("жук"), "жук");
    }
}
