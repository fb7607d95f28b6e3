//! Sockets that send what they may not, from where they may not.

use std::time::Duration;

use newsroom::Role;
use testsite::{
    Engine, Ground, Site,
    together::{self, Writer, frame},
};
use yrs::{Xml, XmlElementPrelim, XmlFragment};

use super::{Draft, draft, site, writer, written};

/// What they are told before they are cut off.
#[track_caller]
fn refused(writer: &mut Writer, why: &str) {
    let since = std::time::Instant::now();
    while writer.hear(Duration::from_millis(200)) {
        assert!(since.elapsed() < Duration::from_secs(20), "nobody cuts them off: {:?}", writer.notices);
    }
    let told = writer.notices.iter().any(|notice| {
        notice["kind"] == "refused" && notice["why"].as_str().is_some_and(|sentence| sentence.contains(why))
    });
    assert!(told, "{why}: {:?}", writer.notices);
}

#[test]
fn strangers_get_no_socket() {
    let ground = Ground::new(Engine::Sqlite);
    let (site, Draft { id, token, .. }) = site(&ground, "<p>One</p>");
    let mut ana = Writer::new(&token);
    assert_eq!(
        ana.connect_from(&site.address, &id, "https://evil.example"),
        Err(403),
        "a page of another site"
    );
    assert_eq!(ana.connect_from(&site.address, &id, "null"), Err(403), "a page of nowhere");
    assert_eq!(ana.connect(&site.address, "5f5c00000000000000000000"), Err(404));
    assert_eq!(ana.connect(&site.address, "no!id"), Err(404));
    assert_eq!(Writer::new("forged").connect(&site.address, &id), Err(303), "to the sign-in page");
    for role in [Role::Contributor, Role::Author] {
        let (_, other) = together::sign_in(&site.store, role, "Other");
        assert_eq!(
            Writer::new(&other).connect(&site.address, &id),
            Err(403),
            "{role:?} on a story of others"
        );
    }
    assert_eq!(site.get(&format!("/room/live/{id}")).status, 303, "no socket, nobody");
    let plain = site.ask(
        &format!("/room/live/{id}"),
        &[("cookie", &format!("masthead_room={token}")), ("origin", &site.address)],
    );
    assert!((400..500).contains(&plain.status), "a plain request is no socket: {}", plain.status);
    ana.connect(&site.address, &id).expect("she herself");
}

#[test]
fn what_breaks_the_schema_is_refused_and_the_others_write_on() {
    let ground = Ground::new(Engine::Sqlite);
    let (site, story) = site(&ground, "<p>One</p>");
    let (_, editor) = together::sign_in(&site.store, Role::Editor, "Ed");
    let mut ed = writer(&site.address, &story.id, &editor);
    let attack = |work: &dyn Fn(&mut Writer), why: &str| {
        let mut ana = writer(&site.address, &story.id, &story.token);
        work(&mut ana);
        refused(&mut ana, why);
    };
    attack(&|ana| ana.edit(|body, txn| body.insert(txn, 0, XmlElementPrelim::empty("script"))), "script");
    attack(
        &|ana| {
            ana.edit(|body, txn| {
                body.insert(txn, 0, XmlElementPrelim::empty("image")).insert_attribute(
                    txn,
                    "src",
                    "javascript:1",
                )
            });
        },
        "an address that cannot be used",
    );
    attack(&|ana| ana.send(&[9, 9, 9]), "could not be read");
    attack(&|ana| ana.send(&frame(&[0, 2], &[1, 2, 3])), "could not be read");
    attack(&|ana| ana.send(&frame(&[0, 0], &[0xff, 0xff, 0xff, 0x7f])), "could not be read");
    attack(&|ana| ana.send(&frame(&[1], &[5])), "could not be read");
    attack(&|ana| ana.send(&frame(&[0, 2], &vec![0; 5 << 20])), "too large");
    let mut ana = writer(&site.address, &story.id, &story.token);
    ana.send(&vec![0; 20 << 20]);
    while ana.hear(Duration::from_millis(200)) {}
    let mut ana = writer(&site.address, &story.id, &story.token);
    ana.send_text("hello");
    assert!(!ana.hear(Duration::from_secs(5)), "no text frames here");
    ed.add(1, "Two");
    ed.until_stored();
    assert_eq!(written(&site.newsroom, &story.id).matches("<p>").count(), 2);
}

#[test]
fn four_megabytes_are_taken_and_html_is_cleaned_by_role() {
    let ground = Ground::new(Engine::Sqlite);
    let (site, story) = site(&ground, "<p>One</p>");
    let mut ana = writer(&site.address, &story.id, &story.token);
    ana.add(1, &"x".repeat((4 << 20) - 1_000));
    ana.until_stored();
    let raw = "<p>Hi</p><script>alert(1)</script>";
    ana.edit(|body, txn| {
        body.insert(txn, 0, XmlElementPrelim::empty("html")).insert_attribute(txn, "html", raw)
    });
    ana.until("the clean card", |ana| ana.text().contains("<html html=\"<p>Hi</p>\""));
    let (_, editor) = together::sign_in(&site.store, Role::Editor, "Ed");
    let mut ed = writer(&site.address, &story.id, &editor);
    ed.edit(|body, txn| {
        body.insert(txn, 0, XmlElementPrelim::empty("html")).insert_attribute(txn, "html", raw)
    });
    ed.until_stored();
    assert!(written(&site.newsroom, &story.id).contains("<script>"));
}

#[test]
fn a_hundred_megabytes_of_changes_leave_a_small_story() {
    let ground = Ground::new(Engine::Sqlite);
    let site = Site::serve(&ground);
    let story = draft(&site.newsroom, &site.store, "<p>One</p>");
    let mut ana = writer(&site.address, &story.id, &story.token);
    let words = "wörter ".repeat(128 << 10);
    let mut bytes = 0;
    while bytes < 100 << 20 {
        ana.add(1, &words);
        ana.edit(|body, txn| body.remove(txn, 1));
        bytes += words.len();
        ana.until_stored();
    }
    drop(ana);
    let since = std::time::Instant::now();
    let stored = || {
        let reader = site.store.reader().expect("a reader");
        let changes = reader.live_changes(&story.id, 0).expect("changes");
        reader.live_state(&story.id).expect("a state").map_or(0, |state| state.len())
            + changes.iter().map(|change| change.bytes.len()).sum::<usize>()
    };
    while stored() > 100_000 {
        assert!(since.elapsed() < Duration::from_secs(20), "{} bytes stay", stored());
        std::thread::sleep(Duration::from_millis(100));
    }
    let files: u64 = std::fs::read_dir(ground.folder())
        .expect("a folder")
        .filter_map(|file| Some(file.ok()?.metadata().ok()?.len()))
        .sum();
    assert!(files < 90 << 20, "{files} bytes on disk");
    assert!(written(&site.newsroom, &story.id).contains("<p>One</p>"));
}
