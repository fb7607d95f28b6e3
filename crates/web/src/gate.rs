//! A bound on how much heavy work runs at once, and on how many wait for it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Lets a few in, lets some wait for a while, and turns the rest away.
#[derive(Debug)]
pub(crate) struct Gate {
    places: Arc<Semaphore>,
    queue: AtomicUsize,
    queue_allowed: usize,
    patience: Duration,
}

/// There is too much to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Busy;

impl Gate {
    pub(crate) fn new(places: usize, queue_allowed: usize, patience: Duration) -> Gate {
        Gate {
            places: Arc::new(Semaphore::new(places.max(1))),
            queue: AtomicUsize::new(0),
            queue_allowed,
            patience,
        }
    }

    /// Waits for a place; it is held until the permit is dropped.
    pub(crate) async fn enter(&self) -> Result<OwnedSemaphorePermit, Busy> {
        if let Ok(permit) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(permit);
        }
        let _queued = Queued::new(self)?;
        match tokio::time::timeout(self.patience, Arc::clone(&self.places).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Busy),
        }
    }
}

struct Queued<'a>(&'a Gate);

impl<'a> Queued<'a> {
    fn new(gate: &'a Gate) -> Result<Queued<'a>, Busy> {
        let queued = Queued(gate);
        if gate.queue.fetch_add(1, Relaxed) >= gate.queue_allowed { Err(Busy) } else { Ok(queued) }
    }
}

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        self.0.queue.fetch_sub(1, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn some_enter_some_wait_and_the_rest_is_turned_away() {
        let gate = Arc::new(Gate::new(1, 1, Duration::from_millis(50)));
        let inside = gate.enter().await.unwrap();
        let waiting = tokio::spawn({
            let gate = Arc::clone(&gate);
            async move { gate.enter().await.map(drop) }
        });
        while gate.queue.load(Relaxed) == 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(gate.enter().await.unwrap_err(), Busy);
        drop(inside);
        assert_eq!(waiting.await.unwrap(), Ok(()));
        let _inside = gate.enter().await.unwrap();
        assert_eq!(gate.enter().await.unwrap_err(), Busy, "patience ends");
        assert_eq!(gate.queue.load(Relaxed), 0);
    }
}
