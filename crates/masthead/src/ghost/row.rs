//! One row of an export, read field by field: each reading says where and why it fails, and what nobody read can be kept.

use std::borrow::Cow;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::damage::{Damage, Result};
use super::scan::Place;

/// A row and where it stands.
pub(crate) struct Row<'a> {
    file: &'a str,
    place: &'a Place,
    fields: Vec<Field<'a>>,
}

struct Field<'a> {
    name: Cow<'a, str>,
    value: &'a RawValue,
    read: bool,
}

struct Fields<'a>(Vec<Field<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Fields<'de>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<Self::Value, M::Error> {
                let mut fields = Vec::with_capacity(40);
                while let Some(name) = map.next_key::<Name<'de>>()? {
                    fields.push(Field { name: name.0, value: map.next_value()?, read: false });
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

/// A key, borrowed when it has no escapes.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> Row<'a> {
    /// Reads the members of a row.
    ///
    /// # Errors
    /// When it is not valid JSON.
    pub(crate) fn parse(file: &'a str, place: &'a Place, text: &'a str) -> Result<Self> {
        match serde_json::from_str::<Fields<'a>>(text) {
            Ok(fields) => Ok(Self { file, place, fields: fields.0 }),
            Err(error) => {
                let line = error.line().max(1);
                let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
                Err(Damage {
                    file: file.to_owned(),
                    path: Some(place.path.clone()),
                    at: Some((
                        place.byte + (before + error.column().saturating_sub(1)) as u64,
                        place.line + line as u64 - 1,
                    )),
                    what: format!("is not valid JSON: {}", reason(&error)),
                })
            }
        }
    }

    /// A text; numbers and truth values are taken as written, the character NUL, which no database takes, is left out. `None` for null,
    /// missing and empty.
    ///
    /// # Errors
    /// When it is a list or an object.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<Cow<'a, str>>> {
        let Some(value) = self.value(name) else { return Ok(None) };
        let text = match value.as_bytes()[0] {
            b'"' => match serde_json::from_str::<Text<'a>>(value) {
                Ok(text) => text.0,
                Err(error) => {
                    return Err(self.damage(name, format!("is not readable text: {}", reason(&error))));
                }
            },
            b'{' => return Err(self.damage(name, "must be text, but is an object")),
            b'[' => return Err(self.damage(name, "must be text, but is a list")),
            _ => Cow::Borrowed(value),
        };
        let text = if text.contains('\0') { Cow::Owned(text.replace('\0', "")) } else { text };
        Ok((!text.is_empty()).then_some(text))
    }

    /// A text that must be there.
    ///
    /// # Errors
    /// When it is missing, or no text.
    pub(crate) fn required(&mut self, name: &str) -> Result<Cow<'a, str>> {
        self.text(name)?.ok_or_else(|| self.damage(name, "is missing"))
    }

    /// A truth value: `true`, `1`, `"1"`, `"true"`; missing is `None`.
    ///
    /// # Errors
    /// When it is anything else.
    pub(crate) fn truth(&mut self, name: &str) -> Result<Option<bool>> {
        match self.text(name)?.as_deref() {
            None => Ok(None),
            Some("true" | "1") => Ok(Some(true)),
            Some("false" | "0") => Ok(Some(false)),
            Some(other) => Err(self.damage(name, format!("must be true or false, but is {}", shown(other)))),
        }
    }

    /// A whole number; missing is `None`.
    ///
    /// # Errors
    /// When it is anything else.
    pub(crate) fn number(&mut self, name: &str) -> Result<Option<i64>> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        match text.parse::<i64>() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(self.damage(name, format!("must be a number, but is {}", shown(&text)))),
        }
    }

    /// A time as Ghost and MySQL write them, or milliseconds: milliseconds since 1970 UTC. Missing is `None`.
    ///
    /// # Errors
    /// When it is no time.
    pub(crate) fn time(&mut self, name: &str) -> Result<Option<i64>> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        match read_time(&text) {
            Some(time) => Ok(Some(time)),
            None => Err(self.damage(name, format!("must be a time, but is {}", shown(&text)))),
        }
    }

    /// What an export of ours says of a row beyond Ghost's columns; missing is `None`.
    ///
    /// # Errors
    /// When it is no object.
    pub(crate) fn ours(&mut self) -> Result<Option<Self>> {
        let Some(text) = self.value("masthead") else { return Ok(None) };
        match serde_json::from_str::<Fields<'a>>(text) {
            Ok(fields) => Ok(Some(Self { file: self.file, place: self.place, fields: fields.0 })),
            Err(_) => Err(self.damage("masthead", "must be an object")),
        }
    }

    /// Marks fields as dealt with: they are Ghost's own business and say nothing that would be lost.
    pub(crate) fn pass_over(&mut self, names: &[&str]) {
        for field in &mut self.fields {
            field.read |= names.contains(&&*field.name);
        }
    }

    /// The fields with a value that nobody has read, as a JSON object, and their names; `None` when there are none.
    pub(crate) fn left(&self) -> Option<(String, Vec<&str>)> {
        let left: Vec<&Field<'_>> = self
            .fields
            .iter()
            .filter(|field| !field.read && !matches!(field.value.get(), "null" | "\"\"" | "[]" | "{}"))
            .collect();
        if left.is_empty() {
            return None;
        }
        let mut json = String::from("{");
        for (index, field) in left.iter().enumerate() {
            if index > 0 {
                json.push(',');
            }
            json.push_str(&serde_json::Value::from(&*field.name).to_string());
            json.push(':');
            json.push_str(field.value.get());
        }
        json.push('}');
        Some((json, left.into_iter().map(|field| &*field.name).collect()))
    }

    /// Damage of a field of this row.
    pub(crate) fn damage(&self, name: &str, what: impl Into<String>) -> Damage {
        Damage {
            file: self.file.to_owned(),
            path: Some(format!("{}.{name}", self.place.path)),
            at: Some((self.place.byte, self.place.line)),
            what: what.into(),
        }
    }

    /// The last one wins when a name stands twice, as in JavaScript.
    fn value(&mut self, name: &str) -> Option<&'a str> {
        let mut found = None;
        for field in self.fields.iter_mut().filter(|field| field.name == name) {
            field.read = true;
            found = Some(field.value.get());
        }
        found.filter(|value| *value != "null")
    }
}

/// What serde says, without its own line and column.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_owned())
}

/// A value as a sentence may show it.
fn shown(value: &str) -> String {
    let mut short: String = value.chars().take(40).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    format!("“{short}”")
}

fn read_time(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        // Seconds were written by some old tools.
        return Some(if number.abs() < 100_000_000_000 { number * 1000 } else { number });
    }
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Some(time.as_millisecond());
    }
    let civil = text.trim_end_matches(" UTC").parse::<jiff::civil::DateTime>().ok()?;
    jiff::tz::TimeZone::UTC.to_timestamp(civil).ok().map(|time| time.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_ghost_and_mysql_write_them() {
        assert_eq!(read_time("2024-02-29T10:00:00.000Z"), Some(1_709_200_800_000));
        assert_eq!(read_time("2024-02-29T12:00:00+02:00"), Some(1_709_200_800_000));
        assert_eq!(read_time("2024-02-29 10:00:00"), Some(1_709_200_800_000));
        assert_eq!(read_time("1709200800000"), Some(1_709_200_800_000));
        assert_eq!(read_time("1709200800"), Some(1_709_200_800_000));
        assert_eq!(read_time("yesterday"), None);
        assert_eq!(read_time("2024-02-30T10:00:00Z"), None);
    }

    #[test]
    fn fields_that_nobody_reads_are_left() {
        let place = Place { path: "db[0].data.posts[3]".into(), byte: 10, line: 1 };
        let mut row =
            Row::parse("x.json", &place, r#"{"id":"1","a":null,"new":{"x":[1]},"odd\u0041":"v","page":0}"#)
                .unwrap();
        assert_eq!(row.required("id").unwrap(), "1");
        assert_eq!(row.truth("page").unwrap(), Some(false));
        assert_eq!(row.left().unwrap(), (r#"{"new":{"x":[1]},"oddA":"v"}"#.to_owned(), vec!["new", "oddA"]));
        let damage = row.text("new").unwrap_err().to_string();
        assert_eq!(
            damage,
            "x.json: db[0].data.posts[3].new: must be text, but is an object (byte 10, line 1)"
        );
    }

    #[test]
    fn broken_rows_say_where() {
        let place = Place { path: "db[0].data.tags[0]".into(), byte: 100, line: 7 };
        let damage = Row::parse("x.json", &place, "{\"id\":\n  nope}").err().unwrap();
        assert_eq!(damage.at, Some((100 + 7 + 3, 8)), "{damage}");
        assert!(damage.to_string().contains("db[0].data.tags[0]"), "{damage}");
    }
}
