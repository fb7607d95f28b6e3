//! Writing work that is to be done, and taking it. See `rows/job.rs` for how a lease goes.

use crate::{
    Id, Job, Lane, Millis, NewJob, Result, Tag, Writer,
    rows::job,
    writer::{refuse_empty, refuse_nul},
};

/// Characters of an error that are kept.
const TOLD: usize = 1_000;

impl Writer {
    /// Adds a job; one of the same kind about the same thing that has not been done yet is replaced by it.
    pub fn add_job(&mut self, now: Millis, new: NewJob<'_>) -> Result<()> {
        refuse_empty("kind", new.kind)?;
        let id = Id::generate(now);
        let params = [
            (&id).into(),
            new.lane.as_str().into(),
            new.kind.into(),
            new.about.into(),
            new.payload.into(),
            new.due_at.into(),
            now.into(),
        ];
        refuse_nul("job", &params)?;
        self.run(&job::ADD, &params)?;
        // Wakes the workers, also those of other machines.
        self.touch(Tag::jobs());
        Ok(())
    }

    /// Forgets a job that has not been done yet; `false` when there is none.
    pub fn cancel_job(&mut self, kind: &str, about: &str) -> Result<bool> {
        Ok(self.run(&job::CANCEL, &[kind.into(), about.into()])? > 0)
    }

    /// Takes the job of a lane that has waited longest, until `until`, under a token; `None` when nothing is due, or may not be
    /// done beside what is being done.
    pub fn take_job(&mut self, lane: Lane, now: Millis, until: Millis, token: &str) -> Result<Option<Job>> {
        let sql = if lane == Lane::Errand { &job::TAKE_ERRAND } else { &job::TAKE };
        self.one(sql, &[lane.as_str().into(), now.into(), until.into(), token.into()], Job::read)
    }

    /// A job is done; `false` when the lease had ended and somebody else has taken it, or it was replaced.
    pub fn job_done(&mut self, id: &Id, token: &str) -> Result<bool> {
        Ok(self.run(&job::DONE, &[id.into(), token.into()])? > 0)
    }

    /// A job failed; it is tried again at `due_at`, or given up.
    pub fn job_failed(&mut self, id: &Id, token: &str, due_at: Option<Millis>, error: &str) -> Result<bool> {
        let error = error.replace('\0', "");
        let error = &error[..error.floor_char_boundary(TOLD)];
        Ok(self.run(&job::FAILED, &[id.into(), token.into(), due_at.into(), error.into()])? > 0)
    }

    /// Keeps a job that takes long; `false` when the lease had ended already.
    pub fn renew_job(&mut self, id: &Id, token: &str, until: Millis) -> Result<bool> {
        Ok(self.run(&job::RENEW, &[id.into(), token.into(), until.into()])? > 0)
    }
}
