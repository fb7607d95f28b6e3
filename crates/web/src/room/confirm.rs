//! “Confirm that it is you”: before what cannot be undone, when signing in is long ago.

use std::sync::Arc;

use axum::{
    Form, Json,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::Capability;
use serde::Deserialize;
use serde_json::Value;

use super::{
    Room,
    form::{Fault, Field, again, fault_summary, judge},
    guard::Needs,
    passkeys::{self, Answer, Button},
    refusal::Refusal,
    routes::Route,
    shell::Page,
    sign_in::{Goal, inside},
    staff::{Staff, Visitor},
};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/room/confirm/", Needs::Of(Capability::WriteOwn), || get(page)),
    Route::post("/room/confirm/", Needs::Of(Capability::WriteOwn), || post(confirm)),
    Route::post("/room/confirm/passkey/start/", Needs::Of(Capability::WriteOwn), || post(start)),
    Route::post("/room/confirm/passkey/", Needs::Of(Capability::WriteOwn), || post(finish)),
];

#[derive(Debug, Deserialize)]
struct Proof {
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    to: String,
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    visitor: Visitor,
    Query(goal): Query<Goal>,
) -> Result<Markup, Refusal> {
    show(&room, &staff, &visitor, &goal.to, None).await
}

async fn confirm(
    State(room): State<Arc<Room>>,
    staff: Staff,
    visitor: Visitor,
    Form(proof): Form<Proof>,
) -> Result<Response, Refusal> {
    let who = staff.session.clone();
    let (proof, outcome) = room
        .attempt(proof, move |room, proof| room.newsroom.confirm(&who, &proof.password, &proof.code))
        .await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(()) => Redirect::to(inside(&proof.to)).into_response(),
        Err(fault) => again(show(&room, &staff, &visitor, &proof.to, Some(&fault)).await?),
    })
}

async fn start(
    State(room): State<Arc<Room>>,
    _: Staff,
    visitor: Visitor,
    _: Json<Value>,
) -> Result<Response, Refusal> {
    let ceremony =
        room.run(move |room| room.newsroom.begin_passkey_sign_in(room.passkeys()?, visitor.visit())).await?;
    Ok(passkeys::begun(&ceremony))
}

async fn finish(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Json(answer): Json<Answer>,
) -> Result<Response, Refusal> {
    room.run(move |room| {
        let passkeys = room.passkeys()?;
        room.newsroom.confirm_by_passkey(&staff.session, passkeys, &answer.token, answer.answer.get())
    })
    .await?;
    Ok(passkeys::done())
}

async fn show(
    room: &Arc<Room>,
    staff: &Staff,
    visitor: &Visitor,
    to: &str,
    fault: Option<&Fault>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let id = staff.person.id;
    let (app, keys) = room
        .run(move |room| {
            let reader = room.store.reader()?;
            Ok((reader.second_factor(&id)?.is_some(), !reader.passkeys_of(&id)?.is_empty()))
        })
        .await?;
    let button = Button {
        label: words.text("confirm.passkey"),
        kind: "get",
        start: "/room/confirm/passkey/start/",
        finish: "/room/confirm/passkey/",
        to: inside(to),
        quiet: true,
    };
    let body = html! {
        h1 { (words.text("confirm.title")) }
        p.lead { (words.text("confirm.lead")) }
        form.stack method="post" action="/room/confirm/" {
            (fault_summary(fault))
            (Field::text("password", words.text("form.password"), "").kind("password", "current-password").required().show(fault))
            @if app {
                (Field::text("code", words.text("code.label"), "").kind("text", "one-time-code").required().show(fault))
            }
            input type="hidden" name="to" value=(inside(to));
            button { (words.text("confirm.go")) }
        }
        @if keys { div.stack { hr; (button.offer(room, words, visitor, "/room/confirm/")) } }
    };
    Ok(Page { staff, place: "/room/account/", title: words.text("confirm.title"), notice: None, body }
        .show(room)
        .await)
}
