//! Style and scripts of the room at `/room/assets/`. An address with its `?v=` names one content for ever.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

use axum::{
    extract::{Path, RawQuery},
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use hyper::{
    HeaderMap, StatusCode,
    header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue, VARY},
};
use rust_embed::RustEmbed;

use super::{guard::Needs, refusal::Refusal, routes::Route};
use crate::{
    compress::{self, Effort},
    encoding::Encoding,
    policy::Policy,
};

#[derive(RustEmbed)]
#[folder = "src/room/assets"]
struct Files;

/// The editor, bundled by `scripts/frontend.sh`. In a debug build it is read at run time and may be missing; `build.rs` says so.
#[derive(RustEmbed)]
#[folder = "../../frontend/dist"]
#[allow_missing = true]
struct Editor;

/// A file in the forms in which it is sent.
struct Asset {
    plain: Bytes,
    packed: OnceLock<Packed>,
    version: String,
    kind: &'static str,
}

/// A file made smaller, where that makes it smaller.
struct Packed {
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Asset {
    /// The editor comes packed already; what does not is packed when it is first asked for.
    fn packed(&self) -> &Packed {
        self.packed.get_or_init(|| {
            let pack = |encoding| {
                let shrinks = compress::shrinks(self.kind);
                shrinks.then(|| compress::compress(&self.plain, encoding, Effort::Best)).flatten()
            };
            Packed { brotli: pack(Encoding::Brotli), gzip: pack(Encoding::Gzip) }
        })
    }
}

static ASSETS: LazyLock<HashMap<String, Asset>> =
    LazyLock::new(|| gather::<Files>().chain(gather::<Editor>()).collect());

fn gather<F: RustEmbed>() -> impl Iterator<Item = (String, Asset)> {
    let is_whole = |name: &Cow<'_, str>| !name.ends_with(".br") && !name.ends_with(".gz");
    F::iter().filter(is_whole).filter_map(|name| {
        let file = F::get(&name)?;
        let plain = Bytes::from(file.data.into_owned());
        let version = file.metadata.sha256_hash()[..6].iter().map(|byte| format!("{byte:02x}")).collect();
        let kind = match name.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        };
        let ready =
            |ending| F::get(&format!("{name}.{ending}")).map(|file| Bytes::from(file.data.into_owned()));
        let packed = match (ready("br"), ready("gz")) {
            (None, None) => OnceLock::new(),
            (brotli, gzip) => OnceLock::from(Packed { brotli, gzip }),
        };
        Some((name.into_owned(), Asset { plain, packed, version, kind }))
    })
}

pub(super) const ROUTES: &[Route] = &[Route::get("/room/assets/{name}", Needs::Nobody, || get(answer))];

/// The address of a file, with its version.
pub(super) fn address(name: &str) -> String {
    match ASSETS.get(name) {
        Some(asset) => format!("/room/assets/{name}?v={}", asset.version),
        None => format!("/room/assets/{name}"),
    }
}

async fn answer(
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let found = tokio::task::spawn_blocking(move || ASSETS.get(&name).map(|asset| (asset, asset.packed())));
    let Some((asset, forms)) = found.await.ok().flatten() else {
        return Err(newsroom::Refused::NotFound { what: "file", id: String::new() }.into());
    };
    let named = query.is_some_and(|query| query == format!("v={}", asset.version));
    let policy = if named { Policy::Immutable } else { Policy::Asset };
    let encoding = Encoding::accepted(&headers);
    let packed = match encoding {
        Encoding::Brotli => forms.brotli.as_ref(),
        Encoding::Gzip => forms.gzip.as_ref(),
        Encoding::Identity => None,
    };
    let mut response = (StatusCode::OK, packed.unwrap_or(&asset.plain).clone()).into_response();
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    out.insert(CACHE_CONTROL, policy.cache_control());
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(name) = encoding.name().filter(|_| packed.is_some()) {
        out.insert(CONTENT_ENCODING, name);
    }
    Ok(response)
}
