//! What stands before every handler of the room, built from the table of routes so that none can forget it.
//!
//! 1. **Origin**: whatever changes something must come from a page of this site (`Sec-Fetch-Site`, or `Origin` where a browser has no
//!    such header). <https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html>
//! 2. **Session**: the cookie's token, looked up each time, so that an ended session ends at once.
//! 3. **Capability**: what the route needs.
//! 4. **Headers**: nobody keeps the answer, nobody frames it, no script but ours runs.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use hyper::{
    HeaderMap, Method,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, HeaderName, HeaderValue, ORIGIN,
        REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    },
};
use newsroom::{Capability, Refused, SignedIn};

use super::{
    Room,
    find::Opening,
    refusal::{Asker, Refusal},
    staff::{Half, Peer, Staff, Visitor},
};
use crate::{policy::Policy, security};

/// The cookie that holds a session's token.
pub(super) const COOKIE_NAME: &str = "masthead_room";
/// The cookie by which a browser is known again.
pub(super) const DEVICE_COOKIE: &str = "masthead_device";

/// No cookie of ours is longer, in bytes.
const LONGEST: usize = 400;

/// What a route asks of whoever calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing: signing in itself.
    Nobody,
    /// To be signed in, with a role that has this.
    Of(Capability),
}

/// One route's guard.
#[derive(Clone)]
pub(super) struct Guard {
    pub(super) room: Arc<Room>,
    pub(super) needs: Needs,
}

/// Lets a request through to its handler, or refuses it.
pub(super) async fn stand(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let mut asker = Asker::of(&request);
    let opening = Opening::of(&request);
    let admitted = admit(&guard, &mut request).await;
    if let Some(staff) = request.extensions().get::<Staff>() {
        asker.speaks(staff.words);
    }
    let mut response = match admitted {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        response = refusal.answer(&guard.room, &asker).await;
    }
    if let Some(opening) = opening.filter(|_| guard.needs != Needs::Nobody) {
        opening.remember(&guard.room, &mut response);
    }
    secure(response.headers_mut(), guard.room.is_secure());
    response
}

async fn admit(guard: &Guard, request: &mut Request) -> Result<(), Refusal> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) && !from_here(request.headers()) {
        return Err(Refusal::CrossSite);
    }
    let peer = request.extensions().get::<Peer>().copied().ok_or(Refusal::Forbidden)?;
    if let Some(session) = session(&guard.room, request.headers(), peer).await? {
        request.extensions_mut().insert(Staff::new(session));
    } else if let Some(token) = cookie(request.headers(), COOKIE_NAME).map(str::to_owned) {
        let visitor = Visitor::of(request.headers(), peer);
        let half = guard.room.run(move |room| room.newsroom.half_session(&token, visitor.visit())).await?;
        if let Some(half) = half {
            request.extensions_mut().insert(Half(half));
        }
    }
    match guard.needs {
        Needs::Nobody => Ok(()),
        Needs::Of(capability) => match request.extensions().get::<Staff>() {
            None if request.extensions().get::<Half>().is_some() => Err(Refusal::Half),
            None => Err(Refusal::SignedOut),
            Some(staff) if staff.may(capability) => Ok(()),
            Some(_) => Err(Refusal::Forbidden),
        },
    }
}

/// The open session of a request's cookie.
pub(crate) async fn session(
    room: &Arc<Room>,
    headers: &HeaderMap,
    peer: Peer,
) -> Result<Option<SignedIn>, Refused> {
    let Some(token) = cookie(headers, COOKIE_NAME).map(str::to_owned) else { return Ok(None) };
    let visitor = Visitor::of(headers, peer);
    room.run(move |room| room.newsroom.session(&token, visitor.visit())).await
}

/// The token of the session's cookie, whatever it opens.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, COOKIE_NAME)
}

/// Whether a request was made by a page of this site.
pub(crate) fn from_here(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin",
        None => match (text(ORIGIN), text(HOST)) {
            (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
            _ => false,
        },
    }
}

/// The token of ours among the cookies.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == wanted && value.len() <= LONGEST).then_some(value)
    })
}

fn secure(headers: &mut HeaderMap, encrypted: bool) {
    security::guard(headers);
    headers.entry(CACHE_CONTROL).or_insert(Policy::Never.cache_control());
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; \
         font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(security::ROBOTS.0, security::ROBOTS.1);
    if encrypted {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn only_pages_of_this_site_change_things() {
        let here = [("host", "room.example"), ("origin", "https://room.example")];
        assert!(from_here(&headers(&here)));
        assert!(from_here(&headers(&[("sec-fetch-site", "same-origin")])));
        for foreign in [
            &[("host", "room.example"), ("origin", "https://evil.example")][..],
            &[("host", "room.example"), ("origin", "null")],
            &[("host", "room.example"), ("origin", "https://room.example"), ("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("host", "room.example")],
        ] {
            assert!(!from_here(&headers(foreign)), "{foreign:?}");
        }
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let found =
            |value: &'static str| cookie(&headers(&[("cookie", value)]), COOKIE_NAME).map(str::to_owned);
        assert_eq!(found("a=b; masthead_room=xyz; c=d").as_deref(), Some("xyz"));
        assert_eq!(found("xmasthead_room=xyz"), None);
    }
}
