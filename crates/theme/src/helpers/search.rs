//! `{{search}}`: the way to the search.

use hbs::{Call, Result, Value};

use crate::scope::Ghost;

/// A button with a magnifying glass. Where it leads is bound with the other hooks of the page.
const BUTTON: &str = "<button class=\"gh-search-icon\" aria-label=\"search\" data-ghost-search style=\"display: inline-flex; \
    justify-content: center; align-items: center; width: 32px; height: 32px; padding: 0; border: 0; color: inherit; \
    background-color: transparent; cursor: pointer;\"><svg width=\"20\" height=\"20\" viewBox=\"0 0 24 24\" fill=\"none\" \
    stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\" aria-hidden=\"true\"><circle cx=\"10\" cy=\"10\" r=\"7\"/>\
    <path d=\"m15.5 15.5 6 6\"/></svg></button>";

/// Prints it.
pub(super) fn search<'a>(_: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    Ok(Value::safe(BUTTON))
}
