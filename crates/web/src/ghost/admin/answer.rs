//! What is answered, before it is written.

use axum::{body::Body, response::Response};
use hyper::{
    StatusCode,
    header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION},
};
use serde::Serialize;

use super::super::{
    json::written,
    refusal::{Answered, JSON},
};
use crate::{policy::Policy, security};

const INVALIDATES: HeaderName = HeaderName::from_static("x-cache-invalidate");

/// An answer of the Admin API.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    kind: &'static str,
    body: Vec<u8>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Answer {
    fn new(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Answer {
        Answer { status, kind, body, headers: Vec::new() }
    }

    /// What was asked for.
    pub(super) fn json(value: &impl Serialize) -> Answered<Answer> {
        Ok(Answer::new(StatusCode::OK, JSON, written(value)?.into()))
    }

    /// What was made; `at` is its address.
    pub(super) fn made(value: &impl Serialize, at: Option<String>) -> Answered<Answer> {
        let answer = Answer::new(StatusCode::CREATED, JSON, written(value)?.into());
        Ok(match at {
            Some(at) => answer.with(LOCATION, &at),
            None => answer,
        })
    }

    /// It is done, and there is nothing to say.
    pub(super) fn nothing() -> Answer {
        Answer::new(StatusCode::NO_CONTENT, JSON, Vec::new())
    }

    /// A file to be kept under a name.
    pub(super) fn attachment(name: &str, kind: &'static str, bytes: Vec<u8>) -> Answer {
        let plain: String =
            name.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\')).collect();
        let answer = Answer::new(StatusCode::OK, kind, bytes);
        answer.with(CONTENT_DISPOSITION, &format!("attachment; filename=\"{plain}\""))
    }

    /// With what caches between here and readers have to forget: `/*` for all of the site.
    pub(super) fn changes(self, paths: &str) -> Answer {
        self.with(INVALIDATES, paths)
    }

    fn with(mut self, name: HeaderName, value: &str) -> Answer {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// As it is sent.
    pub(super) fn response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
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
