//! The room: where the newsroom works, at `/room/`. Server-rendered; everything but the editor works without a script.
//!
//! ```text
//!  routes (one table) ─► guard: origin · session · capability · headers ─► handler ─► verb ─► page, or back with a notice
//! ```

mod account;
mod alarm;
mod assets;
mod audit;
mod confirm;
pub(crate) mod cookies;
mod embeds;
mod find;
pub(crate) mod finding;
mod form;
mod guard;
mod invitation;
mod live;
mod media;
mod moment;
mod passkeys;
mod people;
mod refusal;
mod reset;
mod routes;
mod second_step;
mod setup;
mod shell;
mod sign_in;
mod site;
mod staff;
mod stories;
#[cfg(test)]
pub(crate) mod test_ground;
mod themes;
mod words;

use std::{path::PathBuf, sync::Arc, time::Duration};

use credentials::Passkeys;
use newsroom::{Because, Newsroom, Refused};
use store::Store;
use tokio::sync::Semaphore;

use self::live::Live;
pub(crate) use self::{
    embeds::Bookmark,
    guard::{from_here, session, token},
    routes::router,
    site::texts_for_ghost,
    staff::{Peer, Visitor},
};
use crate::{
    config::{Config, Operator},
    themes::{Look, Themes},
};

/// Uploads that are worked on at the same time: one large picture takes a few hundred megabytes.
const UPLOADS: usize = 2;

/// What every handler of the room shares.
pub(crate) struct Room {
    pub(crate) newsroom: Newsroom,
    pub(crate) store: Store,
    /// Holds `content/`, and what is not public.
    pub(crate) data_dir: PathBuf,
    /// Uploads that are worked on at the same time.
    pub(crate) uploads: Arc<Semaphore>,
    /// What the program's commands do.
    operator: Operator,
    /// Addresses that are not public and may be fetched all the same.
    fetch_allow: Vec<std::net::IpAddr>,
    /// The site's absolute address without a trailing `/`.
    url: String,
    /// Whether letters reach people, or lie in a folder.
    letters_leave: bool,
    /// None when the site's address has no name that a passkey could belong to.
    passkeys: Option<Passkeys>,
    /// Its address under a name, which passkeys need.
    named: Option<String>,
    /// The stories that somebody has open.
    live: Arc<Live>,
    /// How the site looks, and might look.
    pub(crate) themes: Arc<Themes>,
}

impl Room {
    /// The room of a site that is found at `url`.
    pub(crate) fn new(config: &Config, url: &str, themes: Arc<Themes>) -> Arc<Room> {
        let settings = config.store.reader().and_then(|reader| reader.settings());
        let title = settings.map(|settings| settings.title.to_string()).unwrap_or_default();
        let named = passkeys::named(url);
        let title = if title.is_empty() { "Masthead" } else { &title };
        Arc::new(Room {
            letters_leave: config.letters_leave,
            passkeys: named.as_deref().and_then(|named| Passkeys::new(named, title).ok()),
            named,
            newsroom: config.newsroom.clone(),
            store: config.store.clone(),
            data_dir: config.data_dir.clone(),
            uploads: Arc::new(Semaphore::new(UPLOADS)),
            operator: config.operator.clone(),
            fetch_allow: config.fetch_allow.clone(),
            url: url.to_owned(),
            live: Live::new(config.newsroom.clone(), config.store.clone()),
            themes,
        })
    }

    /// Runs blocking work of the newsroom on a thread for it.
    pub(crate) async fn run<T: Send + 'static>(
        self: &Arc<Room>,
        work: impl FnOnce(&Room) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        let room = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&room))
            .await
            .unwrap_or_else(|_| Err(Refused::conflict(Because::Broke)))
    }

    /// The same with what a form sent, which is given back: it may have to be shown again.
    async fn attempt<S: Send + 'static, T: Send + 'static>(
        self: &Arc<Room>,
        sent: S,
        work: impl FnOnce(&Room, &S) -> Result<T, Refused> + Send + 'static,
    ) -> Result<(S, Result<T, Refused>), Refused> {
        self.run(move |room| {
            let outcome = work(room, &sent);
            Ok((sent, outcome))
        })
        .await
    }

    /// The passkeys of the site, or the refusal that there can be none.
    fn passkeys(&self) -> Result<&Passkeys, Refused> {
        self.passkeys.as_ref().ok_or_else(|| Refused::conflict(Because::PasskeyNeedsName))
    }

    /// How the site looks at present. Blocking.
    fn look(&self) -> Result<Arc<Look>, Refused> {
        Ok(self.themes.follow(&self.store)?)
    }

    /// Ends writing together: every socket is closed, everything that was written is stored, within a time.
    pub(crate) async fn close(&self, within: Duration) {
        self.live.close(within).await;
    }

    /// The site's absolute address without a trailing `/`.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Whether browsers reach the site encrypted: then the session's cookie is sent no other way.
    fn is_secure(&self) -> bool {
        self.url.starts_with("https://")
    }

    /// Where everything lives on the site, for links to it.
    async fn routes(self: &Arc<Room>) -> Result<Arc<::routes::Routes>, Refused> {
        self.run(|room| Ok(room.look()?.address.routes(&*room.store.reader()?.settings()?))).await
    }

    /// The title of the site, for the head of every page.
    fn site_title(&self) -> Box<str> {
        let settings = self.store.reader().and_then(|reader| reader.settings());
        settings.map(|settings| settings.title.clone()).unwrap_or_default()
    }
}
