//! `{{url}}`: where the thing in the current context lives; `{{readable_url}}`.

use std::borrow::Cow;

use hbs::{Call, Result, Value};

use super::arguments::is_on;
use super::escape;
use crate::scope::Ghost;
use crate::views;

/// The path of a post, page, tag, author or menu entry, with `absolute="true"` its whole address; elsewhere the
/// address of the page that is rendered.
pub(super) fn url<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let scope = call.scope();
    let this = call.this();
    let absolute = is_on(call.hash("absolute"));
    let address = match (this.get("@absolute"), this.get(views::PATH)) {
        (Some(whole), _) if absolute => whole.to_text().into_owned(),
        (Some(_), Some(path)) => path.to_text().into_owned(),
        (None, Some(path)) if absolute => scope.site.absolute(&path.to_text()),
        (None, Some(path)) => [scope.site.base(), &*path.to_text()].concat(),
        _ => match this.get("url").filter(Value::is_true) {
            // Results of `{{#get}}` that are no view of ours, or a map that a helper made.
            Some(url) if absolute => scope.site.absolute(&url.to_text()),
            Some(url) => scope.site.relative(&url.to_text()).to_owned(),
            None => {
                scope.note_singular();
                if absolute {
                    scope.site.absolute(scope.path)
                } else {
                    [scope.site.base(), scope.path].concat()
                }
            }
        },
    };
    let address = match escape::uri(&address) {
        Some(Cow::Borrowed(_)) => address,
        Some(Cow::Owned(encoded)) => encoded,
        None => String::new(),
    };
    Ok(Value::safe(match address.contains(['"', '<', '>', '\'', '&']) {
        true => escape::html(&address).into_owned(),
        false => address,
    }))
}

/// `https://www.example.org/a/` as `example.org/a`.
pub(super) fn readable_url<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let Some(address) = call.arg(0).as_str() else { return Ok(Value::safe("")) };
    let Some((_, rest)) = address.split_once("://") else {
        return Ok(Value::from(address.to_owned()));
    };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let rest = rest.rsplit_once('@').filter(|(user, _)| !user.contains('/')).map_or(rest, |(_, host)| host);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    Ok(Value::from(format!("{host}/{path}").trim_end_matches('/').to_owned()))
}
