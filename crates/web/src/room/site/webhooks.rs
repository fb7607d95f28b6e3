//! Webhooks: who is told of what happens, what became of it, and what is sent again. They stand on the page of programs.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Form,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use newsroom::{Actor, Capability, EVENTS, Newsroom, Refused};
use serde::Deserialize;
use store::{Delivery, Id, Integration, Reader, Stored, Text, Webhook};

use super::{
    super::{
        Room,
        account::Notice,
        form::{Fault, Field, again, back, fault_summary, for_good, judge},
        guard::Needs,
        moment::{moment, zone},
        refusal::Refusal,
        routes::Route,
        shell::Page,
        staff::{Fresh, Staff},
        words::Words,
    },
    keys,
    programs::MOST,
};

const KEEP: Needs = Needs::Of(Capability::KeepSettings);
pub(super) const NEW: &str = "/room/keys/webhooks/new/";

pub(super) const ROUTES: &[Route] = &[
    Route::get(NEW, KEEP, || get(new)),
    Route::post(NEW, KEEP, || post(make)),
    Route::get("/room/keys/webhooks/{id}/", KEEP, || get(page)),
    Route::post("/room/keys/webhooks/{id}/remove/", KEEP, || post(remove)),
    Route::post("/room/keys/webhooks/{id}/again/{delivery}/", KEEP, || post(send_again)),
];

/// Deliveries that are shown.
const SHOWN: u32 = 60;

fn address(webhook: &Id) -> String {
    format!("/room/keys/webhooks/{webhook}/")
}

/// A webhook with the name of its program.
pub(super) struct Told {
    webhook: Webhook,
    program: Text,
}

/// All of them, by program and event.
pub(super) fn all(reader: &Reader) -> Result<Vec<Told>, Refused> {
    let programs = reader.rows::<Integration>("", MOST)?;
    let names: HashMap<&str, &Text> = programs.iter().map(|one| (one.id.as_str(), &one.name)).collect();
    let named = |webhook: Webhook| {
        let program = names.get(&*webhook.integration_id).map_or_else(|| "".into(), |name| (*name).clone());
        Told { webhook, program }
    };
    let mut all: Vec<Told> = reader.rows::<Webhook>("", MOST)?.into_iter().map(named).collect();
    all.sort_by(|one, other| (&one.program, &one.webhook.event).cmp(&(&other.program, &other.webhook.event)));
    Ok(all)
}

/// The part of the page of programs that is about webhooks.
pub(super) fn section(words: Words, all: &[Told], zone: &TimeZone) -> Markup {
    html! {
        div.row {
            h2 id="webhooks" { (words.text("webhooks.title")) }
            a.button href=(NEW) { (words.text("webhooks.new")) }
        }
        p.lead { (words.text("webhooks.lead")) }
        @if all.is_empty() { p.empty { (words.text("webhooks.none")) } }
        @else {
            table.list {
                thead { tr {
                    th { (words.text("webhooks.event")) } th { (words.text("keys.name")) }
                    th { (words.text("webhooks.address")) } th { (words.text("webhooks.last")) }
                } }
                tbody {
                    @for Told { webhook, program } in all {
                        tr {
                            td { a href=(address(&webhook.id)) { code { (webhook.event) } } }
                            td data-label=(words.text("keys.name")) { (program) }
                            td data-label=(words.text("webhooks.address")) { (host(&webhook.target_url)) }
                            td data-label=(words.text("webhooks.last")) { (last(words, webhook, zone)) }
                        }
                    }
                }
            }
        }
    }
}

/// A webhook in a list of its program's.
pub(super) fn link(webhook: &Webhook) -> Markup {
    html! { a href=(address(&webhook.id)) { code { (webhook.event) } } " " (host(&webhook.target_url)) }
}

/// The part of an address by which people know it.
fn host(address: &str) -> String {
    url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// What became of the last event.
fn last(words: Words, webhook: &Webhook, zone: &TimeZone) -> Markup {
    html! {
        @match (webhook.last_triggered_at, webhook.last_triggered_error.as_deref()) {
            (None, _) => span.muted { (words.text("webhooks.never")) },
            (Some(at), None) => { span.tag.state data-state="published" { (words.text("webhooks.arrived")) } " " (moment(at, zone)) }
            (Some(at), Some(_)) => { span.tag.state data-state="trash" { (words.text("webhooks.failed")) } " " (moment(at, zone)) }
        }
    }
}

#[derive(Debug, Default, Deserialize)]
struct Sent {
    /// The id of a program; empty for a new one.
    #[serde(default)]
    program: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    event: String,
    #[serde(default)]
    target_url: String,
    #[serde(default)]
    secret: String,
}

async fn new(State(room): State<Arc<Room>>, Fresh(staff): Fresh) -> Result<Markup, Refusal> {
    form(&room, &staff, &Sent::default(), None).await
}

async fn make(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Form(sent): Form<Sent>,
) -> Result<Response, Refusal> {
    let actor = staff.actor;
    let (sent, outcome) = room.attempt(sent, move |room, sent| add(&room.newsroom, actor, sent)).await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(webhook) => back(&address(&webhook.id), "webhook_added"),
        Err(fault) => again(form(&room, &staff, &sent, Some(&fault)).await?),
    })
}

fn add(newsroom: &Newsroom, actor: Actor, sent: &Sent) -> Result<Webhook, Refused> {
    let now = newsroom.clock().now();
    let program = match sent.program.parse::<Id>() {
        Ok(program) => program,
        Err(_) => {
            let named = Integration {
                name: sent.name.as_str().into(),
                created_at: now,
                ..Integration::blank(Id::generate(now))
            };
            newsroom.put_integration(actor, named)?.id
        }
    };
    let mut webhook = Webhook::blank(Id::generate(now));
    webhook.integration_id = program.as_str().into();
    webhook.created_at = now;
    (webhook.event, webhook.target_url) = (sent.event.trim().into(), sent.target_url.trim().into());
    webhook.secret = Some(sent.secret.trim()).filter(|secret| !secret.is_empty()).map(Into::into);
    newsroom.put_webhook(actor, webhook)
}

async fn form(
    room: &Arc<Room>,
    staff: &Staff,
    sent: &Sent,
    fault: Option<&Fault>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let programs = room.run(|room| Ok(room.store.reader()?.rows::<Integration>("", MOST)?)).await?;
    let title = words.text("webhooks.new");
    let body = html! {
        p { a href=(keys::PATH) { (words.text("keys.title")) } }
        h1 { (title) }
        p.lead { (words.text("webhooks.what")) }
        form.stack method="post" {
            (fault_summary(fault))
            div.field {
                label for="event" { (words.text("webhooks.event")) }
                select id="event" name="event" required {
                    @for event in EVENTS { option value=(event) selected[event == sent.event] { (event) } }
                }
                span.hint { (words.text("webhooks.event_hint")) }
            }
            (Field::text("target_url", words.text("webhooks.address"), &sent.target_url).kind("url", "off").hint(words.text("webhooks.address_hint")).required().show(fault))
            (Field::text("secret", words.text("webhooks.secret"), &sent.secret).kind("text", "off").hint(words.text("webhooks.secret_hint")).show(fault))
            @if !programs.is_empty() {
                div.field {
                    label for="program" { (words.text("keys.name")) }
                    select id="program" name="program" {
                        @for program in &programs {
                            option value=(program.id) selected[*sent.program == *program.id.as_str()] { (program.name) }
                        }
                        option value="" selected[sent.program.is_empty()] { (words.text("webhooks.another")) }
                    }
                }
            }
            (Field::text("name", words.text("webhooks.name"), &sent.name).hint(words.text("webhooks.name_hint")).show(fault))
            button { (words.text("webhooks.make")) }
        }
    };
    Ok(Page { staff, place: keys::PATH, title, notice: None, body }.show(room).await)
}

fn missing() -> Refused {
    Refused::NotFound { what: "webhook", id: String::new() }
}

async fn page(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(id): Path<String>,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let (told, log, zone) = room
        .run(move |room| {
            let id: Id = id.parse().map_err(|_| missing())?;
            let reader = room.store.reader()?;
            let told = all(&reader)?.into_iter().find(|told| told.webhook.id == id).ok_or_else(missing)?;
            Ok((told, reader.deliveries(&id, SHOWN)?, zone(room)))
        })
        .await?;
    let Told { webhook, program } = &told;
    let body = html! {
        p { a href={ (keys::PATH) "#webhooks" } { (words.text("keys.title")) } }
        h1 { code { (webhook.event) } }
        dl.facts {
            dt { (words.text("keys.name")) } dd { (program) }
            dt { (words.text("webhooks.address")) } dd { code { (webhook.target_url) } }
            dt { (words.text("webhooks.signed")) }
            dd { (words.text(if webhook.secret.is_some() { "webhooks.signed_yes" } else { "webhooks.signed_no" })) }
            dt { (words.text("keys.made")) } dd { (moment(webhook.created_at, &zone)) }
        }
        h2 { (words.text("webhooks.log")) }
        (history(words, webhook, &log, &zone))
        hr;
        (for_good(
            words.text("webhooks.remove"),
            words.text("webhooks.remove_warning"),
            &format!("{}remove/", address(&webhook.id)),
            words.text("webhooks.remove_yes"),
        ))
    };
    Ok(Page { staff: &staff, place: keys::PATH, title: &webhook.event, notice: notice.key(), body }
        .show(&room)
        .await)
}

fn history(words: Words, webhook: &Webhook, log: &[Delivery], zone: &TimeZone) -> Markup {
    html! {
        @if log.is_empty() { p.empty { (words.text("webhooks.log_none")) } }
        @else {
            p.muted { (words.text("webhooks.log_lead")) }
            table.list {
                thead { tr {
                    th { (words.text("webhooks.happened")) } th { (words.text("webhooks.outcome")) }
                    th { (words.text("webhooks.tries")) } th { span.visually-hidden { (words.text("webhooks.again")) } }
                } }
                tbody {
                    @for delivery in log {
                        tr {
                            td { (moment(delivery.created_at, zone)) }
                            td data-label=(words.text("webhooks.outcome")) { (outcome(words, delivery, zone)) }
                            td data-label=(words.text("webhooks.tries")) { (delivery.tries) }
                            td.right {
                                @if delivery.done_at.is_none() && delivery.tries > 0 {
                                    form method="post" action={ (address(&webhook.id)) "again/" (delivery.id) "/" } {
                                        button.quiet { (words.text("webhooks.again")) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn outcome(words: Words, delivery: &Delivery, zone: &TimeZone) -> Markup {
    html! {
        @match (delivery.done_at, delivery.due_at) {
            (Some(_), _) => { span.tag.state data-state="published" { (words.text("webhooks.arrived")) } @if let Some(status) = delivery.status { " " (status) } }
            (None, Some(_)) if delivery.tries == 0 => span.tag { (words.text("webhooks.waits")) },
            (None, due) => {
                span.tag.state data-state="trash" { (words.text("webhooks.failed")) }
                @if let Some(error) = &delivery.error { " " q lang="en" { (error) } }
                @match due {
                    Some(at) => span.muted { " " (words.with("webhooks.next", &[("at", &moment(at, zone).into_string())])) },
                    None => span.muted { " " (words.text("webhooks.given_up")) },
                }
            }
        }
    }
}

async fn remove(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    keys::taken_away(&room, &staff, id, missing, Newsroom::remove_webhook, "webhook_removed").await
}

async fn send_again(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path((id, delivery)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let id: Id = id.parse().map_err(|_| Refusal::from(missing()))?;
    room.run(move |room| {
        let delivery: Id = delivery.parse().map_err(|_| missing())?;
        room.newsroom.send_again(staff.actor, &delivery)
    })
    .await?;
    Ok(back(&address(&id), "webhook_resent"))
}
