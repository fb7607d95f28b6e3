//! The audit log: who did what, to what, when, from where. It can be searched and taken out, and by nobody changed.

mod export;
mod question;

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    routing::get,
};
use maud::{Markup, html};
use newsroom::Capability;
use store::AuditRow;

use self::question::{Filled, Question};
use super::{
    Room,
    guard::Needs,
    moment::{moment, zone},
    refusal::Refusal,
    routes::Route,
    shell::Page,
    staff::Staff,
    words::Words,
};

pub(super) const PATH: &str = "/room/audit/";
const READ: Needs = Needs::Of(Capability::ReadAudit);

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, READ, || get(page)),
    Route::get("/room/audit/audit.csv", READ, || get(export::csv)),
    Route::get("/room/audit/audit.json", READ, || get(export::json)),
];

/// Acts on one page.
const ACTS: u32 = 100;
/// People who are offered as a filter.
const PEOPLE: u32 = 300;

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(question): Query<Question>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let asked = question.clone();
    let (mut acts, people, zone) = room
        .run(move |room| {
            let (reader, zone) = (room.store.reader()?, zone(room));
            let acts = reader.audit(&asked.query(&zone, ACTS + 1)?)?;
            Ok((acts, reader.people("", PEOPLE)?, zone))
        })
        .await?;
    let more = acts.len() > ACTS as usize;
    acts.truncate(ACTS as usize);
    let form = html! {
        form.stack method="get" action=(PATH) {
            div.row {
                div.field {
                    label for="person" { (words.text("audit.person")) }
                    select #person name="person" {
                        option value="" { (words.text("audit.everybody")) }
                        @for person in &people {
                            option value=(person.staff.id) selected[*person.staff.id == *question.person] { (person.name) }
                        }
                    }
                }
                (filter("act", words.text("audit.act"), "text", &question.act))
                (filter("subject", words.text("audit.subject"), "text", &question.subject))
                (filter("from", words.text("audit.from"), "date", &question.from))
                (filter("to", words.text("audit.to"), "date", &question.to))
                (filter("text", words.text("audit.text"), "search", &question.text))
            }
            div.row {
                button { (words.text("audit.show")) }
                a href=(PATH) { (words.text("audit.all")) }
                a href=(question.address("/room/audit/audit.csv")) download { "CSV" }
                a href=(question.address("/room/audit/audit.json")) download { "JSON" }
            }
        }
    };
    let body = html! {
        h1 { (words.text("audit.title")) }
        (form)
        @if acts.is_empty() { p { (words.text("audit.nothing")) } } @else {
            table.list {
                thead { tr {
                    th { (words.text("audit.when")) } th { (words.text("audit.who")) } th { (words.text("audit.what")) }
                    th { (words.text("audit.before")) } th { (words.text("audit.after")) } th { (words.text("audit.where")) }
                } }
                tbody { @for act in &acts { (line(words, act, moment(act.at, &zone))) } }
            }
        }
        @if let Some(last) = acts.last().filter(|_| more) {
            p { a href=(question.after(last).address(PATH)) rel="next" { (words.text("list.more")) } }
        }
    };
    Ok(Page { staff: &staff, place: PATH, title: words.text("audit.title"), notice: None, body }
        .show(&room)
        .await)
}

fn filter(name: &'static str, label: &str, kind: &'static str, value: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            input #(name) name=(name) type=(kind) value=(value) autocomplete="off";
        }
    }
}

fn line(words: Words, act: &AuditRow, at: Markup) -> Markup {
    let who = match (&act.actor, act.actor_name.is_empty()) {
        (None, _) => words.text("audit.nobody"),
        (Some(_), true) => "–",
        (Some(_), false) => &act.actor_name,
    };
    html! {
        tr {
            td { (at) }
            td data-label=(words.text("audit.who")) { (who) }
            td data-label=(words.text("audit.what")) {
                @match words.maybe(&format!("act.{}", act.act)) { Some(name) => { (name) }, None => code { (act.act) } }
                br; span.muted { (act.subject) }
            }
            td data-label=(words.text("audit.before")) { (act.before.as_deref().unwrap_or("–")) }
            td data-label=(words.text("audit.after")) { (act.after.as_deref().unwrap_or("–")) }
            td.muted.nowrap data-label=(words.text("audit.where")) { (if act.address.is_empty() { "–" } else { &act.address }) }
        }
    }
}

impl Question {
    /// An address that asks the same.
    fn address(&self, path: &str) -> String {
        let filled: Vec<String> = self
            .filled()
            .into_iter()
            .map(|Filled { name, value }| {
                let value = percent_encoding::utf8_percent_encode(&value, percent_encoding::NON_ALPHANUMERIC);
                format!("{name}={value}")
            })
            .collect();
        if filled.is_empty() { path.to_owned() } else { format!("{path}?{}", filled.join("&")) }
    }
}
