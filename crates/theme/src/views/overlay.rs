//! A context with a few more names laid over it.

use std::borrow::Cow;

use hbs::{Map, Object, Value};

/// What `over` knows, and beneath it what `base` knows.
pub(crate) struct Overlay<'a> {
    pub(crate) base: Value<'a>,
    pub(crate) over: Map<'a>,
}

impl<'a> Object<'a> for Overlay<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        self.over.get(key).or_else(|| self.base.get(key))
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        let mut keys = self.over.keys();
        let below = self.base.as_object().map(hbs::ObjectRef::keys).unwrap_or_default();
        keys.extend(below.into_iter().filter(|key| self.over.get(key).is_none()));
        keys
    }
}
