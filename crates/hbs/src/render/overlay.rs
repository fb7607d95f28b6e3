//! An object whose own keys lie over those of another value: the context of a partial with `key=value`, and the
//! context of a layout.

use std::borrow::Cow;

use crate::call::Hashes;
use crate::value::{Object, Value, script_order};

pub(crate) struct Overlay<'a> {
    pub(crate) base: Value<'a>,
    pub(crate) over: Hashes<'a>,
}

impl<'a> Object<'a> for Overlay<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        if let Some((_, value)) = self.over.iter().find(|(known, _)| *known == key) {
            return Some(value.clone());
        }
        match &self.base {
            Value::Object(object) => object.get(key),
            Value::Array(_) | Value::Str(_) | Value::Safe(_) if key != "length" => self.base.get(key),
            _ => None,
        }
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        let mut keys = match &self.base {
            Value::Object(object) => object.keys(),
            Value::Array(list) => numbered(list.len()),
            Value::Str(text) => numbered(text.encode_utf16().count()),
            Value::Safe(_) => vec![Cow::Borrowed("string")],
            _ => Vec::new(),
        };
        for (key, _) in &self.over {
            if !keys.iter().any(|known| known == key) {
                keys.push(Cow::Borrowed(key));
            }
        }
        script_order(&mut keys);
        keys
    }
}

fn numbered<'a>(len: usize) -> Vec<Cow<'a, str>> {
    (0..len).map(|index| Cow::Owned(index.to_string())).collect()
}

/// The object that helpers get for a context that is null or undefined.
pub(crate) struct Nothing {
    /// Gives the object an address of its own.
    _address: u8,
}

/// The one such object.
pub(crate) static NOTHING: Nothing = Nothing { _address: 0 };

impl<'a> Object<'a> for Nothing {
    fn get(&self, _key: &str) -> Option<Value<'a>> {
        None
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        Vec::new()
    }
}
