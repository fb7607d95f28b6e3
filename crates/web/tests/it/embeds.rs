//! What a pasted address becomes, with a site of another house that the tests run themselves.

use std::{
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
};

use serde_json::{Value, json};

use crate::{
    harness::Bed,
    uploads::{send, session},
};

/// A content type and a body.
type TypedBody = (String, Vec<u8>);

/// A server that answers every path of `pages`; others are not found. It ends with the process.
pub(crate) fn other_house(pages: fn(&str, SocketAddr) -> Option<TypedBody>) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                if stream.read(&mut byte).unwrap_or(0) == 0 {
                    break;
                }
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let path = head.split(' ').nth(1).unwrap_or("/");
            let (head, body) = pages(path, address).unwrap_or(("404 Not Found".into(), Vec::new()));
            let answer =
                format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
            let _ = stream.write_all(answer.as_bytes()).and_then(|()| stream.write_all(&body));
        }
    });
    address
}

pub(crate) fn pages(path: &str, here: SocketAddr) -> Option<(String, Vec<u8>)> {
    let html = |body: &str| ("200 OK\r\ncontent-type: text/html".to_owned(), body.as_bytes().to_vec());
    Some(match path {
        "/story" => html(
            "<html><head><meta property='og:title' content='The &lt;sea&gt;'><meta property='og:image' content='/sea.png'>\
             <meta property='og:site_name' content='Other House'><meta name=description content='Waves.'></head></html>",
        ),
        "/sea.png" => {
            let mut out = std::io::Cursor::new(Vec::new());
            let picture = image::RgbImage::from_pixel(40, 30, image::Rgb([0, 0, 200]));
            image::DynamicImage::ImageRgb8(picture).write_to(&mut out, image::ImageFormat::Png).unwrap();
            ("200 OK\r\ncontent-type: image/png".to_owned(), out.into_inner())
        }
        "/moved" => ("302 Found\r\nlocation: /story".to_owned(), Vec::new()),
        "/inside" => (format!("302 Found\r\nlocation: http://127.0.0.2:{}/story", here.port()), Vec::new()),
        "/round" => ("302 Found\r\nlocation: /round".to_owned(), Vec::new()),
        "/endless" => html(&"<p>x".repeat(1 << 20)),
        _ => return None,
    })
}

fn ask(bed: &Bed, session: &str, url: &str) -> (u16, Value) {
    let body = json!({ "url": url }).to_string();
    let answer = send(bed, session, "/room/embeds", "application/json", "application/json", body.as_bytes());
    (answer.status, serde_json::from_slice(&answer.body).unwrap())
}

#[test]
fn known_sites_become_players_without_asking_anybody() {
    let bed = Bed::new();
    let session = session(&bed);
    let url = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
    let (status, answer) = ask(&bed, &session, url);
    assert_eq!((status, &answer["node"], &answer["attrs"]["url"]), (200, &"embed".into(), &url.into()));
}

#[test]
fn other_pages_become_bookmarks_with_pictures_of_ours() {
    let there = other_house(pages);
    let bed = Bed::with(testsite::Engine::Sqlite, |config| {
        config.fetch_allow = vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]
    });
    let session = session(&bed);
    for path in ["/story", "/moved"] {
        let url = format!("http://{there}{path}");
        let (status, answer) = ask(&bed, &session, &url);
        assert_eq!(status, 200, "{answer}");
        let attrs = &answer["attrs"];
        assert_eq!((&answer["node"], &attrs["url"]), (&"bookmark".into(), &url.into()));
        assert_eq!((&attrs["title"], &attrs["publisher"]), (&"The <sea>".into(), &"Other House".into()));
        assert_eq!(attrs["description"], "Waves.");
        let thumbnail = attrs["thumbnail"].as_str().unwrap();
        assert!(thumbnail.starts_with("/content/images/"), "{thumbnail}");
        assert_eq!(bed.get(thumbnail).status, 200);
    }
    let (status, _) = ask(&bed, &session, &format!("http://{there}/endless"));
    assert_eq!(status, 200, "the beginning of a page is enough");
    for path in ["/inside", "/round", "/nowhere"] {
        let (status, answer) = ask(&bed, &session, &format!("http://{there}{path}"));
        assert_eq!((status, &answer["field"]), (422, &"url".into()), "{path}: {answer}");
    }
}

#[test]
fn our_own_network_is_not_asked() {
    let there = other_house(pages);
    let bed = Bed::new();
    let session = session(&bed);
    for url in [
        format!("http://{there}/story"),
        format!("http://localhost:{}/story", there.port()),
        format!("http://[::ffff:127.0.0.1]:{}/story", there.port()),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "javascript:alert(1)".to_owned(),
        "gopher://127.0.0.1/".to_owned(),
        format!("https://example.org/{}", "x".repeat(3_000)),
    ] {
        let (status, answer) = ask(&bed, &session, &url);
        assert_eq!((status, &answer["field"]), (422, &"url".into()), "{url}: {answer}");
    }
}
