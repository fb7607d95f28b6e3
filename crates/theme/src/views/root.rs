//! The context that a page's template begins with.

use std::borrow::Cow;

use hbs::{Map, Object, Value};
use store::Kind;

use super::private;
use super::{AuthorView, PostView, Relations, TagView, cards};
use crate::page::{ListContext, Page, Pagination};
use crate::scope::Scope;

/// The outermost context: `posts` and `pagination`, `post` or `page`, `tag`, `author`, or an error.
pub(crate) struct Root<'a> {
    pub(crate) scope: &'a Scope<'a>,
}

/// The object `pagination`.
pub(crate) fn pagination<'a>(pagination: &Pagination) -> Value<'a> {
    let map = Map::new()
        .with("page", pagination.page)
        .with("pages", pagination.pages)
        .with("limit", pagination.limit)
        .with("total", pagination.total)
        .with("next", pagination.next)
        .with("prev", pagination.prev);
    Value::from(map)
}

impl<'a> Object<'a> for Root<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        let scope = self.scope;
        match key {
            "context" => {
                return Some(Value::from(
                    scope.contexts.iter().map(|word| Value::from(*word)).collect::<Vec<_>>(),
                ));
            }
            "relativeUrl" => return Some(Value::from(scope.path)),
            _ => {}
        }
        match scope.page {
            Page::List { context, posts, pagination: at, .. } => match (key, context) {
                ("posts", _) => Some(cards(posts, Relations::ALL, scope)),
                ("pagination", _) => Some(pagination(at)),
                ("tag", ListContext::Tag(tag)) => Some(Value::object(TagView { tag, scope })),
                ("author", ListContext::Author(author)) => Some(Value::object(AuthorView { author, scope })),
                _ => None,
            },
            Page::Entry { post, .. } => match key {
                "post" => Some(Value::object(PostView::whole(post, scope))),
                "page" if post.kind == Kind::Page => Some(Value::object(PostView::whole(post, scope))),
                _ => None,
            },
            Page::Private { refused } => {
                let words = private::words(&scope.facts.settings.locale);
                match key {
                    "error" => {
                        refused.map(|refused| Value::from(Map::new().with("message", words.refusal(refused))))
                    }
                    "private_words" => Some(words.value()),
                    _ => None,
                }
            }
            Page::NotFound { .. } => match key {
                "statusCode" | "code" => Some(Value::from(404)),
                "message" => Some(Value::from("Page not found")),
                _ => None,
            },
            Page::Failed { status, message } => match key {
                "statusCode" | "code" => Some(Value::from(i32::from(*status))),
                "message" => Some(Value::from(&**message)),
                _ => None,
            },
        }
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        let keys: &[&'static str] = match self.scope.page {
            Page::List { context, .. } => match context {
                ListContext::Front => &["posts", "pagination"],
                ListContext::Tag(_) => &["posts", "pagination", "tag"],
                ListContext::Author(_) => &["posts", "pagination", "author"],
            },
            Page::Entry { post, .. } if post.kind == Kind::Page => &["post", "page"],
            Page::Entry { .. } => &["post"],
            Page::Private { refused: Some(_) } => &["error", "private_words"],
            Page::Private { refused: None } => &["private_words"],
            Page::NotFound { .. } | Page::Failed { .. } => &["message", "statusCode"],
        };
        keys.iter().map(|key| Cow::Borrowed(*key)).collect()
    }
}
