//! How well a name fits what somebody typed: in any script, with a letter wrong.

/// The longest text that is looked for by its letters alone.
const LETTERS: usize = 24;
/// Shorter words are not forgiven a slip.
const FORGIVEN: usize = 4;

/// What was typed, made ready once for many names.
pub(super) struct Typed {
    text: String,
    words: Vec<Vec<char>>,
    letters: Vec<char>,
}

/// How a name fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The name begins so.
    Begins,
    /// Each word that was typed begins a word of the name.
    Words,
    /// It stands somewhere in the name.
    Within,
    /// Its letters are there, each next to the last one or at the beginning of a word: `nst` for “New story”.
    Letters,
    /// The same as [`Fit::Words`], but for a slip in a word.
    Slip,
}

impl Typed {
    /// Nothing when no letter or digit was typed.
    pub(super) fn new(text: &str) -> Option<Typed> {
        let text = folded(text.trim());
        let words: Vec<_> = words(&text).map(|word| word.chars().collect::<Vec<char>>()).collect();
        let letters: Vec<char> = words.iter().flatten().copied().collect();
        (!words.is_empty()).then_some(Typed { text, words, letters })
    }

    /// How a name fits, if it does.
    pub(super) fn fit(&self, name: &str) -> Option<Fit> {
        let name = folded(name);
        if name.starts_with(&self.text) {
            return Some(Fit::Begins);
        }
        let of_name: Vec<Vec<char>> = words(&name).map(|word| word.chars().collect()).collect();
        let all = |begins: fn(&[char], &[char]) -> bool| {
            self.words.iter().all(|typed| of_name.iter().any(|word| begins(word, typed)))
        };
        if all(|word, typed| word.starts_with(typed)) {
            Some(Fit::Words)
        } else if name.contains(&self.text) {
            Some(Fit::Within)
        } else if self.letters.len() > 1 && self.letters.len() <= LETTERS && picked(&of_name, &self.letters) {
            Some(Fit::Letters)
        } else if all(begins_but_for_a_slip) {
            Some(Fit::Slip)
        } else {
            None
        }
    }
}

/// Lower case, without what writers leave out.
fn folded(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether the letters can be picked out of the words in their order, each next to the last one or from the beginning of a later word.
fn picked(words: &[Vec<char>], letters: &[char]) -> bool {
    // How many letters may have been picked before a word: places in `letters` from which the word can go on.
    let mut reached = vec![false; letters.len() + 1];
    reached[0] = true;
    for word in words {
        for from in (0..letters.len()).rev().filter(|from| reached[*from]).collect::<Vec<_>>() {
            let same = word.iter().zip(&letters[from..]).take_while(|(a, b)| a == b).count();
            reached[from..=from + same].fill(true);
        }
    }
    reached[letters.len()]
}

/// Whether a word begins with what was typed, when one letter may be wrong, missing, too many or swapped with the next.
fn begins_but_for_a_slip(word: &[char], typed: &[char]) -> bool {
    let same = word.iter().zip(typed).take_while(|(a, b)| a == b).count();
    let (word, rest) = (&word[same..], &typed[same..]);
    if rest.is_empty() {
        return true;
    }
    if typed.len() < FORGIVEN || same == 0 {
        return false;
    }
    let next = word.get(1..).unwrap_or_default();
    let swapped = word.len() > 1 && rest.len() > 1 && word[0] == rest[1] && word[1] == rest[0];
    next.starts_with(&rest[1..])
        || word.starts_with(&rest[1..])
        || next.starts_with(rest)
        || swapped && word[2..].starts_with(&rest[2..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(name: &str, typed: &str) -> Option<Fit> {
        Typed::new(typed).unwrap().fit(name)
    }

    #[test]
    fn names_in_any_script_are_found_as_they_are_typed() {
        assert_eq!(fit("New story", "new s"), Some(Fit::Begins));
        assert_eq!(fit("Новый материал", "мат"), Some(Fit::Words));
        assert_eq!(fit("ახალი მასალა", "მას ახ"), Some(Fit::Words));
        assert_eq!(fit("ᲐᲮᲐᲚᲘ", "ახალი"), Some(Fit::Begins));
        assert_eq!(fit("Ещё раз", "ЕЩЕ"), Some(Fit::Begins));
        assert_eq!(fit("The harbour", "arb"), Some(Fit::Within));
        assert_eq!(fit("The harbour", "ship"), None);
        assert!(Typed::new(" …!").is_none());
    }

    #[test]
    fn letters_are_picked_from_the_beginnings_of_words() {
        assert_eq!(fit("New story", "nst"), Some(Fit::Letters));
        assert_eq!(fit("Editor’s Picks", "edpi"), Some(Fit::Letters));
        assert_eq!(fit("Коды из двух слов", "кдс"), Some(Fit::Letters));
        assert_eq!(fit("New story", "nty"), None, "t begins no word and stands next to no n");
    }

    #[test]
    fn a_slip_is_forgiven() {
        for typed in ["ferrry", "frery", "fery", "ferty"] {
            assert_eq!(fit("The ferry is back", typed), Some(Fit::Slip), "{typed}");
        }
        assert_eq!(fit("Паромы вернулись", "пармы"), Some(Fit::Slip));
        assert_eq!(fit("The ferry", "fxrxy"), None, "two are not");
        assert_eq!(fit("The cat", "cbt"), None, "nor in a short word");
    }
}
