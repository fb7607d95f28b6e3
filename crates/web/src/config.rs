//! What a server is made of.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use newsroom::Newsroom;
use store::Store;
use theme::Theme;

use crate::limits::Limits;

/// Writes a file, or says in a sentence why it could not.
type WriteFile = dyn Fn(&Path) -> Result<(), String> + Send + Sync;

/// What the program's commands do, for the room: both block for seconds.
#[derive(Clone)]
pub struct Operator {
    /// What `masthead doctor` says.
    pub examine: Arc<dyn Fn() -> Vec<crate::Finding> + Send + Sync>,
    /// Writes what `masthead backup FILE` writes. An error is a sentence.
    pub backup: Arc<WriteFile>,
    /// Writes what `masthead export ghost FILE` writes. An error is a sentence.
    pub export: Arc<WriteFile>,
}

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
    /// How pages look while nobody has put another theme live in the room.
    pub theme: Arc<Theme>,
    /// Where `theme` lies when it stands above whatever is put live in the room.
    pub pinned_theme: Option<theme::Source>,
    /// Whether the files of the theme that is shown are looked at all the time, and read anew when they change.
    pub watch_theme: bool,
    /// Holds `content/` and `cache/`.
    pub data_dir: PathBuf,
    /// What the listener puts up with.
    pub limits: Limits,
    /// Memory for rendered pages, in bytes.
    pub cache_bytes: u64,
    /// Disk space for resized pictures, in bytes.
    pub picture_bytes: u64,
    /// What the program's commands do, for the room.
    pub operator: Operator,
    /// Whether letters reach people; otherwise they lie in the data folder, and the room says so.
    pub letters_leave: bool,
    /// For benchmarks: every page is rendered for every request.
    pub cache_off: bool,
    /// Whether pages tell proxies their tags (`Surrogate-Key`).
    pub surrogate_keys: bool,
    /// Addresses inside our own network that previews of links may be fetched from; none by default.
    pub fetch_allow: Vec<std::net::IpAddr>,
    /// How often counted readings are written down.
    pub count_every: Duration,
    /// How long requests in flight may take to finish at shutdown.
    pub finish_within: Duration,
}

impl Config {
    /// A server with the usual bounds, on a free port of this machine.
    /// Its operator finds nothing and copies nothing: whoever has the commands puts them in.
    pub fn new(store: Store, newsroom: Newsroom, theme: Arc<Theme>, data_dir: PathBuf) -> Config {
        let backup = |_: &Path| Err("this server has no commands".to_owned());
        Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            url: None,
            store,
            newsroom,
            theme,
            pinned_theme: None,
            watch_theme: false,
            data_dir,
            limits: Limits::default(),
            cache_bytes: 128 << 20,
            picture_bytes: 1 << 30,
            operator: Operator {
                examine: Arc::new(Vec::new),
                backup: Arc::new(backup),
                export: Arc::new(backup),
            },
            letters_leave: false,
            cache_off: false,
            surrogate_keys: false,
            fetch_allow: Vec::new(),
            count_every: Duration::from_secs(10),
            finish_within: Duration::from_secs(10),
        }
    }
}
