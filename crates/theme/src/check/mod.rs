//! The rules by which a theme is judged. Errors keep it from going live; warnings say what hardly was meant.

mod assets;
mod calls;
mod config;
mod names;
mod structure;
mod translations;

#[cfg(test)]
mod tests;

use hbs::{Set, Template};

use crate::report::{Finding, Report};
use crate::scope::Ghost;
use crate::theme::Parts;
pub(crate) use calls::{Call, calls};

/// One template with everything that it calls.
struct Read<'a> {
    template: &'a Template,
    calls: Vec<Call<'a>>,
}

impl<'a> Read<'a> {
    fn new(template: &'a Template) -> Self {
        Read { template, calls: calls(template.source()) }
    }

    fn file(&self) -> &'a str {
        self.template.file()
    }

    fn source(&self) -> &'a str {
        self.template.source()
    }

    /// A finding at a byte of the template.
    fn at(&self, rule: &'static str, offset: usize) -> Finding {
        let before = &self.source()[..offset];
        let line = before.matches('\n').count() + 1;
        let column = before[before.rfind('\n').map_or(0, |at| at + 1)..].chars().count() + 1;
        Finding::at(rule, self.file(), self.source(), line as u32, column as u32)
    }
}

/// What a template that cannot be parsed becomes.
pub(crate) fn syntax(file: &str, text: &str, error: &hbs::Error) -> Finding {
    let (line, column) = error.place().map_or((0, 0), |place| (place.line as u32, place.column as u32));
    Finding::at("syntax", file, text, line, column)
        .saying(error.message(), "Correct the template at this place.")
}

/// Judges what was read and linked.
pub(crate) fn run(parts: &Parts, set: &Set<Ghost>, report: &mut Report) {
    let read: Vec<Read<'_>> = parts.templates.iter().map(Read::new).collect();
    names::missing(set, &read, report);
    structure::check(&read, report);
    assets::check(parts, &read, report);
    config::check(parts, &read, report);
    translations::check(parts, &read, report);
}
