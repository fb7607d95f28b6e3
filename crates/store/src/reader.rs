//! One read snapshot.

use std::{collections::HashMap, sync::Arc};

use crate::{
    Author, AuthorQuery, Error, Id, Kind, Moved, Near, Post, PostBody, PostCard, PostQuery, Redirect, Result,
    Settings, SitemapEntry, SitemapKind, Tag, TagQuery, TagRow, TagSet, Translation,
};

/// One read snapshot out of the pool; goes back when dropped. Every method notes the tags of what it read.
/// “Public” means published and on the site.
pub struct Reader {}

fn building<T>() -> Result<T> {
    Err(Error::Unreachable("being built".into()))
}

impl Reader {
    /// The tags of everything read so far.
    pub fn noted(&self) -> TagSet {
        TagSet::default()
    }
    /// Notes a tag on behalf of a caller.
    pub fn note(&self, _tag: Tag) {}
    /// The change number taken before the snapshot was opened: the snapshot holds this change or later ones.
    pub fn change_number(&self) -> u64 {
        0
    }
    /// All settings; shared between readers of the same change number.
    pub fn settings(&self) -> Result<Arc<Settings>> {
        building()
    }
    /// The redirect rules, in order.
    pub fn redirects(&self) -> Result<Arc<[Redirect]>> {
        building()
    }
    /// A public post or page.
    pub fn post_by_slug(&self, _kind: Kind, _slug: &str) -> Result<Option<Post>> {
        building()
    }
    /// A public post or page, whichever has the slug; the post if both do.
    pub fn entry_by_slug(&self, _slug: &str) -> Result<Option<Post>> {
        building()
    }
    /// A public post or page.
    pub fn post_by_id(&self, _id: &Id) -> Result<Option<Post>> {
        building()
    }
    /// A post of any status, for previews.
    pub fn post_by_uuid(&self, _uuid: &str) -> Result<Option<Post>> {
        building()
    }
    /// A list of public posts, with tags and authors.
    pub fn posts(&self, _query: &PostQuery) -> Result<Vec<PostCard>> {
        building()
    }
    /// How many public posts the query has in all, whatever its offset and limit. From kept counters where there are any.
    pub fn count_posts(&self, _query: &PostQuery) -> Result<u64> {
        building()
    }
    /// The bodies of public posts by id; at most a few hundred.
    pub fn post_bodies(&self, _ids: &[Id]) -> Result<HashMap<Id, PostBody>> {
        building()
    }
    /// The search and network fields of public posts by id.
    pub fn post_metas(&self, _ids: &[Id]) -> Result<HashMap<Id, crate::PostMeta>> {
        building()
    }
    /// A tag, public or internal.
    pub fn tag_by_slug(&self, _slug: &str) -> Result<Option<Arc<TagRow>>> {
        building()
    }
    /// A tag, public or internal.
    pub fn tag_by_id(&self, _id: &Id) -> Result<Option<Arc<TagRow>>> {
        building()
    }
    /// A list of tags.
    pub fn tags(&self, _query: &TagQuery) -> Result<Vec<Arc<TagRow>>> {
        building()
    }
    /// How many tags the query has in all.
    pub fn count_tags(&self, _query: &TagQuery) -> Result<u64> {
        building()
    }
    /// An author.
    pub fn author_by_slug(&self, _slug: &str) -> Result<Option<Arc<Author>>> {
        building()
    }
    /// An author.
    pub fn author_by_id(&self, _id: &Id) -> Result<Option<Arc<Author>>> {
        building()
    }
    /// A list of authors.
    pub fn authors(&self, _query: &AuthorQuery) -> Result<Vec<Arc<Author>>> {
        building()
    }
    /// How many authors there are.
    pub fn count_authors(&self) -> Result<u64> {
        building()
    }
    /// The public posts published just before and just after: (previous, next).
    pub fn neighbours(&self, _post: &PostCard, _near: Near) -> Result<(Option<PostCard>, Option<PostCard>)> {
        building()
    }
    /// Public posts that share topics and words with this one, best first; never the post itself.
    pub fn related(&self, _post: &PostCard, _limit: u32) -> Result<Vec<PostCard>> {
        building()
    }
    /// The most read posts of the last days, as last ranked; the newest when nothing was counted yet is the caller's choice.
    pub fn popular(&self, _limit: u32) -> Result<Vec<PostCard>> {
        building()
    }
    /// The latest featured posts.
    pub fn picks(&self, _limit: u32) -> Result<Vec<PostCard>> {
        building()
    }
    /// The public versions of the post in other languages.
    pub fn translations(&self, _post: &PostCard) -> Result<Vec<Translation>> {
        building()
    }
    /// Where the public post lives that had this slug before.
    pub fn slug_moved(&self, _slug: &str) -> Result<Option<Moved>> {
        building()
    }
    /// A part of the sitemap, newest first (tags and authors: by slug).
    pub fn sitemap_page(&self, _kind: SitemapKind, _offset: u64, _limit: u32) -> Result<Vec<SitemapEntry>> {
        building()
    }
    /// How many lines the sitemap has.
    pub fn sitemap_count(&self, _kind: SitemapKind) -> Result<u64> {
        building()
    }
    /// Everything kept of an import for an entity (`members`, …), by id: after `after`, at most `limit`.
    pub fn kept(&self, _entity: &str, _after: &str, _limit: u32) -> Result<Vec<(Box<str>, Box<str>)>> {
        building()
    }
    /// How many rows are kept for each entity.
    pub fn kept_counts(&self) -> Result<Vec<(Box<str>, u64)>> {
        building()
    }
}
