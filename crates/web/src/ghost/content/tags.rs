//! Tags with at least one public post.

use std::sync::Arc;

use store::{Filtered, FilteredOrder, TagRow};

use super::super::{
    json::{Envelope, Facts, One, Pagination, Tag, written},
    question::{Question, Which, is_barred},
    refusal::{Answered, Doing, Refusal, asked},
    wanted::Wanted,
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
            let order = order(question, is_barred_here, FilteredOrder::of_tags);
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

/// By name, unless the question says otherwise.
pub(in super::super) fn order(
    question: &Question,
    barred: impl Fn(&str) -> bool,
    read: fn(&str, bool) -> FilteredOrder,
) -> FilteredOrder {
    match (question.order(barred), question.slugs()) {
        (None, Some(slugs)) => FilteredOrder::Slugs(slugs),
        (None, None) => read("name asc", false),
        (Some(order), _) => read(&order, question.includes("count.posts")),
    }
}
