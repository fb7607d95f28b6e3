//! Tags with at least one public post.

use std::sync::Arc;

use store::{Direction, Filtered, FilteredOrder, TagRow};

use super::super::{
    json::{Envelope, Facts, One, Pagination, Tag, Wanted, written},
    question::{Question, Which, is_barred},
    refusal::{Answered, Doing, Refusal, asked},
};
use crate::site::Desk;

/// One, or a page of a list.
pub(super) fn find(desk: &Desk<'_>, which: &Which, doing: Doing, question: &Question) -> Answered<String> {
    let wanted = Wanted::of_found(question, which);
    let settings = desk.reader.settings()?;
    let facts = Facts::new(desk.address, &settings);
    let shape = |row: &Arc<TagRow>| Tag {
        row: Arc::clone(row),
        wanted: Some(&wanted),
        count: question.includes("count.posts"),
        facts: &facts,
    };
    let found = match which {
        Which::List => {
            let filter = question.filter(doing, is_barred_here)?;
            let order = order(question, is_barred_here, Filtered::column_of_tags);
            let query = Filtered::tags(filter.as_ref(), order, desk.address.now());
            let query = asked(doing, query)?.page(question.offset(), question.limit());
            // Ghost counts those without a public post too, although it does not list them, and programs page by that number.
            let total = asked(doing, desk.reader.count_filtered(&query.clone().with_unread()))?;
            let rows = asked(doing, desk.reader.filtered_tags(&query))?;
            let pagination = Pagination::new(question.page(), question.limit(), total);
            return written(&Envelope { name: "tags", rows: rows.iter().map(shape).collect(), pagination });
        }
        Which::Id(id) => id.parse().ok().map(|id| desk.reader.tag_by_id(&id)).transpose()?.flatten(),
        Which::Slug(slug) => desk.reader.tag_by_slug(slug)?,
    };
    let row = found.filter(|tag| tag.posts > 0);
    let row = row.ok_or_else(|| Refusal::not_found(doing, "Tag not found."))?;
    written(&One { name: "tags", row: shape(&row) })
}

/// What nobody asks tags for.
fn is_barred_here(name: &str) -> bool {
    is_barred(name)
        || name.split('.').any(|part| matches!(part, "created_at" | "updated_at" | "parent_id" | "parent"))
}

/// By name, unless the question says otherwise. Ghost counts for the order only what it counts for the answer.
pub(in super::super) fn order(
    question: &Question,
    barred: impl Fn(&str) -> bool,
    column: impl Fn(&str) -> Option<&'static str>,
) -> FilteredOrder {
    let parts = match (question.order(barred), question.slugs()) {
        (None, Some(slugs)) => return FilteredOrder::Slugs(slugs),
        (None, None) => "name asc".to_owned(),
        (Some(order), _) => order,
    };
    let by = parts.split(',').filter_map(|part| {
        let mut words = part.split_whitespace();
        let (name, way) = (words.next()?.to_lowercase(), Direction::named(words.next()?)?);
        let name = name.strip_prefix("tags.").or(name.strip_prefix("users.")).unwrap_or(&name);
        let column = match name {
            "count.posts" | "posts" => question.includes("count.posts").then_some("posts")?,
            name => column(name)?,
        };
        words.next().is_none().then_some((column, way))
    });
    FilteredOrder::By(by.collect())
}
