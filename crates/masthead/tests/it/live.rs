//! An import while the site serves: not one read fails, and the first request after it shows the new archive.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use testsite::on_both_engines;

on_both_engines!(an_import_disturbs_no_reader);

mod check {
    use super::*;
    use indicatif::ProgressBar;
    use masthead::ghost::{Import, Sizes};
    use newsroom::{Clock, Newsroom};
    use store::Store;
    use testsite::{Engine, Ground, Site};

    pub(super) fn an_import_disturbs_no_reader(engine: Engine) {
        let ground = Ground::new(engine);
        let site = Arc::new(Site::serve(&ground));
        site.publish("Already there", "<p>Words.</p>");
        let (stop, reads) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let reader = std::thread::spawn({
            let (site, stop, reads) = (Arc::clone(&site), Arc::clone(&stop), Arc::clone(&reads));
            move || {
                while !stop.load(Ordering::Relaxed) {
                    for path in ["/", "/already-there/", "/rss/", "/nowhere/"] {
                        let status = site.get(path).status;
                        assert!(status == 200 || (status == 404 && path == "/nowhere/"), "{path}: {status}");
                        reads.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
        });
        let file = ground.folder().join("corpus.json");
        testsite::corpus::write_export(&file, 300, 3).unwrap();
        // As another process: a store of its own.
        let store = Store::open(&ground.target, ground.folder()).unwrap();
        let import = Import {
            file,
            data: ground.folder().to_owned(),
            trust: document::Trust::Untrusted,
            sizes: Sizes { total: 1 << 30, row: 1 << 25 },
            progress: ProgressBar::hidden(),
        };
        let before = reads.load(Ordering::Relaxed);
        import.run(&Newsroom::new(store, Clock::system())).unwrap();
        if engine == Engine::Sqlite {
            assert_eq!(site.get("/story-0/").status, 200, "the very next request sees it");
        } else {
            let since = std::time::Instant::now();
            while site.get("/story-0/").status != 200 {
                assert!(since.elapsed() < std::time::Duration::from_secs(5), "it never shows");
            }
        }
        stop.store(true, Ordering::Relaxed);
        reader.join().unwrap();
        assert!(reads.load(Ordering::Relaxed) > before, "somebody read meanwhile");
        assert!(site.get("/").body.contains("Corpus Courier"));
    }
}
