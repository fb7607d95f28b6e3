use std::sync::Arc;

use parking_lot::Mutex;
use store::{Id, Store};

use crate::popular::Ranking;
use crate::{Clock, Session, throttle::Throttle};

/// What people may do. Cheap to clone; every verb is one write transaction.
#[derive(Clone)]
pub struct Newsroom {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) ranking: Arc<Mutex<Ranking>>,
    pub(crate) throttle: Arc<Throttle>,
}

/// What a verb saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its id.
    pub id: Id,
    /// Its slug, which may differ from the one asked for when that was taken.
    pub slug: String,
}

impl Newsroom {
    /// A newsroom over a store.
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, ranking: Arc::default(), throttle: Arc::default() }
    }

    /// The clock of all verbs.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// A bulk load: one transaction for everything that `work` puts. Idempotent by id: what is already so changes nothing, and a load
    /// that changes nothing leaves no change row. No webhook is told. Errors undo all of it.
    ///
    /// # Errors
    /// Whatever `work` gives back, and failures of the store.
    pub fn import<T, E: From<store::Error>>(
        &self,
        work: impl FnOnce(&mut Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.store.write(|writer| {
            writer.be_quiet();
            work(&mut Session::new(writer, self.clock.now()))
        })
    }
}
