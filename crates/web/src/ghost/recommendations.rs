//! Recommendations in the shape of both of Ghost's APIs, which list them by rules of their own.

use newsroom::as_ghost;
use serde_json::{Value, json};
use store::{Reader, Recommendation};
use theme::{Misasked, RECOMMENDED, recommended};

use super::{
    json::{Envelope, Pagination},
    question::Question,
    refusal::{Answered, Doing, Refusal},
    shapes::{MOST, Shape, pick},
};

/// The fields, in Ghost's order.
const FIELDS: [&str; 10] = [
    "id",
    "title",
    "description",
    "excerpt",
    "featured_image",
    "favicon",
    "url",
    "one_click_subscribe",
    "created_at",
    "updated_at",
];

/// What can be counted; nobody's clicks are followed here.
pub(super) const COUNTED: [&str; 2] = ["count.clicks", "count.subscribers"];

/// One of them.
pub(super) fn shape(row: &Recommendation) -> Shape {
    pick(as_ghost(row), &FIELDS)
}

/// The page that a question asks for, with what shall be counted. As in Ghost all are counted, whatever the filter takes.
///
/// # Errors
/// A filter or an order that is none.
pub(super) fn page(
    reader: &Reader,
    doing: Doing,
    question: &Question,
    counted: &[&str],
    now: i64,
) -> Answered<Envelope<Shape>> {
    let all: Vec<Recommendation> = reader.rows("", MOST)?;
    let limit = if question.get("limit").is_none() { RECOMMENDED } else { question.limit() };
    let pagination = Pagination::of_recommendations(question.page(), limit, all.len() as u64);
    let filter = question.filter(doing, |_| false)?;
    let order = question.get("order");
    let found = recommended(all, filter.as_ref(), order, now).map_err(|wrong| match wrong {
        Misasked::Filter(why) => Refusal::filter(doing, &why),
        Misasked::Order(why) => Refusal::invalid(doing, why),
    })?;
    let is_counted = |name: &&str| counted.contains(name) || order.is_some_and(|order| order.contains(*name));
    let counts: Shape = COUNTED
        .iter()
        .filter(|name| is_counted(name))
        .filter_map(|name| Some((name.strip_prefix("count.")?.to_owned(), json!(0))))
        .collect();
    let skipped = (question.page() - 1).saturating_mul(u64::from(limit)) as usize;
    let rows = found.iter().skip(skipped).take(limit as usize).map(|row| {
        let mut row = shape(row);
        if !counts.is_empty() {
            row.insert("count".to_owned(), Value::from(counts.clone()));
        }
        row
    });
    Ok(Envelope { name: "recommendations", rows: rows.collect(), pagination })
}
