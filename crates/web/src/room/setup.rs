//! The owner's first visit, by the one-time link that `masthead serve` and `masthead demo` print.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use maud::{Markup, html};

use serde::Deserialize;

use super::{
    Room,
    form::{Fault, Field, again, fault_summary, judge, language_choice},
    guard::Needs,
    refusal::Refusal,
    routes::Route,
    shell::{self, standing},
    sign_in,
    staff::Visitor,
    words::Words,
};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/room/setup/{token}/", Needs::Nobody, || get(page)),
    Route::post("/room/setup/{token}/", Needs::Nobody, || post(save)),
];

/// What the owner fills in.
#[derive(Debug, Default, Deserialize)]
struct Owner {
    name: String,
    email: String,
    password: String,
    language: String,
}

async fn page(
    State(room): State<Arc<Room>>,
    Path(token): Path<String>,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    let words = visitor.words;
    let works = room.run(move |room| room.newsroom.check_setup(&token)).await;
    if standing(works)?.is_none() {
        return Ok(spent(&room, words).await);
    }
    let owner = Owner { language: words.language().to_owned(), ..Owner::default() };
    Ok(show(&room, words, &owner, None).await.into_response())
}

async fn save(
    State(room): State<Arc<Room>>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(owner): Form<Owner>,
) -> Result<Response, Refusal> {
    let words = Words::of(&owner.language);
    let visit = visitor.clone();
    let (owner, outcome) = room
        .attempt(owner, move |room, owner| {
            let Owner { name, email, password, .. } = owner;
            room.newsroom.set_up_owner(&token, name, email, password, words.language(), visit.visit())
        })
        .await?;
    match standing(judge(words, outcome))? {
        Some(Ok(session)) => sign_in::enter(&room, session, "/room/", visitor).await,
        Some(Err(fault)) => Ok(again(show(&room, words, &owner, Some(&fault)).await)),
        None => Ok(spent(&room, words).await),
    }
}

async fn show(room: &Arc<Room>, words: Words, owner: &Owner, fault: Option<&Fault>) -> Markup {
    let title = words.text("setup.title");
    let imported = room.run(|room| Ok(room.store.reader()?.count_authors()? > 0)).await.unwrap_or_default();
    let hint = if imported { words.text("setup.imported") } else { "" };
    let body = html! {
        h1 { (title) }
        p.lead { (words.text("setup.lead")) }
        form.stack method="post" {
            (fault_summary(fault))
            (Field::text("name", words.text("form.name"), &owner.name).kind("text", "name").required().show(fault))
            (Field::text("email", words.text("form.email"), &owner.email).kind("email", "username").hint(hint).required().show(fault))
            (Field::text("password", words.text("form.password"), "").kind("password", "new-password")
                .hint(words.text("form.password_hint")).required().show(fault))
            (language_choice(words, &owner.language))
            button { (words.text("setup.go")) }
        }
    };
    shell::threshold(room, words, title, body).await
}

async fn spent(room: &Arc<Room>, words: Words) -> Response {
    let way = words.text("sign_in.title");
    shell::spent(room, words, words.text("setup.spent"), "/room/sign-in/", way).await
}
