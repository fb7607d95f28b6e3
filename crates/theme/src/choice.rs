//! Which template shows a page: Ghost's order of names, most particular first.

use std::borrow::Cow;

use crate::page::Custom;

/// Templates for a post or page.
pub(crate) fn entry<'a>(slug: &str, custom: Option<&'a str>, is_page: bool) -> Vec<Cow<'a, str>> {
    let own = if is_page { format!("page-{slug}") } else { format!("post-{slug}") };
    let mut names = vec![own.into()];
    names.extend(custom.map(Into::into));
    if is_page {
        names.push("page".into());
    }
    names.push("post".into());
    names
}

/// Templates for the front page and its further pages.
pub(crate) fn front(first_page: bool) -> Vec<Cow<'static, str>> {
    if first_page { vec!["home".into(), "index".into()] } else { vec!["index".into()] }
}

/// Templates for the list of a topic or author; `name` is `tag` or `author`.
pub(crate) fn list(name: &'static str, slug: &str) -> Vec<Cow<'static, str>> {
    vec![format!("{name}-{slug}").into(), name.into(), "index".into()]
}

/// Templates for the door of a private site.
pub(crate) fn private() -> Vec<Cow<'static, str>> {
    vec!["private".into()]
}

/// Templates for the list of a collection or channel of `routes.yaml`.
pub(crate) fn route(custom: &Custom, page: u64) -> Vec<Cow<'_, str>> {
    let home = custom.is_collection && custom.path == "/" && page <= 1;
    let own = custom.templates.iter().map(|name| Cow::from(&**name));
    let named = (custom.name != "index").then(|| Cow::from(&*custom.name));
    home.then(|| "home".into()).into_iter().chain(own).chain(named).chain(["index".into()]).collect()
}

/// Templates for an error.
pub(crate) fn error(status: u16) -> Vec<Cow<'static, str>> {
    vec![format!("error-{status}").into(), format!("error-{}xx", status / 100).into(), "error".into()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_particular_first() {
        assert_eq!(entry("hello", None, false), ["post-hello", "post"]);
        assert_eq!(entry("hello", Some("custom-wide"), false), ["post-hello", "custom-wide", "post"]);
        assert_eq!(entry("about", Some("custom-wide"), true), ["page-about", "custom-wide", "page", "post"]);
        assert_eq!(front(true), ["home", "index"]);
        assert_eq!(front(false), ["index"]);
        assert_eq!(list("tag", "news"), ["tag-news", "tag", "index"]);
        let podcast = |path: &str, name: &str, is_collection| Custom {
            path: path.into(),
            name: name.into(),
            templates: vec!["wide".into()],
            is_collection,
            data: Vec::new(),
        };
        assert_eq!(route(&podcast("/podcast/", "podcast", true), 1), ["wide", "podcast", "index"]);
        assert_eq!(route(&podcast("/", "index", true), 1), ["home", "wide", "index"]);
        assert_eq!(route(&podcast("/", "index", true), 2), ["wide", "index"]);
        assert_eq!(route(&podcast("/", "index", false), 1), ["wide", "index"]);
        assert_eq!(error(404), ["error-404", "error-4xx", "error"]);
        assert_eq!(error(500), ["error-500", "error-5xx", "error"]);
    }
}
