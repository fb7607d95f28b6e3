//! Ghost's errors: one shape for all, whatever went wrong.

use hyper::{
    Response, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER},
};
use serde_json::json;
use store::Id;

use crate::{
    body::Sent,
    cache::Draft,
    policy::Policy,
    security,
    site::{Failure, Trouble},
};

/// The type of every answer.
pub(super) const JSON: &str = "application/json; charset=utf-8";

/// Why there is no answer.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    status: StatusCode,
    /// Ghost's name of the error.
    kind: &'static str,
    message: String,
    context: Option<String>,
    code: Option<&'static str>,
}

/// What was to be done: it stands in the sentences.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doing {
    /// `list` or `read`.
    pub(super) verb: &'static str,
    /// `posts`, or `post`.
    pub(super) what: &'static str,
}

impl Refusal {
    fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Refusal {
        Refusal { status, kind, message: message.into(), context: None, code: None }
    }

    fn because(self, context: impl Into<String>) -> Refusal {
        Refusal { context: Some(context.into()), ..self }
    }

    /// Nothing is at this address.
    pub(super) fn no_such_address() -> Refusal {
        Refusal::new(StatusCode::NOT_FOUND, "NotFoundError", "Resource not found")
    }

    /// There is nobody to answer to.
    pub(super) fn no_key() -> Refusal {
        let context = "Unable to determine the authenticated member or integration. Check the supplied Content API Key and ensure \
            cookies are being passed through if member auth is failing.";
        Refusal::new(StatusCode::FORBIDDEN, "NoPermissionError", "Authorization failed").because(context)
    }

    /// Several keys.
    pub(super) fn many_keys() -> Refusal {
        let refusal = Refusal::new(StatusCode::BAD_REQUEST, "BadRequestError", "Invalid Request");
        Refusal { code: Some("INVALID_REQUEST"), ..refusal }
    }

    /// A key that nobody has.
    pub(super) fn unknown_key() -> Refusal {
        let refusal = Refusal::new(StatusCode::UNAUTHORIZED, "UnauthorizedError", "Unknown Content API Key");
        Refusal { code: Some("UNKNOWN_CONTENT_API_KEY"), ..refusal }
    }

    /// A key of the other API.
    pub(super) fn wrong_kind_of_key() -> Refusal {
        let refusal = Refusal::new(StatusCode::UNAUTHORIZED, "UnauthorizedError", "Invalid API Key type");
        Refusal { code: Some("INVALID_API_KEY_TYPE"), ..refusal }
    }

    /// There is no such post, tag or author.
    pub(super) fn not_found(doing: Doing, message: &str) -> Refusal {
        let text = format!("Resource not found error, cannot {} {}.", doing.verb, doing.what);
        Refusal::new(StatusCode::NOT_FOUND, "NotFoundError", text).because(message)
    }

    /// A question that has not the form of one.
    pub(super) fn invalid(doing: Doing, context: String) -> Refusal {
        let text = format!("Validation error, cannot {} {}.", doing.verb, doing.what);
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "ValidationError", text).because(context)
    }

    /// A filter that cannot be read, or asks for what nobody may ask for.
    pub(super) fn filter(doing: Doing, why: &str) -> Refusal {
        let text = format!("Request not understood error, cannot {} {}.", doing.verb, doing.what);
        Refusal::new(StatusCode::BAD_REQUEST, "BadRequestError", text)
            .because(format!("Error parsing filter {why}"))
    }

    fn json(&self) -> String {
        let id = Id::generate(jiff::Timestamp::now().as_millisecond());
        json!({ "errors": [{
            "message": self.message,
            "context": self.context,
            "type": self.kind,
            "details": null,
            "property": null,
            "help": null,
            "code": self.code,
            "id": id.as_str(),
            "ghostErrorCode": null,
        }] })
        .to_string()
    }

    /// As what a handler gives back: nobody keeps it.
    pub(super) fn draft(&self) -> Draft {
        Draft {
            status: self.status,
            body: self.json().into(),
            content_type: JSON,
            policy: Policy::Never,
            modified: None,
            post: None,
            scripts: None,
        }
    }

    /// As a whole answer.
    pub(super) fn response(&self) -> Response<Sent> {
        let mut response = Response::new(Sent::Whole(self.json().into()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        security::guard(headers);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
        headers.insert(CACHE_CONTROL, Policy::Never.cache_control());
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Refusal {
        match trouble {
            Trouble::Busy => Refusal::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "MaintenanceError",
                "The site is very busy. Please try again in a moment.",
            ),
            Trouble::Broken => Refusal::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "InternalServerError",
                "An unexpected error occurred, please try again.",
            ),
        }
    }
}

/// Why a handler has no answer.
#[derive(Debug)]
pub(super) enum Unanswered {
    /// The program is told why.
    Refused(Refusal),
    /// A fault of ours.
    Failed(Failure),
}

impl From<Refusal> for Unanswered {
    fn from(refusal: Refusal) -> Unanswered {
        Unanswered::Refused(refusal)
    }
}

impl From<store::Error> for Unanswered {
    fn from(error: store::Error) -> Unanswered {
        Unanswered::Failed(error.into())
    }
}

/// What a handler gives.
pub(super) type Answered<T> = Result<T, Unanswered>;

/// A filter that the store does not take is the program's fault; everything else is ours.
pub(super) fn asked<T>(doing: Doing, result: store::Result<T>) -> Answered<T> {
    match result {
        Err(store::Error::Invalid { field: "filter", why }) => {
            Err(Refusal::filter(doing, &why.to_string()).into())
        }
        result => Ok(result?),
    }
}
