//! What Ghost's Portal and search would do: pages of ours, without a script.

use testsite::on_both_engines;

on_both_engines!(
    hooks_of_a_theme_lead_to_pages_that_say_what_there_is_not_yet,
    readers_find_public_stories_and_nothing_else,
    nobody_finds_what_is_for_members,
    what_the_newsroom_has_at_an_address_of_ours_comes_first,
);

mod check {
    use newsroom::{Actor, Clock, Newsroom};
    use serde_json::{Value, json};
    use store::{Kind, Status};
    use testsite::Engine;

    use crate::{
        harness::{Bed, post},
        program::{Program, json},
        uploads::{send, session_of},
    };

    pub(super) fn hooks_of_a_theme_lead_to_pages_that_say_what_there_is_not_yet(engine: Engine) {
        let bed = Bed::on(engine);
        let mut story = post("story", "Story");
        story.body.html = r##"<p><a href="#/portal/support">Help us</a></p>
            <form data-members-form="signup"><input data-members-email type="email"><button>Go</button></form>"##
            .into();
        bed.put(story);
        bed.set(
            "navigation",
            r##"[{"label":"Join","url":"#/portal/signup"},{"label":"Find","url":"/#/search"}]"##,
        );
        let page = bed.get("/story/");
        for part in [
            r#"<a href="/members/support/">Help us</a>"#,
            r#"<form action="/members/signup/" method="post" data-members-form="signup">"#,
            r#"href="/members/signup/">Join"#,
            r#"href="/search/">Find"#,
        ] {
            assert!(page.text().contains(part), "{part} in {}", page.text());
        }
        assert!(page.header("content-security-policy").contains("script-src 'none'"));
        for (path, says) in [
            ("/members/signup/", "Sign-up is not open yet"),
            ("/members/signin/", "There are no reader accounts yet"),
            ("/members/account/plans/", "There are no reader accounts yet"),
            ("/members/account/newsletters/", "There are no newsletters yet"),
            ("/members/support/", "Support is not taken yet"),
            ("/members/gift/", "There are no gift subscriptions yet"),
            ("/members/recommendations/", "There are no recommendations yet"),
        ] {
            for _ in 0..2 {
                let page = bed.get(path);
                assert_eq!(page.status, 200, "{path}");
                assert!(
                    page.text().contains(says) && page.text().contains("noindex"),
                    "{path}: {}",
                    page.text()
                );
            }
        }
        assert_eq!(bed.get("/members/signup").header("location"), "/members/signup/");
        for path in ["/members/", "/members/nothing/", "/members/api/session/"] {
            assert_eq!(bed.get(path).status, 404, "{path}");
        }
        let form = "application/x-www-form-urlencoded";
        let sent = send(&bed, "", "/members/signup/", form, "text/html", b"email=a%40example.org");
        assert_eq!((sent.status, sent.header("location")), (303, "/members/signup/"));
        assert_eq!(send(&bed, "", "/members/nothing/", form, "text/html", b"").status, 404);
        let large = vec![b'x'; 3 << 20];
        assert_eq!(send(&bed, "", "/members/signin/", form, "text/html", &large).status, 303);
        bed.set("locale", "ru");
        assert!(bed.get("/members/signup/").text().contains("Подписка пока не открыта"));
        assert_eq!(bed.get("/join/").header("location"), "/members/signup/");
    }

    pub(super) fn readers_find_public_stories_and_nothing_else(engine: Engine) {
        let bed = Bed::on(engine);
        let mut stories = Vec::new();
        for (slug, title, status, visibility, kind) in [
            ("ferry", "Ferries <were> cancelled", Status::Published, "public", Kind::Post),
            ("secret", "Ferries for members", Status::Published, "members", Kind::Post),
            ("gold", "Ferries for a tier", Status::Published, "tiers", Kind::Post),
            ("draft", "Ferries in a draft", Status::Draft, "public", Kind::Post),
            ("about", "Ferries on a page", Status::Published, "public", Kind::Page),
        ] {
            let mut story = post(slug, title);
            (story.row.status, story.row.kind) = (status, kind);
            story.row.visibility = visibility.into();
            story.words = Some("ferries ferri".into());
            stories.push(bed.put(story));
        }
        let page = bed.get("/search/?q=ferry");
        assert_eq!((page.status, page.header("cache-control")), (200, "no-store"));
        assert!(
            page.text().contains(r#"<a href="/ferry/">Ferries &lt;were&gt; cancelled</a>"#),
            "{}",
            page.text()
        );
        for hidden in ["/secret/", "/gold/", "draft", "/about/"] {
            assert!(!page.text().contains(hidden), "{hidden}: {}", page.text());
        }
        assert!(
            !bed.get("/search/?q=aeroplane").text().contains("/ferry/"),
            "another question, another answer"
        );
        let none = bed.get("/search/?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        assert!(none.text().contains("Nothing was found") && !none.text().contains("<script>alert"));
        for query in [
            "",
            "?q=",
            "?q=%FF%00",
            "?q=%27%20OR%201%3D1",
            "?q=*&page=-1",
            "?page=99999999999999999999&q=ferry",
        ] {
            assert_eq!(bed.get(&format!("/search/{query}")).status, 200, "{query}");
        }
        let answers: Vec<u16> = (0..40).map(|_| bed.get("/search/?q=ferry").status).collect();
        assert!(answers.contains(&429), "{answers:?}");
        assert_eq!(bed.get("/search/").status, 200, "the page itself asks nothing");
        assert_eq!(bed.ask("POST", "/search/", &[]).status, 405);
    }

    pub(super) fn nobody_finds_what_is_for_members(engine: Engine) {
        let bed = Bed::on(engine);
        session_of(&bed, "owner");
        let program = Program::new(&bed);
        let text =
            |words: &str| json!({ "type": "paragraph", "children": [{ "type": "text", "text": words }] });
        let publish = |title: &str, visibility: &str, children: Value| {
            let lexical = json!({ "root": { "type": "root", "children": children } }).to_string();
            let row = json!({ "title": title, "status": "published", "visibility": visibility, "lexical": lexical });
            json(&program.send("POST", "posts/", Some(&json!({ "posts": [row] }))), 201)
        };
        let members = json!({
            "web": { "nonMember": false, "memberSegment": "status:free,status:-free" }, "email": { "memberSegment": "" },
        });
        publish(
            "Open",
            "public",
            json!([
                text("The ferry sails."),
                { "type": "html", "html": "<p>An aeroplane</p>", "visibility": members },
            ]),
        );
        publish(
            "Closed",
            "members",
            json!([
                text("A balloon rises."), { "type": "paywall" }, text("A zeppelin lands."),
            ]),
        );
        // Readers' search, with the words of either part, whole and as they begin.
        assert!(bed.get("/search/?q=ferry").text().contains(r#"href="/open/""#));
        for words in ["aeroplane", "aeropl", "zeppelin", "balloon", "closed"] {
            let page = bed.get(&format!("/search/?q={words}")).text();
            assert!(
                !page.contains(r#"href="/open/""#) && !page.contains(r#"href="/closed/""#),
                "{words}: {page}"
            );
        }
        let key = Newsroom::new(bed.store.clone(), Clock::system())
            .add_key(Actor::operator(), store::KeyKind::Content, "Reader")
            .unwrap();
        let api = |question: &str| {
            let answer = bed.get(&format!("/ghost/api/content/{question}key={}", key.secret));
            assert_eq!(answer.status, 200, "{question}: {}", answer.text());
            answer.text()
        };
        let index = api("search-index/posts/?");
        assert!(index.contains("ferry") && index.contains("Closed"), "{index}");
        for question in
            ["search-index/posts/?", "posts/?formats=html,plaintext&fields=title,html,plaintext,excerpt&"]
        {
            let told = api(question);
            assert!(!told.contains("aeroplane") && !told.contains("zeppelin"), "{question}: {told}");
        }
        // A filter by what is hidden answers as one by nothing.
        let all = api("posts/?fields=title&");
        for filter in [
            "plaintext:~%27zeppelin%27",
            "html:~%27aeroplane%27",
            "lexical:~%27zeppelin%27",
            "posts.html:~%27aeroplane%27",
        ] {
            assert_eq!(api(&format!("posts/?fields=title&filter={filter}&")), all, "{filter}");
            assert_eq!(api(&format!("posts/?fields=title&filter=title:-x%2B{filter}&")), all, "{filter}");
        }
    }

    pub(super) fn what_the_newsroom_has_at_an_address_of_ours_comes_first(engine: Engine) {
        let bed = Bed::on(engine);
        for slug in ["search", "join"] {
            let mut page = post(slug, "Our own page");
            page.row.kind = Kind::Page;
            bed.put(page);
            assert!(bed.get(&format!("/{slug}/?q=x")).text().contains("Our own page"), "{slug}");
        }
        bed.redirects(&[("^/search/?$", "/elsewhere/", false)]);
        assert_eq!(bed.get("/search/").header("location"), "/elsewhere/");
    }
}
