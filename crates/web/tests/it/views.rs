//! Readings are counted and written down.

use testsite::on_both_engines;

on_both_engines!(people_reading_make_a_post_popular_and_machines_do_not,);

mod check {
    use std::time::Duration;

    use testsite::Engine;

    use crate::harness::Bed;

    pub(super) fn people_reading_make_a_post_popular_and_machines_do_not(engine: Engine) {
        let mut bed = Bed::with(engine, |config| config.count_every = Duration::from_secs(3600));
        let (read, crawled) = (bed.publish("read", "Read"), bed.publish("crawled", "Crawled"));
        for _ in 0..5 {
            let etag = bed.get("/read/").header("etag").to_owned();
            assert_eq!(bed.ask("GET", "/read/", &[("if-none-match", &etag)]).status, 304);
            bed.ask("GET", "/crawled/", &[("user-agent", "Mozilla/5.0 (compatible; Examplebot/1.0)")]);
            bed.ask("GET", "/crawled/", &[("sec-purpose", "prefetch")]);
            bed.ask("HEAD", "/crawled/", &[]);
        }
        let handle = bed.stop();
        bed.runtime.block_on(handle.finished());
        let popular = bed.store.reader().unwrap().popular(5).unwrap();
        let popular: Vec<_> = popular.iter().map(|post| post.id).collect();
        assert!(popular.contains(&read) && !popular.contains(&crawled), "{popular:?}");
    }
}
