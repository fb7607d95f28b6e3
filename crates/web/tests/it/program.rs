//! A program with an admin key, and people who ask the Admin API with their session.

use std::io::Write;

use newsroom::{Actor, Newsroom};
use serde_json::Value;
use store::{ApiKey, KeyKind};
use testsite::program::token;

use crate::{client::Answer, harness::Bed};

/// How somebody shows who they are.
#[derive(Debug, Clone)]
pub(crate) enum As {
    /// With a token in `Authorization`.
    Token(String),
    /// With the cookie of a session, from a page of this origin.
    Session {
        cookie: String,
        origin: &'static str,
    },
    Nobody,
}

/// An admin key of this site.
pub(crate) fn admin_key(bed: &Bed) -> ApiKey {
    let newsroom = Newsroom::new(bed.store.clone(), newsroom::Clock::system());
    newsroom.add_key(Actor::operator(), KeyKind::Admin, "Robot").unwrap()
}

/// A program with an admin key.
pub(crate) struct Program<'a> {
    pub(crate) bed: &'a Bed,
    pub(crate) key: ApiKey,
}

impl<'a> Program<'a> {
    pub(crate) fn new(bed: &'a Bed) -> Self {
        Self { bed, key: admin_key(bed) }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None)
    }

    pub(crate) fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let body = body.map(|body| ("application/json", body.to_string().into_bytes()));
        self.send_raw(method, path, body)
    }

    pub(crate) fn send_raw(&self, method: &str, path: &str, body: Option<(&str, Vec<u8>)>) -> Answer {
        send(self.bed, &As::Token(token(&self.key.id, &self.key.secret)), method, path, body)
    }

    /// The file of a form, in the part `file`.
    pub(crate) fn upload(&self, path: &str, name: &str, file: &[u8]) -> Answer {
        self.send_file("POST", path, name, file)
    }

    pub(crate) fn send_file(&self, method: &str, path: &str, name: &str, file: &[u8]) -> Answer {
        let head =
            format!("--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        let body = [head.as_bytes(), file, b"\r\n--x--\r\n"].concat();
        self.send_raw(method, path, Some(("multipart/form-data; boundary=x", body)))
    }
}

/// Sends a request to the Admin API; `path` is what stands after `admin/`.
pub(crate) fn send(bed: &Bed, who: &As, method: &str, path: &str, body: Option<(&str, Vec<u8>)>) -> Answer {
    let mut head =
        format!("{method} /ghost/api/admin/{path} HTTP/1.1\r\nhost: test\r\naccept-version: v6.0\r\n");
    match who {
        As::Token(token) => head.push_str(&format!("authorization: Ghost {token}\r\n")),
        As::Session { cookie, origin } => {
            head.push_str(&format!("cookie: masthead_room={cookie}\r\norigin: {origin}\r\n"));
        }
        As::Nobody => {}
    }
    let (kind, body) = body.unwrap_or_default();
    if !kind.is_empty() {
        head.push_str(&format!("content-type: {kind}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    let mut client = bed.client();
    client.0.write_all(head.as_bytes()).unwrap();
    // The server may say no before it has heard all.
    let _ = client.0.write_all(&body);
    client.read(method == "HEAD").unwrap()
}

/// The answer's JSON, when it has this status.
pub(crate) fn json(answer: &Answer, status: u16) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
    assert!(answer.header("cache-control").contains("no-store"), "{}", answer.header("cache-control"));
    assert_eq!(answer.header("content-version"), "v6.65");
    serde_json::from_slice(&answer.body).unwrap()
}

/// The one error of an answer with this status: its type and its code.
pub(crate) fn refused(answer: &Answer, status: u16) -> (String, String) {
    let json = json(answer, status);
    let error = &json["errors"][0];
    for part in ["message", "context", "type", "details", "property", "help", "code", "id", "ghostErrorCode"]
    {
        assert!(error.get(part).is_some(), "{part} is missing: {json}");
    }
    let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
    (text("type"), text("code"))
}
