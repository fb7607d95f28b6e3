//! Who asks: a program by what it signs with its key, or somebody of the newsroom by their session.

use std::sync::Arc;

use credentials::{Audience, SignedToken};
use hyper::{
    HeaderMap,
    header::{AUTHORIZATION, HOST, ORIGIN},
    http::request::Parts,
};
use newsroom::{Actor, Refused, SignedIn};
use store::{Id, KeyKind};

use super::{
    super::{
        Api,
        refusal::{Doing, Refusal},
    },
    routes::{Route, Who},
    told,
};
use crate::room::{Peer, from_here, session};

/// Who asks, as far as an address needs to know.
#[derive(Debug, Clone)]
pub(super) enum Caller {
    /// Somebody without a key, where none is needed.
    Stranger,
    /// A program of an integration.
    Program { actor: Actor },
    /// Somebody of the newsroom.
    Person { actor: Actor, signed: Box<SignedIn> },
}

/// The caller of a request, when the address is for them.
///
/// # Errors
/// Ghost's refusals.
pub(super) async fn admit(
    api: &Arc<Api>,
    route: &'static Route,
    request: &Parts,
    version: Option<&'static str>,
) -> Result<Caller, Refusal> {
    match route.who {
        Who::Anybody => return Ok(Caller::Stranger),
        Who::SigningIn if from_here(&request.headers) => return Ok(Caller::Stranger),
        Who::SigningIn => return Err(wrong_origin(&request.headers)),
        Who::Programs(_) | Who::People(_) => {}
    }
    let peer = request.extensions.get::<Peer>().copied().ok_or_else(Refusal::nobody)?;
    let headers = &request.headers;
    let caller = match headers.get(AUTHORIZATION) {
        Some(value) => {
            let token = value.to_str().ok().and_then(signed).ok_or_else(|| {
                let message = "Authorization header format is \"Authorization: Ghost [token]\"";
                Refusal::unauthorised(message, "INVALID_AUTH_HEADER")
            })?;
            program(api, route, token.to_owned(), version, peer).await?
        }
        None => {
            let found = session(&api.room, headers, peer).await;
            let found = found.map_err(|refused| told(route, refused.into()))?.ok_or_else(Refusal::nobody)?;
            // Of a program nobody can make a browser ask; of a person anybody might.
            if route.causes && !from_here(headers) {
                return Err(wrong_origin(headers));
            }
            Caller::Person { actor: found.actor, signed: Box::new(found) }
        }
    };
    match (route.who, &caller) {
        (Who::People(_), Caller::Program { .. }) => Err(Refusal::not_for_programs()),
        (
            Who::People(capability) | Who::Programs(capability),
            Caller::Person { actor, .. } | Caller::Program { actor },
        ) if !actor.may(capability) => Err(denied(route.doing)),
        _ => Ok(caller),
    }
}

fn denied(doing: Doing) -> Refusal {
    Refusal::forbidden(doing, format!("You do not have permission to {} {}", doing.verb, doing.what))
}

fn wrong_origin(headers: &HeaderMap) -> Refusal {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("nobody");
    Refusal::bad_request(format!(
        "Request made from incorrect origin. Expected '{}' received '{}'.",
        text(HOST),
        text(ORIGIN)
    ))
}

/// The token of `Ghost TOKEN`.
fn signed(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    let token = token.split(' ').next()?;
    (scheme.eq_ignore_ascii_case("ghost") && !token.is_empty()).then_some(token)
}

async fn program(
    api: &Arc<Api>,
    route: &'static Route,
    token: String,
    version: Option<&'static str>,
    peer: Peer,
) -> Result<Caller, Refusal> {
    let kid = {
        let read =
            SignedToken::read(&token).ok_or_else(|| Refusal::bad_token("Invalid token", "INVALID_JWT"))?;
        let missing = || Refusal::bad_token("Admin API kid missing.", "MISSING_ADMIN_API_KID");
        read.key().ok_or_else(missing)?.to_owned()
    };
    let unknown = || Refusal::unauthorised("Unknown Admin API Key", "UNKNOWN_ADMIN_API_KEY");
    let id: Id = kid.parse().map_err(|_| unknown())?;
    let found = api.room.run(move |room| {
        let reader = room.store.reader()?;
        Ok((reader.key(&id)?, reader.alarm()?.is_some(), room.newsroom.clock().now() / 1_000))
    });
    let (key, alarm, now) = found.await.map_err(|refused: Refused| told(route, refused.into()))?;
    let key = key.ok_or_else(unknown)?;
    if key.kind != KeyKind::Admin {
        return Err(Refusal::wrong_kind_of_key());
    }
    let invalid =
        |why: &dyn std::fmt::Display| Refusal::unauthorised(format!("Invalid token: {why}"), "INVALID_JWT");
    let secret = bytes(&key.secret).ok_or_else(|| invalid(&"invalid signature"))?;
    let read = SignedToken::read(&token).ok_or_else(|| invalid(&"jwt malformed"))?;
    read.check(&secret, Audience { version, api: "admin" }, now).map_err(|fault| invalid(&fault))?;
    if alarm {
        return Err(Refusal::forbidden(
            route.doing,
            "The newsroom is under attack: programs wait until it is over.",
        ));
    }
    Ok(Caller::Program { actor: Actor::program(key.integration).at(peer.0) })
}

/// The bytes of a secret, which is written in hexadecimal digits.
fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    let digits = pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    digits.collect::<Option<Vec<u8>>>().filter(|bytes| !bytes.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_after_the_name_of_their_scheme() {
        assert_eq!(signed("Ghost a.b.c"), Some("a.b.c"));
        assert_eq!(signed("ghost a.b.c more"), Some("a.b.c"));
        for other in ["Bearer a.b.c", "Ghost", "Ghost ", "a.b.c", ""] {
            assert_eq!(signed(other), None, "{other}");
        }
    }

    #[test]
    fn secrets_are_hexadecimal() {
        assert_eq!(bytes("00ff1a").as_deref(), Some(&[0, 255, 26][..]));
        assert!(bytes("xy").is_none() && bytes("").is_none() && bytes("ключ").is_none());
    }
}
