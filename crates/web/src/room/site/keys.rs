//! Keys of the programs that ask the site through Ghost's APIs: seen, made, taken back.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::{Actor, Capability, Newsroom, Refused};
use serde::Deserialize;
use store::{ApiKey, Id, KeyKind};

use super::{
    super::{
        Room,
        account::Notice,
        assets,
        form::{Fault, Field, again, back, fault_summary, for_good, judge},
        guard::Needs,
        moment::{moment, zone},
        refusal::Refusal,
        routes::Route,
        shell::Page,
        staff::{Fresh, Staff},
        words::Words,
    },
    programs, webhooks,
};

pub(in super::super) const PATH: &str = "/room/keys/";
pub(in super::super) const NEW: &str = "/room/keys/new/";

const KEEP: Needs = Needs::Of(Capability::KeepSettings);

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, KEEP, || get(list)),
    Route::get(NEW, KEEP, || get(new)),
    Route::post(NEW, KEEP, || post(make)),
    Route::get("/room/keys/{id}/", KEEP, || get(page)),
    Route::post("/room/keys/{id}/remove/", KEEP, || post(remove)),
];

/// Characters of a key by which people tell it from others.
const LAST: usize = 4;

/// What a key opens, in words.
fn kind(words: Words, kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Content => words.text("keys.content"),
        KeyKind::Admin => words.text("keys.admin"),
    }
}

/// The same at length.
fn what(words: Words, kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Content => words.text("keys.what"),
        KeyKind::Admin => words.text("keys.admin_what"),
    }
}

/// `…1f4c`: the end of a key.
fn ending(secret: &str) -> String {
    let end = secret.char_indices().rev().nth(LAST - 1).map_or(0, |(at, _)| at);
    format!("…{}", &secret[end..])
}

/// A key in a list of its program's.
pub(super) fn link(words: Words, key: &ApiKey) -> Markup {
    html! { a href={ (PATH) (key.id) "/" } { code { (ending(&key.secret)) } } " " (kind(words, key.kind)) }
}

async fn list(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let (keys, told, programs, zone) = room
        .run(|room| {
            let reader = room.store.reader()?;
            Ok((reader.keys()?, webhooks::all(&reader)?, programs::all(room)?, zone(room)))
        })
        .await?;
    let title = words.text("keys.title");
    let body = html! {
        div.row {
            h1 { (title) }
            a.button href=(NEW) { (words.text("keys.new")) }
        }
        p.lead { (words.text("keys.lead")) }
        @if keys.is_empty() { p.empty { (words.text("keys.none")) } }
        @else {
            table.list {
                thead { tr {
                    th { (words.text("keys.name")) } th { (words.text("keys.kind")) } th { (words.text("keys.end")) } th { (words.text("keys.made")) }
                } }
                tbody {
                    @for key in &keys {
                        tr {
                            td { a href={ (PATH) (key.id) "/" } { (key.name) } }
                            td data-label=(words.text("keys.kind")) { (kind(words, key.kind)) }
                            td data-label=(words.text("keys.end")) { code { (ending(&key.secret)) } }
                            td data-label=(words.text("keys.made")) { (moment(key.created_at, &zone)) }
                        }
                    }
                }
            }
        }
        hr;
        (webhooks::section(words, &told, &zone))
        hr;
        (programs::section(words, &programs, &zone))
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: notice.key(), body }.show(&room).await)
}

#[derive(Debug, Default, Deserialize)]
struct Sent {
    #[serde(default)]
    name: String,
    /// `admin`, or what is no more than reading.
    #[serde(default)]
    kind: String,
}

impl Sent {
    fn kind(&self) -> KeyKind {
        if self.kind == KeyKind::Admin.as_str() { KeyKind::Admin } else { KeyKind::Content }
    }
}

async fn new(State(room): State<Arc<Room>>, Fresh(staff): Fresh) -> Markup {
    form(&room, &staff, &Sent::default(), None).await
}

async fn make(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Form(sent): Form<Sent>,
) -> Result<Response, Refusal> {
    let actor = staff.actor;
    let (sent, outcome) =
        room.attempt(sent, move |room, sent| room.newsroom.add_key(actor, sent.kind(), &sent.name)).await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(key) => back(&format!("{PATH}{}/", key.id), "key_added"),
        Err(fault) => again(form(&room, &staff, &sent, Some(&fault)).await),
    })
}

async fn form(room: &Arc<Room>, staff: &Staff, sent: &Sent, fault: Option<&Fault>) -> Markup {
    let words = staff.words;
    let title = words.text("keys.new");
    let body = html! {
        p { a href=(PATH) { (words.text("keys.title")) } }
        h1 { (title) }
        form.stack method="post" {
            (fault_summary(fault))
            (Field::text("name", words.text("keys.name"), &sent.name).hint(words.text("keys.name_hint")).required().show(fault))
            fieldset {
                legend { (words.text("keys.kind")) }
                @for kind in [KeyKind::Content, KeyKind::Admin] {
                    p.field {
                        label.check {
                            input type="radio" name="kind" value=(kind.as_str()) checked[sent.kind() == kind];
                            span { (self::kind(words, kind)) }
                        }
                        span.hint { (what(words, kind)) }
                    }
                }
            }
            button { (words.text("keys.make")) }
        }
    };
    Page { staff, place: PATH, title, notice: None, body }.show(room).await
}

fn missing() -> Refused {
    Refused::NotFound { what: "key", id: String::new() }
}

/// Whoever sees a key whole has shown a short while ago that it is they.
async fn page(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(id): Path<String>,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let (key, zone) = room
        .run(move |room| {
            let id: Id = id.parse().map_err(|_| missing())?;
            Ok((room.store.reader()?.key(&id)?.ok_or_else(missing)?, zone(room)))
        })
        .await?;
    let body = html! {
        p { a href=(PATH) { (words.text("keys.title")) } }
        h1 { (key.name) }
        dl.facts {
            dt { (words.text("keys.kind")) } dd { (kind(words, key.kind)) }
            dt { (words.text("keys.made")) } dd { (moment(key.created_at, &zone)) }
        }
        (opens(&room, words, &key))
        hr;
        (for_good(
            words.text("keys.remove"),
            &words.with("keys.remove_warning", &[("name", &key.name)]),
            &format!("{PATH}{}/remove/", key.id),
            words.text("keys.remove_yes"),
        ))
        script type="module" src=(assets::address("copy.js")) {}
    };
    Ok(Page { staff: &staff, place: PATH, title: &key.name, notice: notice.key(), body }.show(&room).await)
}

/// What a program is given, and how to see that it works.
fn opens(room: &Room, words: Words, key: &ApiKey) -> Markup {
    let address = &room.url;
    let question = (key.kind == KeyKind::Content)
        .then(|| format!("{address}/ghost/api/content/posts/?key={}&limit=5", key.secret));
    html! {
        p.lead { (what(words, key.kind)) }
        div.stack {
            (given(words, "key", words.text("keys.key"), &key.shown()))
            (given(words, "address", words.text("keys.address"), address))
            @if let Some(question) = question {
                (given(words, "question", words.text("keys.question"), &question))
                p { a href=(question) { (words.text("keys.try")) } }
            }
        }
    }
}

/// A value to be carried over: it can be selected, and copied with a script.
fn given(words: Words, id: &str, label: &str, value: &str) -> Markup {
    html! {
        div.field.given {
            label for=(id) { (label) }
            div.row {
                input.code id=(id) value=(value) readonly spellcheck="false";
                button.quiet type="button" hidden data-copy=(id) data-done=(words.text("keys.copied")) {
                    (words.text("keys.copy")) span.visually-hidden { ": " (label) }
                }
                span.muted role="status" {}
            }
        }
    }
}

async fn remove(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    taken_away(&room, &staff, id, missing, Newsroom::remove_key, "key_removed").await
}

/// Has something of a program taken away for good, by its verb, and leads back to the page of programs.
pub(super) async fn taken_away(
    room: &Arc<Room>,
    staff: &Staff,
    id: String,
    missing: fn() -> Refused,
    verb: fn(&Newsroom, Actor, &Id) -> Result<(), Refused>,
    notice: &'static str,
) -> Result<Response, Refusal> {
    let actor = staff.actor;
    room.run(move |room| verb(&room.newsroom, actor, &id.parse().map_err(|_| missing())?)).await?;
    Ok(back(PATH, notice))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_by_its_end() {
        assert_eq!(ending("a1b2c3d4e5"), "…d4e5");
        assert_eq!(ending("ключ"), "…ключ");
        assert_eq!(ending("ab"), "…ab");
        assert_eq!(ending(""), "…");
    }
}
