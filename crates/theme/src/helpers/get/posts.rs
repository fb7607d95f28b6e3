//! Posts and pages: by filter, and our own lists of related, popular and picked ones.

use std::cmp::Reverse;

use hbs::Value;
use store::{Direction, Id, Kind, List, Order, PostCard, PostColumn, PostQuery};

use super::condition::{Cell, Row, holds};
use super::lazy_pagination::LazyPagination;
use super::plan::{Base, Plan, plan};
use super::{Answer, MOST, Request, said};
use crate::page::Page;
use crate::scope::Scope;
use crate::views::cards;

/// Rows looked at for a filter that no index answers.
const LOOKED_AT: u32 = 400;

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
    let order = order(request.order.as_deref());
    let skip = (request.page - 1).saturating_mul(u64::from(request.limit));
    let hidden = hidden(scope, request);
    let in_the_way = scope.count_cards(&hidden, |card| may_hold(&plan.base, card));
    let lists = lists(scope, kind, &plan.base)?;
    let query = |list: List, offset: u64, limit: u32| PostQuery {
        kind,
        list,
        language: request.unseen.and_then(|_| language(scope)),
        order: order.clone(),
        offset,
        limit,
    };
    // A single list, where only known rows are taken away, is served by its index at any depth.
    let (found, counted) = match (lists.as_slice(), plan.taken) {
        ([list], Some(0)) if hidden.is_empty() => {
            let found = said(scope, scope.reader.posts(&query(list.clone(), skip, request.limit)))?;
            (found, Some(query(list.clone(), 0, 1)))
        }
        ([list], taken) => {
            let extra = taken.map(|taken| taken + in_the_way);
            let rows = extra.map_or(LOOKED_AT, |extra| request.limit + extra as u32);
            let rows = rows.saturating_add(skip.min(1_000_000) as u32).min(LOOKED_AT.max(request.limit));
            let found = said(scope, scope.reader.posts(&query(list.clone(), 0, rows)))?;
            (
                chosen(scope, found, &plan, &hidden, skip, request.limit)?,
                taken.map(|_| query(list.clone(), 0, 1)),
            )
        }
        (lists, taken) => {
            let rows = taken.map_or(LOOKED_AT / 4, |taken| request.limit + (taken + in_the_way) as u32);
            let rows = rows.saturating_add(skip.min(1_000_000) as u32).min(LOOKED_AT.max(request.limit));
            let mut found = Vec::new();
            for list in lists {
                found.extend(said(scope, scope.reader.posts(&query(list.clone(), 0, rows)))?);
            }
            merge(&mut found, &order);
            (chosen(scope, found, &plan, &hidden, skip, request.limit)?, None)
        }
    };
    Ok(answer(scope, name, request, found, counted))
}

/// Stories that share topics and words with the one in the current context, or that of the page.
pub(super) fn related<'a>(
    scope: &'a Scope<'a>,
    this: &Value<'a>,
    request: &Request,
) -> Result<Answer<'a>, String> {
    let own = scope.card(this).or(match scope.page {
        Page::Entry { post, .. } => Some(&post.card),
        _ => None,
    });
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

/// The editors' picks.
pub(super) fn picks<'a>(scope: &'a Scope<'a>, request: &Request) -> Result<Answer<'a>, String> {
    let hidden = hidden(scope, request);
    let most = most(request, scope.count_cards(&hidden, |card| card.featured));
    let query = PostQuery::newest(List::Featured, 0, most);
    let query = PostQuery { language: language(scope), ..query };
    let found = said(scope, scope.reader.posts(&query))?;
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
    answer(scope, "posts", request, found, None)
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
    if request.unseen.is_some() {
        scope.shown.borrow_mut().extend(found.iter().map(|card| card.id));
    }
    let posts = scope.keep_posts(found);
    let count = move || match &counted {
        Some(query) => scope.noting(scope.reader.count_posts(query)).unwrap_or_default(),
        None => posts.len() as u64,
    };
    let pagination = LazyPagination::value(request.page, request.limit, count);
    Answer { name, list: cards(posts, scope), pagination }
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
            Some(rest) => holds(rest, &card, scope.now)?,
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
        Order::Newest | Order::By(_) => found.sort_by_key(|card| Reverse((published(card), card.id))),
    }
    found.dedup_by_key(|card| card.id);
}

/// `published_at desc`, `title asc, featured desc` …; the newest first where it is not understood, as Ghost does.
fn order(text: Option<&str>) -> Order {
    let mut columns = Vec::new();
    for part in text.unwrap_or_default().split(',') {
        let mut words = part.split_whitespace();
        let column = match words.next().map(|column| column.trim_start_matches("posts.")) {
            Some("id") => PostColumn::Id,
            Some("title") => PostColumn::Title,
            Some("slug") => PostColumn::Slug,
            Some("featured") => PostColumn::Featured,
            Some("visibility") => PostColumn::Visibility,
            Some("reading_time") => PostColumn::ReadingTime,
            Some("created_at") => PostColumn::CreatedAt,
            Some("updated_at") => PostColumn::UpdatedAt,
            Some("published_at") => PostColumn::PublishedAt,
            _ => continue,
        };
        let down = words.next().is_some_and(|word| word.eq_ignore_ascii_case("desc"));
        columns.push((column, if down { Direction::Descending } else { Direction::Ascending }));
    }
    match columns.as_slice() {
        [] | [(PostColumn::PublishedAt, Direction::Descending), ..] => Order::Newest,
        [(PostColumn::PublishedAt, Direction::Ascending), ..] => Order::Oldest,
        [(PostColumn::UpdatedAt, Direction::Descending), ..] => Order::Updated,
        _ => Order::By(columns),
    }
}

impl Row for PostCard {
    fn cell(&self, name: &str) -> Option<Cell<'_>> {
        let maybe = |text: &'_ Option<Box<str>>| text.is_some();
        Some(match name {
            "id" => Cell::Text(self.id.as_str()),
            "uuid" => Cell::Text(&self.uuid),
            "slug" => Cell::Text(&self.slug),
            "title" => Cell::Text(&self.title),
            "featured" => Cell::Bool(self.featured),
            "visibility" => Cell::Text(&self.visibility),
            "language" | "locale" => Cell::Text(&self.language),
            "status" => Cell::Text(self.status.as_str()),
            "type" => Cell::Text(self.kind.as_str()),
            "page" => Cell::Bool(self.kind == Kind::Page),
            "reading_time" => Cell::Number(i64::from(self.reading_time)),
            "published_at" => self.published_at.map_or(Cell::Null, Cell::Time),
            "updated_at" => Cell::Time(self.updated_at),
            "created_at" => Cell::Time(self.created_at),
            "feature_image" if maybe(&self.feature_image) => Cell::Text(self.feature_image.as_deref()?),
            "custom_excerpt" if maybe(&self.custom_excerpt) => Cell::Text(self.custom_excerpt.as_deref()?),
            "custom_template" if maybe(&self.custom_template) => Cell::Text(self.custom_template.as_deref()?),
            "feature_image" | "custom_excerpt" | "custom_template" => Cell::Null,
            "tag" | "tags" | "tags.slug" => Cell::Related(self.tags.iter().map(|tag| &*tag.slug).collect()),
            "tags.name" => Cell::Related(self.tags.iter().map(|tag| &*tag.name).collect()),
            "tags.visibility" => Cell::Related(self.tags.iter().map(|tag| tag.visibility.as_str()).collect()),
            "primary_tag" => self.primary_tag().map_or(Cell::Null, |tag| Cell::Text(&tag.slug)),
            "author" | "authors" | "authors.slug" => {
                Cell::Related(self.authors.iter().map(|author| &*author.slug).collect())
            }
            "primary_author" => self.primary_author().map_or(Cell::Null, |author| Cell::Text(&author.slug)),
            _ => return None,
        })
    }
}
