//! Taking in a file: piece by piece to a place that nobody sees, cleaned, then public.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Multipart, State},
    response::{IntoResponse, Redirect, Response},
};
use hyper::{HeaderMap, header::ACCEPT};
use media::Limits;
use newsroom::{Archive, Because, Refused};

use super::item;
use crate::{
    arriving::{Bound, receive},
    room::{Room, refusal::Refusal, staff::Staff},
};

/// `POST /room/media/upload`, multipart, the file in the field `file`. Scripts (`Accept: application/json`) get the file as JSON, forms
/// are led to its page.
pub(super) async fn take(
    State(room): State<Arc<Room>>,
    staff: Staff,
    headers: HeaderMap,
    mut form: Multipart,
) -> Result<Response, Refusal> {
    let cut_off = |_| wrong(Because::UploadCutOff);
    let wants_json =
        headers.get(ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("json"));
    while let Some(field) = form.next_field().await.map_err(cut_off)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let staged = receive(&room, field, &name, Bound::OfItsKind).await?;
        // Few at a time: a picture unfolds to many times its size.
        let turn = Arc::clone(&room.uploads).acquire_owned().await.map_err(|_| wrong(Because::Stopping))?;
        let uploaded = room
            .run(move |room| {
                let _turn = turn;
                let archive = Archive::new(&room.data_dir);
                room.newsroom.upload(staff.actor, &archive, &staged, &name, &Limits::default())
            })
            .await?;
        let row = uploaded.row;
        return Ok(if wants_json {
            let mut answer = item(&row, staff.words);
            answer["known"] = uploaded.known.into();
            Json(answer).into_response()
        } else {
            let notice = if uploaded.known { "known" } else { "uploaded" };
            Redirect::to(&format!("/room/media/{}/?notice={notice}", row.id)).into_response()
        });
    }
    Err(wrong(Because::ChooseFile))
}

fn wrong(because: Because) -> Refusal {
    Refused::invalid("file", because).into()
}
