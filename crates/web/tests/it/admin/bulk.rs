//! Many stories and members at once, and lists of stories.

use testsite::on_both_engines;

on_both_engines!(
    stories_are_changed_at_once,
    a_role_changes_only_what_it_may,
    members_are_changed_at_once,
    the_list_of_posts_is_a_sheet,
    the_index_has_little_of_everything,
);

mod check {
    use serde_json::{Value, json};
    use testsite::Engine;

    use crate::{
        harness::{Bed, post},
        program::{As, Program, json, refused, send},
        uploads::session_of,
    };

    fn bulk(action: &str, meta: Value) -> Value {
        json!({ "bulk": { "action": action, "meta": meta } })
    }

    /// How many were changed, and how many were not.
    fn counts(meta: &Value) -> (u64, u64) {
        let of = |name: &str| meta["stats"][name].as_u64().unwrap();
        (of("successful"), of("unsuccessful"))
    }

    /// A site with three public posts under `News` and a draft, of one author.
    fn bed(engine: Engine) -> Bed {
        let bed = Bed::on(engine);
        session_of(&bed, "owner");
        let program = Program::new(&bed);
        for (title, status) in
            [("one", "published"), ("two", "published"), ("three", "published"), ("four", "draft")]
        {
            let tags = if status == "draft" { json!([]) } else { json!(["News"]) };
            let row = json!({ "title": title, "status": status, "tags": tags });
            json(&program.send("POST", "posts/", Some(&json!({ "posts": [row] }))), 201);
        }
        bed
    }

    pub(super) fn stories_are_changed_at_once(engine: Engine) {
        let bed = bed(engine);
        let program = Program::new(&bed);
        let edit = |filter: &str, body: &Value| {
            program.send("PUT", &format!("posts/bulk/?filter={filter}"), Some(body))
        };
        let answer = edit("slug:[one,two]", &bulk("feature", json!({})));
        assert_eq!(answer.header("x-cache-invalidate"), "/*");
        let done = json(&answer, 200)["bulk"].clone();
        assert_eq!(counts(&done["meta"]), (2, 0));
        assert_eq!((&done["meta"]["errors"], &done["meta"]["unsuccessfulData"]), (&json!([]), &json!([])));
        let slugs = |filter: &str| {
            let list =
                json(&program.get(&format!("posts/?fields=slug&order=slug%20asc&filter={filter}")), 200);
            list["posts"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["slug"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(slugs("featured:true"), ["one", "two"]);
        json(&edit("slug:two", &bulk("unfeature", json!({}))), 200);
        assert_eq!(slugs("featured:true"), ["one"]);

        // Tags by name and by id, each once; what there is not is made.
        let tags = json!({ "tags": [{ "name": "Harbour" }, { "name": "HARBOUR" }, { "id": "aaaaaaaaaaaaaaaaaaaaaaa1" }] });
        assert_eq!(
            counts(&json(&edit("status:[draft,published]", &bulk("addTag", tags)), 200)["bulk"]["meta"]),
            (4, 0)
        );
        assert_eq!(slugs("tag:harbour").len(), 4);
        let one = json(&program.get("posts/slug/one/"), 200)["posts"][0].clone();
        let names: Vec<_> = one["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
        assert_eq!(names, ["News", "Harbour"]);

        json(&edit("slug:three", &bulk("access", json!({ "visibility": "members" }))), 200);
        assert_eq!(slugs("visibility:members"), ["three"]);

        // Only what is public can be taken back: the draft is not counted.
        let back = json(&edit("slug:[one,four]", &bulk("unpublish", json!({}))), 200)["bulk"]["meta"].clone();
        assert_eq!((counts(&back), bed.get("/one/").status), ((1, 0), 404));
        let four = json(&program.get("posts/slug/four/"), 200)["posts"][0].clone();
        let soon = json!({ "posts": [{ "status": "scheduled", "published_at": "2030-01-01T09:00:00.000Z", "updated_at": four["updated_at"] }] });
        json(&program.send("PUT", &format!("posts/{}/", four["id"].as_str().unwrap()), Some(&soon)), 200);
        json(&edit("status:scheduled", &bulk("unschedule", json!({}))), 200);
        assert_eq!(json(&program.get("posts/slug/four/"), 200)["posts"][0]["published_at"], Value::Null);

        for (body, why) in [
            (bulk("explode", json!({})), "an action that there is not"),
            (bulk("addTag", json!({ "tags": [{}] })), "a tag without a name"),
            (bulk("addTag", json!({})), "no tags"),
            (bulk("access", json!({ "visibility": "nobody" })), "nobody"),
        ] {
            assert_eq!(refused(&edit("slug:two", &body), 400).0, "IncorrectUsageError", "{why}");
        }
        assert_eq!(refused(&edit("slug:two", &json!({})), 422).0, "ValidationError");
        assert_eq!(refused(&edit("((", &bulk("feature", json!({}))), 400).0, "BadRequestError");
        let all = program.send("PUT", "posts/bulk/", Some(&bulk("feature", json!({}))));
        assert_eq!(refused(&all, 422).0, "ValidationError", "a forgotten filter names nothing");
        assert_eq!(refused(&program.send("DELETE", "posts/", None), 422).0, "ValidationError");

        let drafts = program.send("DELETE", "posts/?filter=status:draft", None);
        assert_eq!(drafts.header("x-cache-invalidate"), "", "nobody saw them");
        assert_eq!(counts(&json(&drafts, 200)["bulk"]["meta"]), (2, 0));
        let rest = program.send("DELETE", "posts/?filter=slug:-two", None);
        assert_eq!((rest.header("x-cache-invalidate"), rest.status), ("/*", 200));
        assert_eq!(
            (slugs("status:[draft,published]"), bed.get("/three/").status),
            (vec!["two".to_owned()], 404)
        );
        // Pages are another list.
        assert_eq!(
            counts(&json(&program.send("DELETE", "pages/?filter=slug:two", None), 200)["bulk"]["meta"]),
            (0, 0)
        );
        assert_eq!(bed.get("/two/").status, 200);
    }

    pub(super) fn a_role_changes_only_what_it_may(engine: Engine) {
        let bed = bed(engine);
        let mut foreign = post("five", "five");
        let other = store::Author::named("bbbbbbbbbbbbbbbbbbbbbbb2".parse().unwrap(), "bo", "Bo", 0);
        foreign.authors = vec![other.id];
        bed.store
            .write(|writer| {
                writer.put_author(&store::AuthorRecord {
                    author: other,
                    email: None,
                    status: "active".into(),
                })
            })
            .unwrap();
        bed.put(foreign);
        let contributor = As::Session { cookie: session_of(&bed, "contributor"), origin: "http://test" };
        let body = || Some(("application/json", bulk("unpublish", json!({})).to_string().into_bytes()));
        let done = json(&send(&bed, &contributor, "PUT", "posts/bulk/?filter=status:published", body()), 200)
            ["bulk"]["meta"]
            .clone();
        // Their own three, none of which they may take back; the other is not theirs to see.
        assert_eq!((counts(&done), done["unsuccessfulData"].as_array().unwrap().len()), ((0, 3), 3));
        assert!(done["errors"][0]["message"].as_str().unwrap().len() > 5);
        assert_eq!(["/one/", "/two/", "/five/"].map(|path| bed.get(path).status), [200; 3]);
        let gone =
            json(&send(&bed, &contributor, "DELETE", "posts/?filter=id:-0", None), 200)["bulk"]["meta"]
                .clone();
        assert_eq!(counts(&gone).1, 3, "{gone}");
        assert_eq!(bed.get("/five/").status, 200);
        let foreign = As::Session { cookie: session_of(&bed, "contributor"), origin: "http://evil.example" };
        assert_eq!(
            refused(&send(&bed, &foreign, "DELETE", "posts/?filter=slug:one", None), 400).0,
            "BadRequestError"
        );
        assert_eq!(
            refused(&send(&bed, &contributor, "DELETE", "members/?all=true", None), 403).0,
            "NoPermissionError"
        );
    }

    pub(super) fn members_are_changed_at_once(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        let made = |list: &str, row: Value| {
            let body = Value::from_iter([(list.to_owned(), json!([row]))]);
            json(&program.send("POST", &format!("{list}/"), Some(&body)), 201)[list][0].clone()
        };
        let letter = made("newsletters", json!({ "name": "Morning" }));
        let label = made("labels", json!({ "name": "VIP" }));
        for name in ["a", "b", "c"] {
            made(
                "members",
                json!({ "email": format!("{name}@example.org"), "newsletters": [{ "id": letter["id"] }] }),
            );
        }
        let edit = |question: &str, body: &Value| {
            program.send("PUT", &format!("members/bulk/?{question}"), Some(body))
        };
        let of = |question: &str| {
            json(&program.get(&format!("members/?{question}")), 200)["meta"]["pagination"]["total"]
                .as_u64()
                .unwrap()
        };
        let give = bulk("addLabel", json!({ "label": { "id": label["id"] } }));
        let done =
            json(&edit("filter=email:[%27a@example.org%27,%27b@example.org%27]", &give), 200)["bulk"].clone();
        assert_eq!((counts(&done["meta"]), of("filter=label:vip")), ((2, 0), 2));
        json(&edit("search=a@", &bulk("removeLabel", json!({ "label": { "id": label["id"] } }))), 200);
        assert_eq!(of("filter=label:vip"), 1);
        json(&edit("filter=label:vip", &bulk("unsubscribe", json!({ "newsletter": letter["id"] }))), 200);
        assert_eq!(of("filter=subscribed:true"), 2);
        json(&edit("all=true", &bulk("unsubscribe", json!({}))), 200);
        assert_eq!(of("filter=subscribed:true"), 0);

        let unknown = bulk("addLabel", json!({ "label": { "id": "ffffffffffffffffffffffff" } }));
        assert_eq!(refused(&edit("all=true", &unknown), 404).0, "NotFoundError");
        for (question, body) in [
            ("all=true", bulk("explode", json!({}))),
            ("all=true", bulk("addLabel", json!({ "label": 5 }))),
            ("", give.clone()),
            ("all=false", give.clone()),
        ] {
            assert_eq!(refused(&edit(question, &body), 400).0, "IncorrectUsageError", "{question} {body}");
        }
        assert_eq!(refused(&program.send("DELETE", "members/", None), 400).0, "IncorrectUsageError");
        let gone = json(&program.send("DELETE", "members/?filter=label:vip", None), 200);
        assert_eq!((counts(&gone["meta"]), of("")), ((1, 0), 2));
        assert_eq!(counts(&json(&program.send("DELETE", "members/?all=true", None), 200)["meta"]), (2, 0));
        assert_eq!(of(""), 0);
    }

    pub(super) fn the_index_has_little_of_everything(engine: Engine) {
        let bed = bed(engine);
        let program = Program::new(&bed);
        let index = |what: &str| json(&program.get(&format!("search-index/{what}/")), 200)[what].clone();
        let posts = index("posts");
        let slugs: Vec<_> = posts.as_array().unwrap().iter().map(|post| &post["slug"]).collect();
        assert_eq!(slugs, ["four", "three", "two", "one"], "latest change first, drafts too");
        let fields: Vec<_> = posts[0].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields.len(), 8, "{fields:?}");
        assert_eq!((&posts[0]["status"], &posts[0]["published_at"]), (&json!("draft"), &Value::Null));
        assert_eq!(
            (&posts[1]["url"], &posts[1]["visibility"]),
            (&json!("https://example.org/three/"), &json!("public"))
        );
        assert_eq!(index("pages"), json!([]));
        assert_eq!(index("tags")[0]["url"], "https://example.org/tag/news/");
        assert_eq!(index("users")[0]["profile_image"], Value::Null);
        // A contributor sees their own, and is told of no page.
        let contributor = As::Session { cookie: session_of(&bed, "contributor"), origin: "http://test" };
        bed.store
            .write(|writer| {
                let mut foreign = post("foreign", "foreign");
                foreign.authors.clear();
                writer.put_post(&foreign)
            })
            .unwrap();
        let own = json(&send(&bed, &contributor, "GET", "search-index/posts/", None), 200);
        assert!(!own.to_string().contains("foreign"), "{own}");
        assert_eq!(
            refused(&send(&bed, &contributor, "GET", "search-index/pages/", None), 403).0,
            "NoPermissionError"
        );
    }

    pub(super) fn the_list_of_posts_is_a_sheet(engine: Engine) {
        let bed = bed(engine);
        bed.publish("sum", "=SUM(A1)");
        let program = Program::new(&bed);
        let sheet = |question: &str| {
            let answer = program.get(&format!("posts/export/{question}"));
            assert_eq!((answer.status, answer.header("content-type")), (200, "text/csv; charset=utf-8"));
            assert!(
                answer.header("content-disposition").starts_with("attachment; filename=\"post-analytics.")
            );
            answer.text()
        };
        let all = sheet("?order=slug%20asc");
        let lines: Vec<&str> = all.lines().collect();
        assert_eq!(
            lines[0],
            "id,title,url,author,status,created_at,updated_at,published_at,featured,tags,post_access"
        );
        assert_eq!(lines.len(), 5, "the draft is not in it: {all}");
        assert!(lines[1].contains(",one,https://example.org/one/,Ada Quill,published only,20"), "{all}");
        assert!(lines[1].ends_with(",false,News,Public"), "{all}");
        assert!(all.contains(",'=SUM(A1),"), "{all}");
        assert_eq!(sheet("?limit=2").lines().count(), 3);
        assert_eq!(sheet("?limit=all&filter=status:draft").lines().count(), 2);
        assert_eq!(refused(&program.get("posts/export/?filter=(("), 400).0, "BadRequestError");
    }
}
