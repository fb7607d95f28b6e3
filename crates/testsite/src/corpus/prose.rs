use super::dice::Dice;
use super::words::{LINKING, NOUNS, RU_LINKING, RU_NOUNS, RU_VERBS, VERBS};

/// Names that the corpus knows; the first ones are in the news far more often.
const NAMES: usize = 3_000;

/// A language in which articles are thrown together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Russian,
}

/// An invented name of a person or place, always the same for a number.
pub(super) fn name(tongue: Tongue, number: usize) -> String {
    const BEGIN: [&str; 20] = [
        "Vas", "Kor", "Mel", "Tar", "Ol", "Bren", "Sul", "Nad", "Irv", "Dob", "Zel", "Gur", "Hal", "Jor",
        "Lum", "Pel", "Rud", "Ves", "Yar", "Fen",
    ];
    const MIDDLE: [&str; 15] =
        ["", "an", "er", "im", "ol", "ut", "ev", "ad", "in", "or", "ul", "ek", "av", "is", "om"];
    const END: [&str; 10] = ["sky", "ia", "berg", "eth", "ova", "dal", "mir", "ton", "wick", "and"];
    const RU_BEGIN: [&str; 20] = [
        "Вас", "Кор", "Мел", "Тар", "Ол", "Брен", "Сул", "Над", "Ирв", "Доб", "Зел", "Гур", "Хал", "Йор",
        "Лум", "Пел", "Руд", "Вес", "Яр", "Фен",
    ];
    const RU_MIDDLE: [&str; 15] =
        ["", "ан", "ер", "им", "ол", "ут", "ев", "ад", "ин", "ор", "ул", "ек", "ав", "ис", "ом"];
    const RU_END: [&str; 10] = ["ск", "ия", "берг", "ет", "ово", "дал", "мир", "тон", "вик", "анд"];
    let (begin, middle, end) = match tongue {
        Tongue::English => (BEGIN, MIDDLE, END),
        Tongue::Russian => (RU_BEGIN, RU_MIDDLE, RU_END),
    };
    let number = number % NAMES;
    format!("{}{}{}", begin[number % 20], middle[number / 20 % 15], end[number / 300])
}

/// A sentence of about `words` words.
pub(super) fn sentence(dice: &mut Dice, tongue: Tongue, words: usize) -> String {
    let mut text = String::new();
    for index in 0..words {
        let name_here = index > 0 && dice.chance(6);
        let word =
            if name_here { name(tongue, dice.zipf(NAMES)) } else { word(dice, tongue, index).to_owned() };
        if index == 0 {
            let mut letters = word.chars();
            text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            text.push_str(letters.as_str());
        } else {
            text.push_str(if dice.chance(4) { ", " } else { " " });
            text.push_str(&word);
        }
    }
    text.push('.');
    text
}

/// A headline.
pub(super) fn headline(dice: &mut Dice, tongue: Tongue) -> String {
    let words = 5 + dice.below(5);
    let mut line = sentence(dice, tongue, words);
    line.pop();
    line
}

/// A paragraph of three to six sentences.
pub(super) fn paragraph(dice: &mut Dice, tongue: Tongue) -> String {
    let sentences = 3 + dice.below(4);
    let mut text = String::new();
    for index in 0..sentences {
        if index > 0 {
            text.push(' ');
        }
        let words = 8 + dice.below(14);
        text.push_str(&sentence(dice, tongue, words));
    }
    text
}

fn word(dice: &mut Dice, tongue: Tongue, index: usize) -> &'static str {
    let (nouns, verbs, linking): (&[&str], &[&str], &[&str]) = match tongue {
        Tongue::English => (&NOUNS, &VERBS, &LINKING),
        Tongue::Russian => (&RU_NOUNS, &RU_VERBS, &RU_LINKING),
    };
    match index % 5 {
        1 | 4 => nouns[dice.zipf(nouns.len())],
        2 if dice.chance(60) => verbs[dice.below(verbs.len())],
        _ => linking[dice.below(linking.len())],
    }
}
