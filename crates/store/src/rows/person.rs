//! The people who sign in, as the list of them shows each.

use crate::{
    Id, MaybeText, Millis, Result, StaffRow, Text,
    db::{Row, statements},
};

/// One of the people.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRow {
    /// Their account.
    pub staff: StaffRow,
    /// Their name.
    pub name: Text,
    /// Their slug.
    pub slug: Text,
    /// Their picture.
    pub picture: MaybeText,
    /// Since when an authenticator app is asked for.
    pub totp_since: Option<Millis>,
    /// How many passkeys they have.
    pub passkeys: u64,
    /// How many topics their role is limited to; none: it holds everywhere.
    pub topics: u64,
}

macro_rules! person {
    ($rest:literal) => {
        concat!(
            "SELECT s.user_id, s.email, s.role, s.status = 'active', s.password_hash, s.language, s.created_at, s.seen_at, \
             u.name, u.slug, u.profile_image, (SELECT t.created_at FROM totp t WHERE t.user_id = s.user_id), \
             (SELECT COUNT(*) FROM passkeys p WHERE p.user_id = s.user_id), \
             (SELECT COUNT(*) FROM staff_topics x WHERE x.user_id = s.user_id) \
             FROM staff s JOIN users u ON u.id = s.user_id ",
            $rest
        )
    };
}

statements! {
    Reading ALL = person!("WHERE s.email > ?1 ORDER BY s.email LIMIT ?2");
    Reading ONE = person!("WHERE s.user_id = ?1");
    Writing REMOVE = "DELETE FROM staff WHERE user_id = ?1";
    Writing BY_EMAIL = "SELECT id FROM users WHERE email = ?1 ORDER BY id LIMIT 1";
}

impl PersonRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            staff: StaffRow::read(row)?,
            name: row.text(8)?,
            slug: row.text(9)?,
            picture: row.maybe_text(10)?,
            totp_since: row.maybe_int(11)?,
            passkeys: row.count(12)?,
            topics: row.count(13)?,
        })
    }
}

/// The id in the first column.
pub(crate) fn id(row: &Row<'_>) -> Result<Id> {
    row.id(0)
}
