//! Uploads through the front door, and what readers get of them.

use std::io::Write;

use newsroom::{Clock, Newsroom, Visit};
use store::StaffRow;

use crate::{
    client::Answer,
    harness::{Bed, author_id},
};

pub(crate) const PASSWORD: &str = "a long quiet sentence";

/// The session of a reporter.
pub(crate) fn session(bed: &Bed) -> String {
    session_of(bed, "author")
}

/// The session of somebody with this role.
pub(crate) fn session_of(bed: &Bed, role: &str) -> String {
    let newsroom = Newsroom::new(bed.store.clone(), Clock::system());
    let row = StaffRow {
        id: author_id(),
        email: "ada@example.org".into(),
        role: role.into(),
        active: true,
        password_hash: Some(credentials::hash_password(PASSWORD).into()),
        language: "en".into(),
        created_at: 0,
        seen_at: None,
    };
    bed.store.write(|writer| writer.put_staff(&row)).unwrap();
    let visit = Visit { from: "127.0.0.1".parse().unwrap(), agent: "test" };
    newsroom.sign_in("ada@example.org", PASSWORD, visit).unwrap().as_str().to_owned()
}

pub(crate) fn send(bed: &Bed, session: &str, path: &str, kind: &str, accept: &str, body: &[u8]) -> Answer {
    let mut client = bed.client();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: test\r\norigin: http://test\r\ncookie: masthead_room={session}\r\n\
         content-type: {kind}\r\naccept: {accept}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    client.0.write_all(head.as_bytes()).unwrap();
    // The server may say no before it has heard all.
    let _ = client.0.write_all(body);
    client.read(false).unwrap()
}

fn upload(bed: &Bed, session: &str, accept: &str, name: &str, file: &[u8]) -> Answer {
    let body = [
        format!("--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n")
            .as_bytes(),
        file,
        b"\r\n--x--\r\n",
    ]
    .concat();
    send(bed, session, "/room/media/upload", "multipart/form-data; boundary=x", accept, &body)
}

fn jpeg() -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(800, 600, image::Rgb([200, 30, 30]));
    let mut out = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(picture).write_to(&mut out, image::ImageFormat::Jpeg).unwrap();
    let jpeg = out.into_inner();
    let comment = b"\xFF\xFE\x00\x10SECRET comment";
    [&jpeg[..2], comment, &jpeg[2..], b"SECRET tail"].concat()
}

fn holds_a_secret(bytes: &[u8]) -> bool {
    bytes.windows(6).any(|window| window == b"SECRET")
}

testsite::on_both_engines! { a_picture_comes_in_and_goes_out_clean }

mod check {
    use super::*;

    pub(super) fn a_picture_comes_in_and_goes_out_clean(engine: testsite::Engine) {
        let bed = Bed::on(engine);
        let session = session(&bed);
        let answer = upload(&bed, &session, "application/json", "Sea & Sky.JPG", &jpeg());
        assert_eq!(answer.status, 200, "{}", answer.text());
        let item: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(
            (&item["kind"], &item["width"], &item["height"]),
            (&"image".into(), &800.into(), &600.into())
        );
        assert_eq!(item["removed"], serde_json::json!(["comments", "data behind the end of the file"]));
        let src = item["src"].as_str().unwrap();
        assert!(src.starts_with("/content/images/20") && src.ends_with("/sea-sky.jpg"), "{src}");
        for address in [src, item["thumb"].as_str().unwrap()] {
            let served = bed.get(address);
            assert_eq!((served.status, served.header("content-type")), (200, "image/jpeg"), "{address}");
            assert!(!holds_a_secret(&served.body), "{address}");
        }
        // The original is under no address that a reader can guess.
        let hash = bed.store.reader().unwrap().media_by_path(src).unwrap().unwrap().original;
        for address in [
            format!("/originals/{hash}"),
            format!("/content/originals/{hash}"),
            format!("/content/images/../../originals/{hash}"),
            format!("/content/images/%2e%2e/%2e%2e/originals/{hash}"),
            src.replace(".jpg", "_o.jpg"),
        ] {
            // An address without an extension that we know is first led to the same with a slash.
            let answers = [bed.get(&address), bed.get(&format!("{address}/"))];
            assert!(answers.iter().all(|answer| matches!(answer.status, 301 | 404)), "{address}");
            assert_eq!(answers[1].status, 404, "{address}");
        }
        let id = item["id"].as_str().unwrap();
        let cookie = format!("masthead_room={session}");
        let original = format!("/room/media/{id}/original");
        assert!(
            holds_a_secret(&bed.ask("GET", &original, &[("cookie", &cookie)]).body),
            "the newsroom has it whole"
        );
        assert_eq!(bed.get(&original).status, 303, "and nobody else");
        let again = upload(&bed, &session, "application/json", "other.jpg", &jpeg());
        let again: serde_json::Value = serde_json::from_slice(&again.body).unwrap();
        assert_eq!((&again["id"], &again["known"]), (&item["id"], &true.into()));
        let recent = bed.ask("GET", "/room/media/recent?q=sea&kind=image", &[("cookie", &cookie)]);
        let recent: serde_json::Value = serde_json::from_slice(&recent.body).unwrap();
        assert_eq!((&recent["items"][0]["id"], &recent["next"]), (&item["id"], &serde_json::Value::Null));
    }
}

#[test]
fn a_form_without_a_script_is_led_to_the_file_and_describes_it() {
    let bed = Bed::new();
    let session = session(&bed);
    let answer = upload(&bed, &session, "text/html", "a.jpg", &jpeg());
    assert_eq!(answer.status, 303);
    let page = answer.header("location").split('?').next().unwrap().to_owned();
    let form = "application/x-www-form-urlencoded";
    let words = b"caption=%3Cb%3ECalm%3C%2Fb%3E&credit=Ada&alt=A+red+sea&focused=on&x=20&y=80";
    assert_eq!(send(&bed, &session, &page, form, "text/html", words).status, 303);
    let cookie = format!("masthead_room={session}");
    let text = bed.ask("GET", &page, &[("cookie", &cookie)]).text();
    assert!(
        text.contains("&lt;b&gt;Calm") && text.contains("A red sea") && text.contains("Ada Quill"),
        "{text}"
    );
    let refused = send(&bed, &session, &page, form, "text/html", b"focused=on&x=999&y=1&caption=kept");
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("outside of the picture") && refused.text().contains("kept"));
    assert_eq!(send(&bed, &session, &format!("{page}remove/"), form, "text/html", b"").status, 303);
    assert_eq!(bed.ask("GET", &page, &[("cookie", &cookie)]).status, 404);
}

#[test]
fn what_is_not_taken_is_refused_with_a_sentence() {
    let bed = Bed::new();
    let session = session(&bed);
    for (name, file, why) in [
        ("a.exe", &b"MZ\x90\0\x03\0"[..], "This kind of file is not taken"),
        ("a.jpg", b"\xFF\xD8\xFF\xE0 broken", "damaged"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC files are not taken; save it as JPEG"),
        ("a.jpg", b"", "empty"),
    ] {
        let answer = upload(&bed, &session, "application/json", name, file);
        let said: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(answer.status, 422, "{name}");
        assert_eq!(said["field"], "file");
        assert!(said["error"].as_str().unwrap().contains(why), "{said}");
    }
    // A picture that never ends is refused when it is too large, not when it is done.
    let endless = [jpeg(), vec![0; 51 << 20]].concat();
    let answer = upload(&bed, &session, "application/json", "a.jpg", &endless);
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(answer.text().contains("50 MB"), "{}", answer.text());
    assert!(!bed.ground.folder().join("originals").exists());
    assert_eq!(std::fs::read_dir(bed.ground.folder().join("uploads")).unwrap().count(), 0);
    let multipart = "multipart/form-data; boundary=x";
    for body in [
        &b"--x--\r\n"[..],
        b"nonsense",
        b"--x\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\ncut off",
    ] {
        let answer = send(&bed, &session, "/room/media/upload", multipart, "application/json", body);
        assert!((400..500).contains(&answer.status), "{}", answer.status);
    }
}
