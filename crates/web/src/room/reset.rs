//! A new password by mail.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::Refused;
use serde::Deserialize;

use super::{
    Room,
    form::{Fault, Field, again, back, fault_summary, judge},
    guard::Needs,
    refusal::Refusal,
    routes::Route,
    shell::{self, standing},
    staff::Visitor,
    words::Words,
};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/room/reset/", Needs::Nobody, || get(ask)),
    Route::post("/room/reset/", Needs::Nobody, || post(send)),
    Route::get("/room/reset/{token}/", Needs::Nobody, || get(page)),
    Route::post("/room/reset/{token}/", Needs::Nobody, || post(save)),
];

#[derive(Debug, Deserialize)]
struct Asked {
    email: String,
}

#[derive(Debug, Deserialize)]
struct Chosen {
    password: String,
}

async fn ask(State(room): State<Arc<Room>>, visitor: Visitor) -> Markup {
    let words = visitor.words;
    let title = words.text("reset.title");
    let body = html! {
        h1 { (title) }
        p.lead { (words.text("reset.lead")) }
        form.stack method="post" action="/room/reset/" {
            (Field::text("email", words.text("form.email"), "").kind("email", "username").required().show(None))
            button { (words.text("reset.ask")) }
        }
        p { a href="/room/sign-in/" { (words.text("sign_in.title")) } }
    };
    shell::threshold(&room, words, title, body).await
}

/// The answer is the same, and as quick, whether the address has an account or not: the work is done after it.
async fn send(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Form(asked): Form<Asked>,
) -> Result<Response, Refusal> {
    let words = visitor.words;
    let too_often = {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let room = Arc::clone(&room);
        tokio::spawn(async move {
            let outcome = room.run(move |room| room.newsroom.ask_for_reset(&asked.email, visitor.from)).await;
            match outcome {
                Err(refused @ Refused::TooMany { .. }) => drop(sender.send(refused)),
                Err(error) => tracing::warn!(%error, "a reset could not be prepared"),
                Ok(()) => {}
            }
        });
        // Too many attempts are told at once: that does not depend on the account.
        tokio::time::timeout(std::time::Duration::from_millis(150), receiver).await
    };
    if let Ok(Ok(refused)) = too_often {
        return Err(refused.into());
    }
    let title = words.text("reset.sent_title");
    let body = html! {
        h1 { (title) }
        p { (words.text("reset.sent")) }
        p { a href="/room/sign-in/" { (words.text("sign_in.title")) } }
    };
    Ok(shell::threshold(&room, words, title, body).await.into_response())
}

async fn page(
    State(room): State<Arc<Room>>,
    Path(token): Path<String>,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    let email = room.run(move |room| room.newsroom.check_reset(&token)).await;
    let Some(email) = standing(email)? else { return Ok(spent(&room, visitor.words).await) };
    Ok(form(&room, visitor.words, &email, None).await.into_response())
}

async fn save(
    State(room): State<Arc<Room>>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Refusal> {
    let (words, from) = (visitor.words, visitor.from);
    let outcome = room
        .run(move |room| {
            let email = room.newsroom.check_reset(&token)?;
            Ok((email, judge(words, room.newsroom.reset_password(&token, &chosen.password, from))))
        })
        .await;
    let Some((email, outcome)) = standing(outcome)? else { return Ok(spent(&room, words).await) };
    match standing(outcome)? {
        Some(Ok(())) => Ok(back("/room/sign-in/", "password_set")),
        Some(Err(fault)) => Ok(again(form(&room, words, &email, Some(&fault)).await)),
        None => Ok(spent(&room, words).await),
    }
}

async fn form(room: &Arc<Room>, words: Words, email: &str, fault: Option<&Fault>) -> Markup {
    let title = words.text("reset.choose");
    let body = html! {
        h1 { (title) }
        form.stack method="post" {
            (fault_summary(fault))
            input type="text" name="username" value=(email) autocomplete="username" aria-label=(words.text("form.email")) readonly;
            (Field::text("password", words.text("form.password"), "").kind("password", "new-password")
                .hint(words.text("form.password_hint")).required().show(fault))
            button { (words.text("form.save")) }
        }
    };
    shell::threshold(room, words, title, body).await
}

async fn spent(room: &Arc<Room>, words: Words) -> Response {
    shell::spent(room, words, words.text("reset.spent"), "/room/reset/", words.text("reset.title")).await
}
