//! Moments: relative to the caller's now, and as written in a filter. All in UTC.

use crate::expr::Unit;

const SECOND: i64 = 1000;
const DAY: i64 = 86_400 * SECOND;
/// 1 January of the years 0 and 10000: what is beyond is cut off there.
const FIRST: i64 = -62_167_219_200_000;
const LAST: i64 = 253_402_300_800_000;

/// The moment `amount` units after `now`, in milliseconds. A month later than 31 January is the end of February.
pub(crate) fn shift(now: i64, amount: i64, unit: Unit) -> i64 {
    let length = match unit {
        Unit::Second => SECOND,
        Unit::Minute => 60 * SECOND,
        Unit::Hour => 3600 * SECOND,
        Unit::Day => DAY,
        Unit::Week => 7 * DAY,
        Unit::Month | Unit::Year => {
            let months = if unit == Unit::Year { amount.saturating_mul(12) } else { amount };
            return shift_months(now, months);
        }
    };
    now.saturating_add(amount.saturating_mul(length)).clamp(FIRST, LAST)
}

fn shift_months(now: i64, months: i64) -> i64 {
    let (year, month, day) = civil(now.div_euclid(DAY));
    let index = (year * 12 + month - 1).saturating_add(months).clamp(0, 9999 * 12 + 11);
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
    days(year, month, day.min(month_length(year, month))) * DAY + now.rem_euclid(DAY)
}

fn month_length(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970 of a date. Years are counted from March, so that the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a day since 1970.
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let month_of_year = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month_of_year <= 2);
    (year, month_of_year, of_year - (153 * month + 2) / 5 + 1)
}

/// `2024-05-01`, with time (`T10:00`, ` 10:00:00.000`) and offset (`Z`, `+02:00`) if any; milliseconds since 1970.
pub(crate) fn read(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<u32>().ok().map(i64::from));
    let year = parts.next()??;
    let month = parts.next().unwrap_or(Some(1))?;
    let day = parts.next().unwrap_or(Some(1))?;
    if date.len() < 4
        || year > 9999
        || !(1..=12).contains(&month)
        || !(1..=month_length(year, month)).contains(&day)
    {
        return None;
    }
    let time = match time {
        Some(time) => time_of_day(time)?,
        None => 0,
    };
    Some(days(year, month, day) * DAY + time)
}

fn time_of_day(text: &str) -> Option<i64> {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => (&text[..at], offset(&text[at..])?),
        None => (text, 0),
    };
    let mut parts = clock.splitn(3, ':');
    let number = |part: Option<&str>, limit: u32| match part {
        None => Some(0),
        Some(part) => part.parse::<u32>().ok().filter(|number| *number <= limit).map(i64::from),
    };
    let hours = number(Some(parts.next()?), 24)?;
    let minutes = number(parts.next(), 59)?;
    let (seconds, fraction) = match parts.next() {
        None => (0, 0),
        Some(seconds) => match seconds.split_once('.') {
            None => (number(Some(seconds), 60)?, 0),
            Some((seconds, fraction)) => {
                let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
                (number(Some(seconds), 60)?, i64::from(digits.parse::<u32>().ok()?))
            }
        },
    };
    Some((hours * 3600 + minutes * 60 + seconds) * SECOND + fraction - offset)
}

fn offset(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let minutes = digits[..2].parse::<i64>().ok()? * 60 + digits[2..].parse::<i64>().ok()?;
    Some(if text.starts_with('-') { -minutes } else { minutes } * 60 * SECOND)
}

/// `2024-05-01 10:00:00`, as Ghost writes a relative moment into a text column.
pub(crate) fn write(moment: i64) -> String {
    let (year, month, day) = civil(moment.div_euclid(DAY));
    let second = moment.rem_euclid(DAY) / SECOND;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

#[cfg(test)]
mod tests {
    use super::{read, shift, write};
    use crate::expr::Unit;

    #[test]
    fn dates_are_read() {
        for (text, moment) in [
            ("1970-01-01", Some(0)),
            ("2024-02-29T12:00:00Z", Some(1_709_208_000_000)),
            ("2024-02-29 12:00:00", Some(1_709_208_000_000)),
            ("2024-02-29T12:00:00.5+02:00", Some(1_709_200_800_500)),
            ("2023-02-29", None),
            ("2024-13-01", None),
            ("nonsense", None),
            ("", None),
        ] {
            assert_eq!(read(text), moment, "{text}");
        }
    }

    #[test]
    fn months_end_where_they_end() {
        let from = |text: &str, amount, unit| write(shift(read(text).unwrap_or(0), amount, unit));
        assert_eq!(from("2024-01-31 10:00:00", 1, Unit::Month), "2024-02-29 10:00:00");
        assert_eq!(from("2024-02-29", -1, Unit::Year), "2023-02-28 00:00:00");
        assert_eq!(from("2024-01-01", -1, Unit::Second), "2023-12-31 23:59:59");
        assert_eq!(from("2024-01-01", i64::MIN, Unit::Year), "0000-01-01 00:00:00");
        assert_eq!(from("2024-01-01", i64::MAX, Unit::Week), "10000-01-01 00:00:00");
    }
}
