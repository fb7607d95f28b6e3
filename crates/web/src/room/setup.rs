//! The owner's first visit, by the one-time link that `masthead serve` and `masthead demo` print.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use hyper::StatusCode;
use maud::{Markup, html};
use newsroom::Refused;
use serde::Deserialize;

use super::{
    Room,
    form::{Fault, Field, fault_summary, language_choice},
    guard::Needs,
    refusal::Refusal,
    routes::Route,
    shell, sign_in,
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
    match room.run(move |room| room.newsroom.check_setup(&token)).await {
        Ok(()) => {
            let owner = Owner { language: words.language().to_owned(), ..Owner::default() };
            Ok(show(&room, words, &owner, None).await.into_response())
        }
        Err(Refused::NotFound { .. }) => {
            Ok((StatusCode::NOT_FOUND, spent(&room, words).await).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn save(
    State(room): State<Arc<Room>>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(owner): Form<Owner>,
) -> Result<Response, Refusal> {
    let words = Words::of(&owner.language);
    let (owner, outcome) = {
        let visitor = visitor.clone();
        room.run(move |room| {
            let outcome = room.newsroom.set_up_owner(
                &token,
                &owner.name,
                &owner.email,
                &owner.password,
                words.language(),
                visitor.visit(),
            );
            Ok((owner, outcome))
        })
        .await?
    };
    match outcome {
        Ok(session) => sign_in::enter(&room, session, "/room/", visitor).await,
        Err(Refused::Invalid { field, why }) => {
            let fault = Fault { sentence: why, field: Some(field) };
            let page = show(&room, words, &owner, Some(&fault)).await;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(Refused::NotFound { .. }) => {
            Ok((StatusCode::NOT_FOUND, spent(&room, words).await).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn show(room: &Arc<Room>, words: Words, owner: &Owner, fault: Option<&Fault>) -> Markup {
    let title = words.text("setup.title");
    let body = html! {
        h1 { (title) }
        p.lead { (words.text("setup.lead")) }
        form.stack method="post" {
            (fault_summary(fault))
            (Field::text("name", words.text("form.name"), &owner.name).kind("text", "name").required().show(fault))
            (Field::text("email", words.text("form.email"), &owner.email).kind("email", "username").required().show(fault))
            (Field::text("password", words.text("form.password"), "").kind("password", "new-password")
                .hint(words.text("form.password_hint")).required().show(fault))
            (language_choice(words, &owner.language))
            button { (words.text("setup.go")) }
        }
    };
    shell::threshold(room, words, title, body).await
}

async fn spent(room: &Arc<Room>, words: Words) -> Markup {
    let title = words.text("setup.spent_title");
    let body = html! {
        h1 { (title) }
        p { (words.text("setup.spent")) }
        p { a href="/room/sign-in/" { (words.text("sign_in.title")) } }
    };
    shell::threshold(room, words, title, body).await
}
