//! Polish.

use super::super::locale::{Locale, Span, When, am_pm, with_full_stop};
use super::slavic;

pub(super) static LOCALE: Locale = Locale {
    tag: "pl",
    months: [
        "styczeń",
        "luty",
        "marzec",
        "kwiecień",
        "maj",
        "czerwiec",
        "lipiec",
        "sierpień",
        "wrzesień",
        "październik",
        "listopad",
        "grudzień",
    ],
    months_in_date: Some([
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ]),
    months_short: ["sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"],
    months_short_in_date: None,
    weekdays: ["niedziela", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota"],
    weekdays_short: ["ndz", "pon", "wt", "śr", "czw", "pt", "sob"],
    weekdays_min: ["Nd", "Pn", "Wt", "Śr", "Cz", "Pt", "So"],
    lt: "HH:mm",
    lts: "HH:mm:ss",
    l: "DD.MM.YYYY",
    ll: "D MMMM YYYY",
    lll: "D MMMM YYYY HH:mm",
    llll: "dddd, D MMMM YYYY HH:mm",
    first_weekday: 1,
    first_week_has: 4,
    meridiem: am_pm,
    ordinal: with_full_stop,
    relative,
};

fn relative(span: Span, when: When) -> String {
    let span = match span {
        Span::Seconds => "kilka sekund".to_owned(),
        Span::Minutes(1) => "minutę".to_owned(),
        Span::Minutes(n) => format!("{n} {}", slavic(n, ["minutę", "minuty", "minut"])),
        Span::Hours(1) => "godzinę".to_owned(),
        Span::Hours(n) => format!("{n} {}", slavic(n, ["godzinę", "godziny", "godzin"])),
        Span::Days(1) => "1 dzień".to_owned(),
        Span::Days(n) => format!("{n} {}", slavic(n, ["dzień", "dni", "dni"])),
        Span::Months(1) => "miesiąc".to_owned(),
        Span::Months(n) => format!("{n} {}", slavic(n, ["miesiąc", "miesiące", "miesięcy"])),
        Span::Years(1) => "rok".to_owned(),
        Span::Years(n) => format!("{n} {}", slavic(n, ["rok", "lata", "lat"])),
    };
    match when {
        When::Past => format!("{span} temu"),
        When::Future => format!("za {span}"),
    }
}
