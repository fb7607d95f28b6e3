//! Files of the archive and smaller pictures.

use std::{io::Cursor, thread};

use image::{DynamicImage, ImageFormat, RgbImage};
use testsite::Engine;

use crate::harness::Bed;

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let pixels = RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, (x * y) as u8]));
    DynamicImage::ImageRgb8(pixels).write_to(&mut out, format).unwrap();
    out.into_inner()
}

#[test]
fn files_are_sent_whole_or_in_part() {
    let bed = Bed::new();
    let bytes: Vec<u8> = (0..300_000u32).map(|number| number as u8).collect();
    let file = std::fs::File::open(bed.file("media/2024/01/a clip.mp4", &bytes)).unwrap();
    let whole = bed.get("/content/media/2024/01/a%20clip.mp4");
    assert_eq!(whole.header("last-modified"), "", "it may change within the same second");
    file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(9)).unwrap();
    let path = "/content/media/2024/01/a%20clip.mp4";
    let whole = bed.get(path);
    assert_eq!((whole.status, whole.header("content-type")), (200, "video/mp4"));
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert!(whole.body == bytes);
    let (etag, date) = (whole.header("etag"), whole.header("last-modified"));
    let range =
        |spec: &str, more: &[(&str, &str)]| bed.ask("GET", path, &[&[("range", spec)], more].concat());
    let part = range("bytes=100000-299998", &[]);
    assert_eq!((part.status, part.header("content-range")), (206, "bytes 100000-299998/300000"));
    assert!(part.body == bytes[100_000..=299_998]);
    assert!(range("bytes=-5", &[]).body == bytes[299_995..]);
    let nothing = range("bytes=300000-", &[]);
    assert_eq!((nothing.status, nothing.header("content-range")), (416, "bytes */300000"));
    assert_eq!(range("bytes=0-1", &[("if-range", etag)]).status, 206);
    assert_eq!(range("bytes=0-1", &[("if-range", date)]).status, 206);
    assert_eq!(range("bytes=0-1", &[("if-range", "\"other\"")]).status, 200);
    assert_eq!(bed.ask("GET", path, &[("if-none-match", etag)]).status, 304);
    assert_eq!(bed.ask("GET", path, &[("if-modified-since", date)]).status, 304);
    let head = bed.ask("HEAD", path, &[]);
    assert_eq!((head.status, head.header("content-length")), (200, "300000"));
}

#[test]
fn nothing_but_the_archive_can_be_reached() {
    let bed = Bed::new();
    bed.file("images/a.jpg", b"public");
    bed.file("images/a_o.jpg", b"original");
    bed.file("images/logo_o.jpg", b"a name that ends so");
    bed.file("images/.hidden", b"hidden");
    bed.file("secret.txt", b"secret");
    assert_eq!(bed.get("/content/images/a.jpg").text(), "public");
    assert_eq!(bed.get("/content/images/logo_o.jpg").status, 200);
    for path in [
        "/content/images/a_o.jpg",
        "/content/images/.hidden",
        "/content/images/../secret.txt",
        "/content/images/%2e%2e/secret.txt",
        "/content/images/..%2fsecret.txt",
        "/content/images/..%5c..%5csecret.txt",
        "/content/images/%00a.jpg",
        "/content/images/2024/../../secret.txt",
        "/content/images/size/w600/../../secret.txt",
        "/content/images/size/w600/%2e%2e/secret.txt",
        "/content/images/size/w600/a_o.jpg",
        "/content/images/",
        "/content/images",
        "/content/secret.txt",
        "/content/images//etc/passwd",
        "/../masthead.db",
        "/content/../masthead.db",
    ] {
        let answer = bed.get(path);
        assert!([301, 404].contains(&answer.status), "{path}: {}", answer.status);
        for word in ["secret", "original", "hidden", "root:"] {
            assert!(!answer.text().contains(word), "{path}");
        }
    }
}

#[test]
fn uploads_run_nothing() {
    let bed = Bed::new();
    for name in ["images/a.svg", "files/a.html", "files/a.js", "files/a.pdf"] {
        bed.file(name, b"<svg onload=alert(1)>");
        let answer = bed.get(&format!("/content/{name}"));
        assert!(answer.header("content-security-policy").starts_with("sandbox"), "{name}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(bed.get("/content/files/a.html").header("content-disposition"), "attachment");
    assert_eq!(bed.get("/content/files/a.js").header("content-type"), "text/plain; charset=utf-8");
}

#[test]
fn pictures_are_made_smaller_once_and_kept() {
    let bed = Bed::new();
    bed.file("images/2024/a.jpg", &picture(1500, 1000, ImageFormat::Jpeg));
    let size = |path: &str| {
        let answer = bed.get(&format!("/content/images/{path}"));
        let picture =
            image::load_from_memory(&answer.body).unwrap_or_else(|_| panic!("{path}: {}", answer.status));
        (picture.width(), answer.header("content-type").to_owned())
    };
    assert_eq!(size("size/w600/2024/a.jpg"), (600, "image/jpeg".into()));
    assert_eq!(size("size/w120/2024/a.jpg"), (120, "image/jpeg".into()), "the theme's own size");
    assert_eq!(size("size/w600/format/webp/2024/a.jpg"), (600, "image/webp".into()));
    assert_eq!(size("size/w2400/2024/a.jpg"), (1500, "image/jpeg".into()), "never enlarged");
    let kept = bed.ground.folder().join("cache/images/w600-same/2024/a.jpg");
    assert!(kept.exists());
    std::fs::write(&kept, b"from the shelf").unwrap();
    assert_eq!(bed.get("/content/images/size/w600/2024/a.jpg").text(), "from the shelf");
}

#[test]
fn what_cannot_be_made_smaller_leads_to_the_original() {
    let bed = Bed::with(Engine::Sqlite, |config| config.limits.picture_pixels = 1_000_000);
    bed.file("images/a.jpg", &picture(100, 100, ImageFormat::Jpeg));
    bed.file("images/bomb.png", &picture(2000, 1000, ImageFormat::Png));
    bed.file("images/broken.jpg", b"no picture");
    bed.file("images/lies.jpg", &picture(700, 700, ImageFormat::Png));
    bed.file("images/a.svg", b"<svg/>");
    for (path, original) in [
        ("size/w601/a.jpg", "a.jpg"),
        ("size/w600/format/avif/a.jpg", "a.jpg"),
        ("size/x/a.jpg", "a.jpg"),
        ("size/w600/a.svg", "a.svg"),
        ("size/w600/bomb.png", "bomb.png"),
        ("size/w600/broken.jpg", "broken.jpg"),
        ("size/w600/lies.jpg", "lies.jpg"),
    ] {
        let answer = bed.get(&format!("/content/images/{path}"));
        let expected = format!("/content/images/{original}");
        assert_eq!((answer.status, answer.header("location")), (302, &*expected), "{path}");
    }
    assert_eq!(bed.get("/content/images/size/w600/none.jpg").status, 404);
}

#[test]
fn many_readers_get_one_picture() {
    let bed = Bed::new();
    bed.file("images/a.jpg", &picture(1600, 1200, ImageFormat::Jpeg));
    let answers: Vec<_> = thread::scope(|scope| {
        let ask = || bed.get("/content/images/size/w1000/a.jpg");
        let readers: Vec<_> = (0..12).map(|_| scope.spawn(ask)).collect();
        readers.into_iter().map(|reader| reader.join().unwrap()).collect()
    });
    for answer in &answers {
        assert_eq!(answer.status, 200);
        assert!(answer.body == answers[0].body);
    }
    let leftovers = std::fs::read_dir(bed.ground.folder().join("cache/images")).unwrap().count();
    assert_eq!(leftovers, 1, "no temporary file stays");
}
