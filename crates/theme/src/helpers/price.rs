//! `{{price}}`: an amount in hundredths as a price, as JavaScript's `Intl.NumberFormat` writes it.

use hbs::{Call, Result, Value};

use super::arguments::text_or;
use crate::scope::Ghost;

/// Currencies that a newsroom is likely to be paid in: code, digits behind the point, symbols in the order of [`LOCALES`], the English name of
/// one and of more. From the Unicode CLDR, by `Intl.NumberFormat` of Node 22.
const CURRENCIES: &str = include_str!("price/currencies.txt");

/// A language, and how it writes numbers and prices.
struct Locale {
    code: &'static str,
    point: &'static str,
    group: &'static str,
    /// Digits before the first group, at least, for groups to be told apart.
    grouped_from: usize,
    symbol: Place,
}

/// Where the symbol stands.
enum Place {
    /// Before the number; a word has a space behind it.
    Before,
    /// Before it with a space.
    Apart,
    /// Behind it with a space.
    Behind,
}

const SPACE: &str = "\u{a0}";

const fn locale(
    code: &'static str,
    point: &'static str,
    group: &'static str,
    grouped_from: usize,
    symbol: Place,
) -> Locale {
    Locale { code, point, group, grouped_from, symbol }
}

const LOCALES: [Locale; 12] = [
    locale("de", ",", ".", 1, Place::Behind),
    locale("en", ".", ",", 1, Place::Before),
    locale("es", ",", ".", 2, Place::Behind),
    locale("fr", ",", "\u{202f}", 1, Place::Behind),
    locale("hy", ",", SPACE, 2, Place::Behind),
    locale("it", ",", ".", 2, Place::Behind),
    locale("ka", ",", SPACE, 2, Place::Behind),
    locale("pl", ",", SPACE, 2, Place::Behind),
    locale("pt", ",", ".", 1, Place::Apart),
    locale("ru", ",", SPACE, 1, Place::Behind),
    locale("tr", ",", ".", 1, Place::Before),
    locale("uk", ",", SPACE, 1, Place::Behind),
];

/// A plan (`amount`, `currency`) or an amount, with `currency`; `numberFormat="long"` keeps empty hundredths, `currencyFormat` is `symbol`,
/// `code` or `name`. Without a currency it is the number alone, and without an amount the symbol alone.
pub(super) fn price<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let given = call.arg(0);
    let plan = |key: &str| given.get(key).filter(|_| matches!(given, Value::Object(_)));
    let amount = match given {
        Value::Number(amount) => Some(*amount),
        _ => plan("amount").and_then(|amount| amount.as_number()),
    };
    let currency = call.hash("currency").cloned().or(plan("currency"));
    let currency = currency.as_ref().and_then(Value::as_str).filter(|code| !code.is_empty());
    let locale = text_or(call, "locale", call.scope().language);
    let long = text_or(call, "numberFormat", "short") == "long";
    Ok(match (amount, currency) {
        (Some(amount), Some(currency)) => {
            let form = text_or(call, "currencyFormat", "symbol");
            Value::from(written(amount / 100.0, currency, locale, long, form))
        }
        (Some(amount), None) if matches!(given, Value::Number(_)) => Value::from(amount / 100.0),
        (None, Some(currency)) => Value::from(symbol(&currency.to_uppercase(), &LOCALES[1]).to_owned()),
        _ => Value::from(String::new()),
    })
}

/// The columns of a currency.
fn known(code: &str) -> Option<[&'static str; 3]> {
    CURRENCIES.lines().find_map(|line| {
        let mut columns = line.split('\t');
        (columns.next() == Some(code)).then(|| [(); 3].map(|()| columns.next().unwrap_or_default()))
    })
}

fn symbol<'c>(code: &'c str, locale: &Locale) -> &'c str {
    let place = LOCALES.iter().position(|other| other.code == locale.code);
    known(code).zip(place).and_then(|([_, symbols, _], place)| symbols.split('|').nth(place)).unwrap_or(code)
}

fn written(amount: f64, currency: &str, locale: &str, long: bool, form: &str) -> String {
    let language = locale.split(['-', '_']).next().unwrap_or_default();
    let locale = LOCALES.iter().find(|locale| locale.code == language).unwrap_or(&LOCALES[1]);
    let code: String = currency.chars().take(3).collect::<String>().to_uppercase();
    let digits: usize = known(&code).and_then(|[digits, ..]| digits.parse().ok()).unwrap_or(2);
    let digits = match long {
        true => digits,
        false if amount.fract() == 0.0 => 0,
        false => digits.max(2),
    };
    let number = grouped(&format!("{:.digits$}", amount.abs()), locale);
    let minus = if amount < 0.0 { "-" } else { "" };
    let sign = match (form, known(&code)) {
        ("name", Some([.., names])) if locale.code == "en" => {
            let (one, more) = names.split_once('|').unwrap_or((names, names));
            return format!("{minus}{number} {}", if number == "1" { one } else { more });
        }
        ("name" | "code", _) => &code,
        _ => symbol(&code, locale),
    };
    match locale.symbol {
        Place::Behind => format!("{minus}{number}{SPACE}{sign}"),
        Place::Before if !sign.ends_with(char::is_alphabetic) => format!("{minus}{sign}{number}"),
        Place::Before | Place::Apart => format!("{minus}{sign}{SPACE}{number}"),
    }
}

/// `1234567.89` in groups of three.
fn grouped(number: &str, locale: &Locale) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut out = String::new();
    let apart = whole.len() >= 3 + locale.grouped_from;
    for (at, digit) in whole.char_indices() {
        if apart && at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push_str(locale.group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(locale.point);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Node 22 writes them.
    const PRICES: [(&str, &str, i32, &str, &str, &str); 23] = [
        ("en", "USD", 500, "short", "symbol", "$5"),
        ("en", "USD", 550, "short", "symbol", "$5.50"),
        ("en", "USD", 123456789, "short", "symbol", "$1,234,567.89"),
        ("en", "USD", 500, "long", "symbol", "$5.00"),
        ("en", "usd", 500, "short", "code", "USD\u{a0}5"),
        ("en", "EUR", 100, "short", "name", "1 euro"),
        ("en", "EUR", 200, "long", "name", "2.00 euros"),
        ("en", "CHF", 500, "short", "symbol", "CHF\u{a0}5"),
        ("en", "JPY", 50000, "long", "symbol", "¥500"),
        ("en", "XXY", 500, "short", "symbol", "XXY\u{a0}5"),
        ("de", "EUR", 123450, "short", "symbol", "1.234,50\u{a0}€"),
        ("es", "EUR", 123450, "short", "symbol", "1234,50\u{a0}€"),
        ("fr", "USD", 123450, "short", "symbol", "1\u{202f}234,50\u{a0}$US"),
        ("ka", "GEL", 123450, "short", "symbol", "1234,50\u{a0}₾"),
        ("ka", "USD", 1234500, "short", "symbol", "12\u{a0}345\u{a0}US$"),
        ("ru", "RUB", 123400, "short", "symbol", "1\u{a0}234\u{a0}₽"),
        ("pl", "PLN", 123400, "long", "symbol", "1234,00\u{a0}zł"),
        ("pt", "BRL", 123450, "short", "symbol", "R$\u{a0}1.234,50"),
        ("tr", "TRY", 500, "short", "symbol", "₺5"),
        ("uk", "UAH", 500, "short", "symbol", "5\u{a0}₴"),
        ("hy", "AMD", 1234500, "short", "symbol", "12\u{a0}345\u{a0}֏"),
        ("it", "EUR", 1234560, "short", "symbol", "12.345,60\u{a0}€"),
        ("en", "USD", -500, "short", "symbol", "-$5"),
    ];

    #[test]
    fn prices_are_written_as_javascript_writes_them() {
        for (locale, currency, hundredths, number, form, expected) in PRICES {
            let found = written(f64::from(hundredths) / 100.0, currency, locale, number == "long", form);
            assert_eq!(found, expected, "{locale} {currency} {hundredths} {number} {form}");
        }
    }

    #[test]
    fn every_currency_has_a_symbol_in_every_language() {
        for line in CURRENCIES.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!((columns.len(), columns[2].split('|').count()), (4, LOCALES.len()), "{line}");
        }
    }
}
