//! What can be rendered: one page of the site, with its rows already read.

use std::sync::Arc;

use store::{Author, Kind, Post, PostCard, TagRow};

/// A page, with what its address stands for.
#[derive(Clone, Debug)]
pub enum Page {
    /// A list of posts: the front page, a topic, an author, and their further pages.
    List {
        /// What is listed.
        context: ListContext,
        /// The posts of this page of the list.
        posts: Vec<PostCard>,
        /// Which page of how many.
        pagination: Pagination,
        /// The language whose front this is (`/ru/`); `None` on the site's main front and on topics and authors.
        language: Option<Box<str>>,
    },
    /// A post or page.
    Entry {
        /// The post or page.
        post: Box<Post>,
        /// Whether it is seen by its preview address (`/p/UUID/`): then nothing is indexed.
        preview: bool,
    },
    /// The door of a site that only those with the access code may read.
    Private {
        /// Why the last try did not open it.
        refused: Option<DoorRefusal>,
    },
    /// Nothing lives at this address.
    NotFound {
        /// The path that was asked for, with its leading `/`.
        path: String,
    },
    /// Something went wrong.
    Failed {
        /// HTTP status, 400 to 599.
        status: u16,
        /// What readers may know about it.
        message: String,
    },
}

/// Why the door of a private site stays shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoorRefusal {
    /// That is not the access code.
    WrongCode,
    /// Too many tries from there; the next one in so many minutes.
    TooMany {
        /// At least 1.
        minutes: u32,
    },
}

/// What a list lists.
#[derive(Clone, Debug)]
pub enum ListContext {
    /// The newest posts of the site, or of a language. Its first page is Ghost's `home`.
    Front,
    /// The posts with a tag.
    Tag(Arc<TagRow>),
    /// The posts of an author.
    Author(Arc<Author>),
}

/// Where a page of a list stands. Pages are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// This page.
    pub page: u64,
    /// How many pages there are; at least 1.
    pub pages: u64,
    /// Posts on a page.
    pub limit: u64,
    /// Posts in all.
    pub total: u64,
    /// The number of the next page.
    pub next: Option<u64>,
    /// The number of the page before.
    pub prev: Option<u64>,
}

impl Pagination {
    /// The `page`-th page of `total` posts, `limit` on each.
    pub fn new(page: u64, limit: u64, total: u64) -> Self {
        let pages = total.div_ceil(limit.max(1)).max(1);
        Pagination {
            page,
            pages,
            limit,
            total,
            next: (page < pages).then_some(page + 1),
            prev: (page > 1).then(|| page - 1),
        }
    }
}

impl Page {
    /// The path of the page below the site's own, with `/` on both ends: `/tag/news/page/2/`.
    pub fn path(&self) -> String {
        match self {
            Page::List { context, pagination, language, .. } => {
                let base = match (context, language) {
                    (ListContext::Front, None) => "/".to_owned(),
                    (ListContext::Front, Some(language)) => format!("/{language}/"),
                    (ListContext::Tag(tag), _) => format!("/tag/{}/", tag.slug),
                    (ListContext::Author(author), _) => format!("/author/{}/", author.slug),
                };
                if pagination.page > 1 { format!("{base}page/{}/", pagination.page) } else { base }
            }
            Page::Entry { post, preview: true } => format!("/p/{}/", post.uuid),
            Page::Entry { post, preview: false } => format!("/{}/", post.slug),
            Page::Private { .. } => "/private/".to_owned(),
            Page::NotFound { path } => path.clone(),
            Page::Failed { .. } => "/".to_owned(),
        }
    }

    /// Ghost's words for what the page is: `home`, `index`, `paged`, `post` …
    pub(crate) fn contexts(&self) -> Vec<&'static str> {
        match self {
            Page::List { context, pagination, .. } => {
                let mut words = Vec::with_capacity(2);
                if pagination.page > 1 {
                    words.push("paged");
                }
                match context {
                    ListContext::Front if pagination.page <= 1 => words.extend(["home", "index"]),
                    ListContext::Front => words.push("index"),
                    ListContext::Tag(_) => words.push("tag"),
                    ListContext::Author(_) => words.push("author"),
                }
                words
            }
            Page::Entry { post, preview } => {
                let mut words = if *preview { vec!["preview"] } else { Vec::with_capacity(1) };
                words.push(if post.kind == Kind::Page { "page" } else { "post" });
                words
            }
            Page::Private { .. } => vec!["private"],
            Page::NotFound { .. } | Page::Failed { .. } => vec!["error"],
        }
    }

    /// The HTTP status that goes with the page.
    pub fn status(&self) -> u16 {
        match self {
            Page::Private { refused: Some(DoorRefusal::TooMany { .. }) } => 429,
            Page::List { .. } | Page::Entry { .. } | Page::Private { .. } => 200,
            Page::NotFound { .. } => 404,
            Page::Failed { status, .. } => *status,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted() {
        let check = |page, total, pages, next, prev| {
            let pagination = Pagination::new(page, 10, total);
            assert_eq!((pagination.pages, pagination.next, pagination.prev), (pages, next, prev));
        };
        check(1, 0, 1, None, None);
        check(1, 10, 1, None, None);
        check(1, 11, 2, Some(2), None);
        check(2, 25, 3, Some(3), Some(1));
        check(3, 25, 3, None, Some(2));
        assert_eq!(Pagination::new(1, 0, 5).pages, 5);
    }

    #[test]
    fn paths_and_contexts_of_lists() {
        let check = |context, page, language: Option<&str>, path: &str, words: &[&str]| {
            let pagination = Pagination::new(page, 1, 9);
            let page =
                Page::List { context, posts: Vec::new(), pagination, language: language.map(Into::into) };
            assert_eq!((page.path().as_str(), page.contexts().as_slice()), (path, words));
        };
        let id = store::Id::generate(0);
        let tag = || ListContext::Tag(Arc::new(TagRow::named(id, "news", "News", 0)));
        let author = || ListContext::Author(Arc::new(Author::named(id, "ani", "Ani", 0)));
        check(ListContext::Front, 1, None, "/", &["home", "index"]);
        check(ListContext::Front, 3, None, "/page/3/", &["paged", "index"]);
        check(ListContext::Front, 2, Some("ru"), "/ru/page/2/", &["paged", "index"]);
        check(tag(), 1, None, "/tag/news/", &["tag"]);
        check(author(), 2, None, "/author/ani/page/2/", &["paged", "author"]);
    }
}
