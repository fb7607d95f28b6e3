//! The helpers of Ghost and our additions, one subject a file. What each does is told to theme authors in
//! `docs/theme-helpers.md`; a test holds that page complete.

mod arguments;
mod asset;
mod bylines;
mod classes;
mod color;
mod compare;
mod content;
mod content_api;
pub(crate) mod cut;
mod date;
pub(crate) mod escape;
mod excerpt;
mod foreach;
pub(crate) mod get;
mod has;
mod head;
mod image;
mod links;
mod member_counts;
mod navigation;
mod neighbours;
mod pagination;
mod price;
mod private;
mod reading_time;
pub(crate) mod recommendations;
mod search;
mod social;
mod switched_off;
mod text;
mod tiers;
mod titles;
mod translate;
mod url;

#[cfg(test)]
mod tests;

use hbs::{Call, Registry, Result, Value};

use crate::scope::Ghost;
pub(crate) use color::contrast_to;
pub(crate) use image::variant;
pub(crate) use pagination::page_path;
pub(crate) use social::profile as social_profile;

/// A helper.
type Run = for<'c, 'a> fn(&mut Call<'c, 'a, Ghost>) -> Result<Value<'a>>;

/// Every helper that a theme may call, besides those of the language itself.
pub(crate) const ALL: &[(&str, Run)] = &[
    ("asset", asset::asset),
    ("authors", bylines::authors),
    ("body_class", classes::body_class),
    ("cancel_link", switched_off::nothing),
    ("collection", get::collection),
    ("color_to_rgba", color::color_to_rgba),
    ("comment_count", switched_off::nothing),
    ("comments", switched_off::nothing),
    ("concat", text::concat),
    ("content", content::content),
    ("content_api_key", content_api::content_api_key),
    ("content_api_url", content_api::content_api_url),
    ("contrast_text_color", color::contrast_text_color),
    ("date", date::date),
    ("encode", text::encode),
    ("excerpt", excerpt::excerpt),
    ("facebook_url", social::facebook_url),
    ("foreach", foreach::foreach),
    ("get", get::get),
    ("ghost_foot", head::ghost_foot),
    ("ghost_head", head::ghost_head),
    ("has", has::has),
    ("img_url", image::img_url),
    ("input_password", private::input_password),
    ("is", compare::is),
    ("json", text::json),
    ("link", links::link),
    ("link_class", links::link_class),
    ("match", compare::matches),
    ("meta_description", titles::meta_description),
    ("meta_title", titles::meta_title),
    ("navigation", navigation::navigation),
    ("next_post", neighbours::next_post),
    ("page_url", pagination::page_url),
    ("pagination", pagination::pagination),
    ("plural", text::plural),
    ("post_class", classes::post_class),
    ("prev_post", neighbours::prev_post),
    ("price", price::price),
    ("raw", text::raw),
    ("readable_url", url::readable_url),
    ("reading_time", reading_time::reading_time),
    ("recommendations", recommendations::recommendations),
    ("search", search::search),
    ("social_accounts", social::social_accounts),
    ("social_url", social::social_url),
    ("split", text::split),
    ("t", translate::t),
    ("tags", bylines::tags),
    ("tiers", tiers::tiers),
    ("title", titles::title),
    ("total_members", member_counts::total_members),
    ("total_paid_members", member_counts::total_paid_members),
    ("twitter_url", social::twitter_url),
    ("url", url::url),
];

/// Those of them that write the same on every page, for the same arguments in the same context, unless they say by
/// [`crate::scope::Scope::note_singular`] that they looked further.
pub(crate) const STEADY: &[&str] = &[
    "asset",
    "authors",
    "color_to_rgba",
    "concat",
    "contrast_text_color",
    "date",
    "encode",
    "excerpt",
    "foreach",
    "img_url",
    "match",
    "plural",
    "post_class",
    "readable_url",
    "reading_time",
    "split",
    "t",
    "tags",
    "title",
    "url",
];

/// Adds every helper.
pub(crate) fn register(registry: &mut Registry<Ghost>) {
    for (name, run) in ALL {
        registry.helper(*name, *run);
    }
}
