//! `{{pagination}}` and `{{page_url}}`: the way through a long list.

use hbs::{Call, Error, Map, Result, Value, With};

use crate::page::Page;
use crate::scope::{Ghost, Scope};
use crate::views::Overlay;

/// Links to the newer and older page, through the theme's `partials/pagination.hbs` or plain ones. The partial sees
/// `page`, `pages`, `total`, `limit`, `next`, `prev`, and every argument that was passed.
pub(super) fn pagination<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let this = call.this();
    let at = this.get("pagination").unwrap_or_default();
    if at.as_object().is_none() {
        return Err(Error::helper("{{pagination}} works only where there is a list of posts with pages"));
    }
    let mut over = Map::new();
    for key in ["page", "pages", "limit", "total", "next", "prev"] {
        over.set(key, at.get(key).unwrap_or_default());
    }
    for (name, value) in call.hashes() {
        over.set(name, value.clone());
    }
    let this = Value::object(Overlay { base: this, over });
    let with = With { this: Some(this), ..With::default() };
    let html = call.capture(|call| call.partial("pagination", &with).map(|_| ()))?;
    Ok(Value::safe(html.trim_end().to_owned()))
}

/// The address of another page of this list: a number, `"next"` or `"prev"`; without argument the first page.
pub(super) fn page_url<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let scope = call.scope();
    let Page::List { pagination, .. } = scope.page else { return Ok(Value::Undefined) };
    let number = match call.args() {
        [] => Some(1),
        [Value::Number(n), ..] => Some(n.max(1.0) as u64),
        [first, ..] => match first.as_str() {
            Some("next") => pagination.next,
            Some("prev") => pagination.prev,
            _ => None,
        },
    };
    Ok(number.map_or(Value::Undefined, |number| {
        Value::from(format!("{}{}", scope.site.base(), page_path(scope, number)))
    }))
}

/// The path of the `number`-th page of the list that is rendered.
pub(crate) fn page_path(scope: &Scope<'_>, number: u64) -> String {
    let path = scope.path;
    let first = match path.rfind("/page/") {
        Some(at) if scope.contexts.contains(&"paged") => &path[..=at],
        _ => path,
    };
    if number > 1 { format!("{first}page/{number}/") } else { first.to_owned() }
}
