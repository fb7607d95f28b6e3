//! The reader's site: what every handler of it shares.

mod asked;
mod assets;
mod author;
mod desk;
mod entry;
mod escape;
mod feed;
mod front;
mod lists;
mod pages;
mod pretty;
mod preview;
mod private;
mod redirects;
mod robots;
mod routes;
mod sitemap;
mod topic;

use std::sync::Arc;

use newsroom::Newsroom;
use store::Store;
use theme::Theme;

pub(crate) use self::{
    asked::Asked,
    assets::Assets,
    desk::{Desk, Failure, Moved, Reply},
    escape::{GHOST_URL, absolute_links},
    pages::{Trouble, plain, with_form},
    private::PATH as PRIVATE,
    routes::router,
};
use self::{pages::Landing, redirects::Redirects};
use crate::{
    cache::{Flights, Key, PageCache},
    config::Config,
    gate::Gate,
    media::{Media, Size},
    perfect::Perfecter,
    views::Views,
};

/// One site being served.
pub(crate) struct Site {
    pub(crate) store: Store,
    pub(crate) newsroom: Newsroom,
    pub(crate) cache: Arc<PageCache>,
    pub(crate) assets: Arc<Assets>,
    pub(crate) views: Views,
    pub(crate) cache_off: bool,
    pub(crate) perfecter: Perfecter,
    theme: Arc<Theme>,
    address: theme::Site,
    media: Arc<Media>,
    redirects: Redirects,
    door: private::Door,
    flights: Flights<Key, Landing>,
    /// Held by the one request that reads the change log; the others wait for it without a thread each.
    catching_up: tokio::sync::Mutex<()>,
    renders: Gate,
    surrogate_keys: bool,
}

impl Site {
    /// Sets up a site that visitors find at `url`.
    pub(crate) fn new(config: &Config, url: &str) -> std::io::Result<Arc<Site>> {
        let cache = Arc::new(PageCache::new(config.cache_bytes, config.store.change_number()));
        let assets = Arc::new(Assets::new(Arc::clone(&config.theme)));
        let clock = config.newsroom.clock().clone();
        let sizes =
            config.theme.image_sizes().iter().map(|size| Size { width: size.width, height: size.height });
        let limits = &config.limits;
        Ok(Arc::new(Site {
            store: config.store.clone(),
            newsroom: config.newsroom.clone(),
            perfecter: Perfecter::start(Arc::clone(&cache), Arc::clone(&assets))?,
            cache,
            assets,
            views: Views::default(),
            cache_off: config.cache_off,
            address: theme::Site::new(url, move || clock.now()),
            media: Media::new(&config.data_dir, config.picture_bytes, sizes, limits),
            theme: Arc::clone(&config.theme),
            redirects: Redirects::default(),
            door: private::Door::default(),
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
