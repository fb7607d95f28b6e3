//! What can be rendered: one page of the site, with its rows already read.

use std::sync::Arc;

use crate::readers::{Found, Portal, SEARCH};
use routes::{NOWHERE, Routes};
use store::{Author, Kind, Post, PostCard, TagRow};

/// A page, with what its address stands for.
#[derive(Clone, Debug)]
pub enum Page {
    /// A list of posts: the front page, a topic, an author, a collection or channel, and their further pages.
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
    /// A template that `routes.yaml` gives an address.
    Route(Box<Custom>),
    /// The door of a site that only those with the access code may read.
    Private {
        /// Why the last try did not open it.
        refused: Option<DoorRefusal>,
    },
    /// What there will be for members.
    Portal(Portal),
    /// What readers look for.
    Search(Box<Found>),
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
    /// The posts of a collection or channel of `routes.yaml`.
    Route(Box<Custom>),
}

/// What `routes.yaml` says of a page.
#[derive(Clone, Debug, Default)]
pub struct Custom {
    /// Its own path, with `/` on both ends and without the number of a further page.
    pub path: String,
    /// Ghost's name for it: the path without slashes, `index` at `/`. A context, and the name of a template.
    pub name: String,
    /// Names of templates, the one to be taken first at the beginning.
    pub templates: Vec<String>,
    /// Whether it is a collection's list: at `/` its first page may be `home.hbs`.
    pub is_collection: bool,
    /// What its templates find besides, under which name.
    pub data: Vec<(String, Datum)>,
}

/// Something that a template of `routes.yaml` finds under a name.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "what they are is what they hold")]
pub enum Datum {
    Entry(Box<Post>),
    Tag(Arc<TagRow>),
    Author(Arc<Author>),
    Entries(Vec<PostCard>),
    Tags(Vec<Arc<TagRow>>),
    Authors(Vec<Arc<Author>>),
}

impl Custom {
    fn datum(&self, name: &str) -> Option<&Datum> {
        self.data.iter().find(|(own, _)| own == name).map(|(_, datum)| datum)
    }

    /// The one post or page that the page stands for.
    fn entry(&self) -> Option<&Post> {
        match self.datum("page").or_else(|| self.datum("post")) {
            Some(Datum::Entry(post)) => Some(post),
            _ => None,
        }
    }

    /// The topic that the page stands for.
    fn tag(&self) -> Option<&TagRow> {
        match self.datum("tag") {
            Some(Datum::Tag(tag)) => Some(tag),
            _ => None,
        }
    }

    /// Its own word, and that of what it stands for.
    fn contexts(&self) -> impl Iterator<Item = &str> {
        let stands_for = match self.entry() {
            Some(_) => Some(if self.datum("page").is_some() { "page" } else { "post" }),
            None => self.tag().map(|_| "tag"),
        };
        std::iter::once(&*self.name).chain(stands_for.filter(|word| *word != self.name))
    }
}

/// What a page is about: whose title, description and pictures it has.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject<'p> {
    /// The site.
    Site,
    /// A post or page.
    Entry(&'p Post),
    /// A topic.
    Tag(&'p TagRow),
    /// An author.
    Author(&'p Author),
    /// A list or template that stands for nothing else.
    Other,
    /// An error, or a page that every site has.
    Nothing,
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
    pub(crate) fn path(&self, routes: &Routes) -> String {
        let somewhere = |path: Option<String>| path.unwrap_or_else(|| NOWHERE.to_owned());
        match self {
            Page::List { context, pagination, language, .. } => {
                let base = match (context, language) {
                    (ListContext::Front, None) => "/".to_owned(),
                    (ListContext::Front, Some(language)) => format!("/{language}/"),
                    (ListContext::Tag(tag), _) => somewhere(routes.tag(&tag.slug)),
                    (ListContext::Author(author), _) => somewhere(routes.author(&author.slug)),
                    (ListContext::Route(custom), _) => custom.path.clone(),
                };
                if pagination.page > 1 { format!("{base}page/{}/", pagination.page) } else { base }
            }
            Page::Entry { post, preview: true } => format!("/p/{}/", post.uuid),
            Page::Entry { post, preview: false } => somewhere(routes.post(&post.card)),
            Page::Route(custom) => custom.path.clone(),
            Page::Portal(portal) => portal.path().to_owned(),
            Page::Search(_) => SEARCH.to_owned(),
            Page::Private { .. } => "/private/".to_owned(),
            Page::NotFound { path } => path.clone(),
            Page::Failed { .. } => "/".to_owned(),
        }
    }

    /// Ghost's words for what the page is: `home`, `index`, `paged`, `post`, the name of a route …
    pub(crate) fn contexts(&self) -> Vec<&str> {
        let home = |custom: &Custom, page| (custom.path == "/" && page <= 1).then_some("home");
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
                    ListContext::Route(custom) => {
                        words.extend(home(custom, pagination.page));
                        words.extend(custom.contexts());
                    }
                }
                words
            }
            Page::Entry { post, preview } => {
                let mut words = if *preview { vec!["preview"] } else { Vec::with_capacity(1) };
                words.push(if post.kind == Kind::Page { "page" } else { "post" });
                words
            }
            Page::Route(custom) => home(custom, 1).into_iter().chain(custom.contexts()).collect(),
            Page::Private { .. } => vec!["private"],
            Page::Portal(_) => vec!["members"],
            Page::Search(_) => vec!["search"],
            Page::NotFound { .. } | Page::Failed { .. } => vec!["error"],
        }
    }

    /// What the page is about.
    pub(crate) fn subject(&self) -> Subject<'_> {
        match self {
            Page::List { context: ListContext::Front, .. } => Subject::Site,
            Page::List { context: ListContext::Tag(tag), .. } => Subject::Tag(tag),
            Page::List { context: ListContext::Author(author), .. } => Subject::Author(author),
            Page::List { context: ListContext::Route(custom), .. } | Page::Route(custom) => {
                match (custom.entry(), custom.tag()) {
                    _ if custom.path == "/" => Subject::Site,
                    (Some(post), _) => Subject::Entry(post),
                    (None, Some(tag)) => Subject::Tag(tag),
                    (None, None) => Subject::Other,
                }
            }
            Page::Entry { post, .. } => Subject::Entry(post),
            Page::Private { .. }
            | Page::Portal(_)
            | Page::Search(_)
            | Page::NotFound { .. }
            | Page::Failed { .. } => Subject::Nothing,
        }
    }

    /// Which page of a list it is; 1 for all that are none.
    pub(crate) fn number(&self) -> u64 {
        if let Page::List { pagination, .. } = self { pagination.page } else { 1 }
    }

    /// What `routes.yaml` says of it, if anything.
    pub(crate) fn custom(&self) -> Option<&Custom> {
        match self {
            Page::List { context: ListContext::Route(custom), .. } | Page::Route(custom) => Some(custom),
            _ => None,
        }
    }

    /// The post or page that it is about.
    pub(crate) fn entry(&self) -> Option<&Post> {
        match self {
            Page::Entry { post, .. } => Some(post),
            _ => self.custom()?.entry(),
        }
    }

    /// The HTTP status that goes with the page.
    pub fn status(&self) -> u16 {
        match self {
            Page::Private { refused: Some(DoorRefusal::TooMany { .. }) } => 429,
            Page::Search(found) if found.too_many => 429,
            Page::List { .. }
            | Page::Entry { .. }
            | Page::Route(_)
            | Page::Portal(_)
            | Page::Search(_)
            | Page::Private { .. } => 200,
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
            assert_eq!((page.path(&Routes::default()).as_str(), page.contexts().as_slice()), (path, words));
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
