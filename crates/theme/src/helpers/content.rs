//! `{{content}}`: the body of a post.

use hbs::{Call, Result, Value, With};

use super::arguments::whole_number;
use super::cut::{Length, cut};
use crate::scope::Ghost;

/// The text of a post, cut after `words` or `characters` without leaving a tag open. When the post is not open to
/// the reader, the partial `content-cta` stands in its place; that prints the open part itself.
pub(super) fn content<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let this = call.this();
    if this.get("access").is_some_and(|access| !access.is_true()) {
        call.partial("content-cta", &With::default())?;
        return Ok(Value::Undefined);
    }
    let html = match this.get("html") {
        Some(Value::Str(html) | Value::Safe(html)) => html,
        _ => return Ok(Value::safe("")),
    };
    match length(call) {
        Some(length) => Ok(Value::safe(cut(&html, length).into_owned())),
        None => Ok(Value::Safe(html)),
    }
}

/// `words=` or `characters=`.
pub(super) fn length(call: &Call<'_, '_, Ghost>) -> Option<Length> {
    let given = |key: &str| whole_number(call.hash(key)).map(|n| n.max(0) as usize);
    given("words").map(Length::Words).or_else(|| given("characters").map(Length::Characters))
}
