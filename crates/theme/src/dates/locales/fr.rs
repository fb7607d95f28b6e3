//! French.

use super::super::locale::{Locale, Span, Token, When, am_pm};
use super::one_or;

pub(super) static LOCALE: Locale = Locale {
    tag: "fr",
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    months_in_date: None,
    months_short: [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ],
    months_short_in_date: None,
    weekdays: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    weekdays_short: ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
    weekdays_min: ["di", "lu", "ma", "me", "je", "ve", "sa"],
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

fn ordinal(number: i64, token: Token) -> String {
    match (number, token) {
        (1, Token::Week) => "1re".to_owned(),
        (1, _) => "1er".to_owned(),
        (_, Token::Day) => number.to_string(),
        _ => format!("{number}e"),
    }
}

fn relative(span: Span, when: When) -> String {
    let span = match span {
        Span::Seconds => "quelques secondes".to_owned(),
        Span::Minutes(n) => one_or(n, "une minute", "minutes"),
        Span::Hours(n) => one_or(n, "une heure", "heures"),
        Span::Days(n) => one_or(n, "un jour", "jours"),
        Span::Months(n) => one_or(n, "un mois", "mois"),
        Span::Years(n) => one_or(n, "un an", "ans"),
    };
    match when {
        When::Past => format!("il y a {span}"),
        When::Future => format!("dans {span}"),
    }
}
