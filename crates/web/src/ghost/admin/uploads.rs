//! Files for the library: pictures, sound and video, documents. What a file is, its content says; readers get what the cleaning leaves of
//! it.

use std::{fs::File, io::Read, sync::Arc};

use media::{Area, Limits, sniff};
use newsroom::{Archive, Because, Capability, Refused};
use serde_json::{Value, json};
use tokio::runtime::Handle;

use super::{
    super::{
        json::Facts,
        refusal::{Answered, Refusal},
    },
    Answer, Call,
    body::{Arrived, Takes},
    routes::{Route, Who},
};
use crate::arriving::Bound;

const WRITE: Who = Who::Programs(Capability::WriteOwn);
const FILES: Takes = Takes::Files(Bound::OfItsKind);

pub(super) const ROUTES: &[Route] = &[
    Route::upload("images/upload", WRITE, "image", FILES, image),
    Route::upload("media/upload", WRITE, "media", FILES, recording),
    Route::edit("media/thumbnail/upload", WRITE, "media", thumbnail).taking(FILES),
    Route::upload("files/upload", WRITE, "file", FILES, document),
];

/// Bytes that tell what a file is.
const HEAD: u64 = 64 * 1024;
/// What a picture can be for.
const PURPOSES: [&str; 3] = ["image", "profile_image", "icon"];
/// What a recording is shown by, and what else is refused with.
const THUMBNAIL: (&[Area], &str) = (&[Area::Images], "Please select a valid thumbnail.");
/// Characters of what a program says to know a file by.
const REF: usize = 2_000;

fn image(mut call: Call) -> Answered<Answer> {
    let mut form = call.form();
    if form.text("purpose").is_some_and(|purpose| !PURPOSES.contains(&purpose)) {
        let context = "Validation failed for purpose.".to_owned();
        return Err(Refusal::invalid(call.doing, context).at("purpose").into());
    }
    let file = form.file("file").ok_or_else(|| Refusal::unfit("Please select an image."))?;
    let url = take(&call, &file, Some((&[Area::Images], "Please select a valid image.")))?;
    Answer::made(&json!({ "images": [{ "url": url, "ref": reference(&call, form.text("ref"))? }] }), None)
}

fn recording(mut call: Call) -> Answered<Answer> {
    let mut form = call.form();
    let file = form.file("file").ok_or_else(|| Refusal::unfit("Please select a media file."))?;
    let url = take(&call, &file, Some((&[Area::Media], "Please select a valid media file.")))?;
    let thumbnail = form.file("thumbnail").map(|file| take(&call, &file, Some(THUMBNAIL))).transpose()?;
    let reference = reference(&call, form.text("ref"))?;
    Answer::made(&json!({ "media": [{ "url": url, "thumbnail_url": thumbnail, "ref": reference }] }), None)
}

/// The picture of a recording that is there already. Here it lies where pictures lie, not beside the recording.
fn thumbnail(mut call: Call) -> Answered<Answer> {
    let mut form = call.form();
    let file = form.file("file").ok_or_else(|| Refusal::unfit("Please select an image."))?;
    let url = take(&call, &file, Some(THUMBNAIL))?;
    Answer::json(&json!({ "media": [{ "url": url, "ref": reference(&call, form.text("ref"))? }] }))
}

fn document(mut call: Call) -> Answered<Answer> {
    let mut form = call.form();
    let file = form.file("file").ok_or_else(|| Refusal::unfit("Please select a file."))?;
    let url = take(&call, &file, None)?;
    Answer::made(&json!({ "files": [{ "url": url, "ref": reference(&call, form.text("ref"))? }] }), None)
}

fn reference(call: &Call, text: Option<&str>) -> Answered<Value> {
    match text {
        Some(text) if text.chars().count() > REF => {
            Err(Refusal::invalid(call.doing, "Validation failed for ref.".to_owned()).at("ref").into())
        }
        text => Ok(json!(text)),
    }
}

/// Takes a file into the library and gives its address; `only` says what else than such files is refused with.
fn take(call: &Call, file: &Arrived, only: Option<(&[Area], &'static str)>) -> Answered<String> {
    if let Some((areas, otherwise)) = only {
        let mut head = Vec::new();
        let opened = File::open(file.staged.original());
        opened
            .and_then(|opened| opened.take(HEAD).read_to_end(&mut head))
            .map_err(|source| Refused::Failed(store::Error::File { path: file.staged.original(), source }))?;
        let known = sniff(&head, &file.name).is_ok_and(|kind| areas.contains(&kind.area()));
        if !known {
            return Err(Refusal::unsupported(otherwise).into());
        }
    }
    let room = &call.api.room;
    // Few at a time: a picture unfolds to many times its size.
    let turn = Handle::current().block_on(Arc::clone(&room.uploads).acquire_owned());
    let _turn = turn.map_err(|_| Refused::conflict(Because::Stopping))?;
    let archive = Archive::new(&room.data_dir);
    let uploaded =
        call.newsroom().upload(call.actor()?, &archive, &file.staged, &file.name, &Limits::default())?;
    Ok(Facts::inside(call.address(), &*call.settings()?).url(&uploaded.row.path))
}
