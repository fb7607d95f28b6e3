//! Tiers, newsletters, offers and recommendations: what an import kept of them, under Ghost's names. Nothing else knows of them yet, so
//! that a site without such an import answers with empty lists.

use filter::{Cell, Row, holds};
use serde_json::{Map, Value, json};

use super::super::{
    json::{Envelope, Pagination, Wanted, written},
    question::{Question, Which, is_barred},
    refusal::{Answered, Doing, Refusal},
};
use crate::site::Desk;

/// Rows that are looked at; a site has a handful.
const MOST: u32 = 200;

/// A row that was kept.
struct Kept(Map<String, Value>);

impl Row for Kept {
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

impl Kept {
    fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// `1` and `0` of a database that has no truth values.
    fn flag(&self, name: &str) -> bool {
        matches!(self.0.get(name), Some(Value::Bool(true)))
            || self.0.get(name).and_then(Value::as_i64) == Some(1)
    }

    /// The columns that Ghost shows, `null` where there is nothing.
    fn shown(&self, names: &[&str]) -> Map<String, Value> {
        let value = |name: &str| match self.0.get(name) {
            None => Value::Null,
            Some(Value::String(text)) if text.is_empty() => Value::Null,
            Some(value) => value.clone(),
        };
        names.iter().map(|name| ((*name).to_owned(), value(name))).collect()
    }
}

fn rows(desk: &Desk<'_>, entity: &str) -> Answered<Vec<Kept>> {
    let rows = desk.reader.kept(entity, "", MOST)?;
    let read = |json: &str| match serde_json::from_str(json) {
        Ok(Value::Object(row)) => Some(Kept(row)),
        _ => None,
    };
    Ok(rows.iter().filter_map(|(_, json)| read(json)).collect())
}

/// Paid plans and the free one. The export calls them products.
pub(super) fn tiers(desk: &Desk<'_>, doing: Doing, question: &Question) -> Answered<String> {
    let mut benefits = rows(desk, "products_benefits")?;
    benefits.sort_by_key(|row| row.0.get("sort_order").and_then(Value::as_i64));
    let named = rows(desk, "benefits")?;
    let shape = |row: &Kept| {
        let mut tier = row.shown(&[
            "id",
            "name",
            "slug",
            "welcome_page_url",
            "visibility",
            "trial_days",
            "description",
            "type",
            "currency",
            "monthly_price",
            "yearly_price",
            "created_at",
            "updated_at",
        ]);
        let own = benefits.iter().filter(|link| link.text("product_id") == row.text("id"));
        let own = own.filter_map(|link| named.iter().find(|one| one.text("id") == link.text("benefit_id")));
        let own: Vec<&str> = own.map(|benefit| benefit.text("name")).collect();
        tier.insert("benefits".to_owned(), json!(own));
        tier.insert("active".to_owned(), json!(row.flag("active")));
        tier
    };
    list(desk, doing, question, "tiers", rows(desk, "products")?, shape)
}

/// Newsletters, without the addresses that they are sent from.
pub(super) fn newsletters(desk: &Desk<'_>, doing: Doing, question: &Question) -> Answered<String> {
    let shape = |row: &Kept| {
        let mut newsletter = row.shown(&[
            "id",
            "uuid",
            "name",
            "description",
            "slug",
            "visibility",
            "sort_order",
            "created_at",
            "updated_at",
        ]);
        newsletter.insert("sender_email".to_owned(), Value::Null);
        newsletter.insert("subscribe_on_signup".to_owned(), json!(row.flag("subscribe_on_signup")));
        newsletter
    };
    let mut all = rows(desk, "newsletters")?;
    all.sort_by_key(|row| row.0.get("sort_order").and_then(Value::as_i64));
    list(desk, doing, question, "newsletters", all, shape)
}

/// Sites that this one recommends.
pub(super) fn recommendations(desk: &Desk<'_>, doing: Doing, question: &Question) -> Answered<String> {
    let shape = |row: &Kept| {
        let mut shown = row.shown(&[
            "id",
            "title",
            "description",
            "excerpt",
            "featured_image",
            "favicon",
            "url",
            "created_at",
            "updated_at",
        ]);
        shown.insert("one_click_subscribe".to_owned(), json!(row.flag("one_click_subscribe")));
        shown
    };
    list(desk, doing, question, "recommendations", rows(desk, "recommendations")?, shape)
}

/// A reduction, by its id alone: whoever has not been given it does not find it.
pub(super) fn offer(desk: &Desk<'_>, which: &Which, doing: Doing) -> Answered<String> {
    let missing = || Refusal::not_found(doing, "Offer not found.");
    let Which::Id(id) = which else { return Err(missing().into()) };
    let json = desk.reader.kept_one("offers", id)?.ok_or_else(missing)?;
    let Ok(Value::Object(row)) = serde_json::from_str(&json) else { return Err(missing().into()) };
    let row = Kept(row);
    let mut offer = row.shown(&["id", "name", "duration", "duration_in_months", "currency"]);
    let shown = row.shown(&["portal_title", "portal_description", "interval", "discount_amount"]);
    let mut renamed = |name: &str, value: Value| drop(offer.insert(name.to_owned(), value));
    renamed("display_title", shown["portal_title"].clone());
    renamed("display_description", shown["portal_description"].clone());
    renamed("cadence", shown["interval"].clone());
    renamed("amount", shown["discount_amount"].clone());
    renamed(
        "type",
        json!(if row.text("discount_type") == "amount" { "fixed" } else { row.text("discount_type") }),
    );
    renamed("currency_restriction", json!(row.text("discount_type") == "amount"));
    renamed("status", json!(if row.flag("active") { "active" } else { "archived" }));
    renamed("redemption_type", json!("signup"));
    let tier = desk.reader.kept_one("products", row.text("product_id"))?;
    let tier = tier.and_then(|json| serde_json::from_str::<Map<String, Value>>(&json).ok()).map(Kept);
    renamed("tier", json!(tier.map(|tier| tier.shown(&["id", "name"]))));
    written(&json!({ "offers": [offer] }))
}

fn list(
    desk: &Desk<'_>,
    doing: Doing,
    question: &Question,
    name: &'static str,
    all: Vec<Kept>,
    shape: impl Fn(&Kept) -> Map<String, Value>,
) -> Answered<String> {
    let filter = question.filter(doing, is_barred)?;
    let now = desk.address.now();
    let wanted = Wanted::of_rows(question);
    let mut found = Vec::new();
    for row in &all {
        // Only what is shown can be asked for.
        let shown = Kept(shape(row));
        let passes = match &filter {
            Some(filter) => holds(filter, &shown, now).map_err(|why| Refusal::filter(doing, &why))?,
            None => true,
        };
        if passes {
            found.push(shown.0);
        }
    }
    let pagination = Pagination::new(question.page(), question.limit(), found.len() as u64);
    let page = found.into_iter().skip(question.offset() as usize).take(question.limit() as usize);
    let rows = page.map(|row| row.into_iter().filter(|(field, _)| wanted.has(field)).collect()).collect();
    written(&Envelope::<Map<String, Value>> { name, rows, pagination })
}
