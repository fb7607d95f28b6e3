//! The picture that stands for a page, and others that machines are told of.

use super::entitle::Audience;
use crate::helpers::variant;
use crate::package::SOCIAL;
use crate::page::Subject;
use crate::scope::Scope;

/// A picture with its absolute address and, when known, its size in pixels.
pub(super) struct Picture {
    pub(super) url: String,
    pub(super) size: Option<(u32, u32)>,
}

impl Picture {
    /// The picture at an address. One of ours that is wider than networks show it is offered in their width.
    pub(super) fn at(scope: &Scope<'_>, address: &str) -> Picture {
        let own = scope.site.relative(address);
        let size = match own.starts_with('/') {
            true => scope.noting(scope.reader.picture_size(own)).flatten(),
            false => None,
        };
        Picture::sized(scope, address, size)
    }

    fn sized(scope: &Scope<'_>, address: &str, size: Option<(u32, u32)>) -> Picture {
        let most = SOCIAL.width.unwrap_or(u32::MAX);
        if let Some((width, height)) = size.filter(|(width, _)| *width > most)
            && let Some(smaller) = variant(scope.site.relative(address), &SOCIAL, None)
        {
            let height = (f64::from(height) * f64::from(most) / f64::from(width)).round() as u32;
            return Picture { url: scope.site.absolute(&smaller), size: Some((most, height)) };
        }
        Picture { url: scope.site.absolute(address), size }
    }
}

/// The picture of the page itself: hero image or cover.
pub(super) fn cover(scope: &Scope<'_>) -> Option<Picture> {
    let image = match scope.page.subject() {
        Subject::Entry(post) => {
            let size = post.feature_image_width.zip(post.feature_image_height);
            let image = post.feature_image.as_deref()?;
            return Some(match size {
                Some(_) => Picture::sized(scope, image, size),
                None => Picture::at(scope, image),
            });
        }
        Subject::Site | Subject::Other => scope.facts.settings.cover_image.as_deref(),
        Subject::Tag(tag) => tag.feature_image.as_deref(),
        Subject::Author(author) => author.cover_image.as_deref(),
        Subject::Nothing => None,
    };
    image.map(|image| Picture::at(scope, image))
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
    let plain = |image: &str| Picture::at(scope, image);
    let of_site = || match scope.page.subject() {
        Subject::Author(_) => None,
        Subject::Tag(_) => settings.cover_image.as_deref(),
        _ => audience.pick(&settings.og_image, &settings.twitter_image).or(settings.cover_image.as_deref()),
    };
    chosen.map(plain).or_else(|| cover(scope)).or_else(|| of_site().map(plain))
}
