//! Ghost's APIs at `/ghost/api/`, so that programs made for Ghost find here what they know. What is answered, and how it is refused, was
//! compared with Ghost 6.65 (<https://docs.ghost.org/content-api>).
//!
//! ```text
//!  front door ─► answer: version, CORS ─► content: key · question ─► page cache ─(miss)─► one file a resource ─► json
//! ```

mod content;
mod refusal;

use std::sync::Arc;

use axum::{Router, body::Body, extract::State, response::Response};
use hyper::{
    HeaderMap, Method, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_REQUEST_HEADERS, HeaderName, HeaderValue, VARY,
    },
};

use self::refusal::Refusal;
use crate::{
    body::Sent,
    site::{Asked, Site, plain},
};

/// The version of Ghost whose answers these are, as programs are told it.
const VERSION: &str = "6.65";
const CONTENT_VERSION: (HeaderName, HeaderValue) =
    (HeaderName::from_static("content-version"), HeaderValue::from_static("v6.65"));

/// Whether an address is one of the APIs'.
pub(crate) fn is_api(path: &str) -> bool {
    path.strip_prefix("/ghost/api").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Everything under `/ghost/api/`.
pub(crate) fn router(site: Arc<Site>) -> Router {
    Router::new().fallback(answer).with_state(site)
}

async fn answer(State(site): State<Arc<Site>>, asked: Asked) -> Response {
    let preflight = asked.method == Method::OPTIONS;
    let response = match resource(&asked.path) {
        Some(_) if preflight => before_asking(&asked.headers),
        Some(path) if asked.method == Method::GET || asked.method == Method::HEAD => {
            content::answer(&site, asked.clone(), path).await
        }
        _ => Refusal::no_such_address().response(),
    };
    let mut response = response.map(Body::new);
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(VARY, HeaderValue::from_static("accept-version, accept-encoding"));
    headers.insert(CONTENT_VERSION.0, CONTENT_VERSION.1);
    response
}

/// What an address of the Content API asks for: `posts/slug/welcome/`. Addresses of Ghost 2 to 4 name their version; they are answered
/// as today's, as Ghost does.
fn resource(path: &str) -> Option<&str> {
    let path = path.strip_prefix("/ghost/api/")?;
    let versions = ["v2/", "v3/", "v4/", "canary/"];
    let path = versions.iter().find_map(|version| path.strip_prefix(version)).unwrap_or(path);
    path.strip_prefix("content/")
}

/// Lets browsers on other sites ask with the headers that they want to send: `Accept-Version` is one that they ask about.
fn before_asking(asked: &HeaderMap) -> hyper::Response<Sent> {
    let mut response = plain(StatusCode::NO_CONTENT, "", crate::policy::Policy::Answer);
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET,HEAD"));
    if let Some(wanted) = asked.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_api() {
        assert!(is_api("/ghost/api/content/posts/") && is_api("/ghost/api"));
        assert!(!is_api("/ghost/") && !is_api("/ghost/apiary/") && !is_api("/room/"));
        assert_eq!(resource("/ghost/api/content/posts/"), Some("posts/"));
        assert_eq!(resource("/ghost/api/v3/content/tags/"), Some("tags/"));
        assert_eq!(resource("/ghost/api/canary/content/"), Some(""));
        assert_eq!(resource("/ghost/api/v9/content/posts/"), None);
        assert_eq!(resource("/ghost/api/admin/posts/"), None);
    }
}
