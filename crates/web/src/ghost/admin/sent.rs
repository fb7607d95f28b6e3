//! A row as a program sends it: each field is read once, in its type and within Ghost's limit
//! (<https://www.npmjs.com/package/@tryghost/admin-api-schema>). What Ghost does not know is passed over, as Ghost does.

use newsroom::take_from_ghost;
use serde_json::{Map, Value, json};
use store::{Field, Millis, Stored};

use super::super::refusal::{Answered, Doing, Refusal, Unanswered};

/// The fields of one row that was sent.
pub(super) struct Sent {
    doing: Doing,
    /// The name of its list: `posts`.
    list: &'static str,
    fields: Map<String, Value>,
}

/// A text that was sent: `Some(None)` takes a value away.
pub(super) type SentText = Option<Option<String>>;

impl Sent {
    pub(super) fn new(doing: Doing, list: &'static str, fields: Map<String, Value>) -> Sent {
        Sent { doing, list, fields }
    }

    /// Whether a field was sent at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// A text of at most so many characters.
    ///
    /// # Errors
    /// Ghost's refusal.
    pub(super) fn text(&mut self, name: &'static str, most: usize) -> Answered<SentText> {
        match self.fields.remove(name) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(None)),
            Some(Value::String(text)) if text.chars().count() > most => {
                let message = format!("must NOT have more than {most} characters");
                Err(self.wrong(name, "maxLength", json!({ "limit": most }), &message))
            }
            Some(Value::String(text)) => Ok(Some(Some(text).filter(|text| !text.is_empty()))),
            Some(_) => Err(self.wrong_type(name, "string")),
        }
    }

    /// A text that has to be there.
    ///
    /// # Errors
    /// Ghost's refusal.
    pub(super) fn needed_text(&mut self, name: &'static str, most: usize) -> Answered<String> {
        if !self.has(name) {
            return Err(self.missing(name));
        }
        match self.text(name, most)? {
            Some(Some(text)) => Ok(text),
            Some(None) => {
                let message = "must NOT have fewer than 1 characters";
                Err(self.wrong(name, "minLength", json!({ "limit": 1 }), message))
            }
            None => Err(self.missing(name)),
        }
    }

    /// A truth value.
    ///
    /// # Errors
    /// Ghost's refusal.
    pub(super) fn truth(&mut self, name: &'static str) -> Answered<Option<bool>> {
        match self.fields.remove(name) {
            None => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(truth)),
            Some(_) => Err(self.wrong_type(name, "boolean")),
        }
    }

    /// A moment, as RFC 3339 writes it.
    ///
    /// # Errors
    /// Ghost's refusal.
    pub(super) fn moment(&mut self, name: &'static str) -> Answered<Option<Option<Millis>>> {
        match self.text(name, 100)? {
            None => Ok(None),
            Some(None) => Ok(Some(None)),
            Some(Some(text)) => match text.parse::<jiff::Timestamp>() {
                Ok(at) => Ok(Some(Some(at.as_millisecond()))),
                Err(_) => {
                    let message = "must match format \"date-time\"";
                    Err(self.wrong(name, "format", json!({ "format": "date-time" }), message))
                }
            },
        }
    }

    /// One of some words.
    ///
    /// # Errors
    /// Ghost's refusal.
    pub(super) fn word(
        &mut self,
        name: &'static str,
        words: &[&'static str],
    ) -> Answered<Option<&'static str>> {
        let Some(text) = self.text(name, usize::MAX)? else { return Ok(None) };
        let text = text.unwrap_or_default();
        match words.iter().find(|word| **word == text) {
            Some(word) => Ok(Some(word)),
            None => {
                let message = "must be equal to one of the allowed values";
                Err(self.wrong(name, "enum", json!({ "allowedValues": words }), message))
            }
        }
    }

    /// A list of rows of at most so many.
    ///
    /// # Errors
    /// Ghost's refusal.
    pub(super) fn rows(&mut self, name: &'static str, most: usize) -> Answered<Option<Vec<Value>>> {
        match self.fields.remove(name) {
            None => Ok(None),
            Some(Value::Array(rows)) if rows.len() > most => {
                let message = format!("must NOT have more than {most} items");
                Err(self.wrong(name, "maxItems", json!({ "limit": most }), &message))
            }
            Some(Value::Array(rows)) => Ok(Some(rows)),
            Some(_) => Err(self.wrong_type(name, "array")),
        }
    }

    /// Any value.
    pub(super) fn value(&mut self, name: &str) -> Option<Value> {
        self.fields.remove(name)
    }

    /// Takes columns of a stored row over, those that were sent.
    ///
    /// # Errors
    /// Ghost's refusal of what a column cannot hold.
    pub(super) fn put_into(&mut self, row: &mut impl Stored, columns: &[&'static str]) -> Answered<()> {
        for column in columns {
            if let Some(value) = self.fields.remove(*column)
                && !take_from_ghost(row, column, &value)
            {
                let kind = match row.fields().into_iter().find(|(name, _)| name == column) {
                    Some((_, Field::Bool(_))) => "boolean",
                    Some((_, Field::Int(_))) => "integer",
                    _ => "string",
                };
                return Err(self.wrong_type(column, kind));
            }
        }
        Ok(())
    }

    /// A field that must be there and is not.
    pub(super) fn missing(&self, name: &str) -> Unanswered {
        let list = self.list;
        let details = json!([{
            "instancePath": format!("/{list}/0"),
            "schemaPath": "#/properties/".to_owned() + list + "/items/required",
            "keyword": "required",
            "params": { "missingProperty": name },
            "message": format!("must have required property '{name}'"),
        }]);
        Refusal::invalid(self.doing, "Validation failed for 0.".to_owned())
            .at("0")
            .with_details(details)
            .into()
    }

    pub(super) fn wrong_type(&self, name: &'static str, kind: &str) -> Unanswered {
        self.wrong(name, "type", json!({ "type": kind }), &format!("must be {kind}"))
    }

    /// The refusal of one field, as Ghost's validator describes it.
    pub(super) fn wrong(
        &self,
        name: &'static str,
        keyword: &str,
        params: Value,
        message: &str,
    ) -> Unanswered {
        let list = self.list;
        let details = json!([{
            "instancePath": format!("/{list}/0/{name}"),
            "schemaPath": format!("{list}#/definitions/{}/properties/{name}/{keyword}", self.doing.what),
            "keyword": keyword,
            "params": params,
            "message": message,
        }]);
        Refusal::invalid(self.doing, format!("Validation failed for {name}."))
            .at(name)
            .with_details(details)
            .into()
    }
}

/// A body without the list that it should have, as Ghost's validator describes it.
pub(super) fn no_list(
    doing: Doing,
    list: &'static str,
    keyword: &str,
    params: Value,
    message: &str,
) -> Unanswered {
    let (path, schema) = match keyword {
        "required" => (String::new(), "#/required".to_owned()),
        keyword => (format!("/{list}"), format!("#/properties/{list}/{keyword}")),
    };
    let details = json!([{
        "instancePath": path,
        "schemaPath": schema,
        "keyword": keyword,
        "params": params,
        "message": message,
    }]);
    Refusal::invalid(doing, format!("Validation failed for {list}.")).at(list).with_details(details).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOING: Doing = Doing { verb: "save", what: "post" };

    fn sent(fields: Value) -> Sent {
        let Value::Object(fields) = fields else { panic!("an object") };
        Sent::new(DOING, "posts", fields)
    }

    #[test]
    fn fields_are_read_in_their_type() {
        let mut row = sent(
            json!({ "a": "x", "b": null, "c": "", "d": true, "e": "2024-01-31T09:00:00.000Z", "f": [1] }),
        );
        assert_eq!(row.text("a", 1).ok(), Some(Some(Some("x".to_owned()))));
        assert_eq!(row.text("b", 1).ok(), Some(Some(None)));
        assert_eq!(row.text("c", 1).ok(), Some(Some(None)));
        assert_eq!(row.text("missing", 1).ok(), Some(None));
        assert_eq!(row.truth("d").ok(), Some(Some(true)));
        assert_eq!(row.moment("e").ok(), Some(Some(Some(1_706_691_600_000))));
        assert_eq!(row.rows("f", 1).ok(), Some(Some(vec![json!(1)])));
    }

    #[test]
    fn what_has_another_form_is_refused() {
        let row = || sent(json!({ "a": "xyz", "b": 5, "c": "soon", "d": "x", "e": [1, 2] }));
        assert!(row().text("a", 2).is_err() && row().text("b", 9).is_err());
        assert!(row().truth("a").is_err() && row().moment("c").is_err());
        assert!(
            row().word("d", &["y"]).is_err() && row().rows("e", 1).is_err() && row().rows("a", 1).is_err()
        );
        assert!(
            row().needed_text("missing", 9).is_err() && sent(json!({ "a": "" })).needed_text("a", 9).is_err()
        );
    }
}
