//! `{{img_url feature_image size="m"}}`: addresses of pictures in the sizes of the theme.

use std::borrow::Cow;

use hbs::{Call, Result, Value};

use super::arguments::is_on;
use crate::package::ImageSize;
use crate::scope::Ghost;
use crate::site::is_absolute;

/// Below this, pictures have variants by size and format.
const IMAGES: &str = "/content/images";
/// Formats that variants can be made in.
const FORMATS: [&str; 6] = ["webp", "avif", "jpeg", "jpg", "png", "gif"];

/// The address of a picture. Our own: `size` and `format` choose a variant, `absolute` adds the host. Unsplash: the
/// size becomes part of its query. Others stay as they are; null and undefined print nothing.
pub(super) fn img_url<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let image = match call.arg(0) {
        Value::Str(image) | Value::Safe(image) => image.clone(),
        _ => return Ok(Value::Undefined),
    };
    let scope = call.scope();
    let size = call.hash("size").and_then(Value::as_str);
    let known = |name: &str| scope.theme.image_sizes().iter().find(|size| *size.name == *name);
    let size = size.and_then(|name| known(name).or_else(|| ImageSize::built_in(name)));
    let format = call.hash("format").and_then(Value::as_str).filter(|format| FORMATS.contains(format));
    let own = scope.site.relative(&image);
    if is_absolute(own) {
        return Ok(Value::Str(unsplash(&image, size, format).map_or(image, Cow::Owned)));
    }
    let absolute = is_on(call.hash("absolute"));
    let Some(variant) = size.and_then(|size| variant(own, size, format)) else {
        return Ok(Value::from(match absolute {
            true => scope.site.absolute(own),
            false => with_base(own.to_owned(), scope.site.base()),
        }));
    };
    Ok(Value::from(match absolute {
        true => scope.site.absolute(&variant),
        false => with_base(variant, scope.site.base()),
    }))
}

/// A path below the site with the folder that the site lives in.
fn with_base(path: String, base: &str) -> String {
    match path.strip_prefix(base) {
        Some(rest) if rest.starts_with('/') => path,
        _ => [base, "/", path.trim_start_matches('/')].concat(),
    }
}

/// `/content/images/2026/a.jpg` to `/content/images/size/w600/format/webp/2026/a.jpg`.
pub(crate) fn variant(path: &str, size: &ImageSize, format: Option<&str>) -> Option<String> {
    let at = path.find(IMAGES)? + IMAGES.len();
    let (folder, name) = path.split_at(at);
    if !name.starts_with('/') || name.starts_with("/size/") {
        return None;
    }
    let (of, format) = format.map_or(("", ""), |format| ("/format/", format));
    Some([folder, "/size/", size.directory(), of, format, name].concat())
}

/// Unsplash makes variants itself, as asked for by `w`, `h` and `fm`.
fn unsplash(url: &str, size: Option<&ImageSize>, format: Option<&str>) -> Option<String> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    if host.split('/').next() != Some("images.unsplash.com") {
        return None;
    }
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let mut query: Vec<(&str, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (key, value.to_owned()))
        .collect();
    let mut set = |key: &'static str, value: String| {
        match query.iter_mut().find(|(known, _)| *known == key) {
            Some(pair) => pair.1 = value,
            None => query.push((key, value)),
        };
    };
    if let Some(format) = format {
        set("fm", if format == "jpeg" { "jpg" } else { format }.to_owned());
    }
    if let Some(size) = size {
        query.retain(|(key, _)| !matches!(*key, "w" | "h"));
        query.extend(size.width.map(|width| ("w", width.to_string())));
        query.extend(size.height.map(|height| ("h", height.to_string())));
    }
    let query: Vec<_> = query.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
    Some(if query.is_empty() { address.to_owned() } else { format!("{address}?{}", query.join("&")) })
}
