//! Authors of at least one public post. Their mail addresses are nowhere in what is read here.

use std::sync::Arc;

use store::Filtered;

use super::{
    super::{
        json::{Author, Envelope, Facts, One, Pagination, written},
        question::{Question, Which, is_barred},
        refusal::{Answered, Doing, Refusal, asked},
        wanted::Wanted,
    },
    tags::order,
};
use crate::site::Desk;

/// Columns of Ghost's users that are not its authors' to show.
const OF_USERS: [&str; 6] = ["status", "last_seen", "created_at", "updated_at", "roles", "visibility"];

/// One, or a page of a list.
pub(super) fn find(desk: &Desk<'_>, which: &Which, doing: Doing, question: &Question) -> Answered<String> {
    let wanted = Wanted::of_found(question, which);
    let settings = desk.reader.settings()?;
    let facts = Facts::new(desk.address, &settings);
    let shape = |row: &Arc<store::Author>| Author {
        row: Arc::clone(row),
        wanted: Some(&wanted),
        count: question.includes("count.posts"),
        facts: &facts,
    };
    let found = match which {
        Which::List => {
            let barred = |name: &str| is_barred(name) || name.split('.').any(|part| OF_USERS.contains(&part));
            let filter = question.filter(doing, barred)?;
            let order = order(question, barred, store::FilteredOrder::of_authors);
            let query = Filtered::authors(filter.as_ref(), order, desk.address.now());
            let query = asked(doing, query)?.page(question.offset(), question.limit());
            let total = asked(doing, desk.reader.count_filtered(&query))?;
            let rows = asked(doing, desk.reader.filtered_authors(&query))?;
            let pagination = Pagination::new(question.page(), question.limit(), total);
            return written(&Envelope {
                name: "authors",
                rows: rows.iter().map(shape).collect(),
                pagination,
            });
        }
        Which::Id(id) => id.parse().ok().map(|id| desk.reader.author_by_id(&id)).transpose()?.flatten(),
        Which::Slug(slug) => desk.reader.author_by_slug(slug)?,
    };
    let row = found.filter(|author| author.posts > 0);
    let row = row.ok_or_else(|| Refusal::not_found(doing, "Author not found."))?;
    written(&One { name: "authors", row: shape(&row) })
}
