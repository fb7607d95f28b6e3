//! Development: the live theme's files are looked at again and again, and read anew when they change.

use std::{
    io,
    sync::{Arc, Weak},
    thread,
    time::Duration,
};

use newsroom::Newsroom;

use super::{Fault, Live, Look, Themes, load};

/// How often the files are looked at: an author is faster nowhere.
const EVERY: Duration = Duration::from_millis(300);

/// Watches on a thread of its own, as long as the themes are used.
pub(crate) fn watch(themes: &Arc<Themes>, newsroom: &Newsroom) -> io::Result<()> {
    let (themes, newsroom) = (Arc::downgrade(themes), newsroom.clone());
    thread::Builder::new().name("theme-watch".into()).spawn(move || run(&themes, &newsroom))?;
    Ok(())
}

fn run(themes: &Weak<Themes>, newsroom: &Newsroom) {
    loop {
        thread::sleep(EVERY);
        let Some(themes) = themes.upgrade() else { return };
        if themes.reread()
            && let Err(error) = newsroom.turn_theme()
        {
            tracing::error!(%error, "pages with the theme of before are still shown");
        }
    }
}

impl Themes {
    /// Loads the live theme anew when its files were changed; whether it did. One that cannot be used is told of and left out.
    fn reread(&self) -> bool {
        let live = self.live();
        if live.source.stamp() == live.stamp {
            return false;
        }
        let _turn = self.loading.lock();
        let live = self.live();
        match load(&live.source) {
            Ok((theme, source, stamp)) => {
                tracing::info!(name = &*live.name, "the theme was read anew");
                let look = Arc::new(Look::live(Arc::new(theme), &self.addresses));
                let name = live.name.clone();
                self.put_live(Live { name, look, fault: None, source, stamp, revision: live.revision });
                true
            }
            Err(report) => {
                tracing::error!("the theme cannot be used as it is now; the last state stays:\n{report}");
                let fault = Fault { name: live.name.clone(), report };
                self.put_live(live.but(Some(Arc::new(fault)), live.source.stamp(), live.revision));
                false
            }
        }
    }
}
