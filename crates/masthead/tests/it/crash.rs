//! `kill -9` at any moment: the site starts, nothing that was acknowledged is missing.

use testsite::on_both_engines;

on_both_engines!(
    an_import_killed_anywhere_leaves_the_archive_as_it_was_and_a_repeat_completes,
    a_writer_killed_anywhere_loses_nothing_that_was_acknowledged,
);

mod check {
    use std::{
        collections::HashSet,
        io::{BufRead, BufReader},
        path::{Path, PathBuf},
        process::{Command, Stdio},
        sync::mpsc,
        time::{Duration, Instant},
    };

    use testsite::{Engine, Ground};

    use crate::running::{Running, masthead, sibling};

    /// Imports that are killed, on each engine.
    const IMPORTS: u32 = 25;
    /// Writers that are killed, on each engine.
    const WRITERS: u32 = 50;

    /// A data folder, with a database of its own.
    struct Place {
        folder: tempfile::TempDir,
        ground: Ground,
    }

    impl Place {
        fn new(engine: Engine) -> Self {
            Self { folder: tempfile::tempdir().expect("a folder"), ground: Ground::new(engine) }
        }

        fn data(&self) -> PathBuf {
            self.folder.path().join("site")
        }

        fn database(&self) -> Option<&str> {
            self.ground.database().map(|database| database.url.as_str())
        }

        fn serve(&self) -> Running {
            let database = self.database().map(|url| ["--database", url]);
            Running::serve(&self.data(), database.as_ref().map_or(&[], |options| options))
        }

        fn import(&self, export: &Path) -> Command {
            let mut command = masthead(["import", "ghost"]);
            command.arg(export).arg("--data").arg(self.data());
            command.args(self.database().into_iter().flat_map(|url| ["--database", url]));
            command.stdout(Stdio::null()).stderr(Stdio::null());
            command
        }
    }

    fn stories(site: &Running) -> usize {
        let (status, xml) = site.get("/sitemap-posts.xml");
        if status == 404 { 0 } else { xml.matches("<loc>").count() }
    }

    /// The addresses that the site's own list of its stories has.
    fn listed(site: &Running) -> HashSet<String> {
        let index = site.get("/sitemap.xml").1;
        let parts = locations(&index).filter(|part| part.starts_with("/sitemap-posts"));
        parts
            .flat_map(|part| {
                let part = site.get(part).1;
                locations(&part).map(|path| path.trim_matches('/').to_owned()).collect::<Vec<_>>()
            })
            .collect()
    }

    /// The paths of a sitemap.
    fn locations(xml: &str) -> impl Iterator<Item = &str> {
        xml.split("<loc>http://").skip(1).filter_map(|rest| {
            let address = rest.split_once("</loc>")?.0;
            address.find('/').map(|path| &address[path..])
        })
    }

    pub(super) fn an_import_killed_anywhere_leaves_the_archive_as_it_was_and_a_repeat_completes(
        engine: Engine,
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let export = folder.path().join("export.json");
        testsite::corpus::write_export(&export, 60, 7).expect("an export");

        // How long a whole import takes here, so that the kills are spread over all of it.
        let rehearsal = Place::new(engine);
        let started = Instant::now();
        assert!(rehearsal.import(&export).status().expect("it runs").success());
        let whole = started.elapsed();
        let site = rehearsal.serve();
        let all = stories(&site);
        assert!(all > 40, "the corpus has {all} public stories");
        site.terminate();

        let mut place = Place::new(engine);
        let mut cut = 0;
        for round in 0..IMPORTS {
            let mut child = place.import(&export).spawn().expect("the binary starts");
            std::thread::sleep(whole * round / IMPORTS);
            child.kill().expect("kill -9");
            let finished = child.wait().expect("it ends").success();
            cut += u32::from(!finished);
            let site = place.serve();
            let (status, _) = site.get("/");
            assert_eq!(status, 200, "round {round}");
            let found = stories(&site);
            assert!(found == 0 || found == all, "round {round}: {found} of {all} stories are there");
            assert!(
                !finished || found == all,
                "round {round}: the import was acknowledged, {found} of {all} are there"
            );
            drop(site);
            if found == all {
                place = Place::new(engine);
            }
        }
        assert!(cut >= IMPORTS / 2, "only {cut} of {IMPORTS} imports were cut");

        assert!(place.import(&export).status().expect("it runs").success(), "the repeated import completes");
        assert_eq!(stories(&place.serve()), all);
    }

    pub(super) fn a_writer_killed_anywhere_loses_nothing_that_was_acknowledged(engine: Engine) {
        let place = Place::new(engine);
        let mut acknowledged: Vec<String> = Vec::new();
        for round in 0..WRITERS {
            let mut child = Command::new(sibling("writer"))
                .arg(place.data())
                .arg(round.to_string())
                .args(place.database())
                .stdout(Stdio::piped())
                .spawn()
                .expect("the writer starts");
            let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
            // Half of them while they open the site and begin to write, half in the middle of writing.
            let (say, hear) = mpsc::channel();
            let killer = std::thread::spawn(move || {
                let wait = if round % 2 == 0 {
                    60 + u64::from(round) * 6
                } else {
                    let _ = hear.recv_timeout(Duration::from_secs(60));
                    u64::from(round) * 3
                };
                std::thread::sleep(Duration::from_millis(wait));
                child.kill().expect("kill -9");
                child.wait().expect("it ends");
            });
            let before = acknowledged.len();
            for line in lines.map_while(Result::ok) {
                acknowledged.push(line);
                let _ = say.send(());
            }
            killer.join().expect("the killer ends");
            let site = place.serve();
            let listed = listed(&site);
            for slug in &acknowledged {
                assert!(listed.contains(slug), "round {round}: {slug} was acknowledged");
            }
            for slug in acknowledged[before..].iter().rev().take(5) {
                let (status, html) = site.get(&format!("/{slug}/"));
                assert_eq!(status, 200, "round {round}: {slug} was acknowledged");
                assert!(html.contains("Acknowledged"), "round {round}: {slug} has its text");
            }
        }
        assert!(
            acknowledged.len() >= WRITERS as usize / 2,
            "only {} writes were acknowledged",
            acknowledged.len()
        );
    }
}
