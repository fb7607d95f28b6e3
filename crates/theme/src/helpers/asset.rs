//! `{{asset "css/screen.css"}}`: the address of a file of the theme, with its content's hash.

use hbs::{Call, Error, Result, Value};

use super::arguments::is_on;
use super::escape;
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
    let minified = path.rsplit_once('.').map(|(stem, ending)| format!("{stem}.min.{ending}"));
    let path = match minified {
        Some(minified) if is_on(call.hash("hasMinFile")) => minified,
        _ => path.to_owned(),
    };
    let folder = if path.starts_with("public/") { "" } else { "assets/" };
    let assets = &scope.theme.assets;
    let hash = assets.get(&path).map_or(&*assets.fallback, |asset| &*asset.hash);
    let path = escape::uri(&path).unwrap_or_default();
    Ok(Value::safe(format!("{base}/{folder}{}?v={hash}{}", escape::html(&path), escape::html(anchor))))
}
