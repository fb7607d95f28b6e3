//! Lists of which a site has a handful: filtered, ordered and cut in memory, over what is shown of them.

use std::cmp::Ordering;

use filter::{Cell, Row, holds};
use serde_json::Value;
use store::Direction;

use super::{
    json::{Envelope, Pagination},
    question::Question,
    refusal::{Answered, Doing, Refusal},
    shapes::Shape,
    wanted::Wanted,
};

/// A row as it is shown: only that can be asked for.
struct Shown<'a>(&'a Shape);

impl Row for Shown<'_> {
    fn cell(&self, name: &str) -> Option<Cell<'_>> {
        let name = name.rsplit('.').next()?;
        // A column that a row lacks is empty in it: exports leave out what is null.
        Some(match self.0.get(name) {
            Some(Value::String(text)) => Cell::Text(text),
            Some(Value::Bool(flag)) => Cell::Bool(*flag),
            Some(Value::Number(number)) => Cell::Number(number.as_i64()?),
            _ => Cell::Null,
        })
    }
}

/// The page of a list that a question asks for; `barred` names what it may not filter by.
///
/// # Errors
/// A filter that cannot be read.
pub(super) fn list(
    name: &'static str,
    all: Vec<Shape>,
    doing: Doing,
    question: &Question,
    now: i64,
    barred: impl Fn(&str) -> bool,
) -> Answered<Envelope<Shape>> {
    let wanted = Wanted::of_rows(question);
    let mut found = taken(all, doing, question, now, &barred)?;
    let order = ordered(question, &barred);
    if !order.is_empty() {
        found.sort_by(|one, other| {
            let by = |(column, direction): &(String, Direction)| {
                let order = compare(one.get(column), other.get(column));
                if *direction == Direction::Descending { order.reverse() } else { order }
            };
            order.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        });
    }
    let pagination = Pagination::new(question.page(), question.limit(), found.len() as u64);
    let page = found.into_iter().skip(question.offset() as usize).take(question.limit() as usize);
    let rows = page.map(|row| row.into_iter().filter(|(field, _)| wanted.has(field)).collect()).collect();
    Ok(Envelope { name, rows, pagination })
}

/// All rows that the filter takes, whole and on one page, whatever else is asked for: so Ghost answers about tiers.
///
/// # Errors
/// A filter that cannot be read.
pub(super) fn whole(
    name: &'static str,
    all: Vec<Shape>,
    doing: Doing,
    question: &Question,
    now: i64,
    barred: impl Fn(&str) -> bool,
) -> Answered<Envelope<Shape>> {
    let rows = taken(all, doing, question, now, barred)?;
    let total = rows.len() as u64;
    let limit = u32::try_from(total).unwrap_or(u32::MAX);
    Ok(Envelope { name, rows, pagination: Pagination::new(1, limit, total) })
}

fn taken(
    all: Vec<Shape>,
    doing: Doing,
    question: &Question,
    now: i64,
    barred: impl Fn(&str) -> bool,
) -> Answered<Vec<Shape>> {
    let filter = question.filter(doing, barred)?;
    let mut found = Vec::new();
    for row in all {
        let passes = match &filter {
            Some(filter) => holds(filter, &Shown(&row), now).map_err(|why| Refusal::filter(doing, &why))?,
            None => true,
        };
        if passes {
            found.push(row);
        }
    }
    Ok(found)
}

/// The columns of the order that a question asks for; a part without a direction says nothing, as in Ghost.
pub(super) fn ordered(question: &Question, barred: impl Fn(&str) -> bool) -> Vec<(String, Direction)> {
    let order = question.order(barred).unwrap_or_default();
    let part = |part: &str| {
        let mut words = part.split_whitespace();
        let (Some(name), Some(way), None) = (words.next(), words.next(), words.next()) else { return None };
        Some((name.to_ascii_lowercase(), Direction::named(way)?))
    };
    order.split(',').filter_map(part).collect()
}

/// Numbers by size, texts by their letters, nothing before anything.
fn compare(one: Option<&Value>, other: Option<&Value>) -> Ordering {
    let number = |value: Option<&Value>| value.and_then(Value::as_i64);
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_lowercase);
    number(one).cmp(&number(other)).then_with(|| text(one).cmp(&text(other)))
}
