//! Measures how soon a colleague's keystroke is seen and how soon one's own is stored: two people alone in a story, then fifty who all write.
//! usage: `together DATA-FOLDER ADDRESS` with a server running on the folder; prints JSON, times in milliseconds.

use std::{
    path::PathBuf,
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};

use document::{Document, Trust};
use newsroom::{Actor, Clock, Newsroom, PostDraft, Role};
use store::{Id, Kind, Store, Target};
use testsite::together::{Writer, sign_in};

const KEYS: usize = 300;
const CROWD: usize = 50;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(data), Some(address)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("usage: together DATA-FOLDER ADDRESS")
    };
    let data = PathBuf::from(data);
    let store = Store::open(&Target::Sqlite { path: data.join("masthead.db") }, &data)?;
    let newsroom = Newsroom::new(store.clone(), Clock::system());
    let now = newsroom.clock().now();
    let (author, token) = sign_in(&store, Role::Editor, "Bench");
    let text = "<p>A paragraph of an ordinary length, as there are many in a story.</p>".repeat(200);
    let body = Document::from_html(&text, Trust::Untrusted)?.document;
    let mut draft = PostDraft::new(Kind::Post, &format!("Bench {now}"), body, now);
    draft.authors = vec![author];
    let story = newsroom.save_draft(Actor::person(author, Role::Editor), draft)?.id;
    let two = measure(&address, &story, &token);

    let stop = Arc::new(AtomicBool::new(false));
    let ready = Arc::new(Barrier::new(CROWD - 1));
    let crowd: Vec<_> = (2..CROWD)
        .map(|n| {
            let (_, token) = sign_in(&store, Role::Editor, &format!("Bench {n}"));
            let (address, stop, ready) = (address.clone(), Arc::clone(&stop), Arc::clone(&ready));
            thread::spawn(move || {
                let mut writer = open(&address, &story, &token);
                ready.wait();
                // Four keys a second each, not all at the same moment.
                writer.hear(Duration::from_millis(5 * n as u64));
                while !stop.load(Relaxed) {
                    writer.type_at_start("x");
                    writer.hear(Duration::from_millis(250));
                }
            })
        })
        .collect();
    ready.wait();
    let fifty = measure(&address, &story, &token);
    stop.store(true, Relaxed);
    for writer in crowd {
        writer.join().map_err(|_| anyhow::anyhow!("one of the crowd broke down"))?;
    }
    println!("{}", serde_json::json!({ "two": two, "fifty": fifty }));
    Ok(())
}

fn open(address: &str, story: &Id, token: &str) -> Writer {
    let mut writer = Writer::new(token);
    writer.connect(address, story).expect("a socket");
    writer.until_synced();
    writer
}

/// Medians and 99th percentiles of: seen by the colleague, stored.
fn measure(address: &str, story: &Id, token: &str) -> serde_json::Value {
    let (mut one, mut other) = (open(address, story, token), open(address, story, token));
    let (mut seen, mut stored) = (Vec::new(), Vec::new());
    for key in 0..KEYS {
        let mark = format!("[{key}]");
        let started = Instant::now();
        one.type_at_start(&mark);
        other.until("the key", |other| other.begins_with(&mark, 400));
        seen.push(started.elapsed());
        one.until_stored();
        stored.push(started.elapsed());
    }
    let figure = |times: &mut Vec<Duration>| {
        times.sort();
        [times[times.len() / 2], times[times.len() * 99 / 100]].map(|time| time.as_secs_f64() * 1_000.0)
    };
    serde_json::json!({ "seen": figure(&mut seen), "stored": figure(&mut stored) })
}
