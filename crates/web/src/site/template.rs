//! A template at an address of its own, with what `routes.yaml` lets it find.

use std::borrow::Cow;

use hyper::StatusCode;
use routes::Route;
use theme::{Custom, Page};

use super::{Failure, Reply, address::At, shown};
use crate::{cache::Draft, policy::Policy};

/// The page of a route without stories of its own.
pub(super) fn page(at: &At<'_, '_>, route: &Route, path: &str, slug: Option<&str>) -> Result<Reply, Failure> {
    let Some(data) = shown::data(at, &route.shows, slug)? else { return Ok(Reply::NotFound) };
    let templates = route.shows.templates.clone();
    if !templates.iter().any(|name| at.desk.theme.has_template(name)) {
        let message = format!("The theme has no template “{}” for {path}.", templates.join("”, “"));
        let page = Page::Failed { status: 400, message };
        let draft = at.desk.html(&page, Policy::Never, None, None)?;
        return Ok(Reply::Page(Draft { status: StatusCode::BAD_REQUEST, ..draft }));
    }
    let name = route.shows.name.clone();
    let page =
        Page::Route(Box::new(Custom { path: path.to_owned(), name, templates, is_collection: false, data }));
    let draft = at.desk.html(&page, Policy::Page, None, None)?;
    Ok(Reply::Page(match &route.content_type {
        Some(kind) if !kind.starts_with("text/html") => {
            Draft { content_type: Cow::Owned(content_type(kind)), scripts: None, ..draft }
        }
        _ => draft,
    }))
}

/// `text/xml`, or the ending of a file's name; what templates write is UTF-8.
fn content_type(text: &str) -> String {
    let kind = match text.contains('/') {
        true => text.to_owned(),
        false => mime_guess::from_ext(text).first_or_octet_stream().to_string(),
    };
    if kind.contains("charset") { kind } else { format!("{kind}; charset=utf-8") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_say_their_charset() {
        assert_eq!(content_type("text/xml"), "text/xml; charset=utf-8");
        assert_eq!(content_type("json"), "application/json; charset=utf-8");
        assert_eq!(content_type("text/plain; charset=utf-8"), "text/plain; charset=utf-8");
    }
}
