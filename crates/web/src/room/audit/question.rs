//! What somebody asks of the audit log, as the address says it.

use jiff::tz::TimeZone;
use newsroom::{Because, Refused};
use serde::Deserialize;
use store::{AuditQuery, AuditRow};

use super::super::moment::{day, end_of_day};

/// Greater than every id.
const LAST_ID: &str = "zzzzzzzz";

/// The fields of the form; an empty one asks nothing.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Question {
    #[serde(default)]
    pub(super) person: String,
    #[serde(default)]
    pub(super) act: String,
    #[serde(default)]
    pub(super) subject: String,
    #[serde(default)]
    pub(super) from: String,
    #[serde(default)]
    pub(super) to: String,
    #[serde(default)]
    pub(super) text: String,
    /// `TIME-ID` of the last act on the page before.
    #[serde(default)]
    before: String,
}

/// A field that asks something.
pub(super) struct Filled {
    pub(super) name: &'static str,
    pub(super) value: String,
}

impl Question {
    /// As the store takes it.
    pub(super) fn query(&self, zone: &TimeZone, limit: u32) -> Result<AuditQuery, Refused> {
        let short = |text: &str| -> Box<str> { text.trim().chars().take(200).collect::<String>().into() };
        let wrong = |field: &'static str, value: &str| {
            Refused::invalid(field, Because::NotFoundHere.with("given", value))
        };
        let actor = match self.person.as_str() {
            "" => None,
            id => Some(id.parse().map_err(|_| wrong("person", id))?),
        };
        let since = match self.from.as_str() {
            "" => i64::MIN,
            text => day(text, zone).ok_or_else(|| wrong("from", text))?,
        };
        let until = match self.to.as_str() {
            "" => i64::MAX,
            text => end_of_day(text, zone).ok_or_else(|| wrong("to", text))?,
        };
        let before = match self.before.as_str() {
            "" => (until, LAST_ID.into()),
            text => {
                let (at, id) = text.split_once('-').ok_or_else(|| wrong("before", text))?;
                (at.parse().map_err(|_| wrong("before", text))?, short(id))
            }
        };
        Ok(AuditQuery {
            actor,
            act: short(&self.act),
            subject: short(&self.subject),
            text: short(&self.text),
            since,
            before,
            limit,
        })
    }

    /// The same from the next page on.
    pub(super) fn after(&self, last: &AuditRow) -> Question {
        Question { before: format!("{}-{}", last.at, last.id), ..self.clone() }
    }

    /// The fields that ask something.
    pub(super) fn filled(&self) -> Vec<Filled> {
        [
            ("person", &self.person),
            ("act", &self.act),
            ("subject", &self.subject),
            ("from", &self.from),
            ("to", &self.to),
            ("text", &self.text),
            ("before", &self.before),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Filled { name, value: value.clone() })
        .collect()
    }
}
