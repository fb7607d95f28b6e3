//! Signing in and out.

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
    Room,
    form::{Fault, Field, fault_summary},
    guard::{COOKIE_NAME, Needs},
    refusal::Refusal,
    routes::Route,
    shell,
    staff::{Staff, Visitor},
    words::Words,
};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/room/sign-in/", Needs::Nobody, || get(page)),
    Route::post("/room/sign-in/", Needs::Nobody, || post(sign_in)),
    Route::post("/room/sign-out/", Needs::Of(Capability::WriteOwn), || post(sign_out)),
];

/// Where to go after signing in.
#[derive(Debug, Deserialize)]
struct Goal {
    #[serde(default)]
    to: String,
}

#[derive(Debug, Deserialize)]
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
) -> Response {
    if staff.is_some() {
        return Redirect::to(inside(&goal.to)).into_response();
    }
    show(&room, visitor.words, "", &goal.to, None).await.into_response()
}

async fn sign_in(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Form(proof): Form<Proof>,
) -> Result<Response, Refusal> {
    let words = visitor.words;
    let (proof, outcome) = room
        .run(move |room| {
            let outcome = room.newsroom.sign_in(&proof.email, &proof.password, visitor.visit());
            Ok((proof, outcome))
        })
        .await?;
    match outcome {
        Ok(session) => Ok(enter(&room, &session, inside(&proof.to))),
        Err(Refused::NotAllowed { .. }) => {
            let fault = Fault { sentence: words.text("sign_in.wrong").to_owned(), field: None };
            let page = show(&room, words, &proof.email, &proof.to, Some(&fault)).await;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn sign_out(State(room): State<Arc<Room>>, staff: Staff) -> Result<Response, Refusal> {
    room.run(move |room| room.newsroom.sign_out(&staff.session)).await?;
    let mut response = Redirect::to("/room/sign-in/").into_response();
    response.headers_mut().append(SET_COOKIE, cookie(&room, "", 0));
    Ok(response)
}

/// Opens the door: the cookie, and on to a page of the room.
pub(super) fn enter(room: &Room, session: &Token, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    // The store ends a session that is not used long before a year.
    response.headers_mut().append(SET_COOKIE, cookie(room, session.as_str(), 365 * 24 * 60 * 60));
    response
}

fn cookie(room: &Room, token: &str, seconds: u32) -> HeaderValue {
    let secure = if room.is_secure() { "; Secure" } else { "" };
    let text =
        format!("{COOKIE_NAME}={token}; Path=/room/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(text).expect("a token is ASCII")
}

/// Only addresses inside the room are followed after signing in.
fn inside(to: &str) -> &str {
    let plain = to.bytes().all(|byte| (b'!'..=b'~').contains(&byte) && byte != b'\\');
    if to.starts_with("/room/") && plain && !to.starts_with("/room/sign-") { to } else { "/room/" }
}

async fn show(room: &Arc<Room>, words: Words, email: &str, to: &str, fault: Option<&Fault>) -> Markup {
    let title = words.text("sign_in.title");
    let body = html! {
        h1 { (title) }
        form.stack method="post" action="/room/sign-in/" {
            (fault_summary(fault))
            (Field::text("email", words.text("form.email"), email).kind("email", "username").required().show(fault))
            (Field::text("password", words.text("form.password"), "").kind("password", "current-password").required().show(fault))
            input type="hidden" name="to" value=(to);
            button { (words.text("sign_in.go")) }
        }
    };
    shell::threshold(room, words, title, body).await
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
