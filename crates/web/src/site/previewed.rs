//! `/theme-preview/TOKEN/…`: the whole site in a theme that readers do not see yet, for whoever has the address, as long as it holds.
//!
//! The theme may carry scripts, and nobody has put it live: its pages belong to no origin (`sandbox`), so that no script of theirs reaches the
//! room with the session of the one who looks.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    response::Response,
    routing::any,
};
use hyper::{
    StatusCode, Uri,
    header::{
        ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderValue,
        REFERRER_POLICY,
    },
};
use tower::ServiceExt;

use super::{Site, plain};
use crate::{policy::Policy, security, themes::PREVIEWS};

/// What pages of a preview may do at most.
const SANDBOX: &str = "sandbox allow-scripts allow-popups allow-forms";
/// No token of ours is longer.
const TOKEN: usize = 64;

#[derive(Clone)]
struct Served {
    site: Arc<Site>,
    /// The site's own routes.
    whole: Router,
}

pub(super) fn router(site: Arc<Site>, whole: Router) -> Router {
    Router::new()
        .route("/theme-preview/{token}/", any(show))
        .route("/theme-preview/{token}/{*rest}", any(show))
        .with_state(Served { site, whole })
}

async fn show(State(served): State<Served>, request: Request) -> Response {
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
    let parts = address.strip_prefix(PREVIEWS).and_then(|rest| rest.split_once('/'));
    let Some((token, rest)) = parts.filter(|(token, _)| token.len() <= TOKEN) else { return ended() };
    let Ok(inner) = format!("/{rest}").parse::<Uri>() else { return ended() };
    let (site, token) = (Arc::clone(&served.site), token.to_owned());
    let found = tokio::task::spawn_blocking(move || site.themes.preview(&site.newsroom, &token)).await;
    let look = match found {
        Ok(Ok(Some(look))) => look,
        Ok(Ok(None)) => return ended(),
        Ok(Err(error)) => {
            tracing::error!(%error, "a preview cannot be looked up");
            return ended();
        }
        Err(_) => return ended(),
    };
    // A request of its own: what the router noted of the outer address must not reach the inner handlers.
    let mut inside = Request::new(Body::empty());
    *inside.method_mut() = request.method().clone();
    *inside.uri_mut() = inner;
    *inside.headers_mut() = request.headers().clone();
    let is_file =
        ["/assets/", "/content/", "/public/"].iter().any(|area| inside.uri().path().starts_with(area));
    inside.extensions_mut().insert(look);
    let mut response = served.whole.oneshot(inside).await.unwrap_or_else(|never| match never {});
    confine(response.headers_mut(), is_file);
    response
}

fn confine(headers: &mut HeaderMap, is_file: bool) {
    headers.insert(security::ROBOTS.0, security::ROBOTS.1);
    // The address is the key.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if is_file {
        // Fonts and modules of a page without an origin come from another one.
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        return;
    }
    headers.insert(CACHE_CONTROL, Policy::Never.cache_control());
    let own =
        headers.get(CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok()).unwrap_or_default();
    let confined = if own.is_empty() { SANDBOX.to_owned() } else { format!("{own}; {SANDBOX}") };
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::try_from(confined).expect("both are ASCII"));
}

fn ended() -> Response {
    let text = "This preview has ended. Open a new one in the newsroom.";
    let mut response = plain(StatusCode::NOT_FOUND, text, Policy::Never).map(Body::new);
    response.headers_mut().insert(security::ROBOTS.0, security::ROBOTS.1);
    response
}
