//! `masthead import ghost`: what arrives, from every version.

use testsite::on_both_engines;

on_both_engines!(
    every_version_of_ghost_brings_the_same_story,
    a_repeated_import_changes_nothing,
    settings_arrive_under_todays_names,
    nothing_is_lost,
    programs_go_on_with_their_keys,
    what_is_repairable_is_repaired_and_counted,
    drafts_pages_and_mailed_stories_keep_their_place,
    scripts_stay_only_with_trust,
    trust_given_later_is_a_change,
    languages_are_told_from_the_text,
    other_shapes_of_an_export_are_read,
    an_empty_body_is_an_empty_story,
);

mod check {
    use document::Trust;
    use masthead::ghost::Sizes;
    use serde_json::{Value, json};
    use store::{KeyKind, Kind, Status, Visibility};
    use testsite::Engine;

    use crate::exports::{Archive, export, id, lexical, mobiledoc, post, setting, tag, user};

    const TEXT: &str = "The ferry to Vassky did not sail on Sunday, and nobody in the harbour could say why.";

    /// What all versions say alike, in the way of each.
    fn story(version: u32) -> Value {
        let mut post = json!({
            "id": id(1), "uuid": "6f8b5c1e-0000-4000-a000-000000000001", "title": "Ferry does not sail", "slug": "ferry-does-not-sail",
            "html": format!("<p>{TEXT}</p>"), "plaintext": TEXT, "feature_image": "__GHOST_URL__/content/images/2020/05/ferry.jpg",
            "featured": if version >= 3 { json!(true) } else { json!(1) }, "status": "published", "visibility": "members",
            "created_at": "2020-05-03T06:00:00.000Z", "updated_at": "2020-05-03T09:00:00.000Z", "published_at": "2020-05-03T07:00:00.000Z",
            "custom_excerpt": "Nobody could say why.", "canonical_url": "https://example.org/original/", "custom_template": "custom-wide",
            "codeinjection_head": "<style>p{color:red}</style>", "codeinjection_foot": null,
        });
        match version {
            5.. => post["lexical"] = json!(lexical(&[TEXT])),
            1.. => post["mobiledoc"] = json!(mobiledoc(&[TEXT])),
            0 => {}
        }
        let meta = json!({"og_title": "OG", "og_image": "__GHOST_URL__/content/images/og.jpg", "twitter_description": "Tw", "meta_title": "Meta"});
        let mut data = json!({
            "tags": [tag(21, "Harbour"), tag(22, "#front"), tag(23, "Islands")],
            "users": [user(31, "Ana Verin"), user(32, "Bo Tarev")],
            "posts_tags": [
                {"id": id(41), "post_id": id(1), "tag_id": id(23), "sort_order": 2},
                {"id": id(42), "post_id": id(1), "tag_id": id(21), "sort_order": 0},
                {"id": id(43), "post_id": id(1), "tag_id": id(22), "sort_order": 1},
            ],
        });
        if version >= 2 {
            post["type"] = json!("post");
            data["posts_authors"] = json!([
                {"id": id(52), "post_id": id(1), "author_id": id(31), "sort_order": 1},
                {"id": id(51), "post_id": id(1), "author_id": id(32), "sort_order": 0},
            ]);
        } else {
            post["page"] = json!(0);
            post["author_id"] = json!(id(32));
        }
        if version >= 3 {
            let mut row = meta;
            row["id"] = json!(id(61));
            row["post_id"] = json!(id(1));
            row["feature_image_alt"] = json!("A ferry");
            row["feature_image_caption"] =
                json!("Photo: <a href=\"https://example.org\">us</a><script>x()</script>");
            data["posts_meta"] = json!([row]);
        } else {
            for (key, value) in meta.as_object().unwrap() {
                post[key] = value.clone();
            }
        }
        data["posts"] = json!([post]);
        export(&format!("{version}.1.0"), data)
    }

    pub(super) fn every_version_of_ghost_brings_the_same_story(engine: Engine) {
        for version in [1, 2, 3, 4, 5, 6] {
            let archive = Archive::new(engine);
            let summary = archive.import(&story(version));
            assert_eq!(summary.counted("posts").new, 1, "Ghost {version}");
            let post = archive.post("ferry-does-not-sail");
            assert_eq!(&*post.row.title, "Ferry does not sail");
            assert!(post.body.html.contains(TEXT), "Ghost {version}: {}", post.body.html);
            assert_eq!(post.row.feature_image.as_deref(), Some("/content/images/2020/05/ferry.jpg"));
            assert_eq!(post.row.custom_excerpt.as_deref(), Some("Nobody could say why."));
            assert_eq!(post.row.canonical_url.as_deref(), Some("https://example.org/original/"));
            assert_eq!(post.row.custom_template.as_deref(), Some("custom-wide"));
            assert_eq!((&*post.row.visibility, post.row.featured), ("members", true));
            assert_eq!(post.row.published_at, Some(1_588_489_200_000));
            assert_eq!(post.row.edited_at, Some(1_588_496_400_000));
            assert_eq!(&*post.row.language, "en");
            assert_eq!(&*post.row.uuid, "6f8b5c1e-0000-4000-a000-000000000001");
            assert!(!post.body.trusted);
            assert!(post.body.codeinjection_head.is_some());
            let tags: Vec<(&str, Visibility)> =
                post.tags.iter().map(|tag| (&*tag.name, tag.visibility)).collect();
            let expected = [
                ("Harbour", Visibility::Public),
                ("#front", Visibility::Internal),
                ("Islands", Visibility::Public),
            ];
            assert_eq!(tags, expected);
            assert_eq!(post.primary_tag().map(|tag| &*tag.slug), Some("harbour"));
            assert_eq!(&*post.authors[0].name, "Bo Tarev");
            assert_eq!(post.authors.len(), if version >= 2 { 2 } else { 1 });
            assert_eq!(post.meta.og_title.as_deref(), Some("OG"));
            assert_eq!(post.meta.og_image.as_deref(), Some("/content/images/og.jpg"));
            assert_eq!(post.meta.twitter_description.as_deref(), Some("Tw"));
            assert_eq!(post.meta.meta_title.as_deref(), Some("Meta"));
            if version >= 3 {
                assert_eq!(post.row.feature_image_alt.as_deref(), Some("A ferry"));
                let caption = post.row.feature_image_caption.as_deref().unwrap();
                assert!(
                    caption.starts_with("Photo: <a href=\"https://example.org\"")
                        && !caption.contains("script"),
                    "{caption}"
                );
            }
            assert!(summary.notes.keys().any(|note| note.contains("code injection")), "{:?}", summary.notes);
        }
    }

    pub(super) fn a_repeated_import_changes_nothing(engine: Engine) {
        let archive = Archive::new(engine);
        let mut export = story(6);
        export["db"][0]["data"]["members"] = json!([{"id": id(91), "email": "reader@example.org"}]);
        export["db"][0]["data"]["settings"] = json!([setting("title", "The Paper")]);
        let first = archive.import(&export);
        assert!(first.changed_something());
        let before = archive.state();
        let second = archive.import(&export);
        assert!(!second.changed_something(), "{second}");
        assert_eq!(second.counted("posts").unchanged, 1);
        assert_eq!(second.counted("tags").unchanged, 3);
        assert_eq!(archive.state(), before, "not even a change row");

        export["db"][0]["data"]["posts"][0]["title"] = json!("Ferry sails again");
        let third = archive.import(&export);
        assert_eq!((third.counted("posts").changed, third.counted("tags").changed), (1, 0));
        assert_eq!(&*archive.post("ferry-does-not-sail").row.title, "Ferry sails again");

        export["db"][0]["data"]["posts_tags"] = json!([]);
        assert_eq!(archive.import(&export).counted("posts").changed, 1, "a relation is part of the story");
        assert!(archive.post("ferry-does-not-sail").tags.is_empty());
    }

    pub(super) fn settings_arrive_under_todays_names(engine: Engine) {
        let navigation =
            r#"[{"label":"Home","url":"__GHOST_URL__/"},{"label":"About","url":"__GHOST_URL__/about/"}]"#;
        for (locale, timezone, head) in [
            ("default_locale", "active_timezone", "ghost_head"),
            ("lang", "timezone", "codeinjection_head"),
            ("locale", "timezone", "codeinjection_head"),
        ] {
            let archive = Archive::new(engine);
            let summary = archive.import(&export(
                "4.0.0",
                json!({"posts": [], "settings": [
                    setting("title", "The Paper"), setting(locale, "ka"), setting(timezone, "Asia/Tbilisi"), setting("navigation", navigation),
                    setting("logo", "__GHOST_URL__/content/images/logo.png"), setting(head, "<script>x()</script>"),
                    setting("accent_color", "#123456"), setting("announcement_content", "<p>Hello <b>you</b><script>x()</script></p>"),
                    setting("labs", "{\"members\":true}"), setting("secondary_navigation", "broken"),
                ]}),
            ));
            let settings = archive.store.reader().unwrap().settings().unwrap();
            assert_eq!(
                (&*settings.title, &*settings.locale, &*settings.timezone),
                ("The Paper", "ka", "Asia/Tbilisi")
            );
            assert_eq!(settings.logo.as_deref(), Some("/content/images/logo.png"));
            assert_eq!(settings.accent_color.as_deref(), Some("#123456"));
            assert_eq!(settings.navigation[1].url, "/about/");
            assert_eq!(settings.codeinjection_head, None, "scripts need --trust-html");
            let banner = settings.announcement_content.as_deref().unwrap();
            assert!(banner.contains("<b>you</b>") || banner.contains("<strong>you</strong>"), "{banner}");
            assert!(!banner.contains("script"), "{banner}");
            assert_eq!(
                summary.kept["settings"].new, 3,
                "labs, the script and the broken navigation: {summary}"
            );
            assert_eq!(summary.title, "The Paper (Ghost 4.0.0)");
        }
    }

    pub(super) fn nothing_is_lost(engine: Engine) {
        let archive = Archive::new(engine);
        let mut story = post(1, "A story", TEXT);
        story["hologram"] = json!({"depth": 3});
        let summary = archive.import(&export(
            "6.0.0",
            json!({
                "posts": [story],
                "members": [{"id": id(91), "email": "a@example.org"}, {"id": id(92), "email": "b@example.org"}],
                "newsletters": [{"id": id(93), "name": "Weekly"}],
                "products": [{"id": id(94), "name": "Gold"}], "offers": [], "snippets": [{"id": id(95), "name": "Box"}],
                "holograms": [{"colour": "blue"}], "custom_theme_settings": [{"key": "layout", "value": "wide"},
                    {"id": id(96), "theme": "casper", "key": "color_scheme", "type": "select", "value": "Dark"}],
            }),
        ));
        let kept = archive.store.reader().unwrap().kept_counts().unwrap();
        let kept: Vec<(&str, u64)> = kept.iter().map(|(entity, count)| (&**entity, *count)).collect();
        let reader = archive.store.reader().unwrap();
        for (table, rows) in
            [("members", 2), ("newsletters", 1), ("products", 1), ("snippets", 1), ("offers", 0)]
        {
            assert_eq!(newsroom::rows_of_ghost(&reader, table, "", 9).unwrap().len(), rows, "{table}");
        }
        for expected in [("holograms", 1), ("custom_theme_settings", 1), ("posts", 1)] {
            assert!(kept.contains(&expected), "{expected:?} in {kept:?}");
        }
        let settings = archive.store.reader().unwrap().settings().unwrap();
        assert_eq!(
            settings.get("custom_theme_settings.casper.color_scheme"),
            Some("Dark"),
            "for when it comes"
        );
        let rows = archive.store.reader().unwrap().kept("posts", "", 10).unwrap();
        assert!(rows[0].1.contains("hologram"), "{rows:?}");
        let shown = summary.to_string();
        assert!(shown.contains("members") && shown.contains("holograms"), "{shown}");
    }

    pub(super) fn programs_go_on_with_their_keys(engine: Engine) {
        let archive = Archive::new(engine);
        let (content, admin) = ("0123456789abcdef0123456789", "fedcba9876543210".repeat(4));
        let export = export(
            "6.0.0",
            json!({
                "integrations": [{"id": id(81), "name": "Our app", "slug": "our-app"}, {"id": id(82), "name": "Idle", "slug": "idle"}],
                "api_keys": [
                    {"id": id(83), "type": "content", "secret": content, "integration_id": id(81)},
                    {"id": id(84), "type": "admin", "secret": admin, "integration_id": id(81)},
                ],
            }),
        );
        let first = archive.import(&export);
        assert_eq!(first.counted("keys").new, 1);
        assert_eq!((first.kept["integrations"].new, first.kept["api_keys"].new), (2, 1), "{first}");
        let reader = archive.store.reader().unwrap();
        assert_eq!(reader.kind_of_key(content).unwrap(), Some(KeyKind::Content));
        assert_eq!(reader.kind_of_key(&admin).unwrap(), None, "nothing is built for it yet");
        assert_eq!(&*reader.keys().unwrap()[0].name, "Our app");
        drop(reader);
        assert!(!archive.import(&export).changed_something());
    }

    pub(super) fn what_is_repairable_is_repaired_and_counted(engine: Engine) {
        let archive = Archive::new(engine);
        let mut untitled = post(2, "", "Two.");
        untitled["slug"] = json!(null);
        let mut undated = post(3, "Undated", "Three.");
        undated["published_at"] = json!(null);
        let mut unreadable = post(4, "Unreadable", "Four.");
        unreadable["lexical"] = json!("{broken");
        unreadable["html"] = json!("<p>From the HTML</p>");
        let mut orphan = post(5, "Orphan", "Five.");
        orphan["id"] = json!("not-an-object-id-at-all-but-long");
        let mut twin = post(6, "One", "Six.");
        twin["slug"] = json!("one");
        let mut again = post(1, "Second with the same id", "x");
        again["slug"] = json!("again");
        let summary = archive.import(&export(
            "5.0.0",
            json!({
                "posts": [post(1, "One", "One."), untitled, undated, unreadable, orphan, twin, again],
                "users": [user(31, "Ana Verin"), user(31, "Ana Again")],
                "tags": [tag(21, "News")],
                "posts_tags": [
                    {"id": id(41), "post_id": id(1), "tag_id": id(21)}, {"id": id(42), "post_id": id(1), "tag_id": id(99)},
                    {"id": id(43), "post_id": id(98), "tag_id": id(21)}, {"id": id(44), "post_id": null, "tag_id": id(21)},
                ],
            }),
        ));
        assert_eq!(summary.counted("posts").new, 6, "{summary}");
        assert_eq!(&*archive.post("untitled").row.title, "(Untitled)");
        assert_eq!(archive.post("undated").row.published_at, Some(1_704_103_200_000));
        assert!(archive.post("unreadable").body.html.contains("From the HTML"));
        assert_eq!(&*archive.post("one-2").row.title, "One");
        assert_eq!(archive.post("orphan").row.id.len(), 24);
        assert_eq!(archive.post("one").tags.len(), 1);
        assert_eq!(&*archive.post("one").authors[0].name, "Ana Verin");
        for note in [
            "stories without a title",
            "published stories without a date",
            "bodies that could not be read",
            "stories whose id occurs twice",
            "users whose id occurs twice",
            "stories whose address was taken",
            "stories without an author",
            "tags, authors and tiers of stories that the export does not hold",
            "tags given to stories that the export does not hold",
            "relations without both ends",
            "passwords of users",
        ] {
            assert!(summary.notes.keys().any(|key| key.starts_with(note)), "{note}: {summary}");
        }
        assert!(
            !archive.import(&export("5.0.0", json!({"posts": [twin_of_nothing()]}))).notes.contains_key("x")
        );
    }

    fn twin_of_nothing() -> serde_json::Value {
        post(700, "Another import", "Words.")
    }

    pub(super) fn drafts_pages_and_mailed_stories_keep_their_place(engine: Engine) {
        let archive = Archive::new(engine);
        let with = |number: u64, title: &str, changes: serde_json::Value| {
            let mut row = post(number, title, "Words.");
            for (key, value) in changes.as_object().unwrap() {
                row[key] = value.clone();
            }
            row
        };
        archive.import(&export(
            "6.0.0",
            json!({"posts": [
                with(1, "Draft", json!({"status": "draft", "published_at": null})),
                with(2, "Scheduled", json!({"status": "scheduled", "published_at": "2099-01-01T00:00:00.000Z"})),
                with(3, "Mailed", json!({"status": "sent"})),
                with(4, "About", json!({"type": "page"})),
                with(5, "Old page", json!({"type": null, "page": true})),
                with(6, "Draft page", json!({"type": "page", "status": "draft"})),
            ]}),
        ));
        let reader = archive.store.reader().unwrap();
        let public = |kind, slug: &str| reader.post_by_slug(kind, slug).unwrap().is_some();
        assert!(public(Kind::Page, "about") && public(Kind::Page, "old-page"));
        for (kind, slug) in [
            (Kind::Post, "draft"),
            (Kind::Post, "scheduled"),
            (Kind::Post, "mailed"),
            (Kind::Page, "draft-page"),
        ] {
            assert!(!public(kind, slug), "{slug}");
        }
        let draft = reader.post_by_uuid("00000000-0000-4000-a000-000000000001").unwrap().unwrap();
        assert_eq!(draft.row.status, Status::Draft);
        let scheduled = reader.post_by_uuid("00000000-0000-4000-a000-000000000002").unwrap().unwrap();
        assert_eq!(scheduled.row.status, Status::Scheduled);
    }

    pub(super) fn scripts_stay_only_with_trust(engine: Engine) {
        let html = "<p>Text</p><!--kg-card-begin: html--><script>alert(1)</script><!--kg-card-end: html-->";
        let mut row = post(1, "Hostile", "x");
        row["lexical"] = json!(null);
        row["html"] = json!(html);
        row["codeinjection_foot"] = json!("<script>alert(2)</script>");
        let settings =
            json!([{"id": id(8), "key": "codeinjection_head", "value": "<script>alert(3)</script>"}]);
        let mut coded = tag(21, "News");
        coded["codeinjection_head"] = json!("<script>alert(4)</script>");
        let export = export("5.0.0", json!({"posts": [row], "settings": settings, "tags": [coded]}));
        let sizes = Sizes { total: 1 << 20, row: 1 << 20 };
        for trust in [Trust::Untrusted, Trust::Trusted] {
            let archive = Archive::new(engine);
            let file = archive.file("export.json", export.to_string().as_bytes());
            archive.import_within(file, trust, sizes).unwrap();
            let trusted = trust == Trust::Trusted;
            let post = archive.post("hostile");
            assert_eq!(post.body.html.contains("alert(1)"), trusted);
            assert_eq!(post.body.trusted, trusted);
            assert_eq!(
                post.body.codeinjection_foot.as_deref(),
                Some("<script>alert(2)</script>"),
                "kept either way"
            );
            let reader = archive.store.reader().unwrap();
            assert_eq!(reader.settings().unwrap().codeinjection_head.is_some(), trusted);
            let tag = reader.tag_by_slug("news").unwrap().unwrap();
            assert_eq!(tag.codeinjection_head.is_some(), trusted);
        }
    }

    pub(super) fn trust_given_later_is_a_change(engine: Engine) {
        let archive = Archive::new(engine);
        let export = export("5.0.0", json!({"posts": [post(1, "One", "x")]})).to_string();
        let sizes = Sizes { total: 1 << 20, row: 1 << 20 };
        let run = |trust| {
            archive.import_within(archive.file("export.json", export.as_bytes()), trust, sizes).unwrap()
        };
        assert_eq!(run(Trust::Untrusted).counted("posts").new, 1);
        assert_eq!(run(Trust::Trusted).counted("posts").changed, 1);
        assert_eq!(run(Trust::Trusted).counted("posts").unchanged, 1);
    }

    pub(super) fn languages_are_told_from_the_text(engine: Engine) {
        let archive = Archive::new(engine);
        let long = "Паром на остров снова отменили, и портовый совет не смог сказать, когда старое судно выйдет в море из гавани.";
        let mut told = post(3, "Told", "short");
        told["locale"] = json!("pt_BR");
        archive.import(&export(
            "6.0.0",
            json!({"posts": [post(1, "Паром", long), post(2, "ბორანი", "კვირას ბორანი ისევ გაუქმდა."), told]}),
        ));
        assert_eq!(&*archive.post("parom").row.language, "ru");
        assert_eq!(&*archive.post("borani").row.language, "ka");
        assert_eq!(&*archive.post("told").row.language, "pt-BR");
    }

    pub(super) fn other_shapes_of_an_export_are_read(engine: Engine) {
        let archive = Archive::new(engine);
        // Written by old tools: no db, numbers as ids, MySQL times, a byte order mark, white space everywhere.
        let text = "\u{FEFF}{\n  \"meta\": {\"version\": \"0.7.4\"},\n  \"data\": {\n    \"posts\" : [ {\"id\": 7, \"title\": \"Old\", \"slug\": \"old\", \
             \"html\": \"<p>Old words.</p>\", \"status\": \"published\", \"page\": 0, \"featured\": 0, \"author_id\": 1, \
             \"created_at\": 1400000000000, \"published_at\": \"2014-05-13 16:53:20\"} ],\n \"users\": [{\"id\": 1, \"name\": \"Old Hand\"}],\n \
             \"tags\": [{\"id\": 3, \"name\": \"Old tag\", \"slug\": \"old-tag\"}], \"posts_tags\": [{\"post_id\": 7, \"tag_id\": 3}], \"roles\": null }\n}\n\n";
        archive.try_import("export.json", text.as_bytes()).unwrap();
        let post = archive.post("old");
        assert_eq!(&*post.row.id, "7");
        assert_eq!(post.row.published_at, Some(1_400_000_000_000));
        assert_eq!((&*post.tags[0].slug, &*post.authors[0].slug), ("old-tag", "old-hand"));
    }

    pub(super) fn an_empty_body_is_an_empty_story(engine: Engine) {
        let archive = Archive::new(engine);
        let mut row = post(1, "Empty", "x");
        row["lexical"] = json!(lexical(&[]));
        let mut none = post(2, "None", "x");
        none["lexical"] = json!(null);
        archive.import(&export("6.0.0", json!({"posts": [row, none]})));
        assert_eq!(archive.post("empty").row.word_count, 0);
        assert_eq!(archive.post("none").row.word_count, 0);
    }
}
