//! Many at once.

use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};

use newsroom::Role;
use testsite::{Engine, Ground, Site, together};

use super::{draft, site, writer, written};

#[test]
fn fifty_people_write_in_one_story() {
    let ground = Ground::new(Engine::Sqlite);
    let (site, story) = site(&ground, "<p>One</p>");
    let started = Instant::now();
    let people: Vec<_> = (0..50)
        .map(|n| {
            let (_, token) = together::sign_in(&site.store, Role::Editor, &format!("Person {n}"));
            let (address, id) = (site.address.clone(), story.id);
            std::thread::spawn(move || {
                let mut writer = writer(&address, &id, &token);
                for word in 0..10 {
                    writer.add(n, &format!("{n}-{word}"));
                    writer.hear(Duration::from_millis(20));
                }
                writer.until_stored();
                let all = |writer: &together::Writer| writer.text().matches("<paragraph>").count() == 501;
                writer.until("everybody's paragraphs", all);
                writer.text()
            })
        })
        .collect();
    let texts: Vec<String> = people.into_iter().map(|person| person.join().expect("they write")).collect();
    assert!(texts.iter().all(|text| *text == texts[0]));
    assert_eq!(written(&site.newsroom, &story.id).matches("<p>").count(), 501);
    assert!(started.elapsed() < Duration::from_secs(120));

    // Sixty are enough; those of before have to be missed first.
    std::thread::sleep(Duration::from_secs(1));
    let (_, token) = together::sign_in(&site.store, Role::Editor, "Many");
    let (_, more) = together::sign_in(&site.store, Role::Editor, "More");
    let crowd: Vec<_> =
        (0..60).map(|n| writer(&site.address, &story.id, if n < 40 { &token } else { &more })).collect();
    let mut late = together::Writer::new(&story.token);
    late.connect(&site.address, &story.id).expect("a socket");
    while late.hear(Duration::from_millis(100)) {}
    assert!(late.notices.iter().any(|notice| notice["kind"] == "refused"), "{:?}", late.notices);
    drop(crowd);
}

/// Idle sockets at once.
const SOCKETS: usize = 1_000;

fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with("VmRSS")).expect("a size");
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<usize>().ok()).expect("a number")
        << 10
}

#[test]
fn a_thousand_idle_sockets_cost_little_and_one_person_has_not_all() {
    let ground = Ground::new(Engine::Sqlite);
    let site = Site::serve(&ground);
    let stories: Vec<_> = (0..20).map(|_| draft(&site.newsroom, &site.store, "<p>One</p>")).collect();
    let people: Vec<String> =
        (0..25).map(|n| together::sign_in(&site.store, Role::Editor, &format!("P{n}")).1).collect();
    let before = memory();
    // In the same process: what is measured holds the clients too.
    let mut sockets = Vec::new();
    for n in 0..SOCKETS {
        let mut writer = together::Writer::new(&people[n % people.len()]);
        // One address may open no more than a thousand connections; a newsroom has several.
        writer.home = Ipv4Addr::new(127, 0, 0, 2 + (n % 4) as u8);
        writer.connect(&site.address, &stories[n % stories.len()].id).expect("a socket");
        sockets.push(writer);
    }
    sockets.iter_mut().for_each(together::Writer::until_synced);
    let each = memory().saturating_sub(before) / SOCKETS;
    assert!(each < 400 << 10, "{each} bytes a socket, its client included");
    for _ in 0..20 {
        let mut writer = together::Writer::new(&people[0]);
        if writer.connect(&site.address, &stories[0].id) == Err(409) {
            sockets[SOCKETS - 1].add(1, "Still here");
            sockets[SOCKETS - 1].until_stored();
            assert_eq!(site.get("/").status, 200, "readers notice nothing");
            return;
        }
        sockets.push(writer);
    }
    panic!("one person opens sockets without end");
}
