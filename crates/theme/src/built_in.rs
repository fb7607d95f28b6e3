//! Templates that every theme has, unless it brings its own of the same name.

use hbs::{Registry, Template};

use crate::scope::Ghost;
use crate::theme::template_name;

/// The name of the error page of themes that have none.
pub(crate) const ERROR: &str = "masthead/error";

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
    if let Ok(template) = Template::parse("(built in) error.hbs", include_str!("built_in/error.hbs")) {
        registry.template(ERROR, template);
    }
}
