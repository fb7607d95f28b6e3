//! Tags and authors by a filter of Ghost's language, in any order.

use filter::{Kind, Property, Schema};

use super::{
    columns::{author_columns, tag_columns},
    list::{Built, by_slugs},
};
use crate::{
    Direction, Filtered, FilteredOrder,
    db::{Param, sql::FOLDED},
};

/// Of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Tags,
    Authors,
}

/// What either can be ordered by, under the names that both tables have them.
pub(crate) const ORDERED: [&str; 5] = ["id", "name", "slug", "posts", "visibility"];
/// What the newsroom can order by besides.
pub(crate) const ORDERED_INSIDE: [&str; 2] = ["created_at", "updated_at"];

impl Schema for Of {
    fn lower(&self, column: &str) -> String {
        format!("{FOLDED}({column})")
    }

    fn property(&self, name: &str) -> Option<Property> {
        let (table, own) = match self {
            Of::Tags => ("t", name.strip_prefix("tags.").unwrap_or(name)),
            Of::Authors => ("u", name.strip_prefix("users.").unwrap_or(name)),
        };
        let (column, kind) = match (self, own) {
            (_, "count.posts") => ("posts", Kind::Integer),
            (_, name @ ("created_at" | "updated_at")) => (name, Kind::Time),
            (_, name @ ("id" | "name" | "slug" | "meta_title" | "meta_description")) => (name, Kind::Text),
            (
                Of::Tags,
                name @ ("description"
                | "feature_image"
                | "visibility"
                | "accent_color"
                | "canonical_url"
                | "og_image"
                | "og_title"
                | "og_description"
                | "twitter_image"
                | "twitter_title"
                | "twitter_description"
                | "codeinjection_head"
                | "codeinjection_foot"),
            )
            | (
                Of::Authors,
                name @ ("profile_image" | "cover_image" | "bio" | "website" | "location" | "facebook"
                | "twitter" | "threads" | "bluesky" | "mastodon" | "tiktok" | "youtube" | "instagram"
                | "linkedin"),
            ) => (name, Kind::Text),
            _ => return None,
        };
        Some(Property::Column { sql: format!("{table}.{column}"), kind })
    }
}

/// The table, with what must hold and its parameters.
fn source(query: &Filtered) -> (String, Vec<Param<'_>>) {
    let mut from = match query.of {
        Of::Tags => " FROM tags t WHERE t.visibility IN ('public', 'internal')",
        Of::Authors => " FROM users u WHERE 1 = 1",
    }
    .to_owned();
    if query.read {
        from.push_str(match query.of {
            Of::Tags => " AND t.posts > 0",
            Of::Authors => " AND u.posts > 0",
        });
    }
    let mut params = Vec::new();
    if let Some(condition) = &query.condition {
        params.extend(condition.values.iter().map(Param::from));
        from.push_str(&format!(" AND ({})", condition.condition));
    }
    (from, params)
}

/// The statement for a page.
pub(crate) fn page(query: &Filtered) -> Built<'_> {
    let (from, mut params) = source(query);
    let (columns, table) = match query.of {
        Of::Tags => (tag_columns!(), "t"),
        Of::Authors => (author_columns!(), "u"),
    };
    let order = match &query.order {
        FilteredOrder::By(columns) => columns
            .iter()
            // Authors have no visibility.
            .filter(|(column, _)| query.of == Of::Tags || *column != "visibility")
            .map(|(column, direction)| match direction {
                Direction::Ascending => format!("{table}.{column}, "),
                Direction::Descending => format!("{table}.{column} DESC, "),
            })
            .collect(),
        FilteredOrder::Slugs(slugs) => by_slugs(&format!("{table}.slug"), slugs, &mut params) + ", ",
    };
    params.push(query.limit.into());
    params.push(query.offset.into());
    let (limit, skip) = (params.len() - 1, params.len());
    let text = format!("SELECT {columns}{from} ORDER BY {order}{table}.id LIMIT ?{limit} OFFSET ?{skip}");
    Built { text, params }
}

/// The statement that counts the list.
pub(crate) fn count(query: &Filtered) -> Built<'_> {
    let (from, params) = source(query);
    Built { text: format!("SELECT COUNT(*){from}"), params }
}
