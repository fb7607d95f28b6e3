//! `{{recommendations}}`: other sites that this one points to.

use hbs::{Call, Map, Result, Value, With};
use store::Recommendation;

use super::arguments::whole_number;
use crate::dates;
use crate::page::Pagination;
use crate::recommended::{RECOMMENDED, recommended};
use crate::scope::{Ghost, Scope};

/// Recommendations that are looked at; a site has a handful.
const LOOKED_AT: u32 = 500;
/// Shown at most.
const MOST: i64 = 100;

/// The recommendations through the partial of that name: `limit` (5), `order`, `filter`, `page`. Nothing while they are off, and for a
/// question that cannot be answered.
pub(super) fn recommendations<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let scope = call.scope();
    if !are_on(scope) || scope.count_query().is_err() {
        return Ok(Value::Undefined);
    }
    let text = |key: &str| call.hash(key).map(|value| value.to_text().into_owned());
    let number = |key: &str, usual: i64| match call.hash(key) {
        None | Some(Value::Null | Value::Undefined) => usual,
        value => whole_number(value).filter(|n| *n > 0).unwrap_or(MOST),
    };
    let (limit, page) = (number("limit", RECOMMENDED.into()).min(MOST), number("page", 1).unsigned_abs());
    let filter = text("filter").filter(|filter| !filter.is_empty());
    let Ok(filter) = filter.as_deref().map(filter::parse).transpose() else { return Ok(Value::Undefined) };
    let all: Vec<Recommendation> = scope.noting(scope.reader.rows("", LOOKED_AT)).unwrap_or_default();
    let total = all.len() as u64;
    let Ok(found) = recommended(all, filter.as_ref(), text("order").as_deref(), scope.now()) else {
        return Ok(Value::Undefined);
    };
    let skipped = (page - 1).saturating_mul(limit.unsigned_abs()) as usize;
    let page_of = found.into_iter().skip(skipped).take(limit as usize);
    let list: Vec<Value<'a>> = page_of.map(|row| Value::from(shown(row, scope))).collect();
    let pagination = crate::views::pagination(&Pagination::new(page, limit.unsigned_abs(), total));
    let this = Map::new()
        .with("recommendations", Value::from(list))
        .with("pagination", pagination.clone())
        .with("meta", Value::from(Map::new().with("pagination", pagination)));
    let with = With { this: Some(Value::from(this)), ..With::default() };
    let html = call.capture(|call| call.partial("recommendations", &with).map(|_| ()))?;
    Ok(Value::safe(html))
}

/// Whether the site recommends others.
pub(crate) fn are_on(scope: &Scope<'_>) -> bool {
    scope.facts.settings.get("recommendations_enabled") == Some("true")
}

/// All of them, the newest first.
pub(crate) fn all<'a>(scope: &'a Scope<'a>) -> Vec<Value<'a>> {
    if !are_on(scope) {
        return Vec::new();
    }
    let rows = scope.noting(scope.reader.rows("", LOOKED_AT)).unwrap_or_default();
    let rows = recommended(rows, None, None, scope.now()).unwrap_or_default();
    rows.into_iter().map(|row| Value::from(shown(row, scope))).collect()
}

fn shown<'a>(row: Recommendation, scope: &'a Scope<'a>) -> Map<'a> {
    let date = |at: Option<i64>| Value::from(at.and_then(|at| dates::iso(at, &scope.facts.zone)));
    let maybe = |text: Option<Box<str>>| text.map_or(Value::Null, |text| Value::text(text.into_string()));
    Map::new()
        .with("id", Value::text(row.id.as_str().to_owned()))
        .with("title", Value::text(row.title.into_string()))
        .with("description", maybe(row.description))
        .with("excerpt", maybe(row.excerpt))
        .with("featured_image", maybe(row.featured_image))
        .with("favicon", maybe(row.favicon))
        .with("url", Value::text(row.url.into_string()))
        .with("one_click_subscribe", row.one_click_subscribe)
        .with("created_at", date(Some(row.created_at)))
        .with("updated_at", date(row.updated_at))
}
