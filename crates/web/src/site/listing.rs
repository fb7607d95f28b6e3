//! The lists of collections and channels, page by page. The one at `/` is the front page of the site and of its languages.

use routes::{Collection, Listing, Shows};
use store::{List, Order, PostQuery};
use theme::{Custom, ListContext};

use super::{Failure, Reply, address::At, front, lists::Leaf, shown};

/// Which list is asked for.
pub(super) struct Asked<'r> {
    pub(super) shows: &'r Shows,
    pub(super) listing: &'r Listing,
    /// Whose stories these are; a channel has none of its own.
    pub(super) collection: Option<&'r Collection>,
    /// Its own address, without `page/2/`.
    pub(super) at: &'r str,
    /// What stands in the place of `:slug`.
    pub(super) slug: Option<&'r str>,
}

impl Asked<'_> {
    /// Whether it is the front page as Ghost has it: what it shows is the site itself.
    fn is_front(&self) -> bool {
        let plain = match self.shows.templates.as_slice() {
            [] => true,
            [only] => only == "index",
            _ => false,
        };
        self.collection.is_some() && self.at == "/" && plain && self.shows.data.is_empty()
    }
}

/// A page of a list.
pub(super) fn page(at: &At<'_, '_>, asked: &Asked<'_>, number: u64) -> Result<Reply, Failure> {
    let only = front::main_language(at.settings).filter(|_| asked.at == "/");
    render(at, asked, only, None, number)
}

/// A page of a language's front.
pub(super) fn of_language(
    at: &At<'_, '_>,
    asked: &Asked<'_>,
    language: Box<str>,
    number: u64,
) -> Result<Reply, Failure> {
    render(at, asked, Some(language.clone()), Some(language), number)
}

fn render(
    at: &At<'_, '_>,
    asked: &Asked<'_>,
    only: Option<Box<str>>,
    front_of: Option<Box<str>>,
    number: u64,
) -> Result<Reply, Failure> {
    let context = if front_of.is_some() || asked.is_front() {
        ListContext::Front
    } else {
        let Some(data) = shown::data(at, asked.shows, asked.slug)? else { return Ok(Reply::NotFound) };
        ListContext::Route(Box::new(Custom {
            path: asked.at.to_owned(),
            name: asked.shows.name.clone(),
            templates: asked.shows.templates.clone(),
            is_collection: asked.collection.is_some(),
            data,
        }))
    };
    let query = query(at, asked.listing, asked.slug)?;
    let leaf = Leaf { only, front_of, limit: asked.listing.limit, ..Leaf::new(context, query.list, number) };
    Leaf { order: query.order, lives_in: asked.collection.map(|collection| (at.routes, collection)), ..leaf }
        .render(at.desk)
}

/// Which stories a list has, in which order; none, when nothing can pass its filter.
pub(super) fn query(at: &At<'_, '_>, listing: &Listing, slug: Option<&str>) -> Result<PostQuery, Failure> {
    let list = match &listing.filter {
        None => Some(List::All),
        Some(filter) => match filter::parse(&shown::with_slug(filter, slug)) {
            Ok(filter) => theme::list_for(at.desk.reader, Some(filter), at.desk.address.now())?,
            // With a slug in it that no filter can hold.
            Err(_) => None,
        },
    };
    let order = listing.order.as_deref().map_or(Order::Newest, Order::read);
    Ok(PostQuery { order, ..PostQuery::newest(list.unwrap_or(List::Ids(Vec::new())), 0, 0) })
}
