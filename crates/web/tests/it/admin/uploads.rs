//! Files come in through the Admin API as through the room: by their content, cleaned.

use serde_json::json;

use crate::{
    harness::Bed,
    program::{Program, json, refused},
};

fn png() -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(8, 6, image::Rgb([200, 30, 30]));
    image::DynamicImage::ImageRgb8(picture).write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

#[test]
fn pictures_and_documents_come_in() {
    let bed = Bed::new();
    let program = Program::new(&bed);
    let image = json(&program.upload("images/upload/", "A b.png", &png()), 201)["images"][0].clone();
    let url = image["url"].as_str().unwrap().strip_prefix("https://example.org").unwrap().to_owned();
    assert!(url.starts_with("/content/images/") && url.ends_with("a-b.png"), "{url}");
    assert_eq!(image["ref"], json!(null));
    assert_eq!(bed.get(&url).status, 200);

    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script><rect width=\"1\" height=\"1\"/></svg>";
    let image = json(&program.upload("images/upload/", "a.svg", svg), 201)["images"][0].clone();
    let url = image["url"].as_str().unwrap().strip_prefix("https://example.org").unwrap().to_owned();
    let shown = bed.get(&url).text();
    assert!(shown.contains("<rect") && !shown.contains("script"), "{shown}");

    let thumbnail = |file: &[u8]| program.send_file("PUT", "media/thumbnail/upload/", "thumb.png", file);
    let shown = json(&thumbnail(&png()), 200)["media"][0].clone();
    assert!(shown["url"].as_str().unwrap().contains("/content/images/"), "{shown}");
    assert_eq!(refused(&thumbnail(b"hello, I am no picture"), 415).0, "UnsupportedMediaTypeError");

    let file = json(&program.upload("files/upload/", "notes.txt", b"hello"), 201)["files"][0].clone();
    assert!(file["url"].as_str().unwrap().contains("/content/files/"));
    let form = "--x\r\ncontent-disposition: form-data; name=\"ref\"\r\n\r\nmine\r\n--x\r\n\
        content-disposition: form-data; name=\"file\"; filename=\"n.txt\"\r\n\r\nhello again\r\n--x--\r\n";
    let body = Some(("multipart/form-data; boundary=x", form.as_bytes().to_vec()));
    assert_eq!(json(&program.send_raw("POST", "files/upload/", body), 201)["files"][0]["ref"], "mine");
}

#[test]
fn files_that_lie_are_refused() {
    let bed = Bed::new();
    let program = Program::new(&bed);
    for (path, name, bytes) in [
        ("images/upload/", "a.txt", &b"hello"[..]),
        ("images/upload/", "a.png", b"hello, I am no picture"),
        ("images/upload/", "a.png", b"<script>alert(1)</script>"),
        ("media/upload/", "a.mp4", &png()),
        ("media/upload/", "a.mp3", b"nonsense"),
    ] {
        assert_eq!(
            refused(&program.upload(path, name, bytes), 415).0,
            "UnsupportedMediaTypeError",
            "{path} {name}"
        );
    }
    for (path, bytes) in [("images/upload/", &png()[..40]), ("files/upload/", b"")] {
        assert_eq!(refused(&program.upload(path, "a.png", bytes), 422).0, "ValidationError", "{path}");
    }
    let nothing = Some(("multipart/form-data; boundary=x", b"--x--\r\n".to_vec()));
    for path in ["images/upload/", "media/upload/", "files/upload/"] {
        assert_eq!(
            refused(&program.send_raw("POST", path, nothing.clone()), 422).0,
            "ValidationError",
            "{path}"
        );
    }
    let other = Some(("application/json", b"{}".to_vec()));
    assert_eq!(refused(&program.send_raw("POST", "images/upload/", other), 400).0, "BadRequestError");
}
