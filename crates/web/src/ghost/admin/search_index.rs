//! Everything that can be found, latest change first, with little of each: editors built for Ghost read it whole, once.

use newsroom::Capability;
use serde_json::{Value, json};
use store::{Direction, Filtered, FilteredOrder, Kind};

use super::{
    super::{
        json::Facts,
        refusal::{Answered, asked},
    },
    Answer, Call,
    posts::{PAGES, POSTS, list, seen},
    routes::{Route, Who},
};

const READ: Who = Who::Programs(Capability::WriteOwn);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("search-index/posts", POSTS, "posts", |call| stories(&call, Kind::Post)),
    Route::browse("search-index/pages", PAGES, "pages", |call| stories(&call, Kind::Page)),
    Route::browse("search-index/tags", READ, "tags", tags),
    Route::browse("search-index/users", READ, "users", users),
];

/// Rows of an index, as in Ghost.
const MOST: u32 = 10_000;
/// Stories that are read at once.
const CHUNK: usize = 200;

/// Stories of any state that the caller sees.
fn stories(call: &Call, kind: Kind) -> Answered<Answer> {
    let (reader, settings) = (call.reader()?, call.settings()?);
    let facts = Facts::inside(call.address(), &settings);
    let query = seen(call, kind, None, Some("updated_at desc"))?.page(0, MOST);
    let (ids, _) = asked(call.doing, reader.stories(&query))?;
    let mut rows = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        rows.extend(reader.desk_cards(chunk)?.iter().map(|story| {
            let card = &story.card;
            json!({
                "id": card.id, "uuid": card.uuid, "url": facts.post(card), "title": card.title, "slug": card.slug,
                "status": card.status.as_str(), "published_at": card.published_at.and_then(|at| facts.date(at)),
                "visibility": card.visibility,
            })
        }));
    }
    index(list(kind), rows)
}

fn tags(call: Call) -> Answered<Answer> {
    let settings = call.settings()?;
    let facts = Facts::inside(call.address(), &settings);
    let query = asked(call.doing, Filtered::tags(None, latest(), call.address().now()))?;
    let tags = call.reader()?.filtered_tags(&query.with_unread().page(0, MOST))?;
    let row = |tag: &store::TagRow| json!({ "id": tag.id, "slug": tag.slug, "name": tag.name, "url": facts.tag(tag) });
    index("tags", tags.iter().map(|tag| row(tag)).collect())
}

fn users(call: Call) -> Answered<Answer> {
    let settings = call.settings()?;
    let facts = Facts::inside(call.address(), &settings);
    let query = asked(call.doing, Filtered::authors(None, latest(), call.address().now()))?;
    let users = call.reader()?.filtered_authors(&query.with_unread().page(0, MOST))?;
    let row = |user: &store::Author| {
        json!({
            "id": user.id, "slug": user.slug, "name": user.name, "url": facts.author(user),
            "profile_image": facts.maybe_url(&user.profile_image),
        })
    };
    index("users", users.iter().map(|user| row(user)).collect())
}

fn latest() -> FilteredOrder {
    FilteredOrder::By(vec![("updated_at", Direction::Descending)])
}

fn index(name: &'static str, rows: Vec<Value>) -> Answered<Answer> {
    Answer::json(&Value::from_iter([(name, rows)]))
}
