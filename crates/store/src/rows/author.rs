//! Authors.

use crate::{Id, MaybeText, Millis, Text};

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
