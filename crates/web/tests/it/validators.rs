//! Conditional requests and theme files.

use testsite::on_both_engines;

on_both_engines!(
    pages_are_sent_once,
    a_date_is_as_young_as_the_last_change,
    a_change_that_no_running_server_saw_is_a_change,
    theme_files_are_kept_for_ever_under_their_version,
);

mod check {
    use testsite::Engine;

    use crate::harness::Bed;

    pub(super) fn pages_are_sent_once(engine: Engine) {
        let bed = Bed::on(engine);
        bed.publish("story", "Story");
        bed.get("/story/");
        settle();
        for encoding in ["identity", "gzip", "br"] {
            let accept = ("accept-encoding", encoding);
            let first = bed.ask("GET", "/story/", &[accept]);
            let (etag, date) = (first.header("etag"), first.header("last-modified"));
            let list = format!("\"other\", {etag}");
            for headers in [
                vec![accept, ("if-none-match", etag)],
                vec![accept, ("if-none-match", &list)],
                vec![accept, ("if-none-match", "*")],
                vec![accept, ("if-modified-since", date)],
            ] {
                let again = bed.ask("GET", "/story/", &headers);
                assert_eq!((again.status, again.body.len()), (304, 0), "{headers:?}");
                assert_eq!(again.header("etag"), etag);
                assert_eq!(again.header("cache-control"), first.header("cache-control"));
            }
            for headers in [
                vec![accept, ("if-none-match", "\"other\"")],
                vec![accept, ("if-modified-since", "Tue, 14 Nov 2000 00:00:00 GMT")],
            ] {
                assert_eq!(bed.ask("GET", "/story/", &headers).status, 200, "{headers:?}");
            }
        }
        let tags: Vec<_> = ["identity", "gzip", "br"]
            .map(|encoding| {
                bed.ask("GET", "/story/", &[("accept-encoding", encoding)]).header("etag").to_owned()
            })
            .into();
        assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2], "{tags:?}");
    }

    /// Waits until what a server has just heard of has a date.
    fn settle() {
        std::thread::sleep(std::time::Duration::from_millis(4_100));
    }

    pub(super) fn a_date_is_as_young_as_the_last_change(engine: Engine) {
        let bed = Bed::on(engine);
        bed.publish("story", "Story");
        bed.get("/story/");
        settle();
        // The page has its date although it was rendered before that was settled.
        let before = bed.get("/story/").header("last-modified").to_owned();
        assert_eq!(bed.ask("GET", "/story/", &[("if-modified-since", &before)]).status, 304);
        for number in 0..5 {
            bed.set("title", &format!("Title {number}"));
            for date in [&before, "Fri, 31 Dec 2999 23:59:59 GMT"] {
                let answer = bed.ask("GET", "/story/", &[("if-modified-since", date)]);
                assert_eq!(answer.status, 200, "change {number}");
                assert_eq!(answer.header("last-modified"), "", "several changes would share the date");
            }
            let tag = bed.get("/story/").header("etag").to_owned();
            assert_eq!(
                bed.ask("GET", "/story/", &[("if-none-match", &tag)]).status,
                304,
                "tags are exact at once"
            );
        }
        settle();
        let after = bed.get("/story/").header("last-modified").to_owned();
        assert!(httpdate::parse_http_date(&after).unwrap() > httpdate::parse_http_date(&before).unwrap());
        assert!(
            httpdate::parse_http_date(&after).unwrap() <= std::time::SystemTime::now(),
            "no date lies ahead"
        );
        assert_eq!(bed.ask("GET", "/story/", &[("if-modified-since", &after)]).status, 304);
        assert_eq!(bed.ask("GET", "/story/", &[("if-modified-since", &before)]).status, 200);
    }

    pub(super) fn a_change_that_no_running_server_saw_is_a_change(engine: Engine) {
        let bed = Bed::on(engine);
        bed.publish("story", "Story");
        bed.get("/story/");
        settle();
        let ask = |bed: &Bed, path: &str, date: &str| bed.ask("GET", path, &[("if-modified-since", date)]);
        let dates = ["/", "/story/", "/rss/"].map(|path| {
            let date = bed.get(path).header("last-modified").to_owned();
            assert_eq!(ask(&bed, path, &date).status, 304, "{path}");
            (path, date)
        });
        let bed = bed.restarted(|theme| {
            std::fs::write(theme.join("post.hbs"), "{{!< default}}{{#post}}New: {{title}}{{/post}}").unwrap();
        });
        for (path, date) in &dates {
            assert_eq!(ask(&bed, path, date).status, 200, "{path}");
        }
        settle();
        for (path, date) in dates {
            let answer = ask(&bed, path, &date);
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(ask(&bed, path, answer.header("last-modified")).status, 304, "{path}");
        }
        assert!(bed.get("/story/").text().contains("New: Story"));
    }

    pub(super) fn theme_files_are_kept_for_ever_under_their_version(engine: Engine) {
        let bed = Bed::on(engine);
        let file = bed.get("/assets/css/screen.css");
        assert_eq!(file.header("content-type"), "text/css; charset=utf-8");
        assert!(!file.header("cache-control").contains("immutable"));
        assert!(!bed.get("/assets/css/screen.css?v=wrong").header("cache-control").contains("immutable"));
        let packed = bed.ask("GET", "/assets/css/screen.css", &[("accept-encoding", "br")]);
        assert_eq!(packed.header("content-encoding"), "br");
        let etag = file.header("etag");
        assert_eq!(bed.ask("GET", "/assets/css/screen.css", &[("if-none-match", etag)]).status, 304);
        let part = bed.ask("GET", "/assets/a.txt", &[("range", "bytes=2-4"), ("accept-encoding", "br")]);
        assert_eq!(
            (part.status, part.text().as_str(), part.header("content-range")),
            (206, "234", "bytes 2-4/10")
        );
        assert_eq!(bed.ask("GET", "/assets/a.txt", &[("range", "bytes=10-")]).status, 416);
        // The theme says nothing of cards, and so gets our styles for them.
        let cards = bed.get("/public/cards.min.css");
        assert_eq!((cards.status, cards.header("content-type")), (200, "text/css; charset=utf-8"));
        assert!(cards.text().contains(".kg-toggle-card"));
        let script = bed.get("/public/cards.min.js");
        assert_eq!((script.status, script.header("content-type")), (200, "text/javascript; charset=utf-8"));
        // It is not a script of the theme's: pages still forbid all.
        assert!(bed.get("/").header("content-security-policy").contains("script-src 'none'"));
        for path in ["/assets/../package.json", "/assets/%2e%2e/package.json", "/assets/", "/public/none.css"]
        {
            assert!([301, 404].contains(&bed.get(path).status), "{path}");
        }
    }
}
