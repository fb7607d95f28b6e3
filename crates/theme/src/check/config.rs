//! Templates against `package.json`: custom settings and image sizes.

use std::collections::BTreeSet;

use super::Read;
use crate::report::{Finding, Report};
use crate::theme::Parts;

pub(super) fn check(parts: &Parts, read: &[Read<'_>], report: &mut Report) {
    let declared: BTreeSet<&str> = parts.package.custom.iter().map(|setting| setting.key.as_str()).collect();
    let mut used = BTreeSet::new();
    for own in read {
        for call in &own.calls {
            for key in
                custom_keys(call.words().chain(call.hash.iter().filter_map(|(_, value)| match value {
                    super::calls::Argument::Text(text) => Some(*text),
                    _ => None,
                })))
            {
                used.insert(key);
                if !declared.contains(key) {
                    report.warnings.push(own.at("unknown-custom-setting", call.offset).saying(
                        format!("package.json declares no custom setting \"{key}\""),
                        "Add it to config.custom, or correct the name.",
                    ));
                }
            }
            if call.name == "img_url"
                && let Some(size) = call.hash_text("size")
                && !parts.package.image_sizes.iter().any(|known| &*known.name == size)
            {
                report.warnings.push(own.at("unknown-image-size", call.offset).saying(
                    format!("package.json has no image size \"{size}\": the whole picture is sent"),
                    "Add it to config.image_sizes, or correct the name.",
                ));
            }
        }
    }
    for key in declared.difference(&used) {
        report.warnings.push(Finding::whole(
            "unused-custom-setting",
            "package.json",
            &format!("no template looks at the custom setting \"{key}\""),
            "Remove it, or use it as @custom.….",
        ));
    }
}

/// The keys in `@custom.key`, also inside the text of a filter.
fn custom_keys<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut keys = Vec::new();
    for text in texts {
        for (at, mark) in text.match_indices("@custom.") {
            let rest = &text[at + mark.len()..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
            keys.push(&rest[..end]);
        }
    }
    keys
}
