//! The routes of the present settings, read once for each version of them.

use std::sync::{Arc, PoisonError, RwLock};

use jiff::tz::TimeZone;
use store::Settings;

use crate::Routes;

/// The setting that holds the text of `routes.yaml`.
pub const SETTING: &str = "routes";

/// Keeps what was read last.
#[derive(Debug, Default)]
pub struct Kept(RwLock<Option<(Source, Arc<Routes>)>>);

#[derive(Debug, PartialEq)]
struct Source {
    text: Option<Box<str>>,
    zone: Box<str>,
}

impl Kept {
    /// The routes of these settings. A text that is no routes file (nothing of ours stores one) counts as none.
    pub fn of(&self, settings: &Settings) -> Arc<Routes> {
        let text = settings.get(SETTING);
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, routes)) = known
            .as_ref()
            .filter(|(source, _)| source.text.as_deref() == text && *source.zone == *settings.timezone)
        {
            return Arc::clone(routes);
        }
        drop(known);
        let zone = TimeZone::get(&settings.timezone).unwrap_or(TimeZone::UTC);
        let read = text.and_then(|text| Routes::read(text).ok()).unwrap_or_default();
        let routes = Arc::new(Routes { zone, ..read });
        let source = Source { text: text.map(Into::into), zone: settings.timezone.clone() };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((source, Arc::clone(&routes)));
        routes
    }
}
