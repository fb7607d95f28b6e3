//! Themes that somebody looks at, loaded as long as they do.

use std::sync::Arc;

use newsroom::{Newsroom, Refused};
use parking_lot::Mutex;
use store::ThemePreview;
use theme::Tried;

use super::{Look, Themes, load};

/// Previews that are held in memory at once; a theme with its files is a few megabytes.
const HELD: usize = 6;

/// The loaded previews, the last one looked at last.
#[derive(Default)]
pub(super) struct Tries(Mutex<Vec<(Box<str>, Arc<Look>)>>);

impl Tries {
    fn find(&self, token: &str) -> Option<Arc<Look>> {
        let mut held = self.0.lock();
        let at = held.iter().position(|(own, _)| **own == *token)?;
        let found = held.remove(at);
        let look = Arc::clone(&found.1);
        held.push(found);
        Some(look)
    }

    fn keep(&self, token: &str, look: Arc<Look>) {
        let mut held = self.0.lock();
        held.push((token.into(), look));
        if held.len() > HELD {
            held.remove(0);
        }
    }
}

impl Themes {
    /// How the site looks at a preview's address; `None` when it has ended, or its theme can no longer be used. Blocking.
    pub(crate) fn preview(&self, newsroom: &Newsroom, token: &str) -> Result<Option<Arc<Look>>, Refused> {
        // Asked each time: what has ended has ended, also for who has it loaded.
        let Some(preview) = newsroom.previewed_theme(token)? else { return Ok(None) };
        if let Some(look) = self.tries.find(token) {
            return Ok(Some(look));
        }
        let look = self.try_out(token, &preview);
        if let Some(look) = &look {
            self.tries.keep(token, Arc::clone(look));
        }
        Ok(look)
    }

    fn try_out(&self, token: &str, preview: &ThemePreview) -> Option<Arc<Look>> {
        let texts: Tried = serde_json::from_str(&preview.texts).unwrap_or_default();
        let (theme, ..) = load(&self.library.source(&preview.theme)?).ok()?;
        Some(Arc::new(Look::preview(token, theme.trying(texts), &self.addresses)))
    }
}
