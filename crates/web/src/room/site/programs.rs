//! Programs, which Ghost calls integrations: each with what it has, and a way to be rid of it. They stand on the page of keys.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use newsroom::{Capability, Newsroom, Refused};
use store::{ApiKey, Id, Integration, Webhook};

use super::{
    super::{
        Room,
        form::for_good,
        guard::Needs,
        moment::{moment, zone},
        refusal::Refusal,
        routes::Route,
        shell::Page,
        staff::{Fresh, Staff},
        words::Words,
    },
    keys, webhooks,
};

const KEEP: Needs = Needs::Of(Capability::KeepSettings);

pub(super) const ROUTES: &[Route] = &[
    Route::get("/room/keys/programs/{id}/", KEEP, || get(page)),
    Route::post("/room/keys/programs/{id}/remove/", KEEP, || post(remove)),
];

/// Programs that are looked at.
pub(super) const MOST: u32 = 500;

/// A program with what it has.
pub(super) struct Program {
    row: Integration,
    keys: Vec<ApiKey>,
    webhooks: Vec<Webhook>,
}

/// All of them, by name.
pub(super) fn all(room: &Room) -> Result<Vec<Program>, Refused> {
    let reader = room.store.reader()?;
    let (mut keys, mut webhooks) = (reader.keys()?, reader.rows::<Webhook>("", MOST)?);
    let with_theirs = |row: Integration| Program {
        keys: keys.extract_if(.., |key| key.integration == row.id).collect(),
        webhooks: webhooks.extract_if(.., |hook| *hook.integration_id == *row.id.as_str()).collect(),
        row,
    };
    let mut all: Vec<Program> = reader.rows::<Integration>("", MOST)?.into_iter().map(with_theirs).collect();
    all.sort_by_cached_key(|program| program.row.name.to_lowercase());
    Ok(all)
}

fn address(id: &Id) -> String {
    format!("/room/keys/programs/{id}/")
}

/// The part of the page of keys that is about programs.
pub(super) fn section(words: Words, all: &[Program], zone: &TimeZone) -> Markup {
    html! {
        h2 id="programs" { (words.text("programs.title")) }
        p.lead { (words.text("programs.lead")) }
        @if all.is_empty() { p.empty { (words.text("programs.none")) } }
        @else {
            table.list {
                thead { tr {
                    th { (words.text("keys.name")) } th { (words.text("programs.keys")) }
                    th { (words.text("programs.webhooks")) } th { (words.text("keys.made")) }
                } }
                tbody {
                    @for Program { row, keys, webhooks } in all {
                        tr {
                            td { a href=(address(&row.id)) { (row.name) } }
                            td data-label=(words.text("programs.keys")) { (keys.len()) }
                            td data-label=(words.text("programs.webhooks")) { (webhooks.len()) }
                            td data-label=(words.text("keys.made")) { (moment(row.created_at, zone)) }
                        }
                    }
                }
            }
        }
    }
}

fn missing() -> Refused {
    Refused::NotFound { what: "integration", id: String::new() }
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let (program, zone) = room
        .run(move |room| {
            let id: Id = id.parse().map_err(|_| missing())?;
            let found = all(room)?.into_iter().find(|program| program.row.id == id);
            Ok((found.ok_or_else(missing)?, zone(room)))
        })
        .await?;
    let Program { row, keys: own_keys, webhooks: own_webhooks } = &program;
    let body = html! {
        p { a href={ (keys::PATH) "#programs" } { (words.text("keys.title")) } }
        h1 { (row.name) }
        @if let Some(description) = row.description.as_deref().filter(|text| !text.is_empty()) {
            p.lead { (description) }
        }
        dl.facts {
            dt { (words.text("keys.made")) } dd { (moment(row.created_at, &zone)) }
            dt { (words.text("programs.keys")) }
            dd {
                @if own_keys.is_empty() { (words.text("programs.nothing")) }
                @for key in own_keys { p { (keys::link(words, key)) } }
            }
            dt { (words.text("programs.webhooks")) }
            dd {
                @if own_webhooks.is_empty() { (words.text("programs.nothing")) }
                @for webhook in own_webhooks { p { (webhooks::link(webhook)) } }
            }
        }
        hr;
        (for_good(
            words.text("programs.remove"),
            &words.with("programs.remove_warning", &[("name", &row.name)]),
            &format!("{}remove/", address(&row.id)),
            words.text("programs.remove_yes"),
        ))
    };
    Ok(Page { staff: &staff, place: keys::PATH, title: &row.name, notice: None, body }.show(&room).await)
}

async fn remove(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    keys::taken_away(&room, &staff, id, missing, Newsroom::remove_integration, "program_removed").await
}
