//! The words of letters: `messages/LANGUAGE.json`, plain text with `{places}`.

use std::{collections::HashMap, sync::LazyLock};

use rust_embed::RustEmbed;
use serde_json::Value;

#[derive(RustEmbed)]
#[folder = "messages"]
struct Files;

type Texts = HashMap<String, String>;

static MESSAGES: LazyLock<HashMap<String, Texts>> = LazyLock::new(|| {
    Files::iter()
        .map(|name| {
            let file = Files::get(&name).map(|file| file.data).unwrap_or_default();
            let texts =
                serde_json::from_slice(&file).unwrap_or_else(|error| panic!("messages/{name}: {error}"));
            (name.trim_end_matches(".json").to_owned(), texts)
        })
        .collect()
});

/// The site that a letter comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// Its title.
    pub title: String,
    /// Its address without a trailing `/`.
    pub address: String,
}

/// A letter's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

/// Puts the words of a letter together; English for languages that there are no words in. `None` for a kind that this Masthead does not
/// know.
pub fn write(kind: &str, language: &str, facts: &Value, site: &Site) -> Option<Written> {
    let texts = MESSAGES.get(language).or_else(|| MESSAGES.get("en"))?;
    let title = if site.title.is_empty() { &site.address } else { &site.title };
    let value = |name: &str| -> Option<String> {
        let fact = |key: &str| facts[key].as_str().map(str::to_owned);
        match name {
            "site" => Some(title.clone()),
            "link" => fact("path").map(|path| format!("{}{path}", site.address)),
            "room" => Some(format!("{}/room/", site.address)),
            "role" => fact("role").and_then(|role| texts.get(&format!("role.{role}")).cloned()),
            "by" => fact("by").filter(|by| !by.is_empty()).or_else(|| Some(title.clone())),
            other => fact(other),
        }
    };
    let subject = fill(texts.get(&format!("{}.subject", kind))?, &value);
    let text = fill(texts.get(&format!("{}.text", kind))?, &value);
    let foot = fill(texts.get("foot")?, &value);
    // A subject is one line, whatever a name or a title brings.
    let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Written { subject, text: format!("{text}\n\n-- \n{foot}\n") })
}

/// Fills the places in one pass, so that a value is never filled itself.
fn fill(text: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + 100);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let value: String = value(name).unwrap_or_default();
        out.extend(value.chars().filter(|c| !c.is_control()).take(500));
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_letter_with_the_same_places() {
        let places = |text: &str| {
            let mut found: Vec<String> =
                text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect();
            found.sort();
            found
        };
        assert_eq!(MESSAGES.len(), 3);
        for (language, texts) in MESSAGES.iter() {
            for (key, text) in &MESSAGES["en"] {
                let other = texts.get(key).unwrap_or_else(|| panic!("{language} has no {key}"));
                assert_eq!(places(text), places(other), "{language}: {key}");
            }
            assert_eq!(texts.len(), MESSAGES["en"].len(), "{language}");
        }
    }

    #[test]
    fn an_invitation_reads_well_and_cannot_be_bent() {
        let site = Site { title: "The Vask\r\nBcc: x".into(), address: "https://vask.example".into() };
        let facts = serde_json::json!({ "path": "/room/invitation/abc/", "by": "Ana {link}\nEvil", "role": "sub_editor" });
        let written = write("invitation", "en", &facts, &site).unwrap();
        assert_eq!(written.subject.lines().count(), 1);
        assert!(written.text.contains("https://vask.example/room/invitation/abc/"), "{}", written.text);
        assert!(written.text.contains("Ana {link}Evil"), "{}", written.text);
        assert!(written.text.contains("sub-editor"), "{}", written.text);
        let russian = write("reset", "ru", &serde_json::json!({ "path": "/x/" }), &site).unwrap();
        assert!(russian.subject.contains("пароль"), "{}", russian.subject);
        let none = Value::Null;
        assert_eq!(
            write("device", "xx", &none, &site).unwrap(),
            write("device", "en", &none, &site).unwrap()
        );
        assert!(write("unheard", "en", &none, &site).is_none());
    }
}
