//! The words by which the newsroom finds a story. What is kept of a text and what is asked for go through the same mill: lower case without
//! accents that writers leave out, then the stem.

use std::collections::HashSet;

use rust_stemmers::{Algorithm, Stemmer};
use store::{Asked, AskedWord};

use super::terms::{Analyst, lower_case};

/// Words of a story that are looked at.
const WORDS: usize = 20_000;
/// Letters of a word that are looked at; what is longer is no word.
const LONGEST: usize = 40;

/// The languages of a question in Latin letters: it does not say which it is in.
const LATIN: [Algorithm; 14] = [
    Algorithm::English,
    Algorithm::French,
    Algorithm::German,
    Algorithm::Spanish,
    Algorithm::Italian,
    Algorithm::Portuguese,
    Algorithm::Dutch,
    Algorithm::Swedish,
    Algorithm::Danish,
    Algorithm::Norwegian,
    Algorithm::Finnish,
    Algorithm::Hungarian,
    Algorithm::Romanian,
    Algorithm::Turkish,
];

impl Analyst {
    /// The words of texts in a language and their stems, each once, separated by spaces. Stems alone would lose words: no stemmer gives
    /// every form of a word the same one.
    pub fn index(&mut self, language: &str, texts: &[&str]) -> String {
        let mut seen = HashSet::new();
        let mut out = String::new();
        for word in texts.iter().flat_map(|text| words(text)).take(WORDS) {
            if seen.contains(&word) {
                continue;
            }
            let stem = if is_georgian(&word) {
                georgian(&word).to_owned()
            } else {
                self.stem(spoken(&word, language), word.clone())
            };
            for form in [word, stem] {
                if !form.is_empty() && !seen.contains(&form) {
                    if !out.is_empty() {
                        out.push(' ');
                    }
                    out.push_str(&form);
                    seen.insert(form);
                }
            }
        }
        out
    }
}

/// What a question asks for; `None` when there is no word in it.
pub fn asked(question: &str) -> Option<Asked> {
    Asked::new(words(question).map(|word| AskedWord {
        stems: stems_of(&word).into_iter().map(Into::into).collect(),
        begins: word.into(),
    }))
}

/// The stems that a word may have, as its letters tell.
fn stems_of(word: &str) -> Vec<String> {
    let algorithms: &[Algorithm] = match word.chars().next() {
        Some('\u{10A0}'..='\u{10FF}' | '\u{1C90}'..='\u{1CBF}') => return vec![georgian(word).to_owned()],
        Some('\u{0400}'..='\u{052F}') => &[Algorithm::Russian],
        Some('\u{0370}'..='\u{03FF}') => &[Algorithm::Greek],
        Some('\u{0600}'..='\u{06FF}') => &[Algorithm::Arabic],
        Some('\u{0B80}'..='\u{0BFF}') => &[Algorithm::Tamil],
        _ => &LATIN,
    };
    let stems = algorithms.iter().map(|algorithm| Stemmer::create(*algorithm).stem(word).into_owned());
    let mut stems: Vec<String> = stems.collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn words(text: &str) -> impl Iterator<Item = String> {
    // A stress mark is inside a word, not between two.
    text.split(|c: char| !c.is_alphanumeric() && c != '\u{0301}').filter(|word| !word.is_empty()).filter_map(
        |word| {
            let mut word = lower_case(word);
            word.retain(|c| c.is_alphanumeric());
            let letters = word.chars().count();
            (1..=LONGEST).contains(&letters).then_some(word)
        },
    )
}

fn is_georgian(word: &str) -> bool {
    word.starts_with(|c| matches!(c, '\u{10A0}'..='\u{10FF}'))
}

/// The language by whose rules a word is stemmed: the text's, unless the word is in letters that it does not use. A draft often has not
/// been told its language yet, and names stand in every text.
fn spoken<'a>(word: &str, language: &'a str) -> &'a str {
    let cyrillic = word.starts_with(|c| matches!(c, '\u{0400}'..='\u{052F}'));
    let uses_cyrillic = ["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"];
    if cyrillic && !uses_cyrillic.contains(&language.split(['-', '_']).next().unwrap_or(language)) {
        "ru"
    } else {
        language
    }
}

/// Endings of Georgian nouns: case, with what is hung behind it, from the longest.
const ENDINGS: [&str; 24] = [
    "ებისთვის",
    "ისთვის",
    "ებიდან",
    "სთვის",
    "ებთან",
    "ამდე",
    "იდან",
    "ებში",
    "ებზე",
    "ების",
    "ებმა",
    "ებით",
    "სთან",
    "დან",
    "მდე",
    "ებს",
    "ები",
    "ში",
    "ზე",
    "ის",
    "მა",
    "ით",
    "ად",
    "ს",
];

/// A Georgian noun without its ending: there is no Snowball stemmer for the language, and its case endings would hide most names.
fn georgian(word: &str) -> &str {
    let cut = |ending: &str| {
        let rest = word.strip_suffix(ending)?;
        (rest.chars().count() >= 3).then_some(rest)
    };
    let stem = ENDINGS.iter().find_map(|ending| cut(ending)).unwrap_or(word);
    // The vowel of the nominative, and the one that the stem shows before some endings.
    match stem.strip_suffix(['ი', 'ა', 'ე', 'ო']) {
        Some(rest) if rest.chars().count() >= 3 => rest,
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a question finds a text, as the store looks: all words, by their beginning or one of their stems.
    fn finds(question: &str, language: &str, text: &str) -> bool {
        let stems = Analyst::new().index(language, &[text]);
        words(question).all(|word| {
            stems
                .split(' ')
                .any(|stem| stem.starts_with(&word) || stems_of(&word).iter().any(|form| form == stem))
        })
    }

    #[test]
    fn words_are_found_in_every_form() {
        for (language, text, questions) in [
            (
                "ru",
                "Паромы на остров Васский снова отменили",
                ["паром", "паромами", "острова отменить", "ВАССКОГО"],
            ),
            (
                "ka",
                "თბილისში მთავრობამ პარლამენტს მიმართა",
                ["თბილისი", "თბილისის", "პარლამენტი", "მთავრობა"],
            ),
            ("en", "Ferries were cancelled; the minister’s résumé", ["ferry", "cancel", "ministers", "fer"]),
            ("fr", "Les élections municipales de 2026", ["élection", "municipale", "2026", "municip"]),
        ] {
            for question in questions {
                assert!(finds(question, language, text), "“{question}” in “{text}”");
            }
        }
        assert!(finds("паромами", "en", "Паромы"), "a draft whose language nobody has set");
        assert!(!finds("аэропорт", "ru", "Паромы на остров"));
    }

    #[test]
    fn words_are_kept_once() {
        let stems = Analyst::new().index("en", &["Ferries ferry", "FERRY, 2026!"]);
        assert_eq!(stems, "ferries ferri ferry 2026");
        assert_eq!(Analyst::new().index("en", &["— … “”"]), "");
        assert_eq!(asked(" ,!"), None);
    }
}
