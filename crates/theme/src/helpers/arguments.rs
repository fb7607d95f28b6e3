//! Arguments as templates write them: numbers are often texts (`limit="3"`), and so are `"true"` and `"false"`.

use hbs::{Call, Value};

use crate::scope::Ghost;

/// JavaScript's `parseInt`: leading digits of a text, the whole part of a number.
pub(super) fn whole_number(value: Option<&Value<'_>>) -> Option<i64> {
    match value? {
        Value::Number(n) if n.is_finite() => Some(n.trunc() as i64),
        Value::Str(text) | Value::Safe(text) => leading_number(text),
        _ => None,
    }
}

fn leading_number(text: &str) -> Option<i64> {
    let text = text.trim_start();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let number = digits[..end].parse::<i64>().ok()?;
    Some(if text.starts_with('-') { -number } else { number })
}

/// The text of `key="…"`, or a default.
pub(super) fn text_or<'v>(call: &'v Call<'_, '_, Ghost>, key: &str, default: &'v str) -> &'v str {
    call.hash(key).and_then(Value::as_str).unwrap_or(default)
}

/// Whether a switch is on: given, true, and not the text `false`.
pub(super) fn is_on(value: Option<&Value<'_>>) -> bool {
    value.is_some_and(|value| value.is_true() && value.as_str() != Some("false"))
}
