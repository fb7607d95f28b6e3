//! Every address of the room, with what it asks of its caller. The one table: the router is built from it, and a test walks it as
//! every role.

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit, middleware, response::Redirect, routing::MethodRouter};
use hyper::Method;

use super::{
    Room, account, alarm, assets, audit, confirm, embeds, find,
    guard::{self, Guard, Needs},
    invitation, live, media, passkeys, people,
    refusal::Refusal,
    reset, second_step, setup, sign_in, site, stories, themes,
};

/// The most bytes of a form; uploads set a bound of their own.
const FORM_BYTES: usize = 1 << 20;

/// A handler, or several methods of one address that need the same.
pub(super) type Handler = MethodRouter<Arc<Room>>;

/// One address with one method.
pub(super) struct Route {
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the router takes it from the handler; the walk asks for it")
    )]
    pub(super) method: Method,
    /// As axum writes it.
    pub(super) path: &'static str,
    pub(super) needs: Needs,
    pub(super) handler: fn() -> Handler,
}

impl Route {
    /// A page.
    pub(super) const fn get(path: &'static str, needs: Needs, handler: fn() -> Handler) -> Route {
        Route { method: Method::GET, path, needs, handler }
    }

    /// A form, or a script's request, that changes something.
    pub(super) const fn post(path: &'static str, needs: Needs, handler: fn() -> Handler) -> Route {
        Route { method: Method::POST, path, needs, handler }
    }

    /// A script's request that changes some fields.
    pub(super) const fn patch(path: &'static str, needs: Needs, handler: fn() -> Handler) -> Route {
        Route { method: Method::PATCH, path, needs, handler }
    }
}

/// The routes of each area.
const AREAS: &[&[Route]] = &[
    assets::ROUTES,
    setup::ROUTES,
    sign_in::ROUTES,
    second_step::ROUTES,
    passkeys::ROUTES,
    invitation::ROUTES,
    reset::ROUTES,
    confirm::ROUTES,
    account::ROUTES,
    account::PROFILE,
    account::PASSWORD,
    account::APP,
    account::KEYS,
    account::SESSIONS,
    people::ROUTES,
    people::PERSON,
    alarm::ROUTES,
    audit::ROUTES,
    media::ROUTES,
    embeds::ROUTES,
    find::ROUTES,
    live::ROUTES,
    stories::ROUTES,
    themes::ROUTES,
];

/// Every route.
fn areas() -> impl Iterator<Item = &'static Route> {
    AREAS.iter().chain(site::AREAS).copied().flatten()
}

/// Everything under `/room/`; `/ghost/` leads there.
pub(crate) fn router(room: Arc<Room>) -> Router {
    let mut router = Router::new();
    for route in areas() {
        router = router.route(route.path, guarded(&room, route.needs, (route.handler)()));
    }
    for ghosts in ["/ghost", "/ghost/", "/room"] {
        router = router.route(ghosts, axum::routing::get(async || Redirect::permanent("/room/")));
    }
    let nothing = guarded(&room, Needs::Nobody, axum::routing::any(nothing));
    router.fallback_service(nothing.with_state(Arc::clone(&room))).with_state(room)
}

fn guarded(room: &Arc<Room>, needs: Needs, handler: Handler) -> Handler {
    let guard = Guard { room: Arc::clone(room), needs };
    handler
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(middleware::from_fn_with_state(guard, guard::stand))
}

async fn nothing() -> Refusal {
    newsroom::Refused::NotFound { what: "page", id: String::new() }.into()
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, extract::Request};
    use hyper::StatusCode;
    use newsroom::Role;
    use tower::ServiceExt;

    use super::*;
    use crate::room::{
        Peer,
        test_ground::{LOCAL, PASSWORD, open, session},
    };

    async fn ask(router: &Router, route: &Route, session: Option<&str>, origin: &str) -> StatusCode {
        let path = route.path.replace(['{', '}', '*'], "");
        let mut request = Request::builder().method(route.method.clone()).uri(path);
        request = request.header("host", "room.example").header("origin", origin);
        if let Some(session) = session {
            request = request.header("cookie", format!("masthead_room={session}"));
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(Peer(LOCAL));
        router.clone().oneshot(request).await.unwrap().status()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn every_address_asks_what_it_needs_of_every_role() {
        let folder = tempfile::tempdir().unwrap();
        let (room, _) = open(folder.path());
        let router = router(Arc::clone(&room));
        let hash = credentials::hash_password(PASSWORD);
        let sessions: Vec<_> =
            Role::ALL.into_iter().map(|role| (role, session(&room, role, &hash))).collect();
        let here = "http://room.example";
        // Signing out ends the session that the others need: last.
        let mut routes: Vec<_> = areas().collect();
        routes.sort_by_key(|route| route.path.contains("sign-out"));
        for route in routes {
            let name = format!("{} {}", route.method, route.path);
            if route.method != Method::GET {
                assert_eq!(
                    ask(&router, route, None, "http://evil.example").await,
                    StatusCode::FORBIDDEN,
                    "{name}: cross-site"
                );
            }
            let Needs::Of(capability) = route.needs else { continue };
            let refused =
                if route.method == Method::GET { StatusCode::SEE_OTHER } else { StatusCode::UNAUTHORIZED };
            assert_eq!(ask(&router, route, None, here).await, refused, "{name}: nobody");
            assert_eq!(ask(&router, route, Some("forged"), here).await, refused, "{name}: a forged cookie");
            for (role, session) in &sessions {
                let status = ask(&router, route, Some(session), here).await;
                assert_eq!(
                    status == StatusCode::FORBIDDEN,
                    !capability.belongs_to(*role),
                    "{name}: {role:?} got {status}"
                );
            }
        }
    }
}
