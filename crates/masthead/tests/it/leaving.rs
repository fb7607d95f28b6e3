//! `masthead export ghost`: what leaves comes back the same, whole or not at all, and without secrets.

use testsite::on_both_engines;

on_both_engines!(
    what_leaves_comes_back_the_same,
    old_addresses_leave_as_the_routes_had_them,
    the_texts_alone_come_back_too,
    what_ghost_is_too_narrow_for_is_cut_there_and_whole_here,
    nothing_secret_leaves,
    an_export_is_one_snapshot_of_a_site_that_is_written,
    an_export_is_whole_or_not_there,
    the_binary_exports_while_it_serves,
);

mod check {
    use std::io::Read;
    use std::path::{Path, PathBuf};

    use document::Trust;
    use masthead::export::{Written, write};
    use masthead::ghost::{Sizes, Summary};
    use serde_json::{Value, json};
    use store::{AuthorOut, Id, PostOut, Redirect, StaffRow, Store};
    use testsite::Engine;

    use crate::exports::{Archive, export, id, png, post, setting, tag, zip};
    use crate::running::{Running, masthead, succeed};

    const NOW: i64 = 1_750_000_000_000;

    /// Every card that there is, a post each, and all that our import keeps or models.
    fn corpus() -> Vec<u8> {
        let cards = include_str!("../../../document/tests/cases/lexical.txt");
        let cards: Vec<(&str, &str)> = cards.lines().filter_map(|line| line.split_once('\t')).collect();
        let mut posts: Vec<Value> = (1..)
            .zip(&cards)
            .map(|(number, (name, lexical))| {
                let mut row = post(number, name, "");
                row["lexical"] = json!(lexical);
                row
            })
            .collect();
        assert!(posts.len() > 60);
        posts[0]["feature_image"] = json!("__GHOST_URL__/content/images/2024/a.png");
        posts[0]["hologram"] = json!({"src": "/content/images/2024/a.png"});
        posts[1]["status"] = json!("draft");
        posts[2]["status"] = json!("scheduled");
        posts[2]["published_at"] = json!("2099-01-01T00:00:00.000Z");
        posts[3]["type"] = json!("page");
        posts[4]["visibility"] = json!("tiers");
        posts[5]["codeinjection_head"] = json!("<link href=\"/x.css\">");
        let export = export(
            "6.65.0",
            json!({
                "posts": posts,
                "posts_meta": [{"id": id(900), "post_id": id(1), "meta_title": "Meta", "feature_image_alt": "A boat",
                    "feature_image_caption": "A <b>boat</b>", "og_image": "__GHOST_URL__/content/images/2024/a.png", "email_only": 0}],
                "tags": [tag(21, "News"), tag(22, "#quiet"), tag(23, "Late")],
                "posts_tags": [
                    {"post_id": id(1), "tag_id": id(23), "sort_order": 0}, {"post_id": id(1), "tag_id": id(22), "sort_order": 1},
                    {"post_id": id(1), "tag_id": id(21), "sort_order": 2}, {"post_id": id(2), "tag_id": id(21), "sort_order": 0},
                ],
                "users": [
                    {"id": id(31), "name": "Ana Verin", "slug": "ana", "email": "ana@example.org", "bio": "Writes.", "accessibility": "{}x"},
                    {"id": id(32), "name": "Guest", "slug": "guest", "profile_image": "__GHOST_URL__/content/images/2024/a.png"},
                ],
                "posts_authors": [
                    {"post_id": id(1), "author_id": id(32), "sort_order": 0}, {"post_id": id(1), "author_id": id(31), "sort_order": 1},
                ],
                "roles": [{"id": id(61), "name": "Editor"}, {"id": id(62), "name": "Super Editor"}],
                "roles_users": [{"id": id(63), "role_id": id(62), "user_id": id(31)}],
                "settings": [setting("title", "The Courier"), setting("navigation", r#"[{"label":"Home","url":"/"}]"#),
                    setting("portal_plans", r#"["free"]"#), setting("locale", "en"), setting("logo", "__GHOST_URL__/content/images/2024/a.png")],
                "members": [{"id": id(71), "email": "reader@example.org", "uuid": "u", "note": "<img src=\"__GHOST_URL__/content/images/2024/a.png\">"}],
                "newsletters": [{"id": id(72), "name": "Daily"}], "products": [{"id": id(73), "name": "Gold"}],
                "posts_products": [{"id": id(74), "post_id": id(5), "product_id": id(73)}],
                "holograms": [{"colour": "blue"}],
            }),
        );
        let (json, picture) = (export.to_string(), png(7));
        zip(&[
            ("site.json", json.as_bytes()),
            ("content/images/2024/a.png", &picture),
            ("content/media/2024/a.mp4", b"film"),
            ("content/files/2024/data.json", b"{}"),
            ("content/files/2024/read.md", b"# me"),
            ("redirects.yaml", b"302:\n  '^/it''s-\\d+/$': '/b/'\n301:\n  ^/a/$: /b/\n"),
            ("routes.yaml", routes::STANDARD.as_bytes()),
        ])
    }

    const SIZES: Sizes = Sizes { total: 64 << 20, row: 8 << 20 };

    fn import(archive: &Archive, file: PathBuf) -> Summary {
        archive.import_within(file, Trust::Trusted, SIZES).expect("the import succeeds")
    }

    /// A site of the corpus, with what only we have.
    fn site(engine: Engine) -> Archive {
        let archive = Archive::new(engine);
        import(&archive, archive.file("corpus.zip", &corpus()));
        archive
            .store
            .write(|writer| -> store::Result<()> {
                let first: Id = id(1).parse()?;
                let mut story = writer.post(&first)?.expect("the first story");
                story.row.kicker = Some("Analysis".into());
                story.row.feature_image_credit = Some("Ann & Co".into());
                story.row.feature_image_focus = Some("33% 20%".into());
                story.row.translation_key = Some("key".into());
                story.row.language = "zh-Hant".into();
                story.row.edited_at = Some(NOW);
                writer.put_post(&story)?;
                writer.put_old_slugs(&first, &["once".into(), "before".into()])?;
                writer.put_picks(&[id(7).parse()?, first])?;
                for (key, value) in [
                    ("languages", r#"["en","ru"]"#),
                    ("navigation:ru", r#"[{"label":"Главная","url":"/ru/"}]"#),
                    ("announcement_content", "<p>Read <a href=\"/a/\">this</a></p>"),
                    ("announcement_until", "4070908800000"),
                    ("after_story", r#"["related","picks"]"#),
                    ("custom_theme_settings.masthead-default.show_picks", "false"),
                    ("custom_theme_settings.masthead-default.masthead_style", "Compact"),
                    ("custom_theme_settings.my.theme.motto", ""),
                ] {
                    writer.set_setting(key, Some(value))?;
                }
                Ok(())
            })
            .unwrap();
        archive
    }

    fn take(archive: &Archive, name: &str) -> (PathBuf, Written) {
        let file = archive.data().join(name);
        let written = write(&archive.store, archive.data(), &file, NOW).expect("the export succeeds");
        assert_eq!(written.bytes, file.metadata().unwrap().len());
        (file, written)
    }

    fn texts(file: &Path) -> Value {
        let texts = match file.extension().unwrap() == "zip" {
            false => std::fs::read_to_string(file).unwrap(),
            true => entry(file, "ghost.json").unwrap(),
        };
        serde_json::from_str::<Value>(&texts).unwrap()["db"][0].take()
    }

    fn entry(file: &Path, name: &str) -> Option<String> {
        let mut zip = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
        let mut text = String::new();
        zip.by_name(name).ok()?.read_to_string(&mut text).unwrap();
        Some(text)
    }

    /// Everything that a newsroom has and an export hands on.
    #[derive(Debug, PartialEq)]
    struct Everything {
        posts: Vec<PostOut>,
        authors: Vec<AuthorOut>,
        tags: Vec<store::TagRow>,
        settings: Vec<(Box<str>, Box<str>)>,
        redirects: Vec<Redirect>,
        picks: Vec<Id>,
        kept: Vec<(Box<str>, u64)>,
    }

    fn everything(store: &Store) -> Everything {
        let reader = store.reader().unwrap();
        let ours = |entity: &str| !matches!(entity, "roles" | "roles_users");
        Everything {
            posts: reader.posts_out(None, 1_000).unwrap(),
            authors: reader.authors_out(None, 1_000).unwrap(),
            tags: reader.tags_out(None, 1_000).unwrap(),
            settings: reader.settings().unwrap().all.clone().into_iter().collect(),
            redirects: reader.redirects().unwrap().to_vec(),
            picks: reader.picks_out().unwrap(),
            kept: reader.kept_counts().unwrap().into_iter().filter(|(entity, _)| ours(entity)).collect(),
        }
    }

    fn files(data: &Path) -> Vec<(String, Vec<u8>)> {
        walkdir::WalkDir::new(data.join("content"))
            .sort_by_file_name()
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                (
                    entry.path().strip_prefix(data).unwrap().display().to_string(),
                    std::fs::read(entry.path()).unwrap(),
                )
            })
            .collect()
    }

    pub(super) fn what_leaves_comes_back_the_same(engine: Engine) {
        let site = site(engine);
        let (file, written) = take(&site, "out.zip");
        assert_eq!(written.files, 4, "{written:?}");
        let tables = texts(&file)["data"].take();
        let kinds = |row: &Value| format!("{} {} {}", row["theme"], row["key"], row["type"]).replace('"', "");
        let kinds: Vec<_> = tables["custom_theme_settings"].as_array().unwrap().iter().map(kinds).collect();
        let of_ours = ["masthead-default masthead_style select", "masthead-default show_picks boolean"];
        assert_eq!(
            kinds,
            [of_ours[0], of_ours[1], "my.theme motto text"],
            "with the types that the themes say"
        );
        let other = Archive::new(engine);
        import(&other, file.clone());
        let (before, after) = (everything(&site.store), everything(&other.store));
        for (mine, theirs) in before.posts.iter().zip(&after.posts) {
            assert_eq!(mine, theirs);
        }
        assert_eq!(before, after);
        assert_eq!(files(site.data()), files(other.data()));
        assert_eq!(files(site.data()).len(), 4);
        let again = import(&other, file.clone());
        assert!(!again.changed_something(), "{again}");
        let (second, _) = take(&other, "second.zip");
        let (mut first, mut second) = (texts(&file), texts(&second));
        for table in first["data"].as_object().unwrap().keys() {
            assert_eq!(first["data"][table], second["data"][table], "{table}");
        }
        first["meta"].take();
        second["meta"].take();
        assert_eq!(first, second);
        // What Ghost reads beside the texts, and what it must not find.
        let redirects = entry(&file, "redirects.yaml").unwrap();
        assert_eq!(
            redirects,
            "302:\n  '^/it''s-\\d+/$': '/b/'\n301:\n  '^/a/$': '/b/'\n  '^/before/?$': '/paragraph/'\n  '^/once/?$': '/paragraph/'\n"
        );
        assert!(entry(&file, "routes.yaml").is_some());
        assert!(
            entry(&file, "content/files/2024/data.json").is_none()
                && entry(&file, "content/files/2024/data.json.aside").is_some()
        );
    }

    pub(super) fn old_addresses_leave_as_the_routes_had_them(engine: Engine) {
        let site = site(engine);
        let with = |routes: &str, name: &str| {
            site.store.write(|writer| writer.set_setting("routes", Some(routes))).unwrap();
            let redirects = entry(&take(&site, name).0, "redirects.yaml").unwrap();
            redirects.split_once("'^/a/$': '/b/'\n").unwrap().1.to_owned()
        };
        let first: Id = id(1).parse().unwrap();
        let post = site.store.reader().unwrap().post_by_id(&first).unwrap().unwrap();
        let at = jiff::Timestamp::from_millisecond(post.card.published_at.unwrap()).unwrap();
        let day = at.strftime("%Y/%m/%d").to_string();
        assert_eq!(
            with("collections:\n  /:\n    permalink: /{year}/{month}/{day}/{slug}/\n", "dated.zip"),
            format!("  '^/{day}/before/?$': '/{day}/paragraph/'\n  '^/{day}/once/?$': '/{day}/paragraph/'\n")
        );
        // An address without the slug stayed what it was, and what no collection takes has none.
        assert_eq!(with("collections:\n  /:\n    permalink: /{id}/\n", "by-id.zip"), "");
        let none = "collections:\n  /:\n    permalink: /{slug}/\n    filter: featured:true\n";
        assert_eq!(with(none, "nowhere.zip"), "");
    }

    pub(super) fn the_texts_alone_come_back_too(engine: Engine) {
        let site = site(engine);
        let (file, written) = take(&site, "out.json");
        assert_eq!(written.files, 0);
        let other = Archive::new(engine);
        import(&other, file);
        assert_eq!(everything(&site.store).posts, everything(&other.store).posts);
        assert_eq!(everything(&site.store).redirects, everything(&other.store).redirects);
        assert_eq!(everything(&site.store).picks, everything(&other.store).picks);
    }

    pub(super) fn what_ghost_is_too_narrow_for_is_cut_there_and_whole_here(engine: Engine) {
        let site = Archive::new(engine);
        let long = "Слово ".repeat(100);
        let mut story = post(1, "One", "Words.");
        story["custom_excerpt"] = json!(long);
        let mut topic = tag(21, "News");
        topic["description"] = json!(long);
        let person = json!({"id": id(31), "name": "Ana", "slug": "ana", "bio": long, "location": long, "website": "http://localhost/", "status": "odd"});
        site.import(&export("6.0.0", json!({"posts": [story], "tags": [topic], "users": [person, {"id": id(32), "name": "Bo", "email": "bo@example.org"},
            {"id": id(33), "name": "Bo Twin", "email": "BO@example.org"}]})));
        let (file, written) = take(&site, "out.json");
        assert_eq!(written.notes.values().sum::<u64>(), 2, "{written:?}");
        let data = texts(&file)["data"].take();
        let length = |row: &Value, name: &str| row[name].as_str().unwrap().chars().count();
        assert_eq!(
            (length(&data["posts"][0], "custom_excerpt"), length(&data["users"][0], "bio")),
            (300, 250)
        );
        assert_eq!(
            (length(&data["users"][0], "location"), length(&data["tags"][0], "description")),
            (150, 500)
        );
        assert_eq!(
            (&data["users"][0]["website"], &data["users"][0]["status"]),
            (&Value::Null, &json!("inactive"))
        );
        let addresses: Vec<&str> =
            data["users"].as_array().unwrap().iter().map(|user| user["email"].as_str().unwrap()).collect();
        assert_eq!(
            addresses,
            [&*format!("{}@guest.invalid", id(31)), "bo@example.org", &*format!("{}@guest.invalid", id(33))]
        );
        let other = Archive::new(engine);
        other.try_import("out.json", &std::fs::read(file).unwrap()).unwrap();
        assert_eq!(everything(&site.store), everything(&other.store));
    }

    pub(super) fn nothing_secret_leaves(engine: Engine) {
        let site = Archive::new(engine);
        let user = json!({"id": id(31), "name": "Ana", "slug": "ana", "email": "ana@example.org", "password": "$2b$10$SECRET0"});
        site.import(&export(
            "6.0.0",
            json!({
                "posts": [post(1, "One", "Words.")], "users": [user],
                "integrations": [{"id": id(81), "name": "App", "slug": "app"}],
                "api_keys": [{"id": id(82), "type": "admin", "secret": "SECRET1", "integration_id": id(81)},
                    {"id": id(83), "type": "content", "secret": "5EC2E7", "integration_id": id(81)}],
                "sessions": [{"id": id(84), "session_id": "SECRET2"}], "tokens": [{"id": id(85), "token": "SECRET3"}],
                "members": [{"id": id(86), "email": "reader@example.org", "transient_id": "SECRET4"}],
                "settings": [setting("members_private_key", "SECRET5"), setting("mailgun_api_key", "SECRET6"), setting("password", "SECRET7")],
            }),
        ));
        site.store
            .write(|writer| {
                writer.put_staff(&StaffRow {
                    id: id(31).parse()?,
                    email: "ana@newsroom.example".into(),
                    role: "owner".into(),
                    active: true,
                    password_hash: Some("$argon2id$SECRET8".into()),
                    language: "en".into(),
                    created_at: NOW,
                    seen_at: None,
                })
            })
            .unwrap();
        let (file, written) = take(&site, "out.json");
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.contains("SECRET") && !text.contains("5EC2E7"), "{text}");
        assert!(text.contains("reader@example.org") && text.contains("ana@newsroom.example"));
        assert!(written.notes.keys().any(|note| note.contains("sessions")), "{written:?}");
        let data = texts(&file)["data"].take();
        let role = data["roles_users"][0]["role_id"].clone();
        let role = data["roles"].as_array().unwrap().iter().find(|row| row["id"] == role).unwrap();
        assert_eq!(role["name"], "Owner");
    }

    pub(super) fn an_export_is_one_snapshot_of_a_site_that_is_written(engine: Engine) {
        let site = site(engine);
        let first: Id = id(1).parse().unwrap();
        // Title, meta row and a setting change together.
        let change = |version: u32| {
            site.store
                .write(|writer| -> store::Result<()> {
                    let mut story = writer.post(&first)?.expect("the story");
                    story.row.title = format!("Version {version}").into();
                    story.meta.meta_title = Some(format!("Version {version}").into());
                    writer.put_post(&story)?;
                    writer.set_setting("description", Some(&format!("Version {version}")))?;
                    Ok(())
                })
                .unwrap();
        };
        change(0);
        let written = std::thread::scope(|scope| {
            let writer = scope.spawn(|| (1..=150).for_each(change));
            let mut seen = Vec::new();
            while !writer.is_finished() || seen.is_empty() {
                let (file, _) = take(&site, &format!("round-{}.zip", seen.len()));
                let data = texts(&file)["data"].take();
                let row = |table: &str, key: &str, value: &str| {
                    let rows = data[table].as_array().unwrap();
                    rows.iter().find(|row| row[key] == value).cloned().unwrap_or_default()
                };
                let title = row("posts", "id", first.as_str())["title"].clone();
                assert_eq!(row("posts_meta", "post_id", first.as_str())["meta_title"], title);
                assert_eq!(row("settings", "key", "description")["value"], title);
                seen.push(title);
            }
            seen
        });
        assert!(written.iter().all(|title| title.as_str().unwrap().starts_with("Version ")), "{written:?}");
    }

    pub(super) fn an_export_is_whole_or_not_there(engine: Engine) {
        let site = site(engine);
        let there = |folder: &Path| std::fs::read_dir(folder).unwrap().count();
        let folder = tempfile::tempdir().unwrap();
        let refused = |name: &str| {
            let file = folder.path().join(name);
            format!("{:#}", write(&site.store, site.data(), &file, NOW).unwrap_err())
        };
        assert!(refused("out.tar").contains("name it .zip for everything"));
        assert!(refused("out").contains("name it .zip for everything"));
        assert!(refused("missing/out.zip").contains("cannot write into"), "{}", refused("missing/out.zip"));
        std::fs::create_dir(folder.path().join("folder.zip")).unwrap();
        assert!(refused("folder.zip").contains("is a folder"));
        std::fs::write(folder.path().join("mine.json"), "mine").unwrap();
        assert!(refused("mine.json").contains("is there already"));
        assert_eq!(std::fs::read_to_string(folder.path().join("mine.json")).unwrap(), "mine");
        assert_eq!(there(folder.path()), 2, "nothing is left of what was refused");

        // A disk that takes no more than 1 MiB of a file.
        std::fs::write(site.data().join("content/media/film.mp4"), vec![7; 3 << 20]).unwrap();
        let mut options = vec!["--data".to_owned(), site.data().display().to_string()];
        options.extend(site.ground.database().map(|database| format!("--database={}", database.url)));
        let full = folder.path().join("full.zip");
        let mut limited = masthead::<&str>([]);
        let binary = limited.get_program().to_owned();
        limited = std::process::Command::new("bash");
        limited
            .args(["-c", "trap '' XFSZ; ulimit -f 1024; exec \"$@\"", "bash"])
            .arg(binary)
            .args(["export", "ghost"])
            .arg(&full)
            .args(&options);
        let output = limited.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.code() == Some(1) && said.contains("cannot write") && said.contains("full.zip"),
            "{said}"
        );
        assert_eq!(there(folder.path()), 2, "nothing is left of what could not be finished");
    }

    pub(super) fn the_binary_exports_while_it_serves(engine: Engine) {
        let site = site(engine);
        let data = site.data().display().to_string();
        let mut options = vec!["--data", &data];
        if let Some(database) = site.ground.database() {
            options.extend(["--database", &database.url]);
        }
        let running = Running::serve(site.data(), &options[2..]);
        let file = site.data().join("out.zip").display().to_string();
        let said = succeed([&["export", "ghost", &file], &*options].concat()).stdout;
        assert!(
            String::from_utf8_lossy(&said).contains("stories and pages, 4 files"),
            "{}",
            String::from_utf8_lossy(&said)
        );
        assert_eq!(running.get("/quote/").0, 200);
        running.terminate();
        let refused = masthead([&["export", "ghost", &file], &*options].concat()).output().unwrap();
        assert_eq!(refused.status.code(), Some(1));
        let nothing = tempfile::tempdir().unwrap();
        let refused = masthead([
            "export",
            "ghost",
            "/tmp/never.zip",
            "--data",
            nothing.path().join("none").to_str().unwrap(),
        ])
        .output()
        .unwrap();
        assert!(String::from_utf8_lossy(&refused.stderr).contains("holds no site yet"));
    }
}
