//! People who sign in, their sessions and one-time links.

use crate::{
    Id, MaybeText, Millis, Result, Text,
    db::{Param, Row, statements},
};

/// Somebody who signs in. Their name and profile are the author row of the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffRow {
    /// The author row.
    pub id: Id,
    /// In lower case; unique.
    pub email: Text,
    /// Name of the role.
    pub role: Text,
    /// Whether they may sign in.
    pub active: bool,
    /// PHC string of argon2id; none: they cannot sign in by password.
    pub password_hash: MaybeText,
    /// Language of their interface.
    pub language: Text,
    /// When they joined.
    pub created_at: Millis,
    /// When they were last here.
    pub seen_at: Option<Millis>,
}

/// An open session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the browser's token, in hex.
    pub token_hash: Text,
    /// Whose.
    pub user: Id,
    /// When they signed in.
    pub created_at: Millis,
    /// When it was last used, to the minute.
    pub seen_at: Millis,
    /// When it ends by itself.
    pub expires_at: Millis,
    /// How they signed in: `half` (the second factor is still to come), `password`, `code`, `passkey`.
    pub proof: Text,
    /// When they last showed that it is they.
    pub proved_at: Millis,
    /// The browser, as it calls itself.
    pub agent: Text,
    /// The network address.
    pub address: Text,
}

/// A session with the one whose it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    /// The session.
    pub session: SessionRow,
    /// Whose it is.
    pub staff: StaffRow,
    /// Their name.
    pub name: Text,
    /// Their slug.
    pub slug: Text,
    /// Their picture.
    pub picture: MaybeText,
    /// Whether their role is limited to some topics.
    pub limited: bool,
    /// Since when the newsroom is under attack.
    pub alarm: Option<Millis>,
}

/// A one-time link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRow {
    /// SHA-256 of the token in the link, in hex.
    pub token_hash: Text,
    /// `setup`, `invitation`, `reset` …
    pub purpose: Text,
    /// A mail address or an id; what the purpose is about.
    pub subject: Text,
    /// What the purpose needs.
    pub json: Text,
    /// Who made it.
    pub created_by: Option<Id>,
    /// When.
    pub created_at: Millis,
    /// When it stops working.
    pub expires_at: Millis,
}

macro_rules! staff_columns {
    () => {
        "s.user_id, s.email, s.role, s.status = 'active', s.password_hash, s.language, s.created_at, s.seen_at"
    };
}
macro_rules! session_columns {
    () => {
        "x.token_hash, x.user_id, x.created_at, x.seen_at, x.expires_at, x.proof, x.proved_at, x.agent, x.address"
    };
}
macro_rules! link_columns {
    () => {
        "token_hash, purpose, subject, json, created_by, created_at, expires_at"
    };
}

statements! {
    Reading SIGNED = concat!("SELECT ", staff_columns!(), ", ", session_columns!(), ", u.name, u.slug, u.profile_image, \
        EXISTS (SELECT 1 FROM staff_topics t WHERE t.user_id = s.user_id), (SELECT raised_at FROM alarm WHERE id = 1) \
        FROM sessions x JOIN staff s ON s.user_id = x.user_id JOIN users u ON u.id = x.user_id \
        WHERE x.token_hash = ?1 AND x.expires_at > ?2 AND s.status = 'active'");
    Writing OWNER = "SELECT user_id FROM staff WHERE role = 'owner' ORDER BY user_id LIMIT 1";
    Writing STAFF = concat!("SELECT ", staff_columns!(), " FROM staff s WHERE s.user_id = ?1");
    Writing STAFF_BY_EMAIL = concat!("SELECT ", staff_columns!(), " FROM staff s WHERE s.email = ?1");
    Writing STAFF_COUNT = "SELECT COUNT(*) FROM staff";
    Writing PUT_STAFF = "INSERT INTO staff (user_id, email, role, status, password_hash, language, created_at, seen_at) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, role = excluded.role, \
        status = excluded.status, password_hash = excluded.password_hash, language = excluded.language, seen_at = excluded.seen_at";
    Writing FORGET_TOPICS = "DELETE FROM staff_topics WHERE user_id = ?1";
    Writing ADD_TOPIC = "INSERT INTO staff_topics (user_id, tag_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    Writing TOPICS_OF = "SELECT tag_id FROM staff_topics WHERE user_id = ?1 ORDER BY tag_id";
    Writing ADD_SESSION = "INSERT INTO sessions (token_hash, user_id, created_at, seen_at, expires_at, proof, proved_at, agent, address) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    Writing PROVED = "UPDATE sessions SET proof = ?2, proved_at = ?3, expires_at = ?4 WHERE token_hash = ?1";
    Reading SESSIONS_OF = concat!("SELECT ", session_columns!(), " FROM sessions x \
        WHERE x.user_id = ?1 AND x.created_at > -1 AND x.expires_at > ?2 AND x.proof <> 'half' ORDER BY x.created_at DESC LIMIT 100");
    Writing END_SESSIONS_OF = "DELETE FROM sessions WHERE user_id = ?1 AND token_hash <> ?2";
    Writing END_ALL_SESSIONS = "DELETE FROM sessions WHERE token_hash <> ?1";
    Writing TOUCH_SESSION = "UPDATE sessions SET seen_at = ?2, address = ?3, expires_at = ?4 WHERE token_hash = ?1";
    Writing SEEN = "UPDATE staff SET seen_at = ?2 WHERE user_id = ?1";
    Writing END_SESSION = "DELETE FROM sessions WHERE token_hash = ?1";
    Writing END_EXPIRED = "DELETE FROM sessions WHERE expires_at <= ?1";
    Writing ADD_LINK = "INSERT INTO links (token_hash, purpose, subject, json, created_by, created_at, expires_at) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    Writing LINK = concat!("SELECT ", link_columns!(), " FROM links WHERE token_hash = ?1 AND purpose = ?2 AND expires_at > ?3");
    Writing LINKS_OF = concat!("SELECT ", link_columns!(), " FROM links WHERE purpose = ?1 AND expires_at > ?2 \
        ORDER BY created_at DESC LIMIT 200");
    Writing LINK_ABOUT = concat!("SELECT ", link_columns!(), " FROM links WHERE purpose = ?1 AND subject = ?2 AND expires_at > ?3");
    Writing FORGET_LINK = "DELETE FROM links WHERE token_hash = ?1";
    Writing FORGET_LINKS = "DELETE FROM links WHERE purpose = ?1 AND subject = ?2";
    Writing FORGET_EXPIRED_LINKS = "DELETE FROM links WHERE expires_at <= ?1";
}

impl StaffRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.id(0)?,
            email: row.text(1)?,
            role: row.text(2)?,
            active: row.bool(3)?,
            password_hash: row.maybe_text(4)?,
            language: row.text(5)?,
            created_at: row.int(6)?,
            seen_at: row.maybe_int(7)?,
        })
    }

    pub(crate) fn params(&self) -> [Param<'_>; 8] {
        [
            (&self.id).into(),
            (&self.email).into(),
            (&self.role).into(),
            if self.active { "active" } else { "suspended" }.into(),
            (&self.password_hash).into(),
            (&self.language).into(),
            self.created_at.into(),
            self.seen_at.into(),
        ]
    }
}

impl SessionRow {
    pub(crate) fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(Self {
            token_hash: row.text(at)?,
            user: row.id(at + 1)?,
            created_at: row.int(at + 2)?,
            seen_at: row.int(at + 3)?,
            expires_at: row.int(at + 4)?,
            proof: row.text(at + 5)?,
            proved_at: row.int(at + 6)?,
            agent: row.text(at + 7)?,
            address: row.text(at + 8)?,
        })
    }

    pub(crate) fn params(&self) -> [Param<'_>; 9] {
        [
            (&self.token_hash).into(),
            (&self.user).into(),
            self.created_at.into(),
            self.seen_at.into(),
            self.expires_at.into(),
            (&self.proof).into(),
            self.proved_at.into(),
            (&self.agent).into(),
            (&self.address).into(),
        ]
    }
}

impl Signed {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            staff: StaffRow::read(row)?,
            session: SessionRow::read(row, 8)?,
            name: row.text(17)?,
            slug: row.text(18)?,
            picture: row.maybe_text(19)?,
            limited: row.bool(20)?,
            alarm: row.maybe_int(21)?,
        })
    }
}

impl LinkRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            token_hash: row.text(0)?,
            purpose: row.text(1)?,
            subject: row.text(2)?,
            json: row.text(3)?,
            created_by: row.maybe_str(4)?.map(str::parse).transpose()?,
            created_at: row.int(5)?,
            expires_at: row.int(6)?,
        })
    }
}
