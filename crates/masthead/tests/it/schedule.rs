//! Scheduled stories: published at their second, once, by whichever process is there.

use std::time::{Duration, Instant};

use document::{Document, Trust};
use newsroom::{Actor, Clock, Newsroom, PostDraft};
use store::{Author, AuthorRecord, Id, Kind, Lane, State, Store};
use testsite::{Engine, Ground};

use crate::running::Running;

/// How late a story may be on a machine that does other things, in milliseconds. (Alone it is a few hundredths of a second.)
const LATE: i64 = 2_000;

/// A newsroom beside the servers, as another process would have it.
struct Desk {
    newsroom: Newsroom,
    store: Store,
    author: Id,
}

impl Desk {
    fn at(ground: &Ground) -> Self {
        let store = Store::open(&ground.target, ground.folder()).expect("the store opens");
        let newsroom = Newsroom::new(store.clone(), Clock::system());
        let author = Author::named(Id::generate(newsroom.clock().now()), "", "Ana Verin", 0);
        let author = newsroom
            .put_author(Actor::operator(), AuthorRecord { author, email: None, status: "active".into() })
            .expect("an author");
        Self { newsroom, store, author: author.id }
    }

    /// Schedules a story; its id and time.
    fn schedule(&self, title: &str, ahead: i64) -> (Id, i64) {
        let now = self.newsroom.clock().now();
        let body = Document::from_html("<p>Words.</p>", Trust::Untrusted).expect("a document").document;
        let mut draft = PostDraft::new(Kind::Post, title, body, now);
        draft.authors = vec![self.author];
        let id = self.newsroom.save_draft(Actor::operator(), draft).expect("a draft").id;
        self.newsroom.schedule_story(Actor::operator(), &id, now + ahead).expect("a schedule");
        (id, now + ahead)
    }

    fn state(&self, id: &Id) -> State {
        self.store.reader().and_then(|reader| reader.story(id)).expect("a read").expect("the story").row.state
    }

    /// How often the audit log says that it was published.
    fn publications(&self, id: &Id) -> usize {
        let end = "zzzzzzzzzzzzzzzzzzzzzzzz".parse().expect("an id");
        let rows = self.store.reader().and_then(|reader| reader.audit_before(i64::MAX, &end, 1_000));
        let rows = rows.expect("the log");
        rows.iter().filter(|row| &*row.act == "story.published" && *row.subject == **id).count()
    }

    /// How many milliseconds after its time a story is public.
    fn lateness(&self, id: &Id, at: i64) -> i64 {
        let since = Instant::now();
        while self.state(id) != State::Published {
            assert!(since.elapsed() < Duration::from_secs(30), "it is never published");
            std::thread::sleep(Duration::from_millis(5));
        }
        self.newsroom.clock().now() - at
    }
}

#[test]
fn two_nodes_publish_once_and_on_time() {
    let ground = Ground::new(Engine::Postgres);
    let url = ground.database().expect("a database").url.clone();
    let (one, other) = (ground.folder().join("one"), ground.folder().join("other"));
    let desk = Desk::at(&ground);
    let nodes = [&one, &other].map(|data| Running::serve(data, &["--database", &url]));
    let stories: Vec<_> = (0..10).map(|n| desk.schedule(&format!("Bulletin {n}"), 1_500 + n * 100)).collect();
    for (id, at) in &stories {
        let late = desk.lateness(id, *at);
        assert!((0..LATE).contains(&late), "{late} ms late");
    }
    for node in &nodes {
        assert_eq!(node.get("/bulletin-3/").0, 200);
    }
    std::thread::sleep(Duration::from_millis(500));
    for (id, _) in &stories {
        assert_eq!(desk.publications(id), 1);
    }
}

#[test]
fn a_schedule_survives_kill_9() {
    let ground = Ground::new(Engine::Sqlite);
    let desk = Desk::at(&ground);
    let site = Running::serve(ground.folder(), &[]);
    let (past, at) = desk.schedule("While it was down", 400);
    let (future, then) = desk.schedule("After it came back", 6_000);
    // Dropped is killed.
    drop(site);
    std::thread::sleep(Duration::from_millis(800));
    assert_eq!(desk.state(&past), State::Scheduled, "nobody was there");
    assert!(desk.newsroom.clock().now() > at);
    let site = Running::serve(ground.folder(), &[]);
    let back = desk.newsroom.clock().now();
    assert!(desk.lateness(&past, back) < LATE);
    assert_eq!(site.get("/while-it-was-down/").0, 200);
    assert!((0..LATE).contains(&desk.lateness(&future, then)));
    assert_eq!((desk.publications(&past), desk.publications(&future)), (1, 1));
}

#[test]
fn the_job_of_a_dead_worker_is_taken_over() {
    let ground = Ground::new(Engine::Sqlite);
    let desk = Desk::at(&ground);
    let (id, at) = desk.schedule("Taken and not done", 50);
    std::thread::sleep(Duration::from_millis(60));
    // Somebody takes the job and is killed before it is done.
    let now = desk.newsroom.clock().now();
    let taken = desk.store.write(|writer| writer.take_job(Lane::Prompt, now, now + 2_000, "dead"));
    assert!(taken.expect("a write").is_some() && now >= at);
    let _site = Running::serve(ground.folder(), &[]);
    let late = desk.lateness(&id, now + 2_000);
    assert!((0..LATE).contains(&late), "{late} ms after the end of the lease");
    assert_eq!(desk.publications(&id), 1);
}
