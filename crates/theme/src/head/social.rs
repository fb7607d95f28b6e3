//! Open Graph and X cards.

use jiff::Timestamp;

use super::Lines;
use super::describe::description;
use super::entitle::{Audience, title};
use super::pictures::card;
use crate::helpers::social_profile;
use crate::page::Subject;
use crate::scope::Scope;
use store::{Kind, Millis, Visibility};

/// An instant as machines write it.
pub(super) fn instant(at: Millis) -> Option<String> {
    Some(format!("{:.3}", Timestamp::from_millisecond(at).ok()?))
}

/// All `og:`, `article:` and `twitter:` lines.
pub(super) fn lines(scope: &Scope<'_>, lines: &mut Lines) {
    let settings = &scope.facts.settings;
    let post = scope.page.entry();
    let author = post.and_then(|post| post.primary_author());
    let canonical = super::canonical(scope);
    let kind = match scope.page.subject() {
        Subject::Entry(post) if post.kind == Kind::Post => "article",
        Subject::Author(_) => "profile",
        _ => "website",
    };
    let picture = card(scope, Audience::OpenGraph);
    let og_title = title(scope, Audience::OpenGraph, None);
    let og_description = description(scope, Audience::OpenGraph);
    lines.meta("property", "og:site_name", Some(&settings.title));
    lines.meta("property", "og:type", Some(kind));
    lines.meta("property", "og:title", Some(&og_title));
    lines.meta("property", "og:description", og_description.as_deref());
    lines.meta("property", "og:url", Some(&canonical));
    lines.meta("property", "og:locale", Some(&scope.language.replace('-', "_")));
    if let Some(picture) = &picture {
        lines.meta("property", "og:image", Some(&picture.url));
        let alt = post.and_then(|post| post.feature_image_alt.as_deref()).filter(|_| picture.size.is_some());
        lines.meta("property", "og:image:alt", alt);
    }
    if let Some(post) = post {
        lines.meta("property", "article:published_time", post.published_at.and_then(instant).as_deref());
        let modified = post.edited_at.unwrap_or(post.updated_at);
        lines.meta("property", "article:modified_time", instant(modified).as_deref());
        let section = post.primary_tag().map(|tag| &*tag.name);
        lines.meta("property", "article:section", section);
        for tag in post.tags.iter().filter(|tag| tag.visibility == Visibility::Public) {
            lines.meta("property", "article:tag", Some(&tag.name));
        }
    }
    let profile =
        |network: &str, account: Option<&str>| account.and_then(|account| social_profile(network, account));
    lines.meta("property", "article:publisher", profile("facebook", settings.facebook.as_deref()).as_deref());
    let facebook = match scope.page.subject() {
        Subject::Author(author) => author.facebook.as_deref(),
        _ => author.and_then(|author| author.facebook.as_deref()),
    };
    lines.meta("property", "article:author", profile("facebook", facebook).as_deref());

    let twitter_picture = card(scope, Audience::Twitter);
    let shape = if twitter_picture.is_some() { "summary_large_image" } else { "summary" };
    lines.meta("name", "twitter:card", Some(shape));
    lines.meta("name", "twitter:title", Some(&title(scope, Audience::Twitter, None)));
    lines.meta("name", "twitter:description", description(scope, Audience::Twitter).as_deref());
    lines.meta("name", "twitter:url", Some(&canonical));
    lines.meta("name", "twitter:image", twitter_picture.as_ref().map(|picture| picture.url.as_str()));
    if let Some(author) = author {
        lines.meta("name", "twitter:label1", Some("Written by"));
        lines.meta("name", "twitter:data1", Some(&author.name));
    }
    let topics: Vec<&str> = post
        .iter()
        .flat_map(|post| post.tags.iter())
        .filter(|tag| tag.visibility == Visibility::Public)
        .map(|tag| &*tag.name)
        .collect();
    if !topics.is_empty() {
        lines.meta("name", "twitter:label2", Some("Filed under"));
        lines.meta("name", "twitter:data2", Some(&topics.join(", ")));
    }
    lines.meta("name", "twitter:site", settings.twitter.as_deref());
    let creator = match scope.page.subject() {
        Subject::Author(author) => author.twitter.as_deref(),
        _ => author.and_then(|author| author.twitter.as_deref()),
    };
    lines.meta("name", "twitter:creator", creator);
    if let Some((width, height)) = picture.and_then(|picture| picture.size) {
        lines.meta("property", "og:image:width", Some(&width.to_string()));
        lines.meta("property", "og:image:height", Some(&height.to_string()));
    }
}
