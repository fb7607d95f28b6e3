//! What a route or collection shows besides its stories: the `data:` of `routes.yaml`.

use routes::{Data, Listing, Resource, Shows};
use store::{Filtered, FilteredOrder, Kind, PostQuery};
use theme::Datum;

use super::{Failure, address::At, author, listing, topic};

/// Rows of a list that says nothing of its length, as in Ghost.
const USUAL: u32 = 15;

/// Everything of it; `None` when one of the things that are read is not there: then nothing is, as in Ghost.
pub(super) fn data(
    at: &At<'_, '_>,
    shows: &Shows,
    slug: Option<&str>,
) -> Result<Option<Vec<(String, Datum)>>, Failure> {
    let mut found = Vec::with_capacity(shows.data.len());
    for (name, data) in &shows.data {
        let datum = match data {
            Data::Read { resource, slug: read, .. } => one(at, *resource, &with_slug(read, slug))?,
            Data::Browse { resource, listing, page } => Some(many(at, *resource, listing, *page, slug)?),
        };
        match datum {
            Some(datum) => found.push((name.clone(), datum)),
            None => return Ok(None),
        }
    }
    Ok(Some(found))
}

/// `%s` stands for the slug in the address. What could mean something in a filter is left out of it.
pub(super) fn with_slug(text: &str, slug: Option<&str>) -> String {
    let plain: String =
        slug.unwrap_or_default().chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
    text.replace("%s", &plain)
}

fn one(at: &At<'_, '_>, resource: Resource, slug: &str) -> Result<Option<Datum>, Failure> {
    let reader = at.desk.reader;
    let entry = |kind| reader.post_by_slug(kind, slug).map(|post| post.map(Box::new).map(Datum::Entry));
    Ok(match resource {
        Resource::Posts => entry(Kind::Post)?,
        Resource::Pages => entry(Kind::Page)?,
        Resource::Tags => topic::find(at.desk, slug)?.map(Datum::Tag),
        Resource::Authors => author::find(at.desk, slug)?.map(Datum::Author),
    })
}

fn many(
    at: &At<'_, '_>,
    resource: Resource,
    asked: &Listing,
    page: u64,
    slug: Option<&str>,
) -> Result<Datum, Failure> {
    let reader = at.desk.reader;
    let limit = asked.limit.unwrap_or(USUAL);
    let offset = (page - 1).saturating_mul(u64::from(limit));
    Ok(match resource {
        Resource::Posts | Resource::Pages => {
            let kind = if resource == Resource::Posts { Kind::Post } else { Kind::Page };
            let query = listing::query(at, asked, slug)?;
            Datum::Entries(reader.posts(&PostQuery { kind, offset, limit, ..query })?)
        }
        Resource::Tags | Resource::Authors => {
            let filter = asked.filter.as_deref().map(|filter| filter::parse(&with_slug(filter, slug)));
            let Ok(filter) = filter.transpose() else { return Ok(nothing(resource)) };
            let now = at.desk.address.now();
            let (filter, order) = (filter.as_ref(), asked.order.as_deref().unwrap_or("name asc"));
            if resource == Resource::Tags {
                let query = Filtered::tags(filter, FilteredOrder::of_tags(order, true), now)?;
                Datum::Tags(reader.filtered_tags(&query.page(offset, limit))?)
            } else {
                let query = Filtered::authors(filter, FilteredOrder::of_authors(order, true), now)?;
                Datum::Authors(reader.filtered_authors(&query.page(offset, limit))?)
            }
        }
    })
}

fn nothing(resource: Resource) -> Datum {
    if resource == Resource::Tags { Datum::Tags(Vec::new()) } else { Datum::Authors(Vec::new()) }
}
