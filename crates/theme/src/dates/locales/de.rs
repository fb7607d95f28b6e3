//! German.

use super::super::locale::{Locale, Span, When, am_pm, with_full_stop};
use super::one_or;

pub(super) static LOCALE: Locale = Locale {
    tag: "de",
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    months_in_date: None,
    months_short: [
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez.",
    ],
    months_short_in_date: None,
    weekdays: ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
    weekdays_short: ["So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."],
    weekdays_min: ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"],
    lt: "HH:mm",
    lts: "HH:mm:ss",
    l: "DD.MM.YYYY",
    ll: "D. MMMM YYYY",
    lll: "D. MMMM YYYY HH:mm",
    llll: "dddd, D. MMMM YYYY HH:mm",
    first_weekday: 1,
    first_week_has: 4,
    meridiem: am_pm,
    ordinal: with_full_stop,
    relative,
};

fn relative(span: Span, when: When) -> String {
    let span = match span {
        Span::Seconds => "ein paar Sekunden".to_owned(),
        Span::Minutes(n) => one_or(n, "einer Minute", "Minuten"),
        Span::Hours(n) => one_or(n, "einer Stunde", "Stunden"),
        Span::Days(n) => one_or(n, "einem Tag", "Tagen"),
        Span::Months(n) => one_or(n, "einem Monat", "Monaten"),
        Span::Years(n) => one_or(n, "einem Jahr", "Jahren"),
    };
    match when {
        When::Past => format!("vor {span}"),
        When::Future => format!("in {span}"),
    }
}
