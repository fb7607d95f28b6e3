//! What a site's addresses are: the routes, collections and taxonomies, and the address of each story, topic and author.

use filter::Expr;
use jiff::tz::TimeZone;
use store::{Kind, PostCard};

use crate::permalink::Permalink;
use crate::resolve::Mount;

/// All addresses of a site.
#[derive(Debug, Clone)]
pub struct Routes {
    pub(crate) routes: Vec<Route>,
    pub(crate) collections: Vec<Collection>,
    pub(crate) tag: Option<Permalink>,
    pub(crate) author: Option<Permalink>,
    /// Whose days dated addresses follow.
    pub(crate) zone: TimeZone,
    pub(crate) standard: bool,
}

/// What a route or collection shows, and where.
#[derive(Debug, Clone)]
pub struct Shows {
    pub(crate) mount: Mount,
    /// Ghost's name for it: its path without slashes; `index` at `/`.
    pub name: String,
    /// Names of templates, the one to be taken first at the beginning.
    pub templates: Vec<String>,
    /// What its templates find besides, under which name.
    pub data: Vec<(String, Data)>,
}

impl Shows {
    /// Its path as the file writes it.
    pub fn path(&self) -> &str {
        &self.mount.path
    }
}

/// An address of its own.
#[derive(Debug, Clone)]
pub struct Route {
    /// What is there.
    pub shows: Shows,
    /// The stories of a channel; none: the template stands alone.
    pub channel: Option<Listing>,
    /// The content type of a template that stands alone.
    pub content_type: Option<String>,
}

/// A list of stories that live below an address pattern.
#[derive(Debug, Clone)]
pub struct Collection {
    /// What its list is.
    pub shows: Shows,
    /// Its stories.
    pub listing: Listing,
    pub(crate) permalink: Permalink,
    /// Which stories live here; none: all that no collection before took.
    pub(crate) takes: Option<Expr>,
}

/// Which stories a list has.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Listing {
    /// In Ghost's filter language; `%s` is the slug of the address.
    pub filter: Option<String>,
    /// As in Ghost: `published_at asc`.
    pub order: Option<String>,
    /// Stories on a page; the theme's number, if none.
    pub limit: Option<u32>,
    /// Whether it has a feed.
    pub feed: bool,
}

/// What can be read besides stories of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Ghost's")]
pub enum Resource {
    Posts,
    Pages,
    Tags,
    Authors,
}

/// Something that a template finds besides.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// One.
    Read {
        /// Of what kind.
        resource: Resource,
        /// `%s` is the slug of the address.
        slug: String,
        /// Whether its own address leads here.
        redirect: bool,
    },
    /// A list.
    Browse {
        /// Of what kind.
        resource: Resource,
        /// Which, how many of them, in which order.
        listing: Listing,
        /// Which page of it, from 1.
        page: u64,
    },
}

impl Routes {
    /// Whether addresses are what they are without a file.
    pub fn is_standard(&self) -> bool {
        self.standard
    }

    /// The path of a public story or page; `None` when no collection takes it.
    pub fn post(&self, card: &PostCard) -> Option<String> {
        if self.standard || card.kind == Kind::Page {
            return Some(["/", &card.slug, "/"].concat());
        }
        Some(self.owner(card)?.permalink.of_post(card, &self.zone))
    }

    /// The path of a public topic; `None` when topics have no pages.
    pub fn tag(&self, slug: &str) -> Option<String> {
        self.tag.as_ref().map(|permalink| permalink.of_slug(slug))
    }

    /// The path of an author; `None` when authors have no pages.
    pub fn author(&self, slug: &str) -> Option<String> {
        self.author.as_ref().map(|permalink| permalink.of_slug(slug))
    }

    /// The collection that a story lives in: the first that takes it.
    pub fn owner(&self, card: &PostCard) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.holds(card))
    }

    /// Whether a story lives in this collection and in none before.
    pub fn owns(&self, collection: &Collection, card: &PostCard) -> bool {
        self.owner(card).is_some_and(|owner| std::ptr::eq(owner, collection))
    }

    /// The collection at `/`, whose list is the front page.
    pub fn front(&self) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.shows.path() == "/")
    }

    /// The collection of a name: its path without slashes, `index` for the one at `/`.
    pub fn named(&self, name: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.shows.name == name)
    }

    /// The paths of all routes and lists that stand at one address.
    pub fn indexes(&self) -> impl Iterator<Item = &str> {
        let routes = self.routes.iter().map(|route| &route.shows);
        let collections = self.collections.iter().map(|collection| &collection.shows);
        routes.chain(collections).filter(|shows| shows.mount.is_plain()).map(Shows::path)
    }

    /// The path of the site's own feed: that of the collection at `/`, or else of the first with one.
    pub fn feed(&self) -> Option<&str> {
        let mut with_feed = self.collections.iter().filter(|collection| collection.listing.feed);
        let first = with_feed.clone().next();
        with_feed.find(|collection| collection.shows.path() == "/").or(first).map(|found| found.shows.path())
    }
}

impl Collection {
    fn holds(&self, card: &PostCard) -> bool {
        // Collections have no filter that rows do not answer, or that looks at the clock: the file is refused.
        self.takes.as_ref().is_none_or(|filter| filter::holds(filter, card, 0).unwrap_or(false))
    }
}
