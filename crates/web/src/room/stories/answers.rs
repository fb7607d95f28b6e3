//! Answers to the editor's scripts, and ids out of addresses.

use axum::{
    body::Bytes,
    response::{IntoResponse, Response},
};
use hyper::{
    HeaderMap, StatusCode,
    header::{ACCEPT, CONTENT_TYPE, HeaderValue},
};
use newsroom::{Because, Refused};
use serde::de::DeserializeOwned;
use serde_json::Value;
use store::Id;

use crate::room::refusal::Refusal;

/// A JSON answer.
pub(super) fn json(value: &Value) -> Response {
    with_status(StatusCode::OK, value)
}

/// A JSON answer with another status.
pub(super) fn with_status(status: StatusCode, value: &Value) -> Response {
    (status, [(CONTENT_TYPE, HeaderValue::from_static("application/json"))], value.to_string())
        .into_response()
}

/// The body of a script's request.
pub(super) fn body<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, Refusal> {
    // A verb that needs nothing may be sent nothing.
    let bytes: &[u8] = if bytes.is_empty() { b"{}" } else { bytes };
    serde_json::from_slice(bytes)
        .map_err(|error| Refused::invalid("body", Because::NotUnderstood.with("technical", error)).into())
}

/// An id in an address; what is none leads nowhere.
pub(super) fn id(text: &str) -> Result<Id, Refusal> {
    text.parse().map_err(|_| Refused::NotFound { what: "post", id: String::new() }.into())
}

/// Whether a script asks, not a form.
pub(super) fn is_script(headers: &HeaderMap) -> bool {
    [ACCEPT, CONTENT_TYPE].into_iter().any(|name| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.is_some_and(|value| value.contains("application/json"))
    })
}
