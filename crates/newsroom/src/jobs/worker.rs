use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use store::{Id, Job, Lane, Millis};

use super::{JobError, Kinds};
use crate::{Newsroom, Refused};

/// How long a job belongs to who took it. A prompt one takes milliseconds; when its worker is killed, another does it soon.
fn lease(lane: Lane) -> Millis {
    match lane {
        Lane::Prompt => 5_000,
        Lane::Heavy => 10 * 60_000,
        Lane::Errand => 30_000,
    }
}

/// Tries of a job before it is given up: about a day.
const TRIES: u32 = 30;
/// The longest wait between two tries.
const LONGEST_WAIT: Millis = 3_600_000;
/// Errands that are run at once: each goes to another receiver, so that a slow one holds nobody else up.
const ERRANDS: usize = 4;
/// How often a waiting worker looks whether it shall stop. (A change in the store wakes it at once.)
const GLANCE: Millis = 200;
/// The wait after the store has failed.
const PAUSE: Duration = Duration::from_secs(2);

/// Threads that do what is due, until it is dropped: that waits for the job in hand.
pub struct Worker {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

/// How long a job waits that failed for the nth time.
pub(crate) fn wait_after(attempt: u32) -> Millis {
    (1_000_i64 << attempt.min(20)).min(LONGEST_WAIT)
}

impl Newsroom {
    /// Starts to work on jobs.
    ///
    /// # Panics
    /// When the system gives no thread.
    pub fn start_worker(&self, kinds: Kinds) -> Worker {
        let stop = Arc::new(AtomicBool::new(false));
        let lanes = [Lane::Prompt, Lane::Heavy].into_iter().chain([Lane::Errand; ERRANDS]);
        let threads: Vec<_> = lanes
            .map(|lane| {
                let (newsroom, kinds, stop) = (self.clone(), kinds.clone(), Arc::clone(&stop));
                std::thread::Builder::new()
                    .name(format!("{} jobs", lane.as_str()))
                    .spawn(move || newsroom.work(lane, &kinds, &stop))
                    .expect("the system gives a thread")
            })
            .collect();
        Worker { stop, threads }
    }

    /// Does everything of a lane that is due now; how many jobs that were, failed ones included.
    ///
    /// # Errors
    /// Failures of the store. (What a job fails with is written to its row.)
    pub fn work_off(&self, lane: Lane, kinds: &Kinds) -> Result<u32, Refused> {
        let mut done = 0;
        while self.store.reader()?.next_job_at(lane)?.is_some_and(|due| due <= self.clock.now()) {
            if !self.work_one(lane, kinds)? {
                break;
            }
            done += 1;
        }
        Ok(done)
    }

    fn work(&self, lane: Lane, kinds: &Kinds, stop: &AtomicBool) {
        while !stop.load(Ordering::Relaxed) {
            // Before the look: a job that is added after it wakes the wait below.
            let seen = self.store.change_number();
            let next = self.work_off(lane, kinds).and_then(|_| Ok(self.store.reader()?.next_job_at(lane)?));
            match next {
                // What is due and was not taken has to wait for something else: nothing is gained by asking at once.
                Ok(next) => self.wait(next.filter(|due| *due > self.clock.now()), seen, stop),
                Err(error) => {
                    tracing::warn!(lane = lane.as_str(), "jobs wait: {error}");
                    std::thread::sleep(PAUSE);
                }
            }
        }
    }

    /// Sleeps until the next job is due, or something was written.
    fn wait(&self, next: Option<Millis>, seen: u64, stop: &AtomicBool) {
        loop {
            let left = next.map_or(GLANCE, |due| due - self.clock.now());
            if left <= 0 || stop.load(Ordering::Relaxed) {
                return;
            }
            let nap = Duration::from_millis(left.min(GLANCE) as u64);
            if self.store.wait_for_change(seen, nap) > seen {
                return;
            }
        }
    }

    /// Takes one job and does it; `false` when somebody else was faster.
    fn work_one(&self, lane: Lane, kinds: &Kinds) -> Result<bool, Refused> {
        let (now, token) = (self.clock.now(), Id::generate(self.clock.now()));
        let taken = self.store.write(|writer| writer.take_job(lane, now, now + lease(lane), &token))?;
        let Some(job) = taken else { return Ok(false) };
        let outcome = catch_unwind(AssertUnwindSafe(|| kinds.run(self, &job)))
            .unwrap_or_else(|_| Err("the job panicked".into()));
        self.report(&job, &token, outcome)?;
        Ok(true)
    }

    fn report(&self, job: &Job, token: &Id, outcome: Result<(), JobError>) -> Result<(), Refused> {
        let Err(error) = outcome else {
            self.store.write(|writer| writer.job_done(&job.id, token))?;
            return Ok(());
        };
        let again = (job.attempt < TRIES).then(|| self.clock.now() + wait_after(job.attempt));
        tracing::warn!(
            kind = &*job.kind,
            about = &*job.about,
            attempt = job.attempt,
            "a job failed: {error}"
        );
        self.store.write(|writer| writer.job_failed(&job.id, token, again, &error.to_string()))?;
        Ok(())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}
