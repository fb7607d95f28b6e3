//! `@page`: what a page's editors decided about how it is shown.

use std::borrow::Cow;

use hbs::{Object, Value};
use store::Kind;

use crate::scope::Scope;

/// `@page`.
pub(crate) struct PageView<'a> {
    pub(crate) scope: &'a Scope<'a>,
}

impl<'a> Object<'a> for PageView<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        (key == "show_title_and_feature_image").then(|| {
            let entry = self.scope.page.entry();
            let hidden =
                entry.is_some_and(|post| post.kind == Kind::Page && !post.show_title_and_feature_image);
            Value::from(!hidden)
        })
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        vec![Cow::Borrowed("show_title_and_feature_image")]
    }
}
