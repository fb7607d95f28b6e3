//! The site's navigation, its addresses already made absolute.

use store::NavigationItem;

use crate::site::{Site, is_absolute};

/// One entry of a navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NavigationLink {
    pub(crate) label: String,
    /// For class names.
    pub(crate) slug: String,
    /// As the editors entered it.
    pub(crate) url: String,
    /// With scheme and host, unless it is a fragment or another site's.
    pub(crate) absolute: String,
    /// The path below the site, for telling the current page; empty when it leads elsewhere.
    pub(crate) path: String,
}

pub(super) fn links(items: &[NavigationItem], site: &Site) -> Vec<NavigationLink> {
    items.iter().filter(|item| !item.label.trim().is_empty()).map(|item| link(item, site)).collect()
}

fn link(item: &NavigationItem, site: &Site) -> NavigationLink {
    let url = item.url.trim();
    let absolute = if url.starts_with('#') { url.to_owned() } else { site.absolute(url) };
    let path = match site.relative(url) {
        path if is_absolute(path) => String::new(),
        path => {
            let path = path.strip_prefix(site.base()).unwrap_or(path);
            format!("/{}", path.trim_start_matches('/'))
        }
    };
    NavigationLink { label: item.label.clone(), slug: slug(&item.label), url: url.to_owned(), absolute, path }
}

/// Lower case, words joined by `-`; letters of every script stay letters, so that a class name is never empty.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            slug.push(c);
        } else if c != '\'' && c != '’' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_a_navigation() {
        let site = Site::new("https://example.org/blog", || 0);
        let check = |url: &str, absolute: &str, path: &str| {
            let item = NavigationItem { label: "A & B’s".to_owned(), url: url.to_owned() };
            let link = link(&item, &site);
            assert_eq!((link.absolute.as_str(), link.path.as_str()), (absolute, path));
            assert_eq!(link.slug, "a-bs");
        };
        check("/about/", "https://example.org/blog/about/", "/about/");
        check("https://example.org/blog/about/", "https://example.org/blog/about/", "/about/");
        check("https://other.org/", "https://other.org/", "");
        check("#/portal", "#/portal", "");
        check("mailto:a@b.org", "mailto:a@b.org", "");
    }
}
