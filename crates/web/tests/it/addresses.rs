//! Addresses as a `routes.yaml` says.

use testsite::on_both_engines;

on_both_engines!(
    routes_collections_and_taxonomies_are_where_the_file_says,
    what_lives_elsewhere_is_led_to,
    every_address_that_is_written_is_the_one_that_answers,
    a_change_of_the_file_or_of_a_story_moves_it_at_once,
);

mod check {
    use store::{Kind, TagRow};
    use testsite::Engine;

    use crate::harness::{BIRTHDAY, Bed, post, tag_id};

    const RICH: &str = include_str!("rich.yaml");
    const PODCAST: &str = "aaaaaaaaaaaaaaaaaaaaaaa2";

    fn bed(engine: Engine) -> Bed {
        let bed = Bed::on(engine);
        let podcast = TagRow::named(PODCAST.parse().unwrap(), "podcast", "Podcast", BIRTHDAY);
        bed.store.write(|writer| writer.put_tag(&podcast)).unwrap();
        for number in 1..=3 {
            bed.publish(&format!("story-{number}"), &format!("Story {number}"));
        }
        let mut episode = post("episode", "Episode");
        episode.tags = vec![podcast.id];
        bed.put(episode);
        let mut bare = post("bare", "Bare");
        bare.tags.clear();
        bare.row.featured = true;
        bed.put(bare);
        let mut page = post("team", "The team");
        page.row.kind = Kind::Page;
        page.tags.clear();
        bed.put(page);
        bed.set("routes", RICH);
        bed.set("timezone", "Asia/Tbilisi");
        bed
    }

    pub(super) fn routes_collections_and_taxonomies_are_where_the_file_says(engine: Engine) {
        let bed = bed(engine);
        for (path, status, holds) in [
            // 14 November 2023, 22:13 UTC is the 15th in Tbilisi.
            ("/2023/11/15/story-1/", 200, "<h1>Story 1</h1>"),
            ("/podcast/episode/", 200, "<h1>Episode</h1>"),
            ("/podcast/", 200, "page 1 of 1"),
            ("/podcast/", 200, r#"<a href="/podcast/episode/">Episode</a>"#),
            ("/podcast/rss/", 200, "<link>https://example.org/podcast/episode/</link>"),
            ("/podcast/rss/", 200, "<title>Podcast - The Lantern</title>"),
            ("/", 200, "page 1 of 2"),
            ("/page/2/", 200, "page 2 of 2"),
            ("/rss/", 200, "https://example.org/2023/11/15/story-1/"),
            ("/picks/", 200, r#"<a href="/404/">Bare</a>"#),
            ("/picks/rss/", 404, "Nothing here"),
            ("/by/ada/", 200, "page 1 of 3"),
            ("/by/ada/page/3/", 200, "page 3 of 3"),
            ("/by/nobody/", 404, "Nothing here"),
            ("/topic/news/", 200, "page 1 of 2"),
            ("/topic/news/rss/", 200, "<rss"),
            ("/tag/news/", 404, "Nothing here"),
            ("/author/ada/", 404, "Nothing here"),
            ("/crew/", 200, "<h1>The team</h1>"),
            ("/missing/", 400, "Nothing here"),
            ("/bare/", 404, "Nothing here"),
            ("/story.xml/", 200, "<h1>The Lantern</h1>"),
        ] {
            for _ in 0..2 {
                let answer = bed.get(path);
                assert_eq!(answer.status, status, "{path}: {}", answer.text());
                assert!(answer.text().contains(holds), "{path}: {}", answer.text());
            }
        }
        assert_eq!(bed.get("/story.xml/").header("content-type"), "text/xml; charset=utf-8");
        assert!(!bed.get("/").text().contains("Episode"));
    }

    pub(super) fn what_lives_elsewhere_is_led_to(engine: Engine) {
        let bed = bed(engine);
        let mut moved = post("old", "Moved");
        bed.put(post("ა", "In another script"));
        bed.put(moved.clone());
        moved.row.slug = "new".into();
        bed.put(moved);
        for (path, status, location) in [
            ("/1999/01/01/story-1/", 301, "/2023/11/15/story-1/"),
            ("/2023/11/15/episode/?a=b", 301, "/podcast/episode/?a=b"),
            ("/podcast/story-1/", 301, "/2023/11/15/story-1/"),
            ("/2023/11/15/old/", 301, "/2023/11/15/new/"),
            ("/topic/podcast/", 301, "/podcast/"),
            ("/topic/podcast/rss/", 301, "/podcast/rss/"),
            ("/team/", 301, "/crew/"),
            ("/podcast/page/1/", 301, "/podcast/"),
            ("/podcast/feed/", 301, "/podcast/rss/"),
            ("/2023/11/15/story-1", 301, "/2023/11/15/story-1/"),
            ("/1999/01/01/%E1%83%90/", 301, "/2023/11/15/%E1%83%90/"),
        ] {
            let answer = bed.get(path);
            assert_eq!((answer.status, answer.header("location")), (status, location), "{path}");
        }
        for (path, to) in
            [("/2023/11/15/story-1/edit/", "/room/stories/"), ("/topic/news/edit/", "/room/topics/")]
        {
            let answer = bed.get(path);
            assert_eq!(answer.status, 302, "{path}");
            assert!(answer.header("location").starts_with(to), "{path}");
        }
    }

    pub(super) fn every_address_that_is_written_is_the_one_that_answers(engine: Engine) {
        let bed = bed(engine);
        let posts = bed.get("/sitemap-posts.xml").text();
        let found: Vec<&str> = posts
            .split("<loc>https://example.org")
            .skip(1)
            .filter_map(|rest| rest.split("</loc>").next())
            .collect();
        assert_eq!(found.len(), 4, "{posts}");
        let pages = bed.get("/sitemap-pages.xml").text();
        assert!(pages.contains("<loc>https://example.org/podcast/</loc>"), "{pages}");
        assert!(bed.get("/sitemap-tags.xml").text().contains("https://example.org/topic/news/"));
        assert_eq!(bed.get("/sitemap-authors.xml").status, 404);
        for path in found {
            let page = bed.get(path);
            assert_eq!(page.status, 200, "{path}");
            let canonical = format!("<link rel=\"canonical\" href=\"https://example.org{path}\">");
            assert!(page.text().contains(&canonical), "{path}: {}", page.text());
        }
    }

    pub(super) fn a_change_of_the_file_or_of_a_story_moves_it_at_once(engine: Engine) {
        let bed = bed(engine);
        assert_eq!(bed.get("/2023/11/15/story-1/").status, 200);
        let mut story = post("story-1", "Story 1");
        story.tags = vec![tag_id(), PODCAST.parse().unwrap()];
        bed.put(story);
        assert_eq!(bed.get("/2023/11/15/story-1/").header("location"), "/podcast/story-1/");
        assert!(bed.get("/podcast/").text().contains("/podcast/story-1/"));
        bed.set("routes", "collections:\n  /blog/:\n    permalink: /blog/{slug}/\n");
        assert_eq!(bed.get("/").status, 404);
        assert!(bed.get("/blog/").text().contains(r#"<a href="/blog/"#));
        assert_eq!((bed.get("/podcast/").status, bed.get("/blog/story-1/").status), (404, 200));
        bed.set("timezone", "Etc/UTC");
        bed.set("routes", RICH);
        assert_eq!(bed.get("/2023/11/14/story-2/").status, 200);
    }
}

/// The room's pages for both files.
mod room {
    use crate::{
        client::Answer,
        harness::Bed,
        uploads::{send, session, session_of},
    };

    fn take(bed: &Bed, session: &str, path: &str, text: &str) -> Answer {
        let body = format!(
            "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.yaml\"\r\n\r\n{text}\r\n--x--\r\n"
        );
        send(bed, session, path, "multipart/form-data; boundary=x", "text/html", body.as_bytes())
    }

    #[test]
    fn files_are_taken_by_those_who_keep_the_settings_and_by_nobody_else() {
        let bed = Bed::new();
        bed.publish("story", "Story");
        let session = session(&bed);
        let (routes, redirects) = ("/room/settings/addresses/file/", "/room/redirects/file/");
        let blog = "collections:\n  /blog/:\n    permalink: /blog/{slug}/\n";
        for (path, text) in [(routes, blog), (redirects, "301:\n  /a/: /b/\n")] {
            assert_eq!(take(&bed, &session, path, text).status, 403, "{path}");
            assert_eq!(bed.ask("GET", path, &[("cookie", &format!("masthead_room={session}"))]).status, 403);
        }
        assert_eq!((bed.get("/story/").status, bed.get("/a/").status), (200, 404));

        let session = session_of(&bed, "administrator");
        let cookie = format!("masthead_room={session}");
        let get = |path: &str| bed.ask("GET", path, &[("cookie", &cookie)]);
        assert!(get(routes).text().contains("permalink: /{slug}/"), "{}", get(routes).text());
        for (path, text) in [(routes, blog), (redirects, "301:\n  /a/: /b/\n")] {
            let answer = take(&bed, &session, path, text);
            assert_eq!(answer.status, 303, "{path}: {}", answer.text());
        }
        assert_eq!(get(routes).text(), blog);
        assert!(get(redirects).text().contains("\"from\": \"/a/\""));
        assert_eq!((bed.get("/blog/story/").status, bed.get("/a/").header("location")), (200, "/b/"));
        for (path, text, says) in [
            (routes, "collections:\n  /blog/:\n    permalink: blog\n", "Line 3"),
            (redirects, "301:\n  nonsense\n", "Line 2"),
            (redirects, "", "file"),
        ] {
            let answer = take(&bed, &session, path, text);
            assert_eq!(answer.status, 422, "{path}");
            assert!(answer.text().contains(says), "{path}: {}", answer.text());
        }
        assert_eq!((bed.get("/blog/story/").status, bed.get("/a/").status), (200, 301));
    }
}
