//! People who sign in, as the room asks for them. Nothing here notes a tag: readers' pages never show it.

use crate::{
    AuditRow, Id, Millis, Reader, Result, Signed,
    rows::{audit, staff},
};

impl Reader {
    /// An open session and whose it is; `None` when it has ended, or they may not sign in.
    pub fn signed(&self, token_hash: &str, now: Millis) -> Result<Option<Signed>> {
        self.conn().row(&staff::SIGNED, &[token_hash.into(), now.into()], Signed::read)
    }

    /// The topics to which somebody's role is limited; none: it holds everywhere.
    pub fn staff_topics(&self, id: &Id) -> Result<Vec<Id>> {
        self.conn().rows(&staff::TOPICS_OF, &[id.into()], |row| row.id(0))
    }

    /// How many people have an account.
    pub fn staff_count(&self) -> Result<u64> {
        Ok(self.conn().row(&staff::STAFF_COUNT, &[], |row| row.count(0))?.unwrap_or(0))
    }

    /// The audit log from the newest, before an act (`at`, `id`), at most `limit` rows.
    pub fn audit_before(&self, at: Millis, id: &Id, limit: u32) -> Result<Vec<AuditRow>> {
        self.conn().rows(&audit::LATEST, &[at.into(), id.into(), limit.into()], AuditRow::read)
    }
}
