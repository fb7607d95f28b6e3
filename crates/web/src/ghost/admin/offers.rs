//! Offers on tiers. Ghost has no address that removes one: it is archived.

use newsroom::Capability;
use serde_json::Value;
use store::{Field, Offer, Stored};

use super::{
    super::{
        refusal::Answered,
        shapes::{Referred, Shape},
    },
    Answer, Call,
    routes::{Route, Who},
    sent::Sent,
    stored::{all, blank, browse as list, name, one, row},
};

const KEEP: Who = Who::Programs(Capability::KeepMembers);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("offers", KEEP, "offers", browse),
    Route::read("offers/{id}", KEEP, "offer", read),
    Route::add("offers", KEEP, "offer", add),
    Route::edit("offers/{id}", KEEP, "offer", edit),
];

const MISSING: &str = "Offer not found.";

fn browse(call: Call) -> Answered<Answer> {
    let referred = Referred::read(&call.reader()?)?;
    let offers = all::<Offer>(&call)?;
    list(&call, "offers", offers.iter().map(|offer| referred.offer(offer)).collect())
}

fn read(call: Call) -> Answered<Answer> {
    let offer = row::<Offer>(&call, MISSING)?;
    Answer::json(&shown(&call, &offer)?)
}

fn shown(call: &Call, offer: &Offer) -> Answered<Shape> {
    Ok(one("offers", Referred::read(&call.reader()?)?.offer(offer)))
}

fn add(mut call: Call) -> Answered<Answer> {
    let mut sent = call.sent("offers")?;
    let mut offer = blank::<Offer>(&call);
    offer.name = name(&mut sent, "")?;
    take(
        &mut sent,
        &mut offer,
        &[
            ("code", "code"),
            ("cadence", "interval"),
            ("amount", "discount_amount"),
            ("duration", "duration"),
            ("duration_in_months", "duration_in_months"),
            ("currency", "currency"),
            ("redemption_type", "redemption_type"),
        ],
    )?;
    match sent.word("type", &["percent", "fixed", "trial", "free_months"])? {
        None => return Err(sent.missing("type")),
        Some(kind) => offer.discount_type = if kind == "fixed" { "amount" } else { kind }.into(),
    }
    let tier = sent.value("tier").and_then(|tier| tier.get("id").and_then(Value::as_str).map(Into::into));
    offer.product_id = tier;
    words(&mut sent, &mut offer)?;
    let offer = call.newsroom().put_offer(call.actor()?, offer)?;
    Answer::made(&shown(&call, &offer)?, None)
}

/// What an offer takes off, and of what, stays as it was made; its words and whether it holds change.
fn edit(mut call: Call) -> Answered<Answer> {
    let mut offer = row::<Offer>(&call, MISSING)?;
    let mut sent = call.sent("offers")?;
    offer.name = name(&mut sent, &offer.name)?;
    take(&mut sent, &mut offer, &[("code", "code")])?;
    words(&mut sent, &mut offer)?;
    let offer = call.newsroom().put_offer(call.actor()?, offer)?;
    Answer::json(&shown(&call, &offer)?)
}

fn words(sent: &mut Sent, offer: &mut Offer) -> Answered<()> {
    take(sent, offer, &[("display_title", "portal_title"), ("display_description", "portal_description")])?;
    if let Some(status) = sent.word("status", &["active", "archived"])? {
        offer.active = status == "active";
    }
    Ok(())
}

/// Takes fields over into the columns that hold them.
fn take(sent: &mut Sent, offer: &mut Offer, fields: &[(&'static str, &'static str)]) -> Answered<()> {
    for (name, column) in fields {
        let field = match sent.value(name) {
            None => continue,
            Some(Value::String(text)) => offer.set(column, Field::Text(&text)),
            Some(Value::Number(number)) => {
                number.as_i64().is_some_and(|number| offer.set(column, Field::Int(number)))
            }
            Some(Value::Null) => offer.set(column, Field::Null),
            Some(_) => false,
        };
        if !field {
            return Err(sent.wrong_type(name, "string"));
        }
    }
    Ok(())
}
