//! The switch “under attack”.

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::{Capability, Proof};

use super::{
    Room,
    account::Notice,
    form::back,
    guard::Needs,
    moment::{moment, zone},
    refusal::Refusal,
    routes::Route,
    shell::Page,
    staff::{Fresh, Staff},
};

pub(super) const PATH: &str = "/room/alarm/";

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, Needs::Of(Capability::RaiseAlarm), || get(page)),
    Route::post("/room/alarm/raise/", Needs::Of(Capability::RaiseAlarm), || post(raise)),
    Route::post("/room/alarm/end/", Needs::Of(Capability::RaiseAlarm), || post(end)),
];

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let (alarm, zone) = room.run(|room| Ok((room.newsroom.alarm()?, zone(room)))).await?;
    let body = html! {
        h1 { (words.text("alarm.title")) }
        p { (words.text("alarm.what")) }
        @match alarm {
            Some((since, by)) => {
                p { strong { (words.with("alarm.raised", &[("by", &by)])) } " " (moment(since, &zone)) }
                form method="post" action="/room/alarm/end/" { button { (words.text("alarm.end")) } }
            }
            None if staff.session.proof == Proof::Passkey => {
                form method="post" action="/room/alarm/raise/" { button.danger { (words.text("alarm.raise")) } }
            }
            None => {
                p { (words.text("alarm.needs_passkey")) }
                p.row {
                    a.button.quiet href="/room/confirm/?to=/room/alarm/" { (words.text("confirm.passkey")) }
                    a href="/room/account/passkeys/" { (words.text("passkeys.title")) }
                }
            }
        }
    };
    Ok(Page { staff: &staff, place: PATH, title: words.text("alarm.title"), notice: notice.key(), body }
        .show(&room)
        .await)
}

async fn raise(State(room): State<Arc<Room>>, Fresh(staff): Fresh) -> Result<Response, Refusal> {
    room.run(move |room| room.newsroom.raise_alarm(&staff.session)).await?;
    Ok(back(PATH, "alarm_raised"))
}

async fn end(State(room): State<Arc<Room>>, Fresh(staff): Fresh) -> Result<Response, Refusal> {
    room.run(move |room| room.newsroom.end_alarm(staff.actor)).await?;
    Ok(back(PATH, "alarm_ended"))
}
