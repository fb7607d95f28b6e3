//! Kept data: a JSON-like tree that renders borrow from and threads may share.

use std::collections::HashMap;

/// JSON by another name: what settings, translations and package files are kept in between renders.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Tree {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number.
    Number(f64),
    /// Text.
    Text(String),
    /// An array.
    Array(Vec<Tree>),
    /// An object.
    Object(TreeMap),
}

/// The object of a [`Tree`]: keys in the order in which they were set, found by hash once there are many.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TreeMap {
    entries: Vec<(String, Tree)>,
    index: HashMap<String, usize>,
}

/// Below this many keys a scan is faster than a hash.
const SCANNED: usize = 8;

impl TreeMap {
    /// An empty object.
    pub fn new() -> Self {
        TreeMap::default()
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Tree> {
        self.position(key).map(|at| &self.entries[at].1)
    }

    /// Sets a key, replacing the value it had.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<Tree>) {
        let (key, value) = (key.into(), value.into());
        if let Some(at) = self.position(&key) {
            self.entries[at].1 = value;
            return;
        }
        self.entries.push((key, value));
        if self.entries.len() == SCANNED + 1 {
            self.index = self.entries.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
        } else if self.entries.len() > SCANNED {
            let at = self.entries.len() - 1;
            self.index.insert(self.entries[at].0.clone(), at);
        }
    }

    /// The keys and values in the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.entries.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when there is no key.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.entries.len() > SCANNED {
            self.index.get(key).copied()
        } else {
            self.entries.iter().position(|(known, _)| known == key)
        }
    }
}

impl<K: Into<String>, V: Into<Tree>> FromIterator<(K, V)> for TreeMap {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = TreeMap::new();
        for (key, value) in entries {
            map.set(key, value);
        }
        map
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Tree::Bool(value)
    }
}

impl From<f64> for Tree {
    fn from(value: f64) -> Self {
        Tree::Number(value)
    }
}

impl From<&str> for Tree {
    fn from(value: &str) -> Self {
        Tree::Text(value.to_owned())
    }
}

impl From<String> for Tree {
    fn from(value: String) -> Self {
        Tree::Text(value)
    }
}

impl From<TreeMap> for Tree {
    fn from(value: TreeMap) -> Self {
        Tree::Object(value)
    }
}

impl<T: Into<Tree>> From<Vec<T>> for Tree {
    fn from(value: Vec<T>) -> Self {
        Tree::Array(value.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Tree>> From<Option<T>> for Tree {
    fn from(value: Option<T>) -> Self {
        value.map_or(Tree::Null, Into::into)
    }
}
