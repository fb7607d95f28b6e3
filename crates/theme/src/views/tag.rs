//! A tag (topic).

use std::borrow::Cow;

use hbs::{Map, Object, Value};
use routes::NOWHERE;
use store::TagRow;

use super::{KIND, PATH, maybe};
use crate::scope::Scope;

/// A tag as templates see it.
#[derive(Clone, Copy)]
pub(crate) struct TagView<'a> {
    pub(crate) tag: &'a TagRow,
    pub(crate) scope: &'a Scope<'a>,
}

impl TagView<'_> {
    fn path(&self) -> String {
        self.scope.facts.routes.tag(&self.tag.slug).unwrap_or_else(|| NOWHERE.to_owned())
    }
}

impl<'a> Object<'a> for TagView<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        let tag = self.tag;
        Some(match key {
            KIND => Value::from("tag"),
            PATH => Value::from(self.path()),
            "id" => Value::from(tag.id.as_str()),
            "name" => Value::from(&*tag.name),
            "slug" => Value::from(&*tag.slug),
            "url" => Value::from(self.scope.site.absolute(&self.path())),
            "description" => maybe(&tag.description),
            "feature_image" => maybe(&tag.feature_image),
            "visibility" => Value::from(tag.visibility.as_str()),
            "accent_color" => maybe(&tag.accent_color),
            "canonical_url" => maybe(&tag.canonical_url),
            "meta_title" => maybe(&tag.meta_title),
            "meta_description" => maybe(&tag.meta_description),
            "og_image" => maybe(&tag.og_image),
            "og_title" => maybe(&tag.og_title),
            "og_description" => maybe(&tag.og_description),
            "twitter_image" => maybe(&tag.twitter_image),
            "twitter_title" => maybe(&tag.twitter_title),
            "twitter_description" => maybe(&tag.twitter_description),
            "codeinjection_head" => maybe(&tag.codeinjection_head),
            "codeinjection_foot" => maybe(&tag.codeinjection_foot),
            "count" => Value::from(Map::new().with("posts", tag.posts)),
            _ => return None,
        })
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        let keys = "id name slug description feature_image visibility og_image og_title og_description twitter_image \
                    twitter_title twitter_description meta_title meta_description codeinjection_head \
                    codeinjection_foot canonical_url accent_color url count";
        keys.split_whitespace().map(Cow::Borrowed).collect()
    }

    fn identity(&self) -> usize {
        std::ptr::from_ref(self.tag).addr()
    }
}
