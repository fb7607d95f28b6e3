//! `/members/…`: what Ghost's Portal would show. Until readers can have accounts, these pages say so, and what is sent to them is not
//! looked at.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, State},
    response::Response,
};
use hyper::{
    StatusCode,
    header::{HeaderValue, LOCATION},
};
use theme::Portal;

use super::{
    Asked, Desk, Moved, Reply, Site, plain,
    pretty::{self, Form},
};
use crate::policy::Policy;

/// Where all of them are.
pub(crate) const PATH: &str = "/members/";

/// A page of the Portal.
pub(super) async fn page(State(site): State<Arc<Site>>, Path(rest): Path<String>, asked: Asked) -> Response {
    let (portal, form) = (named(&rest), pretty::form(&asked.path));
    let make = move |desk: &Desk<'_>| match (form, portal) {
        (Form::Other(to), Some(_)) => Ok(Reply::Moved { to, how: Moved::ForGood }),
        (Form::Pretty, Some(portal)) => {
            Ok(Reply::Page(desk.html(&theme::Page::Portal(portal), Policy::Page, None, None)?))
        }
        _ => Ok(Reply::NotFound),
    };
    site.page(asked, make).await.map(Body::new)
}

/// A form for members: to the page that says what becomes of it. What was sent is not read.
pub(super) async fn sent(State(site): State<Arc<Site>>, Path(rest): Path<String>) -> Response {
    let Some(portal) = named(&rest) else {
        return plain(StatusCode::NOT_FOUND, "There is nothing here.", Policy::Never).map(Body::new);
    };
    let mut response = plain(StatusCode::SEE_OTHER, "", Policy::Never);
    let to = format!("{}{}", site.address.base(), portal.path());
    if let Ok(to) = HeaderValue::try_from(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response.map(Body::new)
}

fn named(rest: &str) -> Option<Portal> {
    let rest = rest.trim_end_matches('/');
    Portal::ALL
        .into_iter()
        .find(|portal| portal.path().strip_prefix(PATH).is_some_and(|own| own.trim_end_matches('/') == rest))
}
