//! English.

use super::super::locale::{Locale, Span, Token, When, am_pm};
use super::one_or;

pub(super) static LOCALE: Locale = Locale {
    tag: "en",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    months_in_date: None,
    months_short: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    months_short_in_date: None,
    weekdays: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    weekdays_short: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    weekdays_min: ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"],
    lt: "h:mm A",
    lts: "h:mm:ss A",
    l: "MM/DD/YYYY",
    ll: "MMMM D, YYYY",
    lll: "MMMM D, YYYY h:mm A",
    llll: "dddd, MMMM D, YYYY h:mm A",
    first_weekday: 0,
    first_week_has: 1,
    meridiem: am_pm,
    ordinal,
    relative,
};

fn ordinal(number: i64, _: Token) -> String {
    let suffix = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}

fn relative(span: Span, when: When) -> String {
    let span = match span {
        Span::Seconds => "a few seconds".to_owned(),
        Span::Minutes(n) => one_or(n, "a minute", "minutes"),
        Span::Hours(n) => one_or(n, "an hour", "hours"),
        Span::Days(n) => one_or(n, "a day", "days"),
        Span::Months(n) => one_or(n, "a month", "months"),
        Span::Years(n) => one_or(n, "a year", "years"),
    };
    match when {
        When::Past => format!("{span} ago"),
        When::Future => format!("in {span}"),
    }
}
