//! Stories while they are written together: the shared document of each, and the changes since. Bytes are kept as base64.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{
    Error, Id, Millis, Result, Text,
    db::{Row, statements},
};

/// Where the shared document of a story stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveRow {
    /// The stored state holds every change up to and including this one.
    pub upto: u64,
    /// The latest change.
    pub last: u64,
    /// The change up to which the story's row says the same.
    pub saved: u64,
    /// Digest of what the story's row said then.
    pub base: Text,
    /// When it was last changed.
    pub changed_at: Millis,
    /// Who changed it last.
    pub changed_by: Option<Id>,
}

/// A change of a shared document, with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveChange {
    /// Numbers of a story count from 1 without gaps.
    pub number: u64,
    /// The change.
    pub bytes: Vec<u8>,
}

statements! {
    Writing LIVE = "SELECT upto, last, saved, base, changed_at, changed_by FROM live_stories WHERE post_id = ?1";
    Writing STATE = "SELECT state FROM live_stories WHERE post_id = ?1";
    Writing CHANGES_AFTER = "SELECT number, bytes FROM live_changes WHERE post_id = ?1 AND number > ?2 ORDER BY number";
    Writing BEGIN = "INSERT INTO live_stories (post_id, state, upto, last, saved, base, changed_at, changed_by) \
        VALUES (?1, ?2, 0, 0, 0, ?3, ?4, NULL) ON CONFLICT (post_id) DO NOTHING";
    Writing ADD_CHANGE = "INSERT INTO live_changes (post_id, number, bytes) VALUES (?1, ?2, ?3)";
    Writing CHANGED = "UPDATE live_stories SET last = ?2, changed_at = ?3, changed_by = ?4 WHERE post_id = ?1";
    Writing SAVED = "UPDATE live_stories SET saved = ?2, base = ?3 WHERE post_id = ?1";
    Writing PUT_STATE = "UPDATE live_stories SET state = ?2, upto = ?3 WHERE post_id = ?1";
    Writing FORGET_CHANGES = "DELETE FROM live_changes WHERE post_id = ?1 AND number <= ?2";
    Writing DELETE_CHANGES = "DELETE FROM live_changes WHERE post_id = ?1";
    Writing DELETE_LIVE = "DELETE FROM live_stories WHERE post_id = ?1";
}

impl LiveRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        let changed_by = row.maybe_str(5)?.map(str::parse).transpose()?;
        Ok(Self {
            upto: row.count(0)?,
            last: row.count(1)?,
            saved: row.count(2)?,
            base: row.text(3)?,
            changed_at: row.int(4)?,
            changed_by,
        })
    }
}

impl LiveChange {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self { number: row.count(0)?, bytes: decoded(row.str(1)?)? })
    }
}

pub(crate) fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn decoded(text: &str) -> Result<Vec<u8>> {
    STANDARD.decode(text).map_err(|e| Error::Database(format!("a shared document: {e}")))
}
