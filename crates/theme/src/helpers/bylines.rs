//! `{{authors}}` and `{{tags}}`: names in a row, linked.

use hbs::{Call, Result, Value};

use super::arguments::{text_or, whole_number};
use super::escape;
use crate::scope::Ghost;
use crate::views;

/// The names of the post's authors.
pub(super) fn authors<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    names(call, "authors")
}

/// The names of the post's tags; internal ones are left out.
pub(super) fn tags<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    names(call, "tags")
}

fn names<'a>(call: &mut Call<'_, 'a, Ghost>, key: &str) -> Result<Value<'a>> {
    let this = call.this();
    let list = this.get(key).unwrap_or_default();
    let Some(list) = list.as_list() else { return Ok(Value::safe("")) };
    let autolink = call.hash("autolink").and_then(Value::as_str) != Some("false");
    let wanted: Vec<&str> = text_or(call, "visibility", "public").split(',').map(str::trim).collect();
    let from = whole_number(call.hash("from")).unwrap_or(1).max(1) as usize - 1;
    let limit = whole_number(call.hash("limit")).filter(|&limit| limit > 0);
    let to = whole_number(call.hash("to")).filter(|&to| to > 0).map(|to| to as usize);
    let to = to.or(limit.map(|limit| limit as usize + from)).unwrap_or(usize::MAX);
    let separator = text_or(call, "separator", ", ");
    let base = call.scope().site.base();
    let seen = list.iter().filter(|item| {
        let visibility = item.get("visibility");
        let visibility = visibility.as_ref().and_then(Value::as_str).unwrap_or("public");
        wanted.iter().any(|&wanted| wanted == "all" || wanted == visibility)
    });
    let mut out = String::new();
    for item in seen.skip(from).take(to.saturating_sub(from)) {
        if !out.is_empty() {
            out.push_str(separator);
        }
        let name = item.get("name").unwrap_or_default();
        let name = escape::html(name.as_str().unwrap_or_default()).into_owned();
        match item.get(views::PATH).filter(|_| autolink) {
            Some(path) => {
                let path = path.to_text();
                let path = escape::uri(&path).unwrap_or_default();
                out.push_str(&format!("<a href=\"{base}{}\">{name}</a>", escape::html(&path)));
            }
            None => out.push_str(&name),
        }
    }
    if !out.is_empty() {
        out.insert_str(0, text_or(call, "prefix", ""));
        out.push_str(text_or(call, "suffix", ""));
    }
    Ok(Value::safe(out))
}
