//! Addresses of other programs that are told of events, and what became of what was sent to them.

use store::{Delivery, Id, Integration, Put, Reply, Webhook};
use url::Url;

use crate::{Actor, Because, Capability, Deed, JobError, Newsroom, Refused, jobs::wait_after};

/// Characters of an event's name, of a name or secret, of an address, as in Ghost.
const EVENT: usize = 50;
const NAME: usize = 191;
const ADDRESS: usize = 2_000;
/// Webhooks of the whole site.
const MOST: u32 = 200;
/// An address that does not want to hear more.
const GONE: u32 = 410;

impl Newsroom {
    /// Makes or changes a webhook: who is told at which address. An event that does not happen here may be asked for, as in Ghost.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator, and for a program with another's webhooks; [`Refused::Invalid`]; [`Refused::NotFound`] for an integration that does not exist;
    /// [`Refused::Conflict`] for an address that is told of this event already.
    pub fn put_webhook(&self, actor: Actor, mut webhook: Webhook) -> Result<Webhook, Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeKeys)?;
        let now = self.clock.now();
        check(&webhook)?;
        webhook.updated_at = now;
        self.store.write(|writer| {
            let unknown =
                || Refused::NotFound { what: "integration", id: webhook.integration_id.to_string() };
            let integration: Id = webhook.integration_id.parse().map_err(|_| unknown())?;
            let integration = writer.row::<Integration>(&integration)?.ok_or_else(unknown)?;
            if writer.webhook_alike(&webhook.event, &webhook.target_url)?.is_some_and(|id| id != webhook.id) {
                return Err(Refused::conflict(Because::WebhookTaken));
            }
            let all = writer.rows::<Webhook>(MOST + 1)?;
            if all.len() >= MOST as usize && all.iter().all(|other| other.id != webhook.id) {
                return Err(Refused::conflict(Because::WebhooksMany.with("most", MOST)));
            }
            must_be_theirs(actor, &webhook)?;
            if let Some(before) = writer.row::<Webhook>(&webhook.id)? {
                must_be_theirs(actor, &before)?;
            }
            let put = writer.put_webhook(&webhook)?;
            let act = if put == Put::Inserted { "webhook.added" } else { "webhook.changed" };
            let told = format!("{}: {} → {}", integration.name, webhook.event, webhook.target_url);
            actor.note(writer, now, act, webhook.id.as_str(), None, Some(&told))?;
            Ok(webhook)
        })
    }

    /// Removes a webhook with what waits for it.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] below administrator.
    pub fn remove_webhook(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeKeys)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let missing = || Refused::NotFound { what: "webhook", id: id.to_string() };
            let webhook = writer.row::<Webhook>(id)?.ok_or_else(missing)?;
            must_be_theirs(actor, &webhook)?;
            writer.delete_webhook(id)?;
            let told = format!("{} → {}", webhook.event, webhook.target_url);
            actor.note(writer, now, "webhook.removed", id.as_str(), Some(&told), None)
        })
    }

    /// Sends again what did not arrive.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Conflict`] when it has arrived, or is no longer kept.
    pub fn send_again(&self, actor: Actor, delivery: &Id) -> Result<(), Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeKeys)?;
        let now = self.clock.now();
        self.store.write(|writer| match writer.send_again(delivery, now)? {
            true => actor.note(writer, now, "webhook.resent", delivery.as_str(), None, None),
            false => Err(Refused::conflict(Because::DeliveryArrived)),
        })
    }

    /// Writes down what became of a delivery that was sent for the nth time; who is gone is asked no more. For the job that sends.
    ///
    /// # Errors
    /// What failed, so that the job is done again; failures of the store.
    pub fn settle_delivery(&self, delivery: &Delivery, reply: &Reply, attempt: u32) -> Result<(), JobError> {
        let now = self.clock.now();
        self.store.write(|writer| {
            if reply.status == Some(GONE) {
                writer.delete_webhook(&delivery.webhook).map(drop)
            } else {
                writer.note_delivery(delivery, reply, now, now + wait_after(attempt))
            }
        })?;
        match &reply.error {
            Some(error) if reply.status != Some(GONE) => Err(error.clone().into()),
            _ => Ok(()),
        }
    }
}

/// A program has to do with webhooks of its own integration only.
fn must_be_theirs(actor: Actor, webhook: &Webhook) -> Result<(), Refused> {
    match actor.program {
        Some(own) if *webhook.integration_id != *own.as_str() => {
            Err(Refused::NotAllowed { deed: Deed::ChangeKeys })
        }
        _ => Ok(()),
    }
}

fn check(webhook: &Webhook) -> Result<(), Refused> {
    let event = &*webhook.event;
    let lower = event.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'.' | b'_'));
    if event.is_empty() || event.len() > EVENT || !lower {
        return Err(Refused::invalid("event", Because::EventName));
    }
    let address = &*webhook.target_url;
    let web = Url::parse(address)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some());
    if !web || address.chars().count() > ADDRESS || address.contains(char::is_control) {
        let given: String = address.chars().take(80).collect();
        return Err(Refused::invalid("target_url", Because::NoWebAddress.with("given", given)));
    }
    for (field, text) in [("name", &webhook.name), ("secret", &webhook.secret)] {
        if text.as_deref().is_some_and(|text| text.chars().count() > NAME) {
            return Err(Refused::invalid(field, Because::TooLong.with("most", NAME)));
        }
    }
    Ok(())
}
