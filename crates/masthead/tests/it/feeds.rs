//! Feeds and sitemaps, read by programs that are not ours.

use testsite::on_both_engines;

on_both_engines!(a_feed_parser_reads_every_feed, every_sitemap_keeps_to_the_protocol);

mod check {
    use quick_xml::{Reader, events::Event};
    use testsite::{Engine, Ground, Site};

    fn site(engine: Engine) -> (Site, Ground) {
        let ground = Ground::new(engine);
        let site = Site::serve(&ground);
        for number in 0..20 {
            site.publish(
                &format!("Dispatch {number}: salt & “light” <from> the coast"),
                "<p>Fish & chips < dinner.</p><p>Second ]]&gt; paragraph.</p>",
            );
        }
        (site, ground)
    }

    pub(super) fn a_feed_parser_reads_every_feed(engine: Engine) {
        let (site, _ground) = site(engine);
        for path in ["/rss/", "/tag/news/rss/", "/author/ana-verin/rss/"] {
            let answer = site.get(path);
            assert_eq!(answer.status, 200, "{path}");
            assert!(
                answer.header("content-type").contains("xml"),
                "{path}: {}",
                answer.header("content-type")
            );
            let feed = feed_rs::parser::parse(answer.body.as_bytes())
                .unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(feed.entries.len(), 15, "{path}");
            for entry in &feed.entries {
                let title = &entry.title.as_ref().expect("a title").content;
                assert!(title.contains("salt & “light” <from> the coast"), "{title}");
                assert!(entry.published.is_some(), "{title} has a date");
                let body = entry.content.as_ref().and_then(|content| content.body.as_ref()).expect("content");
                assert!(body.contains("Second ]]&gt; paragraph."), "{body}");
                let link = &entry.links.first().expect("a link").href;
                let page = site.get(link.strip_prefix(&site.address).expect("an address of the site"));
                assert_eq!(page.status, 200, "{link}");
            }
        }
        // A date is told as soon as no other change can have the same.
        std::thread::sleep(std::time::Duration::from_millis(4_100));
        for path in ["/rss/", "/tag/news/rss/", "/author/ana-verin/rss/"] {
            let date = site.get(path).header("last-modified").to_owned();
            assert_eq!(site.ask(path, &[("if-modified-since", &date)]).status, 304, "{path}: {date}");
        }
        assert_eq!(site.get("/tag/nothing/rss/").status, 404);
    }

    /// Text of every `element` of a document that must be well-formed.
    fn texts(xml: &str, element: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        let (mut found, mut inside) = (Vec::new(), false);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("not well-formed: {error}\n{xml}")) {
                Event::Start(start) => inside = start.local_name().as_ref() == element,
                Event::Text(text) if inside => found.push(text.to_string()),
                Event::End(_) => inside = false,
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    pub(super) fn every_sitemap_keeps_to_the_protocol(engine: Engine) {
        let (site, _ground) = site(engine);
        let index = site.get("/sitemap.xml").body;
        assert!(index.contains("http://www.sitemaps.org/schemas/sitemap/0.9"));
        let parts = texts(&index, "loc");
        assert!(parts.len() >= 3, "{parts:?}");
        let mut pages = 0;
        for part in parts {
            let answer = site.get(part.strip_prefix(&site.address).expect("an address of the site"));
            assert_eq!(answer.status, 200, "{part}");
            assert!(answer.body.len() < 50 << 20);
            let addresses = texts(&answer.body, "loc");
            assert!(addresses.len() <= 50_000);
            for changed in texts(&answer.body, "lastmod") {
                changed.parse::<jiff::Timestamp>().unwrap_or_else(|error| panic!("{changed}: {error}"));
            }
            for address in addresses.iter().filter(|address| !address.contains("/content/")) {
                let page = site.get(address.strip_prefix(&site.address).expect("an address of the site"));
                assert_eq!(page.status, 200, "{address}");
                pages += 1;
            }
        }
        assert!(pages >= 22, "{pages} addresses");
        assert!(site.get("/robots.txt").body.contains("/sitemap.xml"));
    }
}
