//! Tiers. Ghost has no address that removes one: it is archived.

use newsroom::Capability;
use serde_json::Value;
use store::Tier;

use super::{
    super::{
        refusal::{Answered, Refusal},
        shapes::{Shape, tiers},
    },
    Answer, Call,
    routes::{Route, Who},
    sent::Sent,
    stored::{blank, browse as list, name, one, row},
};

const READ: Who = Who::Programs(Capability::WriteOwn);
const KEEP: Who = Who::Programs(Capability::KeepMembers);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("tiers", READ, "tiers", browse),
    Route::read("tiers/{id}", READ, "tier", read),
    Route::add("tiers", KEEP, "tier", add),
    Route::edit("tiers/{id}", KEEP, "tier", edit),
];

const MISSING: &str = "Tier not found.";
/// Benefits of a tier.
const BENEFITS: usize = 100;

fn browse(call: Call) -> Answered<Answer> {
    let mut all: Vec<Shape> = tiers(&call.reader()?)?.into_iter().map(|(_, tier)| tier).collect();
    all.sort_by_key(|tier| tier.get("monthly_price").and_then(Value::as_i64).unwrap_or(0));
    list(&call, "tiers", all)
}

fn read(call: Call) -> Answered<Answer> {
    let id = call.id()?;
    shown(&call, &id).and_then(|tier| Answer::json(&tier))
}

/// One tier with what it promises.
fn shown(call: &Call, id: &store::Id) -> Answered<Shape> {
    let found = tiers(&call.reader()?)?.into_iter().find(|(other, _)| other == id);
    let (_, tier) = found.ok_or_else(|| Refusal::not_found(call.doing, MISSING))?;
    Ok(one("tiers", tier))
}

fn add(mut call: Call) -> Answered<Answer> {
    let mut sent = call.sent("tiers")?;
    let mut tier = blank::<Tier>(&call);
    tier.name = name(&mut sent, "")?;
    let benefits = take(&mut sent, &mut tier)?;
    let tier = call.newsroom().put_tier(call.actor()?, tier, benefits.as_deref())?;
    Ok(Answer::made(&shown(&call, &tier.id)?, None)?.changes("/*"))
}

fn edit(mut call: Call) -> Answered<Answer> {
    let mut tier = row::<Tier>(&call, MISSING)?;
    let mut sent = call.sent("tiers")?;
    tier.name = name(&mut sent, &tier.name)?;
    let benefits = take(&mut sent, &mut tier)?;
    let tier = call.newsroom().put_tier(call.actor()?, tier, benefits.as_deref())?;
    Ok(Answer::json(&shown(&call, &tier.id)?)?.changes("/*"))
}

/// Takes over what was sent besides the name; gives the benefits, when they were sent.
fn take(sent: &mut Sent, tier: &mut Tier) -> Answered<Option<Vec<String>>> {
    sent.put_into(
        tier,
        &[
            "slug",
            "description",
            "active",
            "welcome_page_url",
            "visibility",
            "type",
            "currency",
            "monthly_price",
            "yearly_price",
            "trial_days",
        ],
    )?;
    let Some(rows) = sent.rows("benefits", BENEFITS)? else { return Ok(None) };
    let texts = rows.into_iter().map(|benefit| match benefit {
        Value::String(text) => Ok(text),
        _ => Err(sent.wrong_type("benefits", "string")),
    });
    texts.collect::<Answered<Vec<String>>>().map(Some)
}
