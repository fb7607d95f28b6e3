//! How the room says no: one place for pages and for scripts.

use std::sync::Arc;

use axum::{
    extract::Request,
    response::{IntoResponse, Redirect, Response},
};
use hyper::{
    Method, StatusCode,
    header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue, REFERER, RETRY_AFTER},
};
use maud::html;
use newsroom::Refused;

use super::{Room, shell, words::Words};

/// Why a request got no answer. A handler returns it with `?`; the guard turns it into a page or JSON.
#[derive(Debug, Clone)]
pub(crate) enum Refusal {
    /// Nobody is signed in.
    SignedOut,
    /// The password was right, the code is still to come.
    Half,
    /// It is long ago that they showed that it is they.
    Stale,
    /// Their role does not allow it.
    Forbidden,
    /// It came from a page of another site.
    CrossSite,
    /// The verb refused.
    Verb(Arc<Refused>),
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Refusal {
        Refusal::Verb(Arc::new(refused))
    }
}

impl IntoResponse for Refusal {
    /// A bare status; the guard, which knows who asked, makes the page.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Who asked, as far as the form of the answer goes.
pub(super) struct Asker {
    wants_json: bool,
    /// Where to come back to after signing in.
    page: Option<String>,
    /// Where to come back to after showing again that it is they: this page, or the one with the form.
    form: Option<String>,
    words: Words,
}

impl Asker {
    pub(super) fn of(request: &Request) -> Asker {
        let headers = request.headers();
        let is_json = |name: HeaderName| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .is_some_and(|value| value.contains("application/json"))
        };
        let address = request.uri().path_and_query().map(ToString::to_string);
        let referrer = headers.get(REFERER).and_then(|value| value.to_str().ok());
        let referrer =
            referrer.and_then(|from| Some(format!("/{}", from.split_once("://")?.1.split_once('/')?.1)));
        let is_page = request.method() == Method::GET;
        Asker {
            wants_json: is_json(ACCEPT) || is_json(CONTENT_TYPE),
            form: if is_page { address.clone() } else { referrer },
            page: address.filter(|_| is_page),
            words: Words::asked(headers),
        }
    }

    /// They are known: their own language counts, not that of their browser.
    pub(super) fn speaks(&mut self, words: Words) {
        self.words = words;
    }
}

impl Refusal {
    /// Whether there is nothing where they looked.
    pub(super) fn is_not_found(&self) -> bool {
        self.status() == StatusCode::NOT_FOUND
    }

    fn status(&self) -> StatusCode {
        match self {
            Refusal::SignedOut | Refusal::Half => StatusCode::UNAUTHORIZED,
            Refusal::Stale => StatusCode::CONFLICT,
            Refusal::Forbidden | Refusal::CrossSite => StatusCode::FORBIDDEN,
            Refusal::Verb(refused) => match **refused {
                Refused::NotFound { .. } => StatusCode::NOT_FOUND,
                Refused::NotAllowed { .. } => StatusCode::FORBIDDEN,
                Refused::Conflict(_) => StatusCode::CONFLICT,
                Refused::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
                Refused::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
                Refused::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    /// A sentence for people, and the field that it is about.
    pub(super) fn sentence(&self, words: Words) -> (String, Option<&'static str>) {
        match self {
            Refusal::SignedOut | Refusal::Half => (words.text("error.signed_out").to_owned(), None),
            Refusal::Stale => (words.text("error.stale").to_owned(), None),
            Refusal::Forbidden => (words.text("error.forbidden").to_owned(), None),
            Refusal::CrossSite => (words.text("error.cross_site").to_owned(), None),
            Refusal::Verb(refused) => {
                if let Refused::Failed(error) = &**refused {
                    tracing::error!(%error, "the room could not do it");
                }
                let field = match &**refused {
                    Refused::Invalid { field, .. } => Some(*field),
                    _ => None,
                };
                (words.refused(refused), field)
            }
        }
    }

    /// The answer.
    pub(super) async fn answer(&self, room: &Arc<Room>, asker: &Asker) -> Response {
        let mut response = self.told(room, asker).await;
        if let Refusal::Verb(refused) = self
            && let Refused::TooMany { seconds } = **refused
        {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    async fn told(&self, room: &Arc<Room>, asker: &Asker) -> Response {
        let (sentence, field) = self.sentence(asker.words);
        let status = self.status();
        if asker.wants_json {
            let body = serde_json::json!({ "error": sentence, "field": field }).to_string();
            return (status, [(CONTENT_TYPE, HeaderValue::from_static("application/json"))], body)
                .into_response();
        }
        if matches!(self, Refusal::SignedOut)
            && let Some(page) = &asker.page
        {
            let query: String = url_encode(page);
            return Redirect::to(&format!("/room/sign-in/?to={query}")).into_response();
        }
        let way = match self {
            Refusal::Half => Some(("/room/sign-in/code/", &asker.page)),
            Refusal::Stale => Some(("/room/confirm/", &asker.form)),
            _ => None,
        };
        if let Some((path, to)) = way {
            let query = url_encode(to.as_deref().unwrap_or("/room/"));
            return Redirect::to(&format!("{path}?to={query}")).into_response();
        }
        let body = html! {
            h1 { (status.as_u16()) }
            p { (sentence) }
            p { a href="/room/" { (asker.words.text("error.back")) } }
        };
        (status, shell::threshold(room, asker.words, asker.words.text("error.title"), body).await)
            .into_response()
    }
}

fn url_encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
