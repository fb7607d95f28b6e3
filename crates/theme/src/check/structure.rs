//! What every theme must have, and what it must not do.

use std::collections::BTreeSet;

use super::Read;
use super::calls::{Argument, Shape};
use crate::report::{Finding, Report};
use crate::theme::template_name;

/// Fields whose text is not HTML: printed raw they let a headline carry a script.
const PLAIN_TEXTS: [&str; 9] = [
    "title",
    "excerpt",
    "custom_excerpt",
    "name",
    "slug",
    "bio",
    "location",
    "meta_title",
    "feature_image_alt",
];
/// What templates may write after `@`.
const GLOBALS: [&str; 19] = [
    "site",
    "member",
    "custom",
    "config",
    "labs",
    "page",
    "root",
    "index",
    "number",
    "key",
    "first",
    "last",
    "even",
    "odd",
    "rowStart",
    "rowEnd",
    "error",
    "setting",
    "partial-block",
];

pub(super) fn check(read: &[Read<'_>], report: &mut Report) {
    required(read, report);
    layouts(read, report);
    unused_partials(read, report);
    for own in read {
        calls(own, report);
    }
}

fn required(read: &[Read<'_>], report: &mut Report) {
    for (name, what) in [("index", "lists of posts"), ("post", "posts")] {
        if !read.iter().any(|own| template_name(own.file()) == name) {
            let file = format!("{name}.hbs");
            let message = format!("there is no template for {what}");
            report.errors.push(Finding::whole("required-template", &file, &message, &format!("Add {file}.")));
        }
    }
    let calls = |name: &str| read.iter().any(|own| own.calls.iter().any(|call| call.name == name));
    let wanted = [
        (
            "ghost_head",
            "before </head>",
            "search engines, networks and feed readers learn nothing of its pages",
        ),
        ("ghost_foot", "before </body>", "code that the site's people add at the end of pages is lost"),
        ("body_class", "as the class of <body>", "style sheets cannot tell kinds of pages apart"),
        ("post_class", "as a class of each post", "style sheets cannot tell posts apart"),
    ];
    for (name, place, loss) in wanted {
        if !read.is_empty() && !calls(name) {
            let message = format!("no template has {{{{{name}}}}}: {loss}");
            let advice = format!("Put {{{{{name}}}}} {place}.");
            report.warnings.push(Finding::whole("wanted-helper", "default.hbs", &message, &advice));
        }
    }
    let pages = |word: &str| word.starts_with("@page.show_title_and_feature_image");
    let uses = read.iter().any(|own| own.calls.iter().any(|call| call.words().any(pages)));
    if let Some(page) = read.iter().find(|own| own.file() == "page.hbs").filter(|_| !uses) {
        report.warnings.push(Finding::whole(
            "page-title-switch",
            page.file(),
            "editors can hide title and picture of a page, the theme always shows them",
            "Put them inside {{#if @page.show_title_and_feature_image}}.",
        ));
    }
}

/// A layout shows the page where it says `{{{body}}}`.
fn layouts(read: &[Read<'_>], report: &mut Report) {
    for own in read {
        if is_its_own_layout(own, read) {
            report.errors.push(own.at("layout-circle", 0).saying(
                "the template is its own layout, by itself or through another",
                "Remove {{!< …}} from the layout.",
            ));
        }
    }
    let layouts: BTreeSet<&str> = read.iter().filter_map(|own| own.template.layout()).collect();
    for layout in layouts {
        let Some(own) = read.iter().find(|own| template_name(own.file()) == layout) else { continue };
        if !own.calls.iter().any(|call| call.name == "body") {
            report.errors.push(Finding::whole(
                "layout-body",
                own.file(),
                "the layout never shows the page",
                "Put {{{body}}} where the page belongs.",
            ));
        }
    }
}

fn is_its_own_layout(own: &Read<'_>, read: &[Read<'_>]) -> bool {
    let mut next = own.template.layout();
    // A way through more templates than there are leads in a circle that this one is no part of.
    for _ in read {
        match next.and_then(|name| read.iter().find(|other| template_name(other.file()) == name)) {
            Some(layout) if std::ptr::eq(layout, own) => return true,
            Some(layout) => next = layout.template.layout(),
            None => return false,
        }
    }
    false
}

fn unused_partials(read: &[Read<'_>], report: &mut Report) {
    let used: BTreeSet<&str> = read
        .iter()
        .flat_map(|own| own.calls.iter())
        .filter(|call| call.shape == Shape::Partial)
        .map(|call| call.name)
        .collect();
    // A name that is worked out may mean any partial.
    if used.contains("") {
        return;
    }
    for own in read {
        let Some(name) = template_name(own.file()).strip_prefix("partials/") else { continue };
        let by_helper =
            matches!(name, "navigation" | "pagination" | "content-cta" | "recommendations" | "gift-toast");
        if !used.contains(name) && !by_helper {
            report.warnings.push(Finding::whole(
                "unused-partial",
                own.file(),
                "no template includes this partial",
                "Remove it, or include it.",
            ));
        }
    }
}

fn calls(own: &Read<'_>, report: &mut Report) {
    for call in &own.calls {
        if call.shape == Shape::Raw && PLAIN_TEXTS.contains(&call.name.rsplit('.').next().unwrap_or_default())
        {
            let name = call.name;
            report.warnings.push(own.at("raw-text", call.offset).saying(
                format!(
                    "{{{{{{{name}}}}}}} prints text as if it were HTML: a name with <script> in it would run"
                ),
                format!("Write {{{{{name}}}}}."),
            ));
        }
        if call.name == "get" && call.shape == Shape::Helper {
            limits(
                own,
                call.offset,
                call.hash.iter().find(|(key, _)| *key == "limit").map(|(_, limit)| *limit),
                report,
            );
        }
        for word in call.words().filter(|_| call.shape != Shape::End) {
            let Some(global) = word.strip_prefix('@') else { continue };
            let name = global.split(['.', '/', '[']).next().unwrap_or_default();
            if name == "blog" {
                report.errors.push(
                    own.at("old-global", call.offset)
                        .saying("@blog is no more", "Write @site instead of @blog."),
                );
            } else if !GLOBALS.contains(&name) {
                let message = format!("nothing is called @{name}");
                let advice = "Use @site, @page, @custom, @config, or the data of a loop.";
                report.warnings.push(own.at("unknown-global", call.offset).saying(message, advice));
            }
        }
    }
}

fn limits(own: &Read<'_>, offset: usize, limit: Option<Argument<'_>>, report: &mut Report) {
    let (Some(Argument::Text(limit)) | Some(Argument::Word(limit))) = limit else { return };
    if limit == "all" || limit.parse::<u32>().is_ok_and(|limit| limit > 100) {
        report.warnings.push(own.at("get-limit", offset).saying(
            format!("limit=\"{limit}\" gives 100 at most"),
            "Ask for what the page shows; use {{pagination}} for more.",
        ));
    }
}
