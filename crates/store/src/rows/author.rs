//! Authors.

use super::columns::author_columns;
use crate::{
    Id, MaybeText, Millis, Result, Text,
    db::{Param, Row, batch::by_ids, statements},
};

/// An author as readers see one. The mail address is not here: see [`AuthorRecord`].
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are Ghost's")]
pub struct Author {
    pub id: Id,
    pub name: Text,
    pub slug: Text,
    pub profile_image: MaybeText,
    pub cover_image: MaybeText,
    pub bio: MaybeText,
    pub website: MaybeText,
    pub location: MaybeText,
    pub facebook: MaybeText,
    pub twitter: MaybeText,
    pub threads: MaybeText,
    pub bluesky: MaybeText,
    pub mastodon: MaybeText,
    pub tiktok: MaybeText,
    pub youtube: MaybeText,
    pub instagram: MaybeText,
    pub linkedin: MaybeText,
    pub meta_title: MaybeText,
    pub meta_description: MaybeText,
    pub created_at: Millis,
    pub updated_at: Millis,
    /// Public posts; not written by `put_author`.
    pub posts: u64,
}

impl Author {
    /// An author with only a name.
    pub fn named(id: Id, slug: &str, name: &str, now: Millis) -> Self {
        Self {
            id,
            name: name.into(),
            slug: slug.into(),
            profile_image: None,
            cover_image: None,
            bio: None,
            website: None,
            location: None,
            facebook: None,
            twitter: None,
            threads: None,
            bluesky: None,
            mastodon: None,
            tiktok: None,
            youtube: None,
            instagram: None,
            linkedin: None,
            meta_title: None,
            meta_description: None,
            created_at: now,
            updated_at: now,
            posts: 0,
        }
    }
}

/// An author as the newsroom knows one.
#[derive(Clone, Debug, PartialEq)]
pub struct AuthorRecord {
    /// What readers see.
    pub author: Author,
    /// Never shown to readers.
    pub email: MaybeText,
    /// Ghost's `active`, `inactive`, `locked` …
    pub status: Text,
}

impl Author {
    /// Takes [`author_columns!`] of a row, beginning with column `at`.
    pub(crate) fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        let text = |i: usize| row.maybe_text(at + i);
        Ok(Self {
            id: row.id(at)?,
            name: row.text(at + 1)?,
            slug: row.text(at + 2)?,
            profile_image: text(3)?,
            cover_image: text(4)?,
            bio: text(5)?,
            website: text(6)?,
            location: text(7)?,
            facebook: text(8)?,
            twitter: text(9)?,
            threads: text(10)?,
            bluesky: text(11)?,
            mastodon: text(12)?,
            tiktok: text(13)?,
            youtube: text(14)?,
            instagram: text(15)?,
            linkedin: text(16)?,
            meta_title: text(17)?,
            meta_description: text(18)?,
            created_at: row.int(at + 19)?,
            updated_at: row.int(at + 20)?,
            posts: row.count(at + 21)?,
        })
    }
}

impl AuthorRecord {
    /// Takes a row of [`RECORD`].
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self { author: Author::read(row, 0)?, email: row.maybe_text(22)?, status: row.text(23)? })
    }

    /// The values of [`PUT`].
    pub(crate) fn params(&self) -> [Param<'_>; 23] {
        let author = &self.author;
        [
            (&author.id).into(),
            (&author.name).into(),
            (&author.slug).into(),
            (&self.email).into(),
            (&self.status).into(),
            (&author.profile_image).into(),
            (&author.cover_image).into(),
            (&author.bio).into(),
            (&author.website).into(),
            (&author.location).into(),
            (&author.facebook).into(),
            (&author.twitter).into(),
            (&author.threads).into(),
            (&author.bluesky).into(),
            (&author.mastodon).into(),
            (&author.tiktok).into(),
            (&author.youtube).into(),
            (&author.instagram).into(),
            (&author.linkedin).into(),
            (&author.meta_title).into(),
            (&author.meta_description).into(),
            author.created_at.into(),
            author.updated_at.into(),
        ]
    }
}

by_ids!(BY_IDS, concat!("SELECT ", author_columns!(), " FROM users u WHERE u.id IN ("), ")");

statements! {
    Reading BY_SLUG = concat!("SELECT ", author_columns!(), " FROM users u WHERE u.slug = ?1");
    Reading BY_ID = concat!("SELECT ", author_columns!(), " FROM users u WHERE u.id = ?1");
    Reading BY_NAME = concat!("SELECT ", author_columns!(), " FROM users u WHERE u.name >= '' \
        ORDER BY u.name, u.id LIMIT ?1 OFFSET ?2");
    Reading BY_POSTS = concat!("SELECT ", author_columns!(), " FROM users u WHERE u.posts >= 0 \
        ORDER BY u.posts DESC, u.id DESC LIMIT ?1 OFFSET ?2");
    Reading COUNT = "SELECT COUNT(*) FROM users WHERE posts >= 0";
    Reading SITEMAP = "SELECT slug, updated_at, profile_image, CAST(NULL AS TEXT) FROM users WHERE posts > 0 \
        ORDER BY posts DESC, id DESC LIMIT ?1 OFFSET ?2";
    Reading SITEMAP_COUNT = "SELECT COUNT(*) FROM users WHERE posts > 0";
    Writing RECORD = concat!("SELECT ", author_columns!(), ", u.email, u.status FROM users u WHERE u.id = ?1");
    Writing BY_EMAIL = "SELECT u.id FROM users u LEFT JOIN staff s ON s.user_id = u.id \
        WHERE s.email = ?1 OR (s.email IS NULL AND LOWER(u.email) = ?1) ORDER BY u.id LIMIT 1";
    Writing HOLDER_OF_SLUG = "SELECT id FROM users WHERE slug = ?1";
    Writing PUT = "INSERT INTO users (id, name, slug, email, status, profile_image, cover_image, bio, website, location, \
        facebook, twitter, threads, bluesky, mastodon, tiktok, youtube, instagram, linkedin, meta_title, meta_description, \
        created_at, updated_at, posts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, \
        ?18, ?19, ?20, ?21, ?22, ?23, 0) \
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, slug = excluded.slug, email = excluded.email, \
        status = excluded.status, profile_image = excluded.profile_image, cover_image = excluded.cover_image, \
        bio = excluded.bio, website = excluded.website, location = excluded.location, facebook = excluded.facebook, \
        twitter = excluded.twitter, threads = excluded.threads, bluesky = excluded.bluesky, mastodon = excluded.mastodon, \
        tiktok = excluded.tiktok, youtube = excluded.youtube, instagram = excluded.instagram, linkedin = excluded.linkedin, \
        meta_title = excluded.meta_title, meta_description = excluded.meta_description, created_at = excluded.created_at, \
        updated_at = excluded.updated_at";
    Writing ADD_POSTS = "UPDATE users SET posts = posts + ?2 WHERE id = ?1";
    Writing LINK =
        "INSERT INTO posts_authors (post_id, sort_order, author_id, listed_at, language) VALUES (?1, ?2, ?3, ?4, ?5)";
    Writing LINKS = "SELECT author_id FROM posts_authors WHERE post_id = ?1 ORDER BY sort_order";
    Writing UNLINK = "DELETE FROM posts_authors WHERE post_id = ?1";
}
