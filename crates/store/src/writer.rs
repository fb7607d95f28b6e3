//! One write transaction.

use std::collections::HashMap;

use crate::{AuthorRecord, Error, Id, Kind, Millis, PostRecord, Redirect, Result, Tag, TagRow};

/// What a `put` did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// A new row.
    Inserted,
    /// An existing row was changed.
    Updated,
    /// Everything was already so: nothing was written, no tag named.
    Unchanged,
}

/// One write transaction. Its methods name the tags of what they touch.
/// A refusal ([`Error::Taken`], [`Error::Missing`], [`Error::Invalid`]) leaves the transaction usable;
/// after any other error it can only be undone.
pub struct Writer {}

fn building<T>() -> Result<T> {
    Err(Error::Unreachable("being built".into()))
}

impl Writer {
    /// Names a change tag; many thousands become [`Tag::everything`].
    pub fn touch(&mut self, _tag: Tag) {}
    /// A post of any status, to be changed and put back.
    pub fn post(&mut self, _id: &Id) -> Result<Option<PostRecord>> {
        building()
    }
    /// The id of the post that has the slug.
    pub fn post_id_by_slug(&mut self, _kind: Kind, _slug: &str) -> Result<Option<Id>> {
        building()
    }
    /// Writes a post with everything that belongs to it: card, body, meta, tags, authors, terms, counters, and its old slug
    /// when the slug of a public post changed. An empty `uuid` is filled in.
    /// Refuses a taken slug or uuid, and tags and authors that are missing.
    pub fn put_post(&mut self, _post: &PostRecord) -> Result<Put> {
        building()
    }
    /// Removes a post with everything that belongs to it; `false` when there was none.
    pub fn delete_post(&mut self, _id: &Id) -> Result<bool> {
        building()
    }
    /// A tag, to be changed and put back.
    pub fn tag(&mut self, _id: &Id) -> Result<Option<TagRow>> {
        building()
    }
    /// The id of the tag that has the slug.
    pub fn tag_id_by_slug(&mut self, _slug: &str) -> Result<Option<Id>> {
        building()
    }
    /// Writes a tag. Refuses a taken slug.
    pub fn put_tag(&mut self, _tag: &TagRow) -> Result<Put> {
        building()
    }
    /// Removes a tag from all posts, and the tag; `false` when there was none.
    pub fn delete_tag(&mut self, _id: &Id) -> Result<bool> {
        building()
    }
    /// An author, to be changed and put back.
    pub fn author(&mut self, _id: &Id) -> Result<Option<AuthorRecord>> {
        building()
    }
    /// The id of the author that has the slug.
    pub fn author_id_by_slug(&mut self, _slug: &str) -> Result<Option<Id>> {
        building()
    }
    /// Writes an author. Refuses a taken slug.
    pub fn put_author(&mut self, _author: &AuthorRecord) -> Result<Put> {
        building()
    }
    /// A setting's text.
    pub fn setting(&mut self, _key: &str) -> Result<Option<Box<str>>> {
        building()
    }
    /// Sets or (with `None`) removes a setting.
    pub fn set_setting(&mut self, _key: &str, _value: Option<&str>) -> Result<Put> {
        building()
    }
    /// Replaces all redirect rules.
    pub fn put_redirects(&mut self, _redirects: &[Redirect]) -> Result<Put> {
        building()
    }
    /// Keeps a row of an import that is not modelled yet. Names no tag: nothing shows it.
    pub fn keep(&mut self, _entity: &str, _id: &str, _json: &str) -> Result<Put> {
        building()
    }
    /// The remembered hash of an imported row.
    pub fn import_hash(&mut self, _entity: &str, _id: &str) -> Result<Option<i64>> {
        building()
    }
    /// All remembered hashes of an entity.
    pub fn import_hashes(&mut self, _entity: &str) -> Result<HashMap<Box<str>, i64>> {
        building()
    }
    /// Remembers the hash of an imported row.
    pub fn set_import_hash(&mut self, _entity: &str, _id: &str, _hash: i64) -> Result<()> {
        building()
    }
    /// Adds views of posts on a day (days since 1970-01-01 UTC). Unknown posts are left out. Names no tag.
    pub fn count_views(&mut self, _day: i64, _views: &[(Id, u64)]) -> Result<()> {
        building()
    }
    /// Ranks the `keep` most viewed public posts of the `window` days up to `today`; forgets views before the window.
    /// `true` when the ranking changed ([`Tag::popular`] is named then).
    pub fn rank_popular(&mut self, _today: i64, _window: u32, _keep: u32) -> Result<bool> {
        building()
    }
    /// The time of the last change of a post.
    pub fn post_updated_at(&mut self, _id: &Id) -> Result<Option<Millis>> {
        building()
    }
}

impl From<std::convert::Infallible> for Error {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}
