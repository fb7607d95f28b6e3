//! What was uploaded last, for the editor's picker.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Query, State},
};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{MediaQuery, MediaRow};

use super::item;
use crate::room::{Room, refusal::Refusal, staff::Staff};

/// Files of one answer.
const SOME: usize = 40;

/// What the library and the picker are asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Words.
    #[serde(default)]
    pub(super) q: String,
    /// `image`, `video`, `audio`, `file`.
    #[serde(default)]
    pub(super) kind: String,
    /// Where the page before ended: time and id.
    #[serde(default)]
    pub(super) page: String,
}

impl Asked {
    pub(super) fn query(&self) -> MediaQuery {
        let kind = ["image", "video", "audio", "file"].into_iter().find(|kind| *kind == self.kind);
        let before =
            self.page.split_once('-').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
        MediaQuery {
            kind: kind.unwrap_or_default().to_owned(),
            words: self.q.chars().take(200).collect(),
            before,
        }
    }
}

/// At most `limit` files, and where the next page begins.
pub(super) fn list(
    room: &Room,
    asked: &Asked,
    limit: usize,
) -> Result<(Vec<MediaRow>, Option<String>), newsroom::Refused> {
    let mut rows = room.store.reader()?.media_list(&asked.query(), limit as u32 + 1)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| format!("{}-{}", row.uploaded_at, row.id));
    Ok((rows, next))
}

/// `GET /room/media/recent?q=&kind=&page=`.
pub(super) async fn answer(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let (rows, next) = room.run(move |room| list(room, &asked, SOME)).await?;
    let items: Vec<Value> = rows.iter().map(|row| item(row, staff.words)).collect();
    Ok(Json(json!({ "items": items, "next": next })))
}
