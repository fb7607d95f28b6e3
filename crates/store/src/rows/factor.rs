//! Second factors, passkeys and known browsers.

use crate::{
    Id, Millis, Result, Text,
    db::{Param, Row, statements},
};

/// An authenticator app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotpRow {
    /// Whose.
    pub user: Id,
    /// In base32.
    pub secret: Text,
    /// The newest step whose code was used.
    pub last_step: i64,
    /// Since when it is asked for.
    pub created_at: Millis,
}

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyRow {
    /// The credential's id in base64url.
    pub id: Text,
    /// Whose.
    pub user: Id,
    /// What they call it.
    pub name: Text,
    /// Public key and counter.
    pub json: Text,
    /// When it was added.
    pub created_at: Millis,
    /// When it was last used.
    pub used_at: Option<Millis>,
}

statements! {
    Writing TOTP = "SELECT user_id, secret, last_step, created_at FROM totp WHERE user_id = ?1";
    Writing PUT_TOTP = "INSERT INTO totp (user_id, secret, last_step, created_at) VALUES (?1, ?2, ?3, ?4) \
        ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step, created_at = excluded.created_at";
    Writing USE_STEP = "UPDATE totp SET last_step = ?2 WHERE user_id = ?1 AND last_step < ?2";
    Writing FORGET_TOTP = "DELETE FROM totp WHERE user_id = ?1";
    Writing ADD_CODE = "INSERT INTO recovery_codes (user_id, code_hash) VALUES (?1, ?2)";
    Writing USE_CODE = "DELETE FROM recovery_codes WHERE user_id = ?1 AND code_hash = ?2";
    Writing FORGET_CODES = "DELETE FROM recovery_codes WHERE user_id = ?1";
    Writing CODES_LEFT = "SELECT COUNT(*) FROM recovery_codes WHERE user_id = ?1";
    Writing PASSKEYS_OF = "SELECT id, user_id, name, json, created_at, used_at FROM passkeys WHERE user_id = ?1 \
        ORDER BY created_at, id LIMIT 50";
    Writing PASSKEY = "SELECT id, user_id, name, json, created_at, used_at FROM passkeys WHERE id = ?1";
    Writing ADD_PASSKEY = "INSERT INTO passkeys (id, user_id, name, json, created_at, used_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    Writing USE_PASSKEY = "UPDATE passkeys SET json = ?2, used_at = ?3 WHERE id = ?1";
    Writing FORGET_PASSKEY = "DELETE FROM passkeys WHERE id = ?1 AND user_id = ?2";
    Writing FORGET_PASSKEYS = "DELETE FROM passkeys WHERE user_id = ?1";
    Writing DEVICES_OF = "SELECT COUNT(*) FROM devices WHERE user_id = ?1";
    Writing SEE_DEVICE = "UPDATE devices SET seen_at = ?3 WHERE user_id = ?1 AND device_hash = ?2";
    Writing ADD_DEVICE = "INSERT INTO devices (user_id, device_hash, seen_at) VALUES (?1, ?2, ?3)";
    Writing FORGET_DEVICES = "DELETE FROM devices WHERE user_id = ?1 AND seen_at < ?2";
    Writing ALARM = "SELECT raised_at, raised_by FROM alarm WHERE id = 1";
    Writing RAISE = "INSERT INTO alarm (id, raised_at, raised_by) VALUES (1, ?1, ?2) ON CONFLICT DO NOTHING";
    Writing CALM = "DELETE FROM alarm WHERE id = 1";
}

impl TotpRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self { user: row.id(0)?, secret: row.text(1)?, last_step: row.int(2)?, created_at: row.int(3)? })
    }

    pub(crate) fn params(&self) -> [Param<'_>; 4] {
        [(&self.user).into(), (&self.secret).into(), self.last_step.into(), self.created_at.into()]
    }
}

impl PasskeyRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.text(0)?,
            user: row.id(1)?,
            name: row.text(2)?,
            json: row.text(3)?,
            created_at: row.int(4)?,
            used_at: row.maybe_int(5)?,
        })
    }

    pub(crate) fn params(&self) -> [Param<'_>; 6] {
        [
            (&self.id).into(),
            (&self.user).into(),
            (&self.name).into(),
            (&self.json).into(),
            self.created_at.into(),
            self.used_at.into(),
        ]
    }
}
