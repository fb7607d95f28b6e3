//! A request, as far as pages are concerned.

use std::{convert::Infallible, sync::Arc};

use axum::extract::FromRequestParts;
use hyper::{HeaderMap, Method, http::request::Parts};

use crate::{encoding::Encoding, themes::Look};

/// What is asked, by whom it can be told.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) path: Arc<str>,
    /// Without the `?`.
    pub(crate) query: Option<Arc<str>>,
    pub(crate) headers: HeaderMap,
    pub(crate) encoding: Encoding,
    /// Another theme than the live one, for whoever looks at it before readers do.
    pub(crate) look: Option<Arc<Look>>,
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asked, Infallible> {
        Ok(Asked {
            method: parts.method.clone(),
            path: parts.uri.path().into(),
            query: parts.uri.query().map(Into::into),
            encoding: Encoding::accepted(&parts.headers),
            look: parts.extensions.get().cloned(),
            headers: std::mem::take(&mut parts.headers),
        })
    }
}
