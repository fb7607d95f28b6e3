//! Every address of the Admin API, with who may ask there and what it takes. The one table: requests are matched against it, and a test
//! walks it as every caller.

use hyper::Method;
use newsroom::Capability;

use super::{
    super::refusal::Doing,
    Answer, Answered, Call, addresses, archive,
    body::{JSON_BYTES, Takes},
    bulk, integrations, labels, member_bulk, member_lists, members, newsletters, oembed, offers, people,
    posts, recommendations, saving, search_index, sessions, settings, site, slugs, snippets, story_list,
    tags, themes, tiers, uploads, webhooks,
};

/// What answers: on a blocking thread, with the caller known and the body here.
pub(super) type Handler = fn(Call) -> Answered<Answer>;

/// Who may ask. Handlers and verbs look closer: at whose story it is, for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Everybody, without a key.
    Anybody,
    /// Somebody who signs in, from a page of this site.
    SigningIn,
    /// Programs, and people whose role has this.
    Programs(Capability),
    /// People alone.
    People(Capability),
}

/// One address with one method.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) method: Method,
    /// What stands after `admin/`, without slashes around it: `posts/{id}/copy`. What is in braces is a place, and matches any one part.
    pub(super) path: &'static str,
    pub(super) who: Who,
    /// For what it says when it refuses.
    pub(super) doing: Doing,
    pub(super) takes: Takes,
    /// Whether asking has consequences: people are then asked for a page of this site.
    pub(super) causes: bool,
    pub(super) handler: Handler,
}

impl Route {
    const fn new(method: Method, path: &'static str, who: Who, doing: Doing, handler: Handler) -> Route {
        let causes = !matches!(method, Method::GET);
        Route { method, path, who, doing, takes: Takes::Nothing, causes, handler }
    }

    /// A question for a list.
    pub(super) const fn browse(path: &'static str, who: Who, what: &'static str, handler: Handler) -> Route {
        Route::new(Method::GET, path, who, Doing { verb: "list", what }, handler)
    }

    /// A question for one.
    pub(super) const fn read(path: &'static str, who: Who, what: &'static str, handler: Handler) -> Route {
        Route::new(Method::GET, path, who, Doing { verb: "read", what }, handler)
    }

    /// Something new, as JSON.
    pub(super) const fn add(path: &'static str, who: Who, what: &'static str, handler: Handler) -> Route {
        Route::new(Method::POST, path, who, Doing { verb: "save", what }, handler)
            .taking(Takes::Json(JSON_BYTES))
    }

    /// A change, as JSON.
    pub(super) const fn edit(path: &'static str, who: Who, what: &'static str, handler: Handler) -> Route {
        Route::new(Method::PUT, path, who, Doing { verb: "edit", what }, handler)
            .taking(Takes::Json(JSON_BYTES))
    }

    /// Something that goes.
    pub(super) const fn destroy(path: &'static str, who: Who, what: &'static str, handler: Handler) -> Route {
        Route::new(Method::DELETE, path, who, Doing { verb: "delete", what }, handler)
    }

    /// A file, or several, with what is said about them.
    pub(super) const fn upload(
        path: &'static str,
        who: Who,
        what: &'static str,
        takes: Takes,
        handler: Handler,
    ) -> Route {
        Route::new(Method::POST, path, who, Doing { verb: "upload", what }, handler).taking(takes)
    }

    /// A question that leaves something behind.
    pub(super) const fn causing(mut self) -> Route {
        self.causes = true;
        self
    }

    /// The same with another body.
    pub(super) const fn taking(mut self, takes: Takes) -> Route {
        self.takes = takes;
        self
    }
}

/// The routes of each area. Of two that fit, the first answers.
const AREAS: &[&[Route]] = &[
    addresses::ROUTES,
    site::ROUTES,
    sessions::ROUTES,
    archive::ROUTES,
    story_list::ROUTES,
    search_index::ROUTES,
    bulk::ROUTES,
    posts::ROUTES,
    saving::ROUTES,
    tags::ROUTES,
    people::ROUTES,
    settings::ROUTES,
    slugs::ROUTES,
    themes::ROUTES,
    uploads::ROUTES,
    oembed::ROUTES,
    member_bulk::ROUTES,
    member_lists::ROUTES,
    members::ROUTES,
    labels::ROUTES,
    tiers::ROUTES,
    newsletters::ROUTES,
    offers::ROUTES,
    recommendations::ROUTES,
    snippets::ROUTES,
    integrations::ROUTES,
    webhooks::ROUTES,
];

/// The route of a request, and what stands at its places.
pub(super) fn find(method: &Method, path: &str) -> Option<(&'static Route, Vec<String>)> {
    let asked: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    AREAS.iter().copied().flatten().filter(|route| route.method == *method).find_map(|route| {
        let parts = route.path.split('/');
        if parts.clone().count() != asked.len() {
            return None;
        }
        let mut places = Vec::new();
        for (part, asked) in parts.zip(&asked) {
            if part.starts_with('{') {
                places.push(percent_encoding::percent_decode_str(asked).decode_utf8().ok()?.into_owned());
            } else if part != *asked {
                return None;
            }
        }
        Some((route, places))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::{Router, body::Body, extract::Request};
    use hyper::StatusCode;
    use newsroom::{Actor, Role};
    use store::KeyKind;
    use testsite::program::token;
    use tower::ServiceExt;

    use super::*;
    use crate::room::{
        Peer,
        test_ground::{LOCAL, PASSWORD, open, session},
    };

    async fn ask(router: &Router, route: &Route, headers: &[(&str, String)]) -> StatusCode {
        let path = route.path.replace(['{', '}'], "");
        let mut request =
            Request::builder().method(route.method.clone()).uri(format!("/ghost/api/admin/{path}/"));
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(Peer(LOCAL));
        router.clone().oneshot(request).await.unwrap().status()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn every_address_asks_what_it_needs_of_every_caller() {
        let folder = tempfile::tempdir().unwrap();
        let (room, site) = open(folder.path());
        let key = |kind| {
            let key = room.newsroom.add_key(Actor::operator(), kind, "Walk").unwrap();
            vec![("authorization", format!("Ghost {}", token(&key.id, &key.secret)))]
        };
        let (admin, content) = (key(KeyKind::Admin), key(KeyKind::Content));
        let hash = credentials::hash_password(PASSWORD);
        let people: Vec<_> = Role::ALL.into_iter().map(|role| (role, session(&room, role, &hash))).collect();
        let router = crate::ghost::router(site, Arc::clone(&room));
        // Whoever signs out asks nothing more.
        let ends = |route: &&Route| route.path == "session" && route.method == Method::DELETE;
        let (out, others): (Vec<_>, Vec<_>) = AREAS.iter().copied().flatten().partition(ends);
        for route in others.into_iter().chain(out) {
            let name = format!("{} {}", route.method, route.path);
            let (programs, capability) = match route.who {
                Who::Anybody => {
                    assert_eq!(ask(&router, route, &[]).await, StatusCode::OK, "{name}: nobody");
                    continue;
                }
                Who::SigningIn => {
                    assert_eq!(
                        ask(&router, route, &[]).await,
                        StatusCode::BAD_REQUEST,
                        "{name}: from nowhere"
                    );
                    continue;
                }
                Who::Programs(capability) => (true, capability),
                Who::People(capability) => (false, capability),
            };
            assert_eq!(ask(&router, route, &[]).await, StatusCode::FORBIDDEN, "{name}: nobody");
            assert_eq!(
                ask(&router, route, &content).await,
                StatusCode::UNAUTHORIZED,
                "{name}: a content key"
            );
            let status = ask(&router, route, &admin).await;
            assert_eq!(status == StatusCode::FORBIDDEN, !programs, "{name}: a program got {status}");
            for (role, token) in &people {
                let from = |origin: &str| {
                    let cookie = format!("masthead_room={token}");
                    [("host", "room.example".to_owned()), ("origin", origin.to_owned()), ("cookie", cookie)]
                };
                if route.causes {
                    let status = ask(&router, route, &from("http://evil.example")).await;
                    assert_eq!(status, StatusCode::BAD_REQUEST, "{name}: {role:?} from elsewhere");
                }
                let status = ask(&router, route, &from("http://room.example")).await;
                assert_eq!(
                    status == StatusCode::FORBIDDEN,
                    !capability.belongs_to(*role),
                    "{name}: {role:?} got {status}"
                );
            }
        }
    }

    #[test]
    fn no_address_hides_another() {
        let routes: Vec<_> = AREAS.iter().copied().flatten().collect();
        for route in &routes {
            let (found, _) = find(&route.method, route.path).unwrap();
            assert_eq!(found.path, route.path, "{}", route.method);
        }
    }
}
