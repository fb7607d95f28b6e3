//! "3 hours ago", "in a day": moment's thresholds.

use jiff::Timestamp;

use super::locale::{Locale, Span, When};

/// `at` as seen from `now`.
pub(crate) fn ago(at: Timestamp, now: Timestamp, locale: &Locale) -> String {
    let difference = (at.as_millisecond() - now.as_millisecond()) as f64 / 1000.0;
    let when = if difference > 0.0 { When::Future } else { When::Past };
    (locale.relative)(span(difference.abs()), when)
}

fn span(seconds: f64) -> Span {
    let days = seconds / 86_400.0;
    // 400 years of the Gregorian calendar have 146,097 days and 4,800 months.
    let months = days * 4800.0 / 146_097.0;
    let minutes = (seconds / 60.0).round() as i64;
    let hours = (seconds / 3600.0).round() as i64;
    match () {
        () if seconds.round() <= 44.0 => Span::Seconds,
        () if minutes < 45 => Span::Minutes(minutes.max(1)),
        () if hours < 22 => Span::Hours(hours.max(1)),
        () if days.round() < 26.0 => Span::Days((days.round() as i64).max(1)),
        () if months.round() < 11.0 => Span::Months((months.round() as i64).max(1)),
        () => Span::Years(((months / 12.0).round() as i64).max(1)),
    }
}
