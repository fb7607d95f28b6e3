//! Topics.

use crate::{Id, MaybeText, Millis, Text};

/// Whether readers see a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq)]
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
