//! The title of a page: for `<title>`, and for the cards of social networks.

use crate::page::{Page, Subject};
use crate::readers;
use crate::scope::Scope;

/// For whom a title or description is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Search engines and the browser's tab.
    Search,
    /// Facebook and those who read its Open Graph.
    OpenGraph,
    /// X.
    Twitter,
}

impl Audience {
    /// The text meant for this audience; none for search engines.
    pub(super) fn pick<'t>(
        self,
        open_graph: &'t Option<Box<str>>,
        twitter: &'t Option<Box<str>>,
    ) -> Option<&'t str> {
        match self {
            Audience::Search => None,
            Audience::OpenGraph => open_graph.as_deref(),
            Audience::Twitter => twitter.as_deref(),
        }
    }
}

/// The title for `<title>`. `pattern` names a further page: `" (Page %)"`.
pub(crate) fn meta(scope: &Scope<'_>, pattern: Option<&str>) -> String {
    title(scope, Audience::Search, pattern)
}

/// The title for an audience.
pub(super) fn title(scope: &Scope<'_>, audience: Audience, pattern: Option<&str>) -> String {
    let settings = &scope.facts.settings;
    let site = &*settings.title;
    let with_site = |name: &str| match site {
        "" => name.to_owned(),
        site => format!("{name} - {site}"),
    };
    let page_words = |page: u64| match pattern {
        Some(pattern) => pattern.replacen('%', &page.to_string(), 1),
        None => format!(" (Page {page})"),
    };
    let (number, paged) = (scope.page.number(), scope.page.number() > 1);
    let title = match scope.page.subject() {
        Subject::Site if paged => format!("{site}{}", page_words(number)),
        Subject::Site => {
            let own = audience.pick(&settings.og_title, &settings.twitter_title);
            let search = settings.meta_title.as_deref().filter(|_| audience == Audience::Search);
            own.or(search).unwrap_or(site).to_owned()
        }
        Subject::Tag(tag) => {
            let own = audience.pick(&tag.og_title, &tag.twitter_title).filter(|_| !paged);
            match own.or(tag.meta_title.as_deref()) {
                Some(own) => own.to_owned(),
                None if paged => with_site(&tag.name) + &page_words(number),
                None => with_site(&tag.name),
            }
        }
        Subject::Author(author) if paged => with_site(&author.name) + &page_words(number),
        Subject::Author(author) => with_site(&author.name),
        Subject::Entry(post) => {
            let own = audience.pick(&post.meta.og_title, &post.meta.twitter_title);
            own.or(post.meta.meta_title.as_deref()).unwrap_or(&post.title).to_owned()
        }
        // Ghost numbers the first page, too, of a list that it has no name for.
        Subject::Other => match scope.page {
            Page::List { pagination, .. } if pagination.total > 1 => format!("{site}{}", page_words(number)),
            _ => site.to_owned(),
        },
        Subject::Nothing => match scope.page {
            Page::Private { .. } => site.to_owned(),
            Page::Portal(portal) => with_site(scope.say(portal.words(scope).0)),
            Page::Search(_) => with_site(scope.say(readers::SEARCH_TITLE)),
            Page::Failed { message, .. } => with_site(message),
            _ => with_site(scope.say("Page not found")),
        },
    };
    title.trim().to_owned()
}
