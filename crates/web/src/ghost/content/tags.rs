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
    let wanted = Wanted::of_rows(question);
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
            let filter = question.filter(doing, |name| {
                is_barred(name) || matches!(name, "created_at" | "updated_at" | "parent_id")
            })?;
            let query = Filtered::tags(filter.as_ref(), order(question), desk.address.now());
            let query = asked(doing, query)?.page(question.offset(), question.limit());
            let total = asked(doing, desk.reader.count_filtered(&query))?;
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

/// By name, unless the question says otherwise.
pub(super) fn order(question: &Question) -> FilteredOrder {
    order_by(question, Filtered::column)
}

/// The same, by the columns that `known` gives.
pub(in super::super) fn order_by(
    question: &Question,
    known: fn(&str) -> Option<&'static str>,
) -> FilteredOrder {
    let by = match (question.order(), question.slugs()) {
        (None, Some(slugs)) => return FilteredOrder::Slugs(slugs),
        (None, None) => vec![("name", Direction::Ascending)],
        (Some(parts), _) => parts
            .iter()
            .filter_map(|(name, down)| {
                // Ghost counts for the order only what it counts for the answer.
                let column = match name.as_str() {
                    "count.posts" if question.includes("count.posts") => "posts",
                    "posts" => return None,
                    name => known(name.rsplit('.').next()?)?,
                };
                Some((column, if *down { Direction::Descending } else { Direction::Ascending }))
            })
            .collect(),
    };
    FilteredOrder::By(by)
}
