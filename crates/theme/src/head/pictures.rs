//! The picture that stands for a page.

use super::entitle::Audience;
use crate::page::Subject;
use crate::scope::Scope;

/// A picture with its absolute address and, when known, its size in pixels.
pub(super) struct Picture {
    pub(super) url: String,
    pub(super) size: Option<(u32, u32)>,
}

/// The picture of the page itself: hero image or cover.
pub(super) fn cover(scope: &Scope<'_>) -> Option<Picture> {
    let (image, size) = match scope.page.subject() {
        Subject::Entry(post) => {
            let size = post.feature_image_width.zip(post.feature_image_height);
            (post.feature_image.as_deref(), size)
        }
        Subject::Site | Subject::Other => (scope.facts.settings.cover_image.as_deref(), None),
        Subject::Tag(tag) => (tag.feature_image.as_deref(), None),
        Subject::Author(author) => (author.cover_image.as_deref(), None),
        Subject::Nothing => (None, None),
    };
    image.map(|image| Picture { url: scope.site.absolute(image), size })
}

/// The picture for an audience: the one chosen for it, the page's own, or the site's.
pub(super) fn card(scope: &Scope<'_>, audience: Audience) -> Option<Picture> {
    let settings = &scope.facts.settings;
    let chosen = match scope.page.subject() {
        Subject::Entry(post) => audience.pick(&post.meta.og_image, &post.meta.twitter_image),
        Subject::Tag(tag) => audience.pick(&tag.og_image, &tag.twitter_image),
        Subject::Site => audience.pick(&settings.og_image, &settings.twitter_image),
        _ => None,
    };
    let plain = |image: &str| Picture { url: scope.site.absolute(image), size: None };
    let of_site = || match scope.page.subject() {
        Subject::Author(_) => None,
        _ => audience.pick(&settings.og_image, &settings.twitter_image).or(settings.cover_image.as_deref()),
    };
    chosen.map(plain).or_else(|| cover(scope)).or_else(|| of_site().map(plain))
}
