//! What is done to a story by one press of a button: from the editor's scripts and from plain forms.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use hyper::HeaderMap;
use newsroom::{Actor, Newsroom, Refused};
use serde::Deserialize;
use serde_json::json;
use store::Id;

use super::{PATH, answers, details};
use crate::room::{Room, form::back, refusal::Refusal, staff::Staff};

type Served = State<Arc<Room>>;

/// Runs a verb; answers a script with the details as they are now, and a form with the way back.
async fn run(
    room: Arc<Room>,
    id: &str,
    staff: Staff,
    headers: &HeaderMap,
    verb: impl FnOnce(&Newsroom, Actor, &Id) -> Result<(), Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(id)?);
    let details = room
        .run(move |room| {
            verb(&room.newsroom, actor, &id)?;
            details::of(room, actor, &id)
        })
        .await?;
    if answers::is_script(headers) {
        let url = details["publishedUrl"].clone();
        return Ok(answers::json(&json!({ "ok": true, "details": details, "url": url })));
    }
    Ok(Redirect::to(&format!("/room/stories/{id}/")).into_response())
}

pub(super) async fn publish(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    run(room, &id, staff, &headers, |newsroom, actor, id| newsroom.publish_story(actor, id).map(drop)).await
}

#[derive(Deserialize)]
struct When {
    /// Milliseconds since 1970.
    at: i64,
}

pub(super) async fn schedule(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let when: When = answers::body(&body)?;
    run(room, &id, staff, &headers, move |newsroom, actor, id| newsroom.schedule_story(actor, id, when.at))
        .await
}

pub(super) async fn unschedule(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    run(room, &id, staff, &headers, Newsroom::unschedule_story).await
}

pub(super) async fn unpublish(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    run(room, &id, staff, &headers, Newsroom::unpublish_story).await
}

pub(super) async fn submit(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    run(room, &id, staff, &headers, Newsroom::hand_in).await
}

pub(super) async fn withdraw(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    run(room, &id, staff, &headers, Newsroom::take_back).await
}

pub(super) async fn untrash(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    run(room, &id, staff, &headers, |newsroom, actor, id| newsroom.untrash_story(actor, id).map(drop)).await
}

/// Runs a verb after which there is nothing more to see of the story.
async fn away(
    room: Arc<Room>,
    id: &str,
    staff: Staff,
    headers: &HeaderMap,
    notice: &'static str,
    verb: impl FnOnce(&Newsroom, Actor, &Id) -> Result<(), Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(id)?);
    room.run(move |room| verb(&room.newsroom, actor, &id)).await?;
    if answers::is_script(headers) {
        return Ok(answers::json(&json!({ "ok": true, "location": format!("{PATH}?notice={notice}") })));
    }
    Ok(back(PATH, notice))
}

pub(super) async fn trash(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    away(room, &id, staff, &headers, "trashed", Newsroom::trash_story).await
}

pub(super) async fn destroy(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    away(room, &id, staff, &headers, "deleted", Newsroom::destroy_story).await
}

pub(super) async fn duplicate(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(&id)?);
    let copy = room.run(move |room| room.newsroom.duplicate_story(actor, &id)).await?;
    let location = format!("/room/stories/{}/", copy.id);
    if answers::is_script(&headers) {
        return Ok(answers::json(&json!({ "ok": true, "location": location })));
    }
    Ok(Redirect::to(&location).into_response())
}
