//! Topics.

use serde::{Deserialize, Serialize};

use super::columns::tag_columns;
use crate::{
    Id, MaybeText, Millis, Result, Text,
    db::{Param, Row, batch::by_ids, statements},
};

/// Whether readers see a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Visibility {
    /// Readers see it.
    Public,
    /// Only themes and editors do (`#name`).
    Internal,
}

impl Visibility {
    /// As in the database and in Ghost.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
        }
    }
}

/// A tag (topic). (`Tag` is a change tag.)
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are Ghost's")]
pub struct TagRow {
    pub id: Id,
    pub name: Text,
    pub slug: Text,
    pub description: MaybeText,
    pub feature_image: MaybeText,
    pub visibility: Visibility,
    pub accent_color: MaybeText,
    pub canonical_url: MaybeText,
    pub meta_title: MaybeText,
    pub meta_description: MaybeText,
    pub og_image: MaybeText,
    pub og_title: MaybeText,
    pub og_description: MaybeText,
    pub twitter_image: MaybeText,
    pub twitter_title: MaybeText,
    pub twitter_description: MaybeText,
    pub codeinjection_head: MaybeText,
    pub codeinjection_foot: MaybeText,
    pub created_at: Millis,
    pub updated_at: Millis,
    /// Public posts with it; not written by `put_tag`.
    pub posts: u64,
}

impl TagRow {
    /// A tag with only a name; internal when the name begins with `#`.
    pub fn named(id: Id, slug: &str, name: &str, now: Millis) -> Self {
        Self {
            id,
            name: name.into(),
            slug: slug.into(),
            description: None,
            feature_image: None,
            visibility: if name.starts_with('#') { Visibility::Internal } else { Visibility::Public },
            accent_color: None,
            canonical_url: None,
            meta_title: None,
            meta_description: None,
            og_image: None,
            og_title: None,
            og_description: None,
            twitter_image: None,
            twitter_title: None,
            twitter_description: None,
            codeinjection_head: None,
            codeinjection_foot: None,
            created_at: now,
            updated_at: now,
            posts: 0,
        }
    }
}

impl TagRow {
    /// Takes [`tag_columns!`] of a row, beginning with column `at`.
    pub(crate) fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(Self {
            id: row.id(at)?,
            name: row.text(at + 1)?,
            slug: row.text(at + 2)?,
            description: row.maybe_text(at + 3)?,
            feature_image: row.maybe_text(at + 4)?,
            visibility: if row.str(at + 5)? == "internal" {
                Visibility::Internal
            } else {
                Visibility::Public
            },
            accent_color: row.maybe_text(at + 6)?,
            canonical_url: row.maybe_text(at + 7)?,
            meta_title: row.maybe_text(at + 8)?,
            meta_description: row.maybe_text(at + 9)?,
            og_image: row.maybe_text(at + 10)?,
            og_title: row.maybe_text(at + 11)?,
            og_description: row.maybe_text(at + 12)?,
            twitter_image: row.maybe_text(at + 13)?,
            twitter_title: row.maybe_text(at + 14)?,
            twitter_description: row.maybe_text(at + 15)?,
            codeinjection_head: row.maybe_text(at + 16)?,
            codeinjection_foot: row.maybe_text(at + 17)?,
            created_at: row.int(at + 18)?,
            updated_at: row.int(at + 19)?,
            posts: row.count(at + 20)?,
        })
    }

    /// The values of [`PUT`].
    pub(crate) fn params(&self) -> [Param<'_>; 20] {
        [
            (&self.id).into(),
            (&self.name).into(),
            (&self.slug).into(),
            (&self.description).into(),
            (&self.feature_image).into(),
            self.visibility.as_str().into(),
            (&self.accent_color).into(),
            (&self.canonical_url).into(),
            (&self.meta_title).into(),
            (&self.meta_description).into(),
            (&self.og_image).into(),
            (&self.og_title).into(),
            (&self.og_description).into(),
            (&self.twitter_image).into(),
            (&self.twitter_title).into(),
            (&self.twitter_description).into(),
            (&self.codeinjection_head).into(),
            (&self.codeinjection_foot).into(),
            self.created_at.into(),
            self.updated_at.into(),
        ]
    }
}

by_ids!(BY_IDS, concat!("SELECT ", tag_columns!(), " FROM tags t WHERE t.id IN ("), ")");

statements! {
    Reading BY_SLUG = concat!("SELECT ", tag_columns!(), " FROM tags t WHERE t.slug = ?1");
    Reading BY_ID = concat!("SELECT ", tag_columns!(), " FROM tags t WHERE t.id = ?1");
    Reading PUBLIC_BY_NAME = concat!("SELECT ", tag_columns!(),
        " FROM tags t WHERE t.visibility = 'public' ORDER BY t.name, t.id LIMIT ?1 OFFSET ?2");
    Reading PUBLIC_BY_POSTS = concat!("SELECT ", tag_columns!(),
        " FROM tags t WHERE t.visibility = 'public' ORDER BY t.posts DESC, t.id DESC LIMIT ?1 OFFSET ?2");
    Reading ALL_BY_NAME = concat!("SELECT ", tag_columns!(),
        " FROM tags t WHERE t.visibility IN ('public', 'internal') ORDER BY t.name, t.id LIMIT ?1 OFFSET ?2");
    Reading ALL_BY_POSTS = concat!("SELECT ", tag_columns!(),
        " FROM tags t WHERE t.visibility IN ('public', 'internal') ORDER BY t.posts DESC, t.id DESC LIMIT ?1 OFFSET ?2");
    Reading COUNT_PUBLIC = "SELECT COUNT(*) FROM tags WHERE visibility = 'public'";
    Reading COUNT_ALL = "SELECT COUNT(*) FROM tags WHERE visibility IN ('public', 'internal')";
    Reading SITEMAP = "SELECT slug, updated_at, feature_image, canonical_url FROM tags WHERE visibility = 'public' AND posts > 0 \
        ORDER BY posts DESC, id DESC LIMIT ?1 OFFSET ?2";
    Reading SITEMAP_COUNT = "SELECT COUNT(*) FROM tags WHERE visibility = 'public' AND posts > 0";
    Writing HOLDER_OF_SLUG = "SELECT id FROM tags WHERE slug = ?1";
    Writing PUT = "INSERT INTO tags (id, name, slug, description, feature_image, visibility, accent_color, canonical_url, \
        meta_title, meta_description, og_image, og_title, og_description, twitter_image, twitter_title, twitter_description, \
        codeinjection_head, codeinjection_foot, created_at, updated_at, posts) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, 0) \
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, slug = excluded.slug, description = excluded.description, \
        feature_image = excluded.feature_image, visibility = excluded.visibility, accent_color = excluded.accent_color, \
        canonical_url = excluded.canonical_url, meta_title = excluded.meta_title, \
        meta_description = excluded.meta_description, og_image = excluded.og_image, og_title = excluded.og_title, \
        og_description = excluded.og_description, twitter_image = excluded.twitter_image, \
        twitter_title = excluded.twitter_title, twitter_description = excluded.twitter_description, \
        codeinjection_head = excluded.codeinjection_head, codeinjection_foot = excluded.codeinjection_foot, \
        created_at = excluded.created_at, updated_at = excluded.updated_at";
    Writing ADD_POSTS = "UPDATE tags SET posts = posts + ?2 WHERE id = ?1";
    Writing LINK = "INSERT INTO posts_tags (post_id, sort_order, tag_id, listed_at, language) VALUES (?1, ?2, ?3, ?4, ?5)";
    Writing LINKS = "SELECT tag_id FROM posts_tags WHERE post_id = ?1 ORDER BY sort_order";
    Writing UNLINK = "DELETE FROM posts_tags WHERE post_id = ?1";
    Writing UNLINK_ALL = "DELETE FROM posts_tags WHERE tag_id = ?1";
    Writing DELETE = "DELETE FROM tags WHERE id = ?1";
}
