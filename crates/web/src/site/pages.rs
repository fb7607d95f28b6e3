//! From an address to a page: the cache, the flight that fills it, and the 404 that all wrong addresses share.
//!
//! ```text
//!  page() ─► catch_up ─► cache? ─yes─► answer
//!                          │no
//!                          ▼
//!                     flight: pilot renders on a blocking thread, settles with the cache, lands;
//!                             passengers take what landed if it is as fresh as their request, or go again
//! ```

use std::sync::Arc;

use hyper::{
    HeaderMap, Method, Response, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, LOCATION, RETRY_AFTER},
};

use newsroom::Lock;
use store::Reader;

use percent_encoding::{CONTROLS, utf8_percent_encode};

use super::{Asked, Desk, Failure, Moved, Reply, Site};
use crate::{
    body::Sent,
    cache::{Draft, Key, Page, ReaderClass, Seating, Settled},
    encoding::Encoding,
    policy::Policy,
    security,
    themes::Look,
};

/// The key of the page for addresses that lead nowhere; no request's path looks like it.
const NOT_FOUND: &str = "404";

/// What came of a flight.
#[derive(Debug, Clone)]
pub(crate) struct Landing {
    outcome: Result<Outcome, Trouble>,
    fresh_as_of: u64,
}

/// What to answer with.
#[derive(Debug, Clone)]
pub(crate) enum Outcome {
    Page(Arc<Page>),
    Moved { to: Arc<str>, how: Moved },
    Empty,
}

/// Why there is nothing to answer with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Too many renders at once.
    Busy,
    /// A fault of ours, written to the log.
    Broken,
}

impl Trouble {
    /// The status, and what readers are told.
    pub(super) fn told(self) -> (StatusCode, &'static str) {
        match self {
            Trouble::Busy => {
                (StatusCode::SERVICE_UNAVAILABLE, "The site is very busy. Please try again in a moment.")
            }
            Trouble::Broken => {
                (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong here. Please try again later.")
            }
        }
    }
}

/// How a handler makes its page.
pub(crate) trait Make: FnOnce(&Desk<'_>) -> Result<Reply, Failure> + Send + 'static {}
impl<F: FnOnce(&Desk<'_>) -> Result<Reply, Failure> + Send + 'static> Make for F {}

impl Site {
    /// Answers with the page at an address; `make` is called when it is not cached. The editors' redirects come first.
    pub(crate) async fn page(self: &Arc<Site>, asked: Asked, make: impl Make) -> Response<Sent> {
        let (site, path) = (Arc::clone(self), Arc::clone(&asked.path));
        let outcome = self
            .land(&asked, move |desk| match site.redirects.follow(&desk.reader.redirects()?, &path) {
                Some(moved) => Ok(moved),
                None => make(desk),
            })
            .await;
        self.respond(outcome, &asked).await
    }

    /// What there is at an address, from the cache or from `make`.
    pub(crate) async fn land(self: &Arc<Site>, asked: &Asked, make: impl Make) -> Result<Outcome, Trouble> {
        let asked_at = self.store.change_number();
        if self.cache_off || asked.look.is_some() {
            return self.fly(None, asked, make).await.outcome;
        }
        let key = Key::new(ReaderClass::Visitor, &asked.path);
        loop {
            if self.catch_up().await.is_err() {
                return Err(Trouble::Broken);
            }
            if let Some(page) = self.cache.get(ReaderClass::Visitor, &asked.path) {
                return Ok(Outcome::Page(page));
            }
            match self.flights.join(&key) {
                Seating::Passenger(passenger) => match passenger.arrive().await {
                    Some(landing) if landing.fresh_as_of >= asked_at => {
                        return landing.outcome;
                    }
                    // It began before a write that this reader may know of, or came to nothing: the next flight is later.
                    _ => continue,
                },
                Seating::Pilot(pilot) => {
                    // On a task of its own: the reader who began it may leave, the others still wait.
                    let (site, flown) = (Arc::clone(self), asked.clone());
                    let task = tokio::spawn(async move {
                        let landing = site.fly(Some(key), &flown, make).await;
                        pilot.land(landing.clone());
                        landing
                    });
                    return task.await.map_or(Err(Trouble::Broken), |landing| landing.outcome);
                }
            }
        }
    }

    /// Answers with a page that is made for this reader alone, and kept by nobody.
    pub(crate) async fn page_alone(self: &Arc<Site>, asked: &Asked, make: impl Make) -> Response<Sent> {
        let outcome = self.fly(None, asked, make).await.outcome;
        self.respond(outcome, asked).await
    }

    /// Drops from the cache what changed. To be called before every lookup that is not on the hot path.
    async fn catch_up(self: &Arc<Site>) -> Result<(), Trouble> {
        if self.store.change_number() == self.cache.applied() {
            return Ok(());
        }
        let _turn = self.catching_up.lock().await;
        if self.store.change_number() == self.cache.applied() {
            return Ok(());
        }
        let site = Arc::clone(self);
        let caught_up = tokio::task::spawn_blocking(move || site.cache.catch_up(&site.store)).await;
        caught_up.map_err(|_| Trouble::Broken)?.map_err(|error| {
            tracing::error!(%error, "the change log cannot be read");
            Trouble::Broken
        })
    }

    /// Renders in turn. Without a key the page is not kept.
    async fn fly(self: &Arc<Site>, key: Option<Key>, asked: &Asked, make: impl Make) -> Landing {
        let Ok(permit) = self.renders.enter().await else {
            return Landing { outcome: Err(Trouble::Busy), fresh_as_of: u64::MAX };
        };
        let (site, encoding, look) = (Arc::clone(self), asked.encoding, asked.look.clone());
        let rendered = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            site.render(key, encoding, look, make)
        });
        match rendered.await {
            Ok(Ok(landing)) => landing,
            Ok(Err(failure)) => {
                tracing::error!(path = &*asked.path, error = %failure, "a page could not be made");
                Landing { outcome: Err(Trouble::Broken), fresh_as_of: u64::MAX }
            }
            Err(_) => Landing { outcome: Err(Trouble::Broken), fresh_as_of: u64::MAX },
        }
    }

    /// Renders now, on this blocking thread; in the live theme when no other is given.
    fn render(
        &self,
        key: Option<Key>,
        encoding: Encoding,
        look: Option<Arc<Look>>,
        make: impl Make,
    ) -> Result<Landing, Failure> {
        let reader = self.store.reader()?;
        let seen = reader.change_number();
        self.cache.catch_up(&self.store)?;
        // Every page depends on it: when the site closes, all that is kept goes.
        let key = if Lock::of(&*reader.settings()?).is_some() { None } else { key };
        // The theme that these very settings name: a page is dropped with them, and so with its theme.
        let live = self.themes.of(&*reader.settings()?);
        let is_preview = look.is_some();
        let look = look.unwrap_or(live);
        let reply = make(&Desk { reader: &reader, theme: &look.theme, address: &look.address })?;
        let tags = reader.noted();
        let (outcome, settled) = match reply {
            Reply::Page(mut draft) => {
                draft.post = draft.post.filter(|_| !is_preview);
                let page = self.page_of(draft, tags);
                page.make(encoding);
                let kept = key.as_ref().filter(|_| page.is_shared()).map(|key| (key, &page));
                let settled = self.cache.settle(&self.store, seen, page.tags(), kept)?;
                (Outcome::Page(page), settled)
            }
            Reply::Moved { to, how } => {
                let tags: Vec<_> = tags.into_iter().collect();
                let settled = self.cache.settle(&self.store, seen, &tags, None)?;
                (Outcome::Moved { to: to.into(), how }, settled)
            }
            Reply::Empty => (Outcome::Empty, Settled { fresh_as_of: seen }),
            Reply::NotFound => {
                drop(reader);
                let tags: Vec<_> = tags.into_iter().collect();
                let settled = self.cache.settle(&self.store, seen, &tags, None)?;
                let page = if is_preview {
                    self.not_found_page(&look, &self.store.reader()?)?
                } else {
                    self.not_found()?
                };
                (Outcome::Page(page), settled)
            }
        };
        Ok(Landing { outcome: Ok(outcome), fresh_as_of: settled.fresh_as_of })
    }

    /// The page for addresses that lead nowhere: one for all of them, so that a flood of them costs little.
    fn not_found(&self) -> Result<Arc<Page>, Failure> {
        if let Some(page) = self.cache.get(ReaderClass::Visitor, NOT_FOUND)
            && !self.cache_off
        {
            return Ok(page);
        }
        let reader = self.store.reader()?;
        let seen = reader.change_number();
        let look = self.themes.of(&*reader.settings()?);
        let page = self.not_found_page(&look, &reader)?;
        let key = Key::new(ReaderClass::Visitor, NOT_FOUND);
        let open = Lock::of(&*reader.settings()?).is_none();
        let kept = (open && !self.cache_off).then_some((&key, &page));
        let Settled { .. } = self.cache.settle(&self.store, seen, page.tags(), kept)?;
        Ok(page)
    }

    fn not_found_page(&self, look: &Look, reader: &Reader) -> Result<Arc<Page>, Failure> {
        let desk = Desk { reader, theme: &look.theme, address: &look.address };
        let page = theme::Page::NotFound { path: "/404/".to_owned() };
        let draft = desk.html(&page, Policy::NotFound, None, None)?;
        Ok(self.page_of(Draft { status: StatusCode::NOT_FOUND, ..draft }, reader.noted()))
    }

    fn page_of(&self, mut draft: Draft, tags: store::TagSet) -> Arc<Page> {
        let touched = self.cache.touched(&tags);
        draft.modified = draft.modified.map(|modified| modified.max(touched));
        let counter = draft.post.map(|post| self.views.counter(post));
        Arc::new(Page::new(draft, tags, counter, self.surrogate_keys))
    }

    /// Answers with it.
    pub(crate) async fn respond(
        self: &Arc<Site>,
        outcome: Result<Outcome, Trouble>,
        asked: &Asked,
    ) -> Response<Sent> {
        match outcome {
            Ok(Outcome::Page(page)) => {
                if asked.method == Method::GET {
                    page.count_view(&asked.headers);
                }
                let page = with_form(page, asked.encoding).await;
                page.answer(&asked.headers, asked.encoding)
            }
            Ok(Outcome::Moved { to, how }) => match &asked.look {
                Some(look) => redirect(&look.inside(&to), asked.query.as_deref(), how),
                None => redirect(&to, asked.query.as_deref(), how),
            },
            Ok(Outcome::Empty) => plain(StatusCode::NO_CONTENT, "", Policy::Moved),
            Err(trouble) => {
                let (status, text) = trouble.told();
                let mut response = plain(status, text, Policy::Never);
                if trouble == Trouble::Busy {
                    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
                }
                response
            }
        }
    }
}

/// The page with the form at hand; compressing takes a millisecond and a blocking thread.
pub(crate) async fn with_form(page: Arc<Page>, encoding: Encoding) -> Arc<Page> {
    if !page.has(encoding) {
        let packed = Arc::clone(&page);
        // Should the thread fail, the plain form is sent.
        let _ = tokio::task::spawn_blocking(move || packed.make(encoding)).await;
    }
    page
}

/// A redirect that keeps the query, unless its target has one.
fn redirect(to: &str, query: Option<&str>, how: Moved) -> Response<Sent> {
    let (to, fragment) = to.split_once('#').map_or((to, None), |(to, fragment)| (to, Some(fragment)));
    let mut target = to.to_owned();
    if let Some(query) = query {
        target.push(if to.contains('?') { '&' } else { '?' });
        target.push_str(query);
    }
    if let Some(fragment) = fragment {
        target.push('#');
        target.push_str(fragment);
    }
    // Paths of stories are in any script; a header is not.
    let target = utf8_percent_encode(&target, CONTROLS).to_string();
    let Ok(location) = HeaderValue::try_from(target) else {
        return plain(StatusCode::NOT_FOUND, "There is nothing here.", Policy::NotFound);
    };
    let mut response = Response::new(Sent::Whole(bytes::Bytes::new()));
    *response.status_mut() = how.status();
    let headers = response.headers_mut();
    security::guard(headers);
    headers.insert(CACHE_CONTROL, how.policy().cache_control());
    headers.insert(LOCATION, location);
    response
}

/// A sentence.
pub(crate) fn plain(status: StatusCode, text: &'static str, policy: Policy) -> Response<Sent> {
    let mut response = Response::new(Sent::Whole(bytes::Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    let headers: &mut HeaderMap = response.headers_mut();
    security::guard(headers);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, policy.cache_control());
    response
}
