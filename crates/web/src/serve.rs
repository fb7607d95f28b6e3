//! Starting and stopping a server.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::task::JoinHandle;

use crate::{
    Config,
    front_door::FrontDoor,
    ghost,
    listener::{self, Guest, House, Order},
    room::{self, Peer, Room},
    site::{self, Site},
    themes::{self, Themes},
};

/// A running server. Dropping it does not stop it; its `shutdown` future does.
#[derive(Debug)]
pub struct Handle {
    /// The address that is listened on.
    pub addr: SocketAddr,
    finished: JoinHandle<()>,
}

impl Handle {
    /// Returns when the server has stopped: no connection is open, counted readings are written down.
    pub async fn finished(self) {
        // Only a panic of ours could fail it, and that was reported.
        let _ = self.finished.await;
    }
}

/// Serves a site until `shutdown` resolves, then lets requests in flight finish within [`Config::finish_within`].
/// To be called inside a multi-threaded tokio runtime.
///
/// # Errors
/// The address cannot be listened on, or a thread cannot be started.
pub async fn serve(
    config: Config,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<Handle> {
    let listener = listener::bind(config.listen)?;
    let addr = listener.local_addr()?;
    let url = config.url.clone().unwrap_or_else(|| format!("http://{addr}"));
    // They read the settings: on a blocking thread, as everything that asks the store.
    let themes = {
        let (config, url) = (config.clone(), url.clone());
        let opened = tokio::task::spawn_blocking(move || Themes::open(&config, &url)).await;
        Arc::new(opened.map_err(io::Error::other)?.map_err(io::Error::other)?)
    };
    if config.watch_theme {
        themes::watch(&themes, &config.newsroom)?;
    }
    let site = Site::new(&config, &url, Arc::clone(&themes))?;
    let house = House::new(config.limits.clone());
    let router = site::router(Arc::clone(&site));
    // It reads the site's name: on a blocking thread, as everything that asks the store.
    let newsroom = {
        let (config, url) = (config.clone(), url.clone());
        tokio::task::spawn_blocking(move || Room::new(&config, &url, themes))
            .await
            .map_err(io::Error::other)?
    };
    let room = room::router(Arc::clone(&newsroom));
    let api = ghost::router(Arc::clone(&site), Arc::clone(&newsroom));
    let accepting = {
        let (site, address_bytes) = (Arc::clone(&site), config.limits.address_bytes);
        let desk = Arc::clone(&house);
        let door = move |guest: &Guest, peer| FrontDoor {
            site: Arc::clone(&site),
            router: router.clone(),
            room: room.clone(),
            api: api.clone(),
            seat: Arc::clone(&guest.seat),
            peer: Peer(peer),
            behind_proxy: guest.is_proxy.then(|| Arc::clone(&desk)),
            address_bytes,
        };
        tokio::spawn(listener::accept(listener, Arc::clone(&house), config.limits.clone(), door))
    };
    let finished = tokio::spawn(run(config, site, newsroom, house, accepting, shutdown));
    Ok(Handle { addr, finished })
}

async fn run(
    config: Config,
    site: Arc<Site>,
    room: Arc<Room>,
    house: Arc<House>,
    accepting: JoinHandle<()>,
    shutdown: impl Future<Output = ()> + Send,
) {
    let timekeeper = tokio::spawn({
        let (house, limits) = (Arc::clone(&house), config.limits.clone());
        async move { listener::keep_time(house, &limits).await }
    });
    let counting = tokio::spawn(count(Arc::clone(&site), config.count_every));
    shutdown.await;
    accepting.abort();
    // Aborting takes effect at the task's next await; the socket is closed when it has.
    let _ = accepting.await;
    room.close(config.finish_within).await;
    house.tell_all(Order::Finish);
    if tokio::time::timeout(config.finish_within, house.empty()).await.is_err() {
        tracing::warn!(connections = house.seated(), "not everybody finished in time");
        house.tell_all(Order::Leave);
        let _ = tokio::time::timeout(Duration::from_secs(1), house.empty()).await;
    }
    timekeeper.abort();
    counting.abort();
    let _ = tokio::task::spawn_blocking(move || site.write_views()).await;
}

/// Writes down counted readings, for ever.
async fn count(site: Arc<Site>, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        let site = Arc::clone(&site);
        // A panic was reported; the next round tries again.
        let _ = tokio::task::spawn_blocking(move || site.write_views()).await;
    }
}
