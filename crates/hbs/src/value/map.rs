//! The ready object: a small map that a helper builds on the way.

use std::borrow::Cow;

use super::{Object, Value};

/// An object with its keys in the order in which they were set. Lookup is a scan: it is meant for a dozen keys.
#[derive(Clone, Default)]
pub struct Map<'a> {
    entries: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Map<'a> {
    /// An empty object.
    pub fn new() -> Self {
        Map::default()
    }

    /// The same map with one more key.
    pub fn with(mut self, key: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) -> Self {
        self.set(key, value);
        self
    }

    /// Sets a key, replacing the value it had.
    pub fn set(&mut self, key: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) {
        let (key, value) = (key.into(), value.into());
        match self.entries.iter_mut().find(|(known, _)| *known == key) {
            Some(entry) => entry.1 = value,
            None => self.entries.push((key, value)),
        }
    }

    /// The keys and values in the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value<'a>)> {
        self.entries.iter().map(|(key, value)| (key.as_ref(), value))
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when there is no key.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a> Object<'a> for Map<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        self.entries.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone())
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        let mut keys: Vec<_> = self.entries.iter().map(|(key, _)| key.clone()).collect();
        script_order(&mut keys);
        keys
    }
}

impl<'a, K: Into<Cow<'a, str>>, V: Into<Value<'a>>> FromIterator<(K, V)> for Map<'a> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Map::new();
        for (key, value) in entries {
            map.set(key, value);
        }
        map
    }
}

/// JavaScript visits keys that are array indexes first, in rising order, then the others as they were set.
pub(crate) fn script_order(keys: &mut [Cow<'_, str>]) {
    if keys.iter().any(|key| array_index(key).is_some()) {
        keys.sort_by_key(|key| array_index(key).unwrap_or(u64::MAX));
    }
}

fn array_index(key: &str) -> Option<u64> {
    super::list::index(key).map(|index| index as u64).filter(|index| *index < u64::from(u32::MAX))
}
