//! Moment's format tokens. A format is read left to right; the longest token wins:
//!
//! ```text
//! YYYY YY Y  Q Qo  M Mo MM MMM MMMM  D Do DD  DDD DDDo DDDD  d do dd ddd dddd  e E
//! w wo ww  W Wo WW  gggg gg GGGG GG  H HH h hh k kk  m mm  s ss  S SS SSS…  a A  Z ZZ z zz  x X
//! LT LTS L LL LLL LLLL l ll lll llll     [literal]  \x
//! ```

use std::fmt::Write;

use jiff::ZonedDateTime;

use super::locale::{Locale, Token};

/// `at` printed by `format` in this language.
pub(crate) fn format(at: &ZonedDateTime, format: &str, locale: &Locale) -> String {
    let format = expand(format, locale);
    let in_date = month_follows_day(&format);
    let mut out = String::with_capacity(format.len() + 16);
    let mut rest = format.as_str();
    while let Some(first) = rest.chars().next() {
        if first == '[' {
            if let Some(end) = rest.find(']') {
                out.push_str(&rest[1..end]);
                rest = &rest[end + 1..];
                continue;
            }
        } else if first == '\\' {
            rest = &rest[1..];
            let token = token_at(rest);
            out.push_str(token);
            rest = &rest[token.len()..];
            continue;
        }
        let token = token_at(rest);
        print(&mut out, token, at, locale, in_date);
        rest = &rest[token.len()..];
    }
    out
}

/// Replaces `LL`, `lll` and so on by what the language makes of them.
fn expand(format: &str, locale: &Locale) -> String {
    if !format.contains(['L', 'l']) {
        return format.to_owned();
    }
    let mut out = String::with_capacity(format.len() + 24);
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '[' => rest.find(']').map_or(1, |end| end + 1),
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            'L' | 'l' => {
                let (long, taken) = long_format(rest, locale);
                if first == 'L' {
                    out.push_str(long);
                } else {
                    shorten(&mut out, long);
                }
                rest = &rest[taken..];
                continue;
            }
            other => other.len_utf8(),
        };
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    out
}

/// The long format that `rest` begins with, and how many bytes of `rest` ask for it.
fn long_format<'a>(rest: &str, locale: &'a Locale) -> (&'a str, usize) {
    if rest.starts_with("LTS") {
        return (locale.lts, 3);
    }
    if rest.starts_with("LT") {
        return (locale.lt, 2);
    }
    let letter = rest.as_bytes()[0];
    let run = rest.bytes().take(4).take_while(|&byte| byte == letter).count();
    ([locale.l, locale.ll, locale.lll, locale.llll][run - 1], run)
}

/// `LL` to `ll`: month and weekday names become their abbreviations, padded figures lose their zero.
fn shorten(out: &mut String, long: &str) {
    let mut rest = long;
    while let Some(first) = rest.chars().next() {
        let cut = ["MMMM", "MM", "DD", "dddd"].into_iter().find(|token| rest.starts_with(token));
        if first == '[' && rest.contains(']') {
            let end = rest.find(']').unwrap_or(rest.len() - 1) + 1;
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if let Some(token) = cut {
            out.push_str(&token[1..]);
            rest = &rest[token.len()..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
}

/// Whether a day stands directly before a month name: then many languages bend the name.
fn month_follows_day(format: &str) -> bool {
    let mut rest = format;
    while let Some(at) = rest.find('D') {
        rest = rest[at + 1..].trim_start_matches('D');
        let mut after = rest.strip_prefix('o').unwrap_or(rest);
        let before = after.len();
        loop {
            let trimmed = after.trim_start();
            match trimmed.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
                Some((_, next)) => after = next,
                None => {
                    after = trimmed;
                    break;
                }
            }
        }
        if after.len() < before && after.starts_with("MMM") {
            return true;
        }
    }
    false
}

/// The longest token at the start of `rest`; a character that is none is returned alone.
fn token_at(rest: &str) -> &str {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let Some(&letter) = rest.as_bytes().first() else { return "" };
    let longest = match letter {
        b'M' | b'd' | b'D' => 4,
        b'Y' => 6,
        b'g' | b'G' => 5,
        b'Q' => 1,
        b'H' | b'h' | b'k' | b'm' | b's' | b'z' | b'Z' | b'w' | b'W' => 2,
        b'S' => 9,
        _ => return &rest[..first],
    };
    let run = rest.bytes().take(longest).take_while(|&byte| byte == letter).count();
    let run = if letter == b'Y' && run == 3 { 2 } else { run };
    let ordinal =
        matches!(&rest[..run], "M" | "D" | "DDD" | "d" | "Q" | "w" | "W") && rest[run..].starts_with('o');
    &rest[..run + usize::from(ordinal)]
}

fn print(out: &mut String, token: &str, at: &ZonedDateTime, locale: &Locale, in_date: bool) {
    let hour12 = match at.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let hour24 = if at.hour() == 0 { 24 } else { at.hour() };
    let month = usize::from(at.month().unsigned_abs()) - 1;
    let weekday = usize::from(at.weekday().to_sunday_zero_offset().unsigned_abs());
    let from_first = (weekday as u8 + 7 - locale.first_weekday) % 7;
    let bent = |plain: &[&'static str; 12], bent: &Option<[&'static str; 12]>| match bent {
        Some(bent) if in_date => bent[month],
        _ => plain[month],
    };
    // Writing to a String cannot fail.
    let _ = match token {
        "YYYY" | "YYYYY" | "YYYYYY" => write!(out, "{:04}", at.year()),
        "YY" => write!(out, "{:02}", at.year().rem_euclid(100)),
        "Y" => write!(out, "{}", at.year()),
        "Q" => write!(out, "{}", month / 3 + 1),
        "M" => write!(out, "{}", month + 1),
        "MM" => write!(out, "{:02}", month + 1),
        "MMM" => write!(out, "{}", bent(&locale.months_short, &locale.months_short_in_date)),
        "MMMM" => write!(out, "{}", bent(&locale.months, &locale.months_in_date)),
        "D" => write!(out, "{}", at.day()),
        "DD" => write!(out, "{:02}", at.day()),
        "DDD" => write!(out, "{}", at.day_of_year()),
        "DDDD" => write!(out, "{:03}", at.day_of_year()),
        "d" => write!(out, "{weekday}"),
        "dd" => write!(out, "{}", locale.weekdays_min[weekday]),
        "ddd" => write!(out, "{}", locale.weekdays_short[weekday]),
        "dddd" => write!(out, "{}", locale.weekdays[weekday]),
        "e" => write!(out, "{from_first}"),
        "E" => write!(out, "{}", at.weekday().to_monday_one_offset()),
        "w" => write!(out, "{}", local_week(at, locale).1),
        "ww" => write!(out, "{:02}", local_week(at, locale).1),
        "W" => write!(out, "{}", at.date().iso_week_date().week()),
        "WW" => write!(out, "{:02}", at.date().iso_week_date().week()),
        "gggg" | "ggggg" => write!(out, "{:04}", local_week(at, locale).0),
        "gg" => write!(out, "{:02}", local_week(at, locale).0.rem_euclid(100)),
        "GGGG" | "GGGGG" => write!(out, "{:04}", at.date().iso_week_date().year()),
        "GG" => write!(out, "{:02}", at.date().iso_week_date().year().rem_euclid(100)),
        "H" => write!(out, "{}", at.hour()),
        "HH" => write!(out, "{:02}", at.hour()),
        "h" => write!(out, "{hour12}"),
        "hh" => write!(out, "{hour12:02}"),
        "k" => write!(out, "{hour24}"),
        "kk" => write!(out, "{hour24:02}"),
        "m" => write!(out, "{}", at.minute()),
        "mm" => write!(out, "{:02}", at.minute()),
        "s" => write!(out, "{}", at.second()),
        "ss" => write!(out, "{:02}", at.second()),
        "a" => write!(out, "{}", (locale.meridiem)(at.hour(), true)),
        "A" => write!(out, "{}", (locale.meridiem)(at.hour(), false)),
        "Z" => write!(out, "{}", offset(at, ":")),
        "ZZ" => write!(out, "{}", offset(at, "")),
        "z" | "zz" => write!(out, "{}", at.strftime("%Z")),
        "x" => write!(out, "{}", at.timestamp().as_millisecond()),
        "X" => write!(out, "{}", at.timestamp().as_second()),
        "Mo" => write!(out, "{}", (locale.ordinal)(month as i64 + 1, Token::Month)),
        "Qo" => write!(out, "{}", (locale.ordinal)(month as i64 / 3 + 1, Token::Month)),
        "Do" => write!(out, "{}", (locale.ordinal)(i64::from(at.day()), Token::Day)),
        "DDDo" => write!(out, "{}", (locale.ordinal)(i64::from(at.day_of_year()), Token::OtherDay)),
        "do" => write!(out, "{}", (locale.ordinal)(weekday as i64, Token::OtherDay)),
        "wo" => write!(out, "{}", (locale.ordinal)(local_week(at, locale).1, Token::Week)),
        "Wo" => write!(out, "{}", (locale.ordinal)(i64::from(at.date().iso_week_date().week()), Token::Week)),
        _ if token.starts_with('S') => {
            let digits = format!("{:09}", at.subsec_nanosecond());
            write!(out, "{}", &digits[..token.len().min(9)])
        }
        _ => write!(out, "{token}"),
    };
}

fn offset(at: &ZonedDateTime, colon: &str) -> String {
    let seconds = at.offset().seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
}

/// Year and week by this language's first day of the week and first week of the year.
fn local_week(at: &ZonedDateTime, locale: &Locale) -> (i16, i64) {
    let week_one = |year: i16| -> Option<jiff::civil::Date> {
        let inside = jiff::civil::Date::new(year, 1, locale.first_week_has.cast_signed()).ok()?;
        let weekday = inside.weekday().to_sunday_zero_offset();
        let back = (weekday + 7 - locale.first_weekday.cast_signed()) % 7;
        inside.checked_sub(jiff::Span::new().days(i64::from(back))).ok()
    };
    let date = at.date();
    for year in [date.year() + 1, date.year(), date.year() - 1] {
        if let Some(start) = week_one(year).filter(|&start| start <= date) {
            let days = (date - start).get_days();
            return (year, i64::from(days) / 7 + 1);
        }
    }
    (date.year(), 1)
}
