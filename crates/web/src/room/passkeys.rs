//! Passkeys: the button that the script brings to life, and signing in by one. The script is loaded only on pages with such a button.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
    routing::post,
};
use maud::{Markup, html};
use newsroom::Ceremony;
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use super::{
    Room, assets, guard::Needs, refusal::Refusal, routes::Route, sign_in::entered, staff::Visitor,
    words::Words,
};

pub(super) const ROUTES: &[Route] = &[
    Route::post("/room/sign-in/passkey/start/", Needs::Nobody, || post(start)),
    Route::post("/room/sign-in/passkey/", Needs::Nobody, || post(finish)),
];

/// A button that asks the browser for a passkey. Without a script, or passkeys in the browser, it is not there.
pub(super) struct Button<'a> {
    pub(super) label: &'a str,
    /// `create` or `get`.
    pub(super) kind: &'static str,
    /// Where the script begins …
    pub(super) start: &'a str,
    /// … and where it brings the answer; fields of the same form go with both.
    pub(super) finish: &'a str,
    /// Where to go then.
    pub(super) to: &'a str,
    pub(super) quiet: bool,
}

impl Button<'_> {
    /// The button, where passkeys work. Whoever came to the number of a site that has a name is shown the way: `here` is the page that they
    /// are on.
    pub(super) fn offer(&self, room: &Room, words: Words, visitor: &Visitor, here: &str) -> Markup {
        match &room.named {
            None => html! {},
            Some(named) if visitor.at_a_number => html! {
                p.hint { (words.text("passkey.numbered")) " " a href={ (named) (here) } { (named) (here) } }
            },
            Some(_) => self.show(words),
        }
    }

    fn show(&self, words: Words) -> Markup {
        html! {
            button.quiet[self.quiet] type="button" hidden data-passkey=(self.kind) data-start=(self.start) data-finish=(self.finish)
                data-to=(self.to) data-failed=(words.text("passkey.failed")) { (self.label) }
            p.fault role="alert" hidden {}
            script type="module" src=(assets::address("passkey.js")) {}
        }
    }
}

/// A site's address under a name: a number of this machine is called `localhost`, other numbers have no name.
pub(super) fn named(address: &str) -> Option<String> {
    let mut url = url::Url::parse(address).ok()?;
    let local = match url.host()? {
        url::Host::Ipv4(number) => number.is_loopback(),
        url::Host::Ipv6(number) => number.is_loopback(),
        url::Host::Domain(_) => return Some(address.trim_end_matches('/').to_owned()),
    };
    if !local {
        return None;
    }
    url.set_host(Some("localhost")).ok()?;
    Some(url.as_str().trim_end_matches('/').to_owned())
}

/// What the browser brings back.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    pub(super) token: String,
    pub(super) answer: Box<RawValue>,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) language: String,
}

/// The first half, for the script.
pub(super) fn begun(ceremony: &Ceremony) -> Response {
    let options: Value = serde_json::from_str(&ceremony.options).unwrap_or_default();
    Json(json!({ "options": options, "token": ceremony.token.as_str() })).into_response()
}

/// It worked: the script goes on.
pub(super) fn done() -> Response {
    Json(json!({ "done": true })).into_response()
}

async fn start(State(room): State<Arc<Room>>, visitor: Visitor, _: Json<Value>) -> Result<Response, Refusal> {
    let ceremony =
        room.run(move |room| room.newsroom.begin_passkey_sign_in(room.passkeys()?, visitor.visit())).await?;
    Ok(begun(&ceremony))
}

async fn finish(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Json(answer): Json<Answer>,
) -> Result<Response, Refusal> {
    let (session, visitor) = room
        .run(move |room| {
            let (passkeys, visit) = (room.passkeys()?, visitor.visit());
            let session =
                room.newsroom.sign_in_by_passkey(passkeys, &answer.token, answer.answer.get(), visit)?;
            Ok((session, visitor))
        })
        .await?;
    entered(&room, done(), session, visitor).await
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn numbers_of_this_machine_have_a_name() {
        assert_eq!(named("http://127.0.0.1:2368").as_deref(), Some("http://localhost:2368"));
        assert_eq!(named("http://[::1]:80/").as_deref(), Some("http://localhost"));
        assert_eq!(named("https://example.org/").as_deref(), Some("https://example.org"));
        for other in ["http://192.0.2.7:2368", "rubbish"] {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
