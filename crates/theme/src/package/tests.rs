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

#[test]
fn custom_settings_take_what_they_declare_and_hide_by_their_rules() {
    let mut report = Report::default();
    let text = r##"{"name": "x", "version": "1.0.0", "author": "a@b", "config": {"posts_per_page": 5, "custom": {
        "tone": {"type": "select", "options": ["Calm", "Loud"], "default": "Calm", "group": "homepage"},
        "sidebar": {"type": "boolean", "default": false},
        "ink": {"type": "color", "default": "#123456", "visibility": "sidebar:true+tone:Loud"},
        "cover": {"type": "image", "visibility": "nowhere:null"},
        "motto": {"type": "text", "default": "Daily", "description": "Under the name"},
        "bad": {"type": "text", "visibility": "sidebar:("}}}}"##;
    let package = Package::read(Some(text), &mut report);
    let wrong: Vec<_> = report.errors.iter().map(|found| (found.rule, found.line)).collect();
    assert_eq!(wrong, [("custom-settings", 7)], "{report}");
    let keys: Vec<_> = package.custom.iter().map(|setting| setting.key.as_str()).collect();
    assert_eq!(keys, ["tone", "sidebar", "ink", "cover", "motto", "bad"], "in the author's order");
    let takes = |key: &str, text: &str| package.custom.iter().find(|one| one.key == key).unwrap().takes(text);
    for (key, good, bad) in [
        ("tone", "Loud", "loud"),
        ("tone", "Calm", ""),
        ("sidebar", "true", "1"),
        ("ink", "#ABCDEF", "red"),
        ("ink", "", "#12345g"),
        ("cover", "/content/images/a.png", "javascript:alert(1)"),
        ("cover", "__GHOST_URL__/content/images/a.png", "/a\" onerror=\"x"),
        ("motto", "", "a\0b"),
        ("motto", "Two\nlines", &*"x".repeat(2_001)),
    ] {
        assert!(takes(key, good) && !takes(key, bad), "{key}: {good}, {bad}");
    }
    let seen = |tone: &str, sidebar: &str| {
        let text = |key: &str| match key {
            "tone" => Some(tone.to_owned()),
            "sidebar" => Some(sidebar.to_owned()),
            _ => None,
        };
        let all = shown(&package.custom, &|setting| setting.value(text(&setting.key).as_deref()));
        all.into_iter()
            .filter(|(_, value)| value.is_some())
            .map(|(one, _)| one.key.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(seen("Loud", "true"), ["tone", "sidebar", "ink", "cover", "motto", "bad"]);
    assert_eq!(seen("Calm", "true"), ["tone", "sidebar", "cover", "motto", "bad"]);
    assert_eq!(seen("Loud", "nonsense"), ["tone", "sidebar", "cover", "motto", "bad"], "the default holds");
}

#[test]
fn a_package_that_is_no_object() {
    for text in ["[]", "7", "null", "\"x\"", "{"] {
        let mut report = Report::default();
        Package::read(Some(text), &mut report);
        assert_eq!(report.errors.len(), 1, "{text}: {report}");
    }
}
