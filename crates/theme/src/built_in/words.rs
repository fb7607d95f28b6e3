//! What templates of ours say in other languages than English. A theme's own translation of such a text comes first.

use std::sync::LazyLock;

use crate::locales::{Locales, Message};
use crate::report::Report;
use crate::source::{self, Source};

/// Texts of the built-in theme that templates of ours show in others, too.
const SHARED: [&str; 3] = ["Related Articles", "Most Popular", "Editor’s Picks"];

const FILES: [(&str, &str); 3] = [
    ("locales/hy.json", include_str!("words/hy.json")),
    ("locales/ka.json", include_str!("words/ka.json")),
    ("locales/ru.json", include_str!("words/ru.json")),
];

static OURS: LazyLock<Locales> = LazyLock::new(|| {
    let (mut locales, mut report) = (Locales::default(), Report::default());
    for (path, text) in FILES {
        locales.add(path, text, &mut report);
    }
    locales
});

static DEFAULT_THEME: LazyLock<Locales> = LazyLock::new(|| {
    let (mut locales, mut report) = (Locales::default(), Report::default());
    for file in source::read(&Source::Embedded, &mut report) {
        if file.path.starts_with("locales/") {
            locales.add(&file.path, &String::from_utf8_lossy(&file.bytes), &mut report);
        }
    }
    locales
});

/// The translation of such a text; `None` where it stands for itself.
pub(crate) fn word(languages: [&str; 2], key: &str) -> Option<&'static Message> {
    let locales = if SHARED.contains(&key) { &DEFAULT_THEME } else { &OURS };
    locales.find(languages, key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_language_says_the_same_with_the_same_places() {
        let files = FILES.map(|(path, text)| {
            let words: BTreeMap<String, String> = serde_json::from_str(text).unwrap();
            (path, words)
        });
        for (path, words) in &files {
            assert_eq!(words.keys().collect::<Vec<_>>(), files[0].1.keys().collect::<Vec<_>>(), "{path}");
            for (key, text) in words {
                assert_eq!(
                    Message::parse(text).arguments(),
                    Message::parse(key).arguments(),
                    "{path}: {key}"
                );
            }
        }
    }
}
