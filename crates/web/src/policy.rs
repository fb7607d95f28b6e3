//! What each kind of answer tells browsers and proxies about keeping it. The one place where `Cache-Control` is written.

use hyper::header::HeaderValue;

/// How long an answer may be kept, and by whom. Handlers choose one; nobody writes cache headers by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    /// A page: always asked for again (304 when unchanged), kept for when the site is down.
    Page,
    /// RSS and sitemaps: machines that poll may wait a little.
    Feed,
    /// A file whose address names its content (`/assets/…?v=`), and resized pictures.
    Immutable,
    /// A theme file asked for without its version.
    Asset,
    /// An answer of Ghost's Content API: asked for again each time, as Ghost has it.
    Answer,
    /// An answer of Ghost's Admin API, in Ghost's words: nobody keeps it.
    Private,
    /// Pictures, sound, video and documents of the archive.
    Media,
    /// `robots.txt`, the icon.
    Fixture,
    /// A redirect for good (Ghost: a year).
    MovedForGood,
    /// A redirect that follows the archive: slugs come back, settings change.
    Moved,
    /// Not found.
    NotFound,
    /// Previews, failures: nobody keeps them.
    Never,
}

impl Policy {
    /// The value of `Cache-Control`.
    pub(crate) fn cache_control(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Policy::Page => "public, max-age=0, stale-if-error=86400",
            Policy::Feed => "public, max-age=60, stale-if-error=86400",
            Policy::Immutable => "public, max-age=31536000, immutable",
            Policy::Asset | Policy::Fixture => "public, max-age=3600, stale-if-error=86400",
            Policy::Media => "public, max-age=2592000, stale-if-error=31536000",
            Policy::MovedForGood => "public, max-age=31536000",
            Policy::Answer | Policy::Moved | Policy::NotFound => "public, max-age=0",
            Policy::Private => {
                "no-cache, private, no-store, must-revalidate, max-stale=0, post-check=0, pre-check=0"
            }
            Policy::Never => "no-store",
        })
    }
}
