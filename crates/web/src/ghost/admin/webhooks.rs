//! Webhooks: a program makes, changes and removes those of its own integration, a person those of any.

use newsroom::{Because, Capability, Refused, as_ghost};
use serde_json::Value;
use store::Webhook;

use super::{
    super::refusal::{Answered, Refusal},
    Answer, Call,
    routes::{Route, Who},
    sent::Sent,
    stored::{blank, one, row},
};

const KEEP: Who = Who::Programs(Capability::KeepSettings);

pub(super) const ROUTES: &[Route] = &[
    Route::add("webhooks", KEEP, "webhook", add),
    Route::edit("webhooks/{id}", KEEP, "webhook", edit),
    Route::destroy("webhooks/{id}", KEEP, "webhook", destroy),
];

const EVENT: usize = 50;
const ADDRESS: usize = 2_000;

fn add(mut call: Call) -> Answered<Answer> {
    let mut sent = call.sent("webhooks")?;
    let mut webhook = blank::<Webhook>(&call);
    webhook.event = sent.needed_text("event", EVENT)?.into();
    webhook.target_url = sent.needed_text("target_url", ADDRESS)?.into();
    sent.put_into(&mut webhook, &["name", "secret", "api_version"])?;
    webhook.integration_id = match (call.actor()?.program, sent.value("integration_id")) {
        (Some(own), _) => own.as_str().into(),
        (None, Some(Value::String(id))) => id.into(),
        (None, _) => return Err(sent.missing("integration_id")),
    };
    put(&call, webhook).and_then(|webhook| Answer::made(&one("webhooks", as_ghost(&webhook)), None))
}

fn edit(mut call: Call) -> Answered<Answer> {
    let mut webhook = row::<Webhook>(&call, "Webhook not found.")?;
    let mut sent = call.sent("webhooks")?;
    take(&mut sent, &mut webhook)?;
    put(&call, webhook).and_then(|webhook| Answer::json(&one("webhooks", as_ghost(&webhook))))
}

fn take(sent: &mut Sent, webhook: &mut Webhook) -> Answered<()> {
    if sent.has("event") {
        webhook.event = sent.needed_text("event", EVENT)?.into();
    }
    if sent.has("target_url") {
        webhook.target_url = sent.needed_text("target_url", ADDRESS)?.into();
    }
    sent.put_into(webhook, &["name", "secret", "api_version"])
}

fn put(call: &Call, webhook: Webhook) -> Answered<Webhook> {
    call.newsroom().put_webhook(call.actor()?, webhook).map_err(|refused| match refused {
        Refused::Conflict(why) if why.because == Because::WebhookTaken => {
            Refusal::invalid(call.doing, "Target URL has already been used for this event.".to_owned()).into()
        }
        refused => refused.into(),
    })
}

fn destroy(call: Call) -> Answered<Answer> {
    call.newsroom().remove_webhook(call.actor()?, &call.id()?)?;
    Ok(Answer::nothing())
}
