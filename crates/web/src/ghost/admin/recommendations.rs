//! Recommendations. `check`, which reads another site's page, is not here: nothing is fetched from other sites for them.

use newsroom::Capability;
use serde_json::Value;
use store::{Field, Recommendation, Stored};

use super::{
    super::{
        recommendations::{COUNTED, page, shape},
        refusal::{Answered, Refusal, Unanswered},
    },
    Answer, Call,
    routes::{Route, Who},
    sent::Sent,
    stored::{blank, one, row},
};

const READ: Who = Who::Programs(Capability::WriteOwn);
const KEEP: Who = Who::Programs(Capability::KeepSettings);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("recommendations", READ, "recommendations", browse),
    Route::read("recommendations/{id}", READ, "recommendation", read),
    Route::add("recommendations", KEEP, "recommendation", add),
    Route::edit("recommendations/{id}", KEEP, "recommendation", edit),
    Route::destroy("recommendations/{id}", KEEP, "recommendation", destroy),
];

fn browse(call: Call) -> Answered<Answer> {
    let include = call.question.get("include").unwrap_or_default();
    let counted: Vec<&str> = include.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if let Some(at) = counted.iter().position(|name| !COUNTED.contains(name)) {
        let why = format!("withRelated.{at} must be one of {}", COUNTED.join(", "));
        return Err(Refusal::invalid(call.doing, why).into());
    }
    let now = call.newsroom().clock().now();
    Answer::json(&page(&call.reader()?, call.doing, &call.question, &counted, now)?)
}

fn read(call: Call) -> Answered<Answer> {
    Answer::json(&one("recommendations", shape(&known(&call)?)))
}

fn add(mut call: Call) -> Answered<Answer> {
    let mut sent = call.sent("recommendations")?;
    let mut row = blank::<Recommendation>(&call);
    for name in ["title", "url"] {
        if !sent.has(name) {
            return Err(wrong(&call, name, "is required"));
        }
    }
    take(&call, &mut sent, &mut row)?;
    let row = call.newsroom().put_recommendation(call.actor()?, row)?;
    Ok(Answer::made(&one("recommendations", shape(&row)), None)?.changes("/*"))
}

fn edit(mut call: Call) -> Answered<Answer> {
    let mut row = known(&call)?;
    let mut sent = call.sent("recommendations")?;
    take(&call, &mut sent, &mut row)?;
    let row = call.newsroom().put_recommendation(call.actor()?, row)?;
    Ok(Answer::json(&one("recommendations", shape(&row)))?.changes("/*"))
}

fn destroy(call: Call) -> Answered<Answer> {
    let row = known(&call)?;
    call.newsroom().remove_recommendation(call.actor()?, &row.id)?;
    Ok(Answer::nothing().changes("/*"))
}

/// The one that the path names.
fn known(call: &Call) -> Answered<Recommendation> {
    row(call, &format!("Recommendation with id {} not found", call.place(0)))
}

/// Takes over what was sent; what it may be, the newsroom says.
fn take(call: &Call, sent: &mut Sent, row: &mut Recommendation) -> Answered<()> {
    for name in ["title", "url", "description", "excerpt", "featured_image", "favicon"] {
        let taken = match sent.value(name) {
            None => continue,
            Some(Value::String(text)) => row.set(name, Field::Text(&text)),
            Some(Value::Null) if !matches!(name, "title" | "url") => row.set(name, Field::Null),
            Some(_) => false,
        };
        if !taken {
            return Err(wrong(call, name, "must be a string"));
        }
    }
    match sent.value("one_click_subscribe") {
        None => {}
        Some(Value::Bool(flag)) => row.one_click_subscribe = flag,
        Some(_) => return Err(wrong(call, "one_click_subscribe", "must be a boolean")),
    }
    Ok(())
}

/// A refusal in Ghost's words.
fn wrong(call: &Call, name: &str, what: &str) -> Unanswered {
    Refusal::invalid(call.doing, format!("recommendations.0.{name} {what}")).into()
}
