//! What happens is told to the programs that asked for it: a write that is such an event leaves, in its own transaction, what is to be
//! sent and the job that sends it. Nothing is written of what nobody asked for.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::{
    Delivery, Id, Integration, Kind, Lane, MemberRecord, Millis, NewJob, PostRecord, Put, Result, Status,
    Tag, TagRow, Text, Webhook, Writer,
    rows::{integration, stored::InTable, webhook},
    store::now,
    writer::stored::member_json,
};

/// The job that sends an event; it is about the delivery's id, for the webhook in its payload.
pub const WEBHOOK_JOB: &str = "webhook.send";
/// The event of a change that readers may see.
const SITE_CHANGED: &str = "site.changed";

/// What waits for one address, at most: behind that it has lost count anyway.
const MOST_WAITING: u64 = 2_000;
/// Deliveries that a log keeps of each address, beside those that wait.
const LOGGED: u32 = 50;
/// How long what was given up is kept to be sent again.
const KEPT: Millis = 7 * 24 * 3_600_000;
/// Characters of an error that Ghost keeps.
const TOLD: usize = 50;

/// Who asked for what; read when the first event of a transaction happens.
#[derive(Default)]
pub(super) struct Events {
    quiet: bool,
    listeners: Option<HashMap<Text, Vec<Id>>>,
    /// Events of this transaction: those of one are sent in their order.
    told: Millis,
}

/// The answer of an address, or why there was none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: Option<u32>,
    /// Why it did not arrive; none when it did.
    pub error: Option<String>,
}

impl Writer {
    /// Nobody is told of anything in this transaction: an import is no news.
    pub fn be_quiet(&mut self) {
        self.events.quiet = true;
    }

    fn listeners(&mut self, event: &str) -> Result<Vec<Id>> {
        if self.events.quiet {
            return Ok(Vec::new());
        }
        if self.events.listeners.is_none() {
            let all = self.many(&webhook::LISTENERS, &[], |row| Ok((row.id(0)?, row.text(1)?)))?;
            let mut by_event: HashMap<Text, Vec<Id>> = HashMap::new();
            for (id, event) in all {
                by_event.entry(event).or_default().push(id);
            }
            self.events.listeners = Some(by_event);
        }
        Ok(self.events.listeners.as_ref().and_then(|all| all.get(event)).cloned().unwrap_or_default())
    }

    fn tell(&mut self, event: &str, snapshot: impl FnOnce() -> Value) -> Result<()> {
        let listeners = self.listeners(event)?;
        if listeners.is_empty() {
            return Ok(());
        }
        let (now, snapshot) = (now(), snapshot().to_string());
        for webhook in listeners {
            if event == SITE_CHANGED
                && self
                    .one(&webhook::WAITING_ALIKE, &[(&webhook).into(), event.into()], |_| Ok(()))?
                    .is_some()
            {
                continue;
            }
            let waiting =
                self.one(&webhook::COUNT_WAITING, &[(&webhook).into()], |row| row.count(0))?.unwrap_or(0);
            if waiting >= MOST_WAITING {
                tracing::warn!(
                    webhook = webhook.as_str(),
                    "an event is not sent: {waiting} wait for this address"
                );
                let params =
                    [(&webhook).into(), now.into(), crate::db::Param::Null, "Too many events wait".into()];
                self.run(&webhook::TRIGGERED, &params)?;
                continue;
            }
            let id = Id::generate(now);
            let params =
                [(&id).into(), (&webhook).into(), event.into(), snapshot.as_str().into(), now.into()];
            self.run(&webhook::ADD_DELIVERY, &params)?;
            self.send(&id, &webhook, now + self.events.told)?;
            self.events.told += 1;
        }
        Ok(())
    }

    fn send(&mut self, id: &Id, webhook: &Id, due_at: Millis) -> Result<()> {
        self.add_job(
            due_at,
            NewJob { lane: Lane::Errand, kind: WEBHOOK_JOB, about: id, payload: webhook, due_at },
        )
    }

    /// Tells of a post or page that was added, changed or removed; in the words of Ghost.
    pub(super) fn post_happened(&mut self, old: Option<&PostRecord>, new: Option<&PostRecord>) -> Result<()> {
        let names = post_events(old, new);
        for (kind, name) in names {
            let event = format!("{}.{name}", kind.as_str());
            self.tell(&event, || snapshot(old.map(post_json), new.map(post_json)))?;
        }
        Ok(())
    }

    /// Tells of a tag.
    pub(super) fn tag_happened(&mut self, old: Option<&TagRow>, new: Option<&TagRow>) -> Result<()> {
        self.tell(change("tag.added", "tag.edited", "tag.deleted", old.is_some(), new.is_some()), || {
            snapshot(old.map(|tag| json!(tag)), new.map(|tag| json!(tag)))
        })
    }

    /// Tells of a member.
    pub(super) fn member_happened(
        &mut self,
        old: Option<&MemberRecord>,
        new: Option<&MemberRecord>,
    ) -> Result<()> {
        self.tell(
            change("member.added", "member.edited", "member.deleted", old.is_some(), new.is_some()),
            || snapshot(old.map(member_json), new.map(member_json)),
        )
    }

    /// Tells that readers may see something else now; once a transaction, at its end.
    pub(super) fn site_happened(&mut self) -> Result<()> {
        if self.tags.iter().any(Tag::is_of_readers) { self.tell(SITE_CHANGED, || json!({})) } else { Ok(()) }
    }

    /// Adds or changes a webhook.
    pub fn put_webhook(&mut self, row: &Webhook) -> Result<Put> {
        self.events.listeners = None;
        self.put_row(row)
    }

    /// The webhook that tells this address of this event.
    pub fn webhook_alike(&mut self, event: &str, target_url: &str) -> Result<Option<Id>> {
        self.one(&webhook::SAME, &[event.into(), target_url.into()], |row| row.id(0))
    }

    /// Removes a webhook with what waits for it; gives what it was.
    pub fn delete_webhook(&mut self, id: &Id) -> Result<Option<Webhook>> {
        self.events.listeners = None;
        self.run(&webhook::FORGET_JOBS, &[id.into()])?;
        self.run(&webhook::FORGET_ALL, &[id.into()])?;
        self.delete_row(id)
    }

    /// Removes an integration with its keys and webhooks; gives what it was.
    pub fn delete_integration(&mut self, id: &Id) -> Result<Option<Integration>> {
        for webhook in self.many(&webhook::OF_INTEGRATION, &[id.into()], |row| row.id(0))? {
            self.delete_webhook(&webhook)?;
        }
        self.run(&integration::FORGET_KEYS, &[id.into()])?;
        self.touch(Tag::keys());
        self.delete_row(id)
    }

    /// What is on its way.
    pub fn delivery(&mut self, id: &Id) -> Result<Option<Delivery>> {
        self.one(&webhook::DELIVERY, &[id.into()], Delivery::read)
    }

    /// Writes down what became of a delivery that was sent. What failed makes everything else wait that goes to the same address, until
    /// `again`.
    pub fn note_delivery(
        &mut self,
        delivery: &Delivery,
        reply: &Reply,
        at: Millis,
        again: Millis,
    ) -> Result<()> {
        let (id, webhook) = (&delivery.id, &delivery.webhook);
        let error = reply.error.as_deref().map(|error| {
            let error = error.replace('\0', "");
            error[..error.floor_char_boundary(TOLD)].to_owned()
        });
        let error_param = error.as_deref().map_or(crate::db::Param::Null, Into::into);
        match &error {
            None => {
                self.run(&webhook::ARRIVED, &[id.into(), at.into(), reply.status.into()])?;
            }
            Some(_) => {
                self.run(&webhook::NOT_ARRIVED, &[id.into(), reply.status.into(), error_param])?;
                self.run(&webhook::POSTPONE, &[webhook.into(), id.into(), again.into()])?;
            }
        }
        let status = reply.status.map(|status| status.to_string());
        let status = status.as_deref().map_or(crate::db::Param::Null, Into::into);
        self.run(&webhook::TRIGGERED, &[webhook.into(), at.into(), status, error_param])?;
        self.shorten_log(webhook, at)
    }

    fn shorten_log(&mut self, webhook: &Id, at: Millis) -> Result<()> {
        let oldest = self.one(&webhook::OLDEST_KEPT, &[webhook.into(), LOGGED.into()], |row| row.int(0))?;
        if let Some(oldest) = oldest {
            self.run(&webhook::FORGET_ARRIVED, &[webhook.into(), oldest.into()])?;
        }
        self.run(&webhook::FORGET_GIVEN_UP, &[webhook.into(), (at - KEPT).into()])?;
        self.run(&webhook::FORGET_IDLE_JOBS, &[(at - KEPT).into()]).map(drop)
    }

    /// Sends again what did not arrive; `false` when it did, or is not known.
    pub fn send_again(&mut self, id: &Id, at: Millis) -> Result<bool> {
        let Some(delivery) = self.delivery(id)?.filter(|delivery| delivery.done_at.is_none()) else {
            return Ok(false);
        };
        self.run(&webhook::AGAIN, &[id.into()])?;
        self.send(id, &delivery.webhook, at)?;
        Ok(true)
    }
}

impl crate::Reader {
    /// What became of the events that an address was to be told of, newest first. For the newsroom: notes nothing.
    pub fn deliveries(&self, webhook: &Id, limit: u32) -> Result<Vec<Delivery>> {
        self.conn().rows(&webhook::LOG, &[webhook.into(), limit.into()], Delivery::read)
    }

    /// What is on its way, with the address. For the newsroom: notes nothing.
    pub fn delivery(&self, id: &Id) -> Result<Option<(Delivery, Webhook)>> {
        let Some(delivery) = self.conn().row(&webhook::DELIVERY, &[id.into()], Delivery::read)? else {
            return Ok(None);
        };
        let webhook = self.conn().row(Webhook::ONE, &[(&delivery.webhook).into()], Webhook::read)?;
        Ok(webhook.map(|webhook| (delivery, webhook)))
    }
}

fn change<'a>(added: &'a str, edited: &'a str, deleted: &'a str, was: bool, is: bool) -> &'a str {
    match (was, is) {
        (false, _) => added,
        (true, true) => edited,
        (true, false) => deleted,
    }
}

fn snapshot(previous: Option<Value>, current: Option<Value>) -> Value {
    json!({ "current": current, "previous": previous })
}

/// A post for a snapshot: without the document behind it, which nobody is sent.
fn post_json(post: &PostRecord) -> Value {
    let mut post = post.clone();
    post.body.document = "".into();
    post.terms.clear();
    json!(post)
}

/// The events of one change, in the order in which Ghost tells of them; a post that becomes a page goes as the one and comes as the other.
fn post_events(old: Option<&PostRecord>, new: Option<&PostRecord>) -> Vec<(Kind, &'static str)> {
    let status = |post: &PostRecord| post.row.status;
    let mut names = Vec::new();
    let (old, new) = match (old, new) {
        (None, None) => return names,
        (None, Some(new)) => {
            names.push((new.row.kind, "added"));
            match status(new) {
                Status::Published => names.push((new.row.kind, "published")),
                Status::Scheduled => names.push((new.row.kind, "scheduled")),
                _ => {}
            }
            names.extend(new.tags.iter().take(1).map(|_| (new.row.kind, "tag.attached")));
            return names;
        }
        (Some(old), None) => {
            names.extend(old.tags.iter().take(1).map(|_| (old.row.kind, "tag.detached")));
            if status(old) == Status::Published {
                names.push((old.row.kind, "unpublished"));
            }
            names.push((old.row.kind, "deleted"));
            return names;
        }
        (Some(old), Some(new)) => (old, new),
    };
    let (was, is) = (status(old), status(new));
    if old.row.kind != new.row.kind {
        match was {
            Status::Published => names.push((old.row.kind, "unpublished")),
            Status::Scheduled => names.push((old.row.kind, "unscheduled")),
            _ => {}
        }
        names.extend([(old.row.kind, "deleted"), (new.row.kind, "added")]);
        match is {
            Status::Published => names.push((new.row.kind, "published")),
            Status::Scheduled => names.push((new.row.kind, "scheduled")),
            _ => {}
        }
        return names;
    }
    let kind = new.row.kind;
    if was == is {
        if is == Status::Published {
            names.push((kind, "published.edited"));
        }
        if is == Status::Scheduled && old.row.published_at != new.row.published_at {
            names.push((kind, "rescheduled"));
        }
    } else {
        if was == Status::Published {
            names.push((kind, "unpublished"));
        }
        match is {
            Status::Published => names.push((kind, "published")),
            Status::Scheduled => names.push((kind, "scheduled")),
            _ if was == Status::Scheduled => names.push((kind, "unscheduled")),
            _ => {}
        }
    }
    names.push((kind, "edited"));
    if old.tags.iter().any(|tag| !new.tags.contains(tag)) {
        names.push((kind, "tag.detached"));
    }
    // As in Ghost, one for each tag that came.
    names.extend(new.tags.iter().filter(|tag| !old.tags.contains(tag)).map(|_| (kind, "tag.attached")));
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{id, post};

    fn names(old: Option<&PostRecord>, new: Option<&PostRecord>) -> Vec<String> {
        post_events(old, new).into_iter().map(|(kind, name)| format!("{}.{name}", kind.as_str())).collect()
    }

    #[test]
    fn events_are_ghosts() {
        let public = post(1);
        let draft = {
            let mut draft = public.clone();
            draft.row.status = Status::Draft;
            draft.tags.clear();
            draft
        };
        let scheduled = {
            let mut scheduled = draft.clone();
            scheduled.row.status = Status::Scheduled;
            scheduled
        };
        let later = {
            let mut later = scheduled.clone();
            later.row.published_at = later.row.published_at.map(|at| at + 1);
            later
        };
        let mut tagged = draft.clone();
        tagged.tags = vec![id(1001), id(1002)];
        let mut page = draft.clone();
        page.row.kind = Kind::Page;
        assert_eq!(names(None, Some(&draft)), ["post.added"]);
        assert_eq!(names(None, Some(&scheduled)), ["post.added", "post.scheduled"]);
        assert_eq!(names(Some(&draft), Some(&scheduled)), ["post.scheduled", "post.edited"]);
        assert_eq!(names(Some(&scheduled), Some(&later)), ["post.rescheduled", "post.edited"]);
        assert_eq!(names(Some(&later), Some(&draft)), ["post.unscheduled", "post.edited"]);
        assert_eq!(
            names(Some(&draft), Some(&tagged)),
            ["post.edited", "post.tag.attached", "post.tag.attached"]
        );
        assert_eq!(names(Some(&tagged), Some(&draft)), ["post.edited", "post.tag.detached"]);
        assert_eq!(names(Some(&draft), Some(&page)), ["post.deleted", "page.added"]);
        assert_eq!(names(Some(&draft), None), ["post.deleted"]);
        let mut out = draft.clone();
        out.row.status = Status::Published;
        assert_eq!(names(Some(&scheduled), Some(&out)), ["post.published", "post.edited"]);
        assert_eq!(names(Some(&out), Some(&out)), ["post.published.edited", "post.edited"]);
        assert_eq!(names(Some(&out), Some(&draft)), ["post.unpublished", "post.edited"]);
        assert_eq!(names(Some(&out), None), ["post.unpublished", "post.deleted"]);
    }
}
