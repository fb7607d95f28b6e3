//! Writing of text and attributes.

/// Appends text, escaped as the HTML standard serialises it.
pub(crate) fn text(out: &mut String, text: &str) {
    escape(out, text, false);
}

/// Appends ` name="value"`.
pub(crate) fn attr(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value, true);
    out.push('"');
}

/// Appends ` name="number"`.
pub(crate) fn number(out: &mut String, name: &str, value: u32) {
    attr(out, name, &value.to_string());
}

fn escape(out: &mut String, text: &str, quotes: bool) {
    let bytes = text.as_bytes();
    let mut from = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let (escaped, width) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' if quotes => ("&quot;", 1),
            // U+00A0, which nobody could see in the source.
            0xC2 if bytes.get(at + 1) == Some(&0xA0) => ("&nbsp;", 2),
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(escaped);
        from = at + width;
    }
    out.push_str(&text[from..]);
}

/// A colour or class word as it may stand in a `style` or `class`; empty when it may not.
pub(crate) fn token(value: &str) -> &str {
    if crate::address::is_token(value) { value } else { "" }
}

/// An address as it may stand in `url('…')`.
pub(crate) fn css_url(address: &str) -> String {
    if !crate::address::may_load(address) {
        return String::new();
    }
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '\'' | '"' | '(' | ')' | '\\' | '<' | '>' | ';' => out.push_str(&format!("%{:02X}", c as u32)),
            c if c <= ' ' => out.push_str(&format!("%{:02X}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn escapes_what_must_not_stand() {
        let mut out = String::new();
        super::text(&mut out, "a\u{a0}<b> & \"c\" é");
        super::attr(&mut out, "t", "\"<\u{a0}&");
        assert_eq!(out, "a&nbsp;&lt;b&gt; &amp; \"c\" é t=\"&quot;&lt;&nbsp;&amp;\"");
    }
}
