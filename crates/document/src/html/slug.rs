//! Ids of headings: Ghost's words and hyphens, but letters of every alphabet as they are instead of percent signs. A
//! link to Ghost's encoded id still arrives, since a browser decodes the fragment before it gives up.

use std::collections::HashMap;

use crate::text::decode;

/// The ids that a page has so far.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    used: HashMap<String, u32>,
}

impl Ids {
    /// Notes an id that stands on the page already.
    pub(crate) fn reserve(&mut self, id: &str) {
        self.used.entry(id.to_owned()).or_insert(1);
    }

    /// The id of a heading; `None` when its words leave none.
    pub(crate) fn heading(&mut self, words: &str) -> Option<String> {
        self.unique(slug(words))
    }

    /// The id of a heading inside a header card; `None` when its words leave none.
    pub(crate) fn header_card(&mut self, html: &str) -> Option<String> {
        self.unique(header_card_slug(html))
    }

    /// The id itself, or with the next free number behind it.
    fn unique(&mut self, id: String) -> Option<String> {
        if id.is_empty() {
            return None;
        }
        let mut times = match self.used.get(&id) {
            Some(times) => *times,
            None => {
                self.used.insert(id.clone(), 1);
                return Some(id);
            }
        };
        let mut free = format!("{id}-{times}");
        while self.used.contains_key(&free) {
            times += 1;
            free = format!("{id}-{times}");
        }
        self.used.insert(free.clone(), 1);
        self.used.insert(id, times + 1);
        Some(free)
    }
}

/// Words in lower case, symbols dropped, spaces to hyphens.
fn slug(words: &str) -> String {
    let lower = words.trim().to_lowercase();
    let mut plain = String::with_capacity(lower.len());
    let mut spaced = false;
    for c in lower.chars().filter(|c| c.is_whitespace() || stays(*c)) {
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
    without_loose_hyphens(&plain)
}

/// All but the symbols of ASCII: as in Ghost, quotes and dashes of print are part of an id, and links to it have them.
fn stays(c: char) -> bool {
    matches!(c, '-' | '`') || !(c.is_ascii_punctuation() || c.is_control())
}

/// Letters, digits and the marks that a word cannot be read without.
fn belongs(c: char) -> bool {
    let code = u32::from(c);
    // In the blocks of the scripts of India the nukta and the virama have the same place.
    let indic = (0x900..0xD80).contains(&code) && matches!(code & 0x7F, 0x3C | 0x4D);
    c == '-' || c.is_alphanumeric() || indic || matches!(c, '\u{300}'..='\u{36f}' | '\u{e47}'..='\u{e4e}')
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

/// The words of a header card by other rules of Ghost.
fn header_card_slug(html: &str) -> String {
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
            c if belongs(c) && c != '-' || c == '_' => out.extend(c.to_lowercase()),
            _ => continue,
        }
        spaced = spaced && in_tag;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn ids_are_ghosts_with_every_alphabet_as_it_is() {
        let mut ids = Ids::default();
        for (words, id) in [
            ("Hello, World!", Some("hello-world")),
            ("Hello, World!", Some("hello-world-1")),
            ("Hello world", Some("hello-world-2")),
            ("Тест и Ещё", Some("тест-и-ещё")),
            ("Four o’clock — “now”", Some("four-o’clock-—-“now”")),
            ("हिन्दी", Some("हिन्दी")),
            ("東京 2024", Some("東京-2024")),
            ("a -- b", Some("ab")),
            ("-x-", Some("x")),
            ("100%", Some("100")),
            ("🎉", Some("🎉")),
            ("?!", None),
            ("", None),
        ] {
            assert_eq!(ids.heading(words).as_deref(), id, "{words:?}");
        }
    }

    #[test]
    fn no_id_stands_twice() {
        let mut ids = Ids::default();
        ids.reserve("c");
        let made: Vec<_> = ["A 1", "A", "A", "A", "A 1", "C"].iter().filter_map(|w| ids.heading(w)).collect();
        assert_eq!(made, ["a-1", "a", "a-2", "a-3", "a-1-1", "c-1"]);
        assert_eq!(ids.header_card("<b>C</b>").as_deref(), Some("c-2"));
        assert_eq!(ids.header_card("Тест"), Some("тест".to_owned()));
    }
}
