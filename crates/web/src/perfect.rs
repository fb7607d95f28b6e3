//! The background thread that compresses the theme's files and popular pages as well as can be, when the machine has
//! nothing better to do.

use std::sync::{
    Arc,
    mpsc::{Receiver, SyncSender, sync_channel},
};

use crate::{
    cache::{Key, Page, PageCache},
    site::Assets,
};

/// Pages waiting; when there are more, the newest have to earn it again.
const WAITING: usize = 64;

/// The way to the thread, which ends when this is dropped.
#[derive(Debug, Clone)]
pub(crate) struct Perfecter(SyncSender<(Key, Arc<Page>)>);

impl Perfecter {
    /// Starts the thread.
    pub(crate) fn start(cache: Arc<PageCache>, assets: Arc<Assets>) -> std::io::Result<Perfecter> {
        let (sender, receiver) = sync_channel(WAITING);
        std::thread::Builder::new()
            .name("perfecter".into())
            .spawn(move || work(&cache, &assets, &receiver))?;
        Ok(Perfecter(sender))
    }

    /// Asks for better forms of a page, some time.
    pub(crate) fn ask(&self, key: Key, page: Arc<Page>) {
        // A full queue means that the machine is busy with readers; the fast form serves them.
        let _ = self.0.try_send((key, page));
    }
}

fn work(cache: &PageCache, assets: &Assets, pages: &Receiver<(Key, Arc<Page>)>) {
    // On Linux this holds for the calling thread alone. Where it is not allowed, the work is done at equal rank.
    let _ = rustix::process::nice(19);
    assets.perfect();
    for (key, page) in pages {
        if cache.holds(&key, &page) {
            cache.replace(&key, &page, page.perfected());
        }
    }
}
