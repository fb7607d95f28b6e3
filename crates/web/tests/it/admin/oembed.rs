//! What addresses of other sites become, asked for by programs.

use crate::{
    embeds::{other_house, pages},
    harness::Bed,
    program::{As, Program, json, refused, send},
    uploads::session,
};

fn asked(url: &str) -> String {
    format!("oembed/?url={}", url::form_urlencoded::byte_serialize(url.as_bytes()).collect::<String>())
}

#[test]
fn players_of_known_sites_are_frames_and_ask_nobody() {
    let bed = Bed::new();
    let program = Program::new(&bed);
    let url = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
    let player = json(&program.get(&asked(url)), 200);
    assert_eq!(
        (&player["type"], &player["version"], &player["url"]),
        (&"video".into(), &"1.0".into(), &url.into())
    );
    let html = player["html"].as_str().unwrap();
    assert!(html.contains("youtube-nocookie.com/embed/dQw4w9WgXcQ") && !html.contains("autoplay"), "{html}");
}

#[test]
fn other_pages_are_bookmarks_with_pictures_of_ours() {
    let house = other_house(pages);
    let bed = Bed::with(testsite::Engine::Sqlite, |config| config.fetch_allow = vec![house.ip()]);
    let program = Program::new(&bed);
    let url = format!("http://{house}/story");
    let answer = json(&program.get(&asked(&url)), 200);
    assert_eq!((&answer["type"], &answer["url"]), (&"bookmark".into(), &url.as_str().into()));
    let told = &answer["metadata"];
    assert_eq!(
        (&told["title"], &told["publisher"], &told["description"], told["author"].is_null()),
        (&"The <sea>".into(), &"Other House".into(), &"Waves.".into(), true)
    );
    let thumbnail = told["thumbnail"].as_str().unwrap();
    let path = thumbnail.strip_prefix("https://example.org").unwrap();
    assert_eq!(bed.get(path).status, 200);
    // Pages that cannot be found, that lie in our own network, and what is no address.
    for url in [
        format!("http://{house}/nothing"),
        "http://127.0.0.2/".into(),
        "ftp://example.org/".into(),
        "x".into(),
    ] {
        assert_eq!(refused(&program.get(&asked(&url)), 422).0, "ValidationError", "{url}");
    }
    assert_eq!(refused(&program.get(&format!("{}&type=embed", asked(&url))), 422).0, "ValidationError");
    assert_eq!(refused(&program.get("oembed/?url=%20"), 400).0, "BadRequestError");
    // It leaves files behind: no page of another site makes a browser ask.
    let ada = |origin| As::Session { cookie: session(&bed), origin };
    assert_eq!(json(&send(&bed, &ada("http://test"), "GET", &asked(&url), None), 200)["type"], "bookmark");
    assert_eq!(
        refused(&send(&bed, &ada("http://evil.example"), "GET", &asked(&url), None), 400).0,
        "BadRequestError"
    );
}
