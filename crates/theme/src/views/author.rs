//! An author.

use std::borrow::Cow;

use hbs::{Map, Object, Value};
use routes::NOWHERE;
use store::Author;

use super::{KIND, PATH, maybe};
use crate::scope::Scope;

/// An author as templates see one.
#[derive(Clone, Copy)]
pub(crate) struct AuthorView<'a> {
    pub(crate) author: &'a Author,
    pub(crate) scope: &'a Scope<'a>,
}

impl AuthorView<'_> {
    fn path(&self) -> String {
        self.scope.facts.routes.author(&self.author.slug).unwrap_or_else(|| NOWHERE.to_owned())
    }
}

impl<'a> Object<'a> for AuthorView<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        let author = self.author;
        Some(match key {
            KIND => Value::from("author"),
            PATH => Value::from(self.path()),
            "id" => Value::from(author.id.as_str()),
            "name" => Value::from(&*author.name),
            "slug" => Value::from(&*author.slug),
            "url" => Value::from(self.scope.site.absolute(&self.path())),
            "profile_image" => maybe(&author.profile_image),
            "cover_image" => maybe(&author.cover_image),
            "bio" => maybe(&author.bio),
            "website" => maybe(&author.website),
            "location" => maybe(&author.location),
            "facebook" => maybe(&author.facebook),
            "twitter" => maybe(&author.twitter),
            "threads" => maybe(&author.threads),
            "bluesky" => maybe(&author.bluesky),
            "mastodon" => maybe(&author.mastodon),
            "tiktok" => maybe(&author.tiktok),
            "youtube" => maybe(&author.youtube),
            "instagram" => maybe(&author.instagram),
            "linkedin" => maybe(&author.linkedin),
            "meta_title" => maybe(&author.meta_title),
            "meta_description" => maybe(&author.meta_description),
            "count" => Value::from(Map::new().with("posts", author.posts)),
            _ => return None,
        })
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        let keys = "id name slug profile_image cover_image bio website location facebook twitter threads bluesky \
                    mastodon tiktok youtube instagram linkedin meta_title meta_description url count";
        keys.split_whitespace().map(Cow::Borrowed).collect()
    }

    fn identity(&self) -> usize {
        std::ptr::from_ref(self.author).addr()
    }
}
