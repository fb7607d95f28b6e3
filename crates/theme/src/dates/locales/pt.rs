//! Portuguese.

use super::super::locale::{Locale, Span, Token, When, am_pm};
use super::one_or;

pub(super) static LOCALE: Locale = Locale {
    tag: "pt",
    months: [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    months_in_date: None,
    months_short: [
        "jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez.",
    ],
    months_short_in_date: None,
    weekdays: [
        "domingo",
        "segunda-feira",
        "terça-feira",
        "quarta-feira",
        "quinta-feira",
        "sexta-feira",
        "sábado",
    ],
    weekdays_short: ["dom", "seg", "ter", "qua", "qui", "sex", "sáb"],
    weekdays_min: ["do", "2ª", "3ª", "4ª", "5ª", "6ª", "sá"],
    lt: "HH:mm",
    lts: "HH:mm:ss",
    l: "DD/MM/YYYY",
    ll: "D [de] MMMM [de] YYYY",
    lll: "D [de] MMMM [de] YYYY HH:mm",
    llll: "dddd, D [de] MMMM [de] YYYY HH:mm",
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
        Span::Seconds => "segundos".to_owned(),
        Span::Minutes(n) => one_or(n, "um minuto", "minutos"),
        Span::Hours(n) => one_or(n, "uma hora", "horas"),
        Span::Days(n) => one_or(n, "um dia", "dias"),
        Span::Months(n) => one_or(n, "um mês", "meses"),
        Span::Years(n) => one_or(n, "um ano", "anos"),
    };
    match when {
        When::Past => format!("há {span}"),
        When::Future => format!("em {span}"),
    }
}
