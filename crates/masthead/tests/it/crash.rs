//! `kill -9` at any moment: the site starts, nothing that was acknowledged is missing.

use testsite::on_both_engines;

on_both_engines!(
    an_import_killed_anywhere_leaves_the_archive_as_it_was_and_a_repeat_completes,
    a_writer_killed_as_it_begins_loses_nothing_that_was_acknowledged,
    a_writer_killed_in_the_middle_loses_nothing_that_was_acknowledged,
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

    use crate::exports::{png, zip};
    use crate::running::{Running, masthead, sibling};

    /// Imports that are killed, on each engine.
    const IMPORTS: u32 = 25;
    /// Writers that are killed at each of two moments, on each engine.
    const WRITERS: u32 = 25;

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
        let export = export_with_pictures(folder.path());

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
            let pictures = pictures(&place.data());
            assert!(found == 0 || pictures == PICTURES, "round {round}: {pictures} pictures are there");
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
        let site = place.serve();
        assert_eq!((stories(&site), pictures(&place.data())), (all, PICTURES));
        for number in 0..PICTURES {
            let picture = site.bytes(&format!("/content/images/2024/01/{number}.png"));
            assert!(
                picture.0 == 200 && memchr::memmem::find(&picture.1, SECRET).is_none(),
                "picture {number}"
            );
        }
        let kept = files(&place.data().join("originals"));
        assert_eq!(kept.iter().filter(|bytes| bytes.ends_with(SECRET)).count(), PICTURES, "all as they came");
    }

    /// Pictures of the export.
    const PICTURES: usize = 20;
    /// Behind the end of each.
    const SECRET: &[u8] = b"SECRET";

    fn export_with_pictures(folder: &Path) -> PathBuf {
        let (json, export) = (folder.join("export.json"), folder.join("export.zip"));
        testsite::corpus::write_export(&json, 60, 7).expect("an export");
        let json = std::fs::read(json).expect("the export");
        let pictures: Vec<(String, Vec<u8>)> = (0..PICTURES)
            .map(|n| (format!("content/images/2024/01/{n}.png"), [&png(n as u8), SECRET].concat()))
            .collect();
        let files = pictures.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let files: Vec<_> = [("data/export.json", json.as_slice())].into_iter().chain(files).collect();
        std::fs::write(&export, zip(&files)).expect("an export");
        export
    }

    /// How many pictures lie where readers get them; none of them is as it came.
    fn pictures(data: &Path) -> usize {
        let pictures = files(&data.join("content/images"));
        let secret = pictures.iter().filter(|bytes| bytes.ends_with(SECRET)).count();
        assert_eq!(secret, 0, "files lie in public as they came");
        pictures.len()
    }

    /// What every file below a folder holds.
    fn files(folder: &Path) -> Vec<Vec<u8>> {
        let entries = walkdir::WalkDir::new(folder).into_iter().flatten();
        let files = entries.filter(|entry| entry.file_type().is_file());
        files.map(|entry| std::fs::read(entry.path()).expect("a file")).collect()
    }

    pub(super) fn a_writer_killed_as_it_begins_loses_nothing_that_was_acknowledged(engine: Engine) {
        kill_writers(engine, Moment::Beginning);
    }

    pub(super) fn a_writer_killed_in_the_middle_loses_nothing_that_was_acknowledged(engine: Engine) {
        kill_writers(engine, Moment::Middle);
    }

    /// When a writer is killed.
    #[derive(PartialEq)]
    enum Moment {
        /// While it opens the site and begins to write.
        Beginning,
        /// After something was acknowledged.
        Middle,
    }

    fn kill_writers(engine: Engine, moment: Moment) {
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
            let (say, hear) = mpsc::channel();
            let begins = moment == Moment::Beginning;
            let killer = std::thread::spawn(move || {
                let wait = if begins {
                    60 + u64::from(round) * 12
                } else {
                    let _ = hear.recv_timeout(Duration::from_secs(60));
                    u64::from(round) * 6
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
        let writes = acknowledged.len();
        assert!(
            moment == Moment::Beginning || writes >= WRITERS as usize,
            "only {writes} writes were acknowledged"
        );
    }
}
