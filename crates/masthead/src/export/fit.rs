//! What Ghost's columns hold: addresses as it stores them, texts no longer than it takes. One text that is too long, or one address that
//! it does not believe, would make Ghost refuse the whole import.

use serde_json::{Map, Value};
use store::{MaybeText, Millis};

/// What of a row Ghost has no column for.
pub(super) type Ours = Map<String, Value>;

/// A text of at most `longest` characters; a longer one is cut, and stands whole among what is ours.
pub(super) fn text(text: Option<&str>, name: &str, longest: usize, ours: &mut Ours) -> Value {
    match text {
        Some(text) if text.chars().count() > longest => {
            ours.insert(name.to_owned(), text.into());
            text.chars().take(longest - 1).chain(['…']).collect::<String>().into()
        }
        text => text.into(),
    }
}

/// An address, marked when it lies below the root of the site.
pub(super) fn address(address: &MaybeText) -> Value {
    address.as_deref().map(marked).into()
}

/// The address of a story's picture. Ghost 6.65 takes every picture of a ZIP for a file, too, and leads the stories to that copy, of which
/// it makes no smaller ones; it does not recognise an address that is written in this way, and puts it right when it saves the story.
pub(super) fn past_files(address: &str) -> String {
    match address.strip_prefix("/content/images/") {
        Some(rest) => format!("{}{rest}", crate::ghost::DOTTED),
        None => marked(address),
    }
}

/// The same of a text.
pub(super) fn marked(address: &str) -> String {
    match address.starts_with('/') && !address.starts_with("//") {
        true => format!("__GHOST_URL__{address}"),
        false => address.to_owned(),
    }
}

/// HTML with its addresses marked.
pub(super) fn html(html: Option<&str>) -> Value {
    html.map(document::mark_site_url_in).into()
}

/// A time as Ghost writes it, in UTC; null for one that no calendar has.
pub(super) fn time(time: Millis) -> Value {
    match jiff::Timestamp::from_millisecond(time) {
        Ok(time) => time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string().into(),
        Err(_) => Value::Null,
    }
}

/// Texts of a row that was kept as it came: addresses below `content/`, and those in its HTML, are marked.
pub(super) fn mark_all(value: &mut Value) {
    match value {
        Value::String(text) if text.starts_with("/content/") => *text = marked(text),
        Value::String(text) if text.contains("=\"/") => *text = document::mark_site_url_in(text),
        Value::Array(values) => values.iter_mut().for_each(mark_all),
        Value::Object(members) => members.values_mut().for_each(mark_all),
        _ => {}
    }
}
