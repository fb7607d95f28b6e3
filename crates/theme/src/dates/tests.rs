//! Expected texts were produced with moment 2.24 (the version in Ghost 6), except where the comment says otherwise.

use jiff::tz::TimeZone;

use super::*;

fn check(at: &str, pattern: &str, language: &str, zone: &str, expected: &str) {
    let zone = TimeZone::get(zone).unwrap();
    let at = parse(at).unwrap().to_zoned_datetime(zone);
    assert_eq!(format(&at, pattern, locale(language)), expected, "{pattern} in {language}");
}

#[test]
fn default_format_in_every_language() {
    let at = "2026-03-05T14:07:09.123Z";
    check(at, "ll", "en", "UTC", "Mar 5, 2026");
    check(at, "LL", "en", "UTC", "March 5, 2026");
    check(at, "ll", "ru", "UTC", "5 мар. 2026 г.");
    check(at, "LL", "ru", "UTC", "5 марта 2026 г.");
    check(at, "LL", "uk", "UTC", "5 березня 2026 р.");
    check(at, "LL", "hy", "UTC", "5 մարտի 2026 թ.");
    check(at, "ll", "de", "UTC", "5. März 2026");
    check(at, "LL", "fr", "UTC", "5 mars 2026");
    check(at, "LL", "es", "UTC", "5 de marzo de 2026");
    check(at, "ll", "es", "UTC", "5 de mar. de 2026");
    check(at, "LL", "pl", "UTC", "5 marca 2026");
    // Georgian: moment 2.24 bends months wrongly; later versions leave them as they are, and so do we.
    check(at, "LL", "ka", "UTC", "5 მარტი 2026");
    check(at, "LL", "xx", "UTC", "March 5, 2026");
    check(at, "LL", "pt-BR", "UTC", "5 de março de 2026");
}

#[test]
fn month_is_bent_only_after_a_day() {
    check("2026-01-31", "MMMM YYYY", "ru", "UTC", "январь 2026");
    check("2026-01-31", "D MMMM", "ru", "UTC", "31 января");
    check("2026-01-31", "Do [число] MMMM", "ru", "UTC", "31-го число января");
    check("2026-01-31", "MMMM D", "ru", "UTC", "январь 31");
    check("2026-05-31", "MMM YYYY", "ru", "UTC", "май 2026");
}

#[test]
fn every_token() {
    let at = "2026-03-05T14:07:09.123Z";
    for (token, expected) in [
        ("YYYY", "2026"),
        ("YY", "26"),
        ("Y", "2026"),
        ("Q", "1"),
        ("Qo", "1st"),
        ("M Mo MM MMM MMMM", "3 3rd 03 Mar March"),
        ("D Do DD", "5 5th 05"),
        ("DDD DDDo DDDD", "64 64th 064"),
        ("d do dd ddd dddd", "4 4th Th Thu Thursday"),
        ("e E", "4 4"),
        ("w ww W WW", "10 10 10 10"),
        ("gggg GGGG", "2026 2026"),
        ("H HH h hh k kk", "14 14 2 02 14 14"),
        ("m mm s ss", "7 07 9 09"),
        ("S SS SSS SSSS", "1 12 123 1230"),
        ("a A", "pm PM"),
        ("Z ZZ", "+00:00 +0000"),
        ("X x", "1772719629 1772719629123"),
        ("[on] dddd [at] HH\\h", "on Thursday at 14h"),
        ("LT LTS L", "2:07 PM 2:07:09 PM 03/05/2026"),
        ("LLL", "March 5, 2026 2:07 PM"),
        ("LLLL", "Thursday, March 5, 2026 2:07 PM"),
        ("l lll llll", "3/5/2026 Mar 5, 2026 2:07 PM Thu, Mar 5, 2026 2:07 PM"),
        ("", ""),
        ("[unclosed", "[unc3/5/2026o944"),
        ("é — où?", "é — où?"),
    ] {
        check(at, token, "en", "UTC", expected);
    }
}

#[test]
fn zone_moves_the_day() {
    check("2026-03-05T23:30:00Z", "YYYY-MM-DD HH:mm Z", "en", "Asia/Yerevan", "2026-03-06 03:30 +04:00");
    check("2026-07-05T23:30:00Z", "YYYY-MM-DD HH:mm Z", "en", "America/New_York", "2026-07-05 19:30 -04:00");
}

#[test]
fn weeks_by_language() {
    check("2027-01-01", "w gggg W GGGG", "en", "UTC", "1 2027 53 2026");
    check("2027-01-01", "w gggg", "ru", "UTC", "53 2026");
}

#[test]
fn how_long_ago() {
    let now = parse("2026-03-05T12:00:00Z").unwrap();
    for (at, language, expected) in [
        ("2026-03-05T11:59:50Z", "en", "a few seconds ago"),
        ("2026-03-05T11:59:00Z", "en", "a minute ago"),
        ("2026-03-05T09:00:00Z", "en", "3 hours ago"),
        ("2026-03-06T12:00:00Z", "en", "in a day"),
        ("2026-02-20T12:00:00Z", "en", "13 days ago"),
        ("2026-01-05T12:00:00Z", "en", "2 months ago"),
        ("2021-03-05T12:00:00Z", "en", "5 years ago"),
        ("2026-03-05T07:00:00Z", "ru", "5 часов назад"),
        ("2026-03-05T10:00:00Z", "ru", "2 часа назад"),
        ("2026-03-05T12:21:00Z", "ru", "через 21 минуту"),
        ("2026-03-04T12:00:00Z", "de", "vor einem Tag"),
        ("2026-03-01T12:00:00Z", "de", "vor 4 Tagen"),
        ("2026-03-01T12:00:00Z", "ka", "4 დღის წინ"),
        ("2026-03-05T13:00:00Z", "it", "in un'ora"),
        ("2026-03-05T15:00:00Z", "it", "tra 3 ore"),
        ("2026-03-01T12:00:00Z", "hy", "4 օր առաջ"),
    ] {
        assert_eq!(ago(parse(at).unwrap(), now, locale(language)), expected);
    }
}

#[test]
fn reads_what_templates_hand_over() {
    for text in
        ["2026-03-05T12:00:00.000+04:00", "2026-03-05T08:00:00Z", "2026-03-05 08:00:00", "2026-03-05T08:00"]
    {
        assert_eq!(parse(text).unwrap().to_string(), "2026-03-05T08:00:00Z", "{text}");
    }
    assert_eq!(parse("2026").unwrap().to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(parse("2026-03").unwrap().to_string(), "2026-03-01T00:00:00Z");
    for text in ["", "yesterday", "2026-13-40", "99999999999999999999"] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn prints_as_the_api_does() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    assert_eq!(iso(1_772_719_629_123, &zone).unwrap(), "2026-03-05T15:07:09.123+01:00");
    assert_eq!(iso(i64::MAX, &zone), None);
}

#[test]
fn the_short_way_agrees_with_the_long_way() {
    for text in [
        "1970-01-01T00:00:00.000+00:00",
        "2000-02-29T23:59:59.999+04:00",
        "2026-03-05T12:00:00.001-11:30",
        "1900-03-01T00:00:00.000+00:00",
        "1969-12-31T23:00:00.500+01:00",
        "2024-12-31T00:00:00.000+14:00",
    ] {
        assert_eq!(parse(text), text.parse().ok(), "{text}");
    }
    for text in
        ["2023-02-29T00:00:00.000+00:00", "2023-13-01T00:00:00.000+00:00", "2023-01-00T00:00:00.000+00:00"]
    {
        assert_eq!(parse(text), None, "{text}");
    }
}
