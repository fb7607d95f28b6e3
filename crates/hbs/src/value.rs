//! What a template sees: JavaScript's values, borrowed for the length `'a` of one render.

mod convert;
mod list;
mod map;
mod number;
mod object;
mod tree;

pub use list::{List, ListRef};
pub use map::Map;
pub(crate) use map::script_order;
pub use number::{number_text, push_number};
pub use object::{Object, ObjectRef};
pub use tree::{Tree, TreeMap};

use std::borrow::Cow;
use std::rc::Rc;

/// A value of the template language. Cloning never copies an array or an object.
///
/// `'a` is the length of the render: text, rows and trees that outlive it are borrowed; what a helper makes on the
/// way is shared by `Rc`. What must be kept between renders, or shared by threads, is a [`Tree`].
#[derive(Clone, Default)]
pub enum Value<'a> {
    /// JavaScript's `undefined`: printed as nothing, falsy.
    #[default]
    Undefined,
    /// JavaScript's `null`: printed as nothing, falsy.
    Null,
    /// Printed as `true` or `false`.
    Bool(bool),
    /// Printed as JavaScript prints numbers. `0` and `NaN` are falsy.
    Number(f64),
    /// Text: escaped when printed by `{{ }}`. The empty text is falsy.
    Str(Cow<'a, str>),
    /// Text that is HTML already (Handlebars' `SafeString`): printed as it is, truthy even when empty.
    Safe(Cow<'a, str>),
    /// An array. The empty array is falsy.
    Array(ListRef<'a>),
    /// An object: truthy, printed as `[object Object]`.
    Object(ObjectRef<'a>),
}

impl<'a> Value<'a> {
    /// Borrowed or owned text, escaped when printed.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Value::Str(text.into())
    }

    /// Text that is HTML already.
    pub fn safe(html: impl Into<Cow<'a, str>>) -> Self {
        Value::Safe(html.into())
    }

    /// An object made for this render.
    pub fn object(object: impl Object<'a> + 'a) -> Self {
        Value::Object(ObjectRef::Shared(Rc::new(object)))
    }

    /// An object that outlives the render.
    pub fn object_ref(object: &'a (dyn Object<'a> + 'a)) -> Self {
        Value::Object(ObjectRef::Borrowed(object))
    }

    /// An array made for this render.
    pub fn list(list: impl List<'a> + 'a) -> Self {
        Value::Array(ListRef::Shared(Rc::new(list)))
    }

    /// An array of rows, each turned into a value only when it is looked at.
    pub fn rows<T, F>(rows: &'a [T], view: F) -> Self
    where
        F: Fn(&'a T) -> Value<'a> + 'a,
    {
        Value::list(list::Rows { rows, view })
    }

    /// An own property: a key of an object, an index or `length` of an array or a text. `None` when there is none;
    /// there are no prototypes.
    pub fn get(&self, key: &str) -> Option<Value<'a>> {
        match self {
            Value::Object(object) => object.get(key),
            Value::Array(list) if key == "length" => Some(Value::from(list.len())),
            Value::Array(list) => list.get(list::index(key)?),
            Value::Str(text) if key == "length" => Some(Value::from(text.encode_utf16().count())),
            Value::Str(text) => {
                let unit = text.encode_utf16().nth(list::index(key)?)?;
                Some(Value::Str(String::from_utf16_lossy(&[unit]).into()))
            }
            Value::Safe(text) if key == "string" => Some(Value::Str(text.clone())),
            _ => None,
        }
    }

    /// JavaScript's truth: false for undefined, null, false, 0, NaN and the empty text.
    pub fn is_true(&self) -> bool {
        match self {
            Value::Undefined | Value::Null => false,
            Value::Bool(b) => *b,
            Value::Number(n) => *n != 0.0 && !n.is_nan(),
            Value::Str(text) => !text.is_empty(),
            Value::Safe(_) | Value::Array(_) | Value::Object(_) => true,
        }
    }

    /// Handlebars' `Utils.isEmpty`, by which `if`, `unless` and `with` decide: what is not true except `0`, and
    /// the empty array.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Number(n) => n.is_nan(),
            Value::Array(list) => list.len() == 0,
            other => !other.is_true(),
        }
    }

    /// True for undefined and null.
    pub fn is_nullish(&self) -> bool {
        matches!(self, Value::Undefined | Value::Null)
    }

    /// The text of a `Str` or `Safe`.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Str(text) | Value::Safe(text) => Some(text),
            _ => None,
        }
    }

    /// The number of a `Number`.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(n) => Some(*n),
            _ => None,
        }
    }

    /// The array of an `Array`.
    pub fn as_list(&self) -> Option<&ListRef<'a>> {
        match self {
            Value::Array(list) => Some(list),
            _ => None,
        }
    }

    /// The object of an `Object`.
    pub fn as_object(&self) -> Option<&ObjectRef<'a>> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
