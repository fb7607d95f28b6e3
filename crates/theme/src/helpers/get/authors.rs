//! Authors: those who have written at least one public post, as in Ghost.

use std::sync::Arc;

use filter::holds;
use hbs::Value;
use store::{Author, AuthorOrder, AuthorQuery, Filtered, FilteredOrder};

use super::lazy_pagination::LazyPagination;
use super::{Answer, Request, said};
use crate::scope::Scope;
use crate::views::AuthorView;

/// Orders that an index serves; others are a statement of their own.
const SERVED: [&str; 2] = ["name asc", "count.posts desc"];

/// Authors looked at for a filter.
const LOOKED_AT: u32 = 500;

/// Authors by `filter`, `id` or `slug`, by name unless `order="count.posts desc"`.
pub(super) fn authors<'a>(scope: &'a Scope<'a>, request: &Request) -> Result<Answer<'a>, String> {
    let found = match (&request.slug, &request.id) {
        (Some(slug), _) => vec![said(scope, scope.reader.author_by_slug(slug))?.ok_or("Author not found.")?],
        (None, Some(id)) => {
            let id = id.parse().map_err(|_| "Author not found.")?;
            vec![said(scope, scope.reader.author_by_id(&id))?.ok_or("Author not found.")?]
        }
        (None, None) => list(scope, request)?,
    };
    let total = found.len() as u64;
    let kept = scope.kept.authors.keep(found).as_slice();
    let list = Value::rows(kept, move |author| Value::object(AuthorView { author, scope }));
    Ok(Answer {
        name: "authors",
        list,
        pagination: LazyPagination::value(request.page, request.limit, move || total),
    })
}

fn list(scope: &Scope<'_>, request: &Request) -> Result<Vec<Arc<Author>>, String> {
    let filter =
        request.filter.as_deref().map(filter::parse).transpose().map_err(|error| error.to_string())?;
    let skip = (request.page - 1).saturating_mul(u64::from(request.limit));
    if let Some(order) = request.order.as_deref().filter(|order| !SERVED.contains(&order.trim())) {
        let order = FilteredOrder::of_authors(order, true);
        let query = said(scope, Filtered::authors(filter.as_ref(), order, scope.now()))?;
        return said(scope, scope.reader.filtered_authors(&query.page(skip, request.limit)));
    }
    let by_posts = request.order.as_deref().is_some_and(|order| order.trim().starts_with("count.posts"));
    let order = if by_posts { AuthorOrder::Posts } else { AuthorOrder::Name };
    let query = AuthorQuery { order, offset: 0, limit: LOOKED_AT };
    let mut kept = Vec::new();
    for author in said(scope, scope.reader.authors(&query))? {
        let passes = match &filter {
            Some(filter) => holds(filter, &*author, scope.now())?,
            None => true,
        };
        if passes && author.posts > 0 {
            kept.push(author);
        }
    }
    Ok(kept.into_iter().skip(skip as usize).take(request.limit as usize).collect())
}
