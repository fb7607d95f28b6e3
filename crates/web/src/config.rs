//! What a server is made of.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use newsroom::Newsroom;
use store::Store;
use theme::Theme;

use crate::limits::Limits;

/// Everything that [`crate::serve`] needs.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 picks a free one.
    pub listen: SocketAddr,
    /// The site's absolute address without a trailing `/`; without one, the address that is listened on.
    pub url: Option<String>,
    /// What pages are read from.
    pub store: Store,
    /// Takes the readings that are counted.
    pub newsroom: Newsroom,
    /// How pages look.
    pub theme: Arc<Theme>,
    /// Holds `content/` and `cache/`.
    pub data_dir: PathBuf,
    /// What the listener puts up with.
    pub limits: Limits,
    /// Memory for rendered pages, in bytes.
    pub cache_bytes: u64,
    /// Disk space for resized pictures, in bytes.
    pub picture_bytes: u64,
    /// For benchmarks: every page is rendered for every request.
    pub cache_off: bool,
    /// Whether pages tell proxies their tags (`Surrogate-Key`).
    pub surrogate_keys: bool,
    /// How often counted readings are written down.
    pub count_every: Duration,
    /// How long requests in flight may take to finish at shutdown.
    pub finish_within: Duration,
}

impl Config {
    /// A server with the usual bounds, on a free port of this machine.
    pub fn new(store: Store, newsroom: Newsroom, theme: Arc<Theme>, data_dir: PathBuf) -> Config {
        Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            url: None,
            store,
            newsroom,
            theme,
            data_dir,
            limits: Limits::default(),
            cache_bytes: 128 << 20,
            picture_bytes: 1 << 30,
            cache_off: false,
            surrogate_keys: false,
            count_every: Duration::from_secs(10),
            finish_within: Duration::from_secs(10),
        }
    }
}
