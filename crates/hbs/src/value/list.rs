//! Arrays: anything with a length and indexes.

use std::rc::Rc;

use super::{Tree, Value};

/// Something with numbered elements.
pub trait List<'a> {
    /// How many elements there are.
    fn len(&self) -> usize;

    /// The element at `index`, counted from 0; `None` past the end.
    fn get(&self, index: usize) -> Option<Value<'a>>;

    /// True when there is no element.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What makes two arrays the same one; see [`super::Object::identity`].
    fn identity(&self) -> usize {
        std::ptr::from_ref(self).cast::<()>().addr()
    }
}

impl<'a> List<'a> for Vec<Value<'a>> {
    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<Value<'a>> {
        self.as_slice().get(index).cloned()
    }
}

/// Borrowed rows and the way to look at one.
pub(super) struct Rows<'a, T, F> {
    pub(super) rows: &'a [T],
    pub(super) view: F,
}

impl<'a, T, F: Fn(&'a T) -> Value<'a>> List<'a> for Rows<'a, T, F> {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn get(&self, index: usize) -> Option<Value<'a>> {
        self.rows.get(index).map(&self.view)
    }

    fn identity(&self) -> usize {
        self.rows.as_ptr().addr()
    }
}

/// A handle to an array; cloning it is cheap.
#[derive(Clone)]
pub enum ListRef<'a> {
    /// Outlives the render.
    Borrowed(&'a (dyn List<'a> + 'a)),
    /// Made on the way.
    Shared(Rc<dyn List<'a> + 'a>),
    /// An array of a kept [`Tree`].
    Tree(&'a [Tree]),
}

impl<'a> ListRef<'a> {
    /// How many elements there are.
    pub fn len(&self) -> usize {
        match self {
            ListRef::Borrowed(list) => list.len(),
            ListRef::Shared(list) => list.len(),
            ListRef::Tree(list) => list.len(),
        }
    }

    /// True when there is no element.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`, counted from 0; `None` past the end.
    pub fn get(&self, index: usize) -> Option<Value<'a>> {
        match self {
            ListRef::Borrowed(list) => list.get(index),
            ListRef::Shared(list) => list.get(index),
            ListRef::Tree(list) => list.get(index).map(Value::from),
        }
    }

    /// The elements in order.
    pub fn iter(&self) -> impl Iterator<Item = Value<'a>> + '_ {
        (0..self.len()).map(|index| self.get(index).unwrap_or_default())
    }

    /// See [`List::identity`].
    pub fn identity(&self) -> usize {
        match self {
            ListRef::Borrowed(list) => list.identity(),
            ListRef::Shared(list) => list.identity(),
            ListRef::Tree(list) => list.as_ptr().addr(),
        }
    }
}

/// The index that a path segment names, when it is spelt as JavaScript spells array indexes.
pub(super) fn index(key: &str) -> Option<usize> {
    let canonical = key == "0" || key.bytes().next().is_some_and(|b| matches!(b, b'1'..=b'9'));
    if canonical && key.bytes().all(|b| b.is_ascii_digit()) { key.parse().ok() } else { None }
}
