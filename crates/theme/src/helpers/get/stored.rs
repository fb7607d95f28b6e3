//! Tiers and newsletters, under the names and with the rules of Ghost's Content API. A site has a handful of each.

use filter::{Cell, Row, holds};
use hbs::{Map, Value};
use store::{Benefit, Millis, Newsletter, Stored, Tier, TierBenefit};

use super::{Answer, Request, said};
use crate::dates;
use crate::page::Pagination;
use crate::scope::Scope;

/// Rows of a table that are looked at.
const LOOKED_AT: u32 = 500;

/// What a template sees of a row; a filter asks for the same.
struct Shown<'a>(Map<'a>);

impl Row for Shown<'_> {
    fn cell(&self, name: &str) -> Option<Cell<'_>> {
        Some(match self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value) {
            Some(Value::Str(text)) => Cell::Text(text),
            Some(Value::Bool(flag)) => Cell::Bool(*flag),
            Some(Value::Number(number)) => Cell::Number(*number as i64),
            _ => Cell::Null,
        })
    }
}

/// All tiers in use that the filter takes: they come on one page and in their own order, as in Ghost.
pub(super) fn tiers<'a>(scope: &'a Scope<'a>, request: &Request) -> Result<Answer<'a>, String> {
    let mut promises = rows::<TierBenefit>(scope)?;
    promises.sort_by_key(|promise| promise.sort_order);
    let benefits = rows::<Benefit>(scope)?;
    let shown = |tier: &'a Tier| {
        let own = promises.iter().filter(|promise| *promise.product_id == *tier.id.as_str());
        let own =
            own.filter_map(|promise| benefits.iter().find(|one| *one.id.as_str() == *promise.benefit_id));
        let own: Vec<Value<'_>> = own.map(|benefit| text(&benefit.name)).collect();
        Shown(crate::views::tier(tier, scope).with("benefits", own))
    };
    let in_use = scope.tiers().iter().filter(|tier| tier.active);
    let found = taken(scope, request, in_use.map(shown))?;
    let all = found.len() as u64;
    Ok(answer("tiers", found, &Pagination::new(1, all.max(1), all)))
}

/// Newsletters in the order that the newsroom gave them.
pub(super) fn newsletters<'a>(scope: &'a Scope<'a>, request: &Request) -> Result<Answer<'a>, String> {
    let mut all = rows::<Newsletter>(scope)?;
    all.retain(|newsletter| &*newsletter.status == "active");
    all.sort_by_key(|newsletter| newsletter.sort_order);
    let shown = |newsletter: Newsletter| {
        Shown(
            Map::new()
                .with("id", text(newsletter.id.as_str()))
                .with("uuid", text(&newsletter.uuid))
                .with("name", text(&newsletter.name))
                .with("description", maybe(&newsletter.description))
                .with("slug", text(&newsletter.slug))
                .with("visibility", text(&newsletter.visibility))
                .with("subscribe_on_signup", newsletter.subscribe_on_signup)
                .with("sort_order", newsletter.sort_order)
                .with("created_at", date(scope, newsletter.created_at))
                .with("updated_at", date(scope, newsletter.updated_at)),
        )
    };
    let found = taken(scope, request, all.into_iter().map(shown))?;
    let total = found.len() as u64;
    let skipped = (request.page - 1).saturating_mul(u64::from(request.limit));
    let page = found.into_iter().skip(skipped as usize).take(request.limit as usize).collect();
    Ok(answer("newsletters", page, &Pagination::new(request.page, u64::from(request.limit), total)))
}

fn rows<R: Stored>(scope: &Scope<'_>) -> Result<Vec<R>, String> {
    said(scope, scope.reader.rows::<R>("", LOOKED_AT))
}

/// Those that are asked for by id, slug or filter.
fn taken<'a>(
    scope: &Scope<'_>,
    request: &Request,
    all: impl Iterator<Item = Shown<'a>>,
) -> Result<Vec<Shown<'a>>, String> {
    let filter =
        request.filter.as_deref().map(filter::parse).transpose().map_err(|error| error.to_string())?;
    let is = |row: &Shown<'_>, name: &str, wanted: &Option<String>| match (wanted, row.cell(name)) {
        (Some(wanted), Some(Cell::Text(text))) => text == wanted,
        (wanted, _) => wanted.is_none(),
    };
    let mut found = Vec::new();
    for row in all.filter(|row| is(row, "id", &request.id) && is(row, "slug", &request.slug)) {
        if filter.as_ref().map_or(Ok(true), |filter| holds(filter, &row, scope.now()))? {
            found.push(row);
        }
    }
    Ok(found)
}

fn answer<'a>(name: &'static str, rows: Vec<Shown<'a>>, pagination: &Pagination) -> Answer<'a> {
    let list: Vec<Value<'a>> = rows.into_iter().map(|row| Value::from(row.0)).collect();
    Answer { name, list: Value::from(list), pagination: crate::views::pagination(pagination) }
}

fn text<'a>(text: &str) -> Value<'a> {
    Value::text(text.to_owned())
}

fn maybe<'a>(found: &Option<Box<str>>) -> Value<'a> {
    found.as_deref().filter(|found| !found.is_empty()).map_or(Value::Null, text)
}

fn date<'a>(scope: &Scope<'_>, at: Millis) -> Value<'a> {
    Value::from(dates::iso(at, &scope.facts.zone))
}
