//! A new password by mail, for who has forgotten theirs.

use std::net::IpAddr;

use credentials::Token;
use store::{Millis, StaffRow, Writer};

use super::{
    letters::{self, Letter},
    staff::{add_link, link, spend},
};
use crate::{
    Newsroom, Refused,
    throttle::{Key, forgive},
};

/// How long the link works.
const RESET: Millis = 60 * 60_000;
const PURPOSE: &str = "reset";

impl Newsroom {
    /// Sends a link to an address, when it has an account. The answer is the same when it has none.
    ///
    /// # Errors
    /// [`Refused::TooMany`].
    pub fn ask_for_reset(&self, email: &str, from: IpAddr) -> Result<(), Refused> {
        let now = self.clock.now();
        let email = email.trim().to_lowercase();
        self.throttle.attempt(&self.store, &[Key::letter_to(&email), Key::letter_from(from)], now)?;
        self.store.write(|writer| {
            let Some(staff) = writer.staff_by_email(&email)?.filter(|staff| staff.active) else {
                return Ok(());
            };
            let token = add_link(writer, PURPOSE, &staff.id, "{}", None, now, RESET)?;
            let path = format!("/room/reset/{}/", token.as_str());
            writer.audit(now, None, &from.to_string(), "password.reset_asked", &staff.id, None, None)?;
            letters::write(writer, now, &staff.email, &staff.language, &Letter::Reset { path: &path })
        })
    }

    /// A link for somebody who is locked out, made by whoever holds the machine.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when nobody has the address.
    pub fn reset_token(&self, email: &str) -> Result<Token, Refused> {
        let now = self.clock.now();
        let email = email.trim().to_lowercase();
        self.store.write(|writer| {
            let Some(staff) = writer.staff_by_email(&email)? else {
                return Err(Refused::NotFound { what: "person", id: email.clone() });
            };
            writer.audit(now, None, "", "password.reset_asked", &staff.id, None, Some("operator"))?;
            add_link(writer, PURPOSE, &staff.id, "{}", None, now, RESET)
        })
    }

    /// Whose link it is: their mail address.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when it does not work (any more).
    pub fn check_reset(&self, token: &str) -> Result<Box<str>, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let row = link(writer, PURPOSE, token, now)?;
            Ok(holder(writer, &row.subject)?.email)
        })
    }

    /// Sets the password of the link's holder. Their sessions end.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when the link does not work (any more); [`Refused::Invalid`] naming `password`.
    pub fn reset_password(&self, token: &str, password: &str, from: IpAddr) -> Result<(), Refused> {
        let email = self.check_reset(token)?;
        let hash = self.new_password(password, &[&email])?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let row = spend(writer, PURPOSE, token, now)?;
            let mut staff = holder(writer, &row.subject)?;
            staff.password_hash = Some(hash.as_str().into());
            writer.put_staff(&staff)?;
            writer.end_sessions_of(&staff.id, "")?;
            let address = from.to_string();
            writer.audit(now, Some(&staff.id), &address, "password.reset", &staff.id, None, None)?;
            let letter = Letter::PasswordChanged { address: &address };
            letters::write(writer, now, &staff.email, &staff.language, &letter)?;
            forgive(writer, &[Key::account(&email)])
        })
    }
}

fn holder(writer: &mut Writer, id: &str) -> Result<StaffRow, Refused> {
    let staff = id.parse().ok().map(|id| writer.staff(&id)).transpose()?.flatten();
    staff.filter(|staff| staff.active).ok_or_else(|| Refused::NotFound { what: "link", id: String::new() })
}
