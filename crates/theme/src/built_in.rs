//! Templates that every theme has, unless it brings its own of the same name.

mod words;

use hbs::{Registry, Template};

use crate::check::{Call, calls};
use crate::scope::Ghost;
use crate::theme::template_name;
pub(crate) use words::word;

/// The name of the error page of themes that have none.
pub(crate) const ERROR: &str = "masthead/error";

/// The name of the door of a private site in themes that have none.
pub(crate) const PRIVATE: &str = "masthead/private";

/// The name of the pages about members.
pub(crate) const PORTAL: &str = "masthead/portal";

/// The name of the search.
pub(crate) const SEARCH: &str = "masthead/search";

const PAGES: [(&str, &str, &str); 3] = [
    (ERROR, "error.hbs", include_str!("built_in/error.hbs")),
    (PRIVATE, "private.hbs", include_str!("built_in/private.hbs")),
    ("masthead/alone", "alone.hbs", include_str!("built_in/alone.hbs")),
];

/// Pages that stand inside the theme's `default.hbs`; in one of ours, if it has none.
const INSIDE: [(&str, &str, &str); 2] = [
    (PORTAL, "portal.hbs", include_str!("built_in/portal.hbs")),
    (SEARCH, "search.hbs", include_str!("built_in/search.hbs")),
];

/// What follows a story where the site asks for it and the theme has nothing of the kind.
pub(crate) const AFTER_STORY: &str = "after-story";

const PARTIALS: [(&str, &str); 5] = [
    (AFTER_STORY, include_str!("built_in/after-story.hbs")),
    ("navigation", include_str!("built_in/navigation.hbs")),
    ("pagination", include_str!("built_in/pagination.hbs")),
    ("content-cta", include_str!("built_in/content-cta.hbs")),
    ("recommendations", include_str!("built_in/recommendations.hbs")),
];

/// Whether a theme has lists of its own of what goes with a story.
pub(crate) fn has_own_lists(own: &[Template]) -> bool {
    let lists = ["related", "popular", "picks"];
    let is_one =
        |call: &Call<'_>| call.name == "get" && call.first_text().is_some_and(|what| lists.contains(&what));
    own.iter().any(|template| calls(template.source()).iter().any(is_one))
}

/// Adds those that `own` does not have.
pub(crate) fn register(registry: &mut Registry<Ghost>, own: &[Template]) {
    for (name, source) in PARTIALS {
        let file = format!("partials/{name}");
        if !own.iter().any(|template| template_name(template.file()) == file)
            && let Ok(template) = Template::parse(format!("(built in) {file}.hbs"), source)
        {
            registry.partial(name, template);
        }
    }
    let layout = own.iter().any(|template| template_name(template.file()) == "default");
    let layout = if layout { "default" } else { "alone" };
    let inside = INSIDE.map(|(name, file, source)| (name, file, format!("{{{{!< {layout}}}}}\n{source}")));
    let whole = PAGES.map(|(name, file, source)| (name, file, source.to_owned()));
    for (name, file, source) in whole.into_iter().chain(inside) {
        if let Ok(template) = Template::parse(format!("(built in) {file}"), source) {
            registry.template(name, template);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_of_ours_can_be_read() {
        let partials = PARTIALS.iter().map(|(name, source)| (*name, *source));
        let pages = PAGES.iter().chain(&INSIDE).map(|(name, _, source)| (*name, *source));
        for (name, source) in partials.chain(pages) {
            if let Err(error) = Template::parse(name, source) {
                panic!("{name}: {error}");
            }
        }
    }
}
