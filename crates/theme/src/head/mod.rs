//! What `{{ghost_head}}` and `{{ghost_foot}}` print: everything that machines want to know of a page.

pub(crate) mod describe;
pub(crate) mod entitle;
mod pictures;
mod schema;
mod social;

#[cfg(test)]
mod tests;

use store::MaybeText;

use crate::cards;
use crate::helpers::escape::html;
use crate::helpers::{contrast_to, page_path, variant};
use crate::package::ICON;
use crate::page::{ListContext, Page, Subject};
use crate::readers;
use crate::scope::Scope;

/// Parts that `exclude="…"` can name and that we have.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Exclude {
    pub(crate) metadata: bool,
    pub(crate) social_data: bool,
    pub(crate) schema: bool,
    pub(crate) card_assets: bool,
    pub(crate) announcement: bool,
    pub(crate) cta_styles: bool,
}

impl Exclude {
    /// Reads `exclude="schema,social_data"`; names of parts that we do not have are passed over.
    pub(crate) fn read(text: &str) -> Self {
        let mut exclude = Exclude::default();
        for part in text.split(',').map(str::trim) {
            match part {
                "metadata" => exclude.metadata = true,
                "social_data" => exclude.social_data = true,
                "schema" => exclude.schema = true,
                "card_assets" => exclude.card_assets = true,
                "announcement" => exclude.announcement = true,
                "cta_styles" => exclude.cta_styles = true,
                _ => {}
            }
        }
        exclude
    }
}

/// Lines of HTML for `<head>`, four spaces deep.
#[derive(Default)]
pub(crate) struct Lines {
    out: String,
}

impl Lines {
    fn push(&mut self, line: &str) {
        if !self.out.is_empty() {
            self.out.push_str("\n    ");
        }
        self.out.push_str(line);
    }

    /// `<meta name="…" content="…">`, unless there is nothing to say.
    fn meta(&mut self, attribute: &str, name: &str, content: Option<&str>) {
        if let Some(content) = content.filter(|content| !content.is_empty()) {
            self.push("<meta ");
            for part in [attribute, "=\"", name, "\" content=\"", &html(content), "\">"] {
                self.out.push_str(part);
            }
        }
    }

    fn link(&mut self, rel: &str, href: &str) {
        self.push(&format!("<link rel=\"{rel}\" href=\"{}\">", html(href)));
    }
}

/// Everything for `<head>`.
pub(crate) fn head(scope: &Scope<'_>, exclude: Exclude) -> String {
    let mut lines = Lines::default();
    let for_readers = matches!(scope.page, Page::Portal(_) | Page::Search(_));
    let is_error = scope.contexts.contains(&"error") || for_readers;
    let settings = &scope.facts.settings;
    if !exclude.metadata {
        lines.meta("name", "description", describe::meta(scope).as_deref());
        if let Some(icon) = &settings.icon {
            let address = self::icon(scope.site.relative(icon));
            lines.push(&format!("<link rel=\"icon\" href=\"{}\"{}>", html(&address), icon_type(icon)));
        }
        if !is_error {
            lines.link("canonical", &canonical(scope));
        }
        robots(scope, is_error, &mut lines);
    }
    if !is_error {
        neighbours(scope, &mut lines);
        alternates(scope, &mut lines);
        if !scope.contexts.contains(&"paged") {
            if !exclude.social_data {
                social::lines(scope, &mut lines);
            }
            if let Some(json) = schema::json(scope).filter(|_| !exclude.schema) {
                lines.push(&format!("<script type=\"application/ld+json\">{json}</script>"));
            }
        }
    }
    lines.push(&format!("<meta name=\"generator\" content=\"Masthead {}\">", env!("CARGO_PKG_VERSION")));
    feeds(scope, &mut lines);
    if !exclude.cta_styles && scope.page.entry().is_some_and(|post| &*post.visibility != "public") {
        lines.push(&cta_styles(scope));
    }
    if let Some(color) = &scope.facts.accent_color {
        lines.push(&format!("<style>:root {{--ghost-accent-color: {};}}</style>", html(color)));
    }
    if for_readers {
        lines.push(&readers::style(scope.facts.accent_color.as_deref()));
    }
    if let Some(css) = scope.theme.asset(cards::PATH).filter(|_| !exclude.card_assets) {
        lines.push(&format!(
            "<link rel=\"stylesheet\" type=\"text/css\" href=\"{}{}\">",
            scope.site.base(),
            css.address
        ));
    }
    for code in injected(
        scope,
        |body| &body.codeinjection_head,
        |tag| &tag.codeinjection_head,
        &settings.codeinjection_head,
    ) {
        lines.push(code);
    }
    lines.out
}

/// Everything for the end of `<body>`.
pub(crate) fn foot(scope: &Scope<'_>) -> String {
    let site = &scope.facts.settings.codeinjection_foot;
    injected(scope, |body| &body.codeinjection_foot, |tag| &tag.codeinjection_foot, site).join(" ")
}

/// Code of the site, the post and the tag. A post's is printed only when it comes from somebody who may post code.
fn injected<'s>(
    scope: &Scope<'s>,
    of_post: impl Fn(&'s store::PostText) -> &'s MaybeText,
    of_tag: impl Fn(&'s store::TagRow) -> &'s MaybeText,
    of_site: &'s MaybeText,
) -> Vec<&'s str> {
    let own = match scope.page.subject() {
        Subject::Entry(post) if post.body.trusted => of_post(&post.body),
        Subject::Tag(tag) => of_tag(tag),
        _ => &None,
    };
    [of_site, own].into_iter().filter_map(Option::as_deref).filter(|code| !code.trim().is_empty()).collect()
}

/// The address that stands for this page.
fn canonical(scope: &Scope<'_>) -> String {
    let own = match scope.page.subject() {
        Subject::Entry(post) => post.canonical_url.as_deref(),
        Subject::Tag(tag) if scope.page.number() <= 1 => tag.canonical_url.as_deref(),
        _ => None,
    };
    scope.site.absolute(own.unwrap_or(scope.path))
}

fn robots(scope: &Scope<'_>, is_error: bool, lines: &mut Lines) {
    if scope.contexts.contains(&"preview") {
        lines.meta("name", "robots", Some("noindex,nofollow"));
        lines.meta("name", "referrer", Some("same-origin"));
    } else if is_error {
        lines.meta("name", "robots", Some("noindex"));
    } else {
        lines.meta("name", "robots", Some("max-image-preview:large"));
        lines.meta("name", "referrer", Some("no-referrer-when-downgrade"));
    }
}

/// `rel="prev"` and `rel="next"` of a list.
fn neighbours(scope: &Scope<'_>, lines: &mut Lines) {
    let Page::List { pagination, .. } = scope.page else { return };
    for (rel, number) in [("prev", pagination.prev), ("next", pagination.next)] {
        if let Some(number) = number {
            lines.link(rel, &scope.site.absolute(&page_path(scope, number)));
        }
    }
}

/// The same page in other languages.
fn alternates(scope: &Scope<'_>, lines: &mut Lines) {
    let mut alternate = |language: &str, address: &str| {
        lines.push(&format!(
            "<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">",
            html(language),
            html(address)
        ));
    };
    match scope.page {
        Page::Entry { post, preview: false } => {
            let translations = scope.translations(&post.card);
            if !translations.is_empty() {
                alternate(&post.language, &scope.site.absolute(scope.path));
            }
            for (other, path) in translations.iter().zip(scope.paths(translations)) {
                alternate(&other.language, &scope.site.absolute(&path));
            }
        }
        Page::List { context: ListContext::Front, pagination, .. } if pagination.page <= 1 => {
            for language in &scope.facts.languages {
                alternate(&language.code, &language.url);
            }
            if !scope.facts.languages.is_empty() {
                alternate("x-default", &format!("{}/", scope.site.url()));
            }
        }
        _ => {}
    }
}

/// Of the box that stands in the place of what only subscribers may read.
fn cta_styles(scope: &Scope<'_>) -> String {
    let ink = contrast_to(scope.facts.accent_color.as_deref().unwrap_or_default());
    let style = include_str!("../built_in/content-cta.css").trim_end().replace("$on-accent", ink);
    format!("<style id=\"gh-members-styles\">{style}</style>")
}

/// The feed of the site, and that of the topic, author or language. A collection's is found from its page; the head names the site's, as
/// in Ghost.
fn feeds(scope: &Scope<'_>, lines: &mut Lines) {
    let title = &*scope.facts.settings.title;
    let mut feed = |title: &str, path: &str| {
        lines.push(&format!(
            "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"{}\" href=\"{}\">",
            html(title),
            html(&scope.site.absolute(path))
        ));
    };
    let routes = &scope.facts.routes;
    if let Some(list) = routes.feed() {
        feed(title, &format!("{list}rss/"));
    }
    if let Page::List { context, language, .. } = scope.page {
        let below = |list: Option<String>| list.map(|list| format!("{list}rss/"));
        match (context, language) {
            (ListContext::Tag(tag), _) => {
                if let Some(path) = below(routes.tag(&tag.slug)) {
                    feed(&format!("{} - {title}", tag.name), &path);
                }
            }
            (ListContext::Author(author), _) => {
                if let Some(path) = below(routes.author(&author.slug)) {
                    feed(&format!("{} - {title}", author.name), &path);
                }
            }
            (ListContext::Front, Some(language)) => feed(title, &format!("/{language}/rss/")),
            (ListContext::Front | ListContext::Route(_), _) => {}
        }
    }
}

/// The site's icon in the size that browsers want; what has no size of its own stays as it is.
pub fn icon(icon: &str) -> String {
    let whole = [".ico", ".svg"].iter().any(|ending| icon.to_ascii_lowercase().ends_with(ending));
    variant(icon, &ICON, None).filter(|_| !whole).unwrap_or_else(|| icon.to_owned())
}

fn icon_type(icon: &str) -> &'static str {
    let ending = icon.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "png" => " type=\"image/png\"",
        "ico" => " type=\"image/x-icon\"",
        "svg" => " type=\"image/svg+xml\"",
        "jpg" | "jpeg" => " type=\"image/jpeg\"",
        "webp" => " type=\"image/webp\"",
        "gif" => " type=\"image/gif\"",
        _ => "",
    }
}
