//! `{{asset "css/screen.css"}}`: the address of a file of the theme, with its content's hash.

use std::borrow::Cow;

use hbs::{Call, Error, Result, Value};

use super::arguments::is_on;
use super::escape;
use crate::assets;
use crate::scope::Ghost;

/// The path of an asset with `?v=HASH`, which changes when the file does. `hasMinFile` asks for `x.min.css`.
pub(super) fn asset<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let path = call.arg(0).as_str().unwrap_or_default();
    if path.is_empty() {
        return Err(Error::helper("{{asset}} needs a path, as in {{asset \"css/screen.css\"}}"));
    }
    let scope = call.scope();
    let base = scope.site.base();
    if matches!(path.trim_start_matches('/'), "favicon.ico" | "favicon.png") {
        let icon = scope.facts.settings.icon.as_deref();
        return Ok(Value::safe(
            icon.map_or_else(|| format!("{base}/favicon.ico"), |icon| escape::html(icon).into_owned()),
        ));
    }
    let (path, anchor) = path.split_at(path.find('#').unwrap_or(path.len()));
    let path = path.trim_start_matches('/');
    let path = path.strip_prefix("assets/").unwrap_or(path);
    let path = match path.rsplit_once('.').filter(|_| is_on(call.hash("hasMinFile"))) {
        Some((stem, ending)) => Cow::Owned(format!("{stem}.min.{ending}")),
        None => Cow::Borrowed(path),
    };
    let assets = &scope.theme.assets;
    let address = match assets.get(&path) {
        Some(asset) => Cow::Borrowed(&*asset.address),
        None => Cow::Owned(assets::address(&path, &assets.fallback)),
    };
    Ok(Value::Safe(match (base, anchor) {
        ("", "") => address,
        _ => Cow::Owned([base, &address, &escape::html(anchor)].concat()),
    }))
}
