//! Stories are brought, read, changed, moved through their states, copied and deleted.

use testsite::on_both_engines;

on_both_engines!(
    a_story_goes_its_way,
    texts_come_in_every_form,
    what_cannot_be_is_refused,
    lists_are_filtered_and_ordered,
    people_do_what_their_role_allows,
    words_of_people_are_not_written_over,
);

mod check {
    use newsroom::{Actor, Clock, Newsroom, Role};
    use serde_json::{Value, json};
    use testsite::Engine;

    use crate::{
        harness::{Bed, author_id},
        program::{As, Program, json, refused, send},
        uploads::session,
    };

    /// A site with an owner, in whose name programs write.
    fn bed(engine: Engine) -> Bed {
        let bed = Bed::on(engine);
        let row = store::StaffRow {
            id: author_id(),
            email: "ada@example.org".into(),
            role: "owner".into(),
            active: true,
            password_hash: None,
            language: "en".into(),
            created_at: 0,
            seen_at: None,
        };
        bed.store.write(|writer| writer.put_staff(&row)).unwrap();
        bed
    }

    fn body(fields: Value) -> Value {
        json!({ "posts": [fields] })
    }

    fn made(program: &Program<'_>, path: &str, fields: Value) -> Value {
        json(&program.send("POST", path, Some(&body(fields))), 201)["posts"][0].clone()
    }

    /// Changes a story as it was last seen.
    fn change(program: &Program<'_>, seen: &Value, mut fields: Value) -> crate::client::Answer {
        fields["updated_at"] = seen["updated_at"].clone();
        let path = format!("posts/{}/", seen["id"].as_str().unwrap());
        program.send("PUT", &path, Some(&body(fields)))
    }

    fn changed(program: &Program<'_>, seen: &Value, fields: Value) -> Value {
        json(&change(program, seen, fields), 200)["posts"][0].clone()
    }

    pub(super) fn a_story_goes_its_way(engine: Engine) {
        let bed = bed(engine);
        let program = Program::new(&bed);
        let fields = json!({
            "title": "The ferry", "html": "<p>It <b>sails</b>.</p>", "custom_excerpt": "Soon",
            "tags": ["News", { "name": "Harbour" }, { "name": "#inside" }], "feature_image": "https://example.org/content/images/a.jpg",
            "meta_title": "Meta", "codeinjection_head": "<script>1</script>",
        });
        let answer = program.send("POST", "posts/?source=html", Some(&body(fields)));
        assert_eq!(answer.header("x-cache-invalidate"), "", "nobody sees a draft");
        let post = json(&answer, 201)["posts"][0].clone();
        let id = post["id"].as_str().unwrap().to_owned();
        assert_eq!(answer.header("location"), format!("https://example.org/ghost/api/admin/posts/{id}/"));
        assert_eq!((&post["status"], &post["slug"]), (&json!("draft"), &json!("the-ferry")));
        assert_eq!(post["url"], format!("https://example.org/p/{}/", post["uuid"].as_str().unwrap()));
        assert_eq!(post["feature_image"], "https://example.org/content/images/a.jpg");
        assert_eq!(post["codeinjection_head"], "<script>1</script>");
        let tags: Vec<_> = post["tags"].as_array().unwrap().iter().map(|tag| &tag["slug"]).collect();
        assert_eq!(tags, ["news", "harbour", "hash-inside"]);
        assert_eq!(post["primary_author"]["email"], "ada@example.org");
        assert_eq!(post["authors"][0]["roles"][0]["name"], "Owner");
        assert_eq!((&post["mobiledoc"], post.get("html")), (&Value::Null, None));
        assert_eq!(bed.get("/the-ferry/").status, 404);

        let public = change(&program, &post, json!({ "status": "published" }));
        assert_eq!(public.header("x-cache-invalidate"), "/*");
        let public = json(&public, 200)["posts"][0].clone();
        assert_eq!(public["url"], "https://example.org/the-ferry/");
        assert!(bed.get("/the-ferry/").text().contains("<strong>sails</strong>"));

        let text =
            changed(&program, &public, json!({ "title": "The ferry sails", "slug": "Über See", "tags": [] }));
        assert_eq!((&text["slug"], &text["tags"]), (&json!("uber-see"), &json!([])));
        assert!(bed.get("/uber-see/").text().contains("The ferry sails"));
        assert_eq!(bed.get("/the-ferry/").status, 301, "the old address leads to the new one");

        let draft = changed(&program, &text, json!({ "status": "draft" }));
        assert_eq!(bed.get("/uber-see/").status, 404);
        let then = "2030-01-01T09:00:00.000Z";
        let waiting = changed(&program, &draft, json!({ "status": "scheduled", "published_at": then }));
        assert_eq!((&waiting["status"], &waiting["published_at"]), (&json!("scheduled"), &json!(then)));
        let later = changed(&program, &waiting, json!({ "published_at": "2030-02-01T09:00:00.000Z" }));
        let now = changed(
            &program,
            &later,
            json!({ "status": "published", "published_at": "2020-05-01T00:00:00.000Z" }),
        );
        assert_eq!(now["published_at"], "2020-05-01T00:00:00.000Z");

        let copy = json(&program.send("POST", &format!("posts/{id}/copy/"), None), 201)["posts"][0].clone();
        assert_eq!(
            (&copy["title"], &copy["slug"], &copy["status"]),
            (&json!("The ferry sails (Copy)"), &json!("the-ferry-sails-copy"), &json!("draft"))
        );
        let gone = program.send("DELETE", &format!("posts/{id}/"), None);
        assert_eq!((gone.status, gone.header("x-cache-invalidate")), (204, "/*"));
        assert_eq!(refused(&program.get(&format!("posts/{id}/")), 404).0, "NotFoundError");
        assert_eq!(refused(&program.send("DELETE", &format!("posts/{id}/"), None), 404).0, "NotFoundError");
        assert_eq!(bed.get("/uber-see/").status, 404);

        let page = json!({ "pages": [{ "title": "About", "lexical": LEXICAL, "status": "published", "show_title_and_feature_image": false }] });
        let page = json(&program.send("POST", "pages/", Some(&page)), 201)["pages"][0].clone();
        assert_eq!(page["show_title_and_feature_image"], false);
        assert_eq!(
            refused(&program.get(&format!("posts/{}/", page["id"].as_str().unwrap())), 404).0,
            "NotFoundError"
        );
        assert!(bed.get("/about/").text().contains("Hello"));
    }

    const LEXICAL: &str = r#"{"root":{"children":[{"children":[{"detail":0,"format":1,"mode":"normal","style":"","text":"Hello","type":"extended-text","version":1}],"direction":"ltr","format":"","indent":0,"type":"paragraph","version":1},{"type":"image","version":1,"src":"https://example.org/content/images/a.png","width":8,"height":6,"title":"","alt":"A","caption":"","cardWidth":"wide","href":""}],"direction":"ltr","format":"","indent":0,"type":"root","version":1}}"#;

    pub(super) fn texts_come_in_every_form(engine: Engine) {
        let bed = bed(engine);
        let program = Program::new(&bed);
        let forms = "?formats=html,plaintext,lexical,mobiledoc";
        let post = made(&program, &format!("posts/{forms}"), json!({ "title": "A", "lexical": LEXICAL }));
        assert_eq!(post["plaintext"].as_str().unwrap().trim(), "Hello");
        let html = post["html"].as_str().unwrap();
        assert!(
            html.contains("<strong>Hello</strong>")
                && html.contains("https://example.org/content/images/a.png"),
            "{html}"
        );
        // What goes out comes in again as the same.
        let lexical = post["lexical"].as_str().unwrap();
        assert!(lexical.contains("\"src\":\"https://example.org/content/images/a.png\""), "{lexical}");
        let again = made(&program, &format!("posts/{forms}"), json!({ "title": "B", "lexical": lexical }));
        assert_eq!((&again["lexical"], &again["html"]), (&post["lexical"], &post["html"]));
        let stored = bed
            .store
            .reader()
            .unwrap()
            .story(&post["id"].as_str().unwrap().parse().unwrap())
            .unwrap()
            .unwrap();
        assert!(
            !stored.post.body.document.contains("example.org"),
            "addresses of the site are stored without its name"
        );

        let mobiledoc = r#"{"version":"0.3.1","atoms":[],"cards":[],"markups":[],"sections":[[1,"p",[[0,[],0,"Mobile"]]]]}"#;
        let old = made(&program, &format!("posts/{forms}"), json!({ "title": "C", "mobiledoc": mobiledoc }));
        assert_eq!((&old["html"], &old["mobiledoc"]), (&json!("<p>Mobile</p>"), &Value::Null));
        let raw = "<p>x</p><!--kg-card-begin: html--><form>raw</form><!--kg-card-end: html-->";
        let raw = made(&program, &format!("posts/{forms}&source=html"), json!({ "title": "D", "html": raw }));
        assert!(raw["html"].as_str().unwrap().contains("<form>raw</form>"));
        let nameless =
            made(&program, "posts/", json!({ "title": "", "authors": [{ "email": "nobody@example.org" }] }));
        assert_eq!(
            (&nameless["title"], &nameless["primary_author"]["slug"]),
            (&json!("(Untitled)"), &json!("ada"))
        );
        // HTML that nobody declared is passed over, as in Ghost.
        let none = made(&program, &format!("posts/{forms}"), json!({ "title": "E", "html": "<p>x</p>" }));
        assert_eq!(none["html"], "");
    }

    pub(super) fn what_cannot_be_is_refused(engine: Engine) {
        let bed = bed(engine);
        let program = Program::new(&bed);
        for fields in [
            json!({}),
            json!({ "title": "x".repeat(256) }),
            json!({ "title": 5 }),
            json!({ "title": "A", "custom_excerpt": "x".repeat(301) }),
            json!({ "title": "A", "status": "nonsense" }),
            json!({ "title": "A", "status": "sent" }),
            json!({ "title": "A", "visibility": "nonsense" }),
            json!({ "title": "A", "featured": "yes" }),
            json!({ "title": "A", "authors": "ada" }),
            json!({ "title": "A", "tags": [5] }),
            json!({ "title": "A", "tags": [{ "id": "ffffffffffffffffffffffff" }] }),
            json!({ "title": "A", "tags": vec!["x"; 51] }),
            json!({ "title": "A", "lexical": "{bad" }),
            json!({ "title": "A", "lexical": "{\"x\":1}" }),
            json!({ "title": "A", "mobiledoc": "[]" }),
            json!({ "title": "A", "canonical_url": "javascript:alert(1)" }),
            json!({ "title": "A", "feature_image": "javascript:alert(1)" }),
            json!({ "title": "A", "published_at": "tomorrow" }),
            json!({ "title": "A", "status": "scheduled" }),
            json!({ "title": "A", "status": "scheduled", "published_at": "2020-01-01T00:00:00.000Z" }),
            json!({ "title": "A", "status": "published", "published_at": "2031-01-01T00:00:00.000Z" }),
        ] {
            let answer = program.send("POST", "posts/", Some(&body(fields.clone())));
            assert_eq!(refused(&answer, 422).0, "ValidationError", "{fields}");
        }
        let none = json(&program.get("posts/"), 200);
        assert_eq!(none["meta"]["pagination"]["total"], 0, "nothing was half made");
        assert_eq!(
            json(&program.get("tags/?filter=slug:x"), 200)["tags"],
            json!([]),
            "no tag was left behind"
        );

        let post = made(&program, "posts/", json!({ "title": "A", "status": "published" }));
        let path = format!("posts/{}/", post["id"].as_str().unwrap());
        let unseen = program.send("PUT", &path, Some(&body(json!({ "title": "B" }))));
        assert_eq!(refused(&unseen, 422).0, "ValidationError");
        let old = json!({ "title": "B", "updated_at": "2020-01-01T00:00:00.000Z" });
        let collision = refused(&program.send("PUT", &path, Some(&body(old))), 409);
        assert_eq!(collision, ("UpdateCollisionError".to_owned(), "UPDATE_COLLISION".to_owned()));
        let back = change(
            &program,
            &post,
            json!({ "status": "scheduled", "published_at": "2030-01-01T00:00:00.000Z" }),
        );
        assert_eq!(refused(&back, 422).0, "ValidationError");
        for path in ["posts/abc/", "posts/?filter=nonsense:1", "posts/?limit=-1"] {
            let status = if path.contains("nonsense") { 400 } else { 422 };
            refused(&program.get(path), status);
        }
    }

    pub(super) fn lists_are_filtered_and_ordered(engine: Engine) {
        let bed = bed(engine);
        let program = Program::new(&bed);
        for (title, status) in
            [("One", "draft"), ("Two", "published"), ("Three", "scheduled"), ("Four", "published")]
        {
            let mut fields = json!({ "title": title, "status": status, "tags": [{ "name": status }] });
            if status == "scheduled" {
                fields["published_at"] = json!("2030-01-01T00:00:00.000Z");
            }
            made(&program, "posts/", fields);
        }
        let titles = |question: &str| {
            let answer = json(&program.get(&format!("posts/{question}")), 200);
            answer["posts"]
                .as_array()
                .unwrap()
                .iter()
                .map(|post| post["title"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(titles(""), ["Three", "One", "Four", "Two"]);
        assert_eq!(titles("?filter=status:draft"), ["One"]);
        assert_eq!(titles("?filter=status:[draft,scheduled]&order=title%20asc"), ["One", "Three"]);
        assert_eq!(titles("?filter=tag:published&order=title%20asc"), ["Four", "Two"]);
        assert_eq!(titles("?filter=title:~'o'%2Bstatus:-draft&order=title%20desc&limit=1&page=2"), ["Four"]);
        let brief = json(&program.get("posts/?fields=title,status&limit=1&include=tags"), 200);
        assert_eq!(brief["posts"][0]["tags"][0]["name"], "scheduled");
        assert!(brief["posts"][0].get("authors").is_none() && brief["posts"][0].get("lexical").is_none());
        assert_eq!(
            brief["meta"]["pagination"],
            json!({ "page": 1, "limit": 1, "pages": 4, "total": 4, "next": 2, "prev": null })
        );
        let slug = json(&program.get("posts/slug/one/?fields=title,status"), 200);
        // As in Ghost, what it is found by stands there unasked.
        assert_eq!(slug["posts"][0], json!({ "title": "One", "slug": "one", "status": "draft" }));
        // What is in the trash is not there.
        let newsroom = Newsroom::new(bed.store.clone(), Clock::system());
        let one = bed.store.reader().unwrap().story_id_by_slug(store::Kind::Post, "one").unwrap().unwrap();
        newsroom.trash_story(Actor::operator(), &one).unwrap();
        assert_eq!(titles("?filter=status:draft"), Vec::<String>::new());
        assert_eq!(refused(&program.get("posts/slug/one/"), 404).0, "NotFoundError");
    }

    pub(super) fn people_do_what_their_role_allows(engine: Engine) {
        let bed = Bed::on(engine);
        // A reporter.
        let ada = As::Session { cookie: session(&bed), origin: "http://test" };
        let program = Program::new(&bed);
        let send_as = |method: &str, path: &str, fields: Value| {
            let bytes = body(fields).to_string().into_bytes();
            send(&bed, &ada, method, path, Some(("application/json", bytes)))
        };
        let other = made(&program, "posts/", json!({ "title": "Not hers", "authors": [] }));
        let own = json(
            &send_as(
                "POST",
                "posts/?source=html",
                json!({ "title": "Hers", "html": "<p onclick=x>a</p><form>b</form>" }),
            ),
            201,
        );
        let own = own["posts"][0].clone();
        assert_eq!(own["authors"][0]["slug"], "ada");
        let html = json(
            &send(&bed, &ada, "GET", &format!("posts/{}/?formats=html", own["id"].as_str().unwrap()), None),
            200,
        );
        let html = html["posts"][0]["html"].as_str().unwrap();
        assert!(!html.contains("onclick") && !html.contains("<form"), "{html}");
        let listed = json(&send(&bed, &ada, "GET", "posts/?fields=title", None), 200);
        assert_eq!(listed["posts"], json!([{ "title": "Hers" }]));
        let theirs = format!("posts/{}/", other["id"].as_str().unwrap());
        assert_eq!(refused(&send(&bed, &ada, "GET", &theirs, None), 403).0, "NoPermissionError");
        for (method, path, fields) in [
            ("PUT", theirs.as_str(), json!({ "title": "Mine", "updated_at": other["updated_at"] })),
            ("DELETE", theirs.as_str(), json!({})),
            ("POST", "posts/", json!({ "title": "Code", "codeinjection_head": "<script>1</script>" })),
            ("POST", "posts/", json!({ "title": "Pick", "featured": true })),
            ("POST", "pages/", json!({ "title": "Page" })),
        ] {
            assert_eq!(
                refused(&send_as(method, path, fields.clone()), 403).0,
                "NoPermissionError",
                "{method} {path} {fields}"
            );
        }
        let public = json!({ "status": "published", "updated_at": own["updated_at"] });
        json(&send_as("PUT", &format!("posts/{}/", own["id"].as_str().unwrap()), public), 200);
    }

    pub(super) fn words_of_people_are_not_written_over(engine: Engine) {
        let bed = bed(engine);
        let program = Program::new(&bed);
        let post = made(
            &program,
            "posts/?source=html",
            json!({ "title": "Together", "html": "<p>One</p>", "status": "published" }),
        );
        let id: store::Id = post["id"].as_str().unwrap().parse().unwrap();
        let newsroom = Newsroom::new(bed.store.clone(), Clock::system());
        let ada = Actor::person(author_id(), Role::Owner);
        // Somebody opens the public story and writes in it: readers, and its row, do not have it yet.
        newsroom.open_live(&id).unwrap();
        let live = || newsroom.open_live(&id).unwrap().manuscript.story().unwrap().title;
        let revision = bed.store.reader().unwrap().revisions(&id).unwrap();
        assert_eq!(revision.len(), 1, "what was published is kept");
        let written = changed(&program, &post, json!({ "title": "Together again" }));
        assert_eq!(live(), "Together again", "an open story is told");
        // An earlier version is put back, unpublished: words that the row does not have.
        newsroom.restore_revision(ada, &id, &revision[0].id).unwrap();
        let seen = json(&program.get(&format!("posts/{id}/")), 200)["posts"][0].clone();
        assert_eq!(seen["title"], "Together again");
        let collision = refused(&change(&program, &seen, json!({ "title": "Mine" })), 409);
        assert_eq!(collision.1, "UPDATE_COLLISION");
        // What is not the text goes on.
        let fields = changed(&program, &seen, json!({ "meta_title": "Meta" }));
        assert_eq!((&fields["meta_title"], &fields["title"]), (&json!("Meta"), &written["title"]));
        assert_eq!(live(), "Together", "what people wrote stays");
    }
}
