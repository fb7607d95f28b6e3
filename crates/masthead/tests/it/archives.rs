//! `backup` and `restore`, through the binary.

use testsite::on_both_engines;

on_both_engines!(
    a_backup_made_while_serving_restores_elsewhere,
    a_site_without_pictures_is_backed_up_too,
    a_backup_restores_into_the_other_engine_and_back,
    a_site_is_never_overwritten,
    a_database_elsewhere_is_never_overwritten,
    a_damaged_backup_is_refused_before_anything_is_touched,
    a_backup_is_not_made_of_nothing_nor_over_a_folder,
);

mod check {
    use std::path::PathBuf;

    use serde_json::json;
    use testsite::{Engine, Ground};

    use crate::exports::{export, png, post, zip};
    use crate::running::{Running, masthead, succeed};

    /// A data folder, and the database of its site.
    struct Place {
        data: PathBuf,
        /// Kept for its PostgreSQL database.
        ground: Ground,
    }

    impl Place {
        /// `--data …`, and `--database …` where it is not in the folder.
        fn options(&self) -> Vec<&str> {
            let mut options = vec!["--data", self.data.to_str().unwrap()];
            if let Some(database) = self.ground.database() {
                options.extend(["--database", &database.url]);
            }
            options
        }

        fn with<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
            [arguments, &self.options()].concat()
        }

        fn run(&self, arguments: &[&str]) -> String {
            String::from_utf8(succeed(self.with(arguments)).stdout).unwrap()
        }

        /// Runs a command that must fail; what it said.
        fn refused(&self, arguments: &[&str]) -> String {
            let output = masthead(self.with(arguments)).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{arguments:?}");
            String::from_utf8_lossy(&output.stderr).into_owned()
        }

        fn serve(&self) -> Running {
            Running::serve(&self.data, &self.options()[2..])
        }

        fn serves_the_story(&self) {
            let (status, page) = self.serve().get("/one/");
            assert!(status == 200 && page.contains("First words."), "{status}");
            assert_eq!(std::fs::read(self.data.join("content/images/a.png")).unwrap(), png(9));
        }
    }

    struct Case {
        folder: tempfile::TempDir,
        site: Place,
    }

    impl Case {
        /// A site of one story and one picture.
        fn new(engine: Engine) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let site = Place { data: folder.path().join("site"), ground: Ground::new(engine) };
            let case = Self { folder, site };
            let json = export(
                "6.0.0",
                json!({"posts": [post(1, "One", "First words.")], "members": [{"id": "5", "email": "a@example.org"}]}),
            );
            let (json, picture) = (json.to_string(), png(9));
            let files: [(&str, &[u8]); 2] =
                [("export.json", json.as_bytes()), ("content/images/a.png", &picture)];
            std::fs::write(case.path("export.zip"), zip(&files)).unwrap();
            case.site.run(&["import", "ghost", &case.text("export.zip")]);
            case
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn text(&self, name: &str) -> String {
            self.path(name).to_str().unwrap().to_owned()
        }

        /// A place without a site.
        fn place(&self, name: &str, engine: Engine) -> Place {
            Place { data: self.path(name), ground: Ground::new(engine) }
        }

        /// A backup of the site.
        fn backup(&self) -> String {
            let file = self.text("backup.mast");
            self.site.run(&["backup", &file]);
            file
        }
    }

    pub(super) fn a_backup_made_while_serving_restores_elsewhere(engine: Engine) {
        let case = Case::new(engine);
        let site = case.site.serve();
        let backup = case.backup();
        assert_eq!(site.get("/one/").0, 200);
        site.terminate();
        let other = case.place("other", engine);
        assert!(other.run(&["restore", &backup]).contains("Restored 3 files"), "database, picture, original");
        other.serves_the_story();
        let again = other.run(&["import", "ghost", &case.text("export.zip")]);
        assert!(again.contains("Nothing had changed"), "ids and hashes came along");
    }

    pub(super) fn a_site_without_pictures_is_backed_up_too(engine: Engine) {
        let case = Case::new(engine);
        let words = export("6.0.0", json!({"posts": [post(2, "Two", "Second words.")]}));
        std::fs::write(case.path("words.json"), words.to_string()).unwrap();
        let (bare, other) = (case.place("bare", engine), case.place("other", engine));
        bare.run(&["import", "ghost", &case.text("words.json")]);
        bare.run(&["backup", &case.text("bare.mast")]);
        other.run(&["restore", &case.text("bare.mast")]);
        assert_eq!(other.serve().get("/two/").0, 200);
    }

    pub(super) fn a_backup_restores_into_the_other_engine_and_back(engine: Engine) {
        let case = Case::new(engine);
        let other = if engine == Engine::Sqlite { Engine::Postgres } else { Engine::Sqlite };
        let (moved, back) = (case.place("moved", other), case.place("back", engine));
        moved.run(&["restore", &case.backup()]);
        moved.serves_the_story();
        moved.run(&["backup", &case.text("two.mast")]);
        back.run(&["restore", &case.text("two.mast")]);
        back.serves_the_story();
    }

    pub(super) fn a_site_is_never_overwritten(engine: Engine) {
        let case = Case::new(engine);
        let (backup, site) = (case.backup(), &case.site);
        assert!(site.refused(&["restore", &backup]).contains("holds a site"));
        let running = site.serve();
        assert!(site.refused(&["restore", &backup, "--force"]).contains("already serves the data folder"));
        drop(running);
        std::fs::write(case.path("site/masthead.toml"), "cache_size = 9\n").unwrap();
        std::fs::create_dir_all(case.path("site/content/files")).unwrap();
        std::fs::write(case.path("site/content/files/mine.txt"), "mine").unwrap();
        let aside = case.path("site.before-restore-1");
        if engine == Engine::Postgres {
            let said = site.refused(&["restore", &backup, "--force"]);
            assert!(said.contains("not empty"), "{said}");
            assert!(!aside.exists(), "a database is not moved aside, so nothing is");
            site.serves_the_story();
            // Another database is what the operator then gives.
            let ground = Ground::new(engine);
            let moved = Place { data: site.data.clone(), ground };
            moved.run(&["restore", &backup, "--force"]);
            moved.serves_the_story();
        } else {
            site.run(&["restore", &backup, "--force"]);
            site.serves_the_story();
        }
        assert_eq!(std::fs::read_to_string(aside.join("content/files/mine.txt")).unwrap(), "mine");
        assert!(!case.path("site/content/files/mine.txt").exists());
        assert!(case.path("site/masthead.toml").exists());
    }

    pub(super) fn a_database_elsewhere_is_never_overwritten(engine: Engine) {
        let case = Case::new(engine);
        let (backup, elsewhere) = (case.backup(), case.path("elsewhere.db"));
        std::fs::write(&elsewhere, "somebody's").unwrap();
        let (data, elsewhere) = (case.text("site"), elsewhere.to_str().unwrap().to_owned());
        let arguments = ["restore", &backup, "--force", "--data", &data, "--database", &elsewhere];
        let output = masthead(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("elsewhere.db exists already"), "{said}");
        assert_eq!(std::fs::read_to_string(&elsewhere).unwrap(), "somebody's");
        assert!(!case.path("site.before-restore-1").exists(), "nothing was moved aside");
        case.site.serves_the_story();
    }

    pub(super) fn a_damaged_backup_is_refused_before_anything_is_touched(engine: Engine) {
        let case = Case::new(engine);
        let backup = case.backup();
        let whole = std::fs::read(&backup).unwrap();
        let other = case.place("other", engine);
        for place in [10, whole.len() / 3, whole.len() / 2, whole.len() - 30] {
            let mut damaged = whole.clone();
            damaged[place] ^= 0x21;
            std::fs::write(&backup, &damaged).unwrap();
            let said = other.refused(&["restore", &backup]);
            assert!(said.contains("backup.mast"), "{said}");
            assert!(!other.data.exists(), "byte {place}");
        }
        for end in [0, 7, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&backup, &whole[..end]).unwrap();
            assert!(other.refused(&["restore", &backup]).contains("backup.mast"));
            assert!(!other.data.exists());
        }
        std::fs::write(&backup, "not a backup at all").unwrap();
        assert!(other.refused(&["restore", &backup]).contains("is no backup"));
        assert!(other.refused(&["restore", "/nowhere/x"]).contains("cannot be opened"));
    }

    pub(super) fn a_backup_is_not_made_of_nothing_nor_over_a_folder(engine: Engine) {
        let case = Case::new(engine);
        let empty = case.place("empty", engine);
        assert!(empty.refused(&["backup", &case.text("x.mast")]).contains("holds no site yet"));
        assert!(!empty.data.exists());
        assert!(case.site.refused(&["backup", &case.text("site")]).contains("is a folder"));
        assert!(case.site.refused(&["backup", "/nowhere/x.mast"]).contains("cannot write into /nowhere"));
    }
}
