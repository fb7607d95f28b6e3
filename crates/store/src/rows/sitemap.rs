//! What a sitemap lists.

use crate::{MaybeText, Millis, Text};

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
}
