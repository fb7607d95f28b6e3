//! Where every request arrives: answered from memory at once, or handed to the router.
//!
//! Nothing stands before this: no layers, no allocation beyond the headers of the answer. Whatever is not a plain hit
//! takes the other way.

use std::{convert::Infallible, pin::Pin, sync::Arc};

use axum::{Router, body::Body};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Body as _, Incoming},
    header::{ALLOW, CONNECTION, HeaderValue, RANGE, RETRY_AFTER},
    service::Service,
};
use tower::ServiceExt;

use crate::{
    body::Sent,
    cache::{Key, ReaderClass},
    encoding::Encoding,
    ghost,
    listener::{House, Phase, Seat},
    policy::Policy,
    room::Peer,
    site::{MEMBERS, PRIVATE, Site, plain},
};

/// Answers the requests of one connection.
pub(crate) struct FrontDoor {
    pub(crate) site: Arc<Site>,
    pub(crate) router: Router,
    pub(crate) seat: Arc<Seat>,
    /// Where the connection comes from.
    pub(crate) peer: Peer,
    /// The newsroom's own pages: never cached, and the only ones that take bodies.
    pub(crate) room: Router,
    /// Ghost's APIs, for programs.
    pub(crate) api: Router,
    /// Where the readers behind a trusted proxy are counted, when the connection is one's.
    pub(crate) behind_proxy: Option<Arc<House>>,
    /// Bytes of path and query.
    pub(crate) address_bytes: usize,
}

/// An answer, now or later.
pub(crate) enum Answer {
    Now(Option<Response<Sent>>),
    Later(Pin<Box<dyn Future<Output = Response<Sent>> + Send>>),
}

impl Future for Answer {
    type Output = Result<Response<Sent>, Infallible>;

    fn poll(
        self: Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<Response<Sent>, Infallible>> {
        match self.get_mut() {
            Answer::Now(response) => {
                std::task::Poll::Ready(Ok(response.take().expect("an answer is polled once")))
            }
            Answer::Later(response) => response.as_mut().poll(cx).map(Ok),
        }
    }
}

impl Service<Request<Incoming>> for FrontDoor {
    type Response = Response<Sent>;
    type Error = Infallible;
    type Future = Answer;

    fn call(&self, mut request: Request<Incoming>) -> Answer {
        if ghost::is_api(request.uri().path()) {
            let reader = self.reader(&request);
            request.extensions_mut().insert(reader);
            return self.later(&self.api, request);
        }
        if is_room(request.uri().path()) {
            let reader = self.reader(&request);
            request.extensions_mut().insert(reader);
            request.extensions_mut().insert(Arc::clone(&self.seat));
            return self.later(&self.room, request);
        }
        if request.method() == Method::POST && takes_forms(request.uri().path()) {
            let reader = self.reader(&request);
            request.extensions_mut().insert(reader);
            return self.later(&self.router, request);
        }
        if request.uri().path() == theme::SEARCH {
            // What is asked for is in the query, which no cached page has, and who asks is counted.
            if let Some(refusal) = self.refusal(&request) {
                return Answer::Now(Some(refusal));
            }
            let reader = self.reader(&request);
            request.extensions_mut().insert(reader);
            return self.later(&self.router, request);
        }
        if let Some(response) = self.at_once(&request) {
            self.seat.enter(Phase::Waiting);
            return Answer::Now(Some(response));
        }
        self.later(&self.router, request)
    }
}

/// Whether an address belongs to the newsroom. `/ghost/` is where those who come from Ghost look for it.
fn is_room(path: &str) -> bool {
    ["/room", "/ghost"]
        .iter()
        .any(|root| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Whether readers send something to an address.
fn takes_forms(path: &str) -> bool {
    path == PRIVATE || path.starts_with(MEMBERS)
}

impl FrontDoor {
    /// Where a request comes from: behind a trusted proxy, from whom that says.
    fn reader(&self, request: &Request<Incoming>) -> Peer {
        let named = self.behind_proxy.as_ref().and_then(|house| house.reader(request.headers()));
        named.map_or(self.peer, Peer)
    }

    fn later(&self, router: &Router, request: Request<Incoming>) -> Answer {
        let visit = match self.behind_proxy.as_ref().map(|house| house.visit(request.headers())) {
            Some(Err(_)) => return Answer::Now(Some(too_many())),
            Some(Ok(visit)) => visit,
            None => None,
        };
        self.seat.enter(Phase::Answering);
        let (router, seat) = (router.clone(), Arc::clone(&self.seat));
        Answer::Later(Box::pin(async move {
            let response = router
                .oneshot(request.map(|body| Body::new(Arriving { body, seat: Arc::clone(&seat) })))
                .await
                .unwrap_or_else(|never| match never {});
            seat.enter(Phase::Sending);
            response.map(|body| Sent::Stream { body, seat, _visit: visit })
        }))
    }

    fn at_once(&self, request: &Request<Incoming>) -> Option<Response<Sent>> {
        if let Some(refusal) = self.refusal(request) {
            return Some(refusal);
        }
        let site = &*self.site;
        let (path, headers) = (request.uri().path(), request.headers());
        let encoding = Encoding::accepted(headers);
        if let Some(asset) = path.strip_prefix("/assets/") {
            let asset = site.themes.settled(&site.store)?.look.assets.find(asset, request.uri().query())?;
            return (asset.has(encoding) && !headers.contains_key(RANGE))
                .then(|| asset.answer(headers, encoding));
        }
        if site.cache_off || site.store.change_number() != site.cache.applied() {
            return None;
        }
        let page = site.cache.get(ReaderClass::Visitor, path)?;
        if !page.has(encoding) {
            return None;
        }
        if request.method() == Method::GET {
            page.count_view(headers);
        }
        if page.hit() {
            site.perfecter.ask(Key::new(ReaderClass::Visitor, path), Arc::clone(&page));
        }
        if encoding == Encoding::Identity
            && let Some(printed) = page.printed()
        {
            self.seat.sends(printed);
        }
        Some(page.answer(headers, encoding))
    }

    /// Refuses what no route takes: other methods, bodies, endless addresses.
    fn refusal(&self, request: &Request<Incoming>) -> Option<Response<Sent>> {
        if request.method() != Method::GET && request.method() != Method::HEAD {
            let mut response =
                plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD here.", Policy::Never);
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return Some(closing(response, request));
        }
        if !request.body().is_end_stream() {
            let response = plain(StatusCode::PAYLOAD_TOO_LARGE, "No bodies here.", Policy::Never);
            return Some(closing(response, request));
        }
        let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
        (length > self.address_bytes)
            .then(|| plain(StatusCode::URI_TOO_LONG, "That address is too long.", Policy::Never))
    }
}

/// One reader's share is used up.
fn too_many() -> Response<Sent> {
    let text = "Too many requests at once from your address. Please try again in a moment.";
    let mut response = plain(StatusCode::TOO_MANY_REQUESTS, text, Policy::Never);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    response
}

/// A body that nobody reads ends its connection.
fn closing(mut response: Response<Sent>, request: &Request<Incoming>) -> Response<Sent> {
    if !request.body().is_end_stream() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// A body that is still coming: each piece of it shows that somebody is there, so that an upload may take longer than an answer.
struct Arriving {
    body: Incoming,
    seat: Arc<Seat>,
}

impl hyper::body::Body for Arriving {
    type Data = bytes::Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<bytes::Bytes>, hyper::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if matches!(polled, std::task::Poll::Ready(Some(Ok(_)))) {
            self.seat.enter(Phase::Answering);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
    }
}
