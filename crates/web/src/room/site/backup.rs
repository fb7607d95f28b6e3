//! The whole site in one file, made while it runs and sent to the owner's browser: for Masthead, or for Ghost.

use std::{fs::File, path::Path, sync::Arc};

use axum::{
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use hyper::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use maud::{Markup, html};
use newsroom::{Actor, Because, Capability, Refused};

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
const EXPORT: &str = "/room/backup/ghost/";

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, Needs::Of(Capability::TakeOut), || get(page)),
    Route::post(PATH, Needs::Of(Capability::TakeOut), || post(take)),
    Route::post(EXPORT, Needs::Of(Capability::TakeOut), || post(export)),
];

/// A file that leaves the house.
struct Leaving {
    /// Its media type.
    kind: &'static str,
    /// Its name, with the day's date in the form of `strftime`.
    name: &'static str,
    /// What the refusal is called when it cannot be made.
    failed: Because,
    /// Writes down who takes it.
    note: fn(&Room, Actor) -> Result<(), Refused>,
    /// Makes it; an error is a sentence.
    write: fn(&Room, &Path) -> Result<(), String>,
}

const BACKUP: Leaving = Leaving {
    kind: "application/zstd",
    name: "masthead-%Y-%m-%d.tar.zst",
    failed: Because::BackupFailed,
    note: |room, actor| room.newsroom.note_backup(actor),
    write: |room, file| (room.operator.backup)(file),
};

const GHOST: Leaving = Leaving {
    kind: "application/zip",
    name: "masthead-for-ghost-%Y-%m-%d.zip",
    failed: Because::ExportFailed,
    note: |room, actor| room.newsroom.note_export(actor),
    write: |room, file| (room.operator.export)(file),
};

const TEXTS: Leaving =
    Leaving { kind: "application/json", name: "masthead-for-ghost-%Y-%m-%d.json", ..GHOST };

async fn page(State(room): State<Arc<Room>>, staff: Staff) -> Markup {
    let words = staff.words;
    let title = words.text("backup.title");
    let body = html! {
        h1 { (title) }
        p { (words.text("backup.lead")) }
        section aria-labelledby="backup" {
            h2 #backup { (words.text("backup.backup")) }
            p { (words.text("backup.backup_lead")) }
            form method="post" { button { (words.text("backup.go")) } }
            p.muted { (words.text("backup.restore")) " " code { "masthead restore FILE" } }
        }
        section aria-labelledby="export" {
            h2 #export { (words.text("backup.export")) }
            p { (words.text("backup.export_lead")) }
            form method="post" action=(EXPORT) { button.quiet { (words.text("backup.export_go")) } }
            p.muted { (words.text("backup.export_use")) }
            p.muted { (words.text("backup.export_left_out")) }
        }
    };
    Page { staff: &staff, place: PATH, title, notice: None, body }.show(&room).await
}

async fn take(State(room): State<Arc<Room>>, Fresh(staff): Fresh) -> Result<Response, Refusal> {
    leave(&room, staff.actor, &BACKUP).await
}

async fn export(State(room): State<Arc<Room>>, Fresh(staff): Fresh) -> Result<Response, Refusal> {
    leave(&room, staff.actor, &GHOST).await
}

async fn leave(room: &Arc<Room>, actor: Actor, leaving: &'static Leaving) -> Result<Response, Refusal> {
    let (file, name) = room.run(move |room| made(room, actor, leaving)).await?;
    let length = file.metadata().map(|metadata| metadata.len()).unwrap_or_default();
    let mut response = media::whole(file, length).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(leaving.kind));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    let name = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).expect("a date is ASCII");
    headers.insert(CONTENT_DISPOSITION, name);
    Ok(response)
}

/// The texts of the whole site as Ghost's export has them, and the name of the file. Blocking.
///
/// # Errors
/// [`Refused::NotAllowed`] for all but the owner; [`Refused::Conflict`] when it cannot be made.
pub(crate) fn texts_for_ghost(room: &Room, actor: Actor) -> Result<(File, String), Refused> {
    made(room, actor, &TEXTS)
}

/// A file that leaves, open, and its name. Once it is open it needs that no more: it goes with the answer, however that ends.
fn made(room: &Room, actor: Actor, leaving: &Leaving) -> Result<(File, String), Refused> {
    (leaving.note)(room, actor)?;
    let failed = |why: String| {
        tracing::error!(why, name = leaving.name, "a file for the owner could not be made");
        Refused::conflict(leaving.failed.with("technical", why))
    };
    let day = jiff::Timestamp::from_millisecond(room.newsroom.clock().now()).unwrap_or_default();
    let folder = tempfile::Builder::new()
        .prefix("leaving-")
        .tempdir_in(&room.data_dir)
        .map_err(|error| failed(error.to_string()))?;
    let name = day.strftime(leaving.name).to_string();
    let file = folder.path().join(&name);
    (leaving.write)(room, &file).map_err(failed)?;
    let opened = File::open(&file).map_err(|error| failed(error.to_string()))?;
    Ok((opened, name))
}
