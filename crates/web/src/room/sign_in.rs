//! Signing in by password, and out.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use credentials::Token;
use hyper::{
    StatusCode,
    header::{HeaderValue, SET_COOKIE},
};
use maud::{Markup, html};
use newsroom::{Capability, Refused};
use serde::Deserialize;

use super::{
    Room, cookies,
    form::{Fault, Field, fault_summary},
    guard::Needs,
    passkeys,
    refusal::Refusal,
    routes::Route,
    shell,
    staff::{Staff, Visitor},
};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/room/sign-in/", Needs::Nobody, || get(page)),
    Route::post("/room/sign-in/", Needs::Nobody, || post(sign_in)),
    Route::post("/room/sign-out/", Needs::Of(Capability::WriteOwn), || post(sign_out)),
];

/// Where to go after signing in.
#[derive(Debug, Deserialize)]
pub(super) struct Goal {
    #[serde(default)]
    pub(super) to: String,
    /// A key of `notice.…`.
    #[serde(default)]
    notice: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Proof {
    email: String,
    password: String,
    #[serde(default)]
    to: String,
}

async fn page(
    State(room): State<Arc<Room>>,
    Query(goal): Query<Goal>,
    staff: Option<axum::Extension<Staff>>,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    if staff.is_some() {
        return Ok(Redirect::to(inside(&goal.to)).into_response());
    }
    let notice = goal.notice.as_deref().and_then(|key| visitor.words.maybe(&format!("notice.{key}")));
    let proof = Proof { to: goal.to, ..Proof::default() };
    Ok(show(&room, &visitor, &proof, None, notice).await?.into_response())
}

async fn sign_in(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Form(proof): Form<Proof>,
) -> Result<Response, Refusal> {
    let words = visitor.words;
    let (proof, visitor, outcome) = room
        .run(move |room| {
            let outcome = room.newsroom.sign_in(&proof.email, &proof.password, visitor.visit());
            Ok((proof, visitor, outcome))
        })
        .await?;
    match outcome {
        Ok(session) => enter(&room, session, inside(&proof.to), visitor).await,
        Err(Refused::NotAllowed { .. }) => {
            let fault = Fault { sentence: words.text("sign_in.wrong").to_owned(), field: None };
            let page = show(&room, &visitor, &proof, Some(&fault), None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn sign_out(State(room): State<Arc<Room>>, staff: Staff) -> Result<Response, Refusal> {
    room.run(move |room| room.newsroom.sign_out(&staff.session)).await?;
    Ok(set(Redirect::to("/room/sign-in/").into_response(), cookies::forgotten(&room)))
}

/// Opens the door: the cookies, and on to a page of the room. A browser that was not seen before is told to its owner by mail, unless the
/// second factor is still to come.
pub(super) async fn enter(
    room: &Arc<Room>,
    session: Token,
    to: &str,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    entered(room, Redirect::to(to).into_response(), session, visitor).await
}

/// An answer with the cookies of a session that was just opened.
pub(super) async fn entered(
    room: &Arc<Room>,
    response: Response,
    session: Token,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    let response = set(response, cookies::of_session(room, session.as_str(), cookies::YEAR));
    recognised(room, response, session.as_str().to_owned(), visitor).await
}

/// An answer with the cookies by which a browser is known again, when it had none.
pub(super) async fn recognised(
    room: &Arc<Room>,
    response: Response,
    session: String,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    let device = room.run(move |room| cookies::of_device(room, &session, &visitor)).await?;
    Ok(set(response, device))
}

fn set(mut response: Response, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    response.headers_mut().extend(cookies.into_iter().map(|cookie| (SET_COOKIE, cookie)));
    response
}

/// Only addresses inside the room are followed after signing in.
pub(super) fn inside(to: &str) -> &str {
    let plain = to.bytes().all(|byte| (b'!'..=b'~').contains(&byte) && byte != b'\\');
    if to.starts_with("/room/")
        && plain
        && !to.starts_with("/room/sign-")
        && !to.starts_with("/room/confirm/")
    {
        to
    } else {
        "/room/"
    }
}

async fn show(
    room: &Arc<Room>,
    visitor: &Visitor,
    proof: &Proof,
    fault: Option<&Fault>,
    notice: Option<&str>,
) -> Result<Markup, Refusal> {
    let words = visitor.words;
    let title = words.text("sign_in.title");
    let alarm = room.run(|room| room.newsroom.alarm()).await?.is_some();
    let button = passkeys::Button {
        label: words.text("passkey.sign_in"),
        kind: "get",
        start: "/room/sign-in/passkey/start/",
        finish: "/room/sign-in/passkey/",
        to: inside(&proof.to),
        quiet: !alarm,
    };
    let body = html! {
        h1 { (title) }
        @if let Some(notice) = notice { p.notice role="status" { (notice) } }
        @if alarm {
            p.fault role="status" { (words.text("alarm.sign_in")) }
        } @else {
            form.stack method="post" action="/room/sign-in/" {
                (fault_summary(fault))
                (Field::text("email", words.text("form.email"), &proof.email).kind("email", "username").required().show(fault))
                (Field::text("password", words.text("form.password"), "").kind("password", "current-password").required().show(fault))
                input type="hidden" name="to" value=(proof.to);
                button { (words.text("sign_in.go")) }
            }
        }
        div.stack { (button.offer(room, words, visitor, "/room/sign-in/")) }
        @if !alarm { p { a href="/room/reset/" { (words.text("reset.title")) } } }
    };
    Ok(shell::threshold(room, words, title, body).await)
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn nobody_is_led_out_of_the_room() {
        assert_eq!(inside("/room/stories/?state=draft"), "/room/stories/?state=draft");
        for foreign in [
            "",
            "//evil.example/",
            "https://evil.example/room/",
            "/room/../x\\y",
            "/roomy/",
            "/room/sign-out/",
        ] {
            assert_eq!(inside(foreign), "/room/", "{foreign}");
        }
    }
}
