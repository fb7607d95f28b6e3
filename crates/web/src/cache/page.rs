//! One cached page: its bytes in every form, and the headers that go with each, made once.

use std::borrow::Cow;
use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU32, Ordering::Relaxed},
};

use bytes::Bytes;
use hyper::{
    HeaderMap, Response, StatusCode,
    header::{
        CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LAST_MODIFIED, VARY,
    },
};
use store::{Id, Tag, TagSet};

use crate::{
    body::Sent,
    compress::{self, Effort},
    conditional::{self, Stamp},
    encoding::Encoding,
    policy::Policy,
    printed::Printed,
    security::{self, Scripts},
    views::Counter,
};

/// Hits after which a page is worth the background's best compression.
const POPULAR: u32 = 8;

const SURROGATE_KEY: HeaderName = HeaderName::from_static("surrogate-key");

/// What a handler rendered, before it becomes a [`Page`].
#[derive(Debug)]
pub(crate) struct Draft {
    /// The status; what is not 200 is not for others.
    pub(crate) status: StatusCode,
    /// The text.
    pub(crate) body: Bytes,
    /// `Content-Type`.
    pub(crate) content_type: Cow<'static, str>,
    /// How long it may be kept.
    pub(crate) policy: Policy,
    /// When its content last changed, seconds since 1970.
    pub(crate) modified: Option<u64>,
    /// The post whose reading it is.
    pub(crate) post: Option<Id>,
    /// For HTML: who may run scripts on it. `None`: it is not HTML.
    pub(crate) scripts: Option<Scripts>,
}

/// What is no header (the editors may write one) is bytes.
fn content_type(text: &str) -> HeaderValue {
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

/// A rendered page with everything needed to answer from it.
#[derive(Debug)]
pub(crate) struct Page {
    status: StatusCode,
    identity: Form,
    gzip: OnceLock<Form>,
    brotli: OnceLock<Form>,
    /// The plain form of a page that many ask for.
    printed: Option<Arc<Printed>>,
    about: Arc<About>,
}

/// What the forms of a page share, and what stays when a form is replaced by a better one.
#[derive(Debug)]
struct About {
    headers: HeaderMap,
    hash: u64,
    modified: Option<Stamp>,
    /// Whether the date was settled when the headers were written.
    settled: bool,
    shared: bool,
    compressible: bool,
    tags: Box<[Tag]>,
    counter: Option<Arc<Counter>>,
    hits: AtomicU32,
}

/// A body in one encoding, with its headers.
#[derive(Debug)]
struct Form {
    body: Bytes,
    etag: HeaderValue,
    /// Of a 200.
    full: HeaderMap,
    /// Of a 304.
    brief: HeaderMap,
}

impl Page {
    /// Makes a page of a draft. `tags` is what its render read; `surrogate_keys` tells proxies of them.
    pub(crate) fn new(
        draft: Draft,
        tags: TagSet,
        counter: Option<Arc<Counter>>,
        surrogate_keys: bool,
    ) -> Page {
        let mut headers = HeaderMap::with_capacity(12);
        headers.insert(CONTENT_TYPE, content_type(&draft.content_type));
        headers.insert(CACHE_CONTROL, draft.policy.cache_control());
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        match draft.scripts {
            Some(scripts) => security::guard_page(&mut headers, scripts),
            None => security::guard(&mut headers),
        }
        let modified = draft.modified.and_then(Stamp::from_seconds);
        let settled = modified.as_ref().is_none_or(Stamp::is_settled);
        if let Some(stamp) = modified.as_ref().filter(|_| settled) {
            headers.insert(LAST_MODIFIED, stamp.text.clone());
        }
        if draft.policy == Policy::Never {
            let (name, value) = security::ROBOTS;
            headers.insert(name, value);
        }
        if surrogate_keys && let Some(keys) = surrogate_key(&tags) {
            headers.insert(SURROGATE_KEY, keys);
        }
        let body = draft.body;
        let hash = hash(&body);
        let about = About {
            headers,
            hash,
            modified,
            settled,
            shared: draft.policy != Policy::Never,
            compressible: body.len() >= compress::WORTH_IT && compress::shrinks(&draft.content_type),
            tags: tags.into_iter().collect(),
            counter,
            hits: AtomicU32::new(0),
        };
        Page {
            status: draft.status,
            identity: about.form(Encoding::Identity, body),
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            printed: None,
            about: Arc::new(about),
        }
    }

    /// The tags of what the page shows.
    pub(crate) fn tags(&self) -> &[Tag] {
        &self.about.tags
    }

    /// Bytes of memory, counting the compressed forms that it will have.
    pub(crate) fn weight(&self) -> u64 {
        let forms = |form: &OnceLock<Form>| {
            form.get().map_or(
                if self.about.compressible { self.identity.body.len() / 3 } else { 0 },
                |form| {
                    if form.body.as_ptr() == self.identity.body.as_ptr() { 0 } else { form.body.len() }
                },
            )
        };
        let bodies = self.identity.body.len() + forms(&self.gzip) + forms(&self.brotli);
        (bodies + 4096 + self.about.tags.iter().map(|tag| tag.as_str().len() + 96).sum::<usize>()) as u64
    }

    /// Whether it may be kept for other readers.
    pub(crate) fn is_shared(&self) -> bool {
        self.about.shared
    }

    /// The body as it is, and the headers of a 200 with it.
    pub(crate) fn plain(&self) -> (&Bytes, &HeaderMap) {
        (&self.identity.body, &self.identity.full)
    }

    /// The validators: entity tag of the plain form, and time of change.
    pub(crate) fn validators(&self) -> (&HeaderValue, Option<&Stamp>) {
        (&self.identity.etag, self.about.date())
    }

    /// Whether the form is at hand. Small pages are sent as they are.
    pub(crate) fn has(&self, encoding: Encoding) -> bool {
        self.slot(encoding).is_none_or(|slot| slot.get().is_some())
    }

    /// Makes the form, unless it is there. Takes about a millisecond: for blocking threads.
    pub(crate) fn make(&self, encoding: Encoding) {
        if let Some(slot) = self.slot(encoding) {
            slot.get_or_init(|| self.packed(encoding, Effort::Fast));
        }
    }

    /// The same page in its best compressed forms. Takes up to a tenth of a second: for the background.
    pub(crate) fn perfected(&self) -> Page {
        let packed = |encoding| match self.slot(encoding) {
            Some(_) => OnceLock::from(self.packed(encoding, Effort::Best)),
            None => OnceLock::new(),
        };
        Page {
            status: self.status,
            identity: self.about.form(Encoding::Identity, self.identity.body.clone()),
            gzip: packed(Encoding::Gzip),
            brotli: packed(Encoding::Brotli),
            printed: Printed::of(&self.identity.body),
            about: Arc::clone(&self.about),
        }
    }

    /// What the plain form can be sent from.
    pub(crate) fn printed(&self) -> Option<&Arc<Printed>> {
        self.printed.as_ref()
    }

    /// Answers from the page: 304 when the reader has it, otherwise everything. A form that is not at hand is
    /// sent uncompressed.
    pub(crate) fn answer(&self, asked: &HeaderMap, encoding: Encoding) -> Response<Sent> {
        let form = self.slot(encoding).and_then(OnceLock::get).unwrap_or(&self.identity);
        let date = self.about.date();
        let unchanged = self.status == StatusCode::OK && conditional::unchanged(asked, &form.etag, date);
        let (status, headers, body) = if unchanged {
            (StatusCode::NOT_MODIFIED, &form.brief, Bytes::new())
        } else {
            (self.status, &form.full, form.body.clone())
        };
        let mut response = Response::new(Sent::Whole(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers.clone();
        if !self.about.settled
            && let Some(date) = date
        {
            response.headers_mut().insert(LAST_MODIFIED, date.text.clone());
        }
        response
    }

    /// Counts a reading of the post that the page shows, if any.
    pub(crate) fn count_view(&self, asked: &HeaderMap) {
        if let Some(counter) = &self.about.counter {
            counter.count(asked);
        }
    }

    /// Counts a hit; `true` once, when the page has shown itself worth perfecting.
    pub(crate) fn hit(&self) -> bool {
        self.about.hits.fetch_add(1, Relaxed) == POPULAR && self.about.compressible
    }

    fn slot(&self, encoding: Encoding) -> Option<&OnceLock<Form>> {
        match encoding {
            _ if !self.about.compressible => None,
            Encoding::Identity => None,
            Encoding::Gzip => Some(&self.gzip),
            Encoding::Brotli => Some(&self.brotli),
        }
    }

    fn packed(&self, encoding: Encoding, effort: Effort) -> Form {
        match compress::compress(&self.identity.body, encoding, effort) {
            Some(body) => self.about.form(encoding, body),
            None => self.about.form(Encoding::Identity, self.identity.body.clone()),
        }
    }
}

impl About {
    /// When the page last changed, once that is settled. Most pages were rendered long after, and no clock is read for them.
    fn date(&self) -> Option<&Stamp> {
        self.modified.as_ref().filter(|date| self.settled || date.is_settled())
    }

    fn form(&self, encoding: Encoding, body: Bytes) -> Form {
        // The compressed bytes of one page may differ (fast, then best), so their tags are weak.
        let etag = match encoding {
            Encoding::Identity => format!("\"{:016x}\"", self.hash),
            Encoding::Gzip => format!("W/\"{:016x}-g\"", self.hash),
            Encoding::Brotli => format!("W/\"{:016x}-b\"", self.hash),
        };
        let etag = HeaderValue::try_from(etag).expect("hex digits are a header value");
        let mut full = self.headers.clone();
        full.insert(ETAG, etag.clone());
        if let Some(name) = encoding.name() {
            full.insert(CONTENT_ENCODING, name);
        }
        let mut brief = HeaderMap::with_capacity(6);
        for name in [CACHE_CONTROL, ETAG, LAST_MODIFIED, VARY] {
            if let Some(value) = full.get(&name) {
                brief.insert(name, value.clone());
            }
        }
        Form { body, etag, full, brief }
    }
}

/// A fingerprint of the bytes: two versions of one page share it once in 2^64 times. Folded multiplication, because a
/// page is fingerprinted for every render, and a general hash would take a tenth of that time; in four lanes, which the
/// processor multiplies at once.
fn hash(body: &[u8]) -> u64 {
    let fold = |state: u64, word: u64| {
        let product = u128::from(state ^ word) * 0x9E37_79B9_7F4A_7C15;
        (product as u64) ^ ((product >> 64) as u64)
    };
    let (rows, rest) = body.as_chunks::<32>();
    let mut last = [0; 32];
    last[..rest.len()].copy_from_slice(rest);
    let mut lanes =
        [0x2545_F491_4F6C_DD1D, 0x6C62_272E_07BB_0142, 0xCBF2_9CE4_8422_2325, 0x1000_0000_01B3_5A2F_u64];
    for row in rows.iter().chain([&last]) {
        let (words, _) = row.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = fold(*lane, u64::from_le_bytes(*word));
        }
    }
    fold(lanes.into_iter().fold(0, fold), body.len() as u64)
}

/// The tags, separated by spaces; proxies bound the length of the header, so that very many are left out as a whole.
fn surrogate_key(tags: &TagSet) -> Option<HeaderValue> {
    let keys: Vec<&str> = tags.iter().map(Tag::as_str).filter(|tag| !tag.contains(' ')).collect();
    let keys = keys.join(" ");
    if keys.len() > 8000 {
        return None;
    }
    HeaderValue::from_str(&keys).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_tell_versions_apart() {
        let page = "The council met on Tuesday. ".repeat(50).into_bytes();
        let mut seen = std::collections::HashSet::new();
        assert!(seen.insert(hash(b"")) && seen.insert(hash(b"\0")) && seen.insert(hash(&[0; 8])));
        for at in 1..page.len() {
            let mut other = page.clone();
            other[at] ^= 1;
            assert!(seen.insert(hash(&other)) && seen.insert(hash(&page[..at])), "{at}");
        }
    }
}
