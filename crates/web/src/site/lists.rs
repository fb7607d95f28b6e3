//! Lists of posts, page by page: what front, collections, channels, topics and authors have in common.

use routes::{Collection, Routes};
use store::{List, Order, PostQuery};
use theme::{ListContext, Page, Pagination};

use super::{Desk, Failure, Reply, desk::newest};
use crate::policy::Policy;

/// Which list, and which page of it.
pub(super) struct Leaf<'r> {
    pub(super) context: ListContext,
    pub(super) list: List,
    pub(super) order: Order,
    /// Posts on a page, when that is not the theme's number.
    pub(super) limit: Option<u32>,
    /// Only posts in this language.
    pub(super) only: Option<Box<str>>,
    /// The language whose front it is.
    pub(super) front_of: Option<Box<str>>,
    /// Only posts that live in this collection. As in Ghost, its filter should say so: those that another collection before took are
    /// left out here, but counted.
    pub(super) lives_in: Option<(&'r Routes, &'r Collection)>,
    /// Counted from 1.
    pub(super) page: u64,
}

impl Leaf<'_> {
    /// A page of the newest posts of a list.
    pub(super) fn new(context: ListContext, list: List, page: u64) -> Self {
        Leaf {
            context,
            list,
            order: Order::Newest,
            limit: None,
            only: None,
            front_of: None,
            lives_in: None,
            page,
        }
    }

    /// Renders the page; a page behind the last is not found.
    pub(super) fn render(self, desk: &Desk<'_>) -> Result<Reply, Failure> {
        let limit = self.limit.unwrap_or(desk.theme.posts_per_page());
        let newest_first = PostQuery::newest(self.list, 0, limit);
        let mut query = PostQuery { language: self.only, order: self.order, ..newest_first };
        let total = desk.reader.count_posts(&query)?;
        let pagination = Pagination::new(self.page, u64::from(limit), total);
        if self.page == 0 || self.page > pagination.pages {
            return Ok(Reply::NotFound);
        }
        query.offset = (self.page - 1) * u64::from(limit);
        let mut posts = desk.reader.posts(&query)?;
        if let Some((routes, collection)) = self.lives_in.filter(|(routes, _)| !routes.is_standard()) {
            posts.retain(|post| routes.owns(collection, post));
        }
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
