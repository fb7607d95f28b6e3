//! Rows in memory as a filter of Ghost's language sees them: so that no card of a list costs a question to the database.

use filter::{Cell, Row};

use crate::{Author, Kind, MaybeText, PostCard, TagRow};

/// What stands beside the row of a post (the fields for search engines and networks) is empty here, as Ghost has it for the filters of
/// collections; lists are filtered by the database, which knows all.
impl Row for PostCard {
    fn cell(&self, name: &str) -> Option<Cell<'_>> {
        let card = self;
        Some(match name.strip_prefix("posts.").or(name.strip_prefix("posts_meta.")).unwrap_or(name) {
            "id" => Cell::Text(card.id.as_str()),
            "uuid" => Cell::Text(&card.uuid),
            "slug" => Cell::Text(&card.slug),
            "title" => Cell::Text(&card.title),
            "status" => Cell::Text(card.status.as_str()),
            "type" => Cell::Text(card.kind.as_str()),
            "page" => Cell::Bool(card.kind == Kind::Page),
            "visibility" => Cell::Text(&card.visibility),
            "language" | "locale" => Cell::Text(&card.language),
            "excerpt" => Cell::Text(&card.excerpt),
            "featured" => Cell::Bool(card.featured),
            "show_title_and_feature_image" => Cell::Bool(card.show_title_and_feature_image),
            "reading_time" => Cell::Number(card.reading_time.into()),
            "word_count" => Cell::Number(card.word_count.into()),
            "created_at" => Cell::Time(card.created_at),
            "updated_at" => Cell::Time(card.updated_at),
            "published_at" => card.published_at.map_or(Cell::Null, Cell::Time),
            "kicker" => maybe(&card.kicker),
            "custom_excerpt" => maybe(&card.custom_excerpt),
            "canonical_url" => maybe(&card.canonical_url),
            "custom_template" => maybe(&card.custom_template),
            "comment_id" => maybe(&card.comment_id),
            "translation_key" => maybe(&card.translation_key),
            "feature_image" => maybe(&card.feature_image),
            "feature_image_alt" => maybe(&card.feature_image_alt),
            "feature_image_caption" => maybe(&card.feature_image_caption),
            "feature_image_credit" => maybe(&card.feature_image_credit),
            "feature_image_focus" => maybe(&card.feature_image_focus),
            "meta_title"
            | "meta_description"
            | "og_image"
            | "og_title"
            | "og_description"
            | "twitter_image"
            | "twitter_title"
            | "twitter_description" => Cell::Null,
            "tag" | "tags" | "tags.slug" => Cell::Texts(card.tags.iter().map(|tag| &*tag.slug).collect()),
            "tags.id" => Cell::Texts(card.tags.iter().map(|tag| tag.id.as_str()).collect()),
            "tags.name" => Cell::Texts(card.tags.iter().map(|tag| &*tag.name).collect()),
            "tags.visibility" => Cell::Texts(card.tags.iter().map(|tag| tag.visibility.as_str()).collect()),
            "primary_tag" | "primary_tag.slug" => {
                card.primary_tag().map_or(Cell::Null, |tag| Cell::Text(&tag.slug))
            }
            "author" | "authors" | "authors.slug" => {
                Cell::Texts(card.authors.iter().map(|author| &*author.slug).collect())
            }
            "authors.id" | "author_id" => {
                Cell::Texts(card.authors.iter().map(|author| author.id.as_str()).collect())
            }
            "authors.name" => Cell::Texts(card.authors.iter().map(|author| &*author.name).collect()),
            "primary_author" | "primary_author.slug" => {
                card.primary_author().map_or(Cell::Null, |author| Cell::Text(&author.slug))
            }
            _ => return None,
        })
    }
}

impl Row for TagRow {
    fn cell(&self, name: &str) -> Option<Cell<'_>> {
        Some(match name {
            "id" => Cell::Text(self.id.as_str()),
            "slug" => Cell::Text(&self.slug),
            "name" => Cell::Text(&self.name),
            "visibility" => Cell::Text(self.visibility.as_str()),
            "description" => maybe(&self.description),
            "feature_image" => maybe(&self.feature_image),
            "count.posts" => Cell::Number(self.posts.cast_signed()),
            "created_at" => Cell::Time(self.created_at),
            "updated_at" => Cell::Time(self.updated_at),
            _ => return None,
        })
    }
}

impl Row for Author {
    fn cell(&self, name: &str) -> Option<Cell<'_>> {
        Some(match name {
            "id" => Cell::Text(self.id.as_str()),
            "slug" => Cell::Text(&self.slug),
            "name" => Cell::Text(&self.name),
            "bio" => maybe(&self.bio),
            "profile_image" => maybe(&self.profile_image),
            "location" => maybe(&self.location),
            "count.posts" => Cell::Number(self.posts.cast_signed()),
            _ => return None,
        })
    }
}

fn maybe(text: &MaybeText) -> Cell<'_> {
    text.as_deref().map_or(Cell::Null, Cell::Text)
}
