//! Never a stale page after an acknowledged write.

use testsite::on_both_engines;

on_both_engines!(
    the_next_request_sees_what_was_written,
    a_write_drops_only_what_it_touched,
    reads_agree_with_a_model,
    no_reader_ever_sees_less_than_was_acknowledged,
);

mod check {
    use std::{
        sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
        thread,
        time::{Duration, Instant},
    };

    use proptest::prelude::*;

    use testsite::Engine;

    use crate::harness::{Bed, post};

    pub(super) fn the_next_request_sees_what_was_written(engine: Engine) {
        let bed = Bed::on(engine);
        assert!(!bed.get("/").text().contains("First title"));
        // As in Ghost, what has no public story has no page and no feed.
        for path in ["/story/", "/tag/news/", "/author/ada/", "/tag/news/rss/", "/author/ada/rss/"] {
            assert_eq!(bed.get(path).status, 404, "{path}");
        }
        let news = bed.get("/tag/news/edit/");
        assert_eq!((news.status, news.header("location")), (302, "/room/topics/aaaaaaaaaaaaaaaaaaaaaaa1/"));
        bed.publish("story", "First title");
        for path in ["/", "/story/", "/tag/news/", "/author/ada/", "/rss/", "/tag/news/rss/"] {
            assert!(bed.get(path).text().contains("First title"), "{path}");
        }
        assert!(bed.get("/sitemap-posts.xml").text().contains("/story/"));
        bed.publish("story", "Second title");
        for path in ["/", "/story/", "/tag/news/", "/author/ada/", "/rss/", "/tag/news/rss/"] {
            let text = bed.get(path).text();
            assert!(text.contains("Second title") && !text.contains("First title"), "{path}");
        }
        let mut draft = post("story", "Second title");
        draft.row.status = store::Status::Draft;
        bed.put(draft);
        assert_eq!(["/tag/news/", "/author/ada/", "/story/"].map(|path| bed.get(path).status), [404; 3]);
        bed.publish("story", "Second title");
        bed.set("title", "The Beacon");
        for path in ["/", "/story/", "/nowhere/", "/rss/"] {
            assert!(bed.get(path).text().contains("The Beacon"), "{path}");
        }
        bed.redirects(&[("^/story/?$", "/elsewhere/", true)]);
        assert_eq!(bed.get("/story/").header("location"), "/elsewhere/");
    }

    pub(super) fn a_write_drops_only_what_it_touched(engine: Engine) {
        let bed = Bed::on(engine);
        for slug in ["one", "two"] {
            let mut record = post(slug, slug);
            record.tags.clear();
            bed.put(record);
        }
        // A page in the cache is the one that is perfected after some hits: its best form is smaller than the fast one.
        let packed = |path: &str| bed.ask("GET", path, &[("accept-encoding", "br")]).body.len();
        let fast = packed("/one/");
        let until = Instant::now() + Duration::from_secs(60);
        while packed("/one/") == fast && Instant::now() < until {
            thread::sleep(Duration::from_millis(10));
        }
        let best = packed("/one/");
        assert!(best < fast, "{best} {fast}");
        let mut changed = post("two", "two, changed");
        changed.tags.clear();
        bed.put(changed);
        assert!(bed.get("/two/").text().contains("two, changed"));
        assert_eq!(packed("/one/"), best, "the other page stayed");
    }

    #[derive(Debug, Clone)]
    enum Step {
        Publish { post: u8, title: u16 },
        Retitle { site: u16 },
        Read { path: u8 },
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (0..4u8, any::<u16>()).prop_map(|(post, title)| Step::Publish { post, title }),
            any::<u16>().prop_map(|site| Step::Retitle { site }),
            (0..8u8).prop_map(|path| Step::Read { path }),
            (0..8u8).prop_map(|path| Step::Read { path }),
        ]
    }

    pub(super) fn reads_agree_with_a_model(engine: Engine) {
        let bed = Bed::on(engine);
        let (mut site, mut titles) = ("The Lantern".to_owned(), [const { None }; 4]);
        let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
        let mut runner = proptest::test_runner::TestRunner::new(config);
        let (site, titles) = (std::cell::RefCell::new(&mut site), std::cell::RefCell::new(&mut titles));
        runner
            .run(&prop::collection::vec(step(), 1..24), |steps| {
                let (mut site, mut titles) = (site.borrow_mut(), titles.borrow_mut());
                for step in steps {
                    match step {
                        Step::Publish { post, title } => {
                            let title = format!("Title {title} of {post}.");
                            bed.publish(&format!("post-{post}"), &title);
                            titles[usize::from(post)] = Some(title);
                        }
                        Step::Retitle { site: number } => {
                            **site = format!("Site {number}.");
                            bed.set("title", &site);
                        }
                        Step::Read { path } => check(&bed, path, &site, &**titles)?,
                    }
                }
                Ok(())
            })
            .unwrap();
    }

    fn check(bed: &Bed, path: u8, site: &str, titles: &[Option<String>]) -> Result<(), TestCaseError> {
        let encoding = [("accept-encoding", "identity")];
        if let Some(title) = titles.get(usize::from(path)) {
            let answer = bed.ask("GET", &format!("/post-{path}/"), &encoding);
            prop_assert_eq!(answer.status, if title.is_some() { 200 } else { 404 });
            prop_assert!(answer.text().contains(title.as_deref().unwrap_or("Nothing here")));
            prop_assert!(answer.text().contains(site));
            return Ok(());
        }
        let list = ["/", "/tag/news/", "/author/ada/", "/rss/"][usize::from(path) - 4];
        let text = bed.ask("GET", list, &encoding).text();
        let known = titles.iter().flatten().count();
        if list == "/author/ada/" && known == 0 {
            return Ok(());
        }
        prop_assert!(text.contains(site), "{} {}", list, text);
        let shown = titles.iter().flatten().filter(|title| text.contains(&**title)).count();
        let expected = if list == "/rss/" { known } else { known.min(2) };
        prop_assert_eq!(shown, expected, "{} {}", list, text);
        Ok(())
    }

    /// Readers and a writer at the same time: a reader that begins after a write was acknowledged sees it, or a later one.
    pub(super) fn no_reader_ever_sees_less_than_was_acknowledged(engine: Engine) {
        let bed = Bed::on(engine);
        bed.publish("story", "Version 0.");
        let (acknowledged, done) = (AtomicU64::new(0), AtomicBool::new(false));
        thread::scope(|scope| {
            for reader in 0..4 {
                let (bed, acknowledged, done) = (&bed, &acknowledged, &done);
                scope.spawn(move || {
                    let path = ["/story/", "/", "/rss/", "/tag/news/"][reader];
                    let mut client = bed.client();
                    while !done.load(SeqCst) {
                        let least = acknowledged.load(SeqCst);
                        let text = client.ask("GET", path, &[]).unwrap().text();
                        let version = text.split_once("Version ").unwrap().1.split_once('.').unwrap().0;
                        assert!(version.parse::<u64>().unwrap() >= least, "{path}: {version} after {least}");
                    }
                });
            }
            for version in 1..=150 {
                bed.publish("story", &format!("Version {version}."));
                acknowledged.store(version, SeqCst);
                if version % 10 == 0 {
                    thread::sleep(Duration::from_millis(5));
                }
            }
            done.store(true, SeqCst);
        });
    }
}
