//! Objects: anything that answers to keys.

use std::borrow::Cow;
use std::rc::Rc;

use super::{TreeMap, Value};

/// Something with named properties. A row of the page model wraps a borrowed struct and answers from it, so that no
/// map is built:
///
/// ```ignore
/// struct PostView<'a>(&'a Post);
/// impl<'a> Object<'a> for PostView<'a> {
///     fn get(&self, key: &str) -> Option<Value<'a>> {
///         Some(match key {
///             "title" => Value::from(&self.0.title),
///             _ => return None,
///         })
///     }
///     fn keys(&self) -> Vec<Cow<'a, str>> {
///         vec!["title".into()]
///     }
/// }
/// ```
pub trait Object<'a> {
    /// The property called `key`; `None` when the object has none.
    fn get(&self, key: &str) -> Option<Value<'a>>;

    /// The keys in the order in which `{{#each}}` visits them.
    fn keys(&self) -> Vec<Cow<'a, str>>;

    /// What makes two objects the same one: `../` does not count a block whose context is the one it already had.
    /// A view that is made anew at each lookup gives the address of the row behind it.
    fn identity(&self) -> usize {
        std::ptr::from_ref(self).cast::<()>().addr()
    }

    /// What is printed where the object itself is printed.
    fn to_text(&self) -> Cow<'a, str> {
        Cow::Borrowed("[object Object]")
    }
}

/// A handle to an object; cloning it is cheap.
#[derive(Clone)]
pub enum ObjectRef<'a> {
    /// Outlives the render.
    Borrowed(&'a (dyn Object<'a> + 'a)),
    /// Made on the way.
    Shared(Rc<dyn Object<'a> + 'a>),
    /// An object of a kept [`super::Tree`].
    Tree(&'a TreeMap),
}

impl<'a> ObjectRef<'a> {
    /// See [`Object::get`].
    pub fn get(&self, key: &str) -> Option<Value<'a>> {
        match self {
            ObjectRef::Borrowed(object) => object.get(key),
            ObjectRef::Shared(object) => object.get(key),
            ObjectRef::Tree(map) => map.get(key).map(Value::from),
        }
    }

    /// See [`Object::keys`].
    pub fn keys(&self) -> Vec<Cow<'a, str>> {
        match self {
            ObjectRef::Borrowed(object) => object.keys(),
            ObjectRef::Shared(object) => object.keys(),
            ObjectRef::Tree(map) => {
                let mut keys: Vec<_> = map.iter().map(|(key, _)| Cow::Borrowed(key)).collect();
                super::map::script_order(&mut keys);
                keys
            }
        }
    }

    /// See [`Object::identity`].
    pub fn identity(&self) -> usize {
        match self {
            ObjectRef::Borrowed(object) => object.identity(),
            ObjectRef::Shared(object) => object.identity(),
            ObjectRef::Tree(map) => std::ptr::from_ref::<TreeMap>(map).addr(),
        }
    }

    /// See [`Object::to_text`].
    pub fn to_text(&self) -> Cow<'a, str> {
        match self {
            ObjectRef::Borrowed(object) => object.to_text(),
            ObjectRef::Shared(object) => object.to_text(),
            ObjectRef::Tree(_) => Cow::Borrowed("[object Object]"),
        }
    }
}
