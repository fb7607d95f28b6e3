//! `{{#get "posts" filter="tag:news" limit="4"}}`: lists that a template asks for by itself.
//!
//! ```text
//! posts pages tags authors         Ghost's; filter limit page order id slug include fields
//! related popular picks            ours; limit; all answer under `posts`
//! tiers newsletters                Ghost's; filter id slug (newsletters: limit page)
//! ```
//!
//! Themes are not trusted: a list has at most 100 elements and a render at most [`crate::scope::QUERIES`] of them.

mod authors;
mod interpolate;
mod lazy_pagination;
mod plan;
mod posts;
mod stored;
mod tags;

#[cfg(test)]
mod tests;

use hbs::{Branch, Call, Map, Result, Value, With};

pub use plan::list_for;

use super::arguments::whole_number;
use crate::scope::Ghost;
use crate::views::Relations;

/// Elements unless the template names a limit.
const LIMIT: u32 = 15;
/// Elements at most, also for `limit="all"`.
const MOST: u32 = 100;

/// What a template asks for.
struct Request {
    /// With its `{{…}}` replaced.
    filter: Option<String>,
    id: Option<String>,
    slug: Option<String>,
    limit: u32,
    page: u64,
    order: Option<String>,
    /// How many of the page's own posts shall not appear again.
    unseen: Option<usize>,
    /// What `include` names.
    relations: Relations,
}

/// What it gets: the elements under their name, and where in the whole list they stand.
struct Answer<'a> {
    name: &'static str,
    list: Value<'a>,
    pagination: Value<'a>,
}

/// Renders the block with the list, or its `{{else}}` with `@error`.
pub(super) fn get<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let resource = call.arg(0).to_text().into_owned();
    answer(call, &resource)
}

/// `{{#collection "podcast"}}`: the newest posts of a collection of `routes.yaml`, which is called as its path is; of all, when there is
/// none of that name.
pub(super) fn collection<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let name = call.arg(0).to_text().into_owned();
    answer_of(call, "posts", |call, request| {
        let named = call.scope().facts.routes.named(&name);
        request.filter = request.filter.take().or_else(|| named?.listing.filter.clone());
    })
}

fn answer<'a>(call: &mut Call<'_, 'a, Ghost>, resource: &str) -> Result<Value<'a>> {
    answer_of(call, resource, |_, _| {})
}

fn answer_of<'a>(
    call: &mut Call<'_, 'a, Ghost>,
    resource: &str,
    narrow: impl FnOnce(&Call<'_, 'a, Ghost>, &mut Request),
) -> Result<Value<'a>> {
    if !call.is_block() {
        return Ok(Value::Undefined);
    }
    let asked = request(call).map(|mut request| {
        narrow(call, &mut request);
        request
    });
    match asked.and_then(|request| ask(call, resource, &request)) {
        Ok(Answer { name, list, pagination }) => {
            let meta = Map::new().with("pagination", pagination.clone());
            let this = Map::new()
                .with(name, list.clone())
                .with("pagination", pagination.clone())
                .with("meta", Value::from(meta));
            let params = [list, pagination];
            call.render_with(
                Branch::Main,
                &With { this: Some(Value::from(this)), data: &[], params: &params },
            )?;
        }
        Err(error) => {
            let data = [("error", Value::from(error))];
            call.render_with(Branch::Inverse, &With { this: None, data: &data, params: &[] })?;
        }
    }
    Ok(Value::Undefined)
}

fn ask<'a>(
    call: &Call<'_, 'a, Ghost>,
    resource: &str,
    request: &Request,
) -> std::result::Result<Answer<'a>, String> {
    let scope = call.scope();
    scope.count_query()?;
    match resource {
        "posts" => posts::posts(scope, store::Kind::Post, request),
        "pages" => posts::posts(scope, store::Kind::Page, request),
        "related" => posts::related(scope, &call.this(), request),
        "popular" => posts::popular(scope, request),
        "picks" => posts::picks(scope, request),
        "tags" => tags::tags(scope, request),
        "authors" => authors::authors(scope, request),
        "tiers" => stored::tiers(scope, request),
        "newsletters" => stored::newsletters(scope, request),
        other => Err(format!("Invalid \"{other}\" resource given to get helper")),
    }
}

fn request(call: &Call<'_, '_, Ghost>) -> std::result::Result<Request, String> {
    let text = |key: &str| {
        let value = call.hash(key).filter(|value| value.is_true())?;
        Some(value.to_text().into_owned())
    };
    let limit = match call.hash("limit") {
        Some(value) if value.as_str() == Some("all") => MOST,
        value => whole_number(value).filter(|&n| n > 0).map_or(LIMIT, |n| n.min(i64::from(MOST)) as u32),
    };
    let include = text("include").unwrap_or_default();
    let includes = |name: &str| include.split(',').any(|part| part.trim() == name);
    Ok(Request {
        filter: text("filter").map(|filter| interpolate::fill(call, &filter)).transpose()?,
        id: text("id"),
        slug: text("slug"),
        limit,
        page: whole_number(call.hash("page")).filter(|&n| n > 0).map_or(1, |n| n.unsigned_abs().min(100_000)),
        order: text("order"),
        unseen: whole_number(call.hash("unseen")).map(|n| n.clamp(0, 1000) as usize),
        relations: Relations {
            tags: includes("tags"),
            authors: includes("authors"),
            tiers: includes("tiers"),
        },
    })
}

/// What the store says, as the template's `@error`; unless it is the template's fault, the render itself fails after it.
fn said<T>(scope: &crate::scope::Scope<'_>, result: store::Result<T>) -> std::result::Result<T, String> {
    if let Err(store::Error::Invalid { field, why }) = result {
        return Err(format!("{field}: {why}"));
    }
    scope.noting(result).ok_or_else(|| "the list could not be read".to_owned())
}
