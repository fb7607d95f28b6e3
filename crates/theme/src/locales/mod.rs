//! The theme's own words in several languages: `locales/LANGUAGE.json`, read once.

mod message;
mod plural;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::report::{Finding, Report};
pub use message::Message;

/// All translations of a theme.
#[derive(Debug, Default)]
pub(crate) struct Locales {
    languages: HashMap<String, HashMap<String, Message>>,
}

impl Locales {
    /// Reads one file. `path` is `locales/LANGUAGE.json`.
    pub(crate) fn add(&mut self, path: &str, text: &str, report: &mut Report) {
        let language = path.trim_start_matches("locales/").trim_end_matches(".json").to_owned();
        let words: serde_json::Map<String, serde_json::Value> = match serde_json::from_str(text) {
            Ok(words) => words,
            Err(error) => {
                let place = Finding::at("bad-locale", path, text, error.line() as u32, error.column() as u32);
                report.errors.push(place.saying(
                    format!("this is not a JSON object of texts: {error}"),
                    "A translation file maps each English text to its translation.",
                ));
                return;
            }
        };
        let messages = self.languages.entry(language).or_default();
        flatten("", &words, &mut |key, text| {
            // An empty translation means "not translated yet".
            if !text.is_empty() {
                messages.insert(key.to_owned(), Message::parse(text));
            }
        });
    }

    /// The message for `key` in the first of the languages that has it: from its own file, else that of its base
    /// language; at last in English. `None` when no file has it; then the key itself is the text.
    pub(crate) fn find(&self, languages: [&str; 2], key: &str) -> Option<&Message> {
        if self.languages.is_empty() {
            return None;
        }
        languages.into_iter().chain(["en"]).find_map(|language| {
            let own = self.languages.get(language).and_then(|messages| messages.get(key));
            let base = language.split(['-', '_']).next().unwrap_or(language);
            own.or_else(|| self.languages.get(&base.to_ascii_lowercase())?.get(key))
        })
    }

    /// The language that most words come out in, as [`Locales::find`] looks for them: the first of the two that has a
    /// file, itself or its base, else English.
    pub(crate) fn spoken<'l>(&self, languages: [&'l str; 2]) -> &'l str {
        let has_file = |language: &&str| {
            let base = language.split(['-', '_']).next().unwrap_or(language);
            self.languages.contains_key(*language) || self.languages.contains_key(&base.to_ascii_lowercase())
        };
        languages.into_iter().find(has_file).unwrap_or("en")
    }

    /// The languages that have a file, sorted.
    pub(crate) fn languages(&self) -> Vec<&str> {
        let mut languages: Vec<_> = self.languages.keys().map(String::as_str).collect();
        languages.sort_unstable();
        languages
    }

    /// Whether the file of a language has this key.
    pub(crate) fn has(&self, language: &str, key: &str) -> bool {
        self.languages.get(language).is_some_and(|messages| messages.contains_key(key))
    }
}

/// Old themes nest their keys and ask for `nav.home`.
fn flatten(
    prefix: &str,
    words: &serde_json::Map<String, serde_json::Value>,
    add: &mut dyn FnMut(&str, &str),
) {
    for (key, value) in words {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            serde_json::Value::String(text) => add(&key, text),
            serde_json::Value::Object(inner) if prefix.len() < 200 => flatten(&key, inner, add),
            _ => {}
        }
    }
}
