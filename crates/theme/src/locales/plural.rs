//! Which plural form a number takes, after Unicode CLDR, for whole numbers.

/// `one`, `few`, `many` or `other`.
pub(super) fn category(language: &str, number: f64) -> &'static str {
    if number.fract() != 0.0 || !number.is_finite() {
        return "other";
    }
    let n = number.abs() as u64;
    let (last, last_two) = (n % 10, n % 100);
    let teens = (11..=14).contains(&last_two);
    match language.split(['-', '_']).next().unwrap_or_default() {
        "ru" | "uk" | "be" | "sr" | "hr" | "bs" => match last {
            1 if last_two != 11 => "one",
            2..=4 if !teens => "few",
            _ if matches!(language, "sr" | "hr" | "bs") => "other",
            _ => "many",
        },
        "pl" => match last {
            _ if n == 1 => "one",
            2..=4 if !teens => "few",
            _ => "many",
        },
        "cs" | "sk" => match n {
            1 => "one",
            2..=4 => "few",
            _ => "other",
        },
        "fr" | "hy" | "pt" => {
            if n < 2 {
                "one"
            } else {
                "other"
            }
        }
        "ja" | "zh" | "ko" | "th" | "vi" | "id" | "ms" => "other",
        _ => {
            if n == 1 {
                "one"
            } else {
                "other"
            }
        }
    }
}
