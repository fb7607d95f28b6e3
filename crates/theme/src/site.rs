//! What holds for the whole process: where the site lives and what time it is.

use std::fmt;
use std::sync::Arc;

use routes::{Kept, Routes};
use store::Settings;

/// The site as its visitors address it.
#[derive(Clone)]
pub struct Site {
    /// Absolute address without a trailing `/`: `https://example.org` or `https://example.org/blog`.
    url: Arc<str>,
    /// Length of the part before the path.
    origin: usize,
    now: Arc<dyn Fn() -> i64 + Send + Sync>,
    routes: Arc<Kept>,
}

impl Site {
    /// A site at an absolute address; `now` gives milliseconds since 1970 UTC.
    pub fn new(url: &str, now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        let url = url.trim_end_matches('/');
        let host = url.find("://").map_or(0, |at| at + 3);
        let origin = url[host..].find('/').map_or(url.len(), |at| host + at);
        Site { url: url.into(), origin, now: Arc::new(now), routes: Arc::default() }
    }

    /// The absolute address without a trailing `/`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Scheme, host and port: `https://example.org`.
    pub fn origin(&self) -> &str {
        &self.url[..self.origin]
    }

    /// The folder that the site lives in: empty, or `/blog`.
    pub fn base(&self) -> &str {
        &self.url[self.origin..]
    }

    /// Milliseconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        (self.now)()
    }

    /// Where everything lives under these settings; worked out once for each version of them.
    pub fn routes(&self, settings: &Settings) -> Arc<Routes> {
        self.routes.of(settings)
    }

    /// The absolute address of a path below the site (`/about/`); what is absolute already stays.
    pub fn absolute(&self, path: &str) -> String {
        if is_absolute(path) {
            return path.to_owned();
        }
        match path.strip_prefix(self.base()) {
            Some(rest) if !self.base().is_empty() && rest.starts_with('/') => [self.origin(), path].concat(),
            _ if path.starts_with('/') => [&*self.url, path].concat(),
            _ => [&*self.url, "/", path].concat(),
        }
    }

    /// The address without scheme and host, when it is one of this site's.
    pub fn relative<'a>(&self, url: &'a str) -> &'a str {
        match url.strip_prefix(self.origin()) {
            Some("") => "/",
            Some(rest) if rest.starts_with('/') => rest,
            _ => url,
        }
    }
}

/// Whether an address names its own host or is no path at all (`mailto:`, `#top`).
pub(crate) fn is_absolute(url: &str) -> bool {
    if url.starts_with("//") || url.starts_with('#') {
        return true;
    }
    let scheme = url.split([':', '/', '?', '#']).next().unwrap_or_default();
    url[scheme.len()..].starts_with(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("url", &self.url).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let site = Site::new("https://example.org/", || 0);
        assert_eq!((site.origin(), site.base()), ("https://example.org", ""));
        assert_eq!(site.absolute("/about/"), "https://example.org/about/");
        assert_eq!(site.absolute("about/"), "https://example.org/about/");
        assert_eq!(site.absolute("https://other.org/x"), "https://other.org/x");
        assert_eq!(site.absolute("//cdn.org/x"), "//cdn.org/x");
        assert_eq!(site.absolute("mailto:a@example.org"), "mailto:a@example.org");
        assert_eq!(site.relative("https://example.org/a/"), "/a/");
        assert_eq!(site.relative("https://example.org"), "/");
        assert_eq!(site.relative("https://example.org.evil.net/a/"), "https://example.org.evil.net/a/");
    }

    #[test]
    fn a_site_in_a_folder() {
        let site = Site::new("https://example.org/blog", || 0);
        assert_eq!((site.origin(), site.base()), ("https://example.org", "/blog"));
        assert_eq!(site.absolute("/about/"), "https://example.org/blog/about/");
        assert_eq!(site.absolute("/blog/about/"), "https://example.org/blog/about/");
        assert_eq!(site.relative("https://example.org/blog/a/"), "/blog/a/");
    }
}
