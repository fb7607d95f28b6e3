//! Armenian.

use super::super::locale::{Locale, Span, Token, When};
use super::one_or;

pub(super) static LOCALE: Locale = Locale {
    tag: "hy",
    months: [
        "հունվար",
        "փետրվար",
        "մարտ",
        "ապրիլ",
        "մայիս",
        "հունիս",
        "հուլիս",
        "օգոստոս",
        "սեպտեմբեր",
        "հոկտեմբեր",
        "նոյեմբեր",
        "դեկտեմբեր",
    ],
    months_in_date: Some([
        "հունվարի",
        "փետրվարի",
        "մարտի",
        "ապրիլի",
        "մայիսի",
        "հունիսի",
        "հուլիսի",
        "օգոստոսի",
        "սեպտեմբերի",
        "հոկտեմբերի",
        "նոյեմբերի",
        "դեկտեմբերի",
    ]),
    months_short: ["հնվ", "փտր", "մրտ", "ապր", "մյս", "հնս", "հլս", "օգս", "սպտ", "հկտ", "նմբ", "դկտ"],
    months_short_in_date: None,
    weekdays: ["կիրակի", "երկուշաբթի", "երեքշաբթի", "չորեքշաբթի", "հինգշաբթի", "ուրբաթ", "շաբաթ"],
    weekdays_short: ["կրկ", "երկ", "երք", "չրք", "հնգ", "ուրբ", "շբթ"],
    weekdays_min: ["կրկ", "երկ", "երք", "չրք", "հնգ", "ուրբ", "շբթ"],
    lt: "HH:mm",
    lts: "HH:mm:ss",
    l: "DD.MM.YYYY",
    ll: "D MMMM YYYY թ.",
    lll: "D MMMM YYYY թ., HH:mm",
    llll: "dddd, D MMMM YYYY թ., HH:mm",
    first_weekday: 1,
    first_week_has: 7,
    meridiem,
    ordinal,
    relative,
};

fn meridiem(hour: i8, _: bool) -> &'static str {
    match hour {
        0..4 => "գիշերվա",
        4..12 => "առավոտվա",
        12..17 => "ցերեկվա",
        _ => "երեկոյան",
    }
}

fn ordinal(number: i64, token: Token) -> String {
    match (token, number) {
        (Token::Week | Token::OtherDay, 1) => "1-ին".to_owned(),
        (Token::Week | Token::OtherDay, _) => format!("{number}-րդ"),
        _ => number.to_string(),
    }
}

fn relative(span: Span, when: When) -> String {
    let span = match span {
        Span::Seconds => "մի քանի վայրկյան".to_owned(),
        Span::Minutes(n) => one_or(n, "րոպե", "րոպե"),
        Span::Hours(n) => one_or(n, "ժամ", "ժամ"),
        Span::Days(n) => one_or(n, "օր", "օր"),
        Span::Months(n) => one_or(n, "ամիս", "ամիս"),
        Span::Years(n) => one_or(n, "տարի", "տարի"),
    };
    match when {
        When::Past => format!("{span} առաջ"),
        When::Future => format!("{span} հետո"),
    }
}
