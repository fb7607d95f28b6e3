//! Which template shows a page: Ghost's order of names, most particular first.

/// Templates for a post or page.
pub(crate) fn entry<'a>(
    slug: &str,
    custom: Option<&'a str>,
    is_page: bool,
) -> Vec<std::borrow::Cow<'a, str>> {
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
pub(crate) fn front(first_page: bool) -> Vec<std::borrow::Cow<'static, str>> {
    if first_page { vec!["home".into(), "index".into()] } else { vec!["index".into()] }
}

/// Templates for the list of a topic or author; `name` is `tag` or `author`.
pub(crate) fn list(name: &'static str, slug: &str) -> Vec<std::borrow::Cow<'static, str>> {
    vec![format!("{name}-{slug}").into(), name.into(), "index".into()]
}

/// Templates for the door of a private site.
pub(crate) fn private() -> Vec<std::borrow::Cow<'static, str>> {
    vec!["private".into()]
}

/// Templates for an error.
pub(crate) fn error(status: u16) -> Vec<std::borrow::Cow<'static, str>> {
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
        assert_eq!(error(404), ["error-404", "error-4xx", "error"]);
        assert_eq!(error(500), ["error-500", "error-5xx", "error"]);
    }
}
