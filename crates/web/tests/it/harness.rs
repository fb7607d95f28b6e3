//! A small site with everything on it, served on port 0.

use std::{fs, path::Path, sync::Arc};

use newsroom::{Clock, Newsroom};
use store::{
    Author, AuthorRecord, Id, Kind, PostBody, PostMeta, PostRecord, PostRow, Redirect, Status, Store, TagRow,
};
use tempfile::TempDir;
use testsite::{Engine, Ground};
use theme::{Source, Theme};
use tokio::{runtime::Runtime, sync::oneshot};
use web::{Config, Handle};

use crate::client::{Answer, Client};

/// 14 November 2023, 22:13:20 UTC.
pub(crate) const BIRTHDAY: i64 = 1_700_000_000_000;

pub(crate) struct Bed {
    pub(crate) addr: std::net::SocketAddr,
    pub(crate) store: Store,
    pub(crate) ground: Ground,
    pub(crate) runtime: Runtime,
    stop: Option<oneshot::Sender<()>>,
    handle: Option<Handle>,
    theme: TempDir,
}

impl Bed {
    /// For what no database has a part in: a site on a SQLite file.
    pub(crate) fn new() -> Bed {
        Bed::on(Engine::Sqlite)
    }

    /// A site on an engine.
    pub(crate) fn on(engine: Engine) -> Bed {
        Bed::with(engine, |_| {})
    }

    /// A site with some of its configuration changed.
    pub(crate) fn with(engine: Engine, change: impl FnOnce(&mut Config)) -> Bed {
        let theme_dir = tempfile::tempdir().unwrap();
        write_theme(theme_dir.path());
        let bed = Bed::open(Ground::new(engine), theme_dir, change);
        bed.found();
        bed
    }

    /// The same site after its server was stopped, its theme changed and a server started again.
    pub(crate) fn restarted(mut self, change: impl FnOnce(&Path)) -> Bed {
        let handle = self.stop();
        self.runtime.block_on(handle.finished());
        change(self.theme.path());
        Bed::open(self.ground, self.theme, |_| {})
    }

    fn open(ground: Ground, theme_dir: TempDir, change: impl FnOnce(&mut Config)) -> Bed {
        let store = Store::open(&ground.target, ground.folder()).unwrap();
        let theme =
            Theme::load(&Source::Dir(theme_dir.path().into())).unwrap_or_else(|report| panic!("{report:?}"));
        let newsroom = Newsroom::new(store.clone(), Clock::system());
        let mut config = Config::new(store.clone(), newsroom, Arc::new(theme), ground.folder().into());
        config.url = Some("https://example.org".into());
        change(&mut config);
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (stop, stopped) = oneshot::channel();
        let handle = runtime
            .block_on(web::serve(config, async {
                let _ = stopped.await;
            }))
            .unwrap();
        Bed {
            addr: handle.addr,
            store,
            ground,
            runtime,
            stop: Some(stop),
            handle: Some(handle),
            theme: theme_dir,
        }
    }

    /// The first rows: a title, a topic, an author.
    fn found(&self) {
        self.store
            .write(|writer| {
                writer.set_setting("title", Some("The Lantern"))?;
                writer.put_tag(&TagRow::named(tag_id(), "news", "News", BIRTHDAY))?;
                let author = Author::named(author_id(), "ada", "Ada Quill", BIRTHDAY);
                let record = AuthorRecord { author, email: None, status: "active".into() };
                writer.put_author(&record)?;
                Ok::<_, store::Error>(())
            })
            .unwrap();
    }

    pub(crate) fn client(&self) -> Client {
        Client::connect(self.addr)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.client().ask(method, path, headers).unwrap()
    }

    /// Publishes a post, or changes it.
    pub(crate) fn publish(&self, slug: &str, title: &str) -> Id {
        self.put(post(slug, title))
    }

    pub(crate) fn put(&self, record: PostRecord) -> Id {
        let id = record.row.id;
        self.store.write(|writer| writer.put_post(&record)).unwrap();
        id
    }

    pub(crate) fn set(&self, key: &str, value: &str) {
        self.store.write(|writer| writer.set_setting(key, Some(value))).unwrap();
    }

    pub(crate) fn redirects(&self, rules: &[(&str, &str, bool)]) {
        let rules: Vec<_> = rules
            .iter()
            .map(|(from, to, permanent)| Redirect {
                from: (*from).into(),
                to: (*to).into(),
                permanent: *permanent,
            })
            .collect();
        self.store.write(|writer| writer.put_redirects(&rules)).unwrap();
    }

    /// A file below `content/`.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> std::path::PathBuf {
        let path = self.ground.folder().join("content").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Asks the server to stop, without waiting.
    pub(crate) fn stop(&mut self) -> Handle {
        let _ = self.stop.take().unwrap().send(());
        self.handle.take().unwrap()
    }
}

pub(crate) fn tag_id() -> Id {
    "aaaaaaaaaaaaaaaaaaaaaaa1".parse().unwrap()
}

pub(crate) fn author_id() -> Id {
    "bbbbbbbbbbbbbbbbbbbbbbb1".parse().unwrap()
}

/// A published post whose id follows from its slug.
pub(crate) fn post(slug: &str, title: &str) -> PostRecord {
    let sum = slug.bytes().fold(7u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let id: Id = format!("cccccccc{sum:016x}").parse().unwrap();
    let mut row = PostRow::draft(id, Kind::Post, slug, title, BIRTHDAY);
    row.uuid = format!("00000000-0000-4000-8000-{:012x}", sum & 0xffff_ffff_ffff).into();
    row.status = Status::Published;
    row.published_at = Some(BIRTHDAY + (sum % 1_000_000) as i64);
    row.excerpt = "An opening.".into();
    let html = format!("<p>{title}</p><p>{}</p>", "The council met on Tuesday. ".repeat(100));
    let body = PostBody { document: "{}".into(), html: html.into(), ..PostBody::default() };
    PostRecord {
        row,
        body,
        meta: PostMeta::default(),
        tags: vec![tag_id()],
        authors: vec![author_id()],
        tiers: Vec::new(),
        terms: Vec::new(),
        words: None,
    }
}

fn write_theme(folder: &Path) {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "package.json",
        r#"{"name":"plain","version":"1.0.0","author":{"name":"A","email":"a@example.org"},
            "config":{"posts_per_page":2,"image_sizes":{"s":{"width":120}}}}"#,
    );
    write(
        "default.hbs",
        "<!doctype html><html><head><title>{{@site.title}}</title>{{ghost_head}}</head><body>{{navigation}}{{{body}}}</body></html>",
    );
    write(
        "index.hbs",
        "{{!< default}}<h1>{{@site.title}}</h1><p>page {{pagination.page}} of {{pagination.pages}}</p>\
            {{#foreach posts}}<a href=\"{{url}}\">{{title}}</a>{{/foreach}}",
    );
    write("crew.hbs", "{{!< default}}{{#page}}<h1>{{title}}</h1>{{/page}}");
    write("post.hbs", "{{!< default}}{{#post}}<h1>{{title}}</h1>{{content}}{{/post}}");
    write("error.hbs", "{{!< default}}<h1>Nothing here</h1>");
    write("assets/css/screen.css", &"body { color: black; }\n".repeat(200));
    write("assets/a.txt", "0123456789");
}
