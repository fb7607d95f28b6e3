//! Escaping, exactly as Handlebars.js prints it.

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
    use super::push_escaped;

    #[test]
    fn seven_characters_are_escaped() {
        let mut out = String::new();
        push_escaped("жук & <b class=\"x\">'`=", &mut out);
        assert_eq!(out, "жук &amp; &lt;b class&#x3D;&quot;x&quot;&gt;&#x27;&#x60;&#x3D;");
    }
}
