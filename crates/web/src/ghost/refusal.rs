//! Ghost's errors: one shape for all, whatever went wrong.

use hyper::{
    Response, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER},
};
use newsroom::{Because, Refused};
use serde_json::json;
use store::Id;

use crate::{
    body::Sent,
    cache::Draft,
    policy::Policy,
    security,
    site::{Failure, Trouble},
};

/// What Ghost says of what it did not foresee.
const UNEXPECTED: &str = "An unexpected error occurred, please try again.";

/// The type of every answer.
pub(super) const JSON: &str = "application/json; charset=utf-8";

/// Why there is no answer.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    status: StatusCode,
    /// Ghost's name of the error.
    kind: &'static str,
    message: Box<str>,
    context: Option<Box<str>>,
    code: Option<&'static str>,
    /// The field that is wrong.
    property: Option<&'static str>,
    /// More about it, for programs.
    details: Option<Box<serde_json::Value>>,
    help: Option<&'static str>,
    /// What it tells browsers and proxies about keeping it.
    policy: Policy,
}

/// What was to be done: it stands in the sentences.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doing {
    /// `list`, `read`, `save`, `edit`, `delete`.
    pub(super) verb: &'static str,
    /// `posts`, or `post`.
    pub(super) what: &'static str,
}

impl Refusal {
    fn new(status: StatusCode, kind: &'static str, message: impl Into<Box<str>>) -> Refusal {
        Refusal {
            status,
            kind,
            message: message.into(),
            context: None,
            code: None,
            property: None,
            details: None,
            help: None,
            policy: Policy::Never,
        }
    }

    fn coded(self, code: &'static str) -> Refusal {
        Refusal { code: Some(code), ..self }
    }

    pub(super) fn because(self, context: impl Into<Box<str>>) -> Refusal {
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
        Refusal::new(StatusCode::BAD_REQUEST, "BadRequestError", "Invalid Request").coded("INVALID_REQUEST")
    }

    /// A key that nobody has.
    pub(super) fn unknown_key() -> Refusal {
        Refusal::unauthorised("Unknown Content API Key", "UNKNOWN_CONTENT_API_KEY")
    }

    /// A key of the other API.
    pub(super) fn wrong_kind_of_key() -> Refusal {
        Refusal::unauthorised("Invalid API Key type", "INVALID_API_KEY_TYPE")
    }

    /// Something that should prove who asks proves nothing.
    pub(super) fn unauthorised(message: impl Into<Box<str>>, code: &'static str) -> Refusal {
        Refusal::new(StatusCode::UNAUTHORIZED, "UnauthorizedError", message).coded(code)
    }

    /// Somebody who cannot show who they are.
    pub(super) fn denied(message: &'static str) -> Refusal {
        Refusal::new(StatusCode::UNAUTHORIZED, "UnauthorizedError", message)
    }

    /// A password that is not theirs, or an address that nobody has.
    pub(super) fn wrong_password() -> Refusal {
        Refusal::unfit("Your password is incorrect.").coded("PASSWORD_INCORRECT")
    }

    /// The password is right, and something more is asked for.
    pub(super) fn second_factor() -> Refusal {
        Refusal::new(StatusCode::FORBIDDEN, "Needs2FAError", "User must verify session to login.")
            .coded("2FA_TOKEN_REQUIRED")
            .because("Enter the code that your authenticator app shows, or a recovery code.")
    }

    /// What cannot be understood.
    pub(super) fn bad_request(message: impl Into<Box<str>>) -> Refusal {
        Refusal::new(StatusCode::BAD_REQUEST, "BadRequestError", message)
    }

    /// The same about a token that is none.
    pub(super) fn bad_token(message: &str, code: &'static str) -> Refusal {
        Refusal::bad_request(message).coded(code)
    }

    /// Nobody who may ask here.
    pub(super) fn nobody() -> Refusal {
        let context = "Unable to determine the authenticated user or integration. Check that cookies are being passed through if using \
            session authentication.";
        Refusal::new(StatusCode::FORBIDDEN, "NoPermissionError", "Authorization failed").because(context)
    }

    /// An address that is not for programs.
    pub(super) fn not_for_programs() -> Refusal {
        let message = "API tokens do not have permission to access this endpoint";
        Refusal::new(StatusCode::FORBIDDEN, "NoPermissionError", message)
    }

    /// Something that their role does not allow.
    pub(super) fn forbidden(doing: Doing, why: impl Into<Box<str>>) -> Refusal {
        let text = format!("Permission error, cannot {} {}.", doing.verb, doing.what);
        Refusal::new(StatusCode::FORBIDDEN, "NoPermissionError", text).because(why)
    }

    /// Somebody else saved it in the meantime.
    pub(super) fn collision() -> Refusal {
        let text = "Saving failed! Someone else is editing this post.";
        Refusal::new(StatusCode::CONFLICT, "UpdateCollisionError", text)
            .coded("UPDATE_COLLISION")
            .because(text)
    }

    /// A body that is larger than what is taken.
    pub(super) fn too_large() -> Refusal {
        let text = "The request is larger than what is taken here.";
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLargeError", text)
    }

    /// What was sent cannot be used, in a sentence of its own: a form without its file, for one.
    pub(super) fn unfit(message: impl Into<Box<str>>) -> Refusal {
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "ValidationError", message)
    }

    /// A theme that cannot be used.
    pub(super) fn unusable_theme(name: &str) -> Refusal {
        let text = format!("Theme \"{name}\" is not compatible or contains errors.");
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "ThemeValidationError", text)
    }

    /// A kind of file that is not taken.
    pub(super) fn unsupported(message: impl Into<Box<str>>) -> Refusal {
        Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaTypeError", message)
    }

    /// With the field that is wrong.
    pub(super) fn at(self, property: &'static str) -> Refusal {
        Refusal { property: Some(property), ..self }
    }

    /// With more about it.
    pub(super) fn with_details(self, details: serde_json::Value) -> Refusal {
        Refusal { details: Some(Box::new(details)), ..self }
    }

    /// As the Admin API says it.
    pub(super) fn private(self) -> Refusal {
        Refusal { policy: Policy::Private, ..self }
    }

    /// Why a verb did nothing, as programs are told. Failures of ours are not for them.
    fn of(doing: Doing, refused: Refused) -> Result<Refusal, Failure> {
        let sentence = |text: String| {
            let mut letters = text.chars();
            letters
                .next()
                .map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
        };
        Ok(match refused {
            Refused::NotFound { what, .. } => {
                Refusal::not_found(doing, &sentence(format!("{what} not found")))
            }
            Refused::NotAllowed { .. } => Refusal::forbidden(doing, sentence(refused.to_string())),
            Refused::Conflict(why)
                if matches!(why.because, Because::SavedMeanwhile | Because::ChangedMeanwhile) =>
            {
                Refusal::collision()
            }
            Refused::Conflict(why) => Refusal::invalid(doing, sentence(why.to_string())),
            Refused::Invalid { field, ref why } => {
                Refusal::invalid(doing, sentence(format!("{field}: {why}"))).at(field)
            }
            Refused::TooMany { .. } => {
                let text = format!("Too many requests error, cannot {} {}.", doing.verb, doing.what);
                Refusal::new(StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsError", text)
                    .because(sentence(refused.to_string()))
            }
            Refused::Failed(error) => return Err(error.into()),
        })
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
        Refusal::not_understood(doing, &format!("Error parsing filter {why}"))
    }

    /// A question after something that there is not.
    pub(super) fn not_understood(doing: Doing, why: &str) -> Refusal {
        let text = format!("Request not understood error, cannot {} {}.", doing.verb, doing.what);
        Refusal::new(StatusCode::BAD_REQUEST, "BadRequestError", text).because(why)
    }

    /// Related rows are asked for, and none is named.
    pub(super) fn includes_nothing(doing: Doing) -> Refusal {
        let text = format!("Incorrect usage error, cannot {} {}.", doing.verb, doing.what);
        Refusal::misused(text).because("The model layer expects using `withRelated`.")
    }

    /// Something that cannot be done so.
    pub(super) fn misused(why: impl Into<Box<str>>) -> Refusal {
        Refusal::new(StatusCode::BAD_REQUEST, "IncorrectUsageError", why)
    }

    /// Something that has to be said and is not.
    pub(super) fn required(name: &str) -> Refusal {
        Refusal::unfit(format!("Validation (FieldIsRequired) failed for {name}"))
    }

    /// An address that is not percent-encoded text.
    pub(super) fn unreadable() -> Refusal {
        let refusal = Refusal::new(StatusCode::BAD_REQUEST, "InternalServerError", UNEXPECTED);
        Refusal { code: Some("UNEXPECTED_ERROR"), ..refusal }.because("failed to decode the address")
    }

    fn json(&self) -> String {
        let id = Id::generate(jiff::Timestamp::now().as_millisecond());
        json!({ "errors": [{
            "message": self.message,
            "context": self.context,
            "type": self.kind,
            "details": self.details,
            "property": self.property,
            "help": self.help,
            "code": self.code,
            "id": id.as_str(),
            "ghostErrorCode": null,
        }] })
        .to_string()
    }

    /// Its status and its text.
    pub(super) fn into_json(self) -> (StatusCode, String) {
        (self.status, self.json())
    }

    /// As what a handler gives back: nobody keeps it.
    pub(super) fn draft(&self) -> Draft {
        Draft {
            status: self.status,
            body: self.json().into(),
            content_type: JSON.into(),
            policy: self.policy,
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
        headers.insert(CACHE_CONTROL, self.policy.cache_control());
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
            Trouble::Broken => {
                Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", UNEXPECTED)
            }
        }
    }
}

/// Why a handler has no answer.
#[derive(Debug)]
pub(super) enum Unanswered {
    /// The program is told why.
    Refused(Refusal),
    /// A verb did nothing; which sentence says so depends on what was to be done.
    Verb(Refused),
    /// A fault of ours.
    Failed(Failure),
}

impl Unanswered {
    /// What the program is told, unless it is a fault of ours.
    pub(super) fn told(self, doing: Doing) -> Result<Refusal, Failure> {
        match self {
            Unanswered::Refused(refusal) => Ok(refusal),
            Unanswered::Verb(refused) => Refusal::of(doing, refused),
            Unanswered::Failed(failure) => Err(failure),
        }
    }
}

impl From<Refused> for Unanswered {
    fn from(refused: Refused) -> Unanswered {
        Unanswered::Verb(refused)
    }
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
