//! The languages dates can be printed in, one file a language.

mod de;
mod en;
mod es;
mod fr;
mod hy;
mod it;
mod ka;
mod pl;
mod pt;
mod ru;
mod tr;
mod uk;

use super::locale::Locale;

static ALL: [&Locale; 12] = [
    &en::LOCALE,
    &de::LOCALE,
    &es::LOCALE,
    &fr::LOCALE,
    &hy::LOCALE,
    &it::LOCALE,
    &ka::LOCALE,
    &pl::LOCALE,
    &pt::LOCALE,
    &ru::LOCALE,
    &tr::LOCALE,
    &uk::LOCALE,
];

/// The language of a BCP 47 tag (`ru`, `pt-BR`, `hy_AM`), English where we know none.
pub(crate) fn find(tag: &str) -> &'static Locale {
    let language = tag.split(['-', '_']).next().unwrap_or(tag);
    ALL.into_iter().find(|locale| locale.tag.eq_ignore_ascii_case(language)).unwrap_or(&en::LOCALE)
}

/// Which of three Slavic forms a number takes: 1 час, 2 часа, 5 часов.
fn slavic(number: i64, forms: [&'static str; 3]) -> &'static str {
    match (number % 10, number % 100) {
        (1, rest) if rest != 11 => forms[0],
        (2..=4, rest) if !(12..=14).contains(&rest) => forms[1],
        _ => forms[2],
    }
}

/// One or several of a unit.
fn one_or(number: i64, one: &str, many: &str) -> String {
    if number == 1 { one.to_owned() } else { format!("{number} {many}") }
}
