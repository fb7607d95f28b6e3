//! Ghost's APIs at `/ghost/api/`, so that programs made for Ghost find here what they know. What is answered, and how it is refused, was
//! compared with Ghost 6.65 (<https://docs.ghost.org/content-api>, <https://docs.ghost.org/admin-api>).
//!
//! ```text
//!  front door ─► answer: version ─┬─► content: key · question ─► page cache ─(miss)─► one file a resource ─► json
//!                                 └─► admin: table of routes · who asks · body ─► one file a resource ─► verb or reader ─► json
//! ```

mod admin;
mod content;
mod json;
mod listed;
mod question;
mod readership;
mod recommendations;
mod refusal;
mod shapes;
mod wanted;
mod webhooks;

pub use webhooks::Webhooks;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, FromRequestParts, Request, State},
    response::Response,
};
use hyper::{
    HeaderMap, Method, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, CONTENT_TYPE, HeaderName, HeaderValue,
        LOCATION, VARY,
    },
};

use self::refusal::Refusal;
use crate::{
    body::Sent,
    policy::Policy,
    room::Room,
    site::{Asked, Site, plain},
};

/// The version of Ghost whose answers these are, as programs are told it.
const VERSION: &str = "6.65";
const CONTENT_VERSION: (HeaderName, HeaderValue) =
    (HeaderName::from_static("content-version"), HeaderValue::from_static("v6.65"));

/// What every answer of the APIs is made from.
pub(crate) struct Api {
    site: Arc<Site>,
    room: Arc<Room>,
}

/// Which API an address belongs to, and what it asks of it: `posts/slug/welcome/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Address<'a> {
    Content(&'a str),
    Admin { path: &'a str, version: Option<&'static str> },
}

/// Whether an address is one of the APIs'.
pub(crate) fn is_api(path: &str) -> bool {
    path.strip_prefix("/ghost/api").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Everything under `/ghost/api/`.
pub(crate) fn router(site: Arc<Site>, room: Arc<Room>) -> Router {
    // Bodies are read by the Admin API alone, which has bounds of its own.
    Router::new().fallback(answer).layer(DefaultBodyLimit::disable()).with_state(Arc::new(Api { site, room }))
}

async fn answer(State(api): State<Arc<Api>>, request: Request) -> Response {
    let path: Arc<str> = request.uri().path().into();
    let mut response = match address(&path) {
        Some(Address::Content(path)) => of_content(&api.site, request, path).await,
        Some(Address::Admin { path, version }) => admin::answer(&api, request, path, version).await,
        None => {
            varying(Refusal::no_such_address().response().map(Body::new), "accept-version, accept-encoding")
        }
    };
    response.headers_mut().insert(CONTENT_VERSION.0, CONTENT_VERSION.1);
    response
}

async fn of_content(site: &Arc<Site>, request: Request, path: &str) -> Response {
    let (mut parts, _) = request.into_parts();
    let Ok(asked) = Asked::from_request_parts(&mut parts, &()).await;
    let (response, vary) = match asked.method {
        Method::OPTIONS => (before_asking(&asked.headers), "accept-version, access-control-request-headers"),
        _ => (of_content_read(site, &asked, path).await, "accept-version, accept-encoding"),
    };
    let mut response = varying(response.map(Body::new), vary);
    // Readable for pages of every site.
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

async fn of_content_read(site: &Arc<Site>, asked: &Asked, path: &str) -> hyper::Response<Sent> {
    match asked.method {
        _ if !is_readable(asked) => Refusal::unreadable().response(),
        Method::GET | Method::HEAD => content::answer(site, asked.clone(), path).await,
        _ => Refusal::no_such_address().response(),
    }
}

fn varying(mut response: Response, by: &'static str) -> Response {
    response.headers_mut().insert(VARY, HeaderValue::from_static(by));
    response
}

/// Addresses of Ghost 2 to 4 name their version; they are answered as today's, as Ghost does.
fn address(path: &str) -> Option<Address<'_>> {
    let path = path.strip_prefix("/ghost/api/")?;
    let versions = ["v2", "v3", "v4", "canary"];
    let found = versions.into_iter().find_map(|version| {
        let rest = path.strip_prefix(version)?.strip_prefix('/')?;
        Some((rest, version))
    });
    let (path, version) = found.map_or((path, None), |(rest, version)| (rest, Some(version)));
    match path.strip_prefix("content/") {
        Some(path) => Some(Address::Content(path)),
        None => path.strip_prefix("admin/").map(|path| Address::Admin { path, version }),
    }
}

/// Lets browsers on other sites ask with the headers that they want to send: `Accept-Version` is one that they ask about.
fn before_asking(asked: &HeaderMap) -> hyper::Response<Sent> {
    let mut response = plain(StatusCode::NO_CONTENT, "", Policy::Answer);
    let headers = response.headers_mut();
    headers.remove(CONTENT_TYPE);
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET,HEAD,PUT,PATCH,POST,DELETE"));
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    if let Some(wanted) = asked.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    response
}

/// To the same address with its slash, as Ghost leads there.
fn with_slash(path: &str, query: Option<&str>, policy: Policy) -> hyper::Response<Sent> {
    let to = format!("{path}/{}{}", if query.is_some() { "?" } else { "" }, query.unwrap_or_default());
    let mut response = plain(StatusCode::MOVED_PERMANENTLY, "", policy);
    response.headers_mut().remove(CONTENT_TYPE);
    if let Ok(to) = HeaderValue::try_from(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

/// Whether an address is text, percent-encoded or not.
fn is_readable(asked: &Asked) -> bool {
    [Some(&*asked.path), asked.query.as_deref()].into_iter().flatten().all(|text| {
        let escapes = text.match_indices('%').all(|(at, _)| {
            text.as_bytes().get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
        });
        escapes && percent_encoding::percent_decode_str(text).decode_utf8().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_apis() {
        assert!(is_api("/ghost/api/content/posts/") && is_api("/ghost/api"));
        assert!(!is_api("/ghost/") && !is_api("/ghost/apiary/") && !is_api("/room/"));
        assert_eq!(address("/ghost/api/content/posts/"), Some(Address::Content("posts/")));
        assert_eq!(address("/ghost/api/v3/content/tags/"), Some(Address::Content("tags/")));
        assert_eq!(address("/ghost/api/canary/content/"), Some(Address::Content("")));
        assert_eq!(address("/ghost/api/v9/content/posts/"), None);
        let admin = |path, version| Some(Address::Admin { path, version });
        assert_eq!(address("/ghost/api/admin/posts/"), admin("posts/", None));
        assert_eq!(address("/ghost/api/v3/admin/posts/"), admin("posts/", Some("v3")));
        assert_eq!(address("/ghost/api/v3admin/posts/"), None);
    }
}
