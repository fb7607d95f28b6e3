//! A server in the test's own process, on either engine, with its newsroom at hand.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

use document::{Document, Trust};
use newsroom::{Actor, Clock, Kinds, Newsroom, PostDraft, Saved, Worker};
use store::{Author, AuthorRecord, Id, Kind, Store, TagRow, Target};
use theme::{Source, Theme};
use tokio::sync::oneshot;

use crate::postgres::{self, Database};

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// The private server of the tests.
    Postgres,
}

/// A site's database and folder; several [`Site`]s may serve it.
pub struct Ground {
    /// Where the database is.
    pub target: Target,
    folder: tempfile::TempDir,
    database: Option<Database>,
}

impl Ground {
    /// An empty site.
    ///
    /// # Panics
    /// When there is no folder or no PostgreSQL to be had.
    pub fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = (engine == Engine::Postgres).then(postgres::database);
        let target = match &database {
            Some(database) => Target::Postgres { url: database.url.clone() },
            None => Target::Sqlite { path: folder.path().join("masthead.db") },
        };
        Self { target, folder, database }
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The PostgreSQL database, when it is one.
    pub fn database(&self) -> Option<&Database> {
        self.database.as_ref()
    }
}

/// A running server. It ends, and its requests with it, when it is dropped.
pub struct Site {
    /// `http://127.0.0.1:PORT`
    pub address: String,
    /// The verbs, on the server's own store.
    pub newsroom: Newsroom,
    /// The server's store.
    pub store: Store,
    stop: Option<oneshot::Sender<()>>,
    _worker: Worker,
    server: Option<thread::JoinHandle<()>>,
}

/// What a request got.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: ureq::http::HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// A header's text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Site {
    /// Serves a ground with the default theme. A second site on the same SQLite ground is as a second process would be.
    ///
    /// # Panics
    /// When the store does not open or the server does not start.
    pub fn serve(ground: &Ground) -> Self {
        Self::serve_in(ground, ground.folder().to_owned())
    }

    /// The same as another machine would serve it: with a data folder of its own.
    ///
    /// # Panics
    /// When the store does not open or the server does not start.
    pub fn serve_in(ground: &Ground, data: PathBuf) -> Self {
        std::fs::create_dir_all(&data).expect("a data folder");
        let store = Store::open(&ground.target, &data).expect("the store opens");
        let newsroom = Newsroom::new(store.clone(), Clock::system());
        let theme = Arc::new(Theme::load(&Source::Embedded).unwrap_or_else(|report| panic!("{report:?}")));
        let mut config = web::Config::new(store.clone(), newsroom.clone(), theme, data);
        // A test's own readings shall not change its pages.
        config.count_every = Duration::from_secs(3_600);
        let (stop, stopped) = oneshot::channel::<()>();
        let (say, hear) = std::sync::mpsc::channel();
        let server = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async move {
                let shutdown = async move {
                    let _ = stopped.await;
                };
                let handle = web::serve(config, shutdown).await.expect("the server starts");
                say.send(handle.addr).expect("somebody listens");
                handle.finished().await;
            });
        });
        let address = format!("http://{}", hear.recv().expect("the server says its address"));
        let worker = newsroom.start_worker(Kinds::ours());
        Self { address, newsroom, store, stop: Some(stop), _worker: worker, server: Some(server) }
    }

    /// Asks for a path; redirects are not followed.
    ///
    /// # Panics
    /// When there is no answer.
    pub fn get(&self, path: &str) -> Answer {
        self.ask(path, &[])
    }

    /// The same with headers.
    ///
    /// # Panics
    /// When there is no answer.
    pub fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .into();
        let request =
            headers.iter().fold(agent.get(format!("{}{path}", self.address)), |request, (name, value)| {
                request.header(*name, *value)
            });
        let mut answer = request.call().expect("an answer");
        Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body: answer.body_mut().read_to_string().expect("a text"),
        }
    }

    /// Publishes a story with an author, a topic and this text.
    ///
    /// # Panics
    /// When the newsroom refuses it.
    pub fn publish(&self, title: &str, html: &str) -> Saved {
        publish(&self.newsroom, title, html)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take()
            && server.join().is_err()
            && !thread::panicking()
        {
            panic!("the server broke down");
        }
    }
}

/// Publishes a story of the reporter under the topic `News`, both made when missing.
///
/// # Panics
/// When the newsroom refuses it.
pub fn publish(newsroom: &Newsroom, title: &str, html: &str) -> Saved {
    let operator = Actor::operator();
    let now = newsroom.clock().now();
    let (author, topic): (Id, Id) = (
        "5f0000000000000000000001".parse().expect("an id"),
        "5f0000000000000000000002".parse().expect("an id"),
    );
    let reporter = Author::named(author, "ana-verin", "Ana Verin", 0);
    newsroom
        .put_author(operator, AuthorRecord { author: reporter, email: None, status: "active".into() })
        .expect("the reporter is put");
    newsroom.put_tag(operator, TagRow::named(topic, "news", "News", 0)).expect("the topic is put");
    let body = Document::from_html(html, Trust::Untrusted).expect("a document").document;
    let mut draft = PostDraft::new(Kind::Post, title, body, now).published(now);
    draft.authors = vec![author];
    draft.tags = vec![topic];
    newsroom.publish(operator, draft).expect("the story is published")
}
