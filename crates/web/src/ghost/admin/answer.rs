//! What is answered, before it is written.

use std::fs::File;

use axum::{body::Body, response::Response};
use hyper::{
    StatusCode,
    header::{
        CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION,
    },
};
use serde::Serialize;

use super::super::{
    json::written,
    refusal::{Answered, JSON, Refusal},
};
use crate::{media, policy::Policy, security};

const TEXT: &str = "text/plain; charset=utf-8";
const INVALIDATES: HeaderName = HeaderName::from_static("x-cache-invalidate");

/// An answer of the Admin API.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    kind: &'static str,
    body: Body,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Answer {
    fn new(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Answer {
        Answer { status, kind, body: body.into(), headers: Vec::new() }
    }

    /// What was asked for.
    pub(super) fn json(value: &impl Serialize) -> Answered<Answer> {
        Ok(Answer::new(StatusCode::OK, JSON, written(value)?))
    }

    /// What was made; `at` is its address.
    pub(super) fn made(value: &impl Serialize, at: Option<String>) -> Answered<Answer> {
        let answer = Answer::new(StatusCode::CREATED, JSON, written(value)?);
        Ok(match at {
            Some(at) => answer.with(LOCATION, &at),
            None => answer,
        })
    }

    /// It is done, and there is nothing to say.
    pub(super) fn nothing() -> Answer {
        Answer::new(StatusCode::NO_CONTENT, JSON, Body::empty())
    }

    /// It is made, in Ghost's one word.
    pub(super) fn created() -> Answer {
        Answer::new(StatusCode::CREATED, TEXT, "Created")
    }

    /// It is done, in Ghost's one word.
    pub(super) fn fine() -> Answer {
        Answer::new(StatusCode::OK, TEXT, "OK")
    }

    /// A refusal that something goes along with.
    pub(super) fn refused(refusal: Refusal) -> Answer {
        let (status, body) = refusal.into_json();
        Answer::new(status, JSON, body)
    }

    /// A large file of JSON to be kept under a name, read as it is sent.
    pub(super) fn file(name: &str, file: File) -> Answer {
        let length = file.metadata().map(|metadata| metadata.len()).unwrap_or_default();
        let answer = Answer::new(StatusCode::OK, JSON, media::whole(file, length));
        answer.named(name).carrying(CONTENT_LENGTH, length.into())
    }

    /// A file to be kept under a name.
    pub(super) fn attachment(name: &str, kind: &'static str, bytes: Vec<u8>) -> Answer {
        Answer::new(StatusCode::OK, kind, bytes).named(name)
    }

    fn named(self, name: &str) -> Answer {
        let plain: String =
            name.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\')).collect();
        self.with(CONTENT_DISPOSITION, &format!("attachment; filename=\"{plain}\""))
    }

    /// With what caches between here and readers have to forget: `/*` for all of the site.
    pub(super) fn changes(self, paths: &str) -> Answer {
        self.with(INVALIDATES, paths)
    }

    /// With a header more.
    pub(super) fn carrying(mut self, name: HeaderName, value: HeaderValue) -> Answer {
        self.headers.push((name, value));
        self
    }

    fn with(self, name: HeaderName, value: &str) -> Answer {
        match HeaderValue::from_str(value) {
            Ok(value) => self.carrying(name, value),
            Err(_) => self,
        }
    }

    /// As it is sent.
    pub(super) fn response(self) -> Response {
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        security::guard(headers);
        if self.status != StatusCode::NO_CONTENT {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        }
        headers.insert(CACHE_CONTROL, Policy::Private.cache_control());
        headers.extend(self.headers);
        response
    }
}
