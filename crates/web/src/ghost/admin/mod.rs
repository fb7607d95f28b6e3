//! The Admin API: what programs with an admin key, and people of the newsroom with their session, read and change.
//!
//! ```text
//!  routes (one table) ─► caller: key or session, role ─► body: JSON, or files on disk ─► handler (blocking): reader or verb ─► Answer
//! ```
//!
//! Whatever is changed is changed by a verb of `newsroom`, which asks for the caller's role again and writes the audit log.

mod addresses;
mod answer;
mod archive;
mod body;
mod bulk;
mod call;
mod caller;
mod integrations;
mod labels;
mod member_bulk;
mod member_lists;
mod members;
mod newsletters;
mod oembed;
mod offers;
mod people;
mod posts;
mod recommendations;
mod routes;
mod saving;
mod search_index;
mod sent;
mod sessions;
mod settings;
mod sheet;
mod site;
mod slugs;
mod snippets;
mod stored;
mod story_list;
mod tags;
mod themes;
mod tiers;
mod uploads;
mod webhooks;

use std::sync::Arc;

use axum::{body::Body as Stream, extract::Request, response::Response};
use hyper::{
    HeaderMap, Method, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, HeaderValue,
        ORIGIN, VARY,
    },
};

use self::{answer::Answer, call::Call, routes::Route};
use super::{
    Api,
    question::Question,
    refusal::{Answered, Refusal, Unanswered},
    with_slash,
};
use crate::{
    policy::Policy,
    room::{Peer, Visitor, token},
    site::{Trouble, plain},
};

/// The names that a question may have, of all resources.
const NAMES: &[&str] = &[
    "include",
    "filter",
    "fields",
    "formats",
    "limit",
    "order",
    "page",
    "source",
    "save_revision",
    "search",
    "all",
    "url",
    "type",
];

/// Answers a request. `path` is what stands after `admin/`.
pub(super) async fn answer(
    api: &Arc<Api>,
    request: Request,
    path: &str,
    version: Option<&'static str>,
) -> Response {
    let origin = request.headers().get(ORIGIN).filter(|origin| is_ours(origin, &api.room)).cloned();
    let mut response = if request.method() == Method::OPTIONS {
        before_asking(request.headers(), origin.is_some())
    } else {
        match serve(api, request, path, version).await {
            Ok(response) => response,
            Err(refusal) => refusal.private().response().map(Stream::new),
        }
    };
    let headers = response.headers_mut();
    let vary = if origin.is_some() {
        "accept-version, origin, accept-encoding"
    } else {
        "accept-version, accept-encoding"
    };
    headers.insert(VARY, HeaderValue::from_static(vary));
    if let Some(origin) = origin {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("X-Cache-Invalidate"));
    }
    response
}

async fn serve(
    api: &Arc<Api>,
    request: Request,
    path: &str,
    version: Option<&'static str>,
) -> Result<Response, Refusal> {
    let method = request.method().clone();
    let (route, places) = routes::find(&method, path).ok_or_else(Refusal::no_such_address)?;
    let (parts, body) = request.into_parts();
    let caller = caller::admit(api, route, &parts, version).await?;
    let peer = parts.extensions.get::<Peer>().copied().ok_or_else(Refusal::nobody)?;
    let visitor = Visitor::of(&parts.headers, peer);
    let session = token(&parts.headers).map(str::to_owned);
    let request = Request::from_parts(parts, body);
    let (whole, query) = (request.uri().path(), request.uri().query());
    if matches!(method, Method::GET | Method::HEAD) && !path.ends_with('/') {
        return Ok(with_slash(whole, query, Policy::Private).map(Stream::new));
    }
    let question = Question::of(query.unwrap_or_default(), NAMES);
    let body = body::receive(api, route, request).await.map_err(|unanswered| told(route, unanswered))?;
    let call =
        Call { api: Arc::clone(api), caller, visitor, session, doing: route.doing, places, question, body };
    let done = tokio::task::spawn_blocking(move || (route.handler)(call));
    match done.await {
        Ok(answered) => answered.map(Answer::response).map_err(|unanswered| told(route, unanswered)),
        // A panic was reported where it happened.
        Err(_) => Err(Trouble::Broken.into()),
    }
}

/// A fault of ours is written to the log; programs are told that there was one.
fn told(route: &Route, unanswered: Unanswered) -> Refusal {
    unanswered.told(route.doing).unwrap_or_else(|failure| {
        tracing::error!(route = route.path, error = %failure, "the Admin API failed");
        Trouble::Broken.into()
    })
}

/// Whether browsers may let a page read the answers: one of this site's own name, or of the machine that the browser runs on, as in Ghost.
/// Nobody's cookie is sent along; what such a page can do is what its key can.
fn is_ours(origin: &HeaderValue, room: &crate::room::Room) -> bool {
    let host = |text: &str| url::Url::parse(text).ok().and_then(|url| Some(url.host_str()?.to_owned()));
    let Some(from) = origin.to_str().ok().and_then(host) else { return false };
    matches!(from.as_str(), "localhost" | "127.0.0.1") || host(room.url()).is_some_and(|own| own == from)
}

fn before_asking(asked: &HeaderMap, ours: bool) -> Response {
    let mut response = plain(StatusCode::NO_CONTENT, "", Policy::Private).map(Stream::new);
    if ours {
        let headers = response.headers_mut();
        headers
            .insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET,HEAD,PUT,PATCH,POST,DELETE"));
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
        if let Some(wanted) = asked.get(ACCESS_CONTROL_REQUEST_HEADERS) {
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
        }
    }
    response
}
