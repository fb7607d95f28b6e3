//! Who asks: put into the request by the guard, taken out by handlers.

use std::{net::IpAddr, sync::Arc};

use axum::extract::FromRequestParts;
use hyper::{
    HeaderMap,
    header::{HOST, USER_AGENT},
    http::request::Parts,
};
use newsroom::{Actor, Capability, Person, SignedIn, Visit};

use super::{
    Room,
    guard::{DEVICE_COOKIE, cookie},
    refusal::Refusal,
    words::Words,
};

/// Somebody of the newsroom, signed in. Handlers of routes that need nobody take an `Option<Staff>`.
#[derive(Debug, Clone)]
pub(super) struct Staff {
    /// Who acts, for the verbs.
    pub(super) actor: Actor,
    /// Who that is.
    pub(super) person: Person,
    /// The session.
    pub(super) session: SignedIn,
    /// The words of their language.
    pub(super) words: Words,
}

impl Staff {
    pub(super) fn new(session: SignedIn) -> Staff {
        let words = Words::of(&session.person.language);
        Staff { actor: session.actor, person: session.person.clone(), session, words }
    }

    /// Whether their role has a capability.
    pub(super) fn may(&self, capability: Capability) -> bool {
        self.actor.may(capability)
    }
}

impl<S: Sync> FromRequestParts<S> for Staff {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Staff, Refusal> {
        parts.extensions.get::<Staff>().cloned().ok_or(Refusal::SignedOut)
    }
}

/// Somebody whose password was right and whose second factor is still to come. Nothing but the page that asks for it takes this.
#[derive(Debug, Clone)]
pub(super) struct Half(pub(super) SignedIn);

impl<S: Sync> FromRequestParts<S> for Half {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Half, Refusal> {
        parts.extensions.get::<Half>().cloned().ok_or(Refusal::SignedOut)
    }
}

/// Somebody who showed a short while ago that it is they: handlers of what cannot be undone take this in place of [`Staff`].
#[derive(Debug, Clone)]
pub(super) struct Fresh(pub(super) Staff);

impl FromRequestParts<Arc<Room>> for Fresh {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, room: &Arc<Room>) -> Result<Fresh, Refusal> {
        let staff = Staff::from_request_parts(parts, room).await?;
        if staff.session.is_fresh(room.newsroom.clock().now()) {
            Ok(Fresh(staff))
        } else {
            Err(Refusal::Stale)
        }
    }
}

/// The address that a request comes from; the front door puts it in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Where a request comes from, owned.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(super) from: IpAddr,
    agent: String,
    /// The token by which their browser is known again.
    pub(super) device: Option<String>,
    /// What their browser asks for.
    pub(super) words: Words,
    /// Whether they came to a number instead of a name.
    pub(super) at_a_number: bool,
}

impl Visitor {
    pub(crate) fn of(headers: &HeaderMap, peer: Peer) -> Visitor {
        let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Visitor {
            from: peer.0,
            agent: agent.chars().take(300).collect(),
            device: cookie(headers, DEVICE_COOKIE).filter(|token| token.len() == 43).map(str::to_owned),
            words: Words::asked(headers),
            at_a_number: at_a_number(headers),
        }
    }

    pub(crate) fn visit(&self) -> Visit<'_> {
        Visit { from: self.from, agent: &self.agent }
    }
}

fn at_a_number(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    host.starts_with('[') || host.split(':').next().is_some_and(|name| name.parse::<IpAddr>().is_ok())
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visitor, Refusal> {
        let peer = parts.extensions.get::<Peer>().copied().ok_or(Refusal::Forbidden)?;
        Ok(Visitor::of(&parts.headers, peer))
    }
}
