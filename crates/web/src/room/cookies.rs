//! The cookies of people who sign in: for the room, and for the API that they may ask as themselves. No reader's page is sent either.

use hyper::header::HeaderValue;
use newsroom::Refused;

use super::{
    Room, find,
    guard::{COOKIE_NAME, DEVICE_COOKIE},
    staff::Visitor,
};

/// For so long a browser keeps its cookies; the store ends a session that is not used long before.
pub(crate) const YEAR: u32 = 365 * 24 * 60 * 60;
/// Where somebody is known.
const PATHS: [&str; 2] = ["/room/", "/ghost/api/admin/"];

/// The cookies of a session.
pub(crate) fn of_session(room: &Room, token: &str, seconds: u32) -> [HeaderValue; 2] {
    PATHS.map(|path| at(room, path, COOKIE_NAME, token, seconds))
}

/// Notes the browser of a session; the cookies for one that had none. Blocking.
///
/// # Errors
/// The store's.
pub(crate) fn of_device(room: &Room, session: &str, visitor: &Visitor) -> Result<Vec<HeaderValue>, Refused> {
    let token = room.newsroom.recognise(session, visitor.device.as_deref(), visitor.visit())?;
    let device = |token: &str| PATHS.map(|path| at(room, path, DEVICE_COOKIE, token, YEAR));
    Ok(token.map(|token| device(token.as_str()).into()).unwrap_or_default())
}

/// What takes everything away that a session left, but that the browser was here.
pub(crate) fn forgotten(room: &Room) -> Vec<HeaderValue> {
    of_session(room, "", 0).into_iter().chain([find::Opening::forget(room)]).collect()
}

/// A cookie of the room alone.
pub(super) fn of_room(room: &Room, name: &str, token: &str, seconds: u32) -> HeaderValue {
    at(room, "/room/", name, token, seconds)
}

fn at(room: &Room, path: &str, name: &str, token: &str, seconds: u32) -> HeaderValue {
    let secure = if room.is_secure() { "; Secure" } else { "" };
    let text = format!("{name}={token}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(text).expect("a token is ASCII")
}
