//! The whole site in one file, made while it runs and sent to the owner's browser.

use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use hyper::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use maud::{Markup, html};
use newsroom::{Because, Capability, Refused};

use super::super::{
    Room,
    guard::Needs,
    refusal::Refusal,
    routes::Route,
    shell::Page,
    staff::{Fresh, Staff},
};
use crate::media;

pub(in super::super) const PATH: &str = "/room/backup/";

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, Needs::Of(Capability::TakeOut), || get(page)),
    Route::post(PATH, Needs::Of(Capability::TakeOut), || post(take)),
];

async fn page(State(room): State<Arc<Room>>, staff: Staff) -> Markup {
    let words = staff.words;
    let title = words.text("backup.title");
    let body = html! {
        h1 { (title) }
        p { (words.text("backup.lead")) }
        form method="post" { button { (words.text("backup.go")) } }
        p.muted { (words.text("backup.restore")) " " code { "masthead restore FILE" } }
    };
    Page { staff: &staff, place: PATH, title, notice: None, body }.show(&room).await
}

async fn take(State(room): State<Arc<Room>>, Fresh(staff): Fresh) -> Result<Response, Refusal> {
    let actor = staff.actor;
    let (file, name) = room
        .run(move |room| {
            room.newsroom.note_backup(actor)?;
            let day = jiff::Timestamp::from_millisecond(room.newsroom.clock().now()).unwrap_or_default();
            // The file has no name any more once it is open: it goes with this answer, however that ends.
            let file = tempfile::NamedTempFile::new_in(&room.data_dir)
                .map_err(|error| failed(&error.to_string()))?;
            (room.operator.backup)(file.path()).map_err(|why| failed(&why))?;
            let opened = std::fs::File::open(file.path()).map_err(|error| failed(&error.to_string()))?;
            Ok((opened, day.strftime("masthead-%Y-%m-%d.tar.zst").to_string()))
        })
        .await?;
    let length = file.metadata().map(|metadata| metadata.len()).unwrap_or_default();
    let mut response = media::whole(file, length).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/zstd"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    let name = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).expect("a date is ASCII");
    headers.insert(CONTENT_DISPOSITION, name);
    Ok(response)
}

fn failed(why: &str) -> Refused {
    tracing::error!(why, "a backup could not be made");
    Refused::conflict(Because::BackupFailed.with("why", why))
}
