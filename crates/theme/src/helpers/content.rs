//! `{{content}}`: the body of a post.

use std::borrow::Cow;

use hbs::{Call, Result, Value, With};
use store::Kind;

use super::arguments::whole_number;
use super::cut::{Length, cut};
use crate::built_in::AFTER_STORY;
use crate::page::Page;
use crate::scope::Ghost;

/// The text of a post, cut after `words` or `characters` without leaving a tag open. When the post is not open to
/// the reader, the partial `content-cta` stands in its place; that prints the open part itself. After the whole text of a
/// story follows what the site shows there, in themes that have nothing of the kind.
pub(super) fn content<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let this = call.this();
    let length = length(call);
    let html = if this.get("access").is_some_and(|access| !access.is_true()) {
        let html = call.capture(|call| call.partial("content-cta", &With::default()).map(|_| ()))?;
        Cow::Owned(html)
    } else {
        match (this.get("html"), length) {
            (Some(Value::Str(html) | Value::Safe(html)), Some(length)) => {
                Cow::Owned(cut(&html, length).into_owned())
            }
            (Some(Value::Str(html) | Value::Safe(html)), None) => html,
            _ => return Ok(Value::safe("")),
        }
    };
    let Some(shown) = after(call).filter(|_| length.is_none()) else { return Ok(Value::Safe(html)) };
    let with = With { data: &[("after", shown)], ..With::default() };
    let after = call.capture(|call| call.partial(AFTER_STORY, &with).map(|_| ()))?;
    Ok(Value::safe([&*html, &after].concat()))
}

/// What the partial after a story sees as `@after`; none where there is no such partial: on pages, in lists, in themes with lists of their own.
fn after<'a>(call: &Call<'_, 'a, Ghost>) -> Option<Value<'a>> {
    let scope = call.scope();
    let after = scope.facts.after_story.as_ref().filter(|_| !scope.theme.has_own_lists)?;
    let Page::Entry { post, .. } = scope.page else { return None };
    let this = call.this();
    // A list may have the same story once more.
    let is_it = scope.card(&this).is_some_and(|card| card.id == post.id) && scope.listed(&this).is_none();
    (is_it && post.kind == Kind::Post).then(|| Value::from(after))
}

/// `words=` or `characters=`.
pub(super) fn length(call: &Call<'_, '_, Ghost>) -> Option<Length> {
    let given = |key: &str| whole_number(call.hash(key)).map(|n| n.max(0) as usize);
    given("words").map(Length::Words).or_else(|| given("characters").map(Length::Characters))
}
