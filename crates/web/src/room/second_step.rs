//! Signing in, second step: the code of an app, or a recovery code.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use hyper::HeaderMap;
use maud::{Markup, html};

use serde::Deserialize;

use super::{
    Room,
    form::{Fault, Field, again, fault_summary, judge},
    guard::{self, COOKIE_NAME, Needs},
    refusal::Refusal,
    routes::Route,
    shell,
    sign_in::{Goal, inside, recognised},
    staff::{Half, Visitor},
    words::Words,
};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/room/sign-in/code/", Needs::Nobody, || get(page)),
    Route::post("/room/sign-in/code/", Needs::Nobody, || post(enter)),
];

#[derive(Debug, Deserialize)]
struct Code {
    code: String,
    #[serde(default)]
    to: String,
}

async fn page(State(room): State<Arc<Room>>, Query(goal): Query<Goal>, half: Half) -> Markup {
    show(&room, Words::of(&half.0.person.language), &goal.to, None).await
}

async fn enter(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Half(who): Half,
    headers: HeaderMap,
    Form(code): Form<Code>,
) -> Result<Response, Refusal> {
    let words = Words::of(&who.person.language);
    let (code, visitor, outcome) = room
        .run(move |room| {
            let outcome = room.newsroom.enter_code(&who, &code.code, visitor.visit());
            Ok((code, visitor, outcome))
        })
        .await?;
    Ok(match judge(words, outcome)? {
        Ok(()) => {
            let response = Redirect::to(inside(&code.to)).into_response();
            let token = guard::cookie(&headers, COOKIE_NAME).unwrap_or_default().to_owned();
            recognised(&room, response, token, visitor).await?
        }
        Err(fault) => again(show(&room, words, &code.to, Some(&fault)).await),
    })
}

async fn show(room: &Arc<Room>, words: Words, to: &str, fault: Option<&Fault>) -> Markup {
    let title = words.text("code.title");
    let body = html! {
        h1 { (title) }
        p.lead { (words.text("code.lead")) }
        form.stack method="post" action="/room/sign-in/code/" {
            (fault_summary(fault))
            (Field::text("code", words.text("code.label"), "").kind("text", "one-time-code")
                .hint(words.text("code.hint")).required().show(fault))
            input type="hidden" name="to" value=(inside(to));
            button { (words.text("sign_in.go")) }
        }
        p { a href="/room/sign-in/" { (words.text("code.again")) } }
    };
    shell::threshold(room, words, title, body).await
}
