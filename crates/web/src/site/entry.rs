//! `/SLUG/`: a post or page, the front of a language, or what lived there before.

use store::Kind;

use super::{Desk, Failure, Moved, Reply, front};
use crate::policy::Policy;

/// Whatever is at `/{slug}/`.
pub(super) fn page(desk: &Desk<'_>, slug: &str) -> Result<Reply, Failure> {
    if let Some(language) = front::language_at(&*desk.reader.settings()?, slug) {
        return front::of_language(desk, language, 1);
    }
    let Some(post) = desk.reader.entry_by_slug(slug)? else { return moved(desk, slug) };
    let modified = Some(post.updated_at.max(post.published_at.unwrap_or(0)));
    let counted = (post.kind == Kind::Post).then_some(post.id);
    let page = theme::Page::Entry { post: Box::new(post), preview: false };
    Ok(Reply::Page(desk.html(&page, Policy::Page, modified, counted)?))
}

fn moved(desk: &Desk<'_>, slug: &str) -> Result<Reply, Failure> {
    Ok(match desk.reader.slug_moved(slug)? {
        Some(moved) => Reply::Moved { to: format!("/{}/", moved.slug), how: Moved::Renamed },
        None => Reply::NotFound,
    })
}
