//! What is written is served by the very next request: by the node that wrote it, by another process on the same folder, and by
//! another node on the same PostgreSQL.

use testsite::on_both_engines;

on_both_engines!(
    the_next_request_sees_an_acknowledged_write,
    pages_that_share_nothing_stay,
    an_edit_moves_the_address
);

mod check {
    use document::{Document, Trust};
    use newsroom::{Actor, PostDraft};
    use testsite::{Engine, Ground, Site};

    pub(super) fn the_next_request_sees_an_acknowledged_write(engine: Engine) {
        let ground = Ground::new(engine);
        let site = Site::serve(&ground);
        assert_eq!(site.get("/").status, 200);
        for number in 0..30 {
            let title = format!("Bulletin {number}");
            let saved = site.publish(&title, "<p>Words.</p>");
            for path in ["/", "/tag/news/", "/author/ana-verin/", "/rss/", "/sitemap-posts.xml"] {
                let answer = site.get(path);
                assert_eq!(answer.status, 200, "{path}");
                let needle = if path.starts_with("/sitemap") { &saved.slug } else { &title };
                assert!(answer.body.contains(needle.as_str()), "{title} is missing at {path}");
            }
            assert_eq!(site.get(&format!("/{}/", saved.slug)).status, 200);
        }
    }

    pub(super) fn pages_that_share_nothing_stay(engine: Engine) {
        let ground = Ground::new(engine);
        let site = Site::serve(&ground);
        let first = site.publish("The lighthouse keeper retires", "<p>Alpha.</p>");
        let path = format!("/{}/", first.slug);
        let before = site.get(&path);
        assert_eq!(site.ask(&path, &[("if-none-match", before.header("etag"))]).status, 304);
        let mut page = PostDraft::new(
            store::Kind::Page,
            "About us",
            Document::from_html("<p>We.</p>", Trust::Untrusted).expect("a document").document,
            site.newsroom.clock().now(),
        );
        page = page.published(site.newsroom.clock().now());
        site.newsroom.publish(Actor::operator(), page).expect("a page");
        assert_eq!(site.get("/about-us/").status, 200);
        let after = site.ask(&path, &[("if-none-match", before.header("etag"))]);
        assert_eq!(after.status, 304, "a new page does not change a story");
    }

    pub(super) fn an_edit_moves_the_address(engine: Engine) {
        let ground = Ground::new(engine);
        let site = Site::serve(&ground);
        let saved = site.publish("Bridge closd", "<p>Words.</p>");
        assert_eq!(site.get("/bridge-closd/").status, 200);
        assert_eq!(site.get("/bridge-closed/").status, 404);
        let record = site
            .store
            .write::<_, store::Error>(|writer| writer.post(&saved.id))
            .expect("a read")
            .expect("the post");
        let mut draft = PostDraft::new(
            store::Kind::Post,
            "Bridge closed",
            Document::from_json(&record.body.document).expect("a document"),
            record.row.created_at,
        );
        draft.row.id = saved.id;
        draft.row.slug = "bridge-closed".into();
        draft.authors = record.authors.clone();
        draft.tags = record.tags.clone();
        site.newsroom.edit(Actor::operator(), record.row.updated_at, draft).expect("an edit");
        let new = site.get("/bridge-closed/");
        assert_eq!(new.status, 200);
        assert!(new.body.contains("Bridge closed"));
        let old = site.get("/bridge-closd/");
        assert_eq!((old.status, old.header("location").ends_with("/bridge-closed/")), (301, true));
        assert!(site.get("/").body.contains("Bridge closed"));
        site.newsroom.delete(Actor::operator(), &saved.id).expect("a deletion");
        assert_eq!(site.get("/bridge-closed/").status, 404);
        assert!(!site.get("/").body.contains("Bridge closed"));
    }
}

mod between_nodes {
    use std::time::{Duration, Instant};

    use testsite::{Engine, Ground, Site};

    /// How long until `reader` shows what `writer` published.
    fn delay(writer: &Site, reader: &Site, title: &str) -> Duration {
        reader.get("/");
        writer.publish(title, "<p>Words.</p>");
        let acknowledged = Instant::now();
        while !reader.get("/").body.contains(title) {
            assert!(acknowledged.elapsed() < Duration::from_secs(10), "{title} never arrives");
            std::thread::sleep(Duration::from_millis(2));
        }
        acknowledged.elapsed()
    }

    #[test]
    fn two_processes_on_one_folder_never_serve_the_past() {
        let ground = Ground::new(Engine::Sqlite);
        let (one, other) = (Site::serve(&ground), Site::serve(&ground));
        for number in 0..20 {
            let title = format!("Dispatch {number}");
            other.get("/");
            one.publish(&title, "<p>Words.</p>");
            assert!(
                other.get("/").body.contains(&title),
                "the next request of the other process sees {title}"
            );
        }
    }

    #[test]
    fn two_nodes_on_one_postgres_follow_each_other_even_when_notifications_are_cut() {
        let ground = Ground::new(Engine::Postgres);
        let one = Site::serve_in(&ground, ground.folder().join("one"));
        let other = Site::serve_in(&ground, ground.folder().join("other"));
        let mut delays: Vec<Duration> =
            (0..20).map(|n| delay(&one, &other, &format!("Dispatch {n}"))).collect();
        delays.sort();
        // The median: a machine that is busy with other tests may hold up single ones.
        assert!(delays[10] < Duration::from_millis(100), "{delays:?}");

        // Every connection of both nodes, the listening ones among them.
        let cut = ground
            .database()
            .expect("it is PostgreSQL")
            .client()
            .execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
                &[],
            )
            .expect("connections are cut");
        assert!(cut >= 2, "{cut} connections were there");
        let blind = delay(&one, &other, "Cut off");
        assert!(blind < Duration::from_secs(2), "{blind:?}");
    }
}
