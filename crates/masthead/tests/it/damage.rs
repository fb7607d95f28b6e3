//! Damaged exports: a clear sentence that names the place, and an archive as it was.

use testsite::on_both_engines;

on_both_engines!(
    every_damage_names_its_place_and_changes_nothing,
    limits_are_refused_by_name,
    an_export_cut_anywhere_is_refused,
    no_damage_makes_it_panic,
);

mod check {
    use masthead::ghost::Sizes;
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use testsite::Engine;

    use crate::exports::{Archive, export, id, post, setting, tag, user};

    fn good() -> Value {
        export(
            "6.0.0",
            json!({
                "posts": [post(1, "One", "First words."), post(2, "Two", "Second words.")],
                "tags": [tag(21, "News")], "users": [user(31, "Ana Verin")],
                "posts_tags": [{"id": id(41), "post_id": id(1), "tag_id": id(21), "sort_order": 0}],
                "posts_authors": [{"id": id(51), "post_id": id(1), "author_id": id(31), "sort_order": 0}],
                "settings": [setting("title", "The Paper")],
            }),
        )
    }

    fn broken(change: impl Fn(&mut Value)) -> Vec<u8> {
        let mut export = good();
        change(&mut export["db"][0]["data"]);
        export.to_string().into_bytes()
    }

    pub(super) fn every_damage_names_its_place_and_changes_nothing(engine: Engine) {
        let archive = Archive::new(engine);
        archive.import(&export("6.0.0", json!({"posts": [post(900, "Before", "Was there.")]})));
        let before = archive.state();
        let utf16: Vec<u8> = good().to_string().encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xFE, 0xFF].into_iter().chain(utf16.iter().copied()).collect();
        let mut latin = good().to_string().replace("First words.", "Premi\u{1}re").into_bytes();
        for byte in &mut latin {
            if *byte == 1 {
                *byte = 0xE8;
            }
        }
        // serde_json writes control characters as escapes; put the raw byte in its place.
        let latin = String::from_utf8_lossy(&latin).replace("\\u0001", "\u{FFFD}");
        let latin: Vec<u8> = latin
            .split('\u{FFFD}')
            .collect::<Vec<_>>()
            .join("\u{2}")
            .bytes()
            .map(|byte| if byte == 2 { 0xE8 } else { byte })
            .collect();
        let whole = good().to_string();
        let at = whole.find("Second words").unwrap();
        let deep = format!(
            "{{\"db\":[{{\"data\":{{\"posts\":[{{\"id\":{}1{}}}]}}}}]}}",
            "[".repeat(500),
            "]".repeat(500)
        );
        let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
            ("empty", Vec::new(), &["export.json", "is empty"]),
            ("not JSON", b"hello there".to_vec(), &["is not a Ghost export"]),
            (
                "another JSON",
                b"{\"version\":1,\"items\":[1,2,{}]}".to_vec(),
                &["is not a Ghost export: it has no db[0].data"],
            ),
            ("a list", b"[]".to_vec(), &["is not a Ghost export"]),
            (
                "truncated",
                whole.as_bytes()[..at].to_vec(),
                &["db[0].data.posts[1]", "the file ends here", "byte", "line 1"],
            ),
            ("trailing", format!("{whole} x").into_bytes(), &["text after the end"]),
            ("UTF-16", utf16, &["UTF-16", "Save it as UTF-8"]),
            ("UTF-16 marked", marked, &["UTF-16"]),
            ("Latin-1", latin, &["db[0].data.posts[0]", "0xE8 is not UTF-8", "Latin-1"]),
            ("db is no list", b"{\"db\":{}}".to_vec(), &["db: must be a list"]),
            ("data is no object", b"{\"db\":[{\"data\":[]}]}".to_vec(), &["db[0].data: must be an object"]),
            (
                "table is no list",
                broken(|data| data["posts"] = json!({"a": 1})),
                &["db[0].data.posts: must be a list"],
            ),
            (
                "row is no object",
                broken(|data| data["posts"][1] = json!(17)),
                &["db[0].data.posts[1]: must be an object"],
            ),
            (
                "title is an object",
                broken(|data| data["posts"][1]["title"] = json!({"x": 1})),
                &["db[0].data.posts[1].title: must be text, but is an object"],
            ),
            (
                "no id",
                broken(|data| data["posts"][1]["id"] = json!(null)),
                &["db[0].data.posts[1].id: is missing"],
            ),
            (
                "no time",
                broken(|data| data["posts"][0]["published_at"] = json!("soon")),
                &["posts[0].published_at: must be a time, but is “soon”"],
            ),
            (
                "no truth",
                broken(|data| data["posts"][0]["featured"] = json!("perhaps")),
                &["posts[0].featured: must be true or false"],
            ),
            (
                "no status",
                broken(|data| data["posts"][0]["status"] = json!("lost")),
                &["posts[0].status: “lost” is neither"],
            ),
            (
                "no number",
                broken(|data| data["posts_tags"][0]["sort_order"] = json!("first")),
                &["posts_tags[0].sort_order: must be a number"],
            ),
            (
                "no body",
                broken(|data| data["posts"][0]["lexical"] = json!("{broken")),
                &["db[0].data.posts[0].lexical"],
            ),
            (
                "tag without a name",
                broken(|data| data["tags"][0] = json!({"id": "5"})),
                &["db[0].data.tags[0].slug: is missing"],
            ),
            (
                "bad visibility",
                broken(|data| data["tags"][0]["visibility"] = json!("odd")),
                &["tags[0].visibility: “odd”"],
            ),
            (
                "user without a name",
                broken(|data| data["users"][0] = json!({"id": "5"})),
                &["db[0].data.users[0].name: is missing"],
            ),
            (
                "no JSON inside",
                whole.replace("\"featured\":0", "\"featured\":nope").into_bytes(),
                &["db[0].data.posts[0]", "is not valid JSON"],
            ),
            (
                "brackets",
                whole.replacen("\"slug\":\"one\"", "\"slug\":]", 1).into_bytes(),
                &["db[0].data.posts[0]", "closes something"],
            ),
            ("missing comma", whole.replacen("},{", "} {", 1).into_bytes(), &["expected a comma"]),
            (
                "no value",
                b"{\"db\":[{\"meta\":,\"data\":{}}]}".to_vec(),
                &["db[0].meta: a value is missing here"],
            ),
            ("deep", deep.into_bytes(), &["nested more than"]),
        ];
        for (what, bytes, words) in cases {
            let said = archive.try_import("export.json", &bytes).expect_err(what);
            for word in words {
                assert!(said.contains(word), "{what}: “{word}” is not in “{said}”");
            }
            assert_eq!(archive.state(), before, "{what}");
        }
    }

    pub(super) fn limits_are_refused_by_name(engine: Engine) {
        let archive = Archive::new(engine);
        let big = export("6.0.0", json!({"posts": [post(1, "Big", &"word ".repeat(500_000))]})).to_string();
        let file = archive.file("export.json", big.as_bytes());
        let trust = document::Trust::Untrusted;
        let whole = archive
            .import_within(file.clone(), trust, Sizes { total: 1 << 20, row: 1 << 20 })
            .unwrap_err()
            .to_string();
        assert!(whole.contains("larger than 1 MiB unpacked; --max-size raises the limit"), "{whole}");
        let row = archive
            .import_within(file, trust, Sizes { total: 1 << 30, row: 1 << 20 })
            .unwrap_err()
            .to_string();
        assert!(row.contains("db[0].data.posts[0]: is larger than 1 MiB, the limit of one row"), "{row}");
    }

    pub(super) fn an_export_cut_anywhere_is_refused(engine: Engine) {
        let archive = Archive::new(engine);
        let before = archive.state();
        let whole = good().to_string();
        for end in (0..whole.len()).step_by(23).chain([whole.len() - 1]) {
            assert!(archive.try_import("export.json", &whole.as_bytes()[..end]).is_err(), "cut at {end}");
        }
        assert_eq!(archive.state(), before);
        assert!(archive.try_import("export.json", whole.as_bytes()).is_ok());
    }

    pub(super) fn no_damage_makes_it_panic(engine: Engine) {
        let archive = Archive::new(engine);
        let before = std::cell::RefCell::new(archive.state());
        let config = ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() };
        let changes = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12);
        let mut runner = proptest::test_runner::TestRunner::new(config);
        let result = runner.run(&changes, |changes| {
            let mut bytes = good().to_string().into_bytes();
            for (place, byte) in changes {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            match archive.try_import("export.json", &bytes) {
                Ok(_) => *before.borrow_mut() = archive.state(),
                Err(said) => {
                    prop_assert!(!said.contains("internal error"), "{said}");
                    prop_assert_eq!(&archive.state(), &*before.borrow());
                }
            }
            Ok(())
        });
        result.unwrap();
    }
}
