//! Numbers as JavaScript reads and prints them.

use std::fmt::Write;

/// The text of a number, as JavaScript prints it: `1`, `0.1`, `1e+21`, `NaN`, `-Infinity`.
pub fn number_text(number: f64) -> String {
    let mut text = String::new();
    push_number(number, &mut text);
    text
}

/// Appends what [`number_text`] makes.
pub fn push_number(number: f64, out: &mut String) {
    let size = number.abs();
    if number.is_nan() {
        out.push_str("NaN");
    } else if number.is_infinite() {
        out.push_str(if number > 0.0 { "Infinity" } else { "-Infinity" });
    } else if number == 0.0 {
        out.push('0');
    } else if (1e-6..1e21).contains(&size) {
        // Writing into a String cannot fail.
        let _ = write!(out, "{number}");
    } else {
        let text = format!("{number:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        out.push_str(digits);
        out.push_str(if exponent.starts_with('-') { "e" } else { "e+" });
        out.push_str(exponent);
    }
}

/// JavaScript's `Number(text)`; NaN when the text is no number.
pub(crate) fn parse_number(text: &str) -> f64 {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let radix = |digits: &str, radix| u64::from_str_radix(digits, radix).map_or(f64::NAN, |n| n as f64);
    match text.as_bytes() {
        [] => 0.0,
        [b'0', b'x' | b'X', ..] => radix(&text[2..], 16),
        [b'0', b'o' | b'O', ..] => radix(&text[2..], 8),
        [b'0', b'b' | b'B', ..] => radix(&text[2..], 2),
        _ if matches!(text, "Infinity" | "+Infinity") => f64::INFINITY,
        _ if text == "-Infinity" => f64::NEG_INFINITY,
        _ if text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')) => {
            text.parse().unwrap_or(f64::NAN)
        }
        _ => f64::NAN,
    }
}
