//! Lists of posts, page by page: what front, topic and author pages have in common.

use store::{List, PostQuery};
use theme::{ListContext, Page, Pagination};

use super::{Desk, Failure, Reply, desk::newest};
use crate::policy::Policy;

/// Which list, and which page of it.
pub(super) struct Leaf {
    pub(super) context: ListContext,
    pub(super) list: List,
    /// Only posts in this language.
    pub(super) only: Option<Box<str>>,
    /// The language whose front it is.
    pub(super) front_of: Option<Box<str>>,
    /// Counted from 1.
    pub(super) page: u64,
}

impl Leaf {
    /// Renders the page; a page behind the last is not found.
    pub(super) fn render(self, desk: &Desk<'_>) -> Result<Reply, Failure> {
        let limit = desk.theme.posts_per_page();
        let mut query = PostQuery { language: self.only, ..PostQuery::newest(self.list, 0, limit) };
        let total = desk.reader.count_posts(&query)?;
        let pagination = Pagination::new(self.page, u64::from(limit), total);
        if self.page == 0 || self.page > pagination.pages {
            return Ok(Reply::NotFound);
        }
        query.offset = (self.page - 1) * u64::from(limit);
        let posts = desk.reader.posts(&query)?;
        let modified = newest(posts.iter().map(|post| &*post.row));
        let page = Page::List { context: self.context, posts, pagination, language: self.front_of };
        Ok(Reply::Page(desk.html(&page, Policy::Page, modified, None)?))
    }
}

/// Reads `N` of `/page/N/`. Page 1 lives at the list's own address, which the caller knows.
pub(super) fn number(text: &str) -> Option<u64> {
    let plain = !text.starts_with('0') && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}
