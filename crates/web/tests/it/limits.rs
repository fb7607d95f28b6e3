//! What the listener does not put up with.

use std::{
    io::{ErrorKind, Read, Write},
    time::{Duration, Instant},
};

use testsite::Engine;

use crate::harness::Bed;

/// Bytes to send, and what comes back until the connection ends.
fn exchange(bed: &Bed, request: &[u8]) -> String {
    let mut client = bed.client();
    client.0.write_all(request).unwrap();
    let mut answer = Vec::new();
    match client.0.read_to_end(&mut answer) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
        Err(error) => panic!("{error}"),
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn requests_are_bounded() {
    let bed = Bed::with(Engine::Sqlite, |config| {
        config.limits.head_bytes = 16 * 1024;
        config.limits.address_bytes = 2000;
        config.limits.headers = 20;
    });
    let many = format!("GET / HTTP/1.1\r\nhost: a\r\n{}\r\n", "x: y\r\n".repeat(50));
    assert!(exchange(&bed, many.as_bytes()).starts_with("HTTP/1.1 431"));
    let large = format!("GET / HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "y".repeat(20_000));
    assert!(exchange(&bed, large.as_bytes()).starts_with("HTTP/1.1 431"));
    let long = format!("/{}", "a".repeat(3000));
    assert_eq!(bed.get(&long).status, 414);
    assert!(exchange(&bed, b"nonsense\r\n\r\n").starts_with("HTTP/1.1 400"));
    let body = b"GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n";
    let answer = exchange(&bed, body);
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("connection: close"), "{answer}");
    assert_eq!(bed.ask("DELETE", "/", &[]).status, 405);
    assert_eq!(bed.ask("POST", "/", &[]).header("allow"), "GET, HEAD");
}

#[test]
fn the_slow_and_the_silent_are_cut() {
    let bed = Bed::with(Engine::Sqlite, |config| {
        config.limits.head_time = Duration::from_millis(300);
        config.limits.idle_time = Duration::from_millis(900);
    });
    let begun = Instant::now();
    assert_eq!(exchange(&bed, b"GET / HTTP/1.1\r\nhost: a"), "");
    let slow = begun.elapsed();
    assert!(slow >= Duration::from_millis(300) && slow < Duration::from_millis(800), "{slow:?}");
    let begun = Instant::now();
    assert_eq!(exchange(&bed, b""), "");
    assert!(begun.elapsed() >= Duration::from_millis(900));
    // Drop by drop does not help.
    let mut client = bed.client();
    let begun = Instant::now();
    while client.0.write_all(b"G").is_ok() && begun.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(begun.elapsed() < Duration::from_secs(2));
    // A connection that is used stays.
    let mut client = bed.client();
    for _ in 0..4 {
        assert_eq!(client.ask("GET", "/healthz", &[]).unwrap().status, 200);
        std::thread::sleep(Duration::from_millis(400));
    }
}

#[test]
fn a_reader_that_takes_nothing_is_cut_and_a_slow_one_is_not() {
    let bed = Bed::with(Engine::Sqlite, |config| config.limits.stall_time = Duration::from_millis(1000));
    bed.file("media/large.mp4", &vec![7; 30_000_000]);
    let request = b"GET /content/media/large.mp4 HTTP/1.1\r\nhost: a\r\n\r\n";
    let mut still = bed.client();
    still.0.write_all(request).unwrap();
    std::thread::sleep(Duration::from_millis(2500));
    let mut taken = Vec::new();
    let end = still.0.read_to_end(&mut taken);
    assert!(end.is_err() || taken.len() < 30_000_000, "cut before the end");
    let mut slow = bed.client();
    slow.0.write_all(request).unwrap();
    let (mut total, mut piece) = (0, vec![0; 3_000_000]);
    while total < 30_000_000 {
        match slow.0.read(&mut piece).unwrap() {
            0 => panic!("cut after {total}"),
            bytes => total += bytes,
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn one_address_cannot_take_all_seats_and_newcomers_replace_the_silent() {
    let bed = Bed::with(Engine::Sqlite, |config| config.limits.connections_per_address = 4);
    let mut busy = bed.client();
    let silent: Vec<_> = (0..3).map(|_| bed.client()).collect();
    assert_eq!(busy.ask("GET", "/healthz", &[]).unwrap().status, 200);
    // All seats are taken by connections that are too young to be sent away.
    let refused = exchange(&bed, b"");
    assert!(refused.is_empty() || refused.starts_with("HTTP/1.1 503"), "{refused}");
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(busy.ask("GET", "/healthz", &[]).unwrap().status, 200);
    assert_eq!(bed.get("/healthz").status, 200, "a newcomer takes the seat of a silent one");
    assert_eq!(busy.ask("GET", "/healthz", &[]).unwrap().status, 200);
    drop(silent);
}

/// Requests for something large that nobody takes: each is in flight until its connection is dropped.
fn pending(bed: &Bed, forwarded: &str) -> Option<crate::client::Client> {
    let mut client = bed.client();
    let head =
        format!("GET /content/media/large.mp4 HTTP/1.1\r\nhost: a\r\nx-forwarded-for: {forwarded}\r\n\r\n");
    client.0.write_all(head.as_bytes()).unwrap();
    let mut start = [0; 12];
    client.0.read_exact(&mut start).unwrap();
    (&start == b"HTTP/1.1 200").then_some(client)
}

#[test]
fn readers_behind_a_trusted_proxy_are_counted_one_by_one() {
    let bed = Bed::with(Engine::Sqlite, |config| {
        config.limits.connections_per_address = 2;
        config.limits.trusted_proxies = vec![[127, 0, 0, 1].into(), [198, 51, 100, 2].into()];
    });
    bed.file("media/large.mp4", &vec![7; 30_000_000]);
    let (one, two) = (pending(&bed, "203.0.113.7"), pending(&bed, "10.9.8.7, 203.0.113.7, 198.51.100.2"));
    assert!(one.is_some() && two.is_some());
    assert!(pending(&bed, "203.0.113.7").is_none(), "a third at once is one too many");
    assert!(pending(&bed, "203.0.113.8, 203.0.113.7").is_none(), "what the reader made up does not count");
    let refused = bed.ask("GET", "/none/", &[("x-forwarded-for", "203.0.113.7")]);
    assert_eq!((refused.status, refused.header("retry-after")), (429, "1"));
    assert_eq!(bed.ask("GET", "/none/", &[("x-forwarded-for", "203.0.113.8")]).status, 404);
    assert_eq!(bed.get("/none/").status, 404, "who is not named is not counted");
    drop(one);
    let freed = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        pending(&bed, "203.0.113.7").is_some()
    });
    assert!(freed, "a request that ended makes room");
}

#[test]
fn nobody_else_is_believed_what_they_say_of_themselves() {
    let bed = Bed::with(Engine::Sqlite, |config| {
        config.limits.connections_per_address = 2;
        config.limits.trusted_proxies = vec![[198, 51, 100, 2].into()];
    });
    bed.file("media/large.mp4", &vec![7; 30_000_000]);
    let _two = (pending(&bed, "203.0.113.1"), pending(&bed, "203.0.113.2"));
    let third = exchange(&bed, b"GET /healthz HTTP/1.1\r\nhost: a\r\nx-forwarded-for: 203.0.113.3\r\n\r\n");
    assert!(third.is_empty() || third.starts_with("HTTP/1.1 503"), "{third}");
}

#[test]
fn a_flood_of_wrong_addresses_and_queries_makes_no_entries() {
    let bed = Bed::new();
    bed.publish("story", "Story");
    let mut client = bed.client();
    let known = client.ask("GET", "/story/", &[]).unwrap();
    for number in 0..500 {
        let answer = client.ask("GET", &format!("/story/?utm={number}"), &[]).unwrap();
        assert_eq!((answer.status, answer.header("etag")), (200, known.header("etag")));
        assert_eq!(client.ask("GET", &format!("/none-{number}/"), &[]).unwrap().status, 404);
    }
}
