//! Writing second factors, passkeys, known browsers and the alarm.

use crate::{
    Error, Id, Millis, PasskeyRow, Result, TotpRow, Writer, Wrong,
    rows::factor,
    writer::{refuse_empty, refuse_nul},
};

/// The most passkeys of one person.
const PASSKEYS: usize = 20;
/// After so long a browser that was not used is new again.
const FORGOTTEN: Millis = 400 * 24 * 60 * 60_000;

impl Writer {
    /// Somebody's authenticator app.
    pub fn totp(&mut self, id: &Id) -> Result<Option<TotpRow>> {
        self.one(&factor::TOTP, &[id.into()], TotpRow::read)
    }

    /// Sets somebody's authenticator app.
    pub fn put_totp(&mut self, row: &TotpRow) -> Result<()> {
        refuse_nul("totp", &row.params())?;
        self.run(&factor::PUT_TOTP, &row.params())?;
        Ok(())
    }

    /// Uses the code of a step; `false` when it, or a later one, was used before.
    pub fn use_totp_step(&mut self, id: &Id, step: i64) -> Result<bool> {
        Ok(self.run(&factor::USE_STEP, &[id.into(), step.into()])? > 0)
    }

    /// Removes the authenticator app with its recovery codes; `false` when there was none.
    pub fn forget_totp(&mut self, id: &Id) -> Result<bool> {
        self.run(&factor::FORGET_CODES, &[id.into()])?;
        Ok(self.run(&factor::FORGET_TOTP, &[id.into()])? > 0)
    }

    /// Replaces the recovery codes, told by their hashes.
    pub fn put_recovery_codes(&mut self, id: &Id, hashes: &[String]) -> Result<()> {
        self.run(&factor::FORGET_CODES, &[id.into()])?;
        for hash in hashes {
            self.run(&factor::ADD_CODE, &[id.into(), hash.as_str().into()])?;
        }
        Ok(())
    }

    /// Uses a recovery code; `false` when there is none such any more.
    pub fn use_recovery_code(&mut self, id: &Id, hash: &str) -> Result<bool> {
        Ok(self.run(&factor::USE_CODE, &[id.into(), hash.into()])? > 0)
    }

    /// Somebody's passkeys, oldest first.
    pub fn passkeys(&mut self, id: &Id) -> Result<Vec<PasskeyRow>> {
        self.many(&factor::PASSKEYS_OF, &[id.into()], PasskeyRow::read)
    }

    /// The passkey with this credential id.
    pub fn passkey(&mut self, id: &str) -> Result<Option<PasskeyRow>> {
        self.one(&factor::PASSKEY, &[id.into()], PasskeyRow::read)
    }

    /// Adds a passkey. Refuses one that is known, and too many.
    pub fn add_passkey(&mut self, row: &PasskeyRow) -> Result<()> {
        refuse_empty("passkey", &row.name)?;
        refuse_nul("passkey", &row.params())?;
        if let Some(known) = self.passkey(&row.id)? {
            return Err(Error::Taken {
                what: "passkey",
                value: row.name.to_string(),
                holder: known.user.to_string(),
            });
        }
        if self.passkeys(&row.user)?.len() >= PASSKEYS {
            return Err(Error::Invalid { field: "passkey", why: Wrong::Many { most: PASSKEYS } });
        }
        self.run(&factor::ADD_PASSKEY, &row.params())?;
        Ok(())
    }

    /// Notes the use of a passkey, with its new counter.
    pub fn use_passkey(&mut self, id: &str, json: &str, now: Millis) -> Result<()> {
        self.run(&factor::USE_PASSKEY, &[id.into(), json.into(), now.into()])?;
        Ok(())
    }

    /// Removes somebody's passkey; `false` when they have none such.
    pub fn forget_passkey(&mut self, id: &str, user: &Id) -> Result<bool> {
        Ok(self.run(&factor::FORGET_PASSKEY, &[id.into(), user.into()])? > 0)
    }

    /// Removes all passkeys of somebody. Gives how many there were.
    pub fn forget_passkeys(&mut self, user: &Id) -> Result<u64> {
        self.run(&factor::FORGET_PASSKEYS, &[user.into()])
    }

    /// Notes a browser of somebody. Gives whether it is new, and whether they had others before.
    pub fn see_device(&mut self, user: &Id, hash: &str, now: Millis) -> Result<(bool, bool)> {
        let params = [user.into(), hash.into(), now.into()];
        if self.run(&factor::SEE_DEVICE, &params)? > 0 {
            return Ok((false, true));
        }
        let before = self.one(&factor::DEVICES_OF, &[user.into()], |row| row.count(0))?.unwrap_or(0);
        self.run(&factor::FORGET_DEVICES, &[user.into(), (now - FORGOTTEN).into()])?;
        self.run(&factor::ADD_DEVICE, &params)?;
        Ok((true, before > 0))
    }

    /// Since when the newsroom is under attack, and who said so.
    pub fn alarm(&mut self) -> Result<Option<(Millis, crate::Text)>> {
        self.one(&factor::ALARM, &[], |row| Ok((row.int(0)?, row.text(1)?)))
    }

    /// Raises the alarm; `false` when it was raised before.
    pub fn raise_alarm(&mut self, now: Millis, by: &str) -> Result<bool> {
        Ok(self.run(&factor::RAISE, &[now.into(), by.into()])? > 0)
    }

    /// Ends the alarm; `false` when there was none.
    pub fn end_alarm(&mut self) -> Result<bool> {
        Ok(self.run(&factor::CALM, &[])? > 0)
    }
}
