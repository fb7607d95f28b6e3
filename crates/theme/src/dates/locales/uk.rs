//! Ukrainian.

use super::super::locale::{Locale, Span, Token, When};
use super::slavic;

pub(super) static LOCALE: Locale = Locale {
    tag: "uk",
    months: [
        "січень",
        "лютий",
        "березень",
        "квітень",
        "травень",
        "червень",
        "липень",
        "серпень",
        "вересень",
        "жовтень",
        "листопад",
        "грудень",
    ],
    months_in_date: Some([
        "січня",
        "лютого",
        "березня",
        "квітня",
        "травня",
        "червня",
        "липня",
        "серпня",
        "вересня",
        "жовтня",
        "листопада",
        "грудня",
    ]),
    months_short: ["січ", "лют", "бер", "квіт", "трав", "черв", "лип", "серп", "вер", "жовт", "лист", "груд"],
    months_short_in_date: None,
    weekdays: ["неділя", "понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота"],
    weekdays_short: ["нд", "пн", "вт", "ср", "чт", "пт", "сб"],
    weekdays_min: ["нд", "пн", "вт", "ср", "чт", "пт", "сб"],
    lt: "HH:mm",
    lts: "HH:mm:ss",
    l: "DD.MM.YYYY",
    ll: "D MMMM YYYY р.",
    lll: "D MMMM YYYY р., HH:mm",
    llll: "dddd, D MMMM YYYY р., HH:mm",
    first_weekday: 1,
    first_week_has: 7,
    meridiem,
    ordinal,
    relative,
};

fn meridiem(hour: i8, _: bool) -> &'static str {
    match hour {
        0..4 => "ночі",
        4..12 => "ранку",
        12..17 => "дня",
        _ => "вечора",
    }
}

fn ordinal(number: i64, token: Token) -> String {
    match token {
        Token::Day => format!("{number}-го"),
        Token::Week | Token::Month | Token::OtherDay => format!("{number}-й"),
    }
}

fn relative(span: Span, when: When) -> String {
    let span = match span {
        Span::Seconds => "декілька секунд".to_owned(),
        Span::Minutes(1) => "хвилину".to_owned(),
        Span::Minutes(n) => format!("{n} {}", slavic(n, ["хвилину", "хвилини", "хвилин"])),
        Span::Hours(1) => "годину".to_owned(),
        Span::Hours(n) => format!("{n} {}", slavic(n, ["годину", "години", "годин"])),
        Span::Days(1) => "день".to_owned(),
        Span::Days(n) => format!("{n} {}", slavic(n, ["день", "дні", "днів"])),
        Span::Months(1) => "місяць".to_owned(),
        Span::Months(n) => format!("{n} {}", slavic(n, ["місяць", "місяці", "місяців"])),
        Span::Years(1) => "рік".to_owned(),
        Span::Years(n) => format!("{n} {}", slavic(n, ["рік", "роки", "років"])),
    };
    match when {
        When::Past => format!("{span} тому"),
        When::Future => format!("за {span}"),
    }
}
