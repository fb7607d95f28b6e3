use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const PACKAGE: &str =
    r#"{"name": "paper", "version": "1.0.0", "author": "a@b.org", "config": {"posts_per_page": 5}}"#;

fn zip(files: &[(&str, &[u8])]) -> Cursor<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap()
}

fn library() -> (TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::new(folder.path().join("themes"));
    (folder, library)
}

fn refused(files: &[(&str, &[u8])]) -> Unfit {
    let (folder, library) = library();
    let unfit = library.unpack(zip(files)).expect_err("refused");
    assert_eq!(fs::read_dir(folder.path().join("themes")).unwrap().count(), 0, "nothing is left of it");
    assert!(!folder.path().join("evil").exists());
    unfit
}

#[test]
fn a_theme_is_unpacked_checked_put_packed_and_removed() {
    let (_folder, library) = library();
    let files: &[(&str, &[u8])] = &[
        ("paper-main/package.json", PACKAGE.as_bytes()),
        ("paper-main/index.hbs", b"{{ghost_head}}{{ghost_foot}}{{body_class}}"),
        ("paper-main/post.hbs", b"{{#post}}{{post_class}}{{/post}}"),
        ("paper-main/.git/config", b"secret"),
        ("__MACOSX/paper-main/._index.hbs", b"x"),
    ];
    let staged = library.unpack(zip(files)).unwrap();
    assert!(staged.check().is_usable(), "{}", staged.check());
    assert_eq!(library.names(), [Library::BUILT_IN], "what is staged is not installed");
    library.put(staged, "paper").unwrap();
    assert_eq!(library.names(), [Library::BUILT_IN, "paper"]);
    let mut packed = Cursor::new(Vec::new());
    library.pack("paper", &mut packed).unwrap();
    let again = library.unpack(packed).unwrap();
    assert_eq!(again.check(), Theme::check(&library.source("paper").unwrap()));
    library.put(again, "paper").unwrap();
    assert!(library.remove("paper").unwrap() && !library.remove("paper").unwrap());
    assert_eq!(library.names(), [Library::BUILT_IN]);
    assert_eq!(fs::read_dir(&library.folder).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn the_built_in_theme_is_there_can_be_packed_and_not_be_replaced() {
    let (_folder, library) = library();
    assert_eq!(Theme::load(&Source::Embedded).unwrap().name(), Library::BUILT_IN);
    let mut packed = Cursor::new(Vec::new());
    library.pack(Library::BUILT_IN, &mut packed).unwrap();
    let staged = library.unpack(packed).unwrap();
    assert!(staged.check().is_usable());
    assert!(library.put(staged, Library::BUILT_IN).is_err() && !library.remove(Library::BUILT_IN).unwrap());
}

#[test]
fn names_are_made_as_in_ghost_and_lead_nowhere_else() {
    for (file, name) in [
        ("casper.zip", Some("casper")),
        ("My Theme 1.2.zip", Some("my-theme-1-2")),
        ("../../evil.zip", Some("evil")),
        ("C:\\themes\\blue_moon.zip", Some("blue_moon")),
        ("masthead-default.zip", None),
        ("....zip", None),
        (".zip", None),
        ("тема.zip", None),
    ] {
        assert_eq!(Library::name_of(file).as_deref(), name, "{file}");
    }
    let (_folder, library) = library();
    for name in ["..", ".", "", "a/b", "../x", "-x", ".git", &"x".repeat(101)] {
        assert!(library.source(name).is_none() && !library.remove(name).unwrap(), "{name}");
    }
}

#[test]
fn what_leads_outside_is_refused_whole() {
    for name in
        ["../evil", "theme/../../evil", "/evil", "C:\\evil", "theme\\..\\evil", "a//b", "./package.json"]
    {
        let unfit = refused(&[("package.json", PACKAGE.as_bytes()), (name, b"x")]);
        assert!(matches!(unfit, Unfit::Entry(_)), "{name}: {unfit}");
    }
    let twice = refused(&[("package.json", PACKAGE.as_bytes()), ("Package.json", b"x")]);
    assert!(matches!(twice, Unfit::Entry(_)), "{twice}");
    let mut linked = ZipWriter::new(Cursor::new(Vec::new()));
    linked.add_symlink("package.json", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let linked = linked.finish().unwrap();
    assert!(matches!(library().1.unpack(linked), Err(Unfit::Entry(_))));
}

#[test]
fn bombs_crowds_and_other_files_are_refused() {
    let zeros = vec![0; 16 << 20];
    assert!(matches!(
        refused(&[("package.json", PACKAGE.as_bytes()), ("assets/a.bin", &zeros)]),
        Unfit::Bomb
    ));
    let names: Vec<String> = (0..4_100).map(|n| format!("assets/{n}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(matches!(refused(&many), Unfit::TooLarge));
    let (_folder, library) = library();
    for bytes in [&b""[..], b"PK", b"GIF89a", PACKAGE.as_bytes(), b"PK\x05\x06aaaaaaaaaaaaaaaaaaaaaaaa"] {
        assert!(library.unpack(Cursor::new(bytes.to_vec())).is_err());
    }
    // A short file that says it has 65,535 entries.
    let mut lying = zip(&[("package.json", PACKAGE.as_bytes())]).into_inner();
    let end = lying.len() - 22;
    lying[end + 10..end + 12].copy_from_slice(&[0xff, 0xff]);
    assert!(matches!(library.unpack(Cursor::new(lying)), Err(Unfit::TooLarge)));
    assert!(matches!(refused(&[("readme.md", b"hello")]), Unfit::NoTheme));
    assert!(matches!(refused(&[("a/package.json", b"{}"), ("b/package.json", b"{}")]), Unfit::NoTheme));
}

#[test]
fn what_a_crash_left_of_an_upload_is_swept() {
    let (folder, library) = library();
    library.sweep().unwrap();
    let themes = folder.path().join("themes");
    for name in [".staged-abc", ".replaced-abc", "paper", "staged-by-hand"] {
        fs::create_dir_all(themes.join(name).join("theme")).unwrap();
    }
    library.sweep().unwrap();
    let mut left: Vec<_> = fs::read_dir(&themes).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, [".replaced-abc", "paper", "staged-by-hand"]);
}
