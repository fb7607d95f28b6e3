//! An author.

use std::sync::Arc;

use store::{Author, List};
use theme::ListContext;

use super::{Desk, Failure, Reply, lists::Leaf};

/// A page of an author's posts.
pub(super) fn page(desk: &Desk<'_>, author: Arc<Author>, page: u64) -> Result<Reply, Failure> {
    let list = List::Author(author.id);
    Leaf::new(ListContext::Author(author), list, page).render(desk)
}

/// An author who has published: the other names of the staff are nobody's business.
pub(super) fn find(desk: &Desk<'_>, slug: &str) -> Result<Option<Arc<Author>>, Failure> {
    Ok(desk.reader.author_by_slug(slug)?.filter(|author| author.posts > 0))
}
