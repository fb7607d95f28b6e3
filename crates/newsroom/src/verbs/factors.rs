//! Authenticator apps and passkeys of one's own.

use credentials::{PasskeyError, Passkeys, Token, Totp, recovery_codes, recovery_digest};
use serde_json::json;
use store::{Id, Millis, PasskeyRow, StaffRow, TotpRow, Writer};

use super::{
    letters::{self, Letter},
    sessions::{own, wrong_code},
    staff::{SESSION, add_link, link, open_session, spend},
};
use crate::{
    Actor, Because, Deed, Newsroom, Proof, Refused, SignedIn, Visit,
    throttle::{Key, forgive},
};

/// A ceremony is finished within so long.
const CEREMONY: Millis = 10 * 60_000;
const TOTP: &str = "totp";
const NEW_PASSKEY: &str = "passkey";
const PASSKEY_SIGN_IN: &str = "passkey_sign_in";
/// The longest name of a passkey, in characters.
const NAME: usize = 60;

/// A half-done ceremony with a browser: the JSON for it, and the token that the answer brings back.
#[derive(Debug)]
pub struct Ceremony {
    /// For `navigator.credentials`.
    pub options: String,
    /// Works once.
    pub token: Token,
}

impl Newsroom {
    /// Begins to set up an authenticator app. `site` is what the app shows.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] without an account.
    pub fn begin_totp(&self, who: &SignedIn, site: &str) -> Result<(Totp, Token), Refused> {
        let now = self.clock.now();
        let totp = Totp::generate(&who.person.email, site);
        let state = json!({ "secret": totp.secret() }).to_string();
        let token = self.store.write(|writer| {
            own(writer, &who.actor)?;
            add_link(writer, TOTP, &who.person.id, &state, Some(who.person.id), now, CEREMONY)
        })?;
        Ok((totp, token))
    }

    /// The app that is being set up, to show it again after a wrong code.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when that took too long.
    pub fn begun_totp(&self, who: &SignedIn, token: &str, site: &str) -> Result<Totp, Refused> {
        let now = self.clock.now();
        let row = self.store.write(|writer| link(writer, TOTP, token, now))?;
        secret_of(&row.json, &row.subject, who, site)
    }

    /// Finishes it with the first code. Gives the recovery codes, to be shown once.
    ///
    /// # Errors
    /// [`Refused::Invalid`] naming `code`; [`Refused::NotFound`] when it took too long; [`Refused::TooMany`].
    pub fn enable_totp(&self, who: &SignedIn, token: &str, code: &str) -> Result<Vec<String>, Refused> {
        let (now, id) = (self.clock.now(), who.person.id);
        self.throttle.attempt(&self.store, &[Key::account(&id)], now)?;
        let codes = recovery_codes();
        self.store.write(|writer| {
            let row = link(writer, TOTP, token, now)?;
            let totp = secret_of(&row.json, &row.subject, who, "")?;
            let step = totp.step(code, now).ok_or_else(wrong_code)?;
            spend(writer, TOTP, token, now)?;
            let before = writer.totp(&id)?.map(|_| "app");
            writer.put_totp(&TotpRow {
                user: id,
                secret: totp.secret().into(),
                last_step: step,
                created_at: now,
            })?;
            put_codes(writer, &id, &codes)?;
            let proof = if who.proof == Proof::Passkey { Proof::Passkey } else { Proof::Code };
            writer.proved(&who.session, proof.as_str(), now, now + SESSION)?;
            who.actor.note(writer, now, "factor.added", &id, before, Some("app"))?;
            tell(writer, who, now)
        })?;
        Ok(codes)
    }

    /// Removes one's own authenticator app and recovery codes.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when there is none.
    pub fn disable_totp(&self, who: &SignedIn) -> Result<(), Refused> {
        let (now, id) = (self.clock.now(), who.person.id);
        self.store.write(|writer| {
            if !writer.forget_totp(&id)? {
                return Err(Refused::NotFound { what: "authenticator app", id: String::new() });
            }
            who.actor.note(writer, now, "factor.removed", &id, Some("app"), None)?;
            tell(writer, who, now)
        })
    }

    /// New recovery codes; the old ones stop working.
    ///
    /// # Errors
    /// [`Refused::NotFound`] without an authenticator app.
    pub fn renew_recovery_codes(&self, who: &SignedIn) -> Result<Vec<String>, Refused> {
        let (now, id) = (self.clock.now(), who.person.id);
        let codes = recovery_codes();
        self.store.write(|writer| {
            if writer.totp(&id)?.is_none() {
                return Err(Refused::NotFound { what: "authenticator app", id: String::new() });
            }
            put_codes(writer, &id, &codes)?;
            who.actor.note(writer, now, "recovery_codes.renewed", &id, None, None)
        })?;
        Ok(codes)
    }

    /// Begins to add a passkey of one's own.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] without an account.
    pub fn begin_passkey(&self, who: &SignedIn, passkeys: &Passkeys) -> Result<Ceremony, Refused> {
        let (now, id) = (self.clock.now(), who.person.id);
        self.store.write(|writer| {
            own(writer, &who.actor)?;
            let known = writer.passkeys(&id)?;
            let known: Vec<&str> = known.iter().map(|key| &*key.id).collect();
            let challenge = passkeys
                .start_registration(&id, &who.person.email, &who.person.name, &known)
                .map_err(refused)?;
            let token = add_link(writer, NEW_PASSKEY, &id, &challenge.state, Some(id), now, CEREMONY)?;
            Ok(Ceremony { options: challenge.options, token })
        })
    }

    /// Adds the passkey that the browser has made.
    ///
    /// # Errors
    /// [`Refused::Invalid`] naming `passkey`; [`Refused::NotFound`] when it took too long; [`Refused::Conflict`] when it is known.
    pub fn add_passkey(
        &self,
        who: &SignedIn,
        passkeys: &Passkeys,
        token: &str,
        answer: &str,
        name: &str,
    ) -> Result<(), Refused> {
        let (now, id) = (self.clock.now(), who.person.id);
        self.store.write(|writer| {
            let row = spend(writer, NEW_PASSKEY, token, now)?;
            if *row.subject != *id {
                return Err(Refused::NotFound { what: "link", id: String::new() });
            }
            let key = passkeys.finish_registration(answer, &row.json).map_err(refused)?;
            let name = put_passkey(writer, &id, key, name, now)?;
            who.actor.note(writer, now, "passkey.added", &id, None, Some(&name))?;
            tell(writer, who, now)
        })
    }

    /// Removes a passkey of one's own.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when it is none of theirs; [`Refused::Conflict`] when it is the only way in.
    pub fn remove_passkey(&self, who: &SignedIn, key: &str) -> Result<(), Refused> {
        let (now, id) = (self.clock.now(), who.person.id);
        self.store.write(|writer| {
            let staff = own(writer, &who.actor)?;
            let known = writer.passkeys(&id)?;
            let Some(found) = known.iter().find(|known| &*known.id == key) else {
                return Err(Refused::NotFound { what: "passkey", id: key.to_owned() });
            };
            if known.len() == 1 && staff.password_hash.is_none() {
                return Err(Refused::conflict(Because::OnlyWayIn));
            }
            writer.forget_passkey(key, &id)?;
            who.actor.note(writer, now, "passkey.removed", &id, Some(&found.name), None)?;
            tell(writer, who, now)
        })
    }

    /// Begins a sign-in by passkey: nobody says who they are, the browser offers its keys.
    ///
    /// # Errors
    /// [`Refused::TooMany`].
    pub fn begin_passkey_sign_in(&self, passkeys: &Passkeys, visit: Visit<'_>) -> Result<Ceremony, Refused> {
        let now = self.clock.now();
        self.throttle.attempt(&self.store, &[Key::address(visit.from)], now)?;
        let challenge = passkeys.start_sign_in().map_err(refused)?;
        let subject = Token::generate();
        let token = self.store.write(|writer| {
            add_link(writer, PASSKEY_SIGN_IN, subject.as_str(), &challenge.state, None, now, CEREMONY)
        })?;
        Ok(Ceremony { options: challenge.options, token })
    }

    /// Opens a session by the browser's answer.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] when the key is not known, does not fit, or the account is suspended.
    pub fn sign_in_by_passkey(
        &self,
        passkeys: &Passkeys,
        token: &str,
        answer: &str,
        visit: Visit<'_>,
    ) -> Result<Token, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let (id, name) = show_passkey(writer, passkeys, token, answer, now)?;
            if !writer.staff(&id)?.is_some_and(|staff| staff.active) {
                return Err(refused(PasskeyError::Wrong));
            }
            let address = visit.from.to_string();
            writer.audit(now, Some(&id), &address, "session.opened", &id, Some(&name), Some(visit.agent))?;
            forgive(writer, &[Key::address(visit.from)])?;
            open_session(writer, &id, now, Proof::Passkey, visit)
        })
    }

    /// Shows again, in an open session, that it is they, by passkey.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] when it is not a passkey of theirs.
    pub fn confirm_by_passkey(
        &self,
        who: &SignedIn,
        passkeys: &Passkeys,
        token: &str,
        answer: &str,
    ) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let (id, _) = show_passkey(writer, passkeys, token, answer, now)?;
            if id != who.person.id {
                return Err(refused(PasskeyError::Wrong));
            }
            writer.proved(&who.session, Proof::Passkey.as_str(), now, now + SESSION)?;
            Ok(())
        })
    }

    /// Takes somebody's second factor and passkeys away who has lost them. Their sessions end.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`]; [`Refused::NotFound`].
    pub fn drop_factors(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let deed = Deed::DropFactors;
            let staff = super::people::subordinate(writer, actor, id, deed)?;
            drop_all(writer, actor, &staff, now)
        })
    }

    /// The same, by whoever holds the machine: for everybody, the owner too.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when nobody has the address.
    pub fn drop_factors_of(&self, email: &str) -> Result<(), Refused> {
        let now = self.clock.now();
        let email = email.trim().to_lowercase();
        self.store.write(|writer| match writer.staff_by_email(&email)? {
            Some(staff) => drop_all(writer, Actor::operator(), &staff, now),
            None => Err(Refused::NotFound { what: "person", id: email.clone() }),
        })
    }
}

fn drop_all(writer: &mut Writer, actor: Actor, staff: &StaffRow, now: Millis) -> Result<(), Refused> {
    let id = &staff.id;
    let app = writer.forget_totp(id)?;
    let keys = writer.forget_passkeys(id)?;
    writer.end_sessions_of(id, "")?;
    let before = format!("{} app, {keys} passkeys", u8::from(app));
    actor.note(writer, now, "factors.dropped", id, Some(&before), None)?;
    let address = actor.from.map(|from| from.to_string()).unwrap_or_default();
    let letter = Letter::FactorsChanged { address: &address };
    letters::write(writer, now, &staff.email, &staff.language, &letter)
}

/// Checks an answer against the key that it names, and moves the key's counter on. Gives whose it is and what they call it.
fn show_passkey(
    writer: &mut Writer,
    passkeys: &Passkeys,
    token: &str,
    answer: &str,
    now: Millis,
) -> Result<(Id, Box<str>), Refused> {
    let row = spend(writer, PASSKEY_SIGN_IN, token, now)?;
    let id = Passkeys::key_of(answer).map_err(refused)?;
    let key = writer.passkey(&id)?.ok_or_else(|| refused(PasskeyError::Wrong))?;
    let proven = passkeys.finish_sign_in(answer, &row.json, &key.user, &key.json).map_err(refused)?;
    writer.use_passkey(&id, &proven.json, now)?;
    Ok((key.user, key.name))
}

/// Stores a new passkey; an empty name gets one. Gives the name.
pub(crate) fn put_passkey(
    writer: &mut Writer,
    user: &Id,
    key: credentials::PasskeyKey,
    name: &str,
    now: Millis,
) -> Result<String, Refused> {
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(NAME).collect();
    let name = if name.is_empty() { "passkey".to_owned() } else { name };
    writer.add_passkey(&PasskeyRow {
        id: key.id.into(),
        user: *user,
        name: name.as_str().into(),
        json: key.json.into(),
        created_at: now,
        used_at: None,
    })?;
    Ok(name)
}

fn put_codes(writer: &mut Writer, id: &Id, codes: &[String]) -> Result<(), Refused> {
    let hashes: Vec<String> = codes.iter().map(|code| recovery_digest(code)).collect();
    Ok(writer.put_recovery_codes(id, &hashes)?)
}

fn secret_of(json: &str, subject: &str, who: &SignedIn, site: &str) -> Result<Totp, Refused> {
    let state: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let totp = (*subject == *who.person.id)
        .then(|| Totp::stored(state["secret"].as_str().unwrap_or_default(), &who.person.email, site))
        .flatten();
    totp.ok_or(Refused::NotFound { what: "link", id: String::new() })
}

fn tell(writer: &mut Writer, who: &SignedIn, now: Millis) -> Result<(), Refused> {
    let address = who.actor.from.map(|from| from.to_string()).unwrap_or_default();
    let letter = Letter::FactorsChanged { address: &address };
    letters::write(writer, now, &who.person.email, &who.person.language, &letter)
}

pub(crate) fn refused(error: PasskeyError) -> Refused {
    match error {
        PasskeyError::Wrong => Refused::NotAllowed { deed: Deed::UsePasskey },
        PasskeyError::NoName => Refused::conflict(Because::PasskeyNeedsName),
        PasskeyError::Unreadable => Refused::invalid("passkey", Because::PasskeyUnreadable),
    }
}
