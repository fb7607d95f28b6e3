//! Many members at once, those that a filter or a search names: all or none.

use newsroom::MembersDeed;
use serde_json::{Map, Value, json};
use store::{Id, MemberQuery};

use super::{
    super::refusal::{Answered, Refusal, asked},
    Answer, Call,
    bulk::deed,
    members::{KEEP, query},
    routes::Route,
};

pub(super) const ROUTES: &[Route] = &[
    Route::edit("members/bulk", KEEP, "members", edit),
    Route::destroy("members", KEEP, "members", destroy),
];

/// Members that are read at once, and at most.
const PAGE: u32 = 1_000;
const MOST: u64 = 100_000;

fn edit(mut call: Call) -> Answered<Answer> {
    let (action, meta) = deed(&mut call)?;
    let named = |name: &str| named(&meta, name);
    let deed = match action.as_str() {
        "addLabel" => MembersDeed::Label(named("label")?),
        "removeLabel" => MembersDeed::Unlabel(named("label")?),
        "unsubscribe" if meta.get("newsletter").is_some_and(|id| !id.is_null()) => {
            MembersDeed::Unsubscribe(Some(named("newsletter")?))
        }
        "unsubscribe" => MembersDeed::Unsubscribe(None),
        _ => return Err(Refusal::misused("Unsupported bulk action").into()),
    };
    let done = call.newsroom().change_members(call.actor()?, &ids(&call)?, &deed)?;
    Answer::json(&json!({ "bulk": { "meta": {
        "stats": stats(done), "errors": [], "unsuccessfulData": [],
    } } }))
}

fn destroy(call: Call) -> Answered<Answer> {
    let done = call.newsroom().remove_members(call.actor()?, &ids(&call)?)?;
    Answer::json(&json!({ "meta": { "stats": stats(done), "unsuccessfulIds": [], "errors": [] } }))
}

fn stats(done: u64) -> Value {
    json!({ "successful": done, "unsuccessful": 0 })
}

/// The row that the deed is about: its id, or a row with one.
fn named(meta: &Map<String, Value>, name: &str) -> Answered<Id> {
    let row = meta.get(name).map(|row| row.get("id").unwrap_or(row));
    let id = row.and_then(Value::as_str).and_then(|id| id.parse().ok());
    Ok(id.ok_or_else(|| Refusal::misused(format!("Invalid {name} value.")))?)
}

/// Whom the question names. All of them only when it says so: a filter that was forgotten is none.
fn ids(call: &Call) -> Answered<Vec<Id>> {
    let (question, doing) = (&call.question, call.doing);
    let query = if question.get("all") == Some("true") {
        asked(doing, MemberQuery::new(None, Vec::new(), call.newsroom().clock().now()))?
    } else if question.get("filter").is_some() || question.get("search").is_some() {
        query(call)?
    } else {
        let why = format!("Cannot perform bulk {} without a filter, search, or all=true", doing.verb);
        return Err(Refusal::misused(why).into());
    };
    let reader = call.reader()?;
    let total = asked(doing, reader.count_members(&query))?;
    if total > MOST {
        let why = format!("The question names {total} members; at most {MOST} are changed at once.");
        return Err(Refusal::invalid(doing, why).at("filter").into());
    }
    let mut ids = Vec::with_capacity(total as usize);
    for at in (0..total).step_by(PAGE as usize) {
        let page = asked(doing, reader.members(&query.clone().page(at, PAGE)))?;
        ids.extend(page.iter().map(|member| member.row.id));
    }
    Ok(ids)
}
