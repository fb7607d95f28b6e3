//! How the site looks: the live theme of this process, and those that somebody looks at before readers do.
//!
//! ```text
//!  settings: live_theme, live_theme_revision ─► of() ─► the loaded theme, or the named one loaded now and put in its place
//! ```
//! Nobody is told that the theme changed: every render reads the settings of its snapshot and takes the theme that they name, and every page
//! is tagged with the settings, so that it goes when they change. A theme that cannot be loaded leaves the last one in its place.

mod examined;
mod keeping;
mod look;
mod tried;
mod watching;

#[cfg(test)]
mod tests;

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU64, Ordering},
};

use arc_swap::{ArcSwap, Guard};
use newsroom::{LIVE_THEME, LIVE_THEME_REVISION};
use parking_lot::Mutex;
use store::{Settings, Store};
use theme::{Library, Report, Source, Theme};

pub(crate) use self::{
    examined::Examined,
    keeping::{MOST, NotKept, missing},
    look::{Look, PREVIEWS},
    watching::watch,
};
use self::{examined::Known, look::Addresses, tried::Tries};
use crate::{config::Config, perfect::Perfecter};

/// The themes of a site.
pub(crate) struct Themes {
    pub(crate) library: Library,
    /// The theme that the server was started with stands above what the settings name.
    pub(crate) is_pinned: bool,
    live: ArcSwap<Live>,
    /// The change up to which `live` was compared with the settings.
    as_of: AtomicU64,
    /// Held while a theme is loaded to become the live one.
    loading: Mutex<()>,
    addresses: Addresses,
    tries: Tries,
    known: Known,
    perfecter: OnceLock<Perfecter>,
}

/// The theme that readers see.
pub(crate) struct Live {
    /// The name under which it is installed; of a pinned theme, that in its package file.
    pub(crate) name: Box<str>,
    pub(crate) look: Arc<Look>,
    /// What kept the theme that should be live, or its newest files, from being it.
    pub(crate) fault: Option<Arc<Fault>>,
    source: Source,
    /// See [`Source::stamp`].
    stamp: u64,
    revision: u64,
}

/// A theme that could not be made the live one.
pub(crate) struct Fault {
    pub(crate) name: Box<str>,
    pub(crate) report: Report,
}

impl Themes {
    /// The themes of a site that visitors find at `url`, with the one live that the settings name. Blocking.
    pub(crate) fn open(config: &Config, url: &str) -> store::Result<Themes> {
        let addresses = Addresses::new(url, config.newsroom.clock().clone());
        let library = Library::new(config.data_dir.join("content").join("themes"));
        // One server has a data folder, and it takes uploads only later.
        if let Err(error) = library.sweep() {
            tracing::warn!(%error, "what an interrupted upload of a theme left cannot be removed");
        }
        let source = config.pinned_theme.clone().unwrap_or(Source::Embedded);
        let first = Live {
            name: match config.pinned_theme {
                Some(_) => config.theme.name().into(),
                None => Library::BUILT_IN.into(),
            },
            look: Arc::new(Look::live(Arc::clone(&config.theme), &addresses)),
            fault: None,
            stamp: source.stamp(),
            source,
            revision: 0,
        };
        let themes = Themes {
            library,
            is_pinned: config.pinned_theme.is_some(),
            live: ArcSwap::from_pointee(first),
            as_of: AtomicU64::new(0),
            loading: Mutex::new(()),
            addresses,
            tries: Tries::default(),
            known: Known::default(),
            perfecter: OnceLock::new(),
        };
        themes.follow(&config.store)?;
        Ok(themes)
    }

    /// From now on the files of each theme that goes live are packed as well as can be, in the background.
    pub(crate) fn perfect_with(&self, perfecter: Perfecter) {
        perfecter.ask_assets(Arc::clone(&self.live.load().look.assets));
        // A server has one.
        let _ = self.perfecter.set(perfecter);
    }

    /// The theme that readers see, as this process knows it.
    pub(crate) fn live(&self) -> Arc<Live> {
        self.live.load_full()
    }

    /// The same, when nothing was changed since it was last compared with the settings: two atomic loads.
    pub(crate) fn settled(&self, store: &Store) -> Option<Guard<Arc<Live>>> {
        (store.change_number() == self.as_of.load(Ordering::Acquire)).then(|| self.live.load())
    }

    /// The look that the newest settings name. Blocking.
    pub(crate) fn follow(&self, store: &Store) -> store::Result<Arc<Look>> {
        let reader = store.reader()?;
        let look = self.of(&*reader.settings()?);
        self.as_of.fetch_max(reader.change_number(), Ordering::AcqRel);
        Ok(look)
    }

    /// The look that settings name. Loads the theme when it is another than the live one; older settings than those that it was loaded
    /// for get it, too: what is rendered for them is not kept. Blocking.
    pub(crate) fn of(&self, settings: &Settings) -> Arc<Look> {
        let live = self.live.load();
        if self.is_pinned || revision(settings) <= live.revision {
            return Arc::clone(&live.look);
        }
        drop(live);
        self.change(settings)
    }

    fn change(&self, settings: &Settings) -> Arc<Look> {
        let _turn = self.loading.lock();
        let (live, revision) = (self.live(), revision(settings));
        if revision <= live.revision {
            return Arc::clone(&live.look);
        }
        let name = settings.get(LIVE_THEME).unwrap_or(Library::BUILT_IN);
        let next =
            match self.library.source(name).ok_or_else(|| absent(name)).and_then(|source| load(&source)) {
                Ok((theme, source, stamp)) => {
                    tracing::info!(name, version = theme.version(), "this theme is live");
                    let look = Arc::new(Look::live(Arc::new(theme), &self.addresses));
                    Live { name: name.into(), look, fault: None, source, stamp, revision }
                }
                Err(report) => {
                    tracing::error!(name, "the theme cannot be used; the last one stays:\n{report}");
                    let fault = Some(Arc::new(Fault { name: name.into(), report }));
                    live.but(fault, live.stamp, revision)
                }
            };
        self.put_live(next)
    }

    fn put_live(&self, next: Live) -> Arc<Look> {
        let look = Arc::clone(&next.look);
        if let Some(perfecter) = self.perfecter.get().filter(|_| next.fault.is_none()) {
            perfecter.ask_assets(Arc::clone(&look.assets));
        }
        self.live.store(Arc::new(next));
        look
    }
}

impl Live {
    /// The same theme after another could not take its place.
    fn but(&self, fault: Option<Arc<Fault>>, stamp: u64, revision: u64) -> Live {
        let (name, look, source) = (self.name.clone(), Arc::clone(&self.look), self.source.clone());
        Live { name, look, fault, source, stamp, revision }
    }
}

fn revision(settings: &Settings) -> u64 {
    settings.get(LIVE_THEME_REVISION).and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// A theme with where it lies, and how that looked before it was read.
fn load(source: &Source) -> Result<(Theme, Source, u64), Report> {
    let stamp = source.stamp();
    Ok((Theme::load(source)?, source.clone(), stamp))
}

fn absent(name: &str) -> Report {
    // The folder says of itself that it is not there.
    Theme::check(&Source::Dir(format!("content/themes/{name}").into()))
}
