//! Ids of headings, as Ghost makes them from their words.

use std::collections::HashMap;

use crate::text::decode;

/// The id of a heading: words in lower case, symbols dropped, spaces to hyphens, the rest percent-encoded.
pub(crate) fn heading_id(words: &str, used: &mut HashMap<String, u32>) -> String {
    let slug = slug(words);
    match used.get_mut(&slug) {
        Some(times) => {
            *times += 1;
            format!("{slug}-{}", *times - 1)
        }
        None => {
            used.insert(slug.clone(), 1);
            slug
        }
    }
}

fn slug(words: &str) -> String {
    const SYMBOLS: &str = "][!\"#$%&'()*+,./:;<=>?@\\^_{|}~";
    let lower = words.trim().to_lowercase();
    let mut plain = String::with_capacity(lower.len());
    let mut spaced = false;
    for c in lower.chars().filter(|c| !SYMBOLS.contains(*c)) {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        if spaced {
            plain.push('-');
            spaced = false;
        }
        plain.push(c);
    }
    if spaced {
        plain.push('-');
    }
    encode(&without_loose_hyphens(&plain))
}

/// Drops a leading and a trailing hyphen and every run of two or more.
fn without_loose_hyphens(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.strip_prefix('-').unwrap_or(text);
    while let Some(at) = rest.find('-') {
        let run = rest[at..].bytes().take_while(|byte| *byte == b'-').count();
        out.push_str(&rest[..at]);
        rest = &rest[at + run..];
        if run == 1 && !rest.is_empty() {
            out.push('-');
        }
    }
    out.push_str(rest);
    out
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The id of a heading inside a header card: other rules, also Ghost's.
pub(crate) fn header_card_id(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    let mut spaced = false;
    for c in decode(html).chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => {}
            c if c.is_whitespace() => {
                if !spaced {
                    out.push('-');
                }
                spaced = true;
                continue;
            }
            c if c.is_ascii_alphanumeric() || c == '_' => out.push(c.to_ascii_lowercase()),
            _ => continue,
        }
        spaced = spaced && in_tag;
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::heading_id;

    #[test]
    fn ids_are_ghosts() {
        let mut used = HashMap::new();
        for (words, id) in [
            ("Hello, World!", "hello-world"),
            ("Hello, World!", "hello-world-1"),
            ("Hello world", "hello-world-2"),
            ("Тест", "%D1%82%D0%B5%D1%81%D1%82"),
            ("a -- b", "ab"),
            ("-x-", "x"),
            ("", ""),
        ] {
            assert_eq!(heading_id(words, &mut used), id, "{words:?}");
        }
    }
}
