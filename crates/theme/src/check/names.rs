//! Names that nothing bears: helpers, partials, layouts.

use hbs::{MissingKind, Set};

use super::Read;
use crate::helpers;
use crate::report::{Finding, Report};
use crate::scope::Ghost;

pub(super) fn missing(set: &Set<Ghost>, read: &[Read<'_>], report: &mut Report) {
    for missing in set.missing() {
        let place = &missing.place;
        let source = read.iter().find(|own| own.file() == place.file).map_or("", |own| own.source());
        let name = &missing.name;
        let at = |rule| Finding::at(rule, &place.file, source, place.line as u32, place.column as u32);
        report.errors.push(match missing.kind {
            MissingKind::Helper => {
                let advice = match nearest(name) {
                    Some(near) => {
                        format!("Did you mean \"{near}\"? docs/theme-helpers.md lists all helpers.")
                    }
                    None => "docs/theme-helpers.md lists all helpers.".to_owned(),
                };
                at("unknown-helper").saying(format!("there is no helper \"{name}\""), advice)
            }
            MissingKind::Partial => {
                let message = format!("there is no partial \"{name}\"");
                at("missing-partial").saying(message, format!("Add partials/{name}.hbs or correct the name."))
            }
            MissingKind::Layout => {
                let message = format!("there is no layout \"{name}\"");
                at("missing-layout")
                    .saying(message, format!("Add {name}.hbs or correct the name after {{{{!<."))
            }
        });
    }
}

/// The helper whose name is one or two letters away.
fn nearest(name: &str) -> Option<&'static str> {
    let built_in = ["if", "unless", "each", "with", "lookup", "log", "block", "contentFor"];
    let all = helpers::ALL.iter().map(|(known, _)| *known).chain(built_in);
    let near = all.map(|known| (distance(name, known), known)).min()?;
    (near.0 <= 2 && name.len() > 2).then_some(near.1)
}

/// How many letters must be changed, added or removed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, c) in a.chars().take(64).enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, d) in b.iter().enumerate() {
            let change = corner + usize::from(c != *d);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
