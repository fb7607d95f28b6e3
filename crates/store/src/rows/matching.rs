//! The properties that a filter of Ghost's language can ask posts for.

use filter::{Kind, Property, Relation, Schema};

use crate::db::sql::FOLDED;

/// The properties of posts, which the statement calls `p`.
pub(crate) struct PostProperties;

impl Schema for PostProperties {
    fn lower(&self, column: &str) -> String {
        format!("{FOLDED}({column})")
    }

    fn property(&self, name: &str) -> Option<Property> {
        let column = |column: &str, kind| Some(Property::Column { sql: format!("p.{column}"), kind });
        let tags = |only: &str| Relation {
            name: if only.is_empty() { "tags" } else { "primary_tag" }.into(),
            outer: "p.id".into(),
            inner: "ft.post_id".into(),
            from: "posts_tags ft JOIN tags g ON g.id = ft.tag_id".into(),
            only: only.into(),
        };
        let authors = |only: &str| Relation {
            name: if only.is_empty() { "authors" } else { "primary_author" }.into(),
            outer: "p.id".into(),
            inner: "fa.post_id".into(),
            from: "posts_authors fa JOIN users a ON a.id = fa.author_id".into(),
            only: only.into(),
        };
        let related =
            |relation, sql: &str| Some(Property::Related { relation, sql: sql.into(), kind: Kind::Text });
        match name.strip_prefix("posts.").or(name.strip_prefix("posts_meta.")).unwrap_or(name) {
            name @ ("id"
            | "uuid"
            | "slug"
            | "title"
            | "status"
            | "visibility"
            | "feature_image"
            | "custom_excerpt"
            | "canonical_url"
            | "custom_template"
            | "comment_id"
            | "language"
            | "translation_key"
            | "kicker"
            | "excerpt"
            | "feature_image_alt"
            | "feature_image_caption"
            | "feature_image_credit"
            | "feature_image_focus") => column(name, Kind::Text),
            "type" => column("kind", Kind::Text),
            "page" => Some(Property::Column { sql: "(p.kind = 'page')".into(), kind: Kind::Boolean }),
            "locale" => column("language", Kind::Text),
            name @ ("featured" | "show_title_and_feature_image") => column(name, Kind::Boolean),
            name @ ("reading_time" | "word_count") => column(name, Kind::Integer),
            name @ ("published_at" | "updated_at" | "created_at") => column(name, Kind::Time),
            name @ ("meta_title"
            | "meta_description"
            | "og_image"
            | "og_title"
            | "og_description"
            | "twitter_image"
            | "twitter_title"
            | "twitter_description") => Some(Property::Column {
                sql: format!("(SELECT fm.{name} FROM post_meta fm WHERE fm.post_id = p.id)"),
                kind: Kind::Text,
            }),
            "tag" | "tags" | "tags.slug" => related(tags(""), "g.slug"),
            name @ ("tags.id" | "tags.name" | "tags.visibility" | "tags.description"
            | "tags.feature_image" | "tags.accent_color") => related(tags(""), &name.replace("tags.", "g.")),
            "posts_tags.sort_order" => Some(Property::Joining {
                relation: tags(""),
                sql: "ft.sort_order".into(),
                kind: Kind::Integer,
            }),
            "primary_tag" | "primary_tag.slug" => {
                related(tags("ft.sort_order = 0 AND g.visibility = 'public'"), "g.slug")
            }
            "author" | "authors" | "authors.slug" => related(authors(""), "a.slug"),
            name @ ("authors.id" | "authors.name" | "authors.bio" | "authors.location"
            | "authors.website") => related(authors(""), &name.replace("authors.", "a.")),
            "author_id" => related(authors(""), "a.id"),
            "primary_author" | "primary_author.slug" => related(authors("fa.sort_order = 0"), "a.slug"),
            _ => None,
        }
    }
}
