//! One's own password.

use std::sync::Arc;

use axum::{
    Form,
    extract::State,
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::{Capability, Refused};
use serde::Deserialize;

use super::super::{
    Room,
    form::{Fault, Field, again, back, fault_summary, judge},
    guard::Needs,
    refusal::Refusal,
    routes::Route,
    shell::Page,
    staff::Staff,
};

pub(in super::super) const ROUTES: &[Route] = &[
    Route::get("/room/account/password/", Needs::Of(Capability::WriteOwn), || get(page)),
    Route::post("/room/account/password/", Needs::Of(Capability::WriteOwn), || post(save)),
];

#[derive(Debug, Deserialize)]
struct Passwords {
    #[serde(default)]
    present: String,
    password: String,
}

async fn page(State(room): State<Arc<Room>>, staff: Staff) -> Result<Markup, Refusal> {
    show(&room, &staff, None).await
}

async fn save(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(passwords): Form<Passwords>,
) -> Result<Response, Refusal> {
    let (who, now) = (staff.session.clone(), room.newsroom.clock().now());
    let outcome = room
        .run(move |room| room.newsroom.change_password(&who, &passwords.present, &passwords.password))
        .await;
    // Without a password there is nothing to ask for but a fresh proof.
    if matches!(outcome, Err(Refused::NotAllowed { .. })) && !staff.session.is_fresh(now) {
        return Err(Refusal::Stale);
    }
    Ok(match judge(staff.words, outcome)? {
        Ok(()) => back("/room/account/", "password_changed"),
        Err(fault) => again(show(&room, &staff, Some(&fault)).await?),
    })
}

async fn show(room: &Arc<Room>, staff: &Staff, fault: Option<&Fault>) -> Result<Markup, Refusal> {
    let (words, id) = (staff.words, staff.person.id);
    let person = room.run(move |room| Ok(room.store.reader()?.person(&id)?)).await?;
    let has_password = person.is_some_and(|person| person.staff.password_hash.is_some());
    let title = words.text("password.title");
    let body = html! {
        h1 { (title) }
        p.lead { (words.text("password.lead")) }
        form.stack method="post" {
            (fault_summary(fault))
            input type="hidden" name="username" value=(staff.person.email) autocomplete="username";
            @if has_password {
                (Field::text("present", words.text("password.present"), "").kind("password", "current-password").required().show(fault))
            }
            (Field::text("password", words.text("password.new"), "").kind("password", "new-password")
                .hint(words.text("form.password_hint")).required().show(fault))
            button { (words.text("form.save")) }
        }
    };
    Ok(Page { staff, place: super::PATH, title, notice: None, body }.show(room).await)
}
