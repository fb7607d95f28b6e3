//! The theme's files at `/assets/…`. With its own `?v=` an address names one content for ever.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use hyper::{
    StatusCode,
    header::{ACCEPT_RANGES, HeaderValue, RANGE},
};
use parking_lot::RwLock;
use store::TagSet;
use theme::Theme;

use super::{Asked, with_form};
use crate::{
    body::Sent,
    cache::{Draft, Page},
    conditional,
    encoding::Encoding,
    media::choose,
    policy::Policy,
    range,
};

/// The files that were asked for so far, ready to be sent. There are as many as the theme has, so that no bound is needed.
pub(crate) struct Assets {
    theme: Arc<Theme>,
    ready: RwLock<HashMap<String, Arc<Versions>>>,
}

struct Versions {
    hash: Box<str>,
    immutable: Arc<Page>,
    plain: Arc<Page>,
}

impl Assets {
    pub(crate) fn new(theme: Arc<Theme>) -> Assets {
        Assets { theme, ready: RwLock::default() }
    }

    /// The file at a path below `/assets/`, asked for with this query.
    pub(crate) fn find(&self, path: &str, query: Option<&str>) -> Option<Arc<Page>> {
        let ready = self.ready.read().get(path).cloned();
        let versions = match ready {
            Some(versions) => versions,
            None => self.prepare(path)?,
        };
        let version = query.and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("v=")));
        let named = version.is_some_and(|version| version == &*versions.hash);
        Some(Arc::clone(if named { &versions.immutable } else { &versions.plain }))
    }

    /// Makes the best compressed forms of all files, for the background. Readers meanwhile get what is there.
    pub(crate) fn perfect(&self) {
        for (path, _) in self.theme.assets() {
            if self.find(path, None).is_none() {
                continue;
            }
            let Some(versions) = self.ready.read().get(path).cloned() else { continue };
            let perfected = Versions {
                hash: versions.hash.clone(),
                immutable: Arc::new(versions.immutable.perfected()),
                plain: Arc::clone(&versions.plain),
            };
            self.ready.write().insert(path.to_owned(), Arc::new(perfected));
        }
    }

    fn prepare(&self, path: &str) -> Option<Arc<Versions>> {
        let asset = self.theme.asset(path)?;
        let body = match &asset.bytes {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::copy_from_slice(bytes),
        };
        let page = |policy| {
            let draft = Draft {
                status: StatusCode::OK,
                body: body.clone(),
                content_type: asset.content_type.into(),
                policy,
                modified: None,
                post: None,
                scripts: None,
            };
            Arc::new(Page::new(draft, TagSet::default(), None, false))
        };
        let versions = Arc::new(Versions {
            hash: asset.hash.clone(),
            immutable: page(Policy::Immutable),
            plain: page(Policy::Asset),
        });
        self.ready.write().insert(path.to_owned(), Arc::clone(&versions));
        Some(versions)
    }
}

/// Answers with a file of the theme that was not at hand in the right form, or with a part of it.
pub(crate) async fn answer(page: Arc<Page>, asked: &Asked) -> Response {
    if asked.headers.contains_key(RANGE) {
        return part(&page, asked).map(axum::body::Body::new).into_response();
    }
    let page = with_form(page, asked.encoding).await;
    page.answer(&asked.headers, asked.encoding).map(axum::body::Body::new)
}

fn part(page: &Page, asked: &Asked) -> hyper::Response<Sent> {
    let (etag, modified) = page.validators();
    let whole = page.answer(&asked.headers, Encoding::Identity);
    if whole.status() == StatusCode::NOT_MODIFIED
        || !conditional::range_applies(&asked.headers, etag, modified)
    {
        return whole;
    }
    let (body, headers) = page.plain();
    let mut frame = Response::default();
    *frame.headers_mut() = headers.clone();
    frame.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let wanted = range::wanted(&asked.headers, body.len() as u64);
    let body = match choose(&mut frame, wanted, body.len() as u64) {
        Some(part) => body.slice(part.start as usize..part.end as usize),
        None => Bytes::new(),
    };
    frame.map(|_| Sent::Whole(body))
}
