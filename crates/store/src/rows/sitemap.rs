//! What a sitemap lists.

use crate::{
    MaybeText, Millis, Result, Text,
    db::{Row, statements},
};

/// Which part of the sitemap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SitemapKind {
    /// Published posts.
    Posts,
    /// Published pages.
    Pages,
    /// Public tags with at least one public post.
    Tags,
    /// Authors with at least one public post.
    Authors,
}

/// One line of a sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitemapEntry {
    /// Address.
    pub slug: Text,
    /// Last change.
    pub updated_at: Millis,
    /// Picture.
    pub image: MaybeText,
    /// The address that stands for it, where that is another.
    pub canonical: MaybeText,
}

statements! {
    Reading POSTS = "SELECT slug, updated_at, feature_image, canonical_url FROM posts WHERE kind = 'post' \
        AND listed_at > -9000000000000000 ORDER BY listed_at DESC, id DESC LIMIT ?1 OFFSET ?2";
    Reading PAGES = "SELECT slug, updated_at, feature_image, canonical_url FROM posts WHERE kind = 'page' \
        AND listed_at > -9000000000000000 ORDER BY listed_at DESC, id DESC LIMIT ?1 OFFSET ?2";
}

impl SitemapEntry {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        let (image, canonical) = (row.maybe_text(2)?, row.maybe_text(3)?);
        Ok(Self { slug: row.text(0)?, updated_at: row.int(1)?, image, canonical })
    }
}
