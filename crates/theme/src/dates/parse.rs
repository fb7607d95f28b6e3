//! Dates between strings and moments. Rows hold milliseconds; templates see the ISO 8601 text that Ghost's API gives.

use std::fmt::Write;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// Reads what a template may hand over: ISO 8601 with or without time and zone (then UTC).
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Some(milliseconds) = canonical(text.as_bytes()) {
        return Timestamp::from_millisecond(milliseconds).ok();
    }
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

/// Milliseconds of exactly `2026-01-31T09:05:00.000+01:00`, the form in which views hand dates over: lists print
/// dozens of them.
fn canonical(text: &[u8]) -> Option<i64> {
    let shape = b"dddd-dd-ddTdd:dd:dd.ddd+dd:dd";
    let fits = |(&byte, &shape): (&u8, &u8)| match shape {
        b'd' => byte.is_ascii_digit(),
        b'+' => matches!(byte, b'+' | b'-'),
        mark => byte == mark,
    };
    if text.len() != shape.len() || !text.iter().zip(shape).all(fits) {
        return None;
    }
    let number =
        |from: usize, to: usize| text[from..to].iter().fold(0, |n, digit| n * 10 + i64::from(digit - b'0'));
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let (hour, minute, second) = (number(11, 13), number(14, 16), number(17, 19));
    if !(1..=12).contains(&month)
        || !(1..=28).contains(&day) && Date::new(year as i16, month as i8, day as i8).is_err()
    {
        return None;
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // Days since 1970, years beginning in March so that a leap day is the last one.
    let march = if month > 2 { month - 3 } else { month + 9 };
    let years = if month > 2 { year } else { year - 1 };
    let days = years * 365 + years / 4 - years / 100 + years / 400 + (153 * march + 2) / 5 + day - 719_469;
    let offset = (number(24, 26) * 60 + number(27, 29)) * if text[23] == b'-' { -1 } else { 1 };
    Some((((days * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000 + number(20, 23))
}

/// `2026-01-31T09:05:00.000+01:00`, as Ghost's API prints dates in the site's time zone.
pub fn iso(milliseconds: i64, zone: &TimeZone) -> Option<String> {
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
