//! Accepting an invitation: name, and a password or a passkey.

use std::sync::Arc;

use axum::{
    Form, Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::Invited;
use serde::Deserialize;

use super::{
    Room,
    form::{Fault, Field, again, fault_summary, judge, language_choice},
    guard::Needs,
    passkeys::{self, Answer, Button},
    refusal::Refusal,
    routes::Route,
    shell::{self, standing},
    sign_in,
    staff::Visitor,
    words::Words,
};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/room/invitation/{token}/", Needs::Nobody, || get(page)),
    Route::post("/room/invitation/{token}/", Needs::Nobody, || post(accept)),
    Route::post("/room/invitation/{token}/passkey/start/", Needs::Nobody, || post(start)),
    Route::post("/room/invitation/{token}/passkey/", Needs::Nobody, || post(finish)),
];

/// What the newcomer fills in.
#[derive(Debug, Default, Deserialize)]
struct Newcomer {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    language: String,
}

async fn page(
    State(room): State<Arc<Room>>,
    Path(token): Path<String>,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    let asked = token.clone();
    let invited = room.run(move |room| room.newsroom.invitation(&asked)).await;
    let Some(invited) = standing(invited)? else { return Ok(spent(&room, visitor.words).await) };
    let words = Words::of(&invited.language);
    let newcomer = Newcomer { language: words.language().to_owned(), ..Newcomer::default() };
    Ok(show(&room, words, &visitor, &token, &invited, &newcomer, None).await.into_response())
}

async fn accept(
    State(room): State<Arc<Room>>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(newcomer): Form<Newcomer>,
) -> Result<Response, Refusal> {
    let words = Words::of(&newcomer.language);
    let asked = token.clone();
    let visit = visitor.clone();
    let (newcomer, outcome) = room
        .attempt(newcomer, move |room, newcomer| {
            let invited = room.newsroom.invitation(&asked)?;
            let Newcomer { name, password, .. } = newcomer;
            let made =
                room.newsroom.accept_invitation(&asked, name, password, words.language(), visit.visit());
            Ok((invited, judge(words, made)))
        })
        .await?;
    let Some((invited, made)) = standing(outcome)? else { return Ok(spent(&room, words).await) };
    match standing(made)? {
        Some(Ok(session)) => sign_in::enter(&room, session, "/room/", visitor).await,
        Some(Err(fault)) => {
            Ok(again(show(&room, words, &visitor, &token, &invited, &newcomer, Some(&fault)).await))
        }
        None => Ok(spent(&room, words).await),
    }
}

async fn start(
    State(room): State<Arc<Room>>,
    Path(token): Path<String>,
    Json(newcomer): Json<Newcomer>,
) -> Result<Response, Refusal> {
    let ceremony = room
        .run(move |room| room.newsroom.begin_invited_passkey(&token, &newcomer.name, room.passkeys()?))
        .await?;
    Ok(passkeys::begun(&ceremony))
}

async fn finish(
    State(room): State<Arc<Room>>,
    Path(token): Path<String>,
    visitor: Visitor,
    Json(answer): Json<Answer>,
) -> Result<Response, Refusal> {
    let (session, visitor) = room
        .run(move |room| {
            let language = Words::of(&answer.language).language();
            let session = room.newsroom.accept_by_passkey(
                &token,
                &answer.name,
                language,
                room.passkeys()?,
                &answer.token,
                answer.answer.get(),
                visitor.visit(),
            )?;
            Ok((session, visitor))
        })
        .await?;
    sign_in::entered(&room, passkeys::done(), session, visitor).await
}

async fn show(
    room: &Arc<Room>,
    words: Words,
    visitor: &Visitor,
    token: &str,
    invited: &Invited,
    newcomer: &Newcomer,
    fault: Option<&Fault>,
) -> Markup {
    let title = words.text("invitation.title");
    let role = words.maybe(&format!("role.{}", invited.role.as_str())).unwrap_or_default();
    let (start, finish) =
        (format!("/room/invitation/{token}/passkey/start/"), format!("/room/invitation/{token}/passkey/"));
    let button = Button {
        label: words.text("invitation.passkey"),
        kind: "create",
        start: &start,
        finish: &finish,
        to: "/room/",
        quiet: true,
    };
    let body = html! {
        h1 { (title) }
        p.lead { (words.with("invitation.lead", &[("email", &invited.email), ("role", role)])) }
        form.stack method="post" {
            (fault_summary(fault))
            (Field::text("name", words.text("form.name"), &newcomer.name).kind("text", "name").required().show(fault))
            input type="hidden" name="username" value=(invited.email) autocomplete="username";
            (Field::text("password", words.text("form.password"), "").kind("password", "new-password")
                .hint(words.text("form.password_hint")).required().show(fault))
            (language_choice(words, &newcomer.language))
            button { (words.text("setup.go")) }
            (button.offer(room, words, visitor, &format!("/room/invitation/{token}/")))
        }
    };
    shell::threshold(room, words, title, body).await
}

async fn spent(room: &Arc<Room>, words: Words) -> Response {
    let way = words.text("sign_in.title");
    shell::spent(room, words, words.text("invitation.spent"), "/room/sign-in/", way).await
}
