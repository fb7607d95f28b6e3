use super::*;

/// The rules broken by a package file, with the line each is found on.
fn check(text: &str, errors: &[(&str, u32)], warnings: &[(&str, u32)]) -> Package {
    let mut report = Report::default();
    let package = Package::read(Some(text), &mut report);
    let found = |findings: &[Finding]| findings.iter().map(|f| (f.rule, f.line)).collect::<Vec<_>>();
    assert_eq!(found(&report.errors), errors, "{report}");
    assert_eq!(found(&report.warnings), warnings, "{report}");
    package
}

#[test]
fn a_full_package() {
    let package = check(
        r##"{"name": "gazette", "version": "1.2.3", "author": {"email": "a@example.org"}, "config": {
            "posts_per_page": 24, "card_assets": {"exclude": ["gallery"]},
            "image_sizes": {"s": {"width": 300}, "og": {"width": 1200, "height": 630}},
            "custom": {"dark": {"type": "boolean", "default": true},
                       "tone": {"type": "select", "options": ["A", "B"], "default": "B"},
                       "tint": {"type": "color", "default": "#aa0000"}, "logo": {"type": "image"}}}}"##,
        &[],
        &[],
    );
    assert_eq!(
        (package.name.as_str(), package.version.as_str(), package.posts_per_page),
        ("gazette", "1.2.3", 24)
    );
    assert_eq!(package.card_assets, CardAssets::Exclude(vec!["gallery".to_owned()]));
    let directories: Vec<_> = package.image_sizes.iter().map(ImageSize::directory).collect();
    assert_eq!(directories, ["w1200h630", "w300"]);
    let custom: Vec<_> = package.custom.iter().map(|c| (c.key.as_str(), c.default.clone())).collect();
    assert!(custom.contains(&("dark", Tree::Bool(true))) && custom.contains(&("tone", Tree::from("B"))));
}

#[test]
fn what_is_missing() {
    check(
        "{}",
        &[("package-fields", 0), ("package-fields", 0)],
        &[("package-author", 0), ("posts-per-page", 0)],
    );
    check("{\n\"name\": \"x\",\n oops}", &[("bad-package", 3)], &[]);
    let mut report = Report::default();
    assert_eq!(Package::read(None, &mut report).posts_per_page, 5);
    assert_eq!(report.errors[0].rule, "no-package");
}

#[test]
fn what_is_wrong_is_found_at_its_line() {
    let text = "{\"name\": \"My Theme\",\n\"version\": \"2\",\n\"author\": \"a@b\", \"config\": {\n\"posts_per_page\": 0,\n\
                \"card_assets\": 7,\n\"image_sizes\": {\n\"xl\": {\"width\": 90000},\n\"no\": {}},\n\"custom\": {\n\
                \"Bad\": {\"type\": \"text\"},\n\"b\": {\"type\": \"boolean\"},\n\"s\": {\"type\": \"select\"},\n\
                \"c\": {\"type\": \"color\", \"default\": \"red\"},\n\"i\": {\"type\": \"image\", \"default\": \"x\"},\n\
                \"n\": {\"type\": \"number\"}}}}";
    check(
        text,
        &[
            ("package-name", 1),
            ("package-version", 2),
            ("posts-per-page", 4),
            ("image-sizes", 8),
            ("image-sizes", 7),
            ("card-assets", 5),
            ("custom-settings", 10),
            ("custom-settings", 11),
            ("custom-settings", 13),
            ("custom-settings", 14),
            ("custom-settings", 15),
            ("custom-settings", 12),
        ],
        &[],
    );
}

#[test]
fn more_custom_settings_than_ghost_takes() {
    let many: Vec<_> = (0..21).map(|n| format!("\"s{n}\": {{\"type\": \"text\"}}")).collect();
    let text = format!(
        "{{\"name\": \"x\", \"version\": \"1.0.0\", \"author\": \"a@b\",\n\"config\": {{\"posts_per_page\": 5,\n\"custom\": {{{}}}}}}}",
        many.join(",")
    );
    check(&text, &[("custom-settings", 3)], &[]);
}
