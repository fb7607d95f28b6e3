//! Posts and pages: by filter, and our own lists of related, popular and picked ones.

use std::cmp::Reverse;
use std::collections::HashSet;

use filter::{Expr, Test, holds};
use hbs::Value;
use store::{Id, Kind, List, Matching, Order, PostCard, PostQuery};

use super::lazy_pagination::LazyPagination;
use super::plan::{Base, Plan, plan};
use super::{Answer, MOST, Request, said};
use crate::page::Page;
use crate::scope::Scope;
use crate::views::{Relations, cards};

/// Rows of an index that are read to leave some of them out; beyond, and for filters that no index answers, the store does it.
const NEAR: u64 = 400;

/// Posts or pages by `filter`, `id` or `slug`.
pub(super) fn posts<'a>(scope: &'a Scope<'a>, kind: Kind, request: &Request) -> Result<Answer<'a>, String> {
    let name = if kind == Kind::Page { "pages" } else { "posts" };
    if request.id.is_some() || request.slug.is_some() {
        let found = one(scope, kind, request)?;
        let found = found
            .ok_or_else(|| format!("{} not found.", if kind == Kind::Page { "Page" } else { "Post" }))?;
        return Ok(answer(scope, name, request, vec![found], None));
    }
    let plan = plan(request.filter.as_deref())?;
    let order = request.order.as_deref().map_or_else(|| Order::usual(kind), Order::read);
    let skip = (request.page - 1).saturating_mul(u64::from(request.limit));
    let hidden = hidden(scope, request);
    let query = |list: List, offset: u64, limit: u32| PostQuery {
        kind,
        list,
        language: request.unseen.and_then(|_| language(scope)),
        order: order.clone(),
        offset,
        limit,
    };
    let in_the_way = scope.count_cards(&hidden, |card| may_hold(&plan.base, card));
    // Where it is known how many rows are left out, they are left out here: the index serves the rest.
    let rows = plan.taken.map(|taken| skip + u64::from(request.limit) + (taken + in_the_way) as u64);
    let listed = !matches!(plan.base, Base::Ids(_) | Base::Slugs(_));
    let further = skip > 0 && listed && hidden.is_empty() && plan.rest.is_none();
    // Several lists are put into one by date only.
    let several = matches!(&plan.base, Base::Tags(slugs) | Base::Authors(slugs) if slugs.len() > 1);
    let further = further || several && matches!(order, Order::By(_));
    let Some(rows) = rows.filter(|rows| *rows <= NEAR && !further) else {
        return filtered(scope, name, request, &plan, &hidden, &query, skip);
    };
    let lists = lists(scope, kind, &plan.base)?;
    let mut found = Vec::new();
    for list in &lists {
        found.extend(said(scope, scope.reader.posts(&query(list.clone(), 0, rows as u32)))?);
    }
    if lists.len() > 1 {
        merge(&mut found, &order);
    }
    let found = chosen(scope, found, &plan, &hidden, skip, request.limit)?;
    let all = match (lists.as_slice(), &plan.rest) {
        ([list], None) => Some(list.clone()),
        ([List::Ids(_)] | [], _) => None,
        (_, _) => Some(matching(scope, List::All, plan.whole.clone(), &[])?),
    };
    Ok(answer(scope, name, request, found, all.map(|list| query(list, 0, 1))))
}

/// Posts that only a statement of their own finds, anywhere in the archive.
fn filtered<'a>(
    scope: &'a Scope<'a>,
    name: &'static str,
    request: &Request,
    plan: &Plan,
    hidden: &[Id],
    query: &dyn Fn(List, u64, u32) -> PostQuery,
    skip: u64,
) -> Result<Answer<'a>, String> {
    let tag = |slug: &str| Ok(scope.tag(slug)?.map(|tag| tag.id));
    let author = |slug: &str| {
        scope.count_query()?;
        Ok(said(scope, scope.reader.author_by_slug(slug))?.map(|author| author.id))
    };
    let Some((within, filter)) = plan.narrowed::<String>(tag, author)? else {
        return Ok(answer(scope, name, request, Vec::new(), None));
    };
    let list = |hidden: &[Id]| match (&filter, hidden) {
        (None, []) => Ok(within.clone()),
        (filter, hidden) => matching(scope, within.clone(), filter.clone(), hidden),
    };
    let found = said(scope, scope.reader.posts(&query(list(hidden)?, skip, request.limit)))?;
    Ok(answer(scope, name, request, found, Some(query(list(&[])?, 0, 1))))
}

/// A list of those that a filter lets through, but for some.
fn matching(scope: &Scope<'_>, within: List, filter: Option<Expr>, without: &[Id]) -> Result<List, String> {
    let mut terms: Vec<Expr> = filter.into_iter().collect();
    if !without.is_empty() {
        let ids = without.iter().map(|id| filter::Value::Text(id.to_string())).collect();
        terms.push(Expr::Term { property: "id".to_owned(), at: 0, test: Test::NotIn(ids) });
    }
    let filter = if let [_] = terms.as_slice() { terms.remove(0) } else { Expr::And(terms) };
    let matching = Matching::new(within, &filter, scope.now()).map_err(|error| error.to_string())?;
    Ok(List::Matching(Box::new(matching)))
}

/// Stories that share topics and words with the one in the current context, or that of the page.
pub(super) fn related<'a>(
    scope: &'a Scope<'a>,
    this: &Value<'a>,
    request: &Request,
) -> Result<Answer<'a>, String> {
    let own = scope.card(this).or(scope.page.entry().map(|post| &post.card));
    let Some(own) = own else {
        return Err("there is no post here that others could be related to".to_owned());
    };
    let hidden = hidden(scope, request);
    let most = most(request, scope.count_cards(&hidden, |card| card.id != own.id));
    let found = said(scope, scope.reader.related(own, most))?;
    Ok(ours(scope, request, found, &hidden))
}

/// The most read stories.
pub(super) fn popular<'a>(scope: &'a Scope<'a>, request: &Request) -> Result<Answer<'a>, String> {
    let hidden = hidden(scope, request);
    let languages = scope.facts.languages.len().max(1) as u32;
    let mut found = said(scope, scope.reader.popular((most(request, hidden.len()) * languages).min(MOST)))?;
    if let Some(language) = language(scope) {
        found.retain(|card| card.language == language);
    }
    Ok(ours(scope, request, found, &hidden))
}

/// The editors' picks: those in order, then featured posts.
pub(super) fn picks<'a>(scope: &'a Scope<'a>, request: &Request) -> Result<Answer<'a>, String> {
    let hidden = hidden(scope, request);
    let language = language(scope);
    let mut found = said(scope, scope.reader.ordered_picks())?;
    found.retain(|card| language.as_ref().is_none_or(|language| card.language == *language));
    let most = most(request, scope.count_cards(&hidden, |card| card.featured) + found.len());
    let query = PostQuery { language, ..PostQuery::newest(List::Featured, 0, most) };
    let featured = said(scope, scope.reader.posts(&query))?;
    let ordered: HashSet<Id> = found.iter().map(|card| card.id).collect();
    found.extend(featured.into_iter().filter(|card| !ordered.contains(&card.id)));
    Ok(ours(scope, request, found, &hidden))
}

/// What our own lists keep to where the site speaks several languages: the page's language, or the main one.
fn language(scope: &Scope<'_>) -> Option<Box<str>> {
    let languages = &scope.facts.languages;
    let spoken = languages.iter().any(|front| front.code == scope.language);
    let language = if spoken { scope.language } else { &scope.facts.settings.locale };
    (!languages.is_empty()).then(|| language.into())
}

/// Rows to ask for, when so many of them may have to be left out.
fn most(request: &Request, in_the_way: usize) -> u32 {
    request.limit + (in_the_way as u32).min(MOST)
}

/// Whether a post may be among those that an index lists.
fn may_hold(base: &Base, card: &PostCard) -> bool {
    match base {
        Base::Tags(slugs) => card.tags.iter().any(|tag| slugs.iter().any(|slug| **slug == *tag.slug)),
        Base::Authors(slugs) => {
            card.authors.iter().any(|author| slugs.iter().any(|slug| **slug == *author.slug))
        }
        Base::Featured => card.featured,
        Base::Ids(_) | Base::Slugs(_) | Base::All => true,
    }
}

fn ours<'a>(scope: &'a Scope<'a>, request: &Request, mut found: Vec<PostCard>, hidden: &[Id]) -> Answer<'a> {
    found.retain(|card| !hidden.contains(&card.id));
    found.truncate(request.limit as usize);
    shown(scope, "posts", request, Relations::ALL, found, None)
}

/// The posts that shall not appear: with `unseen=N` the first N of the page's own and what earlier lists showed.
fn hidden(scope: &Scope<'_>, request: &Request) -> Vec<Id> {
    let Some(unseen) = request.unseen else { return Vec::new() };
    let mut hidden = scope.shown.borrow().clone();
    match scope.page {
        Page::List { posts, .. } => hidden.extend(posts.iter().take(unseen).map(|card| card.id)),
        Page::Entry { post, .. } => hidden.push(post.id),
        _ => {}
    }
    hidden
}

fn answer<'a>(
    scope: &'a Scope<'a>,
    name: &'static str,
    request: &Request,
    found: Vec<PostCard>,
    counted: Option<PostQuery>,
) -> Answer<'a> {
    shown(scope, name, request, request.relations, found, counted)
}

fn shown<'a>(
    scope: &'a Scope<'a>,
    name: &'static str,
    request: &Request,
    relations: Relations,
    found: Vec<PostCard>,
    counted: Option<PostQuery>,
) -> Answer<'a> {
    if request.unseen.is_some() {
        scope.shown.borrow_mut().extend(found.iter().map(|card| card.id));
    }
    let posts = scope.keep_posts(found);
    let count = move || match &counted {
        Some(query) => scope.noting(scope.reader.count_posts(query)).unwrap_or_default(),
        None => posts.len() as u64,
    };
    let pagination = LazyPagination::value(request.page, request.limit, count);
    Answer { name, list: cards(posts, relations, scope), pagination }
}

/// The one post of an id or slug.
fn one(scope: &Scope<'_>, kind: Kind, request: &Request) -> Result<Option<PostCard>, String> {
    let found = match (&request.id, &request.slug) {
        (Some(id), _) => match id.parse::<Id>() {
            Ok(id) => said(scope, scope.reader.post_by_id(&id))?,
            Err(_) => None,
        },
        (None, Some(slug)) => said(scope, scope.reader.post_by_slug(kind, slug))?,
        (None, None) => None,
    };
    Ok(found.filter(|post| post.kind == kind).map(|post| post.card))
}

/// The lists of the store that make up the base of a plan.
fn lists(scope: &Scope<'_>, kind: Kind, base: &Base) -> Result<Vec<List>, String> {
    let mut lists = Vec::new();
    match base {
        Base::All => lists.push(List::All),
        Base::Featured => lists.push(List::Featured),
        Base::Ids(ids) => {
            lists.push(List::Ids(ids.iter().take(MOST as usize).filter_map(|id| id.parse().ok()).collect()))
        }
        Base::Slugs(slugs) => {
            let mut ids = Vec::new();
            for slug in slugs.iter().take(MOST as usize) {
                scope.count_query()?;
                ids.extend(said(scope, scope.reader.post_by_slug(kind, slug))?.map(|post| post.id));
            }
            lists.push(List::Ids(ids));
        }
        Base::Tags(slugs) => {
            for slug in slugs {
                lists.extend(scope.tag(slug)?.map(|tag| List::Tag(tag.id)));
            }
        }
        Base::Authors(slugs) => {
            for slug in slugs {
                scope.count_query()?;
                lists.extend(
                    said(scope, scope.reader.author_by_slug(slug))?.map(|author| List::Author(author.id)),
                );
            }
        }
    }
    Ok(lists)
}

/// What is left of the rows after the rest of the filter, and of that the page asked for.
fn chosen(
    scope: &Scope<'_>,
    found: Vec<PostCard>,
    plan: &Plan,
    hidden: &[Id],
    skip: u64,
    limit: u32,
) -> Result<Vec<PostCard>, String> {
    let mut kept = Vec::new();
    for card in found {
        let passes = match &plan.rest {
            Some(rest) => holds(rest, &card, scope.now())?,
            None => true,
        };
        if passes && !hidden.contains(&card.id) {
            kept.push(card);
        }
    }
    Ok(kept.into_iter().skip(skip.min(usize::MAX as u64) as usize).take(limit as usize).collect())
}

/// Puts several lists into one, each post once, in order.
fn merge(found: &mut Vec<PostCard>, order: &Order) {
    let published = |card: &PostCard| card.published_at.unwrap_or_default();
    match order {
        Order::Oldest => found.sort_by_key(|card| (published(card), card.id)),
        Order::Updated => found.sort_by_key(|card| Reverse((card.updated_at, card.id))),
        Order::Newest | Order::By(_) | Order::Slugs(_) => {
            found.sort_by_key(|card| Reverse((published(card), card.id)))
        }
    }
    found.dedup_by_key(|card| card.id);
}
