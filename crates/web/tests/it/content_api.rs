//! Ghost's Content API: what it gives, and how it refuses.

use testsite::on_both_engines;

on_both_engines!(
    lists_and_single_rows,
    filters_are_ghosts,
    refusals_have_ghosts_shape,
    gated_posts_give_what_is_open,
    posts_have_their_tiers,
    answers_are_kept_until_something_changes,
    browsers_may_ask_from_anywhere,
);

mod check {
    use serde_json::Value;
    use store::{ApiKey, Id, KeyKind, Kind, Stored, TagRow, Tier};
    use testsite::Engine;

    use crate::{
        client::Answer,
        harness::{BIRTHDAY, Bed, post, tag_id},
    };

    const KEY: &str = "0123456789abcdef0123456789";

    fn key(n: u64, kind: KeyKind, secret: &str) -> ApiKey {
        let id = |kind: u64| format!("{kind:08x}{n:016x}").parse().unwrap();
        ApiKey {
            id: id(1),
            integration: id(2),
            name: "Reader".into(),
            kind,
            secret: secret.into(),
            created_at: 0,
        }
    }

    fn bed(engine: Engine) -> Bed {
        let bed = Bed::on(engine);
        bed.store
            .write(|writer| {
                writer.put_key(&key(1, KeyKind::Content, KEY))?;
                writer.put_key(&key(2, KeyKind::Admin, "admin-secret"))
            })
            .unwrap();
        bed
    }

    fn escaped(text: &str) -> String {
        let escape = |byte: u8| match byte {
            b'=' | b'&' | b'/' | b'?' => char::from(byte).to_string(),
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        text.bytes().map(escape).collect()
    }

    fn ask(bed: &Bed, question: &str) -> Answer {
        let and = if question.contains('?') { '&' } else { '?' };
        bed.get(&escaped(&format!("/ghost/api/content/{question}{and}key={KEY}")))
    }

    fn json(answer: &Answer) -> Value {
        assert_eq!(answer.header("content-type"), "application/json; charset=utf-8", "{}", answer.text());
        serde_json::from_slice(&answer.body).unwrap()
    }

    fn slugs(bed: &Bed, question: &str) -> Vec<String> {
        let answer = ask(bed, question);
        assert_eq!(answer.status, 200, "{question}: {}", answer.text());
        let json = json(&answer);
        let (_, rows) = json.as_object().unwrap().iter().find(|(name, _)| *name != "meta").unwrap();
        rows.as_array().unwrap().iter().map(|row| row["slug"].as_str().unwrap().to_owned()).collect()
    }

    /// The one error of an answer: its type.
    fn refused(answer: &Answer, status: u16) -> String {
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store");
        let json = json(answer);
        let error = &json["errors"][0];
        for part in
            ["message", "context", "type", "details", "property", "help", "code", "id", "ghostErrorCode"]
        {
            assert!(error.get(part).is_some(), "{part} is missing: {json}");
        }
        error["type"].as_str().unwrap().to_owned()
    }

    /// Three posts, a draft and a page.
    fn fill(bed: &Bed) {
        let topic: Id = "aaaaaaaaaaaaaaaaaaaaaaa2".parse().unwrap();
        bed.store
            .write(|writer| writer.put_tag(&TagRow::named(topic, "culture", "Culture", BIRTHDAY)))
            .unwrap();
        for (n, slug) in ["one", "two", "three"].into_iter().enumerate() {
            let mut record = post(slug, &format!("Story it's {slug}"));
            record.row.published_at = Some(BIRTHDAY + n as i64 * 1000);
            record.row.featured = slug == "two";
            if slug == "three" {
                record.tags = vec![topic, tag_id()];
            }
            record.row.feature_image = Some("/content/images/a.jpg".into());
            bed.put(record);
        }
        let mut draft = post("draft", "Nobody's yet");
        draft.row.status = store::Status::Draft;
        bed.put(draft);
        let mut page = post("about", "About");
        page.row.kind = Kind::Page;
        bed.put(page);
    }

    pub(super) fn lists_and_single_rows(engine: Engine) {
        let bed = bed(engine);
        fill(&bed);
        assert_eq!(slugs(&bed, "posts/"), ["three", "two", "one"]);
        assert_eq!(slugs(&bed, "posts/slug/one/"), ["one"]);
        assert_eq!(slugs(&bed, &format!("posts/{}/", post("two", "").row.id)), ["two"]);
        assert_eq!(slugs(&bed, "pages/"), ["about"]);
        assert_eq!(slugs(&bed, "tags/"), ["culture", "news"]);
        assert_eq!(slugs(&bed, "tags/?order=count.posts desc&include=count.posts"), ["news", "culture"]);
        assert_eq!(slugs(&bed, "tags/?filter=count.posts:>1"), ["news"]);
        assert_eq!(slugs(&bed, "authors/slug/ada/"), ["ada"]);

        let whole = json(&ask(&bed, "posts/slug/three/?include=tags,authors&formats=html,plaintext"));
        let post = &whole["posts"][0];
        assert_eq!(post["primary_tag"]["slug"], "culture");
        assert_eq!(post["primary_author"]["name"], "Ada Quill");
        assert_eq!(post["url"], "https://example.org/three/");
        assert_eq!(post["feature_image"], "https://example.org/content/images/a.jpg");
        assert_eq!(post["published_at"], "2023-11-14T22:13:22.000+00:00");
        assert_eq!(post["meta_title"], Value::Null);
        for hidden in ["status", "email_only", "type", "newsletter_id", "locale"] {
            assert!(post.get(hidden).is_none(), "{hidden}");
        }
        let brief = json(&ask(&bed, "posts/?fields=title,nonsense&limit=2&page=2"));
        assert_eq!(brief["posts"], serde_json::json!([{ "title": "Story it's one" }]));
        assert_eq!(
            brief["meta"]["pagination"],
            serde_json::json!({ "page": 2, "limit": 2, "pages": 2, "total": 3, "next": null, "prev": 1 })
        );
        let settings = json(&ask(&bed, "settings/"));
        assert_eq!(settings["settings"]["title"], "The Lantern");
        assert_eq!(settings["settings"]["members_enabled"], false);
        for empty in ["tiers", "newsletters", "recommendations"] {
            assert_eq!(json(&ask(&bed, &format!("{empty}/")))[empty], serde_json::json!([]));
        }
    }

    pub(super) fn filters_are_ghosts(engine: Engine) {
        let bed = bed(engine);
        fill(&bed);
        for (filter, expected) in [
            ("tag:news", vec!["three", "two", "one"]),
            ("tag:nothing", vec![]),
            ("primary_tag:culture", vec!["three"]),
            ("primary_tag:news", vec!["two", "one"]),
            ("tags:[news+culture]", vec!["three"]),
            ("tag:-culture", vec!["two", "one"]),
            ("authors.slug:ada+featured:true", vec!["two"]),
            ("featured:true,tag:culture", vec!["three", "two"]),
            ("(featured:true,tag:culture)+slug:-two", vec!["three"]),
            ("slug:[one,three]", vec!["one", "three"]),
            ("title:~'IT\\'S'", vec!["three", "two", "one"]),
            ("title:~^'story it'", vec!["three", "two", "one"]),
            ("title:~$'two'", vec!["two"]),
            ("title:-~'two'", vec!["three", "one"]),
            ("published_at:>'2023-11-14 22:13:20'", vec!["three", "two"]),
            ("published_at:<=2023-11-14T22:13:20.000Z", vec!["one"]),
            ("published_at:>now-30d", vec![]),
            ("custom_excerpt:null+published_at:<now-30d", vec!["three", "two", "one"]),
            // What is not a program's to ask for is left out, as Ghost does.
            ("status:draft", vec!["three", "two", "one"]),
            ("authors.email:~'a'+slug:one", vec!["one"]),
        ] {
            let found =
                slugs(&bed, &format!("posts/?filter={}", filter.replace('+', "%2B").replace("%2B", "+")));
            assert_eq!(found, expected, "{filter}");
        }
        assert_eq!(slugs(&bed, "posts/?order=title asc"), ["one", "three", "two"]);
        assert_eq!(slugs(&bed, "posts/?order=published_at asc"), ["one", "two", "three"]);
    }

    pub(super) fn refusals_have_ghosts_shape(engine: Engine) {
        let bed = bed(engine);
        fill(&bed);
        let plain = |path: &str| bed.get(&format!("/ghost/api/content/{path}"));
        assert_eq!(refused(&plain("posts/"), 403), "NoPermissionError");
        assert_eq!(refused(&plain("posts/?key=wrong"), 401), "UnauthorizedError");
        assert_eq!(refused(&plain("posts/?key=admin-secret"), 401), "UnauthorizedError");
        assert_eq!(refused(&plain("posts/?key=a&key=b"), 400), "BadRequestError");
        for (question, status, kind) in [
            ("posts/?filter=tag:", 400, "BadRequestError"),
            ("posts/?filter=((tag:news", 400, "BadRequestError"),
            ("posts/?filter=nosuch:1", 400, "BadRequestError"),
            ("tags/?filter=nosuch:1", 400, "BadRequestError"),
            ("tiers/?filter=tag:", 400, "BadRequestError"),
            ("posts/?filter[a]=1", 400, "BadRequestError"),
            ("posts/?fields=tags", 400, "BadRequestError"),
            ("posts/?order=meta_title asc", 400, "BadRequestError"),
            ("posts/?include=", 400, "IncorrectUsageError"),
            ("posts//", 404, "NotFoundError"),
            ("search-index/pages/", 404, "NotFoundError"),
            ("posts/slug/ONE/", 422, "ValidationError"),
            ("posts/?limit=1.5", 422, "ValidationError"),
            ("posts/?limit=1&limit=2", 422, "ValidationError"),
            ("posts/?limit=-1", 422, "ValidationError"),
            ("posts/?page=x", 422, "ValidationError"),
            ("posts/?order=a;b", 422, "ValidationError"),
            ("posts/?formats=word", 422, "ValidationError"),
            ("posts/zzz/", 422, "ValidationError"),
            ("posts/000000000000000000000000/", 404, "NotFoundError"),
            ("posts/slug/draft/", 404, "NotFoundError"),
            ("posts/slug/about/", 404, "NotFoundError"),
            ("tags/slug/missing/", 404, "NotFoundError"),
            ("offers/000000000000000000000000/", 404, "NotFoundError"),
            ("nothing/", 404, "NotFoundError"),
            ("offers/", 404, "NotFoundError"),
        ] {
            assert_eq!(refused(&ask(&bed, question), status), kind, "{question}");
        }
        assert_eq!(refused(&bed.get("/ghost/api/other/posts/"), 404), "NotFoundError");
        for (question, limit, page) in [
            ("limit=0", 15, 1),
            ("limit=abc", 100, 1),
            ("limit=1000", 100, 1),
            ("limit=all", 100, 1),
            ("page=0", 15, 1),
        ] {
            let answer = json(&ask(&bed, &format!("posts/?{question}")));
            let pagination = &answer["meta"]["pagination"];
            assert_eq!(
                (&pagination["limit"], &pagination["page"]),
                (&limit.into(), &page.into()),
                "{question}"
            );
        }
        let deep = format!("posts/?filter={}slug:a{}", "(".repeat(1000), ")".repeat(1000));
        assert_eq!(refused(&ask(&bed, &deep), 400), "BadRequestError");
        let many = format!("posts/?filter={}", vec!["slug:a"; 900].join(","));
        assert_eq!(refused(&ask(&bed, &many), 400), "BadRequestError");
        let values = format!("posts/?filter=slug:[{}]", vec!["abcdefgh"; 3_000].join(","));
        assert_eq!(refused(&ask(&bed, &values), 400), "BadRequestError");
        // What looks like a pattern is a text, however it would explode as one.
        let pattern = format!("posts/?filter=title:~'{}'", "(a+)+%25_*".repeat(300));
        assert!(slugs(&bed, &pattern).is_empty());
        for bad in [
            "posts/?filter=slug:%ff",
            "posts/?filter=slug:%zz",
            "posts/%ff/",
            "posts/slug/%C3/",
            "posts/?filter=%",
        ] {
            let and = if bad.contains('?') { '&' } else { '?' };
            let answer = bed.get(&format!("/ghost/api/content/{bad}{and}key={KEY}"));
            assert_eq!(refused(&answer, 400), "InternalServerError", "{bad}");
        }
        let nul = bed.get(&format!("/ghost/api/content/posts/?filter=title:'a%00b'&key={KEY}"));
        assert_eq!(refused(&nul, 400), "BadRequestError");
        let far = json(&ask(&bed, "posts/?page=99999999999999999999&limit=99999999999999999999"));
        assert_eq!(
            (&far["posts"], &far["meta"]["pagination"]["limit"]),
            (&serde_json::json!([]), &100.into())
        );
        // Longer than any request's head may be: cut off by the listener, as by Ghost's.
        let long = format!("posts/?filter=title:'{}'", "a".repeat(100_000));
        assert_eq!(ask(&bed, &long).status, 431);
        assert_eq!(slugs(&bed, "posts/?limit=1"), ["three"]);
    }

    pub(super) fn gated_posts_give_what_is_open(engine: Engine) {
        let bed = bed(engine);
        for (slug, visibility, html) in [
            ("members", "members", "<p>Secret one</p>"),
            ("paid", "paid", "<p>Open</p><!--members-only--><p>Secret two</p>"),
            ("gold", "tiers", "<p>Secret five</p>"),
            ("segment", "product:gold", "<p>Secret six</p>"),
        ] {
            let mut record = post(slug, slug);
            record.row.visibility = visibility.into();
            record.row.excerpt = "Secret three".into();
            (record.body.html, record.body.plaintext) = (html.into(), "Secret four".into());
            bed.put(record);
        }
        for question in [
            "posts/",
            "posts/?formats=html,plaintext",
            "posts/?formats=plaintext",
            "posts/?fields=excerpt,slug",
        ] {
            let answer = ask(&bed, question).text();
            assert!(!answer.contains("Secret"), "{question}: {answer}");
        }
        let members = json(&ask(&bed, "posts/slug/members/"));
        assert_eq!(
            (&members["posts"][0]["html"], &members["posts"][0]["access"]),
            (&"".into(), &false.into())
        );
        let paid = json(&ask(&bed, "posts/slug/paid/"));
        assert_eq!(
            (&paid["posts"][0]["html"], &paid["posts"][0]["excerpt"]),
            (&"<p>Open</p>".into(), &"Open".into())
        );
    }

    pub(super) fn posts_have_their_tiers(engine: Engine) {
        let bed = bed(engine);
        let tier = |name: &str, tier_type: &str| {
            let mut tier = Tier::blank(format!("5f5c0000000000000000000{}", name.len()).parse().unwrap());
            (tier.name, tier.slug, tier.tier_type) =
                (name.into(), name.to_lowercase().into(), tier_type.into());
            tier.currency = Some("EUR".into());
            bed.store.write(|writer| writer.put_row(&tier)).unwrap();
            tier
        };
        let [gold, _silver, _free] = [tier("Gold", "paid"), tier("Silver", "paid"), tier("Fre", "free")];
        for visibility in ["public", "members", "paid", "tiers", "product:silver"] {
            let mut record = post(&visibility.replace(':', ""), visibility);
            record.row.visibility = visibility.into();
            record.tiers.push(gold.id);
            bed.put(record);
        }
        let of = |question: &str| -> Vec<(String, Vec<String>)> {
            let answer = json(&ask(&bed, question));
            let names = |post: &serde_json::Value| {
                let tiers = post["tiers"].as_array().into_iter().flatten();
                tiers.map(|tier| format!("{} {}", tier["name"], tier["currency"]).replace('"', "")).collect()
            };
            let posts = answer["posts"].as_array().unwrap();
            posts.iter().map(|post| (post["slug"].as_str().unwrap().to_owned(), names(post))).collect()
        };
        let row = |slug: &str, tiers: &[&str]| {
            (slug.to_owned(), tiers.iter().map(|tier| (*tier).to_owned()).collect())
        };
        let all = ["Fre eur", "Gold eur", "Silver eur"];
        assert_eq!(
            of("posts/?include=tiers&order=slug asc"),
            [
                row("members", &all),
                row("paid", &all[1..]),
                row("productsilver", &["Silver EUR"]),
                row("public", &all),
                row("tiers", &["Gold EUR"]),
            ]
        );
        assert_eq!(of("posts/slug/tiers/?include=tiers"), [row("tiers", &["Gold EUR"])]);
        // Unasked Ghost gives those alone that stand in a filter of members.
        assert_eq!(of("posts/slug/productsilver/"), [row("productsilver", &["Silver EUR"])]);
        assert!(json(&ask(&bed, "posts/slug/tiers/"))["posts"][0].get("tiers").is_none());
        let segment = json(&ask(&bed, "posts/slug/productsilver/?fields=slug,visibility"));
        assert_eq!(segment["posts"][0]["visibility"], "tiers");
        // What a tier is called stands in the answers that show it.
        let renamed = Tier { name: "Platinum".into(), ..gold };
        bed.store.write(|writer| writer.put_row(&renamed)).unwrap();
        assert_eq!(of("posts/slug/tiers/?include=tiers"), [row("tiers", &["Platinum EUR"])]);
    }

    pub(super) fn answers_are_kept_until_something_changes(engine: Engine) {
        let bed = bed(engine);
        fill(&bed);
        let question = format!("/ghost/api/content/posts/?key={KEY}&fields=title&limit=1");
        let first = bed.get(&question);
        assert_eq!(first.header("access-control-allow-origin"), "*");
        assert_eq!(first.header("content-version"), "v6.65");
        assert_eq!(first.header("cache-control"), "public, max-age=0");
        assert_eq!(first.header("vary"), "accept-version, accept-encoding");
        let again = bed.ask("GET", &question, &[("if-none-match", first.header("etag"))]);
        assert_eq!((again.status, again.header("content-version")), (304, "v6.65"));
        let mut changed = post("three", "Another title");
        changed.row.published_at = Some(BIRTHDAY + 2000);
        bed.put(changed);
        let second = bed.ask("GET", &question, &[("if-none-match", first.header("etag"))]);
        assert_eq!(second.status, 200);
        assert!(second.text().contains("Another title"), "{}", second.text());
        // The same under an old address, and with names that nobody knows.
        let old = bed.get(&format!("/ghost/api/v3/content/posts/?utm=x&limit=1&fields=title&key={KEY}"));
        assert_eq!(old.body, second.body);
        // A key that is taken back takes its answers with it.
        bed.store.write(|writer| writer.delete_key(&key(1, KeyKind::Content, KEY).id)).unwrap();
        assert_eq!(refused(&bed.get(&question), 401), "UnauthorizedError");
    }

    pub(super) fn browsers_may_ask_from_anywhere(engine: Engine) {
        let bed = bed(engine);
        let wanted =
            [("origin", "https://elsewhere.example"), ("access-control-request-headers", "accept-version")];
        let answer = bed.ask("OPTIONS", "/ghost/api/content/posts/", &wanted);
        assert_eq!(answer.status, 204);
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("access-control-allow-headers"), "accept-version");
        let moved = bed.get(&format!("/ghost/api/content/posts?key={KEY}&limit=1"));
        assert_eq!(moved.header("location"), format!("/ghost/api/content/posts/?key={KEY}&limit=1"));
        assert_eq!(
            refused(&bed.ask("POST", "/ghost/api/content/posts/", &[("content-length", "0")]), 404),
            "NotFoundError"
        );
        assert_eq!(bed.get("/ghost/").status, 308);
    }
}
