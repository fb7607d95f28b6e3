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
    /// Who, a person or the integration of a program; none for the operator of the machine.
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

/// What is asked of the log. Empty texts ask nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditQuery {
    /// Who did it.
    pub actor: Option<Id>,
    /// The act, or how it begins: `person.`.
    pub act: Text,
    /// To what, exactly.
    pub subject: Text,
    /// Part of any text of a row; letters of the Latin alphabet in either case.
    pub text: Text,
    /// Not before this time.
    pub since: Millis,
    /// Older than this row; its time alone when the id is the greatest there is.
    pub before: (Millis, Text),
    /// At most so many.
    pub limit: u32,
}

macro_rules! found {
    ($first:literal) => {
        concat!(
            "SELECT id, at, actor, actor_name, act, subject, before_text, after_text, address FROM audit WHERE ",
            $first,
            "at <= ?1 AND (at < ?1 OR id < ?2) AND at >= ?5 AND (?4 = '' OR act LIKE ?4 ESCAPE '!') \
             AND (?6 = '' OR LOWER(actor_name || ' ' || subject || ' ' || COALESCE(before_text, '') || ' ' \
             || COALESCE(after_text, '') || ' ' || address) LIKE ?6 ESCAPE '!') ORDER BY at DESC, id DESC LIMIT ?3"
        )
    };
}

statements! {
    Writing ADD = "INSERT INTO audit (id, at, actor, actor_name, act, subject, before_text, after_text, address) \
        VALUES (?1, ?2, ?3, COALESCE((SELECT name FROM users WHERE id = ?3), \
        (SELECT name FROM integrations WHERE id = ?3), ''), ?4, ?5, ?6, ?7, ?8)";
    Reading LATEST = "SELECT id, at, actor, actor_name, act, subject, before_text, after_text, address FROM audit \
        WHERE at <= ?1 AND (at < ?1 OR id < ?2) ORDER BY at DESC, id DESC LIMIT ?3";
    Reading FOUND = found!("");
    Reading FOUND_OF = found!("actor = ?7 AND (?8 = '' OR subject = ?8) AND ");
    Reading FOUND_ABOUT = found!("subject = ?7 AND ");
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
