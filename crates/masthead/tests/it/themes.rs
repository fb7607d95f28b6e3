//! A theme's life in a running newsroom: brought, checked, looked at, put live on all servers, set, taken out, removed.

use testsite::on_both_engines;

on_both_engines!(
    a_theme_is_looked_at_before_readers_see_it,
    what_is_put_live_is_seen_by_every_server_at_once,
    a_broken_theme_changes_nothing,
    settings_of_a_theme_are_its_own,
    only_administrators_keep_themes,
    stock_themes_show_what_goes_with_a_story,
    templates_without_end_are_stopped_and_the_site_goes_on,
    files_that_no_theme_has_are_told_of,
);

mod check {
    use std::io::{Cursor, Write};

    use newsroom::Role;
    use testsite::{Engine, Site};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use crate::cast::{Paper, Person};

    const INDEX: &str = "<html><head>{{ghost_head}}<link href=\"{{asset \"css/a.css\"}}\"></head><body class=\"{{body_class}}\">\
         {{@custom.tone}} edition {{#if @custom.motto}}“{{@custom.motto}}”{{/if}}\
         {{#foreach posts}}<a class=\"{{post_class}}\" href=\"{{url}}\">{{title}}</a>{{/foreach}}{{ghost_foot}}</body></html>";
    const PACKAGE: &str = r#"{"name": "paper", "version": "1.0.0", "author": "a@b.org", "config": {"posts_per_page": 5, "custom": {
        "tone": {"type": "select", "options": ["Calm", "Loud"], "default": "Calm", "group": "homepage"},
        "show_motto": {"type": "boolean", "default": false},
        "motto": {"type": "text", "default": "Daily", "visibility": "show_motto:true"}}}}"#;

    fn theme(index: &str) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let files = [
            ("package.json", PACKAGE),
            ("index.hbs", index),
            ("post.hbs", "{{#post}}<h1>Paper: {{title}}</h1>{{/post}}"),
            ("assets/css/a.css", "body { color: teal }"),
        ];
        for (name, text) in files {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// Sends a file as a form does; gives status, address and text.
    fn upload(person: &Person<'_>, name: &str, bytes: &[u8]) -> (u16, String, String) {
        let mut body = format!(
            "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: application/zip\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let request = ureq::http::Request::builder()
            .method("POST")
            .uri(format!("{}/room/themes/upload/", person.site.address))
            .header("sec-fetch-site", "same-origin")
            .header("cookie", &person.cookie)
            .header("content-type", "multipart/form-data; boundary=x")
            .body(body)
            .unwrap();
        let mut answer = crate::running::agent().run(request).unwrap();
        let location = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        (answer.status().as_u16(), location.unwrap_or_default(), answer.body_mut().read_to_string().unwrap())
    }

    fn installed(paper: &Paper) -> Person<'_> {
        let owner = paper.person(Role::Owner);
        let (status, to, _) = upload(&owner, "Paper.zip", &theme(INDEX));
        assert_eq!((status, to.as_str()), (303, "/room/themes/paper/?notice=theme_installed"));
        owner
    }

    fn activate(owner: &Person<'_>) {
        let got = owner.form("/room/themes/paper/activate/", "");
        assert_eq!(
            (got.status, got.location.as_str()),
            (303, "/room/themes/paper/?notice=theme_live"),
            "{}",
            got.body
        );
    }

    pub(super) fn a_theme_is_looked_at_before_readers_see_it(engine: Engine) {
        let paper = Paper::new(engine);
        let story = paper.site.publish("A bridge opens", "<p>Words.</p>");
        let owner = installed(&paper);
        let got = owner.form("/room/themes/paper/preview/", "tone=Loud&show_motto=true&motto=All+the+news");
        assert_eq!(got.status, 303, "{}", got.body);
        let frame = owner.get(&got.location);
        let token = got.location.split('/').nth(5).unwrap();
        let root = format!("/theme-preview/{token}/");
        assert!(
            frame.body.contains(&format!("src=\"{root}\"")) && frame.body.contains("sandbox=\"allow-scripts")
        );
        let seen = paper.site.get(&root);
        assert!(seen.body.contains("Loud edition “All the news”"), "{}", seen.body);
        assert!(seen.body.contains(&format!("href=\"{root}{}/\"", story.slug)), "{}", seen.body);
        assert_eq!(seen.header("cache-control"), "no-store");
        assert!(
            seen.header("content-security-policy").contains("; sandbox allow-scripts"),
            "{:?}",
            seen.headers
        );
        assert_eq!(
            (seen.header("x-robots-tag"), seen.header("referrer-policy")),
            ("noindex, nofollow", "no-referrer")
        );
        let inner = paper.site.get(&format!("{root}{}/", story.slug));
        assert!(inner.body.contains("Paper: A bridge opens"));
        let styles = seen.body.split("href=\"").find(|rest| rest.contains("css/a.css?v=")).unwrap();
        let styles = paper.site.get(styles.split('"').next().unwrap());
        assert_eq!((styles.status, styles.body.as_str()), (200, "body { color: teal }"));
        assert_eq!(styles.header("access-control-allow-origin"), "*");
        let moved = paper.site.get(&format!("{root}{}", story.slug));
        assert_eq!((moved.status, moved.header("location")), (301, &*format!("{root}{}/", story.slug)));
        let missing = paper.site.get(&format!("{root}nothing/"));
        assert_eq!((missing.status, missing.header("cache-control")), (404, "no-store"));
        // Readers see nothing of it, before and after somebody looked.
        assert!(!paper.site.get("/").body.contains("edition"));
        assert!(!paper.site.get(&format!("/{}/", story.slug)).body.contains("Paper:"));
        assert_eq!(paper.site.get("/theme-preview/nonsense/").status, 404);
        assert_eq!(paper.site.get(&format!("/theme-preview/{}/", "x".repeat(500))).status, 404);
        // Whoever prepares a site that is not open yet sees it, too.
        let private = [("is_private", Some("true"))];
        paper.site.newsroom.set_settings(newsroom::Actor::operator(), &private).unwrap();
        assert_ne!(paper.site.get("/").status, 200);
        assert_eq!(
            (paper.site.get(&root).status, paper.site.get("/theme-preview/nonsense/").status),
            (200, 404)
        );
        let wrong = owner.form("/room/themes/paper/preview/", "tone=Deafening");
        assert!(
            wrong.status == 422 && wrong.body.contains("“Tone” is not what the theme takes here."),
            "{}",
            wrong.body
        );
    }

    pub(super) fn what_is_put_live_is_seen_by_every_server_at_once(engine: Engine) {
        let paper = Paper::new(engine);
        paper.site.publish("A bridge opens", "<p>Words.</p>");
        let second = Site::serve(&paper.ground);
        let owner = installed(&paper);
        let live = |site: &Site| site.get("/").body.contains("edition");
        assert!(!live(&paper.site) && !live(&second));
        activate(&owner);
        assert!(live(&paper.site) && live(&second));
        assert_eq!(second.get("/assets/css/a.css").body, "body { color: teal }");
        let (status, ..) = upload(&owner, "paper.zip", &theme(&INDEX.replace("edition", "issue")));
        assert_eq!(status, 303);
        assert!([&paper.site, &second].iter().all(|site| site.get("/").body.contains("Calm issue")));
        let live_stays = owner.form("/room/themes/paper/remove/", "");
        assert_eq!(live_stays.status, 409, "{}", live_stays.body);
        assert_eq!(owner.form("/room/themes/masthead-default/activate/", "").status, 303);
        assert!([&paper.site, &second].iter().all(|site| !site.get("/").body.contains("issue")));
        assert_eq!(second.get("/assets/css/a.css").status, 404);
        assert_eq!(owner.form("/room/themes/paper/remove/", "").status, 303);
        assert_eq!(owner.get("/room/themes/paper/").status, 404);
        let acts = owner.get("/room/audit/").body;
        for act in ["Theme installed", "Theme put live", "Theme removed"] {
            assert!(acts.contains(act), "{act}");
        }
    }

    pub(super) fn a_broken_theme_changes_nothing(engine: Engine) {
        let paper = Paper::new(engine);
        let owner = installed(&paper);
        activate(&owner);
        let (status, _, page) =
            upload(&owner, "paper.zip", &theme("<p>\n{{#if x}}\n{{no_such_helper 1}}{{/if}}"));
        assert_eq!(status, 422);
        assert!(page.contains("index.hbs:3") && page.contains("{{no_such_helper 1}}"), "{page}");
        assert!(paper.site.get("/").body.contains("Calm edition"));
        for (name, bytes, said) in [
            ("paper.zip", &b"GIF89a"[..], "This is no theme: “"),
            ("masthead-default.zip", &theme(INDEX)[..], "The file needs a name"),
            ("....zip", &theme(INDEX)[..], "The file needs a name"),
        ] {
            let (status, _, page) = upload(&owner, name, bytes);
            assert!(status == 422 && page.contains(said), "{name}: {status} {page}");
        }
        let themes = std::fs::read_dir(paper.ground.folder().join("content/themes")).unwrap();
        assert_eq!(themes.count(), 1, "nothing is left of what was refused");
    }

    pub(super) fn settings_of_a_theme_are_its_own(engine: Engine) {
        let paper = Paper::new(engine);
        let owner = installed(&paper);
        activate(&owner);
        let front = || paper.site.get("/").body;
        assert!(front().contains("Calm edition <"), "{}", front());
        let page = owner.get("/room/themes/paper/").body;
        assert!(page.contains("<div class=\"field\" hidden data-setting=\"motto\">"), "{page}");
        let save = |fields: &str| owner.form("/room/themes/paper/", fields);
        assert_eq!(save("tone=Loud&show_motto=false&show_motto=true&motto=Weekly").status, 303);
        assert!(front().contains("Loud edition “Weekly”"));
        assert!(!owner.get("/room/themes/paper/").body.contains("hidden data-setting=\"motto\""));
        // What is hidden is kept, and is nothing to templates.
        assert_eq!(save("tone=Loud&show_motto=false").status, 303);
        assert!(front().contains("Loud edition <"));
        let shown = owner.form("/room/themes/paper/shown/", "show_motto=true");
        assert_eq!(shown.json()["shown"].as_array().unwrap().len(), 3);
        assert_eq!(save("tone=Loud&show_motto=true").status, 303);
        assert!(front().contains("“Weekly”"));
        for wrong in ["tone=Deafening", "show_motto=perhaps", &format!("motto={}", "x".repeat(2_001))] {
            assert_eq!(save(wrong).status, 422, "{wrong}");
        }
        // Another theme, and back: they are kept.
        assert_eq!(owner.form("/room/themes/masthead-default/activate/", "").status, 303);
        activate(&owner);
        assert!(front().contains("Loud edition “Weekly”"));
    }

    pub(super) fn only_administrators_keep_themes(engine: Engine) {
        let paper = Paper::new(engine);
        let owner = installed(&paper);
        let editor = paper.person(Role::Editor);
        for path in ["/room/themes/", "/room/themes/paper/"] {
            assert_eq!((owner.get(path).status, editor.get(path).status), (200, 403), "{path}");
        }
        assert_eq!(editor.get("/room/themes/paper/download/").status, 403);
        for path in ["", "activate/", "remove/", "preview/", "shown/"] {
            assert_eq!(editor.form(&format!("/room/themes/paper/{path}"), "").status, 403, "{path}");
        }
        assert_eq!(upload(&editor, "paper.zip", &theme(INDEX)).0, 403);
        for path in ["/room/themes/%2e%2e/", "/room/themes/%2e%2e%2fimages/download/", "/room/themes/.git/"] {
            assert_eq!(owner.get(path).status, 404, "{path}");
        }
    }

    pub(super) fn stock_themes_show_what_goes_with_a_story(engine: Engine) {
        let paper = Paper::new(engine);
        // Enough that the oldest is not shown as related anyway.
        let stories: Vec<_> = (1..=12)
            .map(|n| paper.site.publish(&format!("Bridge {n}"), "<p>The bridge over the river opens.</p>"))
            .collect();
        let (room, me) = (&paper.site.newsroom, newsroom::Actor::operator());
        room.set_picks(me, &[stories[0].id]).unwrap();
        let own = "{{#post}}{{content}}{{/post}}{{#get \"posts\" limit=\"2\"}}{{#foreach posts}}[{{content}}]{{/foreach}}{{/get}}";
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [("package.json", PACKAGE), ("index.hbs", INDEX), ("post.hbs", own)] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        let owner = paper.person(Role::Owner);
        assert_eq!(upload(&owner, "paper.zip", &zip.finish().unwrap().into_inner()).0, 303);
        activate(&owner);
        let path = format!("/{}/", stories[11].slug);
        let after = || paper.site.get(&path).body.matches("class=\"masthead-after").count();
        assert_eq!(after(), 0, "nobody asked for it");
        let set = |value: &str| room.set_settings(me, &[("after_story", Some(value))]);
        assert!(set("[\"horoscope\"]").is_err());
        set("[\"related\",\"picks\"]").unwrap();
        let page = paper.site.get(&path).body;
        assert_eq!(after(), 1, "once, and not in lists: {page}");
        assert!(page.contains("<h2>Related Articles</h2>") && page.contains(">Bridge 1<"), "{page}");
        assert!(page.contains("data-part=\"picks\"") && !page.contains("data-part=\"popular\""), "{page}");
        room.set_settings(me, &[("locale", Some("ru"))]).unwrap();
        assert!(paper.site.get(&path).body.contains("<h2>Related Articles</h2>"), "the story is in English");
        assert_eq!(owner.form("/room/themes/masthead-default/activate/", "").status, 303);
        assert_eq!(after(), 0, "a theme with lists of its own");
        assert!(paper.site.get(&path).body.contains("data-part=\"related\""));
    }

    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// Each passes the check, since nothing of it is wrong by itself, and is shown to whoever looks at the theme.
    pub(super) fn templates_without_end_are_stopped_and_the_site_goes_on(engine: Engine) {
        let paper = Paper::new(engine);
        for n in 1..=12 {
            paper.site.publish(&format!("Bridge {n}"), "<p>Words.</p>");
        }
        let owner = paper.person(Role::Owner);
        let nested = |times: usize| {
            format!("{}x{}", "{{#foreach @root.posts}}".repeat(times), "{{/foreach}}".repeat(times))
        };
        let gets =
            "{{#get \"posts\" limit=\"1\"}}{{#foreach posts}}{{title}}{{/foreach}}{{else}}{{@error}}{{/get}}"
                .repeat(1_000);
        let text = format!("{}{}{}", &nested(6)[..24 * 6], "x".repeat(100_000), "{{/foreach}}".repeat(6));
        let hostile = [
            ("partials that call themselves", "{{> loop}}".to_owned(), 500),
            // 5 to the 9th are two million.
            ("a million turns", nested(9), 500),
            ("a page of gigabytes", text, 500),
            ("a thousand lists", gets, 200),
        ];
        for (what, index, status) in hostile {
            let package = ("package.json", PACKAGE.as_bytes());
            let files = [
                package,
                ("index.hbs", index.as_bytes()),
                ("post.hbs", b"{{#post}}ok{{/post}}"),
                ("partials/loop.hbs", b"{{> loop}}"),
            ];
            let (got, _, page) = upload(&owner, "paper.zip", &packed(&files));
            assert_eq!(got, 303, "{what}: {page}");
            activate(&owner);
            let begun = std::time::Instant::now();
            let front = paper.site.get("/");
            assert_eq!(front.status, status, "{what}: {}", front.body);
            // Five seconds are what a render may take; a busy machine needs some for the rest.
            assert!(begun.elapsed().as_secs() < 20, "{what}");
            assert!(front.body.len() < 9 << 20, "{what}");
            assert_eq!(paper.site.get("/bridge-1/").body, "ok", "{what}");
            assert!(
                owner.get("/room/themes/").status == 200 && paper.site.get("/rss/").status == 200,
                "{what}"
            );
        }
        assert_eq!(owner.form("/room/themes/masthead-default/activate/", "").status, 303);
        assert_eq!(paper.site.get("/").status, 200);
    }

    pub(super) fn files_that_no_theme_has_are_told_of(engine: Engine) {
        let paper = Paper::new(engine);
        let owner = paper.person(Role::Owner);
        let huge: Vec<u8> =
            (0..10u32 << 18).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let zeros = vec![0; 20 << 20];
        let deep = "[".repeat(900_000);
        for (file, bytes, said) in [
            ("package.json", &huge[..], "package.json"),
            ("package.json", deep.as_bytes(), "package.json:1:"),
            ("locales/de.json", b"{\"a\": \xff}", "locales/de.json"),
            ("locales/de.json", b"[1, 2", "locales/de.json:1"),
            ("index.hbs", b"\xff\xfe{{title}}", "the file is not UTF-8 text"),
            ("index.hbs", b"{{#if x}}{{#if y}}{{/if}}", "index.hbs:1:"),
            ("assets/a.bin", &zeros, "unfolds to more than 100 times its size"),
            ("../../../evil.hbs", b"x", "must not be in a theme"),
            ("/etc/evil.hbs", b"x", "must not be in a theme"),
        ] {
            let mut files: Vec<(&str, &[u8])> =
                vec![("package.json", PACKAGE.as_bytes()), ("index.hbs", b"x"), ("post.hbs", b"x")];
            files.retain(|(name, _)| *name != file);
            files.push((file, bytes));
            let begun = std::time::Instant::now();
            let (status, _, page) = upload(&owner, "paper.zip", &packed(&files));
            assert!(status == 422 && page.contains(said), "{file}: {status} {page}");
            assert!(begun.elapsed().as_secs() < 20, "{file}");
        }
        assert_eq!(std::fs::read_dir(paper.ground.folder().join("content/themes")).unwrap().count(), 0);
        assert_eq!(paper.site.get("/").status, 200);
    }
}
