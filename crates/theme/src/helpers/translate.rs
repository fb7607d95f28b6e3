//! `{{t "Read more"}}`: the theme's own words in the page's language.

use std::borrow::Cow;

use hbs::{Call, Result, Value};

use crate::locales::Message;
use crate::scope::Ghost;

/// The translation of a text, its places filled by the arguments of the same names. A text without translation
/// stands for itself.
pub(super) fn t<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let key = match call.arg(0) {
        Value::Str(key) | Value::Safe(key) if !key.is_empty() => key.clone(),
        _ => return Ok(Value::from("")),
    };
    let scope = call.scope();
    match scope.message(&key) {
        Some(message) => Ok(match message.plain() {
            Some(plain) => Value::Str(Cow::Borrowed(plain)),
            None => Value::from(fill(call, message, scope.language)),
        }),
        None if key.contains('{') => Ok(Value::from(fill(call, &Message::parse(&key), "en"))),
        None => Ok(Value::Str(key)),
    }
}

fn fill(call: &Call<'_, '_, Ghost>, message: &Message, language: &str) -> String {
    message.fill(language, &|name| call.hash(name).map(|value| value.to_text().into_owned()))
}
