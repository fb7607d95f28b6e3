//! One's own authenticator app, and the recovery codes.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Query, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use credentials::{Totp, qr_code};
use maud::{Markup, PreEscaped, html};
use newsroom::Capability;
use serde::Deserialize;

use super::{
    super::{
        Room,
        form::{Fault, Field, again, back, fault_summary, judge},
        guard::Needs,
        moment::{moment, zone},
        refusal::Refusal,
        routes::Route,
        shell::Page,
        staff::{Fresh, Staff},
    },
    Notice,
};

const PATH: &str = "/room/account/app/";
const OWN: Needs = Needs::Of(Capability::WriteOwn);

pub(in super::super) const ROUTES: &[Route] = &[
    Route::get(PATH, OWN, || get(page)),
    Route::post("/room/account/app/start/", OWN, || post(start)),
    Route::post("/room/account/app/", OWN, || post(finish)),
    Route::post("/room/account/app/remove/", OWN, || post(remove)),
    Route::post("/room/account/app/codes/", OWN, || post(renew)),
];

#[derive(Debug, Deserialize)]
struct First {
    token: String,
    code: String,
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let (words, id) = (staff.words, staff.person.id);
    let (factor, zone) =
        room.run(move |room| Ok((room.store.reader()?.second_factor(&id)?, zone(room)))).await?;
    let body = html! {
        h1 { (words.text("app.title")) }
        p { (words.text("app.what")) }
        @match factor {
            None => form method="post" action="/room/account/app/start/" { button { (words.text("app.start")) } },
            Some((since, left)) => {
                dl.facts {
                    dt { (words.text("app.since")) } dd { (moment(since, &zone)) }
                    dt { (words.text("app.codes_left")) } dd { (left) }
                }
                div.row {
                    form method="post" action="/room/account/app/codes/" { button.quiet { (words.text("app.renew")) } }
                    form method="post" action="/room/account/app/start/" { button.quiet { (words.text("app.replace")) } }
                    form method="post" action="/room/account/app/remove/" { button.danger { (words.text("app.remove")) } }
                }
            }
        }
    };
    Ok(frame(&room, &staff, notice.key(), body).await)
}

async fn start(State(room): State<Arc<Room>>, Fresh(staff): Fresh) -> Result<Response, Refusal> {
    let who = staff.session.clone();
    let (totp, token) = room.run(move |room| room.newsroom.begin_totp(&who, &room.site_title())).await?;
    Ok(set_up(&room, &staff, &totp, token.as_str(), None).await.into_response())
}

async fn finish(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Form(first): Form<First>,
) -> Result<Response, Refusal> {
    let who = staff.session.clone();
    let (first, totp, outcome) = room
        .run(move |room| {
            let totp = room.newsroom.begun_totp(&who, &first.token, &room.site_title())?;
            let outcome = room.newsroom.enable_totp(&who, &first.token, &first.code);
            Ok((first, totp, outcome))
        })
        .await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(codes) => shown_once(&room, &staff, &codes).await.into_response(),
        Err(fault) => again(set_up(&room, &staff, &totp, &first.token, Some(&fault)).await),
    })
}

async fn remove(State(room): State<Arc<Room>>, Fresh(staff): Fresh) -> Result<Response, Refusal> {
    room.run(move |room| room.newsroom.disable_totp(&staff.session)).await?;
    Ok(back(PATH, "app_removed"))
}

async fn renew(State(room): State<Arc<Room>>, Fresh(staff): Fresh) -> Result<Response, Refusal> {
    let who = staff.session.clone();
    let codes = room.run(move |room| room.newsroom.renew_recovery_codes(&who)).await?;
    Ok(shown_once(&room, &staff, &codes).await.into_response())
}

async fn set_up(room: &Arc<Room>, staff: &Staff, totp: &Totp, token: &str, fault: Option<&Fault>) -> Markup {
    let words = staff.words;
    let secret = totp.secret();
    let spaced: Vec<&str> =
        secret.as_bytes().chunks(4).filter_map(|part| std::str::from_utf8(part).ok()).collect();
    let body = html! {
        h1 { (words.text("app.title")) }
        ol {
            li { (words.text("app.scan")) }
            li { (words.text("app.type")) }
        }
        figure.code role="img" aria-label=(words.text("app.picture")) { (PreEscaped(qr_code(&totp.address()))) }
        p { (words.text("app.secret")) " " code { (spaced.join(" ")) } }
        form.stack method="post" action=(PATH) {
            (fault_summary(fault))
            input type="hidden" name="token" value=(token);
            (Field::text("code", words.text("code.label"), "").kind("text", "one-time-code").required().show(fault))
            button { (words.text("app.finish")) }
        }
    };
    frame(room, staff, None, body).await
}

async fn shown_once(room: &Arc<Room>, staff: &Staff, codes: &[String]) -> Markup {
    let words = staff.words;
    let body = html! {
        h1 { (words.text("app.codes_title")) }
        p { strong { (words.text("app.codes_once")) } }
        ul.codes { @for code in codes { li { code { (code) } } } }
        p { a.button href=(PATH) { (words.text("app.codes_kept")) } }
    };
    frame(room, staff, None, body).await
}

async fn frame(room: &Arc<Room>, staff: &Staff, notice: Option<&str>, body: Markup) -> Markup {
    Page { staff, place: super::PATH, title: staff.words.text("app.title"), notice, body }.show(room).await
}
