//! Addresses that lead elsewhere.

use crate::{
    Id, Kind, Result, Text,
    db::{Row, statements},
};

/// A redirect rule of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// A regular expression on the path, as in Ghost.
    pub from: Text,
    /// Where to; may use `$1`.
    pub to: Text,
    /// 301, otherwise 302.
    pub permanent: bool,
}

/// Where a post that had this address before lives now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The post.
    pub id: Id,
    /// Post or page.
    pub kind: Kind,
    /// Its present slug.
    pub slug: Text,
}

statements! {
    Reading ALL = "SELECT from_pattern, to_url, permanent FROM redirects WHERE position >= 0 ORDER BY position";
    Writing ADD = "INSERT INTO redirects (position, from_pattern, to_url, permanent) VALUES (?1, ?2, ?3, ?4)";
    Writing CLEAR = "DELETE FROM redirects";
    Reading MOVED = "SELECT p.id, p.kind, p.slug FROM old_slugs o JOIN posts p ON p.id = o.post_id \
        WHERE o.slug = ?1 AND p.listed_at IS NOT NULL";
    Writing REMEMBER = "INSERT INTO old_slugs (slug, post_id) VALUES (?1, ?2) \
        ON CONFLICT (slug) DO UPDATE SET post_id = excluded.post_id";
    Writing FORGET_POST = "DELETE FROM old_slugs WHERE post_id = ?1";
}

impl Redirect {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self { from: row.text(0)?, to: row.text(1)?, permanent: row.bool(2)? })
    }
}
