//! Tags and authors by a filter of Ghost's language, in any order.

use filter::{Kind, Property, Schema};

use super::{
    columns::{author_columns, tag_columns},
    list::{Built, by_slugs},
};
use crate::{
    Filtered, FilteredOrder,
    db::{Param, sql::FOLDED},
};

/// Of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Tags,
    Authors,
}

/// Texts that tags are filtered and ordered by.
pub(crate) const OF_TAGS: [&str; 17] = [
    "name",
    "slug",
    "visibility",
    "meta_title",
    "meta_description",
    "description",
    "feature_image",
    "accent_color",
    "canonical_url",
    "og_image",
    "og_title",
    "og_description",
    "twitter_image",
    "twitter_title",
    "twitter_description",
    "codeinjection_head",
    "codeinjection_foot",
];

/// Those of authors.
pub(crate) const OF_AUTHORS: [&str; 18] = [
    "name",
    "slug",
    "meta_title",
    "meta_description",
    "profile_image",
    "cover_image",
    "bio",
    "website",
    "location",
    "facebook",
    "twitter",
    "threads",
    "bluesky",
    "mastodon",
    "tiktok",
    "youtube",
    "instagram",
    "linkedin",
];

/// What both are ordered by besides.
const OF_BOTH: [&str; 4] = ["id", "posts", "created_at", "updated_at"];

impl Of {
    /// The column that a name of Ghost stands for, to order by.
    pub(crate) fn ordered(self, name: &str) -> Option<&'static str> {
        self.all().find(|column| *column == name)
    }

    /// Every column to order by.
    pub(crate) fn all(self) -> impl Iterator<Item = &'static str> {
        self.texts().iter().chain(&OF_BOTH).copied()
    }

    fn texts(self) -> &'static [&'static str] {
        match self {
            Of::Tags => &OF_TAGS,
            Of::Authors => &OF_AUTHORS,
        }
    }
}

impl Schema for Of {
    fn lower(&self, column: &str) -> String {
        format!("{FOLDED}({column})")
    }

    fn property(&self, name: &str) -> Option<Property> {
        let (table, own) = match self {
            Of::Tags => ("t", name.strip_prefix("tags.").unwrap_or(name)),
            Of::Authors => ("u", name.strip_prefix("users.").unwrap_or(name)),
        };
        let (column, kind) = match own {
            "count.posts" => ("posts", Kind::Integer),
            "created_at" => ("created_at", Kind::Time),
            "updated_at" => ("updated_at", Kind::Time),
            "id" => ("id", Kind::Text),
            own => (self.texts().iter().copied().find(|column| *column == own)?, Kind::Text),
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
        FilteredOrder::By(columns) => columns.iter().fold(String::new(), |order, (column, direction)| {
            order + &format!("{table}.{column} {}, ", direction.sql())
        }),
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
