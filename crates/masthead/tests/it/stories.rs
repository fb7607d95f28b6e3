//! Stories in the room, as people use them: signed in for real, through forms and the editor's addresses, and what readers see of it.

use testsite::on_both_engines;

on_both_engines!(
    what_is_published_shows_at_once,
    the_list_finds_and_acts,
    details_meet_a_colleagues,
    an_outsider_sees_a_preview_for_a_while,
    versions_are_compared_and_brought_back,
    strangers_get_nothing,
);

mod check {
    use newsroom::Role;
    use serde_json::{Value, json};
    use testsite::Engine;

    use crate::cast::{Paper, Person, send};

    pub(super) fn what_is_published_shows_at_once(engine: Engine) {
        let paper = Paper::new(engine);
        let author = paper.person(Role::Author);
        assert!(!paper.site.get("/").body.contains("Harbour reopens"));
        let story = author.begin("Harbour reopens");
        let page = author.get(&format!("{story}/"));
        assert_eq!(page.status, 200);
        assert!(page.body.contains("editor-config") && page.body.contains("<noscript>"));
        assert_eq!(paper.site.get("/harbour-reopens/").status, 404);
        let done = author.script("POST", &format!("{story}/publish"), &json!({}));
        assert_eq!(done.status, 200, "{}", done.body);
        assert_eq!(done.json()["details"]["status"], "published");
        assert_eq!(paper.site.get("/harbour-reopens/").status, 200, "the very next request");
        assert!(paper.site.get("/").body.contains("Harbour reopens"));
        let done = author.script("POST", &format!("{story}/unpublish"), &json!({}));
        assert_eq!(done.json()["details"]["status"], "draft");
        assert_eq!(paper.site.get("/harbour-reopens/").status, 404);
        let at = paper.site.newsroom.clock().now() + 1_200;
        let done = author.script("POST", &format!("{story}/schedule"), &json!({ "at": at }));
        assert_eq!(done.json()["details"]["scheduledAt"], at);
        let since = std::time::Instant::now();
        while paper.site.get("/harbour-reopens/").status != 200 {
            assert!(since.elapsed() < std::time::Duration::from_secs(20), "it is never published");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        assert!(paper.site.newsroom.clock().now() >= at, "not before its time");
    }

    pub(super) fn the_list_finds_and_acts(engine: Engine) {
        let paper = Paper::new(engine);
        let (editor, author) = (paper.person(Role::Editor), paper.person(Role::Author));
        for title in ["Паромы отменили", "თბილისში წვიმს", "Council meets"]
        {
            let encoded: String = title.bytes().map(|byte| format!("%{byte:02X}")).collect();
            author.begin(&encoded);
        }
        let own = editor.begin("Kept by the desk");
        let list = editor.get("/room/stories/?q=%D0%BF%D0%B0%D1%80%D0%BE%D0%BC%D0%B0%D0%BC%D0%B8");
        assert!(list.body.contains("Паромы отменили") && !list.body.contains("Council meets"));
        let list = editor.get(&format!("/room/stories/?author={}&state=draft", author.id));
        assert!(list.body.contains("თბილისში წვიმს") && !list.body.contains("Kept by the desk"));
        // People who do not edit everything see their own.
        let list = author.get("/room/stories/");
        assert!(list.body.contains("Council meets") && !list.body.contains("Kept by the desk"));
        let ids: Vec<String> = list
            .body
            .split("name=\"id\" value=\"")
            .skip(1)
            .map(|rest| format!("id={}", &rest[..rest.find('"').expect("a quote")]))
            .collect();
        assert_eq!(ids.len(), 3);
        let own_id = own.rsplit('/').next().expect("an id");
        let chosen = format!("{}&id={own_id}&act=trash&back=https://evil.example/", ids.join("&"));
        let got = author.form("/room/stories/bulk/", &chosen);
        assert_eq!(got.location, "/room/stories/?done=3&refused=1");
        assert!(author.get(&got.location).body.contains("3 stories done."));
        assert!(editor.get("/room/stories/?state=trash").body.contains("Council meets"));
        let got = editor.form("/room/stories/bulk/", &format!("{}&act=untrash", ids[0]));
        assert_eq!(got.location, "/room/stories/?done=1&refused=0");
        let got = editor.form("/room/stories/bulk/", &format!("id={own_id}&act=assign&person={}", author.id));
        assert_eq!(got.status, 303);
        assert!(author.get("/room/stories/board/").body.contains("Kept by the desk"));
        assert_eq!(editor.form("/room/stories/bulk/", "act=nothing").status, 422);
    }

    pub(super) fn details_meet_a_colleagues(engine: Engine) {
        let paper = Paper::new(engine);
        let (editor, author) = (paper.person(Role::Editor), paper.person(Role::Author));
        let story = author.begin("Details");
        let topic = author.script("POST", "/room/topics", &json!({ "name": "Sea" })).json();
        let details = author.get(&format!("{story}/details")).json();
        let seen = &details["seen"];
        let change =
            |person: &Person<'_>, body: Value| person.script("PATCH", &format!("{story}/details"), &body);
        let changed = change(&author, json!({ "seen": seen, "topics": [topic], "kicker": "Harbour" }));
        assert_eq!(changed.status, 200, "{}", changed.body);
        assert_eq!(changed.json()["topics"][0]["name"], "Sea");
        let met = change(&editor, json!({ "seen": seen, "slug": "other" }));
        assert_eq!((met.status, &met.json()["details"]["kicker"]), (409, &json!("Harbour")));
        let seen = &met.json()["details"]["seen"];
        for (body, status, field) in [
            (json!({ "seen": seen, "slug": "No Slug" }), 422, "slug"),
            (json!({ "seen": seen, "canonicalUrl": "javascript:x" }), 422, "canonicalUrl"),
            (json!({ "seen": seen, "template": "custom-nothing" }), 422, "template"),
            (json!({ "slug": "x" }), 422, "seen"),
        ] {
            let got = change(&editor, body);
            assert_eq!((got.status, &got.json()["field"]), (status, &json!(field)), "{}", got.body);
        }
        assert_eq!(change(&author, json!({ "seen": seen, "codeinjectionHead": "<script>" })).status, 403);
        // Comments.
        let said = json!({ "anchor": "{\"from\":1}", "quote": "sea", "body": "Which sea?" });
        let comment = editor.script("POST", &format!("{story}/comments"), &said).json();
        let comment = format!("{story}/comments/{}", comment["id"].as_str().expect("an id"));
        assert_eq!(
            author.script("POST", &format!("{comment}/reply"), &json!({ "body": "The Black one" })).status,
            200
        );
        assert_eq!(author.script("POST", &format!("{comment}/resolve"), &json!({})).status, 200);
        let threads = editor.get(&format!("{story}/comments")).json();
        assert_eq!(threads[0]["replies"][0]["body"], "The Black one");
        assert_eq!((&threads[0]["resolved"], &threads[0]["by"]), (&json!(true), &json!("editor")));
        // Search.
        assert_eq!(author.get("/room/search/topics?q=se").json()[0]["name"], "Sea");
        assert_eq!(author.get("/room/search/people?q=auth").json()[0]["name"], "author");
        paper.site.publish("The Black Sea rises", "<p>Words.</p>");
        assert_eq!(author.get("/room/search/links?q=black+se").json()[0]["url"], "/the-black-sea-rises/");
    }

    pub(super) fn an_outsider_sees_a_preview_for_a_while(engine: Engine) {
        let paper = Paper::new(engine);
        let author = paper.person(Role::Author);
        let story = author.begin("Not yet public");
        let page = author.get(&format!("{story}/preview/page/?as=visitor"));
        assert!(page.body.contains("Not yet public") && page.policy.contains("default-src 'none'"));
        assert!(!page.policy.contains("script-src"), "nothing runs: {}", page.policy);
        assert_eq!(author.get(&format!("{story}/preview/?width=phone")).status, 200);
        let shared = author.form(&format!("{story}/preview/share"), "hours=24");
        assert_eq!(shared.status, 200, "{}", shared.body);
        let at = shared.body.find("/room/preview/").expect("the link");
        let link = shared.body[at..].split('"').next().expect("its end").to_owned();
        let outside = send(&paper.site, "GET", &link, "", "text/plain", "");
        assert!(outside.status == 200 && outside.body.contains("Not yet public"), "{}", outside.status);
        assert_eq!(author.form(&format!("{story}/preview/withdraw"), "").status, 303);
        assert_eq!(send(&paper.site, "GET", &link, "", "text/plain", "").status, 404);
        assert_eq!(author.form(&format!("{story}/preview/share"), "hours=9999").status, 422);
    }

    pub(super) fn versions_are_compared_and_brought_back(engine: Engine) {
        let paper = Paper::new(engine);
        let editor = paper.person(Role::Editor);
        let saved = paper.site.publish("Two versions", "<p>The ferry came late.</p>");
        let story = format!("/room/stories/{}", saved.id);
        assert_eq!(editor.script("POST", &format!("{story}/publish"), &json!({})).status, 200);
        let revisions = editor.get(&format!("{story}/revisions")).json();
        let revision = format!("{story}/revisions/{}", revisions[0]["id"].as_str().expect("an id"));
        let record =
            paper.site.store.write::<_, store::Error>(|writer| writer.post(&saved.id)).expect("a read");
        let record = record.expect("the story");
        let body = document::Document::from_html("<p>The ferry came early.</p>", document::Trust::Untrusted);
        let mut draft =
            newsroom::PostDraft::new(store::Kind::Post, "Two versions", body.expect("a body").document, 0);
        draft.row.id = saved.id;
        draft.authors = record.authors.clone();
        let operator = newsroom::Actor::operator();
        paper.site.newsroom.edit(operator, record.row.updated_at, draft).expect("an edit");
        let page = editor.get(&format!("{revision}/"));
        assert!(page.body.contains("<del>late</del><ins>early</ins>"), "{}", page.body);
        assert_eq!(editor.get(&format!("{revision}/?with=before")).status, 200);
        assert_eq!(editor.get(&format!("{story}/revisions/")).status, 200);
        assert_eq!(editor.form(&format!("{revision}/restore"), "").status, 303);
        assert!(editor.get(&format!("{revision}/")).body.contains("The text is the same."));
        let copy = editor.script("POST", &format!("{story}/duplicate"), &json!({})).json();
        assert_eq!(editor.get(copy["location"].as_str().expect("a place")).status, 200);
        let gone = editor.script("POST", &format!("{story}/trash"), &json!({}));
        assert_eq!(gone.json()["location"], "/room/stories/?notice=trashed");
        assert_eq!(paper.site.get("/two-versions/").status, 404);
        assert!(editor.get(&format!("{story}/")).body.contains("untrash"));
        assert_eq!(editor.form(&format!("{story}/untrash"), "").status, 303);
        assert_eq!(paper.site.get("/two-versions/").status, 200);
    }

    /// A contributor tries every address of an editor's story.
    pub(super) fn strangers_get_nothing(engine: Engine) {
        let paper = Paper::new(engine);
        let (editor, contributor) = (paper.person(Role::Editor), paper.person(Role::Contributor));
        let story = editor.begin("Confidential");
        let other = "0123456789abcdef01234567";
        for path in ["", "details", "revisions", "revisions/", "comments", "preview/", "preview/page/"] {
            let path = if path.is_empty() { format!("{story}/") } else { format!("{story}/{path}") };
            let got = contributor.get(&path);
            assert_eq!(got.status, 403, "{path}");
            assert!(!got.body.contains("Confidential"), "{path}");
        }
        assert_eq!(contributor.get(&format!("{story}/revisions/{other}/")).status, 403);
        let json = json!({ "at": 9_999_999_999_999_i64, "seen": 1, "slug": "x", "body": "x", "anchor": "1" });
        for verb in [
            "publish",
            "schedule",
            "unschedule",
            "unpublish",
            "submit",
            "withdraw",
            "trash",
            "untrash",
            "destroy",
            "duplicate",
            "comments",
        ] {
            let got = contributor.script("POST", &format!("{story}/{verb}"), &json);
            assert!(matches!(got.status, 403 | 422), "{verb}: {} {}", got.status, got.body);
        }
        for verb in ["reply", "resolve", "reopen"] {
            let got = contributor.script("POST", &format!("{story}/comments/{other}/{verb}"), &json);
            assert_eq!(got.status, 403, "{verb}");
        }
        assert_eq!(
            contributor.script("PATCH", &format!("{story}/details"), &json!({ "seen": 1 })).status,
            403
        );
        assert_eq!(
            contributor.script("POST", &format!("{story}/revisions/{other}/restore"), &json).status,
            403
        );
        assert_eq!(contributor.form(&format!("{story}/preview/share"), "hours=24").status, 403);
        assert_eq!(contributor.form(&format!("{story}/preview/withdraw"), "").status, 403);
        assert!(!contributor.get("/room/stories/?q=confidential").body.contains("Confidential"));
        let own = contributor.begin("Own words");
        assert_eq!(contributor.script("POST", &format!("{own}/publish"), &json!({})).status, 403);
        assert_eq!(contributor.script("POST", &format!("{own}/submit"), &json!({})).status, 200);
        assert_eq!(editor.get("/room/stories/../x/").status, 404);
        assert_eq!(editor.get("/room/stories/no%20id/").status, 404);
    }
}
