//! Uploads: taken in, known again, described, removed, and swept up after every crash that can happen.

use std::{fs, io::Cursor, path::Path, sync::Arc, time::Duration};

use image::{DynamicImage, ImageFormat, RgbImage};
use media::Limits;
use parking_lot::Mutex;
use store::{Author, AuthorRecord, Id, Kind, Lane, MediaQuery};

use crate::archive::Plan;
use crate::{
    Actor, Archive, Kinds, MediaWords, Newsroom, PostDraft, Refused, Role, Uploaded,
    test_ground::{Ground, NOON, on_both},
};

on_both! {
    Desk:
    a_picture_is_taken_in_and_its_original_stays_inside
    the_same_file_is_kept_once_and_the_same_name_twice
    what_is_not_taken_leaves_nothing
    who_brought_it_describes_it_and_so_do_editors
    what_is_shown_is_not_removed
    a_crash_at_any_point_leaves_no_row_without_a_file_and_no_file_without_a_row
    an_upload_that_is_under_way_is_not_swept
    what_lies_in_an_archive_is_cleaned_where_it_lies
    cleaning_an_archive_bears_being_killed_between_row_and_file
    a_picture_that_changed_no_more_than_its_place_keeps_its_bytes
}

struct Desk {
    room: Newsroom,
    archive: Archive,
    ground: Ground,
    reporter: Actor,
    colleague: Actor,
    editor: Actor,
}

impl Desk {
    fn on(ground: Ground) -> Desk {
        let room = ground.room.clone();
        let person = |name: &str, role| {
            let author = Author::named(Id::generate(NOON), "", name, NOON);
            let record = AuthorRecord { author, email: None, status: "active".into() };
            Actor::person(room.put_author(Actor::operator(), record).unwrap().id, role)
        };
        let (reporter, colleague, editor) =
            (person("Rita", Role::Contributor), person("Colin", Role::Author), person("Ed", Role::Editor));
        let archive = Archive::new(ground.folder.path());
        Desk { room, archive, ground, reporter, colleague, editor }
    }

    fn upload(&self, name: &str, bytes: &[u8]) -> Result<Uploaded, Refused> {
        let staged = self.archive.stage().unwrap();
        fs::write(staged.original(), bytes).unwrap();
        self.room.upload(self.reporter, &self.archive, &staged, name, &Limits::default())
    }

    /// Every file below a folder of the data folder.
    fn files(&self, below: &str) -> Vec<String> {
        fn walk(folder: &Path, all: &mut Vec<String>) {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() { walk(&path, all) } else { all.push(path.to_str().unwrap().to_owned()) }
            }
        }
        let mut all = Vec::new();
        walk(&self.ground.folder.path().join(below), &mut all);
        all
    }

    fn rows(&self) -> usize {
        self.room.store.reader().unwrap().media_list(&MediaQuery::default(), 100).unwrap().len()
    }

    fn sweep(&self) -> usize {
        // Long after the folders were made by the machine's own clock.
        self.room.clock.advance(4_102_444_800_000 - self.room.clock.now());
        self.room.sweep_uploads_older_than(&self.archive, Duration::ZERO).unwrap()
    }
}

fn jpeg(shade: u8) -> Vec<u8> {
    let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(40, 30, image::Rgb([shade, 0, 90])));
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

fn a_picture_is_taken_in_and_its_original_stays_inside(desk: &Desk) {
    let with_secret = [jpeg(1), b"SECRET behind the end".to_vec()].concat();
    let done = desk.upload("Море/../Sea & Sky.JPEG", &with_secret).unwrap();
    assert!(!done.known);
    let row = done.row;
    assert_eq!((&*row.path, &*row.name), ("/content/images/2025/06/sea-sky.jpg", "Sea & Sky.JPEG"));
    assert_eq!((row.width, row.height, &*row.kind), (Some(40), Some(30), "image"));
    assert_eq!(&*row.removed, "tail");
    let public = fs::read(desk.ground.folder.path().join("content/images/2025/06/sea-sky.jpg")).unwrap();
    assert_eq!(public.len() as u64, row.bytes);
    assert!(!public.ends_with(b"the end"));
    assert_eq!(fs::read(desk.archive.original(&row.original)).unwrap(), with_secret);
    assert!(desk.files("uploads").is_empty());
    let sizes = Arc::new(Mutex::new(Vec::new()));
    let made = Arc::clone(&sizes);
    let kinds = Kinds::ours().with(crate::SIZES_JOB, move |_, job| {
        made.lock().push(job.about.to_string());
        Ok(())
    });
    desk.room.work_off(Lane::Heavy, &kinds).unwrap();
    assert_eq!(
        *sizes.lock(),
        ["/content/images/2025/06/sea-sky.jpg"],
        "a job follows from the upload's own write"
    );
    assert_eq!(desk.room.store.reader().unwrap().media(&row.id).unwrap(), Some(row));
}

fn the_same_file_is_kept_once_and_the_same_name_twice(desk: &Desk) {
    let first = desk.upload("a.jpg", &jpeg(1)).unwrap().row;
    let again = desk.upload("b.jpg", &jpeg(1)).unwrap();
    assert!(again.known && again.row == first);
    let other = desk.upload("a.jpg", &jpeg(2)).unwrap().row;
    assert_eq!(&*other.path, "/content/images/2025/06/a-2.jpg");
    assert_eq!((desk.rows(), desk.files("originals").len(), desk.files("content").len()), (2, 2, 2));
    fs::remove_file(desk.archive.public(&first.path)).unwrap();
    assert!(desk.upload("a.jpg", &jpeg(1)).unwrap().known);
    assert!(desk.archive.public(&first.path).is_file(), "what was lost is there again");
}

fn what_is_not_taken_leaves_nothing(desk: &Desk) {
    for (name, bytes) in [("a.exe", &b"MZ\x90\0\x03\0"[..]), ("a.jpg", &jpeg(1)[..60]), ("a.jpg", b"")] {
        let refused = desk.upload(name, bytes);
        assert!(matches!(refused, Err(Refused::Invalid { field: "file", .. })), "{refused:?}");
    }
    assert_eq!((desk.rows(), desk.files("originals").len(), desk.files("content").len()), (0, 0, 0));
    assert!(desk.files("uploads").is_empty());
}

fn who_brought_it_describes_it_and_so_do_editors(desk: &Desk) {
    let id = desk.upload("a.jpg", &jpeg(1)).unwrap().row.id;
    let words = MediaWords {
        caption: " A calm sea ".into(),
        credit: "Rita".into(),
        alt: String::new(),
        focus: Some((20, 80)),
    };
    let row = desk.room.describe_media(desk.reporter, &id, &words).unwrap();
    assert_eq!(
        (row.caption.as_deref(), row.alt.as_deref(), row.focus),
        (Some("A calm sea"), None, Some((20, 80)))
    );
    desk.room.describe_media(desk.editor, &id, &MediaWords::default()).unwrap();
    let refused = |actor, words: &MediaWords| desk.room.describe_media(actor, &id, words).unwrap_err();
    assert!(matches!(refused(desk.colleague, &words), Refused::NotAllowed { .. }));
    let long = MediaWords { caption: "x".repeat(2_001), ..MediaWords::default() };
    assert!(matches!(refused(desk.reporter, &long), Refused::Invalid { field: "caption", .. }));
    let outside = MediaWords { focus: Some((101, 0)), ..MediaWords::default() };
    assert!(matches!(refused(desk.reporter, &outside), Refused::Invalid { field: "focus", .. }));
}

fn what_is_shown_is_not_removed(desk: &Desk) {
    let row = desk.upload("a.jpg", &jpeg(1)).unwrap().row;
    let body = document::Document::from_html(
        &format!("<p>x</p><img src=\"{}\">", row.path),
        document::Trust::Untrusted,
    );
    let draft = PostDraft::new(Kind::Post, "The sea", body.unwrap().document, NOON);
    let post = desk.room.save_draft(desk.reporter, draft).unwrap().id;
    let remove = |actor| desk.room.remove_media(actor, &desk.archive, &row.id);
    match remove(desk.editor) {
        Err(Refused::Conflict(why)) => assert!(why.to_string().contains("“The sea”"), "{why}"),
        other => panic!("{other:?}"),
    }
    desk.room.delete(desk.editor, &post).unwrap();
    assert!(matches!(remove(desk.colleague), Err(Refused::NotAllowed { .. })));
    remove(desk.editor).unwrap();
    assert!(matches!(remove(desk.editor), Err(Refused::NotFound { .. })));
    assert_eq!((desk.rows(), desk.files("content").len(), desk.files("originals").len()), (0, 0, 0));
    assert!(desk.files("uploads").is_empty());
}

fn a_crash_at_any_point_leaves_no_row_without_a_file_and_no_file_without_a_row(desk: &Desk) {
    let staged = || {
        let staged = desk.archive.stage().unwrap();
        fs::write(staged.original(), jpeg(7)).unwrap();
        staged
    };
    let planned = |staged: &crate::Staged| {
        staged.clean("a.jpg", &Limits::default()).unwrap();
        let path = desk.archive.take_name("/content/images/2025/06", "a", "jpg").unwrap();
        let plan = Plan { paths: vec![path], original: "aa/7.jpg".into() };
        staged.write_plan(&plan).unwrap();
        plan
    };
    // While the file came in.
    staged().abandon();
    // With its name taken.
    let second = staged();
    planned(&second);
    second.abandon();
    // With both files in place and no row.
    let third = staged();
    let plan = planned(&third);
    desk.archive.settle(&third, &plan).unwrap();
    third.abandon();
    assert_eq!(desk.files("content").len(), 2);
    assert_eq!(desk.sweep(), 3);
    assert_eq!((desk.files("content").len(), desk.files("originals").len()), (0, 0));
    // With its row.
    let row = desk.upload("b.jpg", &jpeg(8)).unwrap().row;
    let plan = Plan { paths: vec![row.path.to_string()], original: row.original.to_string() };
    desk.archive.plan_removal(&plan).unwrap().abandon();
    assert_eq!(desk.sweep(), 1);
    assert!(desk.archive.public(&row.path).is_file() && desk.archive.original(&row.original).is_file());
    // A removal whose row went, and whose files had no time to.
    desk.archive.plan_removal(&plan).unwrap().abandon();
    desk.room.store.write(|writer| writer.delete_media(&row.id)).unwrap();
    assert_eq!(desk.sweep(), 1);
    assert_eq!((desk.files("content").len(), desk.files("originals").len()), (0, 0));
    assert!(desk.files("uploads").is_empty());
}

fn an_upload_that_is_under_way_is_not_swept(desk: &Desk) {
    let staged = desk.archive.stage().unwrap();
    assert_eq!(desk.room.sweep_uploads_older_than(&desk.archive, Duration::from_secs(3600)).unwrap(), 0);
    assert!(staged.original().parent().unwrap().is_dir());
}

/// A picture with something behind its end, as an older import left it below `content/`.
fn left_by_an_import(desk: &Desk, name: &str, shade: u8) -> (std::path::PathBuf, Vec<u8>) {
    let file = desk.ground.folder.path().join("content/images/2020/02").join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let bytes = [jpeg(shade), b"SECRET behind the end".to_vec()].concat();
    fs::write(&file, &bytes).unwrap();
    (file, bytes)
}

fn adopt_all(desk: &Desk) -> (u64, u64) {
    let (mut done, mut after) = ((0, 0), String::new());
    loop {
        let run = desk.room.adopt_media(&desk.archive, &after).unwrap();
        done = (done.0 + run.taken, done.1 + run.refused);
        match run.next {
            Some(next) => after = next,
            None => return done,
        }
    }
}

fn what_lies_in_an_archive_is_cleaned_where_it_lies(desk: &Desk) {
    let (file, came) = left_by_an_import(desk, "a.jpg", 1);
    left_by_an_import(desk, "b.jpg", 1);
    fs::write(file.with_file_name("c.bmp"), b"BM\0\0\0\0\0\0\0\0 no picture for readers").unwrap();
    left_by_an_import(desk, "a_o.jpg", 2);
    let uploaded = desk.upload("other.jpg", &jpeg(9)).unwrap().row;
    assert_eq!(adopt_all(desk), (2, 1));
    let public = fs::read(&file).unwrap();
    assert!(!public.ends_with(b"the end") && fs::read(file.with_file_name("b.jpg")).unwrap() == public);
    let row =
        desk.room.store.reader().unwrap().media_by_path("/content/images/2020/02/b.jpg").unwrap().unwrap();
    assert_eq!((&*row.path, row.uploaded_by), ("/content/images/2020/02/a.jpg", None));
    assert_eq!(fs::read(desk.archive.original(&row.original)).unwrap(), came);
    assert_eq!(desk.rows(), 2, "the same picture is listed once, and what was uploaded stays as it is");
    assert!(desk.archive.public(&uploaded.path).is_file());
    for aside in ["not-served/images/2020/02/c.bmp", "ghost/images/2020/02/a_o.jpg"] {
        assert!(desk.archive.original(aside).is_file(), "{aside}");
    }
    let before = (desk.files("content"), desk.files("originals"));
    assert_eq!(adopt_all(desk), (0, 0), "and it is done once");
    assert_eq!((desk.files("content"), desk.files("originals")), before);
    assert!(desk.files("uploads").is_empty());
    // It goes with all its addresses.
    desk.room.remove_media(desk.editor, &desk.archive, &row.id).unwrap();
    assert!(!file.exists() && !file.with_file_name("b.jpg").exists());
}

fn cleaning_an_archive_bears_being_killed_between_row_and_file(desk: &Desk) {
    let (file, came) = left_by_an_import(desk, "a.jpg", 1);
    adopt_all(desk);
    let public = fs::read(&file).unwrap();
    // As if the machine had stopped after the row was written and before the file was replaced.
    fs::write(&file, &came).unwrap();
    assert_eq!(adopt_all(desk), (1, 0));
    assert_eq!(fs::read(&file).unwrap(), public);
    assert_eq!((desk.rows(), desk.files("originals").len()), (1, 1));
}

fn a_picture_that_changed_no_more_than_its_place_keeps_its_bytes(desk: &Desk) {
    let file = desk.ground.folder.path().join("content/images/2020/02/large.jpg");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let mut large = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(4_200, 8)).write_to(&mut large, ImageFormat::Jpeg).unwrap();
    fs::write(&file, large.get_ref()).unwrap();
    assert_eq!(adopt_all(desk), (1, 0));
    assert_eq!(&fs::read(&file).unwrap(), large.get_ref(), "an archive's pictures keep size and quality");
    let row = desk
        .room
        .store
        .reader()
        .unwrap()
        .media_by_path("/content/images/2020/02/large.jpg")
        .unwrap()
        .unwrap();
    assert_eq!((row.width, row.height, &*row.removed), (Some(4_200), Some(8), ""));
}
