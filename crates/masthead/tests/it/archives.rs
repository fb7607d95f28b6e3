//! `backup` and `restore`, through the binary.

use std::path::{Path, PathBuf};

use crate::exports::{export, png, post, zip};
use crate::running::{Running, masthead, succeed};
use serde_json::json;
use testsite::{Engine, Ground};

struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    /// A site of one story and one picture.
    fn new() -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap() };
        let json = export(
            "6.0.0",
            json!({"posts": [post(1, "One", "First words.")], "members": [{"id": "5", "email": "a@example.org"}]}),
        );
        let (json, picture) = (json.to_string(), png(9));
        let files: [(&str, &[u8]); 2] =
            [("export.json", json.as_bytes()), ("content/images/a.png", &picture)];
        std::fs::write(case.path("export.zip"), zip(&files)).unwrap();
        succeed(["import", "ghost", case.text("export.zip").as_str(), "--data", case.text("site").as_str()]);
        case
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Runs a command that must fail; what it said.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = masthead(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

fn serves_the_story(data: &Path, more: &[&str]) {
    let site = Running::serve(data, more);
    let (status, page) = site.get("/one/");
    assert!(status == 200 && page.contains("First words."), "{status}");
    assert_eq!(std::fs::read(data.join("content/images/a.png")).unwrap(), png(9));
}

#[test]
fn a_backup_made_while_serving_restores_elsewhere() {
    let case = Case::new();
    let site = Running::serve(&case.path("site"), &[]);
    succeed(["backup", &case.text("backup.mast"), "--data", &case.text("site")]);
    assert_eq!(site.get("/one/").0, 200);
    site.terminate();
    let said = succeed(["restore", &case.text("backup.mast"), "--data", &case.text("other")]).stdout;
    assert!(String::from_utf8_lossy(&said).contains("Restored 2 files"));
    serves_the_story(&case.path("other"), &[]);
    let again = succeed(["import", "ghost", &case.text("export.zip"), "--data", &case.text("other")]).stdout;
    assert!(String::from_utf8_lossy(&again).contains("Nothing had changed"), "ids and hashes came along");
}

#[test]
fn a_backup_restores_into_postgres_and_back() {
    let case = Case::new();
    let ground = Ground::new(Engine::Postgres);
    let url = &ground.database().expect("a database").url;
    succeed(["backup", &case.text("one.mast"), "--data", &case.text("site")]);
    succeed(["restore", &case.text("one.mast"), "--data", &case.text("moved"), "--database", url]);
    serves_the_story(&case.path("moved"), &["--database", url]);
    succeed(["backup", &case.text("two.mast"), "--data", &case.text("moved"), "--database", url]);
    succeed(["restore", &case.text("two.mast"), "--data", &case.text("back")]);
    serves_the_story(&case.path("back"), &[]);
}

#[test]
fn a_site_is_never_overwritten() {
    let case = Case::new();
    let (backup, site) = (case.text("backup.mast"), case.text("site"));
    succeed(["backup", &backup, "--data", &site]);
    assert!(case.refused(&["restore", &backup, "--data", &site]).contains("holds a site"));
    let running = Running::serve(&case.path("site"), &[]);
    assert!(
        case.refused(&["restore", &backup, "--data", &site, "--force"])
            .contains("already serves the data folder")
    );
    drop(running);
    std::fs::write(case.path("site/masthead.toml"), "cache_size = 9\n").unwrap();
    std::fs::write(case.path("site/content/files/mine.txt"), "mine").unwrap_or_else(|_| {
        std::fs::create_dir_all(case.path("site/content/files")).unwrap();
        std::fs::write(case.path("site/content/files/mine.txt"), "mine").unwrap();
    });
    succeed(["restore", &backup, "--data", &site, "--force"]);
    let aside = case.path("site.before-restore-1");
    assert_eq!(std::fs::read_to_string(aside.join("content/files/mine.txt")).unwrap(), "mine");
    assert!(!case.path("site/content/files/mine.txt").exists());
    assert!(case.path("site/masthead.toml").exists());
    serves_the_story(&case.path("site"), &[]);
}

#[test]
fn a_damaged_backup_is_refused_before_anything_is_touched() {
    let case = Case::new();
    let backup = case.path("backup.mast");
    succeed(["backup", &case.text("backup.mast"), "--data", &case.text("site")]);
    let whole = std::fs::read(&backup).unwrap();
    let other = case.text("other");
    for place in [10, whole.len() / 3, whole.len() / 2, whole.len() - 30] {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x21;
        std::fs::write(&backup, &damaged).unwrap();
        let said = case.refused(&["restore", &case.text("backup.mast"), "--data", &other]);
        assert!(said.contains("backup.mast"), "{said}");
        assert!(!case.path("other").exists(), "byte {place}");
    }
    for end in [0, 7, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&backup, &whole[..end]).unwrap();
        assert!(
            case.refused(&["restore", &case.text("backup.mast"), "--data", &other]).contains("backup.mast")
        );
        assert!(!case.path("other").exists());
    }
    std::fs::write(&backup, "not a backup at all").unwrap();
    assert!(case.refused(&["restore", &case.text("backup.mast"), "--data", &other]).contains("is no backup"));
    assert!(case.refused(&["restore", "/nowhere/x", "--data", &other]).contains("cannot be opened"));
}

#[test]
fn a_backup_is_not_made_of_nothing_nor_over_a_folder() {
    let case = Case::new();
    assert!(
        case.refused(&["backup", &case.text("x.mast"), "--data", &case.text("empty")])
            .contains("holds no site yet")
    );
    assert!(!case.path("empty").exists());
    assert!(
        case.refused(&["backup", &case.text("site"), "--data", &case.text("site")]).contains("is a folder")
    );
    assert!(
        case.refused(&["backup", "/nowhere/x.mast", "--data", &case.text("site")])
            .contains("cannot write into /nowhere")
    );
}
