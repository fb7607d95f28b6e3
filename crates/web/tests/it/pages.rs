//! Which address answers with what.

use testsite::on_both_engines;

on_both_engines!(
    posts_pages_lists_and_what_is_not_there,
    addresses_are_led_to_their_one_form,
    previews_show_what_is_not_published_and_are_not_kept,
    feeds_and_sitemaps_list_what_is_public,
    languages_have_fronts_of_their_own,
    compressed_forms_hold_the_same_page,
    head_tells_what_get_would,
    scripts_run_only_where_somebody_trusted_put_them,
    proxies_are_told_the_tags_of_a_page_when_asked_for,
    no_request_decides_under_which_address_others_see_the_site,
    without_a_cache_pages_are_the_same,
);

mod check {
    use std::io::Read;

    use store::{Kind, Status};

    use testsite::Engine;

    use crate::harness::{Bed, post};

    pub(super) fn posts_pages_lists_and_what_is_not_there(engine: Engine) {
        let bed = Bed::on(engine);
        for number in 1..=3 {
            bed.publish(&format!("story-{number}"), &format!("Story {number}"));
        }
        let mut page = post("about", "About us");
        page.row.kind = Kind::Page;
        page.tags.clear();
        bed.put(page);
        for (path, status, holds) in [
            ("/", 200, "page 1 of 2"),
            ("/page/2/", 200, "page 2 of 2"),
            ("/page/3/", 404, "Nothing here"),
            ("/page/0/", 404, "Nothing here"),
            ("/page/x/", 404, "Nothing here"),
            ("/story-2/", 200, "<h1>Story 2</h1>"),
            ("/about/", 200, "<h1>About us</h1>"),
            ("/tag/news/", 200, "page 1 of 2"),
            ("/tag/news/page/2/", 200, "page 2 of 2"),
            ("/tag/other/", 404, "Nothing here"),
            ("/author/ada/", 200, "page 1 of 2"),
            ("/author/nobody/", 404, "Nothing here"),
            ("/nowhere/", 404, "Nothing here"),
            ("/nowhere/at/all/", 404, "Nothing here"),
            ("/%ff/", 404, "Nothing here"),
            ("/assets/none.css", 404, "Nothing here"),
            ("/content/images/none.jpg", 404, "Nothing here"),
            ("/healthz", 200, "ok"),
            ("/robots.txt", 200, "Sitemap: https://example.org/sitemap.xml"),
        ] {
            // Twice: rendered, and from the cache.
            for _ in 0..2 {
                let answer = bed.get(path);
                assert_eq!(answer.status, status, "{path}");
                assert!(answer.text().contains(holds), "{path}: {}", answer.text());
                assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            }
        }
    }

    pub(super) fn addresses_are_led_to_their_one_form(engine: Engine) {
        let bed = Bed::on(engine);
        bed.publish("story", "Story");
        let mut moved = post("old", "Moved");
        bed.put(moved.clone());
        moved.row.slug = "new".into();
        bed.put(moved);
        bed.redirects(&[("^/rule/(.*)", "/tag/$1/", true), ("^/away$", "https://other.example/x", false)]);
        bed.set("icon", "__GHOST_URL__/content/images/icon.png");
        for (path, status, location) in [
            ("/story", 301, "/story/"),
            ("/Story/?a=B", 301, "/story/?a=B"),
            ("//story/", 301, "/story/"),
            ("/story/amp/", 301, "/story/"),
            ("/page/1/", 301, "/"),
            ("/tag/news/page/1/", 301, "/tag/news/"),
            ("/feed/", 301, "/rss/"),
            ("/tag/news/feed/", 301, "/tag/news/rss/"),
            ("/rss", 301, "/rss/"),
            ("/old/", 301, "/new/"),
            ("/rule/news", 301, "/tag/news/"),
            ("/away?q=1", 302, "https://other.example/x?q=1"),
            ("/favicon.ico", 302, "https://example.org/content/images/size/w256h256/icon.png"),
            ("/sitemap-users.xml", 301, "/sitemap-authors.xml"),
        ] {
            let answer = bed.get(path);
            assert_eq!((answer.status, answer.header("location")), (status, location), "{path}");
        }
        assert_eq!(bed.get("/old").header("location"), "/old/");
        for file in ["/site.webmanifest", "/.well-known/security.txt", "/apple-touch-icon.png"] {
            assert_eq!(bed.get(file).status, 404, "{file}");
        }
    }

    pub(super) fn previews_show_what_is_not_published_and_are_not_kept(engine: Engine) {
        let bed = Bed::on(engine);
        let mut draft = post("draft", "A draft");
        draft.row.status = Status::Draft;
        let uuid = draft.row.uuid.clone();
        bed.put(draft);
        assert_eq!(bed.get("/draft/").status, 404);
        let preview = bed.get(&format!("/p/{uuid}/"));
        assert_eq!(preview.status, 200);
        assert!(preview.text().contains("A draft"));
        assert_eq!(preview.header("cache-control"), "no-store");
        assert_eq!(preview.header("x-robots-tag"), "noindex, nofollow");
        bed.publish("draft", "A draft");
        let moved = bed.get(&format!("/p/{uuid}/"));
        assert_eq!((moved.status, moved.header("location")), (302, "/draft/"));
        assert_eq!(bed.get("/p/nonsense/").status, 404);
        assert_eq!(bed.get("/p/00000000-0000-4000-8000-000000000000/").status, 404);
    }

    pub(super) fn feeds_and_sitemaps_list_what_is_public(engine: Engine) {
        let bed = Bed::on(engine);
        let mut story = post("story", "Fish & <chips>");
        story.row.feature_image = Some("__GHOST_URL__/content/images/a.jpg".into());
        story.body.html = r#"<p><a href="/x/">x</a> ]]> </p><!--members-only--><p>secret</p>"#.into();
        bed.put(story.clone());
        let feed = bed.get("/rss/");
        assert_eq!((feed.status, feed.header("content-type")), (200, "application/rss+xml; charset=utf-8"));
        let text = feed.text();
        for part in [
            "<title>Fish &amp; &lt;chips&gt;</title>",
            "<link>https://example.org/story/</link>",
            "<dc:creator>Ada Quill</dc:creator>",
            "<category>News</category>",
            r#"<media:content url="https://example.org/content/images/a.jpg" medium="image" />"#,
            r#"href="https://example.org/x/""#,
            "secret",
            r#"<atom:link rel="self" type="application/rss+xml" href="https://example.org/rss/" />"#,
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        story.row.visibility = "tiers".into();
        story.row.excerpt = "x and the secret".into();
        bed.put(story.clone());
        let feed = bed.get("/rss/").text();
        assert!(!feed.contains("secret") && feed.contains("<description>x ]]&gt;</description>"), "{feed}");
        story.body.html = "<p>all secret</p>".into();
        bed.put(story.clone());
        let feed = bed.get("/rss/").text();
        assert!(!feed.contains("secret") && feed.contains("&lt;chips&gt;</title><link>"), "{feed}");
        assert!(bed.get("/tag/news/rss/").text().contains("<title>News - The Lantern</title>"));
        assert!(bed.get("/author/ada/rss/").text().contains("<title>Ada Quill - The Lantern</title>"));
        assert_eq!(bed.get("/tag/none/rss/").status, 404);
        let index = bed.get("/sitemap.xml");
        assert_eq!(index.header("content-type"), "text/xml; charset=utf-8");
        for part in ["posts", "tags", "authors"] {
            let part = format!("https://example.org/sitemap-{part}.xml");
            assert!(index.text().contains(&part), "{part} in {}", index.text());
            let answer = bed.get(part.strip_prefix("https://example.org").unwrap());
            assert_eq!(answer.status, 200, "{part}");
        }
        let posts = bed.get("/sitemap-posts.xml").text();
        assert!(posts.contains("<loc>https://example.org/story/</loc>"), "{posts}");
        assert!(posts.contains("<image:loc>https://example.org/content/images/a.jpg</image:loc>"), "{posts}");
        let pages = bed.get("/sitemap-pages.xml").text();
        assert!(pages.contains("<loc>https://example.org/</loc>"), "{pages}");
        story.row.canonical_url = Some("https://elsewhere.example/story/".into());
        bed.put(story.clone());
        assert!(!bed.get("/sitemap-posts.xml").text().contains("/story/"));
        story.row.canonical_url = Some("__GHOST_URL__/story".into());
        bed.put(story);
        assert!(bed.get("/sitemap-posts.xml").text().contains("<loc>https://example.org/story/</loc>"));
        for none in ["/sitemap-posts-1.xml", "/sitemap-posts-2.xml", "/sitemap-x.xml", "/sitemap-posts-x.xml"]
        {
            assert_eq!(bed.get(none).status, 404, "{none}");
        }
    }

    pub(super) fn languages_have_fronts_of_their_own(engine: Engine) {
        let bed = Bed::on(engine);
        for (slug, language) in [("hello", "en"), ("privet", "ru")] {
            let mut record = post(slug, slug);
            record.row.language = language.into();
            bed.put(record);
        }
        assert!(bed.get("/").text().contains("privet"));
        assert_eq!(bed.get("/ru/").status, 404);
        bed.set("locale", "en");
        bed.set("languages", r#"["en","ru"]"#);
        let (front, russian) = (bed.get("/").text(), bed.get("/ru/").text());
        assert!(front.contains("hello") && !front.contains("privet"), "{front}");
        assert!(russian.contains("privet") && !russian.contains("hello"), "{russian}");
        assert!(bed.get("/ru/rss/").text().contains("<title>privet</title>"));
        for (key, value) in [
            ("title:ru", "Фонарь"),
            ("description:ru", "Газета"),
            ("navigation", r#"[{"label":"Topics","url":"/tag/news/"}]"#),
            ("navigation:ru", r#"[{"label":"Темы","url":"/tag/news/"}]"#),
        ] {
            bed.set(key, value);
        }
        for (path, own) in
            [("/", false), ("/hello/", false), ("/nowhere/", false), ("/ru/", true), ("/privet/", true)]
        {
            let text = bed.get(path).text();
            let (has, lacks) = if own {
                (["Фонарь", "Темы"], "Lantern")
            } else {
                (["The Lantern", "Topics"], "Фонарь")
            };
            assert!(has.iter().all(|word| text.contains(word)) && !text.contains(lacks), "{path}: {text}");
        }
        let feed = bed.get("/ru/rss/").text();
        assert!(feed.contains("<title>Фонарь</title><description>Газета</description>"), "{feed}");
        assert!(bed.get("/rss/").text().contains("<title>The Lantern</title>"));
        assert_eq!(bed.get("/ru/page/2/").status, 404);
        assert_eq!(bed.get("/en/").status, 404);
        assert_eq!(bed.get("/hello/rss/").status, 404);
    }

    pub(super) fn compressed_forms_hold_the_same_page(engine: Engine) {
        let bed = Bed::on(engine);
        bed.publish("story", "Story");
        let plain = bed.get("/story/");
        assert_eq!(plain.header("content-encoding"), "");
        for _ in 0..20 {
            let gzip = bed.ask("GET", "/story/", &[("accept-encoding", "gzip")]);
            assert_eq!((gzip.header("content-encoding"), gzip.header("vary")), ("gzip", "accept-encoding"));
            let mut text = Vec::new();
            flate2::read::GzDecoder::new(&gzip.body[..]).read_to_end(&mut text).unwrap();
            assert_eq!(text, plain.body);
            let packed = bed.ask("GET", "/story/", &[("accept-encoding", "gzip, br")]);
            assert_eq!(packed.header("content-encoding"), "br");
            let mut text = Vec::new();
            brotli::Decompressor::new(&packed.body[..], 4096).read_to_end(&mut text).unwrap();
            assert_eq!(text, plain.body);
            assert!(packed.body.len() < plain.body.len() / 2);
        }
    }

    pub(super) fn head_tells_what_get_would(engine: Engine) {
        let bed = Bed::on(engine);
        bed.publish("story", "Story");
        for path in ["/story/", "/rss/", "/nowhere/", "/assets/css/screen.css"] {
            let (head, get) = (bed.ask("HEAD", path, &[]), bed.get(path));
            assert_eq!(
                (head.status, head.header("content-length")),
                (get.status, get.header("content-length")),
                "{path}"
            );
            assert_eq!(head.header("etag"), get.header("etag"), "{path}");
        }
        // A connection goes on after HEAD.
        let mut client = bed.client();
        assert_eq!(client.ask("HEAD", "/story/", &[]).unwrap().status, 200);
        assert!(client.ask("GET", "/story/", &[]).unwrap().text().contains("Story"));
    }

    pub(super) fn scripts_run_only_where_somebody_trusted_put_them(engine: Engine) {
        let bed = Bed::on(engine);
        bed.publish("story", "Story");
        let policy = |path: &str| bed.get(path).header("content-security-policy").to_owned();
        assert!(policy("/story/").contains("script-src 'none'"));
        assert!(policy("/").contains("script-src 'none'"));
        assert!(policy("/nowhere/").contains("script-src 'none'"));
        let mut trusted = post("trusted", "Trusted");
        trusted.body.html = "<script>1</script>".into();
        bed.put(trusted.clone());
        assert!(policy("/trusted/").contains("script-src 'none'"), "not trusted yet");
        trusted.body.trusted = true;
        bed.put(trusted);
        assert!(!policy("/trusted/").contains("script-src"));
        assert!(policy("/story/").contains("script-src 'none'"));
        bed.set("codeinjection_head", "<script src=\"https://stats.example/x.js\"></script>");
        assert!(!policy("/story/").contains("script-src"));
    }

    pub(super) fn proxies_are_told_the_tags_of_a_page_when_asked_for(engine: Engine) {
        let bed = Bed::with(engine, |config| config.surrogate_keys = true);
        let id = bed.publish("story", "Story");
        let answer = bed.get("/story/");
        let keys: Vec<_> = answer.header("surrogate-key").split(' ').collect();
        assert!(keys.contains(&&*format!("p:{id}")) && keys.contains(&"s"), "{keys:?}");
        assert_eq!(Bed::on(engine).get("/").header("surrogate-key"), "");
    }

    pub(super) fn no_request_decides_under_which_address_others_see_the_site(engine: Engine) {
        for cache_off in [true, false] {
            let bed = Bed::with(engine, |config| {
                config.cache_off = cache_off;
                config.limits.trusted_proxies = vec![[127, 0, 0, 1].into()];
            });
            bed.publish("story", "Story");
            for path in ["/rss/", "/sitemap.xml", "/", "/story/", "/robots.txt", "/none/"] {
                let claims = [
                    ("x-forwarded-host", "evil.example"),
                    ("x-forwarded-proto", "http"),
                    ("forwarded", "host=evil.example;proto=http"),
                    ("x-original-url", "/evil.example/"),
                    ("x-rewrite-url", "/evil.example/"),
                ];
                let claimed = bed.ask("GET", path, &claims);
                assert!(!claimed.text().contains("evil.example"), "{path}");
                assert_eq!(bed.get(path).body, claimed.body, "{path}");
            }
        }
    }

    pub(super) fn without_a_cache_pages_are_the_same(engine: Engine) {
        let bed = Bed::with(engine, |config| config.cache_off = true);
        bed.publish("story", "Story");
        for path in ["/", "/story/", "/rss/", "/nowhere/", "/story"] {
            let (first, second) = (bed.get(path), bed.get(path));
            assert_eq!((first.status, first.body), (second.status, second.body), "{path}");
        }
        let etag = bed.get("/story/").header("etag").to_owned();
        assert_eq!(bed.ask("GET", "/story/", &[("if-none-match", &etag)]).status, 304);
    }
}
