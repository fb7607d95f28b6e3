//! A topic.

use std::sync::Arc;

use store::{List, TagRow, Visibility};
use theme::ListContext;

use super::{Desk, Failure, Reply, lists::Leaf};

/// A page of a topic.
pub(super) fn page(desk: &Desk<'_>, tag: Arc<TagRow>, page: u64) -> Result<Reply, Failure> {
    let list = List::Tag(tag.id);
    Leaf::new(ListContext::Tag(tag), list, page).render(desk)
}

/// A topic that readers may see: as in Ghost, one with a public story.
pub(super) fn find(desk: &Desk<'_>, slug: &str) -> Result<Option<Arc<TagRow>>, Failure> {
    Ok(named(desk, slug)?.filter(|tag| tag.posts > 0))
}

/// A topic that readers see as soon as it has a public story.
pub(super) fn named(desk: &Desk<'_>, slug: &str) -> Result<Option<Arc<TagRow>>, Failure> {
    let tag = desk.reader.tag_by_slug(slug)?;
    Ok(tag.filter(|tag| tag.visibility == Visibility::Public))
}
