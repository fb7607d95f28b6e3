//! An entry of the navigation.

use std::borrow::Cow;

use hbs::{Object, Value};

use super::{KIND, PATH};
use crate::facts::NavigationLink;
use crate::scope::Scope;

/// An entry of the navigation on one page.
#[derive(Clone, Copy)]
pub(crate) struct NavigationView<'a> {
    pub(crate) link: &'a NavigationLink,
    pub(crate) scope: &'a Scope<'a>,
}

impl<'a> NavigationView<'a> {
    /// A list of entries.
    pub(crate) fn list(links: &'a [NavigationLink], scope: &'a Scope<'a>) -> Value<'a> {
        Value::rows(links, move |link| Value::object(NavigationView { link, scope }))
    }

    /// Whether the entry leads to the page that is rendered.
    fn is_current(&self) -> bool {
        self.scope.note_singular();
        !self.link.path.is_empty()
            && self.link.path.trim_end_matches('/') == self.scope.path.trim_end_matches('/')
    }
}

impl<'a> Object<'a> for NavigationView<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        let link = self.link;
        Some(match key {
            KIND => Value::from("navigation"),
            PATH => Value::from(&*link.url),
            "label" => Value::from(&*link.label),
            "slug" => Value::from(&*link.slug),
            "url" => Value::from(&*link.url),
            "current" => Value::from(self.is_current()),
            "icon" => Value::Null,
            "@absolute" => Value::from(&*link.absolute),
            _ => return None,
        })
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        ["current", "label", "slug", "url"].map(Cow::Borrowed).into()
    }

    fn identity(&self) -> usize {
        std::ptr::from_ref(self.link).addr()
    }
}
