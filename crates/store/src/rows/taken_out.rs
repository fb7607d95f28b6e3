//! What an export takes out of the house: pages through whole tables in the order of their ids.

use super::columns::{author_columns, body_columns, meta_columns, post_columns, tag_columns};
use crate::{
    AuthorRecord, Id, MaybeText, PostBody, PostMeta, PostRow, Result, Text,
    db::{Row, batch::by_ids, statements},
};

/// A post or page with everything that belongs to it, whatever its state.
#[derive(Clone, Debug, PartialEq)]
pub struct PostOut {
    /// The narrow row.
    pub row: PostRow,
    /// Text.
    pub body: PostBody,
    /// For search engines, networks and mail.
    pub meta: PostMeta,
    /// Tags in order.
    pub tags: Vec<Id>,
    /// Authors in order.
    pub authors: Vec<Id>,
    /// The tiers that may read it, in order.
    pub tiers: Vec<Id>,
    /// Addresses that it had before.
    pub old_slugs: Vec<Text>,
    /// What an import kept of its rows, as a JSON list of objects.
    pub kept: MaybeText,
}

/// An author, and what they are to the newsroom.
#[derive(Clone, Debug, PartialEq)]
pub struct AuthorOut {
    /// The author's own row.
    pub record: AuthorRecord,
    /// The mail address with which they sign in; none: they have no account.
    pub account: MaybeText,
    /// Name of their role.
    pub role: MaybeText,
    /// Whether they may sign in.
    pub active: bool,
}

statements! {
    Writing POSTS = concat!("SELECT ", post_columns!(), ", ", body_columns!(), ", ", meta_columns!(),
        " FROM posts p JOIN post_bodies b ON b.post_id = p.id JOIN post_meta m ON m.post_id = p.id \
        JOIN desk d ON d.post_id = p.id WHERE p.id > ?1 AND d.state <> 'trash' ORDER BY p.id LIMIT ?2");
    Writing TAGS = concat!("SELECT ", tag_columns!(), " FROM tags t WHERE t.id > ?1 ORDER BY t.id LIMIT ?2");
    Writing AUTHORS = concat!("SELECT ", author_columns!(), ", u.email, u.status, s.email, s.role, \
        COALESCE(s.status, 'active') = 'active' FROM users u LEFT JOIN staff s ON s.user_id = u.id \
        WHERE u.id > ?1 ORDER BY u.id LIMIT ?2");
}

by_ids!(OLD_SLUGS, "SELECT post_id, slug FROM old_slugs WHERE post_id IN (", ") ORDER BY slug");

by_ids!(KEPT_OF_POSTS, "SELECT id, json FROM kept WHERE entity = 'posts' AND id IN (", ")");

impl PostOut {
    /// Takes a row of [`POSTS`]; what it is related to is read for many at once.
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            row: PostRow::read(row)?,
            body: PostBody::read(row, 31)?,
            meta: PostMeta::read(row, 37)?,
            tags: Vec::new(),
            authors: Vec::new(),
            tiers: Vec::new(),
            old_slugs: Vec::new(),
            kept: None,
        })
    }
}

impl AuthorOut {
    /// Takes a row of [`AUTHORS`].
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            record: AuthorRecord::read(row)?,
            account: row.maybe_text(24)?,
            role: row.maybe_text(25)?,
            active: row.bool(26)?,
        })
    }
}
