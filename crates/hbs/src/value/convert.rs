//! Conversions into [`Value`], the text that JavaScript makes of one, and its loose `==`.

use std::borrow::Cow;

use super::{ListRef, Map, ObjectRef, Tree, Value, push_number};

/// Arrays inside arrays are printed down to this depth; deeper ones print as nothing.
const PRINTED_DEPTH: usize = 32;

impl<'a> Value<'a> {
    /// The text that JavaScript's `'' + value` makes: arrays joined by commas, objects as `[object Object]`.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Value::Undefined => Cow::Borrowed("undefined"),
            Value::Null => Cow::Borrowed("null"),
            Value::Bool(true) => Cow::Borrowed("true"),
            Value::Bool(false) => Cow::Borrowed("false"),
            Value::Str(text) | Value::Safe(text) => Cow::Borrowed(text),
            Value::Object(object) => object.to_text(),
            Value::Number(_) | Value::Array(_) => {
                let mut text = String::new();
                self.push_text(&mut text, 0);
                Cow::Owned(text)
            }
        }
    }

    fn push_text(&self, out: &mut String, depth: usize) {
        match self {
            Value::Number(n) => push_number(*n, out),
            Value::Array(list) if depth < PRINTED_DEPTH => {
                for (at, element) in list.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    if !element.is_nullish() {
                        element.push_text(out, depth + 1);
                    }
                }
            }
            Value::Array(_) => {}
            other => out.push_str(&other.to_text()),
        }
    }

    /// JavaScript's loose `a == b`, by which Handlebars decides whether a block has a context of its own.
    pub(crate) fn loosely_equals(&self, other: &Value<'_>) -> bool {
        match (self, other) {
            (a, b) if a.is_nullish() || b.is_nullish() => a.is_nullish() && b.is_nullish(),
            (Value::Str(a), Value::Str(b)) => a == b,
            (Value::Object(a), Value::Object(b)) => a.identity() == b.identity(),
            (Value::Array(a), Value::Array(b)) => a.identity() == b.identity() && a.len() == b.len(),
            // Safe text has no identity of its own here: the same text is taken for the same object.
            (Value::Safe(a), Value::Safe(b)) => a == b,
            (
                Value::Array(_) | Value::Object(_) | Value::Safe(_),
                Value::Array(_) | Value::Object(_) | Value::Safe(_),
            ) => false,
            (a @ (Value::Array(_) | Value::Object(_) | Value::Safe(_)), b) => {
                Value::Str(a.to_text()).loosely_equals(b)
            }
            (a, b @ (Value::Array(_) | Value::Object(_) | Value::Safe(_))) => {
                a.loosely_equals(&Value::Str(b.to_text()))
            }
            (a, b) => a.to_number() == b.to_number(),
        }
    }

    /// JavaScript's `Number(value)` for what is neither array nor object.
    fn to_number(&self) -> f64 {
        match self {
            Value::Bool(b) => f64::from(u8::from(*b)),
            Value::Number(n) => *n,
            Value::Str(text) => super::number::parse_number(text),
            _ => f64::NAN,
        }
    }
}

impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Str(text) => write!(f, "{text:?}"),
            Value::Safe(text) => write!(f, "safe {text:?}"),
            Value::Array(list) => write!(f, "[array of {}]", list.len()),
            other => f.write_str(&other.to_text()),
        }
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

macro_rules! from_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Value<'_> {
            fn from(value: $number) -> Self {
                Value::Number(value as f64)
            }
        }
    )*};
}

from_number!(f64, i32, u32, i64, u64, usize);

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Str(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(value: &'a String) -> Self {
        Value::Str(Cow::Borrowed(value))
    }
}

impl From<String> for Value<'_> {
    fn from(value: String) -> Self {
        Value::Str(Cow::Owned(value))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(value: Cow<'a, str>) -> Self {
        Value::Str(value)
    }
}

/// `None` becomes `null`, as an absent column does in JSON.
impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl<'a> From<Vec<Value<'a>>> for Value<'a> {
    fn from(value: Vec<Value<'a>>) -> Self {
        Value::list(value)
    }
}

impl<'a> From<Map<'a>> for Value<'a> {
    fn from(value: Map<'a>) -> Self {
        Value::object(value)
    }
}

impl<'a> From<&'a Tree> for Value<'a> {
    fn from(value: &'a Tree) -> Self {
        match value {
            Tree::Null => Value::Null,
            Tree::Bool(b) => Value::Bool(*b),
            Tree::Number(n) => Value::Number(*n),
            Tree::Text(text) => Value::Str(Cow::Borrowed(text)),
            Tree::Array(list) => Value::Array(ListRef::Tree(list)),
            Tree::Object(map) => Value::Object(ObjectRef::Tree(map)),
        }
    }
}
