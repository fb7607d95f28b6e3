//! What was found in a theme: for its author, in English as the tools say it.

use maud::{Markup, html};
use theme::{Finding, Report};

use crate::room::words::Words;

/// In a word: whether a theme can be used, and how much is odd about it.
pub(super) fn verdict(words: Words, report: &Report) -> Markup {
    let count = |many: usize| many.to_string();
    html! {
        @match (report.errors.len(), report.warnings.len()) {
            (0, 0) => span.tag { (words.text("themes.sound")) },
            (0, many) => span.tag data-verdict="warning" { (words.with("themes.warnings", &[("count", &count(many))])) },
            (many, _) => span.tag data-verdict="problem" { (words.with("themes.errors", &[("count", &count(many))])) },
        }
    }
}

/// All of it: what keeps the theme from being used first.
pub(super) fn list(words: Words, report: &Report) -> Markup {
    html! {
        @for (title, found) in [("themes.errors_title", &report.errors), ("themes.warnings_title", &report.warnings)] {
            @if !found.is_empty() {
                h3 { (words.text(title)) }
                ul.findings lang="en" { @for finding in found { (one(finding)) } }
            }
        }
    }
}

fn one(finding: &Finding) -> Markup {
    html! {
        li {
            code.code { (finding.file) @if finding.line > 0 { ":" (finding.line) @if finding.column > 0 { ":" (finding.column) } } }
            " " (finding.message)
            @if !finding.excerpt.is_empty() { pre.code { (finding.excerpt) } }
            @if !finding.advice.is_empty() { p.hint { (finding.advice) } }
        }
    }
}
