//! Comments on a story, as the editor's scripts ask for them.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, State},
    response::Response,
};
use newsroom::{Actor, NewComment, Refused};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Comment, Id};

use super::answers;
use crate::room::{Room, refusal::Refusal, staff::Staff};

type Served = State<Arc<Room>>;

pub(super) async fn list(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(&id)?);
    Ok(answers::json(&room.run(move |room| threads(room, actor, &id)).await?))
}

/// The comments, each with the answers to it.
fn threads(room: &Room, actor: Actor, id: &Id) -> Result<Value, Refused> {
    room.newsroom.see_story(actor, id)?;
    let said = room.store.reader()?.comments(id)?;
    let plain = |comment: &Comment| {
        json!({
            "id": comment.id.as_str(),
            "by": &*comment.by_name,
            "byId": comment.by.as_ref().map(Id::as_str),
            "at": comment.at,
            "body": &*comment.body,
        })
    };
    let threads = said.iter().filter(|comment| comment.parent.is_none()).map(|comment| {
        let mut thread = plain(comment);
        thread["anchor"] = json!(&*comment.anchor);
        thread["quote"] = json!(&*comment.quote);
        thread["resolved"] = json!(comment.resolved_at.is_some());
        let replies = said.iter().filter(|reply| reply.parent == Some(comment.id));
        thread["replies"] = replies.map(plain).collect();
        thread
    });
    Ok(threads.collect())
}

#[derive(Deserialize)]
struct New {
    /// JSON, as it is or as text.
    anchor: Value,
    #[serde(default)]
    quote: String,
    body: String,
}

pub(super) async fn add(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(&id)?);
    let new: New = answers::body(&body)?;
    let anchor = match new.anchor {
        Value::String(text) => text,
        other => other.to_string(),
    };
    let made = room
        .run(move |room| {
            let comment = NewComment { anchor: &anchor, quote: &new.quote, body: &new.body };
            room.newsroom.comment(actor, &id, comment)
        })
        .await?;
    Ok(answers::json(&json!({ "ok": true, "id": made.as_str() })))
}

#[derive(Deserialize)]
struct Reply {
    body: String,
}

pub(super) async fn reply(
    State(room): Served,
    Path((id, comment)): Path<(String, String)>,
    staff: Staff,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (actor, id, comment) = (staff.actor, answers::id(&id)?, answers::id(&comment)?);
    let reply: Reply = answers::body(&body)?;
    let made = room.run(move |room| room.newsroom.reply(actor, &id, &comment, &reply.body)).await?;
    Ok(answers::json(&json!({ "ok": true, "id": made.as_str() })))
}

pub(super) async fn resolve(
    State(room): Served,
    Path((id, comment)): Path<(String, String)>,
    staff: Staff,
) -> Result<Response, Refusal> {
    let (actor, id, comment) = (staff.actor, answers::id(&id)?, answers::id(&comment)?);
    room.run(move |room| room.newsroom.resolve_comment(actor, &id, &comment)).await?;
    Ok(answers::json(&json!({ "ok": true })))
}

pub(super) async fn reopen(
    State(room): Served,
    Path((id, comment)): Path<(String, String)>,
    staff: Staff,
) -> Result<Response, Refusal> {
    let (actor, id, comment) = (staff.actor, answers::id(&id)?, answers::id(&comment)?);
    room.run(move |room| room.newsroom.reopen_comment(actor, &id, &comment)).await?;
    Ok(answers::json(&json!({ "ok": true })))
}
