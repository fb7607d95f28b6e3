//! Spanish.

use super::super::locale::{Locale, Span, Token, When, am_pm};
use super::one_or;

pub(super) static LOCALE: Locale = Locale {
    tag: "es",
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    months_in_date: None,
    months_short: [
        "ene.", "feb.", "mar.", "abr.", "may.", "jun.", "jul.", "ago.", "sep.", "oct.", "nov.", "dic.",
    ],
    months_short_in_date: None,
    weekdays: ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
    weekdays_short: ["dom.", "lun.", "mar.", "mié.", "jue.", "vie.", "sáb."],
    weekdays_min: ["do", "lu", "ma", "mi", "ju", "vi", "sá"],
    lt: "H:mm",
    lts: "H:mm:ss",
    l: "DD/MM/YYYY",
    ll: "D [de] MMMM [de] YYYY",
    lll: "D [de] MMMM [de] YYYY H:mm",
    llll: "dddd, D [de] MMMM [de] YYYY H:mm",
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
        Span::Seconds => "unos segundos".to_owned(),
        Span::Minutes(n) => one_or(n, "un minuto", "minutos"),
        Span::Hours(n) => one_or(n, "una hora", "horas"),
        Span::Days(n) => one_or(n, "un día", "días"),
        Span::Months(n) => one_or(n, "un mes", "meses"),
        Span::Years(n) => one_or(n, "un año", "años"),
    };
    match when {
        When::Past => format!("hace {span}"),
        When::Future => format!("en {span}"),
    }
}
