//! What the resources of rows that are stored beside stories have in common.

use store::{Id, Stored};

use super::{
    super::{
        listed,
        refusal::{Answered, Refusal},
        shapes::{MOST, Shape},
    },
    Answer, Call,
    sent::Sent,
};

/// Characters of a name, as in Ghost.
pub(super) const NAME: usize = 191;

/// Rows of a table, as they are.
pub(super) fn all<R: Stored>(call: &Call) -> Answered<Vec<R>> {
    Ok(call.reader()?.rows::<R>("", MOST)?)
}

/// The page of a list that is asked for.
pub(super) fn browse(call: &Call, name: &'static str, all: Vec<Shape>) -> Answered<Answer> {
    let now = call.newsroom().clock().now();
    Answer::json(&listed::list(name, all, call.doing, &call.question, now, |_| false)?)
}

/// The row that the path's first place names.
pub(super) fn row<R: Stored>(call: &Call, missing: &str) -> Answered<R> {
    let id = call.id()?;
    Ok(call.reader()?.row::<R>(&id)?.ok_or_else(|| Refusal::not_found(call.doing, missing))?)
}

/// A row that is made now.
pub(super) fn blank<R: Stored>(call: &Call) -> R {
    let now = call.newsroom().clock().now();
    let mut row = R::blank(Id::generate(now));
    row.set("created_at", store::Field::Int(now));
    row
}

/// A name that must be there, when a row is made, and must be one, when it is changed.
pub(super) fn name(sent: &mut Sent, present: &str) -> Answered<Box<str>> {
    if present.is_empty() || sent.has("name") {
        return Ok(sent.needed_text("name", NAME)?.into());
    }
    Ok(present.into())
}

/// One row in its list.
pub(super) fn one(name: &'static str, row: Shape) -> Shape {
    Shape::from_iter([(name.to_owned(), vec![row].into())])
}
