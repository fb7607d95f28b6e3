//! Tags (topics): those that have at least one public post, as in Ghost.

use filter::{Compare, Expr, Test, holds};
use hbs::Value;
use store::{Filtered, FilteredOrder, TagOrder, TagQuery, TagRow};

use super::lazy_pagination::LazyPagination;
use super::{Answer, Request, said};
use crate::scope::Scope;
use crate::views::TagView;

/// Orders that an index serves; others are a statement of their own.
const SERVED: [&str; 4] = ["name asc", "name desc", "count.posts desc", "count.posts asc"];

/// Tags looked at for a filter.
const LOOKED_AT: u32 = 500;

/// Tags by `filter`, `id` or `slug`, by name unless `order="count.posts desc"`.
pub(super) fn tags<'a>(scope: &'a Scope<'a>, request: &Request) -> Result<Answer<'a>, String> {
    let found = match (&request.slug, &request.id) {
        (Some(slug), _) => vec![scope.tag(slug)?.ok_or("Tag not found.")?],
        (None, Some(id)) => {
            let id = id.parse().map_err(|_| "Tag not found.")?;
            vec![said(scope, scope.reader.tag_by_id(&id))?.ok_or("Tag not found.")?]
        }
        (None, None) => list(scope, request)?,
    };
    let total = found.len() as u64;
    let kept = scope.keep_tags(found);
    let list = Value::rows(kept, move |tag| Value::object(TagView { tag, scope }));
    Ok(Answer {
        name: "tags",
        list,
        pagination: LazyPagination::value(request.page, request.limit, move || total),
    })
}

fn list(scope: &Scope<'_>, request: &Request) -> Result<Vec<std::sync::Arc<TagRow>>, String> {
    let filter =
        request.filter.as_deref().map(filter::parse).transpose().map_err(|error| error.to_string())?;
    let skip = (request.page - 1).saturating_mul(u64::from(request.limit));
    if let Some(order) = request.order.as_deref().filter(|order| !SERVED.contains(&order.trim())) {
        let order = FilteredOrder::of_tags(order, true);
        let query = said(scope, Filtered::tags(filter.as_ref(), order, scope.now()))?;
        return said(scope, scope.reader.filtered_tags(&query.page(skip, request.limit)));
    }
    let by_posts = request.order.as_deref().is_some_and(|order| order.trim().starts_with("count.posts"));
    let mut found = match filter.as_ref().and_then(slugs) {
        Some(slugs) => {
            let mut found = Vec::new();
            for slug in slugs.iter().take(super::MOST as usize) {
                found.extend(scope.tag(slug)?);
            }
            found
        }
        None => {
            let order = if by_posts { TagOrder::Posts } else { TagOrder::Name };
            // Ghost lists internal tags too, unless the filter says otherwise; `foreach` hides them.
            let internal = !filter.as_ref().is_some_and(only_public);
            let simple = filter.as_ref().is_none_or(only_public) && request.page == 1;
            let limit = if simple && by_posts { request.limit } else { LOOKED_AT };
            said(scope, scope.reader.tags(&TagQuery { internal, order, offset: 0, limit }))?
        }
    };
    let mut kept = Vec::new();
    for tag in found.drain(..) {
        let passes = match &filter {
            Some(filter) => holds(filter, &*tag, scope.now())?,
            None => true,
        };
        if passes && tag.posts > 0 {
            kept.push(tag);
        }
    }
    if request
        .order
        .as_deref()
        .is_some_and(|order| order.trim() == "count.posts asc" || order.trim() == "name desc")
    {
        kept.reverse();
    }
    Ok(kept.into_iter().skip(skip as usize).take(request.limit as usize).collect())
}

/// The slugs that a filter asks for, when it asks for nothing else: in that order.
fn slugs(filter: &Expr) -> Option<Vec<String>> {
    match filter {
        Expr::Term { property, test: Test::Is(Compare::Eq, value), .. } if property == "slug" => {
            Some(vec![filter::text(value)?])
        }
        Expr::Term { property, test: Test::In(values), .. } if property == "slug" => {
            values.iter().map(filter::text).collect()
        }
        _ => None,
    }
}

fn only_public(filter: &Expr) -> bool {
    matches!(filter, Expr::Term { property, test: Test::Is(Compare::Eq, filter::Value::Text(text)), .. }
        if property == "visibility" && text == "public")
}
