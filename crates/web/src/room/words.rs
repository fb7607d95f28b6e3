//! The room's words in its languages: `messages/LANGUAGE/AREA.json`, flat maps of key to text in ICU MessageFormat.

use std::{collections::HashMap, sync::LazyLock};

use hyper::{HeaderMap, header::ACCEPT_LANGUAGE};
use newsroom::{Refused, Why};
use rust_embed::RustEmbed;
use theme::Message;

/// The languages of the interface: code, and how the language calls itself.
pub(super) const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("ru", "Русский"), ("ka", "ქართული")];

#[derive(RustEmbed)]
#[folder = "src/room/messages"]
struct Files;

static MESSAGES: LazyLock<HashMap<&'static str, HashMap<String, Message>>> =
    LazyLock::new(|| LANGUAGES.iter().map(|(language, _)| (*language, read(language))).collect());

fn read(language: &str) -> HashMap<String, Message> {
    let mut messages = HashMap::new();
    for path in Files::iter().filter(|path| path.split('/').next() == Some(language)) {
        let file = Files::get(&path).map(|file| file.data).unwrap_or_default();
        let texts: HashMap<String, String> =
            serde_json::from_slice(&file).unwrap_or_else(|error| panic!("messages/{path}: {error}"));
        messages.extend(texts.into_iter().map(|(key, text)| (key, Message::parse(&text))));
    }
    messages
}

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words(&'static str);

impl Words {
    /// The words of a language, English when there are none.
    pub(super) fn of(language: &str) -> Words {
        Words(LANGUAGES.iter().map(|(code, _)| *code).find(|code| *code == language).unwrap_or("en"))
    }

    /// What a browser asks for.
    pub(super) fn asked(headers: &HeaderMap) -> Words {
        let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let known = |tag: &str| {
            let code = tag.trim().split(['-', ';']).next().unwrap_or_default().to_ascii_lowercase();
            LANGUAGES.iter().map(|(known, _)| *known).find(|known| *known == code)
        };
        Words(asked.split(',').find_map(known).unwrap_or("en"))
    }

    /// The words of every language.
    pub(super) fn all() -> impl Iterator<Item = Words> {
        LANGUAGES.iter().map(|(code, _)| Words(code))
    }

    /// The code of the language.
    pub(super) fn language(self) -> &'static str {
        self.0
    }

    /// A text without places to fill in. A key that no file has is shown as it is; a test finds it.
    pub(super) fn text(self, key: &'static str) -> &'static str {
        MESSAGES[self.0].get(key).and_then(Message::plain).unwrap_or(key)
    }

    /// A text whose key is put together, when there is one.
    pub(super) fn maybe(self, key: &str) -> Option<&'static str> {
        MESSAGES[self.0].get(key).and_then(Message::plain)
    }

    /// A text with its places filled in.
    pub(super) fn with(self, key: &'static str, places: &[(&str, &str)]) -> String {
        let value = |name: &str| {
            places.iter().find(|(place, _)| *place == name).map(|(_, value)| (*value).to_owned())
        };
        MESSAGES[self.0].get(key).map_or_else(|| key.to_owned(), |message| message.fill(self.0, &value))
    }
}

impl Words {
    /// Why a verb refused, as a sentence.
    pub(super) fn why(self, why: &Why) -> String {
        let places: Vec<_> = why.places.iter().map(|(place, value)| (*place, value.as_str())).collect();
        self.with(why.because.key(), &places)
    }

    /// What a verb says when it refuses, as a sentence.
    pub(super) fn refused(self, refused: &Refused) -> String {
        match refused {
            Refused::NotFound { .. } => self.text("error.not_found").to_owned(),
            Refused::NotAllowed { deed } => {
                self.with("error.not_allowed", &[("deed", self.text(deed.key()))])
            }
            Refused::Conflict(why) | Refused::Invalid { why, .. } => self.why(why),
            Refused::TooMany { seconds } => {
                self.with("error.too_many", &[("minutes", &seconds.div_ceil(60).to_string())])
            }
            Refused::Failed(_) => self.text("error.failed").to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_language_has_every_text_with_the_same_places() {
        let english = &MESSAGES["en"];
        for (language, _) in LANGUAGES {
            let messages = &MESSAGES[language];
            let keys = |of: &HashMap<String, Message>| of.keys().cloned().collect::<BTreeSet<_>>();
            assert_eq!(keys(english), keys(messages), "{language}");
            for (key, message) in messages {
                let places =
                    |of: &Message| of.arguments().into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
                assert_eq!(places(&english[key]), places(message), "{language}: {key}");
            }
        }
    }

    #[test]
    fn every_text_that_is_used_exists_and_the_other_way_round() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/room");
        let asked = regex::Regex::new(r#"(?s)\.(?:text|with)\(\s*"([^"]+\.[^"]+)""#).unwrap();
        let quoted = regex::Regex::new(r#""([a-z_]+(?:\.[a-z_]+)+)""#).unwrap();
        let (mut used, mut named) = (BTreeSet::new(), BTreeSet::new());
        for file in walkdir::WalkDir::new(root).into_iter().map(Result::unwrap) {
            if file.path().extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(file.path()).unwrap();
                used.extend(asked.captures_iter(&text).map(|found| found[1].to_owned()));
                named.extend(quoted.captures_iter(&text).map(|found| found[1].to_owned()));
            }
        }
        let known: BTreeSet<String> = MESSAGES["en"].keys().cloned().collect();
        let missing: Vec<_> = used.difference(&known).collect();
        assert!(missing.is_empty(), "no text for {missing:?}");
        // Keys that are put together (roles, states, notices) are known by their family.
        let families = [
            "role.",
            "notice.",
            "error.",
            "state.",
            "act.",
            "editor.",
            "reason.",
            "deed.",
            "removed.",
            "remains.",
            "setting.",
            "settings.group.",
        ];
        let idle: Vec<_> = known
            .difference(&named)
            .filter(|key| !families.iter().any(|family| key.starts_with(family)))
            .collect();
        assert!(idle.is_empty(), "nobody uses {idle:?}");
    }

    #[test]
    fn every_refusal_has_its_sentence_and_no_other_place() {
        let phrases = newsroom::Because::ALL.iter().map(|reason| (reason.key(), reason.english()));
        let deeds = newsroom::Deed::ALL.iter().map(|deed| (deed.key(), deed.english()));
        let phrases: BTreeSet<_> = phrases.chain(deeds).collect();
        for (key, english) in &phrases {
            let message = MESSAGES["en"].get(*key).unwrap_or_else(|| panic!("no text for {key}: {english}"));
            for place in message.arguments() {
                assert!(english.contains(&format!("{{{place}}}")), "{key} has no place {place}");
            }
        }
        let known: BTreeSet<_> = phrases.iter().map(|(key, _)| *key).collect();
        let families = ["reason.", "deed."];
        for key in MESSAGES["en"].keys().filter(|key| families.iter().any(|family| key.starts_with(family))) {
            assert!(known.contains(key.as_str()), "nobody refuses with {key}");
        }
    }

    /// Names of formats, of codes and of what is typed as it stands; everything else in a sentence is said in its language.
    const NAMES: &[&str] = &[
        "JPEG",
        "PNG",
        "GIF",
        "WebP",
        "AVIF",
        "SVG",
        "MP",
        "M",
        "A",
        "WebM",
        "Ogg",
        "WAV",
        "PDF",
        "Word",
        "Excel",
        "PowerPoint",
        "OpenDocument",
        "ZIP",
        "CSV",
        "https",
        "http",
        "example",
        "org",
        "name",
        "localhost",
        "Asia",
        "Tbilisi",
        "en",
        "pt",
        "BR",
        "ru",
        "public",
        "members",
        "paid",
        "tiers",
        "b",
        "e",
    ];

    #[test]
    fn no_refusal_is_left_in_english() {
        let latin = regex::Regex::new("[A-Za-z]+").unwrap();
        let place = regex::Regex::new(r"\{(\w+)").unwrap();
        for language in ["ru", "ka"] {
            for reason in newsroom::Because::ALL {
                // Each place is filled with what no sentence holds, so that only the sentence itself is looked at.
                let places: Vec<_> =
                    place.captures_iter(reason.english()).map(|found| found[1].to_owned()).collect();
                let filled: Vec<_> = places.iter().map(|place| (place.as_str(), "7")).collect();
                let told = Words(language).with(reason.key(), &filled);
                let left: Vec<_> = latin
                    .find_iter(&told)
                    .map(|word| word.as_str())
                    .filter(|word| !NAMES.contains(word))
                    .collect();
                assert!(left.is_empty(), "{language}: {}: {left:?} in {told}", reason.key());
                assert!(told.ends_with('.'), "{language}: {}: {told}", reason.key());
            }
            for deed in newsroom::Deed::ALL {
                let told = Words(language).text(deed.key());
                assert!(
                    !latin.is_match(&told.replace("Editor’s Picks", "")),
                    "{language}: {}: {told}",
                    deed.key()
                );
            }
        }
    }

    #[test]
    fn what_programs_say_is_quoted() {
        for (language, quotes) in [("en", ["“", "”"]), ("ru", ["«", "»"]), ("ka", ["„", "“"])] {
            for reason in newsroom::Because::ALL {
                let message = &MESSAGES[language][reason.key()];
                if !message.arguments().contains(&"technical") {
                    continue;
                }
                let told = Words(language).with(reason.key(), &[("technical", "EOF at line 1")]);
                let [open, close] = quotes;
                assert!(told.contains(&format!("{open}EOF at line 1{close}")), "{language}: {told}");
            }
        }
    }

    #[test]
    fn every_act_of_the_audit_log_has_a_name() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../newsroom/src/verbs");
        let quoted = regex::Regex::new(r#""([a-z_]+\.[a-z_]+)""#).unwrap();
        let mut acts = BTreeSet::new();
        for file in walkdir::WalkDir::new(root).into_iter().map(Result::unwrap) {
            let tests = file.file_name() == "tests.rs";
            if !tests && file.path().extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(file.path()).unwrap();
                // Jobs have names of the same form.
                let lines = text.lines().filter(|line| !line.contains("_JOB: &str"));
                acts.extend(
                    lines.flat_map(|line| quoted.captures_iter(line)).map(|found| found[1].to_owned()),
                );
            }
        }
        assert!(acts.len() > 40, "{acts:?}");
        for act in acts {
            assert!(MESSAGES["en"].contains_key(&format!("act.{act}")), "no name for {act}");
        }
    }

    #[test]
    fn browsers_get_their_language() {
        let asked = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, value.parse().unwrap());
            Words::asked(&headers).language()
        };
        assert_eq!(asked("ru-RU,ru;q=0.9,en;q=0.8"), "ru");
        assert_eq!(asked("fr, ka;q=0.5"), "ka");
        assert_eq!(asked("*"), "en");
        assert_eq!(Words::of("xx").language(), "en");
    }
}
