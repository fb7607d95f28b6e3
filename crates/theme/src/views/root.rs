//! The context that a page's template begins with.

use std::borrow::Cow;

use hbs::{Map, Object, Value};
use store::Kind;

use super::{AuthorView, PostView, Relations, TagView, cards};
use crate::page::{Custom, Datum, ListContext, Page, Pagination};
use crate::readers;
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

impl<'a> Root<'a> {
    /// What `routes.yaml` asked for under a name. A page is found as `post`, too.
    fn datum(&self, custom: &'a Custom, key: &str) -> Option<Value<'a>> {
        let scope = self.scope;
        let find = |name: &str| custom.data.iter().find(|(own, _)| own == name).map(|(_, datum)| datum);
        let page_as_post = || find("page").filter(|_| key == "post");
        Some(match find(key).or_else(page_as_post)? {
            Datum::Entry(post) => Value::object(PostView::whole(post, scope)),
            Datum::Tag(tag) => Value::object(TagView { tag, scope }),
            Datum::Author(author) => Value::object(AuthorView { author, scope }),
            Datum::Entries(posts) => cards(posts, Relations::ALL, scope),
            Datum::Tags(tags) => Value::rows(tags, move |tag| Value::object(TagView { tag, scope })),
            Datum::Authors(authors) => {
                Value::rows(authors, move |author| Value::object(AuthorView { author, scope }))
            }
        })
    }
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
                (_, ListContext::Route(custom)) => self.datum(custom, key),
                _ => None,
            },
            Page::Route(custom) => self.datum(custom, key),
            Page::Entry { post, .. } => match key {
                "post" => Some(Value::object(PostView::whole(post, scope))),
                "page" if post.kind == Kind::Page => Some(Value::object(PostView::whole(post, scope))),
                _ => None,
            },
            Page::Private { refused: Some(refused) } if key == "error" => {
                Some(Value::from(Map::new().with("message", refused.message(scope))))
            }
            Page::Private { .. } => None,
            Page::Portal(_) | Page::Search(_) if key == "readers" => Some(readers::value(scope)),
            Page::Search(found) if key == "posts" => Some(cards(&found.posts, Relations::ALL, scope)),
            Page::Portal(_) | Page::Search(_) => None,
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
            Page::List { context: ListContext::Route(custom), .. } => {
                let own = ["posts", "pagination"].map(Cow::Borrowed);
                return own.into_iter().chain(custom.data.iter().map(|(name, _)| (&**name).into())).collect();
            }
            Page::Route(custom) => return custom.data.iter().map(|(name, _)| (&**name).into()).collect(),
            Page::List { context, .. } => match context {
                ListContext::Front | ListContext::Route(_) => &["posts", "pagination"],
                ListContext::Tag(_) => &["posts", "pagination", "tag"],
                ListContext::Author(_) => &["posts", "pagination", "author"],
            },
            Page::Entry { post, .. } if post.kind == Kind::Page => &["post", "page"],
            Page::Entry { .. } => &["post"],
            Page::Private { refused: Some(_) } => &["error"],
            Page::Private { refused: None } => &[],
            Page::Portal(_) => &["readers"],
            Page::Search(_) => &["readers", "posts"],
            Page::NotFound { .. } | Page::Failed { .. } => &["message", "statusCode"],
        };
        keys.iter().map(|key| Cow::Borrowed(*key)).collect()
    }
}
