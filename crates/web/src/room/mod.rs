//! The room: where the newsroom works, at `/room/`. Server-rendered; everything but the editor works without a script.
//!
//! ```text
//!  routes (one table) ─► guard: origin · session · capability · headers ─► handler ─► verb ─► page, or back with a notice
//! ```

mod account;
mod assets;
mod form;
mod guard;
mod media;
mod refusal;
mod routes;
mod setup;
mod shell;
mod sign_in;
mod site;
mod staff;
mod words;

use std::{path::PathBuf, sync::Arc};

use newsroom::{Newsroom, Refused};
use store::Store;
use tokio::sync::Semaphore;

pub(crate) use self::{routes::router, staff::Peer};
use crate::config::{Config, Operator};

/// Uploads that are worked on at the same time: one large picture takes a few hundred megabytes.
const UPLOADS: usize = 2;

/// What every handler of the room shares.
pub(crate) struct Room {
    newsroom: Newsroom,
    store: Store,
    /// Holds `content/`, and what is not public.
    data_dir: PathBuf,
    /// Uploads that are worked on at the same time.
    uploads: Arc<Semaphore>,
    /// What the program's commands do.
    operator: Operator,
    /// The site's absolute address without a trailing `/`.
    url: String,
}

impl Room {
    /// The room of a site that is found at `url`.
    pub(crate) fn new(config: &Config, url: &str) -> Arc<Room> {
        Arc::new(Room {
            newsroom: config.newsroom.clone(),
            store: config.store.clone(),
            data_dir: config.data_dir.clone(),
            uploads: Arc::new(Semaphore::new(UPLOADS)),
            operator: config.operator.clone(),
            url: url.to_owned(),
        })
    }

    /// Runs blocking work of the newsroom on a thread for it.
    async fn run<T: Send + 'static>(
        self: &Arc<Room>,
        work: impl FnOnce(&Room) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        let room = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&room))
            .await
            .unwrap_or_else(|_| Err(Refused::Conflict("something went wrong here".to_owned())))
    }

    /// Whether browsers reach the site encrypted: then the session's cookie is sent no other way.
    fn is_secure(&self) -> bool {
        self.url.starts_with("https://")
    }

    /// The title of the site, for the head of every page.
    fn site_title(&self) -> Box<str> {
        let settings = self.store.reader().and_then(|reader| reader.settings());
        settings.map(|settings| settings.title.clone()).unwrap_or_default()
    }
}
