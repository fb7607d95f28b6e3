//! The properties that a filter of Ghost's language can ask posts for.

use filter::{Compare, Expr, Kind, Property, Relation, Schema, Test, Value};

use super::filtered::{OF_AUTHORS, OF_TAGS};
use crate::db::sql::FOLDED;

/// The properties of posts, which the statement calls `p`.
pub(crate) struct PostProperties;

impl Schema for PostProperties {
    fn lower(&self, column: &str) -> String {
        format!("{FOLDED}({column})")
    }

    fn property(&self, name: &str) -> Option<Property> {
        let column = |column: &str, kind| Some(Property::Column { sql: format!("p.{column}"), kind });
        let beside = |sql: String| Some(Property::Beside { sql, kind: Kind::Text });
        let name = name.strip_prefix("posts.").or(name.strip_prefix("posts_meta.")).unwrap_or(name);
        match name {
            "id" | "uuid" | "slug" | "title" | "status" | "visibility" | "feature_image"
            | "custom_excerpt" | "canonical_url" | "custom_template" | "comment_id" => {
                column(name, Kind::Text)
            }
            // Masthead's own.
            "language" | "translation_key" | "kicker" | "feature_image_credit" | "feature_image_focus" => {
                column(name, Kind::Text)
            }
            "type" => column("kind", Kind::Text),
            "locale" => column("language", Kind::Text),
            "featured" | "show_title_and_feature_image" => column(name, Kind::Boolean),
            "reading_time" | "word_count" => column(name, Kind::Integer),
            "published_at" | "updated_at" | "created_at" => column(name, Kind::Time),
            // In Ghost these two stand beside the post.
            "feature_image_alt" | "feature_image_caption" => beside(format!("p.{name}")),
            "meta_title"
            | "meta_description"
            | "og_image"
            | "og_title"
            | "og_description"
            | "twitter_image"
            | "twitter_title"
            | "twitter_description"
            | "email_subject"
            | "frontmatter" => {
                beside(format!("(SELECT fm.{name} FROM post_meta fm WHERE fm.post_id = p.id)"))
            }
            "codeinjection_head" | "codeinjection_foot" => Some(Property::Column {
                sql: format!("(SELECT fb.{name} FROM post_bodies fb WHERE fb.post_id = p.id)"),
                kind: Kind::Text,
            }),
            "tag" | "tags" => related(tags(), "g.slug"),
            "author" | "authors" => related(authors(), "a.slug"),
            "posts_tags.sort_order" => joining(tags(), "ft.sort_order"),
            "posts_authors.sort_order" => joining(authors(), "fa.sort_order"),
            _ => match name.split_once('.')? {
                ("tags", "id") => related(tags(), "g.id"),
                ("authors", "id") => related(authors(), "a.id"),
                ("tags", of) => related(tags(), &format!("g.{}", known(&OF_TAGS, of)?)),
                ("authors", of) => related(authors(), &format!("a.{}", known(&OF_AUTHORS, of)?)),
                _ => None,
            },
        }
    }
}

fn tags() -> Relation {
    Relation {
        name: "tags".into(),
        outer: "p.id".into(),
        inner: "ft.post_id".into(),
        from: "posts_tags ft JOIN tags g ON g.id = ft.tag_id".into(),
    }
}

fn authors() -> Relation {
    Relation {
        name: "authors".into(),
        outer: "p.id".into(),
        inner: "fa.post_id".into(),
        from: "posts_authors fa JOIN users a ON a.id = fa.author_id".into(),
    }
}

fn related(relation: Relation, sql: &str) -> Option<Property> {
    Some(Property::Related { relation, sql: sql.into(), kind: Kind::Text })
}

fn joining(relation: Relation, sql: &str) -> Option<Property> {
    Some(Property::Joining { relation, sql: sql.into(), kind: Kind::Integer })
}

fn known(columns: &[&'static str], name: &str) -> Option<&'static str> {
    columns.iter().copied().find(|column| *column == name)
}

/// The filter with `primary_tag` and `primary_author` in Ghost's words: the slug of the first, and that it is one. So a story without a
/// public first tag has not “another primary tag” either.
pub(crate) fn expanded(filter: &Expr) -> Expr {
    let each = |parts: &[Expr]| parts.iter().map(expanded).collect();
    match filter {
        Expr::And(parts) => Expr::And(each(parts)),
        Expr::Or(parts) => Expr::Or(each(parts)),
        Expr::Term { property, at, test } => {
            let is = |property: &str, value| Expr::Term {
                property: property.to_owned(),
                at: *at,
                test: Test::Is(Compare::Eq, value),
            };
            let own =
                |property: &str| Expr::Term { property: property.to_owned(), at: *at, test: test.clone() };
            match property.as_str() {
                "primary_tag" => Expr::And(vec![
                    own("tags.slug"),
                    is("posts_tags.sort_order", Value::Number(0)),
                    is("tags.visibility", Value::Text("public".to_owned())),
                ]),
                "primary_author" => {
                    Expr::And(vec![own("authors.slug"), is("posts_authors.sort_order", Value::Number(0))])
                }
                _ => filter.clone(),
            }
        }
    }
}
