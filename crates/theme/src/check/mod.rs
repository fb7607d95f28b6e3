//! The rules by which a theme is judged.

use hbs::Set;

use crate::report::{Finding, Report};
use crate::scope::Ghost;
use crate::theme::Parts;

/// What a template that cannot be parsed becomes.
pub(crate) fn syntax(file: &str, text: &str, error: &hbs::Error) -> Finding {
    let (line, column) = error.place().map_or((0, 0), |place| (place.line as u32, place.column as u32));
    Finding::at("syntax", file, text, line, column)
        .saying(error.message(), "Correct the template at this place.")
}

/// Judges what was read and linked.
pub(crate) fn run(parts: &Parts, set: &Set<Ghost>, report: &mut Report) {
    let _ = (parts, set, report);
}
