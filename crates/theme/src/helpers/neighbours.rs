//! `{{#prev_post}}` and `{{#next_post}}`: the stories published just before and after.

use hbs::{Branch, Call, Result, Value, With};
use store::{Kind, Near};

use crate::scope::Ghost;
use crate::views::PostView;

/// The story before, in time. `in="primary_tag"` or `in="primary_author"` looks only among stories with the same first tag or author.
pub(super) fn prev_post<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    neighbour(call, true)
}

/// The story after.
pub(super) fn next_post<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    neighbour(call, false)
}

fn neighbour<'a>(call: &mut Call<'_, 'a, Ghost>, earlier: bool) -> Result<Value<'a>> {
    let scope = call.scope();
    let card = scope.card(&call.this()).filter(|card| card.kind == Kind::Post);
    let Some(card) = card.filter(|_| !scope.contexts.contains(&"preview")) else {
        call.render(Branch::Inverse)?;
        return Ok(Value::Undefined);
    };
    let near = match call.hash("in").and_then(Value::as_str) {
        Some("primary_tag") => card.primary_tag().map(|tag| Near::Tag(tag.id)),
        Some("primary_author") => card.primary_author().map(|author| Near::Author(author.id)),
        _ => None,
    };
    let (before, after) = scope.neighbours(card, near.unwrap_or(Near::All));
    match if earlier { before } else { after } {
        Some(card) => {
            let this = Some(Value::object(PostView::card(card, scope)));
            call.render_with(Branch::Main, &With { this, ..With::default() })?;
        }
        None => call.render(Branch::Inverse)?,
    }
    Ok(Value::Undefined)
}
