//! The Content API: what every reader may see, for programs with a content key. Drafts and mail addresses are in none of its answers.
//!
//! An answer is a page of the page cache like any other. Its address there holds the key and the names that the resource knows, in one
//! order, so that invented names make no new entries; and since the reader notes that the key was looked up, a key that is taken back
//! takes its answers with it.

mod authors;
mod kept;
mod posts;
mod search_index;
pub(super) mod settings;
pub(super) mod tags;

use std::sync::Arc;

use hyper::{Response, StatusCode};
use store::{KeyKind, Kind};

use super::{
    question::{Question, Which},
    refusal::{Answered, Doing, JSON, Refusal},
    with_slash,
};
use crate::{
    body::Sent,
    cache::Draft,
    policy::Policy,
    site::{Asked, Desk, Reply, Site},
};

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Resource {
    Posts,
    Pages,
    Tags,
    Authors,
    Settings,
    Tiers,
    Newsletters,
    Offers,
    Recommendations,
    /// All posts, authors or tags, with little of each, for programs that search by themselves.
    SearchIndex(Indexed),
}

/// What there is an index of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Indexed {
    Posts,
    Authors,
    Tags,
}

/// The names of a question that Ghost takes for each resource, with where it is found.
const LISTS: &[&str] = &["include", "filter", "fields", "formats", "limit", "order", "page"];

impl Resource {
    const ALL: [(&'static str, &'static str, Resource); 9] = [
        ("posts", "post", Resource::Posts),
        ("pages", "page", Resource::Pages),
        ("tags", "tag", Resource::Tags),
        ("authors", "author", Resource::Authors),
        ("settings", "setting", Resource::Settings),
        ("tiers", "tier", Resource::Tiers),
        ("newsletters", "newsletter", Resource::Newsletters),
        ("offers", "offer", Resource::Offers),
        ("recommendations", "recommendation", Resource::Recommendations),
    ];

    /// The names that its question may have.
    fn names(self) -> &'static [&'static str] {
        if matches!(self, Resource::Settings | Resource::SearchIndex(_)) { &[] } else { LISTS }
    }

    /// Whether one of it can be asked for by id, and by slug.
    fn reads(self) -> (bool, bool) {
        match self {
            Resource::Posts | Resource::Pages | Resource::Tags | Resource::Authors => (true, true),
            Resource::Offers => (true, false),
            _ => (false, false),
        }
    }
}

/// Reads `posts/`, `posts/ID/` and `posts/slug/SLUG/`.
fn target(path: &str) -> Option<(Resource, Which, Doing)> {
    let parts: Vec<&str> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
    if let ["search-index", of] = parts.as_slice() {
        let of = match *of {
            "posts" => Indexed::Posts,
            "authors" => Indexed::Authors,
            "tags" => Indexed::Tags,
            _ => return None,
        };
        return Some((Resource::SearchIndex(of), Which::List, Doing { verb: "fetch", what: "search index" }));
    }
    if parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let (many, one, resource) = Resource::ALL.into_iter().find(|(name, ..)| *name == parts[0])?;
    let list = Doing { verb: "list", what: many };
    let single = Doing { verb: "read", what: one };
    let (by_id, by_slug) = resource.reads();
    Some(match parts.as_slice() {
        // An offer is found by its id alone.
        [_] if resource != Resource::Offers => (resource, Which::List, list),
        [_, id] if by_id => (resource, Which::Id((*id).to_owned()), single),
        [_, "slug", slug] if by_slug => (resource, Which::Slug((*slug).to_owned()), single),
        _ => return None,
    })
}

/// Answers a question. `path` is what stands after `content/`.
pub(super) async fn answer(site: &Arc<Site>, mut asked: Asked, path: &str) -> Response<Sent> {
    let query = asked.query.take();
    let Some((resource, which, doing)) = target(path) else {
        return Refusal::no_such_address().response();
    };
    let (key, question) = match Question::read(query.as_deref().unwrap_or_default(), resource.names()) {
        Ok(read) => read,
        Err(refusal) => return refusal.response(),
    };
    if !path.ends_with('/') {
        return with_slash(&asked.path, query.as_deref(), Policy::MovedForGood);
    }
    let shown: String = url::form_urlencoded::byte_serialize(key.as_bytes()).collect();
    asked.path = format!("/ghost/api/content/{path}?key={shown}{}", question.address()).into();
    let made = site
        .land(&asked, move |desk| {
            let made = find(desk, &key, resource, &which, doing, &question);
            Ok(Reply::Page(match made {
                Ok(json) => Draft {
                    status: StatusCode::OK,
                    body: json.into(),
                    content_type: JSON.into(),
                    policy: Policy::Answer,
                    modified: None,
                    post: None,
                    scripts: None,
                },
                Err(unanswered) => unanswered.told(doing)?.draft(),
            }))
        })
        .await;
    match made {
        Err(trouble) => Refusal::from(trouble).response(),
        made => site.respond(made, &asked).await,
    }
}

fn find(
    desk: &Desk<'_>,
    key: &str,
    resource: Resource,
    which: &Which,
    doing: Doing,
    question: &Question,
) -> Answered<String> {
    match desk.reader.kind_of_key(key)? {
        None => return Err(Refusal::unknown_key().into()),
        Some(KeyKind::Admin) => return Err(Refusal::wrong_kind_of_key().into()),
        Some(KeyKind::Content) => {}
    }
    question.check(doing, which)?;
    match resource {
        Resource::Posts => posts::find(desk, Kind::Post, which, doing, question),
        Resource::Pages => posts::find(desk, Kind::Page, which, doing, question),
        Resource::Tags => tags::find(desk, which, doing, question),
        Resource::Authors => authors::find(desk, which, doing, question),
        Resource::Settings => settings::find(desk),
        Resource::Tiers => kept::tiers(desk, doing, question),
        Resource::Newsletters => kept::newsletters(desk, doing, question),
        Resource::Recommendations => kept::recommendations(desk, doing, question),
        Resource::Offers => kept::offer(desk, which, doing),
        Resource::SearchIndex(Indexed::Posts) => search_index::posts(desk),
        Resource::SearchIndex(Indexed::Authors) => search_index::authors(desk),
        Resource::SearchIndex(Indexed::Tags) => search_index::tags(desk),
    }
}
