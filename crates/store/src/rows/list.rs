//! Lists of posts: one text for each shape of question; the shapes are few, so each is prepared once.

use super::columns::post_columns;
use crate::{
    Direction, Kind, List, Near, Order, PostColumn, PostQuery,
    db::{Param, batch::by_ids, sql::listed, statements},
};

by_ids!(
    CARDS,
    concat!("SELECT ", post_columns!(), " FROM posts p WHERE p.id IN ("),
    ") AND p.listed_at IS NOT NULL"
);

statements! {
    Reading BEFORE = concat!("SELECT p.id FROM posts p WHERE p.kind = 'post' AND p.listed_at IS NOT NULL \
        AND (p.listed_at, p.id) < (?1, ?2) ORDER BY p.listed_at DESC, p.id DESC LIMIT 1");
    Reading AFTER = concat!("SELECT p.id FROM posts p WHERE p.kind = 'post' AND p.listed_at IS NOT NULL \
        AND (p.listed_at, p.id) > (?1, ?2) ORDER BY p.listed_at, p.id LIMIT 1");
    Reading BEFORE_IN_TAG = concat!("SELECT post_id FROM posts_tags WHERE tag_id = ?3 AND ", listed!("listed_at"),
        " AND (listed_at, post_id) < (?1, ?2) ORDER BY listed_at DESC, post_id DESC LIMIT 1");
    Reading AFTER_IN_TAG = concat!("SELECT post_id FROM posts_tags WHERE tag_id = ?3 AND ", listed!("listed_at"),
        " AND (listed_at, post_id) > (?1, ?2) ORDER BY listed_at, post_id LIMIT 1");
    Reading BEFORE_OF_AUTHOR = concat!("SELECT post_id FROM posts_authors WHERE author_id = ?3 AND ", listed!("listed_at"),
        " AND (listed_at, post_id) < (?1, ?2) ORDER BY listed_at DESC, post_id DESC LIMIT 1");
    Reading AFTER_OF_AUTHOR = concat!("SELECT post_id FROM posts_authors WHERE author_id = ?3 AND ", listed!("listed_at"),
        " AND (listed_at, post_id) > (?1, ?2) ORDER BY listed_at, post_id LIMIT 1");
}

/// (before, after) of a position.
pub(crate) fn neighbour_statements(near: Near) -> (crate::db::Sql, crate::db::Sql) {
    match near {
        Near::All => (BEFORE, AFTER),
        Near::Tag(_) => (BEFORE_IN_TAG, AFTER_IN_TAG),
        Near::Author(_) => (BEFORE_OF_AUTHOR, AFTER_OF_AUTHOR),
    }
}

/// A statement made for a question.
pub(crate) struct Built<'a> {
    pub(crate) text: String,
    pub(crate) params: Vec<Param<'a>>,
}

/// The table that a list runs over, with its conditions.
struct Source<'a> {
    /// What the position is read from; without the posts where an index alone has it.
    from: &'static str,
    /// What it takes to come from there to the posts.
    join: &'static str,
    at: &'static str,
    id: &'static str,
    conditions: String,
    params: Vec<Param<'a>>,
}

fn source(query: &PostQuery) -> Source<'_> {
    let mut params: Vec<Param<'_>> = Vec::with_capacity(4);
    let own = |conditions: String, params| Source {
        from: "posts p",
        join: "",
        at: "p.listed_at",
        id: "p.id",
        conditions,
        params,
    };
    let of_kind =
        |more: &str| format!("p.kind = '{}' AND {}{more}", query.kind.as_str(), listed!("p.listed_at"));
    let mut source = match &query.list {
        List::All => own(of_kind(""), params),
        List::Featured => own(of_kind(" AND p.featured"), params),
        List::Tag(id) if query.kind == Kind::Post => {
            params.push(id.into());
            Source {
                from: "posts_tags k",
                join: " JOIN posts p ON p.id = k.post_id",
                at: "k.listed_at",
                id: "k.post_id",
                conditions: concat!("k.tag_id = ?1 AND ", listed!("k.listed_at")).to_owned(),
                params,
            }
        }
        List::Author(id) if query.kind == Kind::Post => {
            params.push(id.into());
            Source {
                from: "posts_authors k",
                join: " JOIN posts p ON p.id = k.post_id",
                at: "k.listed_at",
                id: "k.post_id",
                conditions: concat!("k.author_id = ?1 AND ", listed!("k.listed_at")).to_owned(),
                params,
            }
        }
        // Pages are not in the ordered indexes of tags and authors: there are few of them.
        List::Tag(id) => {
            params.push(id.into());
            own(
                of_kind(" AND EXISTS (SELECT 1 FROM posts_tags k WHERE k.post_id = p.id AND k.tag_id = ?1)"),
                params,
            )
        }
        List::Author(id) => {
            params.push(id.into());
            own(
                of_kind(
                    " AND EXISTS (SELECT 1 FROM posts_authors k WHERE k.post_id = p.id AND k.author_id = ?1)",
                ),
                params,
            )
        }
        List::Ids(ids) => {
            params.extend(ids.iter().map(Param::from));
            let marks = crate::db::sql::marks(1, ids.len());
            own(of_kind(&format!(" AND p.id IN ({marks})")), params)
        }
    };
    if let Some(language) = &query.language {
        source.params.push(language.into());
        let of = if source.from == "posts p" { "p" } else { "k" };
        source.conditions.push_str(&format!(" AND {of}.language = ?{}", source.params.len()));
    }
    source
}

/// How many rows are skipped before it pays to skip them in the index alone.
const DEEP: u64 = 200;

/// The statement for a page of cards. `backwards` runs the order from its end (`offset` counts from there, too).
pub(crate) fn page(query: &PostQuery, offset: u64, limit: u64, backwards: bool) -> Built<'_> {
    let mut source = source(query);
    let (at, id) = (source.at, source.id);
    let direction = if (query.order == Order::Oldest) == backwards { " DESC" } else { "" };
    let order = match &query.order {
        Order::Newest | Order::Oldest => format!("{at}{direction}, {id}{direction}"),
        Order::Updated => "p.updated_at DESC, p.id DESC".to_owned(),
        Order::By(columns) => by(columns),
    };
    source.params.push(limit.into());
    source.params.push(offset.into());
    let (limit, skip) = (source.params.len() - 1, source.params.len());
    let (from, join, conditions) = (source.from, source.join, source.conditions);
    let columns = post_columns!();
    let text = if offset >= DEEP && matches!(query.order, Order::Newest | Order::Oldest) {
        format!(
            "SELECT {columns} FROM (SELECT {id} AS post, {at} AS moment FROM {from} WHERE {conditions} ORDER BY {order} \
             LIMIT ?{limit} OFFSET ?{skip}) page JOIN posts p ON p.id = page.post \
             ORDER BY page.moment{direction}, page.post{direction}"
        )
    } else {
        format!(
            "SELECT {columns} FROM {from}{join} WHERE {conditions} ORDER BY {order} LIMIT ?{limit} OFFSET ?{skip}"
        )
    };
    Built { text, params: source.params }
}

/// The statement that counts a list for which no counter is kept.
pub(crate) fn count(query: &PostQuery) -> Built<'_> {
    let source = source(query);
    Built {
        text: format!("SELECT COUNT(*) FROM {} WHERE {}", source.from, source.conditions),
        params: source.params,
    }
}

fn by(columns: &[(PostColumn, Direction)]) -> String {
    let mut out = String::new();
    for (column, direction) in columns {
        out.push_str(match column {
            PostColumn::Id => "p.id",
            PostColumn::Title => "p.title",
            PostColumn::Slug => "p.slug",
            PostColumn::Featured => "p.featured",
            PostColumn::Visibility => "p.visibility",
            PostColumn::ReadingTime => "p.reading_time",
            PostColumn::CreatedAt => "p.created_at",
            PostColumn::UpdatedAt => "p.updated_at",
            PostColumn::PublishedAt => "p.published_at",
        });
        out.push_str(match direction {
            Direction::Ascending => ", ",
            Direction::Descending => " DESC, ",
        });
    }
    out.push_str("p.id DESC");
    out
}

/// The name of the counter that counts a list, if one is kept.
pub(crate) fn counter(query: &PostQuery) -> Option<String> {
    match (&query.list, &query.language) {
        (List::All, language) => Some(counter_name(query.kind, language.as_deref())),
        (List::Featured, None) => Some(featured_counter_name(query.kind)),
        _ => None,
    }
}

/// The counter of public posts of a kind, in all or in a language.
pub(crate) fn counter_name(kind: Kind, language: Option<&str>) -> String {
    match language {
        None => format!("{}s", kind.as_str()),
        Some(language) => format!("{}s:{language}", kind.as_str()),
    }
}

/// The counter of featured public posts of a kind.
pub(crate) fn featured_counter_name(kind: Kind) -> String {
    format!("featured {}s", kind.as_str())
}
