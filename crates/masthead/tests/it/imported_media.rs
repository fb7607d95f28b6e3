//! Pictures, films and papers that come with an archive: what readers get of them, and what the newsroom sees.

use testsite::on_both_engines;

on_both_engines!(
    exiftool_finds_nothing_private_in_what_is_served,
    the_library_knows_them_once_with_their_words,
    a_repeat_changes_nothing,
    what_cannot_be_cleaned_is_kept_aside_and_said,
    what_an_older_import_left_is_cleaned_while_it_serves,
);

mod check {
    use std::{
        path::Path,
        process::Command,
        time::{Duration, Instant},
    };

    use serde_json::json;
    use store::{MediaQuery, MediaRow};
    use testsite::{Engine, Ground};

    use crate::exports::{Archive, export, post, zip};
    use crate::running::{Running, agent, succeed};

    /// Stands in everything that is nobody's business.
    const SECRET: &str = "SECRET";
    /// What exiftool says about any file of its kind.
    const HARMLESS: &[&str] = &[
        "ExifTool:",
        "System:",
        "File:",
        "Composite:",
        "JFIF:",
        "ICC",
        "PNG:",
        "GIF:",
        "RIFF:",
        "SVG:",
        "PDF:",
        "QuickTime:",
        "Track",
        "Adobe:",
        "MPEG:",
        "ID3",
    ];

    /// A photo as a camera and an agency leave it.
    fn photo(shade: u8, name: &str) -> Vec<u8> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        let picture =
            image::RgbImage::from_fn(700, 500, |x, y| image::Rgb([shade, (x / 6) as u8, (y / 4) as u8]));
        picture.save(&path).expect("a picture");
        let words = [
            "-GPSLatitude=41.7186",
            "-GPSLatitudeRef=N",
            "-GPSLongitude=44.7841",
            "-GPSLongitudeRef=E",
            "-EXIF:SerialNumber=SECRET-4711",
            "-EXIF:Make=SECRET",
            "-EXIF:OwnerName=SECRET",
            "-XMP-dc:Description=A boat leaves",
            "-XMP-photoshop:Credit=Ana Verin",
            "-XMP-xmpMM:DocumentID=SECRET",
            "-XMP-photoshop:City=SECRET",
        ];
        let output = Command::new("exiftool")
            .args(["-q", "-q", "-m", "-overwrite_original"])
            .args(words)
            .arg(&path)
            .output();
        let output = output.expect("exiftool is installed (scripts/setup.sh test)");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::read(path).expect("the photo")
    }

    /// Asserts that exiftool, which looks into every file of a folder, finds nothing that readers must not see.
    fn holds_nothing_private(folder: &Path) {
        let output =
            Command::new("exiftool").args(["-r", "-a", "-u", "-U", "-ee", "-G1", "-s"]).arg(folder).output();
        let output = String::from_utf8_lossy(&output.expect("exiftool runs").stdout).into_owned();
        assert!(output.lines().count() > 100, "{output}");
        let private: Vec<_> = output
            .lines()
            .filter(|line| line.starts_with('['))
            .map(|line| line.trim_start_matches('[').replacen("] ", ":", 1))
            .filter(|line| {
                let lower = line.to_lowercase();
                !HARMLESS.iter().any(|group| line.starts_with(group))
                    || ["gps", "serial", "secret", "exiftool:error"].iter().any(|word| lower.contains(word))
            })
            .collect();
        assert!(private.is_empty(), "{private:#?}");
        for entry in
            walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file())
        {
            let bytes = std::fs::read(entry.path()).expect("a file");
            assert!(memchr::memmem::find(&bytes, SECRET.as_bytes()).is_none(), "{}", entry.path().display());
        }
    }

    /// Everything that a site serves of these files, also in the sizes that pages ask for, below `into`; how many answers that were.
    fn fetch_all(site: &Running, files: &[&str], into: &Path) -> usize {
        let mut fetched = 0;
        for file in files {
            let mut addresses = vec![format!("/content/{file}")];
            if let Some(picture) = file.strip_prefix("images/") {
                for size in ["w300", "w600", "w1000", "w256h256"] {
                    addresses.push(format!("/content/images/size/{size}/{picture}"));
                    addresses.push(format!("/content/images/size/{size}/format/webp/{picture}"));
                }
            }
            for address in addresses {
                let mut answer = agent().get(format!("{}{address}", site.address)).call().expect("an answer");
                if answer.status().as_u16() != 200 {
                    assert_eq!(answer.status().as_u16(), 302, "{address}");
                    continue;
                }
                let to = into.join(address.trim_start_matches('/'));
                std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
                std::fs::write(to, answer.body_mut().read_to_vec().expect("a body")).expect("a file");
                fetched += 1;
            }
        }
        fetched
    }

    fn story() -> Vec<u8> {
        let mut row = post(1, "One", "First words.");
        row["feature_image"] = json!("__GHOST_URL__/content/images/2024/01/boat.jpg");
        row["feature_image_alt"] = json!("A boat");
        row["feature_image_caption"] = json!("<b>Photo:</b> somebody else");
        let mut second = post(2, "Two", "Second words.");
        second["feature_image"] = json!("__GHOST_URL__/content/images/2024/02/plain.png");
        second["feature_image_alt"] = json!("A plain");
        second["feature_image_caption"] = json!("The <i>plain</i> &amp; the sea");
        export("6.0.0", json!({"posts": [row, second]})).to_string().into_bytes()
    }

    fn plain() -> Vec<u8> {
        crate::exports::png(9)
    }

    const CLIP: &[u8] = include_bytes!("../../../media/tests/it/files/clip.mp4");
    const SOUND: &[u8] = include_bytes!("../../../media/tests/it/files/sound.mp3");

    /// An archive of every sort; the files that it has.
    fn whole() -> (Vec<u8>, Vec<&'static str>) {
        let (json, jpeg, png, webp) = (story(), photo(40, "a.jpg"), photo(90, "a.png"), photo(140, "a.webp"));
        let files: Vec<(&str, &[u8])> = vec![
            ("data/site.json", &json),
            ("content/images/2024/01/boat.jpg", &jpeg),
            ("content/images/2024/02/boat-copy.jpg", &jpeg),
            ("content/images/2024/02/quay.png", &png),
            ("content/images/2024/02/quay.webp", &webp),
            ("content/images/2024/02/plain.png", b""),
            ("content/media/2024/01/clip.mp4", CLIP),
            ("content/media/2024/01/sound.mp3", SOUND),
            ("content/files/2024/01/notes.txt", b"What was said."),
            ("content/images/2024/01/boat_o.jpg", &webp),
            ("content/images/size/w600/2024/01/boat.jpg", &jpeg),
        ];
        let png = plain();
        let files: Vec<(&str, &[u8])> = files
            .into_iter()
            .map(|(name, bytes)| (name, if bytes.is_empty() { &*png } else { bytes }))
            .collect();
        let served = files[1..9].iter().map(|(name, _)| name.trim_start_matches("content/")).collect();
        (zip(&files), served)
    }

    fn rows(archive: &Archive) -> Vec<MediaRow> {
        archive.store.reader().unwrap().media_list(&MediaQuery::default(), 100).unwrap()
    }

    pub(super) fn exiftool_finds_nothing_private_in_what_is_served(engine: Engine) {
        let (ground, folder) = (Ground::new(engine), tempfile::tempdir().expect("a folder"));
        let (archive, served) = whole();
        let (data, export) = (folder.path().join("site"), folder.path().join("export.zip"));
        std::fs::write(&export, archive).expect("an export");
        let database: Vec<&str> =
            ground.database().map_or_else(Vec::new, |database| vec!["--database", &database.url]);
        let (data, export) = (data.to_str().expect("a path"), export.to_str().expect("a path"));
        succeed(["import", "ghost", export, "--data", data].into_iter().chain(database.iter().copied()));
        let site = Running::serve(Path::new(data), &database);
        let fetched = folder.path().join("fetched");
        // Three photos with four sizes in two forms each, and every file itself.
        let count = fetch_all(&site, &served, &fetched);
        assert!(count >= served.len() + 3 * 6, "{count} files were served");
        holds_nothing_private(&fetched);
        assert_eq!(site.get("/content/images/2024/01/boat_o.jpg").0, 404);
    }

    pub(super) fn the_library_knows_them_once_with_their_words(engine: Engine) {
        let archive = Archive::new(engine);
        let (zip, served) = whole();
        let summary = archive.try_import("export.zip", &zip).unwrap();
        assert_eq!(summary.counted("pictures and files").new, served.len() as u64, "{summary}");
        let rows = rows(&archive);
        assert_eq!(rows.len(), served.len() - 1, "the boat is there twice and listed once");
        let at = |path: &str| {
            let reader = archive.store.reader().unwrap();
            reader.media_by_path(&format!("/content/{path}")).unwrap().unwrap_or_else(|| panic!("{path}"))
        };
        let boat = at("images/2024/01/boat.jpg");
        assert_eq!(at("images/2024/02/boat-copy.jpg"), boat);
        assert_eq!(
            (boat.caption.as_deref(), boat.credit.as_deref()),
            (Some("A boat leaves"), Some("Ana Verin"))
        );
        assert_eq!(boat.alt.as_deref(), Some("A boat"), "what the photo does not say, its story says");
        assert_eq!((boat.width, boat.height), (Some(700), Some(500)));
        assert!(boat.removed.contains("place") && boat.removed.contains("xmp"), "{}", boat.removed);
        assert_eq!(boat.uploaded_at, 1_704_067_200_000, "its address tells January 2024");
        let quiet = at("images/2024/02/plain.png");
        assert_eq!(
            (quiet.caption.as_deref(), quiet.alt.as_deref()),
            (Some("The plain & the sea"), Some("A plain"))
        );
        let uses = archive.store.reader().unwrap().media_uses(&boat.id, 9).unwrap();
        assert_eq!(uses.iter().map(|found| &*found.title).collect::<Vec<_>>(), ["One"]);
        for row in &rows {
            let original = archive.data().join("originals").join(&*row.original);
            assert!(original.is_file(), "{}", original.display());
        }
        let original = std::fs::read(archive.data().join("originals").join(&*boat.original)).unwrap();
        assert_eq!(original, photo(40, "a.jpg"), "as it came");
        assert!(archive.data().join("originals/ghost/images/2024/01/boat_o.jpg").is_file());
    }

    pub(super) fn a_repeat_changes_nothing(engine: Engine) {
        let archive = Archive::new(engine);
        let (zip, served) = whole();
        archive.try_import("export.zip", &zip).unwrap();
        let before = archive.state();
        let again = archive.try_import("export.zip", &zip).unwrap();
        assert!(!again.changed_something(), "{again}");
        assert_eq!(again.counted("pictures and files").unchanged, served.len() as u64);
        assert_eq!(archive.state(), before);
        // A file that somebody took away comes back; the row is the same.
        let gone = archive.data().join("content/images/2024/02/quay.png");
        std::fs::remove_file(&gone).unwrap();
        assert_eq!(archive.try_import("export.zip", &zip).unwrap().counted("pictures and files").new, 1);
        assert!(gone.is_file());
        assert_eq!(rows(&archive).len(), served.len() - 1);
    }

    pub(super) fn what_cannot_be_cleaned_is_kept_aside_and_said(engine: Engine) {
        let archive = Archive::new(engine);
        let (json, jpeg) = (story(), photo(3, "a.jpg"));
        let heic = [&[0, 0, 0, 24][..], b"ftypheic\0\0\0\0mif1heic", &[0; 40]].concat();
        let files: [(&str, &[u8]); 5] = [
            ("data/site.json", &json),
            ("content/images/2024/01/boat.jpg", &jpeg),
            ("content/images/2024/01/phone.heic", &heic),
            ("content/images/2024/01/broken.jpg", &jpeg[..400]),
            ("content/files/2024/01/old.doc", b"\xD0\xCF\x11\xE0 an old document of ours"),
        ];
        let zip = zip(&files);
        for round in ["first", "again"] {
            let summary = archive.try_import("export.zip", &zip).unwrap();
            let (_, (count, example)) =
                summary.notes.iter().find(|(note, _)| note.contains("cannot be cleaned")).expect("a note");
            assert_eq!((*count, example.is_some()), (3, true), "{round}: {summary}");
            assert_eq!(summary.counted("pictures and files").total(), 1, "{round}: {summary}");
            assert_eq!(summary.changed_something(), round == "first");
        }
        for (name, bytes) in &files[2..] {
            let below = name.trim_start_matches("content/");
            assert!(!archive.data().join("content").join(below).exists(), "{name}");
            let aside = archive.data().join("originals/not-served").join(below);
            assert_eq!(std::fs::read(aside).expect(name), *bytes);
        }
    }

    pub(super) fn what_an_older_import_left_is_cleaned_while_it_serves(engine: Engine) {
        let (ground, folder) = (Ground::new(engine), tempfile::tempdir().expect("a folder"));
        let data = folder.path().join("site");
        let (jpeg, boat) = (photo(70, "a.jpg"), data.join("content/images/2024/01/boat.jpg"));
        std::fs::create_dir_all(boat.parent().expect("a folder")).expect("a folder");
        std::fs::write(&boat, &jpeg).expect("a file");
        std::fs::write(boat.with_file_name("copy.jpg"), &jpeg).expect("a file");
        std::fs::write(boat.with_file_name("phone.tif"), b"II*\0 no picture for readers").expect("a file");
        let target = match ground.database() {
            Some(database) => store::Target::Postgres { url: database.url.clone() },
            None => store::Target::Sqlite { path: data.join("masthead.db") },
        };
        let store = store::Store::open(&target, &data).expect("the store opens");
        // What the migration leaves for a site that had posts before it.
        let job = store::NewJob {
            lane: store::Lane::Heavy,
            kind: newsroom::ADOPT_JOB,
            about: "all",
            payload: "",
            due_at: 0,
        };
        store.write::<_, store::Error>(|writer| writer.add_job(0, job).map(drop)).expect("a job");
        let database: Vec<&str> =
            ground.database().map_or_else(Vec::new, |database| vec!["--database", &database.url]);
        let site = Running::serve(&data, &database);
        let since = Instant::now();
        let done = || store.reader().unwrap().next_job_at(store::Lane::Heavy).unwrap().is_none();
        while !done() {
            assert!(since.elapsed() < Duration::from_secs(60), "the job ends");
            std::thread::sleep(Duration::from_millis(50));
        }
        let fetched = folder.path().join("fetched");
        fetch_all(&site, &["images/2024/01/boat.jpg", "images/2024/01/copy.jpg"], &fetched);
        holds_nothing_private(&fetched);
        assert_eq!(site.get("/content/images/2024/01/phone.tif").0, 404);
        assert!(data.join("originals/not-served/images/2024/01/phone.tif").is_file());
        let rows = store.reader().unwrap().media_list(&MediaQuery::default(), 9).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(
            std::fs::read(data.join("originals").join(&*rows[0].original)).expect("the original"),
            jpeg
        );
    }
}
