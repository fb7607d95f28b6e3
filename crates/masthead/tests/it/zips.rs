//! Exports in ZIPs: media, side files, and what an attacker would pack.

use testsite::on_both_engines;

on_both_engines!(
    pictures_media_and_files_arrive,
    redirects_and_routes_arrive,
    files_that_lie_about_their_type_are_left_out_or_named,
    a_picture_that_differs_replaces_the_old_one_which_is_kept_aside,
    a_failed_import_leaves_no_pictures,
    attacks_are_refused_whole,
    a_damaged_zip_is_refused_wherever_it_is_damaged,
);

mod check {
    use std::io::Write;

    use serde_json::json;
    use testsite::Engine;
    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use crate::exports::{Archive, export, png, post, zip};

    fn site(picture: &str) -> Vec<u8> {
        let mut row = post(1, "One", "First words.");
        row["feature_image"] = json!(format!("__GHOST_URL__/content/images/{picture}"));
        export("6.0.0", json!({"posts": [row]})).to_string().into_bytes()
    }

    fn kept(archive: &Archive, path: &str) -> Option<Vec<u8>> {
        std::fs::read(archive.data().join(path)).ok()
    }

    pub(super) fn pictures_media_and_files_arrive(engine: Engine) {
        for base in ["", "my-site/"] {
            let archive = Archive::new(engine);
            let (json, picture) = (site("2024/01/a.png"), png(1));
            let files: Vec<(String, &[u8])> = vec![
                (format!("{base}data/my-site.ghost.2024.json"), &json),
                (format!("{base}content/images/2024/01/a.png"), &picture),
                (format!("{base}content/media/2024/01/a.mp4"), b"film"),
                (format!("{base}content/files/2024/01/a.pdf"), b"paper"),
                (format!("{base}content/themes/casper/index.hbs"), b"theme"),
                ("__MACOSX/._x".to_owned(), b"x"),
            ];
            let files: Vec<(&str, &[u8])> =
                files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
            let zip = zip(&files);
            let summary = archive.try_import("export.zip", &zip).unwrap();
            assert_eq!(summary.counted("pictures and files").new, 3, "{summary}");
            assert_eq!(kept(&archive, "content/images/2024/01/a.png"), Some(picture.clone()));
            assert_eq!(kept(&archive, "content/media/2024/01/a.mp4").as_deref(), Some(&b"film"[..]));
            let row = archive.post("one").row.clone();
            assert_eq!((row.feature_image_width, row.feature_image_height), (Some(6), Some(4)));
            assert!(summary.notes.keys().any(|note| note.contains("theme files")), "{summary}");
            let before = archive.state();
            let again = archive.try_import("export.zip", &zip).unwrap();
            assert!(!again.changed_something(), "{again}");
            assert_eq!(archive.state(), before);
        }
    }

    pub(super) fn redirects_and_routes_arrive(engine: Engine) {
        let json = site("a.png");
        let rules = br#"[{"from":"^/old/$","to":"/new/","permanent":true}]"#;
        let archive = Archive::new(engine);
        let files: [(&str, &[u8]); 3] = [
            ("export.json", &json),
            ("content/data/redirects.json", rules),
            ("content/settings/routes.yaml", b"collections:\n  /:\n    permalink: /{id}/\n"),
        ];
        let summary = archive.try_import("export.zip", &zip(&files)).unwrap();
        assert_eq!(summary.counted("redirects").new, 1, "{summary}");
        let reader = archive.store.reader().unwrap();
        assert_eq!(&*reader.redirects().unwrap()[0].to, "/new/");
        let routes =
            || archive.store.reader().unwrap().settings().unwrap().get(routes::SETTING).map(str::to_owned);
        assert!(routes().unwrap().contains("/{id}/"));
        drop(reader);
        assert_eq!(summary.counted("routes.yaml").new, 1, "{summary}");
        let again = archive.try_import("export.zip", &zip(&files)).unwrap();
        assert!(!again.changed_something(), "{again}");
        let before = routes();
        let broken: [(&str, &[u8]); 2] =
            [("export.json", &json), ("routes.yaml", b"routes:\n  about: about\n")];
        let summary = archive.try_import("export.zip", &zip(&broken)).unwrap();
        let (_, note) = summary.notes.iter().find(|(note, _)| note.contains("routes.yaml")).expect("a note");
        assert!(note.1.as_deref().is_some_and(|said| said.contains("line 2")), "{summary}");
        assert_eq!(routes(), before);
        assert_eq!(archive.store.reader().unwrap().kept("files", "", 5).unwrap().len(), 1);
        let broken: [(&str, &[u8]); 2] = [("export.json", &json), ("redirects.yaml", b"301:\n  nonsense\n")];
        let said = archive.try_import("export.zip", &zip(&broken)).unwrap_err();
        assert!(said.contains("redirects.yaml: line 2"), "{said}");
    }

    pub(super) fn files_that_lie_about_their_type_are_left_out_or_named(engine: Engine) {
        let archive = Archive::new(engine);
        let (json, picture) = (site("a.png"), png(1));
        let files: [(&str, &[u8]); 6] = [
            ("export.json", &json),
            ("content/images/page.jpg", b"<!doctype html><script>alert(1)</script>"),
            ("content/images/noise.png", b"\x7fELF\x02\x01\x01"),
            ("content/images/drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
            ("content/images/empty.gif", b""),
            ("content/images/really-png.jpg", &picture),
        ];
        let summary = archive.try_import("export.zip", &zip(&files)).unwrap();
        assert_eq!(summary.counted("pictures and files").new, 1, "{summary}");
        assert!(kept(&archive, "content/images/really-png.jpg").is_some());
        assert!(kept(&archive, "content/images/page.jpg").is_none());
        let (_, note) = summary.notes.iter().find(|(note, _)| note.contains("no pictures")).expect("a note");
        assert_eq!(note.0, 4, "{summary}");
    }

    pub(super) fn a_picture_that_differs_replaces_the_old_one_which_is_kept_aside(engine: Engine) {
        let archive = Archive::new(engine);
        let json = site("a.png");
        let with = |red: u8| {
            let picture = png(red);
            let files: [(&str, &[u8]); 2] = [("export.json", &json), ("content/images/a.png", &picture)];
            zip(&files)
        };
        archive.try_import("export.zip", &with(1)).unwrap();
        let summary = archive.try_import("export.zip", &with(2)).unwrap();
        assert_eq!(summary.counted("pictures and files").changed, 1);
        assert_eq!(kept(&archive, "content/images/a.png"), Some(png(2)));
        let aside = walkdir::WalkDir::new(archive.data().join("replaced"))
            .into_iter()
            .flatten()
            .find(|entry| entry.file_type().is_file());
        assert_eq!(std::fs::read(aside.expect("the old picture").path()).unwrap(), png(1));
    }

    pub(super) fn a_failed_import_leaves_no_pictures(engine: Engine) {
        let archive = Archive::new(engine);
        let mut row = post(1, "One", "x");
        row["status"] = json!("lost");
        let json = export("6.0.0", json!({"posts": [row]})).to_string();
        let picture = png(1);
        let files: [(&str, &[u8]); 2] =
            [("export.json", json.as_bytes()), ("content/images/a.png", &picture)];
        let before = archive.state();
        let said = archive.try_import("export.zip", &zip(&files)).unwrap_err();
        assert!(said.starts_with("export.zip: export.json: db[0].data.posts[0].status"), "{said}");
        assert_eq!(archive.state(), before);
    }

    pub(super) fn attacks_are_refused_whole(engine: Engine) {
        let archive = Archive::new(engine);
        let json = site("a.png");
        let before = archive.state();
        let picture = png(1);
        for (name, words) in [
            ("../../evil.png", "leads out of its folder"),
            ("content/images/../../../evil.png", "leads out of its folder"),
            ("/etc/evil", "is an absolute path"),
            ("C:/evil", "is an absolute path"),
            ("content\\images\\..\\evil.png", "has a name that no export has"),
            ("content/images/a\n.png", "has a name that no export has"),
        ] {
            let files: [(&str, &[u8]); 2] = [("export.json", &json), (name, &picture)];
            let said = archive.try_import("export.zip", &zip(&files)).expect_err(name);
            assert!(said.contains(words), "{name}: {said}");
            assert_eq!(archive.state(), before, "{name}");
        }

        let mut linked = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        linked.start_file("export.json", SimpleFileOptions::default()).unwrap();
        linked.write_all(&json).unwrap();
        linked.add_symlink("content/images/passwd.png", "/etc/passwd", SimpleFileOptions::default()).unwrap();
        let said = archive.try_import("export.zip", &linked.finish().unwrap().into_inner()).unwrap_err();
        assert!(said.contains("symbolic link"), "{said}");

        let zeros = vec![b' '; 48 << 20];
        let files: [(&str, &[u8]); 2] = [("export.json", &json), ("content/files/zeros.bin", &zeros)];
        let said = archive.try_import("export.zip", &zip(&files)).unwrap_err();
        assert!(said.contains("zeros.bin") && said.contains("is a trap"), "{said}");

        let noise: Vec<u8> =
            (0..70_u32 << 20).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let mut stored = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        stored.start_file("export.json", plain).unwrap();
        stored.write_all(&json).unwrap();
        stored.start_file("content/files/noise.bin", plain).unwrap();
        stored.write_all(&noise).unwrap();
        let said = archive.try_import("export.zip", &stored.finish().unwrap().into_inner()).unwrap_err();
        assert!(said.contains("larger than 64 MiB unpacked"), "{said}");

        let files: [(&str, &[u8]); 1] = [("content/images/a.png", &picture)];
        let said = archive.try_import("export.zip", &zip(&files)).unwrap_err();
        assert!(said.contains("holds no Ghost export"), "{said}");
        assert_eq!(archive.state(), before);
    }

    pub(super) fn a_damaged_zip_is_refused_wherever_it_is_damaged(engine: Engine) {
        let archive = Archive::new(engine);
        let (json, picture) = (site("a.png"), png(1));
        let files: [(&str, &[u8]); 2] = [("export.json", &json), ("content/images/a.png", &picture)];
        let whole = zip(&files);
        let before = archive.state();
        for end in (4..whole.len()).step_by(97) {
            let said = archive.try_import("export.zip", &whole[..end]).unwrap_err();
            assert!(said.contains("export.zip"), "{said}");
        }
        // A flipped byte inside the packed JSON.
        let mut flipped = whole.clone();
        flipped[120] ^= 0x55;
        let said = archive.try_import("export.zip", &flipped).unwrap_err();
        assert!(said.contains("export.zip: export.json"), "{said}");
        assert_eq!(archive.state(), before);
    }
}
