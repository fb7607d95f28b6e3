//! People who sign in, as the room asks for them. Nothing here notes a tag: readers' pages never show it.

use crate::{
    AuditQuery, AuditRow, Id, LinkRow, Millis, PasskeyRow, PersonRow, Reader, Result, SessionRow, Signed,
    Text,
    db::Param,
    rows::{audit, factor, person, staff},
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

    /// The owner of the newsroom, once there is one.
    pub fn owner(&self) -> Result<Option<Id>> {
        self.conn().row(&staff::OWNER, &[], |row| row.id(0))
    }

    /// How many people have an account.
    pub fn staff_count(&self) -> Result<u64> {
        Ok(self.conn().row(&staff::STAFF_COUNT, &[], |row| row.count(0))?.unwrap_or(0))
    }

    /// The people in the order of their mail addresses, after one of them (an empty text: from the first), at most `limit`.
    pub fn people(&self, after: &str, limit: u32) -> Result<Vec<PersonRow>> {
        self.conn().rows(&person::ALL, &[after.into(), limit.into()], PersonRow::read)
    }

    /// One of the people.
    pub fn person(&self, id: &Id) -> Result<Option<PersonRow>> {
        self.conn().row(&person::ONE, &[id.into()], PersonRow::read)
    }

    /// The topics to which somebody's role is limited.
    pub fn topics_of(&self, id: &Id) -> Result<Vec<Id>> {
        self.conn().rows(&staff::TOPICS_OF, &[id.into()], |row| row.id(0))
    }

    /// Somebody's open sessions, newest first, at most 100.
    pub fn sessions_of(&self, id: &Id, now: Millis) -> Result<Vec<SessionRow>> {
        self.conn().rows(&staff::SESSIONS_OF, &[id.into(), now.into()], |row| SessionRow::read(row, 0))
    }

    /// The links of a purpose that still work, newest first, at most 200.
    pub fn links_of(&self, purpose: &str, now: Millis) -> Result<Vec<LinkRow>> {
        self.conn().rows(&staff::LINKS_OF, &[purpose.into(), now.into()], LinkRow::read)
    }

    /// Somebody's passkeys, oldest first.
    pub fn passkeys_of(&self, id: &Id) -> Result<Vec<PasskeyRow>> {
        self.conn().rows(&factor::PASSKEYS_OF, &[id.into()], PasskeyRow::read)
    }

    /// Since when somebody's authenticator app is asked for, and how many recovery codes are left.
    pub fn second_factor(&self, id: &Id) -> Result<Option<(Millis, u64)>> {
        let Some(since) = self.conn().row(&factor::TOTP, &[id.into()], |row| row.int(3))? else {
            return Ok(None);
        };
        let left = self.conn().row(&factor::CODES_LEFT, &[id.into()], |row| row.count(0))?;
        Ok(Some((since, left.unwrap_or(0))))
    }

    /// Since when the newsroom is under attack, and who said so.
    pub fn alarm(&self) -> Result<Option<(Millis, Text)>> {
        self.conn().row(&factor::ALARM, &[], |row| Ok((row.int(0)?, row.text(1)?)))
    }

    /// The audit log from the newest, before an act (`at`, `id`), at most `limit` rows.
    pub fn audit_before(&self, at: Millis, id: &Id, limit: u32) -> Result<Vec<AuditRow>> {
        self.conn().rows(&audit::LATEST, &[at.into(), id.into(), limit.into()], AuditRow::read)
    }

    /// What the audit log has of a question, newest first.
    pub fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditRow>> {
        let act = if query.act.is_empty() { String::new() } else { format!("{}%", plain(&query.act)) };
        let text = if query.text.is_empty() {
            String::new()
        } else {
            format!("%{}%", plain(&query.text.to_lowercase()))
        };
        let (at, id) = &query.before;
        let mut params: Vec<Param<'_>> = vec![
            (*at).into(),
            id.into(),
            query.limit.into(),
            act.as_str().into(),
            query.since.into(),
            text.as_str().into(),
        ];
        let sql = match &query.actor {
            Some(actor) => {
                params.push(actor.into());
                params.push((&query.subject).into());
                &audit::FOUND_OF
            }
            None if !query.subject.is_empty() => {
                params.push((&query.subject).into());
                &audit::FOUND_ABOUT
            }
            None => &audit::FOUND,
        };
        self.conn().rows(sql, &params, AuditRow::read)
    }
}

/// A text in which `%` and `_` mean themselves.
fn plain(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}
