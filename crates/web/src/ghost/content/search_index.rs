//! Everything that can be found, latest change first, with little of each: Ghost's own search reads it whole, once.

use serde::Serialize;
use store::{Direction, Filtered, FilteredOrder, List, Order, PostCard, PostQuery};

use super::super::{
    json::{Facts, beginning, written},
    refusal::Answered,
};
use crate::site::Desk;

/// Rows of an index, as in Ghost.
const MOST: u32 = 10_000;
/// Posts whose texts are held at once.
const CHUNK: usize = 200;

#[derive(Serialize)]
struct Post {
    id: store::Text,
    slug: store::Text,
    title: store::Text,
    excerpt: Option<String>,
    url: String,
    updated_at: Option<String>,
    visibility: store::Text,
}

#[derive(Serialize)]
struct Posts {
    posts: Vec<Post>,
}

/// Public posts. What only members may read is found by its title alone.
pub(super) fn posts(desk: &Desk<'_>) -> Answered<String> {
    let settings = desk.reader.settings()?;
    let facts = Facts::new(desk.address, &settings);
    let query = PostQuery { order: Order::Updated, ..PostQuery::newest(List::All, 0, MOST) };
    let mut posts = Vec::new();
    for chunk in desk.reader.posts(&query)?.chunks(CHUNK) {
        let ids: Vec<store::Id> = chunk.iter().map(|card| card.id).collect();
        let texts = desk.reader.post_texts(&ids)?;
        posts.extend(chunk.iter().map(|card| {
            let text = texts.get(&card.id).map_or("", |text| &text.plaintext);
            Post {
                id: card.id.as_str().into(),
                slug: card.slug.clone(),
                title: card.title.clone(),
                excerpt: excerpt(card, text),
                url: facts.post(card),
                updated_at: facts.date(card.updated_at),
                visibility: card.for_whom().into(),
            }
        }));
    }
    written(&Posts { posts })
}

/// The standfirst, or how the text begins.
fn excerpt(card: &PostCard, plaintext: &str) -> Option<String> {
    if &*card.visibility != "public" {
        return Some(String::new());
    }
    let own = card.custom_excerpt.as_deref().filter(|own| !own.is_empty());
    let text = own.unwrap_or_else(|| beginning(plaintext));
    (!text.is_empty()).then(|| text.to_owned())
}

#[derive(Serialize)]
struct Author {
    id: store::Text,
    slug: store::Text,
    name: store::Text,
    url: String,
    profile_image: Option<String>,
}

#[derive(Serialize)]
struct Authors {
    authors: Vec<Author>,
}

/// Who has written a public post.
pub(super) fn authors(desk: &Desk<'_>) -> Answered<String> {
    let settings = desk.reader.settings()?;
    let facts = Facts::new(desk.address, &settings);
    let query = Filtered::authors(None, latest(), desk.address.now())?.page(0, MOST);
    let authors = desk.reader.filtered_authors(&query)?;
    let authors = authors.iter().map(|author| Author {
        id: author.id.as_str().into(),
        slug: author.slug.clone(),
        name: author.name.clone(),
        url: facts.author(author),
        profile_image: facts.maybe_url(&author.profile_image),
    });
    written(&Authors { authors: authors.collect() })
}

#[derive(Serialize)]
struct Tag {
    id: store::Text,
    slug: store::Text,
    name: store::Text,
    url: String,
}

#[derive(Serialize)]
struct Tags {
    tags: Vec<Tag>,
}

/// Public tags, those without a post too.
pub(super) fn tags(desk: &Desk<'_>) -> Answered<String> {
    let settings = desk.reader.settings()?;
    let facts = Facts::new(desk.address, &settings);
    let public = filter::Expr::Term {
        property: "visibility".to_owned(),
        at: 0,
        test: filter::Test::Is(filter::Compare::Eq, filter::Value::Text("public".to_owned())),
    };
    let query = Filtered::tags(Some(&public), latest(), desk.address.now())?.with_unread().page(0, MOST);
    let tags = desk.reader.filtered_tags(&query)?;
    let tags = tags.iter().map(|tag| Tag {
        id: tag.id.as_str().into(),
        slug: tag.slug.clone(),
        name: tag.name.clone(),
        url: facts.tag(tag),
    });
    written(&Tags { tags: tags.collect() })
}

fn latest() -> FilteredOrder {
    FilteredOrder::By(vec![("updated_at", Direction::Descending)])
}
