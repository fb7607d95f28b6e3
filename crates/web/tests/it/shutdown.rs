//! Stopping without cutting anybody off.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use testsite::Engine;

use crate::harness::Bed;

#[test]
fn requests_in_flight_finish_and_idle_connections_close() {
    let mut bed = Bed::new();
    let bytes = vec![7; 20_000_000];
    bed.file("media/large.mp4", &bytes);
    let mut idle = bed.client();
    assert_eq!(idle.ask("GET", "/healthz", &[]).unwrap().status, 200);
    let mut loading = bed.client();
    loading.0.write_all(b"GET /content/media/large.mp4 HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let handle = bed.stop();
    std::thread::sleep(Duration::from_millis(200));
    assert!(TcpStream::connect(bed.addr).is_err(), "nobody new is let in");
    assert_eq!(idle.0.read(&mut [0; 10]).unwrap(), 0, "the idle connection is closed");
    let answer = loading.read(false).unwrap();
    assert_eq!(answer.body.len(), bytes.len());
    bed.runtime.block_on(handle.finished());
}

#[test]
fn the_deadline_holds() {
    let mut bed = Bed::with(Engine::Sqlite, |config| config.finish_within = Duration::from_millis(300));
    bed.file("media/large.mp4", &vec![7; 30_000_000]);
    let mut stuck = bed.client();
    stuck.0.write_all(b"GET /content/media/large.mp4 HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let begun = Instant::now();
    let handle = bed.stop();
    bed.runtime.block_on(handle.finished());
    assert!(begun.elapsed() >= Duration::from_millis(300) && begun.elapsed() < Duration::from_secs(2));
}
