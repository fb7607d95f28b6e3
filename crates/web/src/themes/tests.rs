use std::io::{Cursor, Write};

use newsroom::{Actor, Clock, Newsroom, Refused};
use store::{Store, Target};

use super::*;

struct Bench {
    folder: tempfile::TempDir,
    config: Config,
    themes: Arc<Themes>,
}

impl Bench {
    fn new() -> Bench {
        Bench::with(|_| {})
    }

    fn with(change: impl FnOnce(&mut Config)) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Target::Sqlite { path: folder.path().join("x.db") }, folder.path()).unwrap();
        let newsroom = Newsroom::new(store.clone(), Clock::system());
        let theme = Theme::load(&Source::Embedded).unwrap();
        let mut config = Config::new(store, newsroom, Arc::new(theme), folder.path().into());
        change(&mut config);
        let themes = Arc::new(Themes::open(&config, "https://example.org").unwrap());
        Bench { folder, config, themes }
    }

    /// An upload of a theme whose version is seen in its name.
    fn install(&self, version: &str, index: &str) -> Result<Arc<Examined>, NotKept> {
        let package = format!(
            r#"{{"name": "paper", "version": "{version}", "author": "a@b.org", "config": {{"posts_per_page": 5}}}}"#
        );
        let files = [("package.json", &*package), ("index.hbs", index), ("post.hbs", "{{#post}}{{/post}}")];
        self.bring(&zip(&files), "Paper.zip")
    }

    fn bring(&self, bytes: &[u8], name: &str) -> Result<Arc<Examined>, NotKept> {
        let file = self.folder.path().join("upload.zip");
        std::fs::write(&file, bytes).unwrap();
        self.themes.install(&self.config.newsroom, Actor::operator(), &file, name)
    }

    fn live(&self) -> String {
        let look = self.themes.follow(&self.config.store).unwrap();
        format!("{} {}", look.theme.name(), look.theme.version())
    }
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_is_put_live_is_live_everywhere_and_what_is_broken_nowhere() {
    let bench = Bench::new();
    // Another server of the same site.
    let other = Themes::open(&bench.config, "https://example.org").unwrap();
    let seen = || other.follow(&bench.config.store).unwrap().theme.version().to_owned();
    let built_in = bench.live();
    bench.install("1.0.0", "one").unwrap();
    assert_eq!(bench.live(), built_in, "nobody put it live");
    bench.themes.activate(&bench.config.newsroom, Actor::operator(), "paper").unwrap();
    assert_eq!((bench.live().as_str(), seen().as_str()), ("paper 1.0.0", "1.0.0"));
    bench.install("1.1.0", "two").unwrap();
    assert_eq!((bench.live().as_str(), seen().as_str()), ("paper 1.1.0", "1.1.0"));
    let Err(NotKept::Unusable(report)) = bench.install("1.2.0", "<p>\n{{nonsense 1}}") else { panic!() };
    let found = report.errors.first().unwrap();
    assert!(found.file == "index.hbs" && found.line == 2 && found.excerpt == "{{nonsense 1}}", "{report}");
    assert_eq!((bench.live().as_str(), seen().as_str()), ("paper 1.1.0", "1.1.0"));
    let refused = bench.themes.remove(&bench.config.newsroom, Actor::operator(), "paper");
    assert!(matches!(refused, Err(Refused::Conflict(_))));
    bench.themes.activate(&bench.config.newsroom, Actor::operator(), Library::BUILT_IN).unwrap();
    bench.themes.remove(&bench.config.newsroom, Actor::operator(), "paper").unwrap();
    assert_eq!(bench.live(), built_in);
    assert!(matches!(
        bench.themes.activate(&bench.config.newsroom, Actor::operator(), "paper"),
        Err(NotKept::Refused(Refused::NotFound { .. }))
    ));
}

#[test]
fn a_live_theme_whose_files_were_spoilt_leaves_the_last_one_or_the_built_in_one() {
    let bench = Bench::new();
    bench.install("1.0.0", "one").unwrap();
    bench.themes.activate(&bench.config.newsroom, Actor::operator(), "paper").unwrap();
    assert_eq!(bench.live(), "paper 1.0.0");
    std::fs::remove_file(bench.folder.path().join("content/themes/paper/post.hbs")).unwrap();
    // Written by hand, past the check.
    bench.config.newsroom.activate_theme(Actor::operator(), "paper", "?").unwrap();
    assert_eq!(bench.live(), "paper 1.0.0");
    let live = bench.themes.live();
    let fault = live.fault.as_ref().unwrap();
    assert!(&*fault.name == "paper" && fault.report.errors.iter().any(|found| found.file == "post.hbs"));
    let restarted = Themes::open(&bench.config, "https://example.org").unwrap();
    assert_eq!(&*restarted.live().name, Library::BUILT_IN);
    assert!(restarted.live().fault.is_some());
    assert!(bench.install("1.0.1", "whole again").is_ok());
    assert_eq!((bench.live().as_str(), bench.themes.live().fault.is_none()), ("paper 1.0.1", true));
}

#[test]
fn a_pinned_theme_stays() {
    let bench = Bench::with(|config| config.pinned_theme = Some(Source::Embedded));
    bench.install("1.0.0", "one").unwrap();
    let refused = bench.themes.activate(&bench.config.newsroom, Actor::operator(), "paper");
    assert!(matches!(refused, Err(NotKept::Refused(Refused::Conflict(_)))));
    bench.config.newsroom.activate_theme(Actor::operator(), "paper", "1.0.0").unwrap();
    assert!(bench.live().starts_with("masthead-default"));
}

#[test]
fn files_that_change_are_read_anew_while_they_are_watched() {
    let bench = Bench::new();
    bench.install("1.0.0", "one").unwrap();
    bench.themes.activate(&bench.config.newsroom, Actor::operator(), "paper").unwrap();
    bench.live();
    watch(&bench.themes, &bench.config.newsroom).unwrap();
    let package = bench.folder.path().join("content/themes/paper/package.json");
    let text = std::fs::read_to_string(&package).unwrap();
    let before = bench.config.store.change_number();
    let until = |told: &dyn Fn() -> bool| {
        (0..200).any(|_| {
            told() || {
                std::thread::sleep(std::time::Duration::from_millis(25));
                false
            }
        })
    };
    std::fs::write(&package, text.replace("1.0.0", "1.0.12")).unwrap();
    assert!(until(&|| bench.live() == "paper 1.0.12" && bench.config.store.change_number() > before));
    std::fs::write(&package, "{").unwrap();
    assert!(until(&|| bench.themes.live().fault.is_some()));
    assert_eq!(bench.live(), "paper 1.0.12");
    std::fs::write(&package, text.replace("1.0.0", "1.0.123")).unwrap();
    assert!(until(&|| bench.live() == "paper 1.0.123" && bench.themes.live().fault.is_none()));
}

#[test]
fn a_preview_is_the_site_in_a_folder_until_it_ends() {
    let bench = Bench::new();
    bench.install("1.0.0", "one").unwrap();
    let newsroom = &bench.config.newsroom;
    let (token, _) = newsroom.preview_theme(Actor::operator(), "paper", "{}").unwrap();
    let look = bench.themes.preview(newsroom, token.as_str()).unwrap().unwrap();
    assert_eq!(look.theme.name(), "paper");
    let folder = format!("/theme-preview/{}", token.as_str());
    assert_eq!(look.address.base(), folder);
    assert_eq!(look.inside("/about/"), format!("{folder}/about/"));
    assert_eq!(look.inside(&format!("{folder}/about/")), format!("{folder}/about/"));
    assert_eq!(look.inside("https://other.example/"), "https://other.example/");
    assert_eq!(look.inside("//other.example/"), "//other.example/");
    assert!(bench.themes.preview(newsroom, "another").unwrap().is_none());
    assert_eq!(bench.themes.live().look.inside("/about/"), "/about/");
    bench.install("2.0.0", "two").unwrap();
    assert!(bench.themes.preview(newsroom, token.as_str()).unwrap().is_none(), "that version is gone");
}

#[test]
fn refused_names_and_files_leave_nothing() {
    let bench = Bench::new();
    for (bytes, name) in
        [(&b"GIF89a"[..], "paper.zip"), (&zip(&[("package.json", "{}")])[..], "masthead-default.zip")]
    {
        let refused = bench.bring(bytes, name);
        assert!(matches!(refused, Err(NotKept::Refused(Refused::Invalid { field: "file", .. }))), "{name}");
    }
    let huge = format!("{{\"name\": \"{}\"}}", "x".repeat(10 << 20));
    for package in ["{", "[]", &huge, &"[".repeat(200_000)] {
        let refused =
            bench.bring(&zip(&[("package.json", package), ("index.hbs", "x"), ("post.hbs", "x")]), "a.zip");
        assert!(matches!(refused, Err(NotKept::Unusable(_) | NotKept::Refused(Refused::Invalid { .. }))));
    }
    assert_eq!(bench.themes.library.names(), [Library::BUILT_IN]);
    let mut packed = Cursor::new(Vec::new());
    bench.themes.library.pack(Library::BUILT_IN, &mut packed).unwrap();
    let installed = bench.bring(packed.get_ref(), "mine.zip");
    assert!(installed.is_ok(), "the built-in theme is where one begins");
}
