//! `/p/UUID/`: drafts and scheduled posts, for whoever was given the address.

use store::Status;

use super::{Desk, Failure, Moved, Reply};
use crate::policy::Policy;

/// A preview; what is published already is at its own address.
pub(super) fn page(desk: &Desk<'_>, uuid: &str) -> Result<Reply, Failure> {
    if !is_uuid(uuid) {
        return Ok(Reply::NotFound);
    }
    let Some(post) = desk.reader.post_by_uuid(uuid)? else { return Ok(Reply::NotFound) };
    match post.status {
        Status::Published if post.is_public() => {
            let path = desk.address.routes(&*desk.reader.settings()?).post(&post.card);
            Ok(path.map_or(Reply::NotFound, |to| Reply::Moved { to, how: Moved::ForNow }))
        }
        // What went out by mail only stays there.
        Status::Sent | Status::Published => Ok(Reply::NotFound),
        Status::Draft | Status::Scheduled => {
            let page = theme::Page::Entry { post: Box::new(post), preview: true };
            Ok(Reply::Page(desk.html(&page, Policy::Never, None, None)?))
        }
    }
}

/// `/p/UUID/edit/`: the editor of what is previewed.
pub(super) fn edit(desk: &Desk<'_>, uuid: &str) -> Result<Reply, Failure> {
    let post = if is_uuid(uuid) { desk.reader.post_by_uuid(uuid)? } else { None };
    Ok(post.map_or(Reply::NotFound, |post| Reply::Moved {
        to: format!("/room/stories/{}/", post.id),
        how: Moved::ForNow,
    }))
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}
