//! Taking in a file: piece by piece to a place that nobody sees, cleaned, then public.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Multipart, State, multipart::Field},
    response::{IntoResponse, Redirect, Response},
};
use hyper::{HeaderMap, header::ACCEPT};
use media::{Limits, Unfit, sniff};
use newsroom::{Archive, Because, Refused, Staged};
use tokio::io::AsyncWriteExt;

use super::item;
use crate::room::{Room, refusal::Refusal, staff::Staff};

/// Bytes that tell what a file is.
const HEAD: usize = 64 * 1024;

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
        let staged = receive(&room, field, &name).await?;
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

/// Writes the file to its folder as it comes; what is no file of ours or too large is refused before all of it is here.
async fn receive(room: &Arc<Room>, mut field: Field<'_>, name: &str) -> Result<Staged, Refusal> {
    let limits = Limits::default();
    let staged = room.run(|room| Archive::new(&room.data_dir).stage().map_err(disk)).await?;
    let mut file = tokio::fs::File::create(staged.original()).await.map_err(disk)?;
    let (mut head, mut known, mut length, mut allowed) = (Vec::new(), false, 0u64, limits.largest());
    while let Some(piece) = field.chunk().await.map_err(|_| wrong(Because::UploadCutOff))? {
        length += piece.len() as u64;
        if !known {
            head.extend_from_slice(&piece[..piece.len().min(HEAD - head.len())]);
            if head.len() == HEAD {
                let kind = sniff(&head, name).map_err(Refused::from)?;
                (known, allowed) = (true, limits.bytes(kind));
            }
        }
        if length > allowed {
            return Err(Refused::from(Unfit::TooManyBytes { allowed }).into());
        }
        file.write_all(&piece).await.map_err(disk)?;
    }
    file.flush().await.map_err(disk)?;
    Ok(staged)
}

fn wrong(because: Because) -> Refusal {
    Refused::invalid("file", because).into()
}

fn disk(source: std::io::Error) -> Refused {
    Refused::Failed(store::Error::File { path: "uploads".into(), source })
}
