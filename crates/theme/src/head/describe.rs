//! What a page is about: for search engines, and for the cards of social networks.

use store::Post;

use super::entitle::Audience;
use crate::helpers::cut::{Length, cut};
use crate::page::Subject;
use crate::scope::Scope;
use crate::views::visible_opening;

/// The description for search engines: only what somebody wrote for a post, never the opening of its text.
pub(crate) fn meta(scope: &Scope<'_>) -> Option<String> {
    description(scope, Audience::Search)
}

/// The description for an audience.
pub(super) fn description(scope: &Scope<'_>, audience: Audience) -> Option<String> {
    let settings = &scope.facts.settings;
    let social = audience != Audience::Search;
    let site = settings.meta_description.as_deref();
    let paged = scope.page.number() > 1;
    let text = match scope.page.subject() {
        Subject::Site if paged => None,
        Subject::Site => {
            let own = audience.pick(&settings.og_description, &settings.twitter_description);
            own.or(site).or(Some(&settings.description))
        }
        Subject::Tag(_) | Subject::Author(_) if !social && paged => None,
        Subject::Tag(tag) => {
            let own = audience.pick(&tag.og_description, &tag.twitter_description);
            let own = own.or(tag.meta_description.as_deref()).or(tag.description.as_deref());
            own.or(site.filter(|_| social))
        }
        Subject::Author(author) => {
            let own = author.meta_description.as_deref().or(author.bio.as_deref());
            own.or(site.filter(|_| social))
        }
        Subject::Entry(post) => {
            let written = if social {
                let own = audience.pick(&post.meta.og_description, &post.meta.twitter_description);
                own.or(post.custom_excerpt.as_deref()).or(post.meta.meta_description.as_deref())
            } else {
                post.meta.meta_description.as_deref().or(post.custom_excerpt.as_deref())
            };
            if written.is_none() && social {
                let opening = Some(opening(scope, post)).filter(|text| !text.is_empty());
                return opening
                    .or(Some(&*settings.description))
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned);
            }
            written
        }
        Subject::Other | Subject::Nothing => None,
    };
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// What a story is about, for search engines: its standfirst, its first words, or what somebody wrote for them.
pub(super) fn summary<'s>(scope: &'s Scope<'_>, post: &'s Post) -> Option<&'s str> {
    let opening = || Some(opening(scope, post)).filter(|text| !text.is_empty());
    post.custom_excerpt.as_deref().or_else(opening).or(post.meta.meta_description.as_deref())
}

/// The first words of a story, as far as they are open to everybody.
fn opening<'s>(scope: &'s Scope<'_>, post: &Post) -> &'s str {
    scope.opening(|| cut(&visible_opening(post, &post.body.html), Length::Words(50)).into_owned())
}
