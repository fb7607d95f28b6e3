//! One's own account.

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

use super::{
    Room,
    form::{back, language_choice},
    guard::Needs,
    refusal::Refusal,
    routes::Route,
    shell::Page,
    staff::Staff,
};

pub(super) const PATH: &str = "/room/account/";

pub(super) const ROUTES: &[Route] = &[
    Route::get("/room/", Needs::Of(Capability::WriteOwn), || get(async || Redirect::to(PATH))),
    Route::get(PATH, Needs::Of(Capability::WriteOwn), || get(page)),
    Route::post("/room/account/language/", Needs::Of(Capability::WriteOwn), || post(speak)),
];

/// What an address tells a page about what was done just now.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Notice {
    #[serde(default)]
    pub(super) notice: Option<String>,
}

async fn page(State(room): State<Arc<Room>>, staff: Staff, Query(notice): Query<Notice>) -> Markup {
    let words = staff.words;
    let role = words.maybe(&format!("role.{}", staff.person.role.as_str())).unwrap_or_default();
    let body = html! {
        h1 { (staff.person.name) }
        dl.facts {
            dt { (words.text("form.email")) } dd { (staff.person.email) }
            dt { (words.text("account.role")) } dd { (role) }
        }
        form.stack method="post" action="/room/account/language/" {
            (language_choice(words, words.language()))
            button.quiet { (words.text("form.save")) }
        }
    };
    Page {
        staff: &staff,
        place: PATH,
        title: words.text("shell.account"),
        notice: notice.notice.as_deref(),
        body,
    }
    .show(&room)
    .await
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
