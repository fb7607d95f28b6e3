//! A request as its handler sees it.

use std::sync::Arc;

use newsroom::{Actor, Newsroom};
use serde_json::{Value, json};
use store::{Id, Reader, Settings};

use super::{
    super::{
        Api,
        question::{Question, Which},
        refusal::{Answered, Doing, Refusal},
    },
    body::{Body, Form},
    caller::Caller,
    sent::{Sent, no_list},
};
use crate::{room::Visitor, site::GHOST_URL};

/// One request, ready to be answered: the caller may ask here, the body is here.
pub(super) struct Call {
    pub(super) api: Arc<Api>,
    pub(super) caller: Caller,
    /// Where it comes from.
    pub(super) visitor: Visitor,
    /// The cookie of a session, whatever it opens.
    pub(super) session: Option<String>,
    pub(super) doing: Doing,
    /// What stands at the places of the route's path.
    pub(super) places: Vec<String>,
    pub(super) question: Question,
    pub(super) body: Body,
}

impl Call {
    /// Who acts, for the verbs.
    ///
    /// # Errors
    /// Ghost's refusal for a stranger, who comes only where nobody has to be known.
    pub(super) fn actor(&self) -> Answered<Actor> {
        match &self.caller {
            Caller::Stranger => Err(Refusal::nobody().into()),
            Caller::Program { actor } | Caller::Person { actor, .. } => Ok(*actor),
        }
    }

    /// The verbs.
    pub(super) fn newsroom(&self) -> &Newsroom {
        &self.api.room.newsroom
    }

    /// One snapshot to read from.
    pub(super) fn reader(&self) -> Answered<Reader> {
        Ok(self.api.room.store.reader()?)
    }

    /// The settings of the site.
    pub(super) fn settings(&self) -> Answered<Arc<Settings>> {
        Ok(self.reader()?.settings()?)
    }

    /// The address of the site.
    pub(super) fn address(&self) -> &theme::Site {
        self.api.site.address()
    }

    /// An address that a program sent, as it is stored: without the site's own name.
    pub(super) fn stored(&self, address: &str) -> String {
        let own = address.strip_prefix(self.api.room.url()).or_else(|| address.strip_prefix(GHOST_URL));
        own.filter(|rest| rest.starts_with('/')).unwrap_or(address).to_owned()
    }

    /// What stands at a place of the path, counted from 0.
    pub(super) fn place(&self, n: usize) -> &str {
        self.places.get(n).map_or("", String::as_str)
    }

    /// The id that is the path's first place, or the refusal of what is none.
    pub(super) fn id(&self) -> Answered<Id> {
        self.question.check(self.doing, &Which::Id(self.place(0).to_owned()))?;
        let missing = || Refusal::not_found(self.doing, "Resource not found.");
        self.place(0).parse().map_err(|_| missing().into())
    }

    /// The slug that is the path's first place, or the refusal of what is none.
    pub(super) fn slug(&self) -> Answered<&str> {
        self.question.check(self.doing, &Which::Slug(self.place(0).to_owned()))?;
        Ok(self.place(0))
    }

    /// The one row of a body `{"posts": [{…}]}`.
    ///
    /// # Errors
    /// Ghost's refusals of other bodies.
    pub(super) fn sent(&mut self, list: &'static str) -> Answered<Sent> {
        let doing = self.doing;
        let wrong = |keyword, params, message: &str| no_list(doing, list, keyword, params, message);
        let found = match &mut self.body {
            Body::Json(Value::Object(body)) => body.remove(list),
            _ => None,
        };
        let rows = match found {
            None => {
                let message = format!("must have required property '{list}'");
                return Err(wrong("required", json!({ "missingProperty": list }), &message));
            }
            Some(Value::Array(rows)) => rows,
            Some(_) => return Err(wrong("type", json!({ "type": "array" }), "must be array")),
        };
        match <[Value; 1]>::try_from(rows) {
            Ok([Value::Object(row)]) => Ok(Sent::new(doing, list, row)),
            Ok(_) => Err(wrong("type", json!({ "type": "object" }), "must be object")),
            Err(rows) if rows.is_empty() => {
                Err(wrong("minItems", json!({ "limit": 1 }), "must NOT have fewer than 1 items"))
            }
            Err(_) => Err(wrong("maxItems", json!({ "limit": 1 }), "must NOT have more than 1 items")),
        }
    }

    /// The files that were sent.
    pub(super) fn form(&mut self) -> Form {
        match std::mem::replace(&mut self.body, Body::Nothing) {
            Body::Form(form) => form,
            _ => Form::default(),
        }
    }
}
