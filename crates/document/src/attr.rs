//! Attributes of cards: each is declared once with its kind, and validation, sanitising, URL replacement and
//! the reading of foreign payloads all walk that one declaration.

use serde_json::{Map, Value};

/// What a text attribute holds, and therefore what may be in it and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// Plain text; escaped when written.
    Text,
    /// A caption or title: inline HTML.
    Rich,
    /// Block HTML.
    Html,
    /// Markdown that may hold HTML.
    Markdown,
    /// An address that a reader may follow.
    Link,
    /// An address that the browser loads (picture, sound, video).
    Source,
    /// One word that goes into a class or a colour.
    Token,
}

/// Called with the kind, the attribute's name and its value.
pub(crate) type Visitor<'a> = &'a mut dyn FnMut(Field, &'static str, &mut String);

/// A value that an attribute can have.
pub(crate) trait Attr: Sized {
    /// Reads a value of a foreign payload generously (numbers in strings, nulls); `None` means the default.
    fn foreign(value: &Value) -> Option<Self>;

    /// The value as Ghost writes it into a payload.
    fn to_foreign(&self) -> Value;

    /// Shows every text in the value to the visitor.
    fn visit(&mut self, _field: Field, _key: &'static str, _visitor: Visitor<'_>) {}
}

impl Attr for String {
    fn foreign(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn to_foreign(&self) -> Value {
        self.as_str().into()
    }

    fn visit(&mut self, field: Field, key: &'static str, visitor: Visitor<'_>) {
        visitor(field, key, self);
    }
}

impl Attr for bool {
    fn foreign(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(flag) => Some(*flag),
            Value::Number(number) => Some(number.as_f64() != Some(0.0)),
            Value::String(text) => Some(text == "true" || text == "1"),
            _ => None,
        }
    }

    fn to_foreign(&self) -> Value {
        (*self).into()
    }
}

impl Attr for Option<u32> {
    fn foreign(value: &Value) -> Option<Self> {
        let number = f64::foreign(value)?;
        (number >= 1.0 && number <= f64::from(u32::MAX)).then(|| Some(number.round() as u32))
    }

    fn to_foreign(&self) -> Value {
        (*self).into()
    }
}

impl Attr for u32 {
    fn foreign(value: &Value) -> Option<Self> {
        let number = f64::foreign(value)?;
        (number >= 0.0 && number <= f64::from(u32::MAX)).then(|| number.round() as u32)
    }

    fn to_foreign(&self) -> Value {
        (*self).into()
    }
}

impl Attr for f64 {
    fn foreign(value: &Value) -> Option<Self> {
        let number = match value {
            Value::Number(number) => number.as_f64()?,
            Value::String(text) => text.trim().trim_end_matches("px").parse().ok()?,
            _ => return None,
        };
        number.is_finite().then_some(number)
    }

    fn to_foreign(&self) -> Value {
        // JavaScript knows no other whole numbers, and would write 61.0 as 61.
        match self.fract() == 0.0 && self.abs() < 9e15 {
            true => (*self as i64).into(),
            false => (*self).into(),
        }
    }
}

impl Attr for Vec<String> {
    fn foreign(value: &Value) -> Option<Self> {
        Some(value.as_array()?.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
    }

    fn to_foreign(&self) -> Value {
        self.as_slice().into()
    }

    fn visit(&mut self, field: Field, key: &'static str, visitor: Visitor<'_>) {
        self.iter_mut().for_each(|text| visitor(field, key, text));
    }
}

/// JSON of another system, kept as text: its depth adds nothing to the depth of the document. Empty for none.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Json(pub String);

impl From<&Map<String, Value>> for Json {
    fn from(map: &Map<String, Value>) -> Self {
        // Keys are texts, so that nothing in it can fail to serialise.
        Self(if map.is_empty() { String::new() } else { serde_json::to_string(map).unwrap_or_default() })
    }
}

impl Attr for Json {
    fn foreign(value: &Value) -> Option<Self> {
        value.as_object().map(Self::from)
    }

    fn to_foreign(&self) -> Value {
        serde_json::from_str(&self.0).unwrap_or_else(|_| Map::new().into())
    }
}

/// Declares the attributes of one card: `field "jsonName": Type as Kind = default`.
macro_rules! card {
    ($(#[$meta:meta])* $name:ident {
        $( $(#[$field_meta:meta])* $field:ident $key:literal : $type:ty as $kind:ident = $default:expr ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $( $(#[$field_meta])* #[serde(rename = $key)] pub $field: $type, )*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $( $field: $default.into(), )* }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let plain = Self::default();
                let mut map = serializer.serialize_map(None)?;
                $( if self.$field != plain.$field { map.serialize_entry($key, &self.$field)?; } )*
                map.end()
            }
        }

        impl $name {
            /// Reads the payload of a Lexical node or a Mobiledoc card, generously.
            pub(crate) fn from_payload(payload: &serde_json::Map<String, serde_json::Value>) -> Self {
                let mut card = Self::default();
                $(
                    if let Some(value) = payload.get($key).and_then(<$type as crate::attr::Attr>::foreign) {
                        card.$field = value;
                    }
                )*
                card
            }

            /// The payload of the card's Lexical node, with every attribute.
            pub(crate) fn to_payload(&self) -> serde_json::Map<String, serde_json::Value> {
                let mut payload = serde_json::Map::new();
                $( payload.insert($key.to_owned(), crate::attr::Attr::to_foreign(&self.$field)); )*
                payload
            }

            /// Shows every text of the card to the visitor.
            pub(crate) fn visit(&mut self, visitor: crate::attr::Visitor<'_>) {
                $( crate::attr::Attr::visit(&mut self.$field, crate::attr::Field::$kind, $key, visitor); )*
            }
        }
    };
}
pub(crate) use card;
