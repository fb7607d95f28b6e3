//! `{{excerpt}}`: what a story is about, in a few words.

use hbs::{Call, Result, Value};

use super::content::length;
use super::cut::{Length, cut};
use super::escape;
use crate::scope::Ghost;

/// Words shown unless the template says otherwise.
const WORDS: usize = 50;

/// The editors' standfirst whole, or the beginning of the text cut after `words` (50) or `characters`.
pub(super) fn excerpt<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let this = call.this();
    if let Some(written) = this.get("custom_excerpt").filter(Value::is_true) {
        return Ok(Value::safe(escape::excerpt(&written.to_text()).into_owned()));
    }
    let text = this.get("excerpt").filter(Value::is_true);
    let text = text.as_ref().map(Value::to_text).unwrap_or_default();
    // Escaped first, so that what looks like a tag is text.
    let text = escape::excerpt(&text);
    Ok(Value::safe(cut(&text, length(call).unwrap_or(Length::Words(WORDS))).into_owned()))
}
