//! Templates against `locales/*.json`.

use std::collections::BTreeSet;

use super::Read;
use crate::locales::Message;
use crate::report::{Finding, Report};
use crate::theme::Parts;

/// Texts named in one finding.
const NAMED: usize = 3;

pub(super) fn check(parts: &Parts, read: &[Read<'_>], report: &mut Report) {
    let texts: BTreeSet<&str> = read
        .iter()
        .flat_map(|own| own.calls.iter())
        .filter(|call| call.name == "t")
        .filter_map(|call| call.first_text())
        .filter(|text| !text.is_empty())
        .collect();
    for language in parts.locales.languages() {
        let file = format!("locales/{language}.json");
        let missing: Vec<&str> =
            texts.iter().copied().filter(|text| !parts.locales.has(language, text)).collect();
        // English texts are their own translation.
        if language != "en" && !missing.is_empty() {
            let named: Vec<String> = missing.iter().take(NAMED).map(|text| format!("“{text}”")).collect();
            let more = if missing.len() > NAMED { ", …" } else { "" };
            report.warnings.push(Finding::whole(
                "untranslated",
                &file,
                &format!(
                    "{} of {} texts have no translation: {}{more}",
                    missing.len(),
                    texts.len(),
                    named.join(", ")
                ),
                "Add them to the file.",
            ));
        }
        for text in &texts {
            places(parts, language, text, &file, report);
        }
    }
}

/// A translation that asks for a place that the text does not have would print `{name}`.
fn places(parts: &Parts, language: &str, text: &str, file: &str, report: &mut Report) {
    if !parts.locales.has(language, text) {
        return;
    }
    let Some(translation) = parts.locales.find([language, language], text) else { return };
    let own = Message::parse(text);
    let known: BTreeSet<&str> = own.arguments().into_iter().collect();
    for place in translation.arguments() {
        if !known.contains(place) {
            report.warnings.push(Finding::whole(
                "translation-places",
                file,
                &format!("the translation of “{text}” asks for {{{place}}}, which the text does not have"),
                "Use the places of the text.",
            ));
        }
    }
}
