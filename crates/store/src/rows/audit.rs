//! The audit log: who did what, to what, when, from where. Rows are added and read, nothing else.

use crate::{
    Id, MaybeText, Millis, Result, Text,
    db::{Row, statements},
};

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its id.
    pub id: Id,
    /// When.
    pub at: Millis,
    /// Who; none for the operator of the machine.
    pub actor: Option<Id>,
    /// Their name at that time.
    pub actor_name: Text,
    /// What: `story.published`, `person.invited` …
    pub act: Text,
    /// To what: an id, an address, a key.
    pub subject: Text,
    /// How it was.
    pub before: MaybeText,
    /// How it became.
    pub after: MaybeText,
    /// From which network address; empty on the machine itself.
    pub address: Text,
}

statements! {
    Writing ADD = "INSERT INTO audit (id, at, actor, actor_name, act, subject, before_text, after_text, address) \
        VALUES (?1, ?2, ?3, COALESCE((SELECT name FROM users WHERE id = ?3), ''), ?4, ?5, ?6, ?7, ?8)";
    Reading LATEST = "SELECT id, at, actor, actor_name, act, subject, before_text, after_text, address FROM audit \
        WHERE at <= ?1 AND (at < ?1 OR id < ?2) ORDER BY at DESC, id DESC LIMIT ?3";
}

impl AuditRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.id(0)?,
            at: row.int(1)?,
            actor: row.maybe_str(2)?.map(str::parse).transpose()?,
            actor_name: row.text(3)?,
            act: row.text(4)?,
            subject: row.text(5)?,
            before: row.maybe_text(6)?,
            after: row.maybe_text(7)?,
            address: row.text(8)?,
        })
    }
}
