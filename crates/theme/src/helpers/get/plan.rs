//! Which index of the store answers a filter of posts, and what is left of the filter then.

use filter::{Compare, Expr, Test};
use store::{Id, List, Matching, Reader};

/// The list that an index serves, narrowest first.
#[derive(Debug, PartialEq)]
pub(super) enum Base {
    /// These ids.
    Ids(Vec<String>),
    /// These slugs.
    Slugs(Vec<String>),
    /// Posts with one of these tags.
    Tags(Vec<String>),
    /// Posts of one of these authors.
    Authors(Vec<String>),
    /// Featured posts.
    Featured,
    /// All posts.
    All,
}

/// How a filter is answered.
#[derive(Debug, PartialEq)]
pub(super) struct Plan {
    pub(super) base: Base,
    /// What must hold besides.
    pub(super) rest: Option<Expr>,
    /// All of it, base and rest.
    pub(super) whole: Option<Expr>,
    /// How many rows at most the rest can take away, when that is known: `id:-a` takes one.
    pub(super) taken: Option<usize>,
}

/// Reads a filter.
///
/// # Errors
/// What is no filter.
pub(super) fn plan(filter: Option<&str>) -> Result<Plan, String> {
    let Some(filter) = filter.filter(|filter| !filter.trim().is_empty()) else {
        return Ok(Plan { base: Base::All, rest: None, whole: None, taken: Some(0) });
    };
    Ok(of(filter::parse(filter).map_err(|error| error.to_string())?))
}

/// The list of the store that a filter of posts means: walked in the narrowest index that has all of it. `None` when nothing can be
/// in it. `now` is what relative dates count from.
///
/// # Errors
/// Failures of the store, and filters that it does not take.
pub fn list_for(reader: &Reader, filter: Option<Expr>, now: i64) -> store::Result<Option<List>> {
    let Some(whole) = filter else { return Ok(Some(List::All)) };
    let tag = |slug: &str| Ok(reader.tag_by_slug(slug)?.map(|tag| tag.id));
    let author = |slug: &str| Ok(reader.author_by_slug(slug)?.map(|author| author.id));
    let Some((within, rest)) = of(whole).narrowed::<store::Error>(tag, author)? else { return Ok(None) };
    Ok(Some(match rest {
        None => within,
        Some(rest) => List::Matching(Box::new(Matching::new(within, &rest, now)?)),
    }))
}

impl Plan {
    /// The list to walk, and what must hold in it. `None` when nothing can be found.
    pub(super) fn narrowed<E>(
        &self,
        tag: impl FnOnce(&str) -> Result<Option<Id>, E>,
        author: impl FnOnce(&str) -> Result<Option<Id>, E>,
    ) -> Result<Option<(List, Option<Expr>)>, E> {
        let list = match &self.base {
            Base::Tags(slugs) if slugs.len() == 1 => tag(&slugs[0])?.map(List::Tag),
            Base::Authors(slugs) if slugs.len() == 1 => author(&slugs[0])?.map(List::Author),
            Base::Featured => Some(List::Featured),
            _ => return Ok(Some((List::All, self.whole.clone()))),
        };
        Ok(list.map(|list| (list, self.rest.clone())))
    }
}

fn of(whole: Expr) -> Plan {
    // What is asked of the joining tables narrows the terms beside it: they stay together.
    if whole.properties().iter().any(|property| property.ends_with(".sort_order")) {
        return Plan { base: Base::All, rest: Some(whole.clone()), whole: Some(whole), taken: None };
    }
    let mut terms = match whole.clone() {
        Expr::And(terms) => terms,
        other => vec![other],
    };
    let chosen = terms.iter().enumerate().filter_map(|(at, term)| Some((at, base(term)?)));
    let (base, at) = match chosen.min_by_key(|(_, (base, _))| rank(base)) {
        // Only part of what a `primary_tag` demands is answered by the tag's index: the term stays.
        Some((at, (base, whole))) => (base, whole.then_some(at)),
        None => (Base::All, None),
    };
    if let Some(at) = at {
        terms.remove(at);
    }
    let taken = terms.iter().map(takes).sum();
    let rest = match terms.len() {
        0 => None,
        1 => terms.pop(),
        _ => Some(Expr::And(terms)),
    };
    Plan { base, rest, whole: Some(whole), taken }
}

fn rank(base: &Base) -> u8 {
    match base {
        Base::Ids(_) => 0,
        Base::Slugs(_) => 1,
        Base::Tags(_) => 2,
        Base::Authors(_) => 3,
        Base::Featured => 4,
        Base::All => 5,
    }
}

/// The list that a term alone demands, and whether that is all that it demands.
fn base(term: &Expr) -> Option<(Base, bool)> {
    let Expr::Term { property, test, .. } = term else { return None };
    let texts = match test {
        Test::Is(Compare::Eq, filter::Value::Bool(true)) if property == "featured" => {
            return Some((Base::Featured, true));
        }
        Test::Is(Compare::Eq, value) => vec![filter::text(value)?],
        Test::In(values) => values.iter().map(filter::text).collect::<Option<Vec<_>>>()?,
        _ => return None,
    };
    Some(match property.as_str() {
        "id" => (Base::Ids(texts), true),
        "slug" => (Base::Slugs(texts), true),
        "tag" | "tags" | "tags.slug" => (Base::Tags(texts), true),
        "primary_tag" => (Base::Tags(texts), false),
        "author" | "authors" | "authors.slug" => (Base::Authors(texts), true),
        "primary_author" => (Base::Authors(texts), false),
        _ => return None,
    })
}

/// How many rows a term takes away at most.
fn takes(term: &Expr) -> Option<usize> {
    match term {
        Expr::Term { property, test: Test::Is(Compare::Ne, _), .. } if is_unique(property) => Some(1),
        Expr::Term { property, test: Test::NotIn(values), .. } if is_unique(property) => Some(values.len()),
        _ => None,
    }
}

fn is_unique(property: &str) -> bool {
    matches!(property, "id" | "slug" | "uuid")
}
