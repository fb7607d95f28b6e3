//! What a story's task has the store do: changes first and at once, then the draft's row and the tidying, one after the other.

use std::time::Duration;

use live::{Manuscript, Story};
use newsroom::{LiveNews, Newsroom, Refused};
use store::Id;
use tokio::{
    task::{JoinError, JoinHandle},
    time::Instant,
};

use super::members::Covered;

/// The row of a draft follows when nobody has written for so long …
const QUIET: Duration = Duration::from_secs(2);
/// … or at the latest after so long.
const AT_THE_LATEST: Duration = Duration::from_secs(10);
/// Changes are put together when there are so many of them, or so many bytes.
const TOGETHER: (usize, usize) = (500, 256 << 10);
/// The same when the last one leaves.
const TOGETHER_AT_THE_END: (usize, usize) = (50, 32 << 10);
/// Pauses after the store has failed.
const PAUSES: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(5));
/// Bytes that may wait for a store that fails; beyond them everybody is sent away, with what they have.
const MOST_WAITING: usize = 32 << 20;

/// A batch on its way into the store.
pub(super) struct Batch {
    changes: Vec<Vec<u8>>,
    by: Option<Id>,
    covered: Covered,
}

/// What became of a batch.
pub(super) enum Outcome {
    /// It is on disk. What others added comes with it.
    Stored(LiveNews, Covered),
    /// The story is gone.
    Gone,
    /// It will be tried again.
    Failed,
    /// So much waits that nobody may write more.
    Hopeless,
}

/// What is to be kept of one story, and how far that is.
pub(super) struct Keeping {
    newsroom: Newsroom,
    id: Id,
    waiting: Vec<Vec<u8>>,
    waiting_bytes: usize,
    by: Option<Id>,
    storing: Option<JoinHandle<(Batch, Result<LiveNews, Refused>)>>,
    failures: u32,
    again_at: Option<Instant>,
    /// When the first and the latest change came that the row does not have.
    unsaved: Option<(Instant, Instant)>,
    /// Changes and bytes since they were put together.
    loose: (usize, usize),
    chore: Option<JoinHandle<()>>,
}

/// Something to do now that is not urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chore {
    Save,
    Compact,
}

impl Keeping {
    pub(super) fn new(newsroom: Newsroom, id: Id, unsaved: bool) -> Self {
        let now = Instant::now();
        Self {
            newsroom,
            id,
            waiting: Vec::new(),
            waiting_bytes: 0,
            by: None,
            storing: None,
            failures: 0,
            again_at: None,
            unsaved: unsaved.then_some((now, now)),
            loose: (0, 0),
            chore: None,
        }
    }

    /// A change was taken and is to be stored.
    pub(super) fn add(&mut self, change: Vec<u8>, by: Id) {
        self.waiting_bytes += change.len();
        self.waiting.push(change);
        self.by = Some(by);
    }

    /// Whether everything that was taken is on disk.
    pub(super) fn is_all_stored(&self) -> bool {
        self.waiting.is_empty() && self.storing.is_none()
    }

    /// Whether a batch is on its way.
    pub(super) fn is_storing(&self) -> bool {
        self.storing.is_some()
    }

    /// Whether a chore is being done.
    pub(super) fn is_busy(&self) -> bool {
        self.chore.is_some()
    }

    /// Sends what waits into the store, unless a batch is on its way or it is too early to try again.
    pub(super) fn store(&mut self, known: u64, covered: impl FnOnce() -> Covered) {
        let early = self.again_at.is_some_and(|at| at > Instant::now());
        if self.waiting.is_empty() || self.storing.is_some() || early {
            return;
        }
        self.again_at = None;
        self.waiting_bytes = 0;
        let batch = Batch { changes: std::mem::take(&mut self.waiting), by: self.by, covered: covered() };
        let (newsroom, id) = (self.newsroom.clone(), self.id);
        self.storing = Some(tokio::task::spawn_blocking(move || {
            let together = live::together(&batch.changes);
            let result = newsroom.add_live(&id, known, &together, batch.by);
            (batch, result)
        }));
    }

    /// Waits for whatever the store is doing, for ever when it does nothing. `None`: a chore is done.
    pub(super) async fn next(&mut self) -> Option<Outcome> {
        let finished = tokio::select! {
            finished = end_of(&mut self.storing) => finished,
            // A panic was reported.
            _ = end_of(&mut self.chore) => {
                self.chore = None;
                return None;
            }
        };
        self.storing = None;
        Some(self.stored(finished))
    }

    fn stored(&mut self, finished: Result<(Batch, Result<LiveNews, Refused>), JoinError>) -> Outcome {
        match finished {
            Ok((batch, Ok(news))) => {
                self.failures = 0;
                let bytes: usize = batch.changes.iter().map(Vec::len).sum();
                self.loose = (self.loose.0 + 1, self.loose.1 + bytes);
                self.changed();
                Outcome::Stored(news, batch.covered)
            }
            Ok((_, Err(Refused::NotFound { .. }))) => Outcome::Gone,
            Ok((batch, Err(error))) => {
                tracing::warn!(story = %self.id, %error, "changes could not be stored; trying again");
                let pause = (PAUSES.0 * 2u32.saturating_pow(self.failures)).min(PAUSES.1);
                self.failures = (self.failures + 1).min(16);
                self.again_at = Some(Instant::now() + pause);
                self.waiting.splice(0..0, batch.changes);
                self.waiting_bytes = self.waiting.iter().map(Vec::len).sum();
                if self.waiting_bytes > MOST_WAITING { Outcome::Hopeless } else { Outcome::Failed }
            }
            // A panic was reported.
            Err(_) => Outcome::Hopeless,
        }
    }

    /// The document has changed since its row was written.
    pub(super) fn changed(&mut self) {
        let now = Instant::now();
        self.unsaved = Some((self.unsaved.map_or(now, |(first, _)| first), now));
    }

    /// What is due, when nothing more urgent is under way.
    pub(super) fn due(&self, leaving: bool) -> Option<Chore> {
        if !self.is_all_stored() || self.chore.is_some() {
            return None;
        }
        let late = |(first, latest): (Instant, Instant)| {
            leaving || latest.elapsed() >= QUIET || first.elapsed() >= AT_THE_LATEST
        };
        if self.unsaved.is_some_and(late) {
            return Some(Chore::Save);
        }
        let most = if leaving { TOGETHER_AT_THE_END } else { TOGETHER };
        (self.loose.0 >= most.0 || self.loose.1 >= most.1).then_some(Chore::Compact)
    }

    /// When to look again, without anything happening.
    pub(super) fn wake(&self) -> Option<Instant> {
        let save = self.unsaved.map(|(first, latest)| (latest + QUIET).min(first + AT_THE_LATEST));
        [self.again_at, save.filter(|_| self.is_all_stored() && self.chore.is_none())]
            .into_iter()
            .flatten()
            .min()
    }

    /// Has the draft's row say what the document says.
    pub(super) fn save(&mut self, story: Story, known: u64) {
        self.unsaved = None;
        let (newsroom, id, by) = (self.newsroom.clone(), self.id, self.by);
        self.chore = Some(tokio::task::spawn_blocking(move || {
            if let Err(error) = newsroom.save_live(&id, &story, known, by) {
                tracing::warn!(story = %id, %error, "the draft could not be saved; its changes are safe");
            }
        }));
    }

    /// Puts the whole document in the place of its changes.
    pub(super) fn compact(&mut self, state: Vec<u8>, known: u64) {
        self.loose = (0, 0);
        let (newsroom, id) = (self.newsroom.clone(), self.id);
        self.chore = Some(tokio::task::spawn_blocking(move || {
            if let Err(error) = newsroom.compact_live(&id, known, &state) {
                tracing::warn!(story = %id, %error, "changes could not be put together");
            }
        }));
    }
}

/// Waits for a task, for ever without one.
async fn end_of<T>(task: &mut Option<JoinHandle<T>>) -> Result<T, JoinError> {
    match task {
        Some(task) => task.await,
        None => std::future::pending().await,
    }
}

/// Merges news into a document; what is to be told to those who have it open.
pub(super) fn merge(manuscript: &mut Manuscript, news: &LiveNews) -> Result<Vec<Vec<u8>>, live::Fault> {
    let updates = news.state.iter().chain(&news.changes);
    updates.filter_map(|update| manuscript.merge(update).transpose()).collect()
}
