//! `{{reading_time}}`: how long a story takes to read.

use hbs::{Call, Result, Value};

use super::arguments::text_or;
use crate::scope::Ghost;
use crate::views;

/// `minute` for up to one, `minutes` with `%` for more. Only posts have one, and of those only what can be read.
pub(super) fn reading_time<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let this = call.this();
    if !views::is_entry(&this) {
        return Ok(Value::Undefined);
    }
    let minutes = this.get("reading_time").and_then(|value| value.as_number()).unwrap_or(0.0);
    // The text is only looked at where there may be none.
    let is = |key: &str, wanted: &str| this.get(key).is_none_or(|value| value.to_text() == wanted);
    if minutes < 1.0 && (is("word_count", "0") || !is("visibility", "public")) && is("html", "") {
        return Ok(Value::Undefined);
    }
    let text = if minutes <= 1.0 {
        text_or(call, "minute", "1 min read").to_owned()
    } else {
        text_or(call, "minutes", "% min read").replacen('%', &minutes.to_string(), 1)
    };
    Ok(Value::safe(super::escape::html(&text).into_owned()))
}
