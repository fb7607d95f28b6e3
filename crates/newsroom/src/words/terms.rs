use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

use super::stop::is_stop_word;

/// Terms kept of one article.
const KEPT: usize = 12;
/// Letters below which a word says too little.
const SHORTEST: usize = 4;
/// Letters of a word that are looked at; what is longer is no word.
const LONGEST: usize = 40;
/// Words of a text that are looked at.
const WORDS: usize = 20_000;
/// Stems an analyst remembers before it forgets them all.
const MEMORY: usize = 50_000;

/// A significant word of an article, stemmed and in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The stem.
    pub term: String,
    /// How much it says about the article: tenths, about 5 to 150.
    pub weight: i64,
}

/// Finds the words by which an article is recognisable. It remembers stems, so keep one for many texts; one a thread.
#[derive(Default)]
pub struct Analyst {
    memories: HashMap<&'static str, Memory>,
}

/// The stems of one language, by number, and the number of each word met.
#[derive(Default)]
struct Memory {
    numbers: HashMap<String, u32>,
    by_stem: HashMap<String, u32>,
    stems: Vec<String>,
}

#[derive(Default, Clone, Copy)]
struct Seen {
    times: u32,
    /// Times it stood capitalised inside a sentence: a name, in most scripts that have capitals.
    named: u32,
    in_title: bool,
    letters: u32,
}

impl Analyst {
    /// A new analyst with an empty memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Up to twelve significant words of an article in `language` (two letters), best first. Words of the title count more,
    /// and so do names, long words and repeated ones; stop words and words that occur once in the text are left out.
    ///
    /// Scripts without spaces (Chinese, Japanese, Thai) give none.
    pub fn terms(&mut self, language: &str, title: &str, text: &str) -> Vec<Term> {
        let language = language.split(['-', '_']).next().unwrap_or(language);
        let (code, stemmer) = stemmer(language);
        let memory = self.memories.entry(code).or_default();
        if memory.numbers.len() > MEMORY {
            *memory = Memory::default();
        }
        let mut seen: HashMap<u32, Seen> = HashMap::new();
        for (part, in_title) in [(title, true), (text, false)] {
            let words = Words { rest: part, sentence_start: true };
            for (word, starts_sentence) in words.take(WORDS) {
                let letters = word.chars().count();
                if !(SHORTEST..=LONGEST).contains(&letters) {
                    continue;
                }
                let lower = lower_case(word);
                if is_stop_word(language, &lower) {
                    continue;
                }
                let entry = seen.entry(memory.number(stemmer.as_ref(), lower)).or_default();
                entry.letters = letters as u32;
                entry.in_title |= in_title;
                if !in_title {
                    entry.times += 1;
                    entry.named += u32::from(!starts_sentence && word.starts_with(char::is_uppercase));
                }
            }
        }
        let mut terms: Vec<Term> = seen
            .into_iter()
            .filter(|(_, seen)| seen.in_title || seen.times > 1 || seen.named > 0)
            .map(|(number, seen)| Term { term: memory.stems[number as usize].clone(), weight: weight(seen) })
            .collect();
        terms.sort_unstable_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.term.cmp(&b.term)));
        terms.truncate(KEPT);
        terms
    }
}

impl Analyst {
    /// The stem of a word in lower case; the word itself in a language without a stemmer.
    pub(super) fn stem(&mut self, language: &str, word: String) -> String {
        let language = language.split(['-', '_']).next().unwrap_or(language);
        let (code, stemmer) = stemmer(language);
        let memory = self.memories.entry(code).or_default();
        if memory.numbers.len() > MEMORY {
            *memory = Memory::default();
        }
        let number = memory.number(stemmer.as_ref(), word);
        memory.stems[number as usize].clone()
    }
}

impl Memory {
    fn number(&mut self, stemmer: Option<&Stemmer>, word: String) -> u32 {
        if let Some(&number) = self.numbers.get(&word) {
            return number;
        }
        let stem = stemmer.map_or_else(|| word.clone(), |stemmer| stemmer.stem(&word).into_owned());
        let number = *self.by_stem.entry(stem).or_insert_with_key(|stem| {
            self.stems.push(stem.clone());
            self.stems.len() as u32 - 1
        });
        self.numbers.insert(word, number);
        number
    }
}

/// Repetition counts by its logarithm; a title 2.5 times, a name 1.8 times, a long word up to 1.5 times.
fn weight(seen: Seen) -> i64 {
    let repeated = 1.0 + f64::from(seen.times.max(1)).ln();
    let title = if seen.in_title { 2.5 } else { 1.0 };
    let name = if seen.named * 2 >= seen.times.max(1) { 1.8 } else { 1.0 };
    let long = f64::from(seen.letters.clamp(4, 12)) / 8.0;
    (repeated * title * name * long * 10.0).round() as i64
}

/// Lower case without accents that writers leave out: `ё` is `е`.
pub(super) fn lower_case(word: &str) -> String {
    let lower = word.to_lowercase();
    if lower.contains('ё') { lower.replace('ё', "е") } else { lower }
}

/// The stemmer of a language, if there is one, with the name under which its stems are remembered.
fn stemmer(language: &str) -> (&'static str, Option<Stemmer>) {
    let (code, algorithm) = match language {
        "ar" => ("ar", Algorithm::Arabic),
        "da" => ("da", Algorithm::Danish),
        "nl" => ("nl", Algorithm::Dutch),
        "en" => ("en", Algorithm::English),
        "fi" => ("fi", Algorithm::Finnish),
        "fr" => ("fr", Algorithm::French),
        "de" => ("de", Algorithm::German),
        "el" => ("el", Algorithm::Greek),
        "hu" => ("hu", Algorithm::Hungarian),
        "it" => ("it", Algorithm::Italian),
        "nb" | "no" | "nn" => ("nb", Algorithm::Norwegian),
        "pt" => ("pt", Algorithm::Portuguese),
        "ro" => ("ro", Algorithm::Romanian),
        "ru" => ("ru", Algorithm::Russian),
        "es" => ("es", Algorithm::Spanish),
        "sv" => ("sv", Algorithm::Swedish),
        "ta" => ("ta", Algorithm::Tamil),
        "tr" => ("tr", Algorithm::Turkish),
        _ => return ("", None),
    };
    (code, Some(Stemmer::create(algorithm)))
}

/// Runs of letters, with whether each begins a sentence.
struct Words<'a> {
    rest: &'a str,
    sentence_start: bool,
}

impl<'a> Iterator for Words<'a> {
    type Item = (&'a str, bool);

    fn next(&mut self) -> Option<Self::Item> {
        let begin = self.rest.find(|letter: char| {
            let found = letter.is_alphabetic();
            self.sentence_start |= !found
                && matches!(letter, '.' | '!' | '?' | '\n' | ':' | '…' | '։' | '“' | '”' | '«' | '"' | '—');
            found
        })?;
        let rest = &self.rest[begin..];
        let end =
            rest.find(|letter: char| !letter.is_alphanumeric() && letter != '\u{0301}').unwrap_or(rest.len());
        self.rest = &rest[end..];
        Some((&rest[..end], std::mem::take(&mut self.sentence_start)))
    }
}
