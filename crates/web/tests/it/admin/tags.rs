//! Tags are listed, made, changed and removed.

use testsite::on_both_engines;

on_both_engines!(tags_are_kept, tags_that_cannot_be_are_refused);

mod check {
    use serde_json::json;
    use store::AuditQuery;
    use testsite::Engine;

    use crate::{
        harness::Bed,
        program::{Program, json, refused},
    };

    pub(super) fn tags_are_kept(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let made = program.send(
            "POST",
            "tags/",
            Some(&json!({ "tags": [{ "name": "Grüße & Küsse", "description": "d", "unknown": 1 }] })),
        );
        assert_eq!(made.header("x-cache-invalidate"), "/*");
        let tag = json(&made, 201)["tags"][0].clone();
        let id = tag["id"].as_str().unwrap().to_owned();
        assert_eq!(made.header("location"), format!("https://example.org/ghost/api/admin/tags/{id}/"));
        assert_eq!(tag["slug"], "grusse-kusse");
        assert_eq!(tag["url"], "https://example.org/tag/grusse-kusse/");
        assert!(tag["created_at"].as_str().unwrap().ends_with('Z'));

        let internal = program.send("POST", "tags/", Some(&json!({ "tags": [{ "name": "#inside" }] })));
        let internal = json(&internal, 201)["tags"][0].clone();
        assert_eq!((&internal["slug"], &internal["visibility"]), (&json!("hash-inside"), &json!("internal")));

        let path = format!("tags/{id}/");
        let change = json!({ "tags": [{ "name": "Greetings", "description": null, "feature_image": "/content/images/a.png" }] });
        let changed = json(&program.send("PUT", &path, Some(&change)), 200)["tags"][0].clone();
        assert_eq!((&changed["name"], &changed["slug"]), (&json!("Greetings"), &json!("grusse-kusse")));
        assert_eq!(changed["description"], json!(null));
        assert_eq!(changed["feature_image"], "https://example.org/content/images/a.png");
        assert_eq!(json(&program.get("tags/slug/grusse-kusse/"), 200)["tags"][0]["id"], id.as_str());

        let list = json(&program.get("tags/?filter=visibility:internal&fields=name"), 200);
        assert_eq!(list["tags"], json!([{ "name": "#inside" }]));
        let all = json(&program.get("tags/?order=created_at%20asc&include=count.posts&limit=2"), 200);
        assert_eq!(all["tags"][0]["count"]["posts"], 0);
        assert_eq!(all["meta"]["pagination"]["total"], 3);

        assert_eq!(program.send("DELETE", &path, None).status, 204);
        assert_eq!(refused(&program.get(&path), 404).0, "NotFoundError");
        let log = bed.store.reader().unwrap();
        let query = AuditQuery {
            actor: Some(program.key.integration),
            act: "topic.".into(),
            subject: "".into(),
            text: "".into(),
            since: 0,
            before: (i64::MAX, "g".into()),
            limit: 10,
        };
        let acts: Vec<_> =
            log.audit(&query).unwrap().into_iter().map(|row| (row.act, row.actor_name)).collect();
        let named = |act: &str| (act.into(), "Robot".into());
        assert_eq!(
            acts,
            [named("topic.deleted"), named("topic.changed"), named("topic.named"), named("topic.named")]
        );
    }

    pub(super) fn tags_that_cannot_be_are_refused(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        for body in [
            json!({ "tags": [{}] }),
            json!({ "tags": [{ "name": "" }] }),
            json!({ "tags": [{ "name": 5 }] }),
            json!({ "tags": [{ "name": "x".repeat(192) }] }),
            json!({ "tags": [{ "name": ",x" }] }),
            json!({ "tags": [{ "name": "x", "meta_title": "m".repeat(301) }] }),
            json!({ "tags": [] }),
            json!({ "tags": [{ "name": "a" }, { "name": "b" }] }),
            json!({ "tags": ["a"] }),
            json!({ "tags": 5 }),
            json!({ "tag": [{ "name": "a" }] }),
            json!([]),
        ] {
            assert_eq!(
                refused(&program.send("POST", "tags/", Some(&body)), 422).0,
                "ValidationError",
                "{body}"
            );
        }
        let broken = program.send_raw("POST", "tags/", Some(("application/json", b"{nonsense".to_vec())));
        assert_eq!(refused(&broken, 400).0, "BadRequestError");
        let deep = "[".repeat(100_000).into_bytes();
        assert_eq!(
            refused(&program.send_raw("POST", "tags/", Some(("application/json", deep))), 400).0,
            "BadRequestError"
        );
        let form = program.send_raw(
            "POST",
            "tags/",
            Some(("text/plain", b"{\"tags\":[{\"name\":\"a\"}]}".to_vec())),
        );
        assert_eq!(refused(&form, 422).0, "ValidationError");
        let large = format!("{{\"tags\":[{{\"name\":\"{}\"}}]}}", "x".repeat(33 << 20)).into_bytes();
        let answer = program.send_raw("POST", "tags/", Some(("application/json", large)));
        assert_eq!(refused(&answer, 413).0, "RequestEntityTooLargeError");
        let missing = "tags/ffffffffffffffffffffffff/";
        let change = json!({ "tags": [{ "name": "E" }] });
        assert_eq!(refused(&program.send("PUT", missing, Some(&change)), 404).0, "NotFoundError");
        assert_eq!(refused(&program.send("DELETE", missing, None), 404).0, "NotFoundError");
        assert_eq!(refused(&program.send("PUT", "tags/abc/", Some(&change)), 422).0, "ValidationError");
        assert_eq!(refused(&program.get("tags/?filter=((name:a"), 400).0, "BadRequestError");
    }
}
