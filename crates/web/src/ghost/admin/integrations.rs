//! Integrations with their keys and webhooks: for people alone, as in Ghost.

use newsroom::{Capability, Refused, as_ghost};
use serde_json::{Value, json};
use store::{ApiKey, Field, Integration, KeyKind, Stored, Webhook};

use super::{
    super::{
        refusal::{Answered, Refusal},
        shapes::Shape,
    },
    Answer, Call,
    routes::{Route, Who},
    stored::{all, blank, browse as list, name, one, row},
};

const KEEP: Who = Who::People(Capability::KeepSettings);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("integrations", KEEP, "integrations", browse),
    Route::read("integrations/{id}", KEEP, "integration", read),
    Route::add("integrations", KEEP, "integration", add),
    Route::edit("integrations/{id}", KEEP, "integration", edit),
    Route::add("integrations/{id}/api_key/{keyid}/refresh", KEEP, "integration", refresh),
    Route::destroy("integrations/{id}", KEEP, "integration", destroy),
];

const MISSING: &str = "Integration not found.";

fn browse(call: Call) -> Answered<Answer> {
    let shapes = shapes(&call, all::<Integration>(&call)?)?;
    list(&call, "integrations", shapes)
}

fn read(call: Call) -> Answered<Answer> {
    let integration = row::<Integration>(&call, MISSING)?;
    Answer::json(&shown(&call, integration)?)
}

fn add(mut call: Call) -> Answered<Answer> {
    let mut sent = call.sent("integrations")?;
    let mut integration = blank::<Integration>(&call);
    integration.name = name(&mut sent, "")?;
    sent.put_into(&mut integration, &["description"])?;
    let actor = call.actor()?;
    let integration = call.newsroom().put_integration(actor, integration)?;
    for kind in [KeyKind::Content, KeyKind::Admin] {
        call.newsroom().add_key_to(actor, kind, &integration.id)?;
    }
    Answer::made(&shown(&call, integration)?, None)
}

fn edit(mut call: Call) -> Answered<Answer> {
    let mut integration = row::<Integration>(&call, MISSING)?;
    let mut sent = call.sent("integrations")?;
    integration.name = name(&mut sent, &integration.name)?;
    sent.put_into(&mut integration, &["description"])?;
    let integration = call.newsroom().put_integration(call.actor()?, integration)?;
    Answer::json(&shown(&call, integration)?)
}

/// Another secret for one of its keys. The body says nothing more.
fn refresh(call: Call) -> Answered<Answer> {
    let integration = row::<Integration>(&call, MISSING)?;
    let missing = || Refusal::not_found(call.doing, "ApiKey not found.");
    let key = call.place(1).parse().map_err(|_| missing())?;
    match call.newsroom().renew_key(call.actor()?, &integration.id, &key) {
        Err(Refused::NotFound { .. }) => Err(missing().into()),
        outcome => {
            outcome?;
            Answer::json(&shown(&call, integration)?)
        }
    }
}

fn destroy(call: Call) -> Answered<Answer> {
    call.newsroom().remove_integration(call.actor()?, &call.id()?)?;
    Ok(Answer::nothing())
}

fn shown(call: &Call, integration: Integration) -> Answered<Shape> {
    let shape = shapes(call, vec![integration])?.pop().unwrap_or_default();
    Ok(one("integrations", shape))
}

/// Integrations with what was asked to be included: `api_keys`, `webhooks`.
fn shapes(call: &Call, integrations: Vec<Integration>) -> Answered<Vec<Shape>> {
    let keys = call.reader()?.keys()?;
    let webhooks = all::<Webhook>(call)?;
    let shape = |integration: &Integration| {
        let mut shape = Shape::new();
        let mut row = as_ghost(integration);
        let slug = newsroom::slugify(&integration.name);
        for (name, value) in [
            ("id", row.remove("id")),
            ("type", Some("custom".into())),
            ("name", row.remove("name")),
            ("slug", Some(slug.into())),
            ("icon_image", None),
            ("description", row.remove("description")),
            ("created_at", row.remove("created_at")),
            ("updated_at", row.remove("updated_at")),
        ] {
            shape.insert(name.to_owned(), value.unwrap_or_default());
        }
        if call.question.includes("api_keys") {
            let own: Vec<_> = keys.iter().filter(|key| key.integration == integration.id).map(key).collect();
            shape.insert("api_keys".to_owned(), own.into());
        }
        if call.question.includes("webhooks") {
            let own = webhooks.iter().filter(|webhook| *webhook.integration_id == *integration.id.as_str());
            let own: Vec<Value> = own.map(|webhook| as_ghost(webhook).into()).collect();
            shape.insert("webhooks".to_owned(), own.into());
        }
        shape
    };
    Ok(integrations.iter().map(shape).collect())
}

fn key(key: &ApiKey) -> Value {
    let mut made = Integration::blank(key.id);
    made.set("created_at", Field::Int(key.created_at));
    let made = as_ghost(&made).remove("created_at");
    json!({
        "id": key.id, "type": key.kind.as_str(), "secret": key.shown(), "integration_id": key.integration,
        "created_at": made, "updated_at": made,
    })
}
