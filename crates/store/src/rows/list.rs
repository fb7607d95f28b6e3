//! Lists of posts: one text for each shape of question; the shapes are few, so each is prepared once.

use super::columns::post_columns;
use crate::{
    Direction, Kind, List, Near, Order, PostColumn, PostQuery, Text,
    db::{Param, batch::by_ids, sql::listed, statements},
};

by_ids!(
    CARDS,
    concat!("SELECT ", post_columns!(), " FROM posts p WHERE p.id IN ("),
    ") AND p.listed_at IS NOT NULL"
);

by_ids!(
    RELATIONS,
    "SELECT post_id, 0 AS kind, sort_order, tag_id FROM posts_tags WHERE post_id IN (",
    ") UNION ALL SELECT post_id, 1 AS kind, sort_order, author_id FROM posts_authors WHERE post_id IN (",
    ")"
);

statements! {
    Reading BEFORE = "SELECT p.id FROM posts p WHERE p.kind = 'post' AND p.listed_at IS NOT NULL \
        AND (p.listed_at, p.id) < (?1, ?2) ORDER BY p.listed_at DESC, p.id DESC LIMIT 1";
    Reading AFTER = "SELECT p.id FROM posts p WHERE p.kind = 'post' AND p.listed_at IS NOT NULL \
        AND (p.listed_at, p.id) > (?1, ?2) ORDER BY p.listed_at, p.id LIMIT 1";
    Reading BEFORE_IN_TAG = "SELECT post_id FROM posts_tags WHERE tag_id = ?3 AND sort_order = 0 AND (listed_at, post_id) < (?1, ?2) \
        ORDER BY listed_at DESC, post_id DESC LIMIT 1";
    Reading AFTER_IN_TAG = "SELECT post_id FROM posts_tags WHERE tag_id = ?3 AND sort_order = 0 AND (listed_at, post_id) > (?1, ?2) \
        ORDER BY listed_at, post_id LIMIT 1";
    Reading BEFORE_OF_AUTHOR = "SELECT post_id FROM posts_authors WHERE author_id = ?3 AND sort_order = 0 AND (listed_at, post_id) < (?1, ?2) \
        ORDER BY listed_at DESC, post_id DESC LIMIT 1";
    Reading AFTER_OF_AUTHOR = "SELECT post_id FROM posts_authors WHERE author_id = ?3 AND sort_order = 0 AND (listed_at, post_id) > (?1, ?2) \
        ORDER BY listed_at, post_id LIMIT 1";
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
    /// Whether `from` alone can answer the conditions.
    narrow: bool,
}

fn source(query: &PostQuery) -> Source<'_> {
    let mut params: Vec<Param<'_>> = Vec::with_capacity(4);
    let (list, filter) = match &query.list {
        List::Matching(matching) => (&matching.within, Some(&matching.condition)),
        list => (list, None),
    };
    // The filter's parameters are numbered from 1, so they come first.
    for value in filter.iter().flat_map(|filter| &filter.values) {
        params.push(value.into());
    }
    // By last change, the bound on listed_at must not tempt the planner to its own index.
    let listed =
        if query.order == Order::Updated { "p.listed_at IS NOT NULL" } else { listed!("p.listed_at") };
    let of_kind = |more: &str| format!("p.kind = '{}' AND {listed}{more}", query.kind.as_str());
    let (mut from, mut join, mut own) = ("posts p", "", true);
    let mut conditions = match list {
        List::Featured => of_kind(" AND p.featured"),
        List::Tag(id) | List::Author(id) => {
            params.push(id.into());
            let n = params.len();
            let (relation, column) = match list {
                List::Tag(_) => ("posts_tags k", "tag_id"),
                _ => ("posts_authors k", "author_id"),
            };
            if query.kind == Kind::Post {
                (from, join, own) = (relation, " JOIN posts p ON p.id = k.post_id", false);
                format!("k.{column} = ?{n} AND {}", listed!("k.listed_at"))
            } else {
                // Pages are not in the ordered indexes of tags and authors: there are few of them.
                of_kind(&format!(
                    " AND EXISTS (SELECT 1 FROM {relation} WHERE k.post_id = p.id AND k.{column} = ?{n})"
                ))
            }
        }
        List::Ids(ids) => {
            params.extend(ids.iter().map(Param::from));
            of_kind(&format!(" AND p.id IN ({})", crate::db::sql::marks(1, ids.len())))
        }
        List::All | List::Matching(_) => of_kind(""),
    };
    if let Some(language) = &query.language {
        params.push(language.into());
        let of = if own { "p" } else { "k" };
        conditions.push_str(&format!(" AND {of}.language = ?{}", params.len()));
    }
    if let Some(filter) = filter {
        conditions = format!("{conditions} AND ({})", filter.condition);
    }
    let (at, id) = if own { ("p.listed_at", "p.id") } else { ("k.listed_at", "k.post_id") };
    Source { from, join, at, id, conditions, params, narrow: filter.is_none() }
}

/// The statement for the ids of a page. `backwards` runs the order from its end (`offset` counts from there, too).
pub(crate) fn page(query: &PostQuery, offset: u64, limit: u64, backwards: bool) -> Built<'_> {
    let mut source = source(query);
    let (at, id) = (source.at, source.id);
    let direction = if (query.order == Order::Oldest) == backwards { " DESC" } else { "" };
    let listed = matches!(query.order, Order::Newest | Order::Oldest);
    let order = match &query.order {
        Order::Newest | Order::Oldest => format!("{at}{direction}, {id}{direction}"),
        Order::Updated => "p.updated_at DESC, p.id DESC".to_owned(),
        Order::By(columns) => by(columns),
        Order::Slugs(slugs) => {
            format!("{}, p.id", by_slugs("p.slug", slugs, &mut source.params))
        }
    };
    source.params.push(limit.into());
    source.params.push(offset.into());
    let (limit, skip) = (source.params.len() - 1, source.params.len());
    let (from, conditions) = (source.from, source.conditions);
    let join = if source.narrow && listed { "" } else { source.join };
    let text = format!(
        "SELECT {id} FROM {from}{join} WHERE {conditions} ORDER BY {order} LIMIT ?{limit} OFFSET ?{skip}"
    );
    Built { text, params: source.params }
}

/// The statement that counts a list for which no counter is kept.
pub(crate) fn count(query: &PostQuery) -> Built<'_> {
    let source = source(query);
    let join = if source.narrow { "" } else { source.join };
    let text = format!("SELECT COUNT(*) FROM {}{join} WHERE {}", source.from, source.conditions);
    Built { text, params: source.params }
}

pub(super) fn by(columns: &[(PostColumn, Direction)]) -> String {
    let mut out = String::new();
    for (PostColumn(column, nullable), direction) in columns {
        out.push_str(&format!("p.{column} "));
        out.push_str(match direction {
            direction if *nullable => direction.sql(),
            Direction::Ascending => "ASC",
            Direction::Descending => "DESC",
        });
        out.push_str(", ");
    }
    out.push_str("p.id");
    out
}

/// The place of a row's slug in a list; before all others when it is not in it.
pub(super) fn by_slugs<'a>(column: &str, slugs: &'a [Text], params: &mut Vec<Param<'a>>) -> String {
    if slugs.is_empty() {
        return "0".to_owned();
    }
    let mut out = format!("CASE {column}");
    for (place, slug) in slugs.iter().enumerate() {
        params.push(slug.into());
        out.push_str(&format!(" WHEN ?{} THEN {place}", params.len()));
    }
    out.push_str(" ELSE -1 END");
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
