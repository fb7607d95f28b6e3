//! Turkish.

use super::super::locale::{Locale, Span, When, am_pm, with_full_stop};
use super::one_or;

pub(super) static LOCALE: Locale = Locale {
    tag: "tr",
    months: [
        "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım",
        "Aralık",
    ],
    months_in_date: None,
    months_short: ["Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"],
    months_short_in_date: None,
    weekdays: ["Pazar", "Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi"],
    weekdays_short: ["Paz", "Pts", "Sal", "Çar", "Per", "Cum", "Cts"],
    weekdays_min: ["Pz", "Pt", "Sa", "Ça", "Pe", "Cu", "Ct"],
    lt: "HH:mm",
    lts: "HH:mm:ss",
    l: "DD.MM.YYYY",
    ll: "D MMMM YYYY",
    lll: "D MMMM YYYY HH:mm",
    llll: "dddd, D MMMM YYYY HH:mm",
    first_weekday: 1,
    first_week_has: 1,
    meridiem: am_pm,
    ordinal: with_full_stop,
    relative,
};

fn relative(span: Span, when: When) -> String {
    let span = match span {
        Span::Seconds => "birkaç saniye".to_owned(),
        Span::Minutes(n) => one_or(n, "bir dakika", "dakika"),
        Span::Hours(n) => one_or(n, "bir saat", "saat"),
        Span::Days(n) => one_or(n, "bir gün", "gün"),
        Span::Months(n) => one_or(n, "bir ay", "ay"),
        Span::Years(n) => one_or(n, "bir yıl", "yıl"),
    };
    match when {
        When::Past => format!("{span} önce"),
        When::Future => format!("{span} sonra"),
    }
}
