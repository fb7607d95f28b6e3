//! Tiers, newsletters, offers and recommendations as they are stored, under Ghost's names.

use newsroom::as_ghost;
use serde_json::{Map, Value, json};
use store::{Newsletter, Offer, Stored};

use super::super::{
    json::written,
    listed,
    question::{Question, Which, is_barred},
    recommendations::page,
    refusal::{Answered, Doing, Refusal},
    shapes::{Referred, pick, tiers as tiers_of},
};
use crate::site::Desk;

/// Rows that are looked at; a site has a handful.
const MOST: u32 = 200;

/// A row under Ghost's names.
struct Kept(Map<String, Value>);

impl Kept {
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

fn stored<R: Stored>(desk: &Desk<'_>) -> Answered<Vec<Kept>> {
    Ok(desk.reader.rows::<R>("", MOST)?.iter().map(|row| Kept(as_ghost(row))).collect())
}

/// Paid plans and the free one that readers may be shown: those in use. Ghost's database calls them products.
pub(super) fn tiers(desk: &Desk<'_>, doing: Doing, question: &Question) -> Answered<String> {
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
        if tier["type"] == "free" {
            for name in ["currency", "monthly_price", "yearly_price"] {
                tier.remove(name);
            }
        }
        tier.insert("benefits".to_owned(), json!(row.0.get("benefits")));
        tier.insert("active".to_owned(), json!(row.flag("active")));
        tier
    };
    let all = tiers_of(desk.reader)?.into_iter().map(|(_, tier)| Kept(tier)).filter(|row| row.flag("active"));
    let all = all.map(|row| shape(&row)).collect();
    written(&listed::whole("tiers", all, doing, question, desk.address.now(), is_barred)?)
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
    let mut all = stored::<Newsletter>(desk)?;
    all.sort_by_key(|row| row.0.get("sort_order").and_then(Value::as_i64));
    // Ghost passes over a filter of the status: readers are told of those in use alone.
    all.retain(|row| row.0.get("status").is_none_or(|status| status == "active"));
    let all = all.iter().map(shape).collect();
    let barred = |name: &str| is_barred(name) || name == "status";
    written(&listed::list("newsletters", all, doing, question, desk.address.now(), barred)?)
}

/// Sites that this one recommends. What is not asked for by a name of Ghost's is passed over, as there.
pub(super) fn recommendations(desk: &Desk<'_>, doing: Doing, question: &Question) -> Answered<String> {
    written(&page(desk.reader, doing, question, &[], desk.address.now())?)
}

/// A reduction, by its id alone: whoever has not been given it does not find it.
pub(super) fn offer(desk: &Desk<'_>, which: &Which, doing: Doing) -> Answered<String> {
    let missing = || Refusal::not_found(doing, "Offer not found.");
    let Which::Id(id) = which else { return Err(missing().into()) };
    let offer = desk.reader.row::<Offer>(id)?.ok_or_else(missing)?;
    let offer = Referred::read(desk.reader)?.offer(&offer);
    let offer = pick(
        offer,
        &[
            "id",
            "name",
            "display_title",
            "display_description",
            "type",
            "cadence",
            "amount",
            "duration",
            "duration_in_months",
            "currency_restriction",
            "currency",
            "status",
            "redemption_type",
            "tier",
        ],
    );
    written(&json!({ "offers": [offer] }))
}
