//! Dates between strings and moments. Rows hold milliseconds; templates see the ISO 8601 text that Ghost's API gives.

use std::fmt::Write;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// Reads what a template may hand over: ISO 8601 with or without time and zone (then UTC).
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    if let Ok(at) = text.parse::<jiff::civil::DateTime>() {
        return at.to_zoned_datetime(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    }
    let padded = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => return None,
    };
    let day = padded.parse::<jiff::civil::Date>().ok()?;
    day.to_zoned_datetime(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// `2026-01-31T09:05:00.000+01:00`, as Ghost's API prints dates in the site's time zone.
pub(crate) fn iso(milliseconds: i64, zone: &TimeZone) -> Option<String> {
    let at: ZonedDateTime = Timestamp::from_millisecond(milliseconds).ok()?.to_zoned_datetime(zone.clone());
    let offset = at.offset().seconds();
    let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs() / 60);
    let mut out = String::with_capacity(29);
    let _ = write!(
        out,
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}{sign}{:02}:{:02}",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second(),
        at.millisecond(),
        minutes / 60,
        minutes % 60
    );
    Some(out)
}
