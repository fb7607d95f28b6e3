//! Templates that every theme has, unless it brings its own of the same name.

use hbs::{Registry, Template};

use crate::scope::Ghost;
use crate::theme::template_name;

/// The name of the error page of themes that have none.
pub(crate) const ERROR: &str = "masthead/error";

/// The name of the door of a private site in themes that have none.
pub(crate) const PRIVATE: &str = "masthead/private";

const PAGES: [(&str, &str, &str); 2] = [
    (ERROR, "error.hbs", include_str!("built_in/error.hbs")),
    (PRIVATE, "private.hbs", include_str!("built_in/private.hbs")),
];

const PARTIALS: [(&str, &str); 4] = [
    ("navigation", include_str!("built_in/navigation.hbs")),
    ("pagination", include_str!("built_in/pagination.hbs")),
    ("content-cta", include_str!("built_in/content-cta.hbs")),
    ("recommendations", include_str!("built_in/recommendations.hbs")),
];

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
    for (name, file, source) in PAGES {
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
        for (name, source) in partials.chain(PAGES.iter().map(|(name, _, source)| (*name, *source))) {
            if let Err(error) = Template::parse(name, source) {
                panic!("{name}: {error}");
            }
        }
    }
}
