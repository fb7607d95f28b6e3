//! The reader's site: what every handler of it shares.

mod address;
mod asked;
mod assets;
mod author;
mod desk;
mod entry;
mod escape;
mod feed;
mod front;
mod listing;
mod lists;
mod members;
mod pages;
mod pretty;
mod preview;
mod previewed;
mod private;
mod redirects;
mod robots;
mod routes;
mod search;
mod shown;
mod sitemap;
mod template;
mod topic;

use std::sync::Arc;

use newsroom::Newsroom;
use store::Store;

pub(crate) use self::{
    asked::Asked,
    assets::Assets,
    desk::{Desk, Failure, Moved, Reply},
    escape::{GHOST_URL, absolute_links},
    members::PATH as MEMBERS,
    pages::{Trouble, plain, with_form},
    private::PATH as PRIVATE,
    routes::router,
};
use self::{pages::Landing, redirects::Redirects};
use crate::{
    cache::{Flights, Key, PageCache},
    config::Config,
    gate::Gate,
    media::Media,
    perfect::Perfecter,
    themes::{Look, Themes},
    views::Views,
};

/// One site being served.
pub(crate) struct Site {
    pub(crate) store: Store,
    pub(crate) newsroom: Newsroom,
    pub(crate) cache: Arc<PageCache>,
    pub(crate) themes: Arc<Themes>,
    pub(crate) views: Views,
    pub(crate) cache_off: bool,
    pub(crate) perfecter: Perfecter,
    address: theme::Site,
    media: Arc<Media>,
    redirects: Redirects,
    door: private::Door,
    pace: search::Pace,
    flights: Flights<Key, Landing>,
    /// Held by the one request that reads the change log; the others wait for it without a thread each.
    catching_up: tokio::sync::Mutex<()>,
    renders: Gate,
    surrogate_keys: bool,
}

impl Site {
    /// Sets up a site that visitors find at `url` and that looks as `themes` has it.
    pub(crate) fn new(config: &Config, url: &str, themes: Arc<Themes>) -> std::io::Result<Arc<Site>> {
        let cache = Arc::new(PageCache::new(config.cache_bytes, config.store.change_number()));
        let perfecter = Perfecter::start(Arc::clone(&cache))?;
        themes.perfect_with(perfecter.clone());
        let (limits, clock) = (&config.limits, config.newsroom.clock().clone());
        Ok(Arc::new(Site {
            store: config.store.clone(),
            newsroom: config.newsroom.clone(),
            perfecter,
            cache,
            themes,
            views: Views::default(),
            cache_off: config.cache_off,
            address: theme::Site::new(url, move || clock.now()),
            media: Media::new(&config.data_dir, config.picture_bytes, limits),
            redirects: Redirects::default(),
            door: private::Door::default(),
            pace: search::Pace::default(),
            flights: Flights::new(),
            catching_up: tokio::sync::Mutex::new(()),
            renders: Gate::new(limits.renders, limits.renders_waiting, limits.render_wait),
            surrogate_keys: config.surrogate_keys,
        }))
    }

    /// Where visitors find it, for whoever names its pages.
    pub(crate) fn address(&self) -> &theme::Site {
        &self.address
    }

    /// How the site looks to who asks: as to everybody, or as a preview has it.
    pub(crate) async fn look(self: &Arc<Site>, asked: &Asked) -> Result<Arc<Look>, Trouble> {
        if let Some(look) = &asked.look {
            return Ok(Arc::clone(look));
        }
        if let Some(live) = self.themes.settled(&self.store) {
            return Ok(Arc::clone(&live.look));
        }
        let site = Arc::clone(self);
        let followed = tokio::task::spawn_blocking(move || site.themes.follow(&site.store)).await;
        followed.map_err(|_| Trouble::Broken)?.map_err(|error| {
            tracing::error!(%error, "the settings cannot be read");
            Trouble::Broken
        })
    }

    /// Writes down what was counted since the last call. Blocking.
    pub(crate) fn write_views(&self) {
        let counted = self.views.take();
        if counted.is_empty() {
            return;
        }
        if let Err(error) = self.newsroom.count_views(&counted) {
            tracing::warn!(%error, "readings could not be written down; they are kept for the next time");
            self.views.give_back(counted);
        }
    }
}
