//! The door of a site that only those with the access code may read: who comes through, and how.
//!
//! Pages of such a site are in no cache and are kept by nobody; pictures, files and the theme's assets stay open, as in Ghost.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use hyper::{
    HeaderMap, Method, StatusCode,
    header::{CACHE_CONTROL, COOKIE, HeaderValue, LOCATION, SET_COOKIE},
};
use newsroom::{Lock, Refused};
use parking_lot::Mutex;
use theme::DoorRefusal;

use super::{Asked, Desk, Failure, Reply, Site, address, pages::Trouble, plain};
use crate::{body::Sent, policy::Policy, room::Peer, themes::Look};

/// Where the access code is entered.
pub(crate) const PATH: &str = "/private/";
/// The cookie that holds a reader's pass.
const COOKIE_NAME: &str = "masthead_reader";
/// Bytes of what is sent with an access code.
const FORM: usize = 4 * 1024;

/// The lock, as of a change number.
#[derive(Default)]
pub(super) struct Door(Mutex<Option<(u64, Option<Arc<Lock>>)>>);

impl Site {
    /// The lock on the site; looked up once a change.
    async fn lock(self: &Arc<Site>) -> Result<Option<Arc<Lock>>, Trouble> {
        let number = self.store.change_number();
        if let Some((_, lock)) = self.door.0.lock().as_ref().filter(|(seen, _)| *seen == number) {
            return Ok(lock.clone());
        }
        let site = Arc::clone(self);
        let looked_up = tokio::task::spawn_blocking(move || {
            let reader = site.store.reader()?;
            let lock = Lock::of(&*reader.settings()?).map(Arc::new);
            *site.door.0.lock() = Some((reader.change_number(), lock.clone()));
            Ok::<_, store::Error>(lock)
        });
        looked_up.await.map_err(|_| Trouble::Broken)?.map_err(|error| {
            tracing::error!(%error, "whether the site is private cannot be read");
            Trouble::Broken
        })
    }

    /// Whether a reader may see more than the door.
    fn admits(&self, lock: &Lock, headers: &HeaderMap) -> bool {
        pass(headers).is_some_and(|pass| lock.admits(pass, self.newsroom.clock().now()))
    }
}

/// Stands before every page of the site.
pub(super) async fn stand(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    // Who has the address of a preview sees the site that is not open yet.
    if request.extensions().get::<Arc<Look>>().is_some() {
        return next.run(request).await;
    }
    let lock = match site.lock().await {
        Ok(None) => return next.run(request).await,
        Ok(Some(lock)) => lock,
        Err(trouble) => return broken(trouble),
    };
    let path = request.uri().path();
    let mut response = if path == PATH || site.admits(&lock, request.headers()) {
        next.run(request).await
    } else if lock.is_feed(path) {
        let (asked, _) = asked(request).await;
        alone(&site, asked, address::site_feed).await
    } else if path == "/robots.txt" {
        plain(StatusCode::OK, "User-agent: *\nDisallow: /\n", Policy::Never).map(Body::new)
    } else {
        let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
        let back: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
        to(&format!("{PATH}?r={back}"))
    };
    response.headers_mut().insert(CACHE_CONTROL, Policy::Never.cache_control());
    response
}

/// The door itself (GET), and an access code (POST). It leads on whoever needs none.
pub(super) async fn door(State(site): State<Arc<Site>>, request: Request) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    let (asked, body) = asked(request).await;
    let lock = match site.lock().await {
        Ok(lock) => lock,
        Err(trouble) => return broken(trouble),
    };
    let back = way_back(asked.query.as_deref());
    if lock.is_none_or(|lock| site.admits(&lock, &asked.headers)) {
        return to(&back);
    }
    let (Method::POST, Some(Peer(from))) = (asked.method.clone(), peer) else {
        return show(&site, asked, None).await;
    };
    let code = match to_bytes(body, FORM).await {
        Ok(form) => url::form_urlencoded::parse(&form)
            .find(|(name, _)| name == "password")
            .map(|(_, code)| code.into_owned())
            .unwrap_or_default(),
        Err(_) => {
            return plain(StatusCode::PAYLOAD_TOO_LARGE, "That is no access code.", Policy::Never)
                .map(Body::new);
        }
    };
    let newsroom = site.newsroom.clone();
    let admitted = tokio::task::spawn_blocking(move || newsroom.admit_reader(&code, from)).await;
    match admitted {
        Ok(Ok(Some((pass, holds)))) => {
            let secure = if site.address.url().starts_with("https:") { "; Secure" } else { "" };
            let seconds = holds / 1_000;
            let cookie =
                format!("{COOKIE_NAME}={pass}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
            let mut response = to(&back);
            if let Ok(cookie) = HeaderValue::try_from(cookie) {
                response.headers_mut().insert(SET_COOKIE, cookie);
            }
            response
        }
        Ok(Ok(None)) => show(&site, asked, Some(DoorRefusal::WrongCode)).await,
        Ok(Err(Refused::TooMany { seconds })) => {
            show(&site, asked, Some(DoorRefusal::TooMany { minutes: seconds.div_ceil(60).max(1) })).await
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "an access code could not be looked at");
            broken(Trouble::Broken)
        }
        Err(_) => broken(Trouble::Broken),
    }
}

/// What is said where there is nothing and no page may be shown that says so.
pub(super) async fn hides(site: &Arc<Site>, headers: &HeaderMap) -> bool {
    match site.lock().await {
        Ok(lock) => lock.is_some_and(|lock| !site.admits(&lock, headers)),
        Err(_) => true,
    }
}

async fn show(site: &Arc<Site>, asked: Asked, refused: Option<DoorRefusal>) -> Response {
    let make = move |desk: &Desk<'_>| {
        let page = theme::Page::Private { refused };
        let draft = desk.html(&page, Policy::Never, None, None)?;
        let status = StatusCode::from_u16(page.status()).unwrap_or(StatusCode::OK);
        Ok(Reply::Page(crate::cache::Draft { status, ..draft }))
    };
    alone(site, asked, make).await
}

/// Makes a page for one reader.
async fn alone(
    site: &Arc<Site>,
    asked: Asked,
    make: impl FnOnce(&Desk<'_>) -> Result<Reply, Failure> + Send + 'static,
) -> Response {
    site.page_alone(&asked, make).await.map(Body::new)
}

async fn asked(request: Request) -> (Asked, Body) {
    let (mut parts, body) = request.into_parts();
    let asked = <Asked as axum::extract::FromRequestParts<()>>::from_request_parts(&mut parts, &()).await;
    (asked.unwrap_or_else(|never| match never {}), body)
}

fn broken(trouble: Trouble) -> Response {
    let (status, text) = trouble.told();
    plain(status, text, Policy::Never).map(Body::new)
}

fn to(address: &str) -> Response {
    let mut response: hyper::Response<Sent> = plain(StatusCode::FOUND, "", Policy::Never);
    if let Ok(location) = HeaderValue::try_from(address) {
        response.headers_mut().insert(LOCATION, location);
    }
    response.map(Body::new)
}

/// The address in `r=`, when it is one of this site; else the front page.
fn way_back(query: Option<&str>) -> String {
    let asked = query.and_then(|query| {
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "r")
            .map(|(_, to)| to.into_owned())
    });
    let ours = |to: &String| {
        to.starts_with('/')
            && !to.starts_with("//")
            && !to.starts_with(PATH)
            && to.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    asked.filter(ours).unwrap_or_else(|| "/".to_owned())
}

/// The pass in a reader's cookie.
fn pass(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_off_the_site() {
        assert_eq!(way_back(Some("r=%2Fa%2F%3Futm%3D1")), "/a/?utm=1");
        for away in [
            "r=https%3A%2F%2Fevil.example",
            "r=%2F%2Fevil.example",
            "r=%2F%5Cevil.example",
            "r=/private/",
            "r=%2Fa%0Db",
            "",
        ] {
            assert_eq!(way_back(Some(away)), "/", "{away}");
        }
        assert_eq!(way_back(None), "/");
    }
}
