//! A post or page at its address, or what lived there before.

use routes::{Key, Part};
use store::{Kind, Post};

use super::{
    Failure, Reply,
    address::{At, renamed},
};
use crate::policy::Policy;

/// A post. One that lives elsewhere is led to; a page with the slug is shown, when its address is the same.
pub(super) fn post(at: &At<'_, '_>, key: Key<'_>, part: Part<'_>) -> Result<Option<Reply>, Failure> {
    let reader = at.desk.reader;
    let found = match key {
        Key::Slug(slug) => reader.entry_by_slug(slug)?,
        Key::Id(id) => match id.parse() {
            Ok(id) => reader.post_by_id(&id)?,
            Err(_) => None,
        },
        Key::Uuid(uuid) => reader.post_by_uuid(uuid)?.filter(|post| post.is_public()),
    };
    let Some(post) = found else { return Ok(None) };
    let Some(own) = at.routes.post(&post.card) else { return Ok(None) };
    let here = match part {
        Part::Edit => at.path.strip_suffix("edit/").unwrap_or(at.path),
        _ => at.path,
    };
    if here.eq_ignore_ascii_case(&own) {
        return show(at, post, part).map(Some);
    }
    Ok((post.kind == Kind::Post && part == Part::First).then(|| renamed(own)))
}

/// A page: always at `/{slug}/`.
pub(super) fn page(at: &At<'_, '_>, slug: &str, part: Part<'_>) -> Result<Option<Reply>, Failure> {
    match at.desk.reader.post_by_slug(Kind::Page, slug)? {
        Some(page) => show(at, page, part).map(Some),
        None => Ok(None),
    }
}

fn show(at: &At<'_, '_>, post: Post, part: Part<'_>) -> Result<Reply, Failure> {
    if part == Part::Edit {
        return Ok(at.editor(post.id));
    }
    let modified = Some(post.updated_at.max(post.published_at.unwrap_or(0)));
    let counted = (post.kind == Kind::Post).then_some(post.id);
    let page = theme::Page::Entry { post: Box::new(post), preview: false };
    Ok(Reply::Page(at.desk.html(&page, Policy::Page, modified, counted)?))
}

/// Where the post or page lives that had this slug before.
pub(super) fn moved(at: &At<'_, '_>, slug: &str) -> Result<Reply, Failure> {
    let reader = at.desk.reader;
    let Some(moved) = reader.slug_moved(slug)? else { return Ok(Reply::NotFound) };
    if at.routes.is_standard() {
        return Ok(renamed(format!("/{}/", moved.slug)));
    }
    let post = reader.post_by_id(&moved.id)?;
    Ok(post.and_then(|post| at.routes.post(&post.card)).map_or(Reply::NotFound, renamed))
}
