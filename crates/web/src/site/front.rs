//! The fronts of languages: `/ru/`. The main front is the collection at `/`.

use store::Settings;

use super::{
    Failure, Reply,
    address::At,
    feed,
    listing::{self, Asked},
};

/// What there is at a path of a language's front.
pub(super) fn of_path(at: &At<'_, '_>) -> Result<Option<Reply>, Failure> {
    let mut parts = at.path.split('/').filter(|part| !part.is_empty());
    let Some(language) = parts.next().and_then(|part| language_at(at.settings, part)) else {
        return Ok(None);
    };
    let Some(collection) = at.routes.front() else { return Ok(None) };
    let list = format!("/{}/", language.to_ascii_lowercase());
    let asked = Asked {
        shows: &collection.shows,
        listing: &collection.listing,
        collection: Some(collection),
        at: "/",
        slug: None,
    };
    Ok(Some(match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => listing::of_language(at, &asked, language, 1)?,
        (Some("page"), Some(text), None) => match at.number(text, &list) {
            Ok(number) => listing::of_language(at, &asked, language, number)?,
            Err(reply) => reply,
        },
        (Some("rss"), None, None) if collection.listing.feed => {
            feed::of_language(at, &asked, &list, language)?
        }
        _ => return Ok(None),
    }))
}

/// The language of the main front, when others have fronts of their own.
pub(super) fn main_language(settings: &Settings) -> Option<Box<str>> {
    (settings.languages.len() > 1).then(|| settings.locale.clone())
}

/// The language, as the settings write it, whose front is at `/{part}/`.
fn language_at(settings: &Settings, part: &str) -> Option<Box<str>> {
    let main = main_language(settings)?;
    let language = settings.languages.iter().find(|language| language.eq_ignore_ascii_case(part))?;
    (*language != main).then(|| language.clone())
}
