//! What comes with a request: JSON in memory, files on disk, each within its bound.

use std::sync::Arc;

use axum::{
    body::to_bytes,
    extract::{FromRequest, Multipart, Request},
};
use hyper::header::CONTENT_TYPE;
use newsroom::{Because, Refused, Staged};
use serde_json::Value;

use super::{
    super::{
        Api,
        refusal::{Answered, Refusal},
    },
    routes::Route,
};
use crate::arriving::{Bound, receive as receive_file};

/// Bytes of JSON: a story's text has at most as many.
pub(super) const JSON_BYTES: usize = 32 << 20;
/// Bytes of JSON that is a few words.
pub(super) const WORDS: usize = 16 << 10;
/// Parts of a form, and bytes of one that is no file.
const PARTS: usize = 16;
const TEXT_BYTES: usize = 16 << 10;

/// What an address takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Takes {
    /// A body is not read.
    Nothing,
    /// One value, of so many bytes.
    Json(usize),
    /// A form with files.
    Files(Bound),
}

/// What came.
#[derive(Debug)]
pub(super) enum Body {
    Nothing,
    Json(Value),
    Form(Form),
}

/// A form with files.
#[derive(Debug, Default)]
pub(super) struct Form {
    texts: Vec<(String, String)>,
    files: Vec<Arrived>,
}

/// A file that was sent: it goes when this is dropped.
#[derive(Debug)]
pub(super) struct Arrived {
    /// The part of the form.
    part: String,
    /// What the program calls it.
    pub(super) name: String,
    pub(super) staged: Staged,
}

impl Form {
    /// What one part says.
    pub(super) fn text(&self, part: &str) -> Option<&str> {
        self.texts.iter().find(|(name, _)| name == part).map(|(_, text)| text.as_str())
    }

    /// What all parts say that are no files, with their names.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The file of one part.
    pub(super) fn file(&mut self, part: &str) -> Option<Arrived> {
        let at = self.files.iter().position(|file| file.part == part)?;
        Some(self.files.swap_remove(at))
    }
}

/// Reads what an address takes.
pub(super) async fn receive(api: &Arc<Api>, route: &Route, request: Request) -> Answered<Body> {
    match route.takes {
        Takes::Nothing => Ok(Body::Nothing),
        Takes::Json(most) => json(request, most).await,
        Takes::Files(bound) => Ok(Body::Form(form(api, request, bound).await?)),
    }
}

async fn json(request: Request, most: usize) -> Answered<Body> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    // Ghost reads no other body either; a page elsewhere cannot send this kind without asking.
    if !kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/json")) {
        return Ok(Body::Nothing);
    }
    let bytes = to_bytes(request.into_body(), most).await.map_err(|_| Refusal::too_large())?;
    if bytes.is_empty() {
        return Ok(Body::Nothing);
    }
    let value = serde_json::from_slice(&bytes)
        .map_err(|error| Refusal::bad_request("The body is no JSON.").because(error.to_string()))?;
    Ok(Body::Json(value))
}

async fn form(api: &Arc<Api>, request: Request, bound: Bound) -> Answered<Form> {
    let multipart = Multipart::from_request(request, &()).await;
    let mut multipart = multipart.map_err(|_| Refusal::bad_request("The body is no form with files."))?;
    let cut_off = |_| Refused::invalid("file", Because::UploadCutOff);
    let mut form = Form::default();
    while let Some(mut field) = multipart.next_field().await.map_err(cut_off)? {
        if form.texts.len() + form.files.len() == PARTS {
            return Err(Refusal::too_large().into());
        }
        let part = field.name().unwrap_or_default().to_owned();
        if let Some(name) = field.file_name().map(str::to_owned) {
            let staged = receive_file(&api.room, field, &name, bound).await?;
            form.files.push(Arrived { part, name, staged });
            continue;
        }
        let mut text = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(cut_off)? {
            if text.len() + piece.len() > TEXT_BYTES {
                return Err(Refusal::too_large().into());
            }
            text.extend_from_slice(&piece);
        }
        form.texts.push((part, String::from_utf8_lossy(&text).into_owned()));
    }
    Ok(form)
}
