//! How templates see rows: thin objects that answer from borrowed structs, so that no map is built for a card.
//!
//! Besides Ghost's names each view answers to two that no template can spell: [`KIND`] says what it is, [`PATH`]
//! where it lives below the site.

mod author;
mod caption;
mod gate;
mod navigation;
mod overlay;
mod page;
mod post;
mod private;
mod root;
mod site;
mod tag;
mod tier;
mod translation;

use hbs::Value;

pub(crate) use author::AuthorView;
pub(crate) use navigation::NavigationView;
pub(crate) use overlay::Overlay;
pub(crate) use page::PageView;
pub(crate) use post::{PostView, Relations, cards};
pub(crate) use root::{Root, pagination};
pub(crate) use site::SiteView;
pub(crate) use tag::TagView;
pub(crate) use tier::tier;

/// The key under which a view says what it is: `post`, `page`, `tag`, `author` or `navigation`.
pub(crate) const KIND: &str = "@kind";
/// The key under which a view says its path below the site, with `/` on both ends.
pub(crate) const PATH: &str = "@path";

/// What a value is a view of; empty for anything else.
pub(crate) fn kind(value: &Value<'_>) -> &'static str {
    let Some(Value::Str(kind)) = value.as_object().and_then(|object| object.get(KIND)) else { return "" };
    ["post", "page", "tag", "author", "navigation"].into_iter().find(|known| *known == kind).unwrap_or("")
}

/// What of a text is open to somebody who has not signed in: all of a public post; of others what stands before the
/// paywall, or nothing. Blocks for members only are left out.
pub fn visible_html<'h>(post: &store::PostRow, html: &'h str) -> std::borrow::Cow<'h, str> {
    gate::visible(html, &*post.visibility == "public")
}

/// The opening of a text, made without the standfirst, as far as it is open to somebody who has not signed in.
pub fn visible_opening<'h>(post: &'h store::PostRow, html: &str) -> std::borrow::Cow<'h, str> {
    match &*post.visibility {
        "public" => std::borrow::Cow::Borrowed(&*post.excerpt),
        _ => std::borrow::Cow::Owned(gate::opening(&gate::visible(html, false))),
    }
}

/// Whether a value is a post or page.
pub(crate) fn is_entry(value: &Value<'_>) -> bool {
    matches!(kind(value), "post" | "page")
}

/// An absent column is `null`, as in Ghost's API.
fn maybe(text: &Option<Box<str>>) -> Value<'_> {
    text.as_deref().map_or(Value::Null, Value::from)
}
