//! Files that templates refer to.

use super::Read;
use crate::report::{Finding, Report};
use crate::theme::Parts;

/// Classes of wide pictures in stories, which every theme must lay out itself.
const WIDE: [&str; 2] = ["kg-width-wide", "kg-width-full"];

pub(super) fn check(parts: &Parts, read: &[Read<'_>], report: &mut Report) {
    for own in read {
        for call in own.calls.iter().filter(|call| call.name == "asset") {
            if let Some(path) = call.first_text() {
                known(parts, own, call.offset, path, call.hash_text("hasMinFile"), report);
            }
        }
        for needle in ["\"/assets/", "'/assets/"] {
            for (offset, _) in own.source().match_indices(needle) {
                report.warnings.push(own.at("asset-address", offset).saying(
                    "the address of an asset is written out: browsers will keep an old version of it",
                    "Write {{asset \"…\"}}, which adds the version.",
                ));
            }
        }
    }
    let styles = || parts.assets.iter().filter(|(path, _)| path.ends_with(".css"));
    for class in WIDE {
        let found = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(class);
        let in_styles = styles().any(|(_, asset)| found(&asset.bytes));
        let in_templates = read.iter().any(|own| own.source().contains(class));
        if styles().next().is_some() && !in_styles && !in_templates {
            report.warnings.push(Finding::whole(
                "wide-pictures",
                "assets",
                &format!(
                    "no style sheet has the class .{class}: wide pictures in stories look like narrow ones"
                ),
                &format!("Style .{class}."),
            ));
        }
    }
}

fn known(parts: &Parts, own: &Read<'_>, offset: usize, path: &str, min: Option<&str>, report: &mut Report) {
    let plain = path.split('#').next().unwrap_or_default().trim_start_matches('/');
    let plain = plain.strip_prefix("assets/").unwrap_or(plain);
    let special = matches!(plain, "favicon.ico" | "favicon.png") || plain.starts_with("public/");
    let min = min.is_some_and(|min| min != "false");
    let wanted = match plain.rsplit_once('.').filter(|_| min) {
        Some((stem, ending)) => format!("{stem}.min.{ending}"),
        None => plain.to_owned(),
    };
    if !special && parts.assets.get(&wanted).is_none() {
        report.warnings.push(
            own.at("unknown-asset", offset)
                .saying(format!("there is no assets/{wanted}"), "Add the file or correct the path."),
        );
    }
}
