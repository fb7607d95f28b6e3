//! Italian.

use super::super::locale::{Locale, Span, Token, When, am_pm};
use super::one_or;

pub(super) static LOCALE: Locale = Locale {
    tag: "it",
    months: [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    months_in_date: None,
    months_short: ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
    months_short_in_date: None,
    weekdays: ["domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"],
    weekdays_short: ["dom", "lun", "mar", "mer", "gio", "ven", "sab"],
    weekdays_min: ["do", "lu", "ma", "me", "gi", "ve", "sa"],
    lt: "HH:mm",
    lts: "HH:mm:ss",
    l: "DD/MM/YYYY",
    ll: "D MMMM YYYY",
    lll: "D MMMM YYYY HH:mm",
    llll: "dddd D MMMM YYYY HH:mm",
    first_weekday: 1,
    first_week_has: 4,
    meridiem: am_pm,
    ordinal,
    relative,
};

fn ordinal(number: i64, _: Token) -> String {
    format!("{number}º")
}

fn relative(span: Span, when: When) -> String {
    let span = match span {
        Span::Seconds => "alcuni secondi".to_owned(),
        Span::Minutes(n) => one_or(n, "un minuto", "minuti"),
        Span::Hours(n) => one_or(n, "un'ora", "ore"),
        Span::Days(n) => one_or(n, "un giorno", "giorni"),
        Span::Months(n) => one_or(n, "un mese", "mesi"),
        Span::Years(n) => one_or(n, "un anno", "anni"),
    };
    match when {
        When::Past => format!("{span} fa"),
        When::Future => {
            let word = if span.starts_with(|c: char| c.is_ascii_digit()) { "tra" } else { "in" };
            format!("{word} {span}")
        }
    }
}
