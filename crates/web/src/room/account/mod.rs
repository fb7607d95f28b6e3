//! One's own account.

mod app;
mod keys;
mod password;
mod profile;
mod sessions;

use std::sync::Arc;

use axum::{
    Form,
    extract::{Query, State},
    response::{Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::Capability;
use serde::Deserialize;

pub(super) use self::{
    app::ROUTES as APP, keys::ROUTES as KEYS, password::ROUTES as PASSWORD, profile::ROUTES as PROFILE,
    sessions::ROUTES as SESSIONS,
};
use super::{
    Room,
    form::{back, language_choice},
    guard::Needs,
    moment::{moment, zone},
    refusal::Refusal,
    routes::Route,
    shell::Page,
    staff::Staff,
    words::Words,
};

pub(super) const PATH: &str = "/room/account/";

pub(super) const ROUTES: &[Route] = &[
    Route::get("/room/", Needs::Of(Capability::WriteOwn), || {
        get(async || Redirect::to(super::stories::PATH))
    }),
    Route::get(PATH, Needs::Of(Capability::WriteOwn), || get(page)),
    Route::post("/room/account/language/", Needs::Of(Capability::WriteOwn), || post(speak)),
];

/// What an address tells a page about what was done just now.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Notice {
    #[serde(default)]
    pub(super) notice: Option<String>,
}

impl Notice {
    /// The key, as [`Page`] takes it.
    pub(super) fn key(&self) -> Option<&str> {
        self.notice.as_deref()
    }
}

/// A role in the words of a language.
pub(super) fn role_name(words: Words, role: &str) -> &'static str {
    words.maybe(&format!("role.{role}")).unwrap_or_default()
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let (id, slug) = (staff.person.id, staff.person.slug.clone());
    let (person, sessions, zone) = room
        .run(move |room| {
            let reader = room.store.reader()?;
            let now = room.newsroom.clock().now();
            Ok((reader.person(&id)?, reader.sessions_of(&id, now)?.len(), zone(room)))
        })
        .await?;
    let keys = person.as_ref().map_or(0, |person| person.passkeys);
    let app = person.as_ref().and_then(|person| person.totp_since);
    let has_password = person.is_some_and(|person| person.staff.password_hash.is_some());
    let line = |title: &str, state: Markup, path: &str, deed: &str| {
        html! {
            tr {
                td { strong { (title) } }
                td { (state) }
                td.right { a href=(path) { (deed) span.visually-hidden { ": " (title) } } }
            }
        }
    };
    let change = words.text("account.change");
    let page = room.routes().await?.author(&slug);
    let body = html! {
        h1 { (staff.person.name) }
        dl.facts {
            dt { (words.text("form.email")) } dd { (staff.person.email) }
            dt { (words.text("account.role")) } dd { (role_name(words, staff.person.role.as_str())) }
            @if let Some(page) = &page { dt { (words.text("account.page")) } dd { a href=(page) { (page) } } }
        }
        table.list {
            tbody {
                (line(words.text("profile.title"), html! {}, "/room/account/profile/", change))
                (line(words.text("form.password"),
                    html! { (words.text(if has_password { "account.set" } else { "account.not_set" })) },
                    "/room/account/password/", change))
                (line(words.text("app.title"),
                    html! { @match app { Some(since) => (moment(since, &zone)), None => (words.text("account.not_set")) } },
                    "/room/account/app/", change))
                (line(words.text("passkeys.title"), html! { (keys) }, "/room/account/passkeys/", change))
                (line(words.text("sessions.title"), html! { (sessions) }, "/room/account/sessions/", change))
            }
        }
        form.stack method="post" action="/room/account/language/" {
            (language_choice(words, words.language()))
            button.quiet { (words.text("form.save")) }
        }
    };
    Ok(Page { staff: &staff, place: PATH, title: words.text("shell.account"), notice: notice.key(), body }
        .show(&room)
        .await)
}

#[derive(Debug, Deserialize)]
struct Language {
    language: String,
}

async fn speak(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(form): Form<Language>,
) -> Result<Response, Refusal> {
    room.run(move |room| room.newsroom.speak(staff.actor, &form.language)).await?;
    Ok(back(PATH, "saved"))
}
