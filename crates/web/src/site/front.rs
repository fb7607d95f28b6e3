//! `/`, and the fronts of the other languages: `/ru/`.

use store::{List, Settings};
use theme::ListContext;

use super::{Desk, Failure, Reply, lists::Leaf};

/// A page of the main front.
pub(super) fn main(desk: &Desk<'_>, page: u64) -> Result<Reply, Failure> {
    let only = main_language(&*desk.reader.settings()?);
    Leaf { context: ListContext::Front, list: List::All, only, front_of: None, page }.render(desk)
}

/// A page of a language's front.
pub(super) fn of_language(desk: &Desk<'_>, language: Box<str>, page: u64) -> Result<Reply, Failure> {
    let (only, front_of) = (Some(language.clone()), Some(language));
    Leaf { context: ListContext::Front, list: List::All, only, front_of, page }.render(desk)
}

/// The language of the main front, when others have fronts of their own.
pub(super) fn main_language(settings: &Settings) -> Option<Box<str>> {
    (settings.languages.len() > 1).then(|| settings.locale.clone())
}

/// The language, as the settings write it, whose front is at `/{part}/`.
pub(super) fn language_at(settings: &Settings, part: &str) -> Option<Box<str>> {
    let main = main_language(settings)?;
    let language = settings.languages.iter().find(|language| language.eq_ignore_ascii_case(part))?;
    (*language != main).then(|| language.clone())
}
