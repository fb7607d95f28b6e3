//! The same story in another language.

use std::borrow::Cow;

use hbs::{Object, Value};
use store::Translation;

use crate::facts::language_name;
use crate::scope::Scope;

struct TranslationView<'a> {
    translation: &'a Translation,
    scope: &'a Scope<'a>,
}

/// The versions of a post in other languages.
pub(super) fn list<'a>(translations: &'a [Translation], scope: &'a Scope<'a>) -> Value<'a> {
    Value::rows(translations, move |translation| Value::object(TranslationView { translation, scope }))
}

impl<'a> Object<'a> for TranslationView<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        let translation = self.translation;
        Some(match key {
            "id" => Value::from(translation.id.as_str()),
            "language" | "code" => Value::from(&*translation.language),
            "name" => Value::from(language_name(&translation.language)),
            "title" => Value::from(&*translation.title),
            "slug" => Value::from(&*translation.slug),
            "url" => {
                let path = self.scope.paths(std::slice::from_ref(translation)).concat();
                Value::from(self.scope.site.absolute(&path))
            }
            _ => return None,
        })
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        ["language", "name", "title", "slug", "url"].map(Cow::Borrowed).into()
    }

    fn identity(&self) -> usize {
        std::ptr::from_ref(self.translation).addr()
    }
}
