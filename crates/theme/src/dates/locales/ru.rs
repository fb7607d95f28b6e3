//! Russian.

use super::super::locale::{Locale, Span, Token, When};
use super::slavic;

pub(super) static LOCALE: Locale = Locale {
    tag: "ru",
    months: [
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ],
    months_in_date: Some([
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ]),
    months_short: [
        "янв.",
        "февр.",
        "март",
        "апр.",
        "май",
        "июнь",
        "июль",
        "авг.",
        "сент.",
        "окт.",
        "нояб.",
        "дек.",
    ],
    months_short_in_date: Some([
        "янв.",
        "февр.",
        "мар.",
        "апр.",
        "мая",
        "июня",
        "июля",
        "авг.",
        "сент.",
        "окт.",
        "нояб.",
        "дек.",
    ]),
    weekdays: ["воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"],
    weekdays_short: ["вс", "пн", "вт", "ср", "чт", "пт", "сб"],
    weekdays_min: ["вс", "пн", "вт", "ср", "чт", "пт", "сб"],
    lt: "H:mm",
    lts: "H:mm:ss",
    l: "DD.MM.YYYY",
    ll: "D MMMM YYYY г.",
    lll: "D MMMM YYYY г., H:mm",
    llll: "dddd, D MMMM YYYY г., H:mm",
    first_weekday: 1,
    first_week_has: 4,
    meridiem,
    ordinal,
    relative,
};

fn meridiem(hour: i8, _: bool) -> &'static str {
    match hour {
        0..4 => "ночи",
        4..12 => "утра",
        12..17 => "дня",
        _ => "вечера",
    }
}

fn ordinal(number: i64, token: Token) -> String {
    match token {
        Token::Day => format!("{number}-го"),
        Token::Week => format!("{number}-я"),
        Token::Month | Token::OtherDay => format!("{number}-й"),
    }
}

fn relative(span: Span, when: When) -> String {
    let span = match span {
        Span::Seconds => "несколько секунд".to_owned(),
        Span::Minutes(1) => "минуту".to_owned(),
        Span::Minutes(n) => format!("{n} {}", slavic(n, ["минуту", "минуты", "минут"])),
        Span::Hours(1) => "час".to_owned(),
        Span::Hours(n) => format!("{n} {}", slavic(n, ["час", "часа", "часов"])),
        Span::Days(1) => "день".to_owned(),
        Span::Days(n) => format!("{n} {}", slavic(n, ["день", "дня", "дней"])),
        Span::Months(1) => "месяц".to_owned(),
        Span::Months(n) => format!("{n} {}", slavic(n, ["месяц", "месяца", "месяцев"])),
        Span::Years(1) => "год".to_owned(),
        Span::Years(n) => format!("{n} {}", slavic(n, ["год", "года", "лет"])),
    };
    match when {
        When::Past => format!("{span} назад"),
        When::Future => format!("через {span}"),
    }
}
