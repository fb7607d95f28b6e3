//! Programs bring themes and put them live; people list, set, take out and remove them.

use testsite::on_both_engines;

on_both_engines!(themes_are_brought_and_put_live, themes_that_cannot_be_used_are_refused);

mod check {
    use std::io::{Cursor, Write};

    use serde_json::json;
    use testsite::Engine;
    use zip::{ZipWriter, write::SimpleFileOptions};

    use crate::{
        harness::Bed,
        program::{As, Program, json, refused, send},
        uploads::session,
    };

    const PACKAGE: &str = r#"{"name": "paper", "version": "1.0.0", "author": "a@b.org", "config": {"posts_per_page": 5, "custom": {
        "tone": {"type": "select", "options": ["Calm", "Loud"], "default": "Calm"}, "show": {"type": "boolean", "default": true},
        "ink": {"type": "color", "default": "\u0023123456"}, "motto": {"type": "text"}}}}"#;

    fn zip(index: &str) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            ("package.json", PACKAGE),
            ("index.hbs", index),
            ("post.hbs", "{{#post}}{{title}}{{/post}}"),
            ("custom-full-width.hbs", "x"),
        ] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    pub(super) fn themes_are_brought_and_put_live(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let installed =
            json(&program.upload("themes/upload/", "Paper.zip", &zip("{{@custom.tone}} paper")), 200);
        let theme = &installed["themes"][0];
        assert_eq!((&theme["name"], &theme["active"]), (&json!("paper"), &json!(false)));
        assert_eq!(theme["package"]["version"], "1.0.0");
        assert!(!bed.get("/").text().contains("paper"));
        let live = program.send("PUT", "themes/paper/activate/", Some(&json!({})));
        assert_eq!(live.header("x-cache-invalidate"), "/*");
        let theme = &json(&live, 200)["themes"][0];
        let custom = json!([{ "filename": "custom-full-width", "name": "Full Width", "for": ["page", "post"], "slug": null }]);
        assert_eq!((&theme["active"], &theme["templates"]), (&json!(true), &custom));
        assert_eq!(bed.get("/").text(), "Calm paper");
        let again = program.upload("themes/upload/", "paper.zip", &zip("{{@custom.tone}} print"));
        assert_eq!((again.status, again.header("x-cache-invalidate")), (200, "/*"));
        assert_eq!(bed.get("/").text(), "Calm print");
        // What is for people alone, as in Ghost.
        for path in ["themes/", "themes/active/", "themes/paper/download/", "custom_theme_settings/"] {
            assert_eq!(refused(&program.get(path), 403).0, "NoPermissionError", "{path}");
        }
        let cookie = session(&bed);
        bed.store
            .write(|writer| {
                let row = writer.staff_by_email("ada@example.org")?.unwrap();
                writer.put_staff(&store::StaffRow { role: "owner".into(), ..row })
            })
            .unwrap();
        let owner = As::Session { cookie, origin: "http://test" };
        let ask = |method: &str, path: &str, body: Option<&serde_json::Value>| {
            send(
                &bed,
                &owner,
                method,
                path,
                body.map(|body| ("application/json", body.to_string().into_bytes())),
            )
        };
        let list = json(&ask("GET", "themes/", None), 200);
        assert_eq!(list["themes"].as_array().unwrap().len(), 2);
        assert_eq!(json(&ask("GET", "themes/active/", None), 200)["themes"][0]["name"], "paper");
        assert!(ask("GET", "themes/paper/download/", None).body.starts_with(b"PK"));
        let set = |rows: serde_json::Value| {
            ask("PUT", "custom_theme_settings/", Some(&json!({ "custom_theme_settings": rows })))
        };
        let after =
            json(&set(json!([{ "key": "tone", "value": "Loud" }, { "key": "show", "value": false }])), 200);
        assert_eq!(after["custom_theme_settings"][0]["value"], "Loud");
        assert_eq!(after, json(&ask("GET", "custom_theme_settings/", None), 200));
        assert_eq!(bed.get("/").text(), "Loud print");
        for wrong in [
            json!([{ "key": "tone", "value": "Deafening" }]),
            json!([{ "key": "show", "value": "true" }]),
            json!([{ "key": "ink", "value": "red" }]),
            json!([{ "key": "nothing", "value": "x" }]),
        ] {
            assert_eq!(refused(&set(wrong), 422).0, "ValidationError");
        }
        assert_eq!(bed.get("/").text(), "Loud print");
        assert_eq!(refused(&ask("DELETE", "themes/paper/", None), 422).0, "ValidationError");
        assert_eq!(ask("PUT", "themes/masthead-default/activate/", Some(&json!({}))).status, 200);
        assert_eq!(ask("DELETE", "themes/paper/", None).status, 204);
        assert_eq!(refused(&ask("DELETE", "themes/paper/", None), 404).0, "NotFoundError");
    }

    pub(super) fn themes_that_cannot_be_used_are_refused(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let broken = program.upload("themes/upload/", "paper.zip", &zip("<p>\n{{no_such_helper 1}}"));
        assert_eq!(refused(&broken, 422).0, "ThemeValidationError");
        let found = &json(&broken, 422)["errors"][0]["details"]["errors"][0];
        assert_eq!((&found["fatal"], &found["level"]), (&json!(true), &json!("error")));
        assert_eq!(found["failures"][0], json!({ "ref": "index.hbs:2", "message": "{{no_such_helper 1}}" }));
        for (name, bytes) in [("paper.zip", &b"no zip"[..]), ("masthead-default.zip", &zip("x")[..])] {
            assert_eq!(refused(&program.upload("themes/upload/", name, bytes), 422).0, "ValidationError");
        }
        assert_eq!(refused(&program.send("POST", "themes/upload/", None), 400).0, "BadRequestError");
        assert_eq!(refused(&program.send("PUT", "themes/nothing/activate/", None), 404).0, "NotFoundError");
        assert_eq!(
            refused(&program.send("PUT", "themes/..%2f..%2fx/activate/", None), 404).0,
            "NotFoundError"
        );
    }
}
