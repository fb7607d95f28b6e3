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

/// What is to be made better.
enum Work {
    /// A page that many ask for.
    Page(Key, Arc<Page>),
    /// The files of a theme.
    Assets(Arc<Assets>),
}

/// The way to the thread, which ends when this is dropped.
#[derive(Clone)]
pub(crate) struct Perfecter(SyncSender<Work>);

impl Perfecter {
    /// Starts the thread.
    pub(crate) fn start(cache: Arc<PageCache>) -> std::io::Result<Perfecter> {
        let (sender, receiver) = sync_channel(WAITING);
        std::thread::Builder::new().name("perfecter".into()).spawn(move || work(&cache, &receiver))?;
        Ok(Perfecter(sender))
    }

    /// Asks for better forms of a page, some time.
    pub(crate) fn ask(&self, key: Key, page: Arc<Page>) {
        // A full queue means that the machine is busy with readers; the fast form serves them.
        let _ = self.0.try_send(Work::Page(key, page));
    }

    /// Asks for better forms of a theme's files; as long as there are none, the fast ones are sent.
    pub(crate) fn ask_assets(&self, assets: Arc<Assets>) {
        let _ = self.0.try_send(Work::Assets(assets));
    }
}

fn work(cache: &PageCache, asked: &Receiver<Work>) {
    // On Linux this holds for the calling thread alone. Where it is not allowed, the work is done at equal rank.
    let _ = rustix::process::nice(19);
    for work in asked {
        match work {
            Work::Page(key, page) if cache.holds(&key, &page) => cache.replace(&key, &page, page.perfected()),
            Work::Page(..) => {}
            Work::Assets(assets) => assets.perfect(),
        }
    }
}
