//! Addresses of other programs that are told of events, and what is on its way to them.

use super::stored::stored;
use crate::{Id, MaybeText, Millis, Result, Text, db::Row};

stored! {
    /// An address that is told of one kind of event, by an integration.
    Webhook in "webhooks", "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12";
    integration_id: Text = "".into(),
    event: Text = "".into(),
    target_url: Text = "".into(),
    name: MaybeText = None,
    secret: MaybeText = None,
    api_version: Text = "v6".into(),
    last_triggered_at: Option<Millis> = None,
    last_triggered_status: MaybeText = None,
    last_triggered_error: MaybeText = None,
    created_at: Millis = 0,
    updated_at: Millis = 0,
    ;
    Writing LISTENERS = "SELECT id, event FROM webhooks ORDER BY id";
    Writing OF_INTEGRATION = "SELECT id FROM webhooks WHERE integration_id = ?1 ORDER BY id";
    Writing SAME = "SELECT id FROM webhooks WHERE event = ?1 AND target_url = ?2 ORDER BY id LIMIT 1";
    Writing TRIGGERED = "UPDATE webhooks SET last_triggered_at = ?2, last_triggered_status = ?3, last_triggered_error = ?4 \
        WHERE id = ?1";
    Writing ADD_DELIVERY = "INSERT INTO webhook_deliveries (id, webhook_id, event, snapshot, created_at, tries) \
        VALUES (?1, ?2, ?3, ?4, ?5, 0)";
    Writing DELIVERY = "SELECT d.id, d.webhook_id, d.event, d.snapshot, d.created_at, d.done_at, d.tries, d.status, d.error, \
        j.due_at FROM webhook_deliveries d LEFT JOIN jobs j ON j.kind = 'webhook.send' AND j.dedupe = d.id WHERE d.id = ?1";
    Writing LOG = "SELECT d.id, d.webhook_id, d.event, '', d.created_at, d.done_at, d.tries, d.status, d.error, \
        j.due_at FROM webhook_deliveries d LEFT JOIN jobs j ON j.kind = 'webhook.send' AND j.dedupe = d.id \
        WHERE d.webhook_id = ?1 ORDER BY d.created_at DESC, d.id DESC LIMIT ?2";
    Writing WAITING_ALIKE = "SELECT d.id FROM webhook_deliveries d JOIN jobs j ON j.kind = 'webhook.send' AND j.dedupe = d.id \
        WHERE d.webhook_id = ?1 AND d.event = ?2 AND j.lease IS NULL AND j.due_at IS NOT NULL LIMIT 1";
    Writing COUNT_WAITING = "SELECT COUNT(*) FROM webhook_deliveries WHERE webhook_id = ?1 AND done_at IS NULL";
    Writing ARRIVED = "UPDATE webhook_deliveries SET done_at = ?2, tries = tries + 1, status = ?3, error = NULL, snapshot = '' \
        WHERE id = ?1";
    Writing NOT_ARRIVED = "UPDATE webhook_deliveries SET tries = tries + 1, status = ?2, error = ?3 WHERE id = ?1";
    Writing POSTPONE = "UPDATE jobs SET due_at = ?3 WHERE lane = 'errand' AND payload = ?1 AND lease IS NULL AND due_at < ?3 \
        AND dedupe <> ?2";
    Writing AGAIN = "UPDATE webhook_deliveries SET tries = 0, status = NULL, error = NULL WHERE id = ?1 AND done_at IS NULL";
    Writing OLDEST_KEPT = "SELECT created_at FROM webhook_deliveries WHERE webhook_id = ?1 AND done_at IS NOT NULL \
        ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET ?2";
    Writing FORGET_ARRIVED = "DELETE FROM webhook_deliveries WHERE webhook_id = ?1 AND done_at IS NOT NULL AND created_at <= ?2";
    Writing FORGET_GIVEN_UP = "DELETE FROM webhook_deliveries WHERE webhook_id = ?1 AND done_at IS NULL AND created_at < ?2 \
        AND id NOT IN (SELECT dedupe FROM jobs WHERE kind = 'webhook.send' AND due_at IS NOT NULL)";
    Writing FORGET_IDLE_JOBS = "DELETE FROM jobs WHERE kind = 'webhook.send' AND due_at IS NULL AND created_at < ?1";
    Writing FORGET_JOBS = "DELETE FROM jobs WHERE kind = 'webhook.send' AND dedupe IN \
        (SELECT id FROM webhook_deliveries WHERE webhook_id = ?1)";
    Writing FORGET_ALL = "DELETE FROM webhook_deliveries WHERE webhook_id = ?1";
}

/// What became of an event on its way to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its id, and its job's.
    pub id: Id,
    /// Whom it goes to.
    pub webhook: Id,
    /// What happened.
    pub event: Text,
    /// The rows as they were then, as JSON; empty when it has arrived, and in a log.
    pub snapshot: Text,
    /// When it happened.
    pub created_at: Millis,
    /// When it arrived.
    pub done_at: Option<Millis>,
    /// How often it was sent.
    pub tries: u32,
    /// The HTTP status of the last answer.
    pub status: Option<u32>,
    /// Why the last try failed.
    pub error: MaybeText,
    /// When it is sent next; none when it has arrived or was given up.
    pub due_at: Option<Millis>,
}

impl Delivery {
    /// Takes a row of [`DELIVERY`] or [`LOG`].
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.id(0)?,
            webhook: row.id(1)?,
            event: row.text(2)?,
            snapshot: row.text(3)?,
            created_at: row.int(4)?,
            done_at: row.maybe_int(5)?,
            tries: row.small(6)?,
            status: row.maybe_small(7)?,
            error: row.maybe_text(8)?,
            due_at: row.maybe_int(9)?,
        })
    }
}
