//! Forms: fields with their label, hint and fault, and the way back after a post.
//!
//! ```text
//!  sent ─► room.attempt(sent, verb) ─► judge ─┬─► back, with a notice
//!                                             └─► again: the same form, its values kept, the sentence at its field
//! ```

use axum::response::{IntoResponse, Redirect, Response};
use hyper::StatusCode;
use maud::{Markup, html};
use newsroom::Refused;

use super::{refusal::Refusal, words::Words};

/// What is wrong with a form that was sent: the sentence, and its field when it is about one.
#[derive(Debug, Clone, Default)]
pub(super) struct Fault {
    pub(super) sentence: String,
    pub(super) field: Option<&'static str>,
}

impl Fault {
    /// What a form that was sent says when a verb refused it.
    pub(super) fn of(refused: &Refused, words: Words) -> Option<Fault> {
        match refused {
            Refused::Invalid { field, why } => Some(Fault { sentence: words.why(why), field: Some(field) }),
            Refused::Conflict(why) => Some(Fault { sentence: words.why(why), field: None }),
            _ => None,
        }
    }

    /// The same, about this field when it names none.
    pub(super) fn or_at(mut self, field: &'static str) -> Fault {
        self.field = self.field.or(Some(field));
        self
    }
}

/// What became of a form that was sent: what its verb gave, or what is wrong with it. Refusals that no form shows are passed on.
pub(super) fn judge<T>(words: Words, outcome: Result<T, Refused>) -> Result<Result<T, Fault>, Refusal> {
    outcome.map_or_else(
        |refused| Fault::of(&refused, words).map(Err).ok_or_else(|| refused.into()),
        |done| Ok(Ok(done)),
    )
}

/// The form again, with what is wrong.
pub(super) fn again(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// Back to a page, with a notice: `notice.KEY` of the messages.
pub(super) fn back(to: &str, notice: &'static str) -> Response {
    let join = if to.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{to}{join}notice={notice}")).into_response()
}

/// What cannot be taken back: behind a line that opens, with what it means.
pub(super) fn for_good(opens: &str, warning: &str, action: &str, button: &str) -> Markup {
    html! {
        details {
            summary { (opens) }
            p { (warning) }
            form method="post" action=(action) { button.danger { (button) } }
        }
    }
}

/// The sentence on top of a form that was refused; the page moves the focus there.
pub(super) fn fault_summary(fault: Option<&Fault>) -> Markup {
    html! {
        @if let Some(fault) = fault {
            p.fault #fault role="alert" tabindex="-1" autofocus { (fault.sentence) }
        }
    }
}

/// One field of one line.
pub(super) struct Field<'a> {
    pub(super) name: &'static str,
    pub(super) label: &'a str,
    pub(super) kind: &'static str,
    pub(super) value: &'a str,
    pub(super) hint: &'a str,
    pub(super) autocomplete: &'static str,
    pub(super) required: bool,
}

impl<'a> Field<'a> {
    /// A text that may be left empty.
    pub(super) fn text(name: &'static str, label: &'a str, value: &'a str) -> Field<'a> {
        Field { name, label, kind: "text", value, hint: "", autocomplete: "off", required: false }
    }

    /// Another kind of input, as HTML names it.
    pub(super) fn kind(mut self, kind: &'static str, autocomplete: &'static str) -> Field<'a> {
        (self.kind, self.autocomplete) = (kind, autocomplete);
        self
    }

    /// With a line of help.
    pub(super) fn hint(mut self, hint: &'a str) -> Field<'a> {
        self.hint = hint;
        self
    }

    /// It must be filled in.
    pub(super) fn required(mut self) -> Field<'a> {
        self.required = true;
        self
    }

    /// The field, with the fault when it is about this one.
    pub(super) fn show(&self, fault: Option<&Fault>) -> Markup {
        let wrong = fault.is_some_and(|fault| fault.field == Some(self.name));
        let hint_id = format!("{}-hint", self.name);
        let described = match (wrong, self.hint.is_empty()) {
            (true, _) => Some("fault"),
            (false, false) => Some(hint_id.as_str()),
            (false, true) => None,
        };
        html! {
            div.field {
                label for=(self.name) { (self.label) }
                input #(self.name) name=(self.name) type=(self.kind) value=(self.value) autocomplete=(self.autocomplete)
                    required[self.required] aria-invalid=[wrong.then_some("true")] aria-describedby=[described];
                @if !self.hint.is_empty() { p.hint #(hint_id) { (self.hint) } }
            }
        }
    }
}

/// A choice among the languages of the interface.
pub(super) fn language_choice(words: Words, chosen: &str) -> Markup {
    html! {
        div.field {
            label for="language" { (words.text("form.language")) }
            select #language name="language" {
                @for (code, name) in super::words::LANGUAGES {
                    option value=(code) lang=(code) selected[code == chosen] { (name) }
                }
            }
        }
    }
}
