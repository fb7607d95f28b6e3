//! `/search/`: readers look for public stories by their words. Each question costs the database something, so that one address may not
//! ask without end. What the newsroom itself has at this address comes first.

use std::{collections::HashMap, net::IpAddr, sync::Arc};

use axum::{
    body::Body,
    extract::{Extension, State},
    response::Response,
};
use hyper::StatusCode;
use parking_lot::Mutex;
use store::{List, PostQuery};
use theme::{Found, Page};

use super::{Asked, Desk, Failure, Reply, Site, address};
use crate::{cache::Draft, policy::Policy, room::Peer};

/// Stories on a page, and pages.
const ON_A_PAGE: u32 = 20;
const PAGES: u64 = 10;
/// Characters of a question.
const LONGEST: usize = 200;
/// Questions that one address may ask in a minute.
const A_MINUTE: u32 = 30;
/// Addresses that are remembered.
const ADDRESSES: usize = 20_000;
const MINUTE: i64 = 60_000;

/// How many questions each address asked in the present minute.
#[derive(Debug, Default)]
pub(super) struct Pace(Mutex<(i64, HashMap<IpAddr, u32>)>);

impl Pace {
    /// Whether an address may ask once more.
    fn allows(&self, from: IpAddr, now: i64) -> bool {
        let mut known = self.0.lock();
        let minute = now.div_euclid(MINUTE);
        if known.0 != minute {
            *known = (minute, HashMap::new());
        }
        if known.1.len() >= ADDRESSES && !known.1.contains_key(&from) {
            return false;
        }
        let asked = known.1.entry(from).or_default();
        *asked += 1;
        *asked <= A_MINUTE
    }
}

/// The page of the search.
pub(super) async fn page(
    State(site): State<Arc<Site>>,
    peer: Option<Extension<Peer>>,
    asked: Asked,
) -> Response {
    let (words, number) = question(asked.query.as_deref().unwrap_or_default());
    let from = peer.map(|Extension(Peer(from))| from);
    let now = site.newsroom.clock().now();
    let too_many = !words.is_empty() && from.is_some_and(|from| !site.pace.allows(from, now));
    let path = Arc::clone(&asked.path);
    let rules = Arc::clone(&site);
    let make = move |desk: &Desk<'_>| {
        if let Some(moved) = rules.redirects.follow(&desk.reader.redirects()?, &path) {
            return Ok(moved);
        }
        match address::page(desk, &path)? {
            Reply::NotFound => found(desk, words, number, too_many),
            own => Ok(own),
        }
    };
    site.page_alone(&asked, make).await.map(Body::new)
}

/// What is asked for, and which page of it.
fn question(query: &str) -> (String, u64) {
    let (mut words, mut page) = (String::new(), 1);
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "q" | "s" => words = value.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            "page" => page = value.parse().unwrap_or(1),
            _ => {}
        }
    }
    (words, page.clamp(1, PAGES))
}

fn found(desk: &Desk<'_>, words: String, page: u64, too_many: bool) -> Result<Reply, Failure> {
    let mut found = Found { asked: words, page, too_many, ..Found::default() };
    if let Some(asked) = newsroom::asked(&found.asked).filter(|_| !too_many) {
        let offset = (page - 1) * u64::from(ON_A_PAGE);
        let mut ids = desk.reader.public_with_words(&asked, offset, ON_A_PAGE + 1)?;
        found.more = ids.len() > ON_A_PAGE as usize && page < PAGES;
        ids.truncate(ON_A_PAGE as usize);
        found.posts = desk.reader.posts(&PostQuery::newest(List::Ids(ids), 0, ON_A_PAGE))?;
    }
    let status = if too_many { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::OK };
    let draft = desk.html(&Page::Search(Box::new(found)), Policy::Never, None, None)?;
    Ok(Reply::Page(Draft { status, ..draft }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_ask_so_often_a_minute() {
        let pace = Pace::default();
        let (one, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        for _ in 0..A_MINUTE {
            assert!(pace.allows(one, 0));
        }
        assert!(!pace.allows(one, 59_999) && pace.allows(other, 59_999));
        assert!(pace.allows(one, 60_000));
    }

    #[test]
    fn questions_are_read_within_bounds() {
        assert_eq!(question("q=+a+b&page=3"), ("a b".to_owned(), 3));
        assert_eq!(question("s=x&page=99999"), ("x".to_owned(), PAGES));
        assert_eq!(question("page=-1&q=%00%0A"), (String::new(), 1));
        assert_eq!(question(&format!("q={}", "x".repeat(999))).0.len(), LONGEST);
    }
}
