//! What is known of the installed themes without making them live.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use theme::{Report, Source, Theme};

use super::Themes;

/// Themes whose examination is remembered; more are examined each time.
const REMEMBERED: usize = 24;

/// An installed theme, and what was found in it.
pub(crate) struct Examined {
    pub(crate) name: String,
    pub(crate) theme: Theme,
    pub(crate) report: Report,
    stamp: u64,
}

/// What was examined, by name; right as long as the stamp of the files is the same.
#[derive(Default)]
pub(super) struct Known(Mutex<HashMap<String, Arc<Examined>>>);

impl Themes {
    /// An installed theme; `None` when there is none of that name. Blocking.
    pub(crate) fn examine(&self, name: &str) -> Option<Arc<Examined>> {
        let source = self.library.source(name)?;
        let stamp = source.stamp();
        let known = self.known.0.lock().get(name).filter(|known| known.stamp == stamp).cloned();
        Some(known.unwrap_or_else(|| self.remember(name, &source, stamp)))
    }

    /// All of them, the built-in one first. Blocking.
    pub(crate) fn examine_all(&self) -> Vec<Arc<Examined>> {
        self.library.names().iter().filter_map(|name| self.examine(name)).collect()
    }

    fn remember(&self, name: &str, source: &Source, stamp: u64) -> Arc<Examined> {
        let (theme, report) = Theme::examine(source);
        let examined = Arc::new(Examined { name: name.to_owned(), theme, report, stamp });
        let mut known = self.known.0.lock();
        if known.len() >= REMEMBERED && !known.contains_key(name) {
            known.clear();
        }
        known.insert(name.to_owned(), Arc::clone(&examined));
        examined
    }
}
