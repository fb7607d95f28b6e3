//! `{{title}}`, `{{meta_title}}`, `{{meta_description}}`.

use hbs::{Call, Result, Value};

use super::escape;
use crate::head::{describe, entitle};
use crate::scope::Ghost;

/// The headline, escaped.
pub(super) fn title<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let title = call.this().get("title").filter(Value::is_true);
    let title = title.as_ref().map(Value::to_text).unwrap_or_default();
    Ok(Value::safe(escape::html(&title).into_owned()))
}

/// The title of the page for `<title>` and search engines; `page=" (Page %)"` says how a further page is named.
pub(super) fn meta_title<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let pattern = call.hash("page").map(|value| value.to_text().into_owned());
    let own = call.this().get("meta_title").filter(Value::is_true);
    if let Some(own) = own {
        return Ok(own);
    }
    Ok(Value::from(entitle::meta(call.scope(), pattern.as_deref())))
}

/// The description of the page for search engines.
pub(super) fn meta_description<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let own = call.this().get("meta_description").filter(Value::is_true);
    if let Some(own) = own {
        return Ok(own);
    }
    Ok(describe::meta(call.scope()).map_or(Value::Undefined, Value::from))
}
