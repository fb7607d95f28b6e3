//! Broken themes and what is said of them.

use crate::fixture::theme_with_report;
use crate::{Finding, Report, Source, Theme};

/// A theme without fault, to break.
const LAYOUT: &str = "<head>{{ghost_head}}<link href=\"{{asset \"css/screen.css\"}}\"></head>\n\
                      <body class=\"{{body_class}}\">{{{body}}}{{ghost_foot}}</body>";
const POST: &str =
    "{{!< default}}\n{{#post}}<p class=\"{{post_class}}\">{{title}}</p>{{/post}}{{@custom.tone}}";

fn report(files: &[(&str, &str)]) -> Report {
    let sound = [
        ("default.hbs", LAYOUT),
        ("index.hbs", "{{!< default}}\n{{#foreach posts}}{{title}}{{/foreach}}"),
        ("post.hbs", POST),
        ("assets/css/screen.css", ".kg-width-wide, .kg-width-full {}"),
    ];
    let given = |path: &str| files.iter().any(|(own, _)| *own == path);
    let all: Vec<_> =
        sound.into_iter().filter(|(path, _)| !given(path)).chain(files.iter().copied()).collect();
    // An empty file stands for one that is missing.
    let all: Vec<_> = all.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    theme_with_report(&all).1
}

/// The rules broken, with file and line.
#[track_caller]
fn check(files: &[(&str, &str)], errors: &[(&str, &str, u32)], warnings: &[(&str, &str, u32)]) {
    let report = report(files);
    let found = |findings: &[Finding]| -> Vec<(String, String, u32)> {
        findings.iter().map(|f| (f.rule.to_owned(), f.file.clone(), f.line)).collect()
    };
    let expected = |rules: &[(&str, &str, u32)]| -> Vec<(String, String, u32)> {
        rules.iter().map(|(rule, file, line)| ((*rule).to_owned(), (*file).to_owned(), *line)).collect()
    };
    assert_eq!(found(&report.errors), expected(errors), "{report}");
    assert_eq!(found(&report.warnings), expected(warnings), "{report}");
    for finding in report.errors.iter().chain(&report.warnings) {
        assert!(!finding.message.is_empty() && !finding.advice.is_empty(), "{finding}");
    }
}

#[test]
fn a_sound_theme() {
    check(&[], &[], &[]);
}

#[test]
fn what_cannot_be_parsed() {
    check(
        &[("page.hbs", "\n{{#if x}}\n{{@page.show_title_and_feature_image}}")],
        &[("syntax", "page.hbs", 2)],
        &[],
    );
    let report = report(&[("tag.hbs", "<p>\n  {{#foreach posts}}{{/if}}")]);
    assert_eq!(report.errors[0].excerpt, "{{#foreach posts}}{{/if}}");
    assert_eq!(report.errors[0].line, 2);
}

#[test]
fn what_is_missing() {
    check(
        &[("index.hbs", ""), ("post.hbs", "")],
        &[("required-template", "index.hbs", 0), ("required-template", "post.hbs", 0)],
        &[("wanted-helper", "default.hbs", 0), ("unused-custom-setting", "package.json", 0)],
    );
    check(&[("tag.hbs", "a\n{{> nothing}}")], &[("missing-partial", "tag.hbs", 2)], &[]);
    check(&[("tag.hbs", "{{!< nowhere}}\nx")], &[("missing-layout", "tag.hbs", 1)], &[]);
    check(&[("tag.hbs", "\n\n{{forech posts \"x\"}}")], &[("unknown-helper", "tag.hbs", 3)], &[]);
    let report = report(&[("tag.hbs", "{{forech posts \"x\"}}")]);
    assert!(report.errors[0].advice.contains("\"foreach\""), "{report}");
}

#[test]
fn layouts_show_the_page() {
    check(
        &[("default.hbs", "{{ghost_head}}{{ghost_foot}}{{body_class}}{{asset \"css/screen.css\"}}")],
        &[("layout-body", "default.hbs", 0)],
        &[],
    );
    check(
        &[("default.hbs", "{{{body}}}")],
        &[],
        &[
            ("wanted-helper", "default.hbs", 0),
            ("wanted-helper", "default.hbs", 0),
            ("wanted-helper", "default.hbs", 0),
        ],
    );
}

#[test]
fn layouts_in_a_circle() {
    let whole = "{{ghost_head}}{{ghost_foot}}{{body_class}}{{asset \"css/screen.css\"}}{{{body}}}";
    let itself = format!("{{{{!< default}}}}{whole}");
    check(&[("default.hbs", &itself)], &[("layout-circle", "default.hbs", 1)], &[]);
    let other = format!("{{{{!< other}}}}{whole}");
    let files = [("default.hbs", other.as_str()), ("other.hbs", "{{!< default}}{{{body}}}")];
    check(&files, &[("layout-circle", "default.hbs", 1), ("layout-circle", "other.hbs", 1)], &[]);
    check(&[("default.hbs", &other), ("other.hbs", "{{{body}}}")], &[], &[]);
}

#[test]
fn assets() {
    check(
        &[(
            "tag.hbs",
            "{{asset \"css/screen.css\"}}\n{{asset \"js/no.js\"}}{{asset \"favicon.ico\"}}{{asset name}}",
        )],
        &[],
        &[("unknown-asset", "tag.hbs", 2)],
    );
    check(&[("tag.hbs", "{{concat (asset \"no.css\") \"x\"}}")], &[], &[("unknown-asset", "tag.hbs", 1)]);
    check(
        &[("tag.hbs", "{{asset \"css/screen.css\" hasMinFile=\"true\"}}")],
        &[],
        &[("unknown-asset", "tag.hbs", 1)],
    );
    check(
        &[("tag.hbs", "{{! {{asset \"a\"}} }}\n<img src=\"/assets/a.png\">")],
        &[],
        &[("asset-address", "tag.hbs", 2)],
    );
    check(
        &[("assets/css/screen.css", "p{}")],
        &[],
        &[("wide-pictures", "assets", 0), ("wide-pictures", "assets", 0)],
    );
}

#[test]
fn settings_and_sizes() {
    check(
        &[("tag.hbs", "{{#if @custom.loud}}x{{/if}}\n{{img_url a size=\"xxl\"}}{{img_url a size=\"s\"}}")],
        &[],
        &[("unknown-custom-setting", "tag.hbs", 1), ("unknown-image-size", "tag.hbs", 2)],
    );
    check(&[("post.hbs", "{{post_class}}")], &[], &[("unused-custom-setting", "package.json", 0)]);
    check(
        &[("post.hbs", "{{post_class}}{{#get \"tags\" filter=\"slug:{{@custom.tone}}\"}}{{/get}}")],
        &[],
        &[],
    );
}

#[test]
fn habits() {
    check(
        &[("tag.hbs", "{{{title}}}{{{html}}}\n{{{post.title}}}")],
        &[],
        &[("raw-text", "tag.hbs", 1), ("raw-text", "tag.hbs", 2)],
    );
    check(
        &[(
            "tag.hbs",
            "{{#get \"posts\" limit=\"all\"}}{{/get}}\n{{#get \"posts\" limit=\"500\"}}{{/get}}{{#get \"posts\" limit=\"9\"}}{{/get}}",
        )],
        &[],
        &[("get-limit", "tag.hbs", 1), ("get-limit", "tag.hbs", 2)],
    );
    check(
        &[("tag.hbs", "{{@blog.title}}\n{{@sight.title}}{{@index}}")],
        &[("old-global", "tag.hbs", 1)],
        &[("unknown-global", "tag.hbs", 2)],
    );
    check(
        &[("partials/lost.hbs", "x"), ("partials/navigation.hbs", "y")],
        &[],
        &[("unused-partial", "partials/lost.hbs", 0)],
    );
    check(&[("partials/may.hbs", "x"), ("tag.hbs", "{{> (concat \"m\" \"ay\")}}")], &[], &[]);
    check(&[("page.hbs", "{{#post}}{{title}}{{/post}}")], &[], &[("page-title-switch", "page.hbs", 0)]);
    check(
        &[("page.hbs", "{{#post}}{{#if @page.show_title_and_feature_image}}{{title}}{{/if}}{{/post}}")],
        &[],
        &[],
    );
}

#[test]
fn translations() {
    check(
        &[
            ("tag.hbs", "{{t \"One\"}}{{t \"Two {n}\" n=1}}{{t \"Three\"}}{{t \"Four\"}}{{t \"Five\"}}"),
            ("locales/de.json", r#"{"One": "Eins", "Two {n}": "Zwei {m}"}"#),
            ("locales/en.json", "{}"),
        ],
        &[],
        &[("translation-places", "locales/de.json", 0), ("untranslated", "locales/de.json", 0)],
    );
    check(&[("locales/de.json", "[1]")], &[("bad-locale", "locales/de.json", 1)], &[]);
}

#[test]
fn folders_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    write("package.json", crate::fixture::PACKAGE.as_bytes());
    write("default.hbs", LAYOUT.as_bytes());
    write("index.hbs", b"{{!< default}}x");
    write("post.hbs", POST.as_bytes());
    write("assets/css/screen.css", b".kg-width-wide .kg-width-full");
    write("node_modules/x/index.hbs", b"{{#broken");
    write(".git/x.hbs", b"{{#broken");
    write("README.md", b"\xff\xfe");
    let source = Source::Dir(folder.path().to_owned());
    let theme = Theme::load(&source).unwrap();
    assert_eq!((theme.name(), theme.version(), theme.posts_per_page()), ("test", "1.0.0", 3));
    assert!(
        !theme.has_scripts()
            && theme.asset("css/screen.css").is_some()
            && theme.asset("../package.json").is_none()
    );

    write("tag.hbs", b"\xff\xfe");
    write("author.hbs", &vec![b'x'; 2 * 1024 * 1024]);
    let report = Theme::load(&source).unwrap_err();
    let rules: Vec<_> = report.errors.iter().map(|finding| (finding.rule, finding.file.as_str())).collect();
    assert_eq!(rules, [("unreadable", "author.hbs"), ("not-utf8", "tag.hbs")]);
    assert!(report.to_string().ends_with("2 errors, 0 warnings"), "{report}");

    let report = Theme::load(&Source::Dir(folder.path().join("never"))).unwrap_err();
    assert_eq!(report.errors[0].rule, "no-theme");
}
