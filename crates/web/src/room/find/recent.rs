//! What somebody opened last, in a cookie of their browser: it costs no write, and goes with them when they sign out.

use axum::extract::Request;
use axum::response::Response;
use hyper::{
    HeaderMap, Method, StatusCode,
    header::{HeaderValue, SET_COOKIE},
};
use store::Id;

use super::{
    super::{Room, cookies, guard},
    entries,
};

/// The cookie: addresses without `/room/` and the last `/`, the newest first, with dots between them.
const COOKIE: &str = "masthead_recent";
/// Addresses that are kept.
const MOST: usize = 9;
/// For so long, in seconds.
const MONTH: u32 = 30 * 24 * 60 * 60;

/// Something that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Opened {
    Story(Id),
    /// The address of a page.
    Page(String),
}

impl Opened {
    fn at(path: &str) -> Option<Opened> {
        let story = path.strip_prefix("/room/stories/").and_then(|rest| rest.strip_suffix('/'));
        match story.and_then(|id| id.parse().ok()) {
            Some(id) => Some(Opened::Story(id)),
            None => entries::page_at(path).map(|_| Opened::Page(path.to_owned())),
        }
    }

    pub(super) fn path(&self) -> String {
        match self {
            Opened::Story(id) => format!("/room/stories/{id}/"),
            Opened::Page(path) => path.clone(),
        }
    }
}

/// What the cookie says, the newest first; anything that is no address of ours is passed over.
pub(super) fn of(headers: &HeaderMap) -> Vec<Opened> {
    let text = guard::cookie(headers, COOKIE).unwrap_or_default();
    text.split('.').take(MOST).filter_map(|place| Opened::at(&format!("/room/{place}/"))).collect()
}

/// A page that is about to be opened.
pub(in super::super) struct Opening {
    opened: Opened,
    before: Vec<Opened>,
}

impl Opening {
    /// Nothing when it is no page to come back to.
    pub(in super::super) fn of(request: &Request) -> Option<Opening> {
        if request.method() != Method::GET {
            return None;
        }
        Some(Opening { opened: Opened::at(request.uri().path())?, before: of(request.headers()) })
    }

    /// Has the browser remember it, once it is open.
    pub(in super::super) fn remember(self, room: &Room, response: &mut Response) {
        if response.status() != StatusCode::OK || self.before.first() == Some(&self.opened) {
            return;
        }
        let others = self.before.into_iter().filter(|other| *other != self.opened);
        let places: Vec<String> = std::iter::once(self.opened.clone())
            .chain(others)
            .take(MOST)
            .map(|opened| opened.path().trim_start_matches("/room/").trim_end_matches('/').to_owned())
            .collect();
        let cookie = cookies::of_room(room, COOKIE, &places.join("."), MONTH);
        response.headers_mut().append(SET_COOKIE, cookie);
    }

    /// Has the browser forget all.
    pub(in super::super) fn forget(room: &Room) -> HeaderValue {
        cookies::of_room(room, COOKIE, "", 0)
    }
}
