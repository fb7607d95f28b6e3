//! Work that is to be done: leased rows.
//!
//! A job waits until `due_at`. Who takes it moves `due_at` to the end of the lease and writes a token of their own; with that token they
//! report it done (the row goes) or failed (`due_at` becomes the time of the next try, none when it is given up). When the taker dies, the
//! lease ends and somebody else takes it.

use crate::{
    Id, MaybeText, Millis, Result, Text,
    db::{Row, statements},
};

/// Who works on a job: quick ones are not kept waiting by long ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Done in milliseconds, and on time.
    Prompt,
    /// Takes seconds or minutes.
    Heavy,
    /// Takes as long as somebody else's server does. Of those with the same payload, one at a time.
    Errand,
}

impl Lane {
    /// As in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Prompt => "prompt",
            Self::Heavy => "heavy",
            Self::Errand => "errand",
        }
    }
}

/// A job to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewJob<'a> {
    /// Who works on it.
    pub lane: Lane,
    /// What it is: `story.publish`.
    pub kind: &'a str,
    /// What it is about; a job of the same kind about the same thing takes its place.
    pub about: &'a str,
    /// What the kind needs, often JSON.
    pub payload: &'a str,
    /// When it may begin.
    pub due_at: Millis,
}

/// A job that somebody has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: Text,
    /// What it is about.
    pub about: Text,
    /// What the kind needs.
    pub payload: Text,
    /// The number of this try, from 1.
    pub attempt: u32,
}

/// A job that was given up, or fails and will be tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedJob {
    /// The job, with the number of tries so far.
    pub job: Job,
    /// When it is tried again; none when it was given up.
    pub due_at: Option<Millis>,
    /// What the last try said.
    pub error: MaybeText,
}

impl Job {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.id(0)?,
            kind: row.text(1)?,
            about: row.text(2)?,
            payload: row.text(3)?,
            attempt: row.small(4)?,
        })
    }
}

impl FailedJob {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self { job: Job::read(row)?, due_at: row.maybe_int(5)?, error: row.maybe_text(6)? })
    }
}

statements! {
    Writing ADD = "INSERT INTO jobs (id, lane, kind, dedupe, payload, due_at, attempts, created_at) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7) ON CONFLICT (kind, dedupe) DO UPDATE SET id = excluded.id, \
        lane = excluded.lane, payload = excluded.payload, due_at = excluded.due_at, attempts = 0, lease = NULL, error = NULL, \
        created_at = excluded.created_at";
    Writing CANCEL = "DELETE FROM jobs WHERE kind = ?1 AND dedupe = ?2";
    Writing TAKE = "UPDATE jobs SET due_at = ?3, lease = ?4, attempts = attempts + 1 WHERE id = \
        (SELECT id FROM jobs WHERE lane = ?1 AND due_at <= ?2 AND due_at IS NOT NULL ORDER BY due_at, id LIMIT 1) \
        RETURNING id, kind, dedupe, payload, attempts";
    Writing TAKE_ERRAND = "UPDATE jobs SET due_at = ?3, lease = ?4, attempts = attempts + 1 WHERE id = \
        (SELECT j.id FROM jobs j WHERE j.lane = ?1 AND j.due_at <= ?2 AND j.due_at IS NOT NULL AND NOT EXISTS \
        (SELECT 1 FROM jobs o WHERE o.lane = ?1 AND o.due_at > ?2 AND o.due_at IS NOT NULL AND o.lease IS NOT NULL \
        AND o.payload = j.payload) ORDER BY j.due_at, j.id LIMIT 1) RETURNING id, kind, dedupe, payload, attempts";
    Writing DONE = "DELETE FROM jobs WHERE id = ?1 AND lease = ?2";
    Writing FAILED = "UPDATE jobs SET due_at = ?3, lease = NULL, error = ?4 WHERE id = ?1 AND lease = ?2";
    Writing RENEW = "UPDATE jobs SET due_at = ?3 WHERE id = ?1 AND lease = ?2";
    Reading NEXT = "SELECT due_at FROM jobs WHERE lane = ?1 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1";
    Writing WAITING = "SELECT COUNT(*) FROM jobs";
    Writing TROUBLED = "SELECT id, kind, dedupe, payload, attempts, due_at, error FROM jobs WHERE error IS NOT NULL \
        ORDER BY created_at DESC LIMIT ?1";
}
