//! `kill -9` at any moment: the site starts, nothing that was acknowledged is missing.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::running::{Running, masthead, sibling, succeed};

const IMPORTS: u32 = 25;
const WRITERS: u32 = 30;

fn stories(site: &Running) -> usize {
    let (status, xml) = site.get("/sitemap-posts.xml");
    if status == 404 { 0 } else { xml.matches("<loc>").count() }
}

#[test]
fn an_import_killed_anywhere_leaves_the_archive_as_it_was_and_a_repeat_completes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (export, data) = (folder.path().join("export.json"), folder.path().join("site"));
    testsite::corpus::write_export(&export, 400, 7).expect("an export");
    let import = || {
        masthead([
            "import",
            "ghost",
            export.to_str().expect("UTF-8"),
            "--data",
            data.to_str().expect("UTF-8"),
        ])
    };

    // How long a whole import takes here, so that the kills are spread over all of it.
    let rehearsal = folder.path().join("rehearsal");
    let started = Instant::now();
    succeed([
        "import",
        "ghost",
        export.to_str().expect("UTF-8"),
        "--data",
        rehearsal.to_str().expect("UTF-8"),
    ]);
    let whole = started.elapsed();
    let site = Running::serve(&rehearsal, &[]);
    let all = stories(&site);
    assert!(all > 300, "the corpus has {all} public stories");
    site.terminate();

    let mut cut = 0;
    for round in 0..IMPORTS {
        let mut child =
            import().stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary starts");
        std::thread::sleep(whole * round / IMPORTS);
        child.kill().expect("kill -9");
        let finished = child.wait().expect("it ends").success();
        cut += u32::from(!finished);
        let site = Running::serve(&data, &[]);
        let (status, _) = site.get("/");
        assert_eq!(status, 200, "round {round}");
        let found = stories(&site);
        assert!(found == 0 || found == all, "round {round}: {found} of {all} stories are there");
        assert!(
            !finished || found == all,
            "round {round}: the import was acknowledged, {found} of {all} are there"
        );
        if found == all {
            drop(site);
            std::fs::remove_dir_all(&data).expect("a fresh start");
        }
    }
    assert!(cut >= IMPORTS / 2, "only {cut} of {IMPORTS} imports were cut");

    assert!(import().output().expect("it runs").status.success(), "the repeated import completes");
    let site = Running::serve(&data, &[]);
    assert_eq!(stories(&site), all);
}

#[test]
fn a_writer_killed_anywhere_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("site");
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..WRITERS {
        let mut child = Command::new(sibling("writer"))
            .arg(&data)
            .arg(round.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the writer starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(120 + u64::from(round) * 7));
            child.kill().expect("kill -9");
            child.wait().expect("it ends");
        });
        let before = acknowledged.len();
        acknowledged.extend(lines.map_while(Result::ok));
        killer.join().expect("the killer ends");
        let site = Running::serve(&data, &[]);
        for slug in &acknowledged[before..] {
            let (status, html) = site.get(&format!("/{slug}/"));
            assert_eq!(status, 200, "round {round}: {slug} was acknowledged");
            assert!(html.contains("Acknowledged"), "round {round}: {slug} has its text");
        }
    }
    assert!(acknowledged.len() > WRITERS as usize, "only {} writes were acknowledged", acknowledged.len());
    let site = Running::serve(&data, &[]);
    for slug in &acknowledged {
        assert_eq!(site.get(&format!("/{slug}/")).0, 200, "{slug} is still there at the end");
    }
}
