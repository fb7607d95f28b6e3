//! Every address of the Admin API, with who may ask there and what it takes. The one table: requests are matched against it, and a test
//! walks it as every caller.

use hyper::Method;
use newsroom::Capability;

use super::{
    super::refusal::Doing, Answer, Answered, Call, addresses, body::Takes, integrations, labels,
    member_lists, members, newsletters, offers, people, posts, saving, settings, site, slugs, snippets, tags,
    themes, tiers, uploads, webhooks,
};

/// What answers: on a blocking thread, with the caller known and the body here.
pub(super) type Handler = fn(Call) -> Answered<Answer>;

/// Who may ask. Handlers and verbs look closer: at whose story it is, for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Everybody, without a key.
    Anybody,
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
    pub(super) handler: Handler,
}

impl Route {
    const fn new(method: Method, path: &'static str, who: Who, doing: Doing, handler: Handler) -> Route {
        Route { method, path, who, doing, takes: Takes::Nothing, handler }
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
        Route::new(Method::POST, path, who, Doing { verb: "save", what }, handler).taking(Takes::Json)
    }

    /// A change, as JSON.
    pub(super) const fn edit(path: &'static str, who: Who, what: &'static str, handler: Handler) -> Route {
        Route::new(Method::PUT, path, who, Doing { verb: "edit", what }, handler).taking(Takes::Json)
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

    /// The same with another body.
    const fn taking(mut self, takes: Takes) -> Route {
        self.takes = takes;
        self
    }
}

/// The routes of each area. Of two that fit, the first answers.
const AREAS: &[&[Route]] = &[
    addresses::ROUTES,
    site::ROUTES,
    posts::ROUTES,
    saving::ROUTES,
    tags::ROUTES,
    people::ROUTES,
    settings::ROUTES,
    slugs::ROUTES,
    themes::ROUTES,
    uploads::ROUTES,
    member_lists::ROUTES,
    members::ROUTES,
    labels::ROUTES,
    tiers::ROUTES,
    newsletters::ROUTES,
    offers::ROUTES,
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
    use super::*;

    #[test]
    fn no_address_hides_another() {
        let routes: Vec<_> = AREAS.iter().copied().flatten().collect();
        for route in &routes {
            let (found, _) = find(&route.method, route.path).unwrap();
            assert_eq!(found.path, route.path, "{}", route.method);
        }
    }
}
