//! Signing in by password and code, sessions, and showing again that it is they.

use credentials::{Token, Totp, spend_time, verify_password};
use store::{Id, Millis, StaffRow, Writer};

use super::{
    letters::{self, Letter},
    staff::{SESSION, SESSION_UNDER_ATTACK, language, open_session},
};
use crate::{
    Actor, Because, Deed, Newsroom, Proof, Refused, SignedIn, Visit,
    throttle::{Key, forgive},
};

/// A used session is written down at most so often.
const TOUCH: Millis = 60_000;
const WRONG: Deed = Deed::SignIn;

impl Newsroom {
    /// Opens a session by password. Wrong address and wrong password take the same time and look the same. Who has a second factor gets
    /// a session that opens nothing until [`Newsroom::enter_code`].
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] when they do not fit, or the account is suspended; [`Refused::TooMany`]; [`Refused::Conflict`] while the
    /// alarm is raised: then only passkeys open.
    pub fn sign_in(&self, email: &str, password: &str, visit: Visit<'_>) -> Result<Token, Refused> {
        let now = self.clock.now();
        let email = email.trim().to_lowercase();
        let keys = [Key::account(&email), Key::address(visit.from)];
        self.throttle.attempt(&self.store, &keys, now)?;
        let (found, alarm) =
            self.store.write(|writer| Ok::<_, Refused>((writer.staff_by_email(&email)?, writer.alarm()?)))?;
        if alarm.is_some() {
            return Err(Refused::conflict(Because::UnderAttack));
        }
        let known =
            found.filter(|staff| staff.active).and_then(|staff| Some((staff.id, staff.password_hash?)));
        let fits = {
            let _turn = self.throttle.turn()?;
            match &known {
                Some((_, hash)) => verify_password(password, hash),
                None => {
                    spend_time(password);
                    false
                }
            }
        };
        let Some((id, _)) = known else { return Err(Refused::NotAllowed { deed: WRONG }) };
        let token = self.store.write(|writer| {
            let address = visit.from.to_string();
            if !fits {
                writer.audit(now, None, &address, "session.refused", &id, None, Some(visit.agent))?;
                return Ok::<_, Refused>(None);
            }
            forgive(writer, &keys)?;
            let proof = if writer.totp(&id)?.is_some() { Proof::Half } else { Proof::Password };
            if proof == Proof::Password {
                writer.audit(now, Some(&id), &address, "session.opened", &id, None, Some(visit.agent))?;
            }
            open_session(writer, &id, now, proof, visit).map(Some)
        })?;
        token.ok_or(Refused::NotAllowed { deed: WRONG })
    }

    /// The session of a browser's token, when it is open; from time to time its use is written down.
    ///
    /// # Errors
    /// The store's.
    pub fn session(&self, token: &str, visit: Visit<'_>) -> Result<Option<SignedIn>, Refused> {
        let now = self.clock.now();
        let Some((signed, seen_at)) = self.any_session(token, visit, now)? else { return Ok(None) };
        if signed.proof == Proof::Half || !holds_under_alarm(&signed, now) {
            return Ok(None);
        }
        if now - seen_at > TOUCH {
            let address = visit.from.to_string();
            self.store.write(|writer| {
                writer.touch_session(&signed.session, &signed.person.id, now, &address, now + SESSION)
            })?;
        }
        Ok(Some(signed))
    }

    /// The session that waits for its second factor.
    ///
    /// # Errors
    /// The store's.
    pub fn half_session(&self, token: &str, visit: Visit<'_>) -> Result<Option<SignedIn>, Refused> {
        let signed = self.any_session(token, visit, self.clock.now())?.map(|(signed, _)| signed);
        Ok(signed.filter(|signed| signed.proof == Proof::Half))
    }

    fn any_session(
        &self,
        token: &str,
        visit: Visit<'_>,
        now: Millis,
    ) -> Result<Option<(SignedIn, Millis)>, Refused> {
        let found = self.store.reader()?.signed(&credentials::digest(token), now)?;
        Ok(found.and_then(|signed| {
            let seen_at = signed.session.seen_at;
            Some((SignedIn::of(signed, visit.from)?, seen_at))
        }))
    }

    /// Completes a half session with a code of the app, or a recovery code.
    ///
    /// # Errors
    /// [`Refused::Invalid`] naming `code`; [`Refused::TooMany`]; [`Refused::Conflict`] while the alarm is raised.
    pub fn enter_code(&self, who: &SignedIn, code: &str, visit: Visit<'_>) -> Result<(), Refused> {
        let (now, id) = (self.clock.now(), who.person.id);
        if who.alarm.is_some() {
            return Err(Refused::conflict(Because::UnderAttack));
        }
        let keys = [Key::account(&id), Key::address(visit.from)];
        self.throttle.attempt(&self.store, &keys, now)?;
        let address = visit.from.to_string();
        let fits = self.store.write(|writer| {
            let fits = code_fits(writer, &who.actor, &id, code, now)?;
            if fits {
                forgive(writer, &keys)?;
                writer.proved(&who.session, Proof::Code.as_str(), now, now + SESSION)?;
                writer.audit(now, Some(&id), &address, "session.opened", &id, None, Some(visit.agent))?;
            } else {
                writer.audit(now, None, &address, "session.refused", &id, None, Some(visit.agent))?;
            }
            Ok::<_, Refused>(fits)
        })?;
        if !fits {
            return Err(wrong_code());
        }
        Ok(())
    }

    /// Shows again, in an open session, that it is they: by password, and a code where there is a second factor.
    ///
    /// # Errors
    /// [`Refused::Invalid`] naming `password` or `code`; [`Refused::TooMany`].
    pub fn confirm(&self, who: &SignedIn, password: &str, code: &str) -> Result<(), Refused> {
        let now = self.clock.now();
        let keys = [Key::account(&who.person.id)];
        self.throttle.attempt(&self.store, &keys, now)?;
        let (staff, totp) = self
            .store
            .write(|writer| Ok::<_, Refused>((own(writer, &who.actor)?, writer.totp(&who.person.id)?)))?;
        self.check_own_password(&staff, password)?;
        self.store.write(|writer| {
            if totp.is_some() && !code_fits(writer, &who.actor, &who.person.id, code, now)? {
                return Err(wrong_code());
            }
            forgive(writer, &keys)?;
            writer.proved(&who.session, who.proof.as_str(), now, now + SESSION)?;
            Ok(())
        })?;
        Ok(())
    }

    /// Whether this is one's own password.
    pub(crate) fn check_own_password(&self, staff: &StaffRow, password: &str) -> Result<(), Refused> {
        let _turn = self.throttle.turn()?;
        let fits = staff.password_hash.as_deref().is_some_and(|hash| verify_password(password, hash));
        if fits { Ok(()) } else { Err(Refused::invalid("password", Because::WrongPassword)) }
    }

    /// Notes the browser that somebody signed in from, told by a cookie of its own. Gives the token for a new cookie when there was
    /// none; the person gets a letter about a browser that was not seen before, unless it is their first.
    ///
    /// # Errors
    /// The store's.
    pub fn recognise(
        &self,
        session: &str,
        device: Option<&str>,
        visit: Visit<'_>,
    ) -> Result<Option<Token>, Refused> {
        let now = self.clock.now();
        let Some(who) = self.session(session, visit)? else { return Ok(None) };
        let fresh = device.is_none().then(Token::generate);
        let hash =
            fresh.as_ref().map_or_else(|| credentials::digest(device.unwrap_or_default()), Token::digest);
        self.store.write(|writer| {
            let (is_new, had_others) = writer.see_device(&who.person.id, &hash, now)?;
            if is_new && had_others {
                let address = visit.from.to_string();
                let letter = Letter::NewDevice { agent: visit.agent, address: &address };
                letters::write(writer, now, &who.person.email, &who.person.language, &letter)?;
            }
            Ok::<_, Refused>(())
        })?;
        Ok(fresh)
    }

    /// Sets the language of one's own interface.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] without an account; [`Refused::Invalid`] for what is no language such as `en`.
    pub fn speak(&self, actor: Actor, code: &str) -> Result<(), Refused> {
        let code = language(code)?;
        self.store.write(|writer| {
            let mut staff = own(writer, &actor)?;
            staff.language = code.into();
            writer.put_staff(&staff)?;
            Ok(())
        })
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The store's.
    pub fn sign_out(&self, who: &SignedIn) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            if writer.end_session(&who.session)? {
                who.actor.note(writer, now, "session.ended", &who.person.id, None, None)?;
            }
            Ok(())
        })
    }

    /// Ends one of one's own sessions, told by its digest.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when it is not one of theirs, or has ended.
    pub fn end_own_session(&self, who: &SignedIn, session: &str) -> Result<(), Refused> {
        let now = self.clock.now();
        let own = self.store.reader()?.sessions_of(&who.person.id, now)?;
        let Some(ended) = own.iter().find(|own| &*own.token_hash == session) else {
            return Err(Refused::NotFound { what: "session", id: String::new() });
        };
        self.store.write(|writer| {
            writer.end_session(session)?;
            who.actor.note(writer, now, "session.ended", &who.person.id, Some(&ended.agent), None)
        })
    }

    /// Ends all of one's own sessions but the present one.
    ///
    /// # Errors
    /// The store's.
    pub fn end_other_sessions(&self, who: &SignedIn) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let ended = writer.end_sessions_of(&who.person.id, &who.session)?;
            let before = ended.to_string();
            who.actor.note(writer, now, "sessions.ended", &who.person.id, Some(&before), None)
        })
    }
}

/// Under attack only passkeys hold, and for an hour.
fn holds_under_alarm(signed: &SignedIn, now: Millis) -> bool {
    signed.alarm.is_none()
        || (signed.proof == Proof::Passkey && now - signed.proved_at < SESSION_UNDER_ATTACK)
}

/// The actor's own account.
pub(crate) fn own(writer: &mut Writer, actor: &Actor) -> Result<StaffRow, Refused> {
    let own = actor.author.map(|id| writer.staff(&id)).transpose()?.flatten();
    own.ok_or(Refused::NotAllowed { deed: Deed::WithoutAccount })
}

pub(crate) fn wrong_code() -> Refused {
    Refused::invalid("code", Because::WrongCode)
}

/// Uses up a code of the app, or a recovery code.
fn code_fits(writer: &mut Writer, actor: &Actor, id: &Id, code: &str, now: Millis) -> Result<bool, Refused> {
    let Some(row) = writer.totp(id)? else { return Ok(false) };
    let step = Totp::stored(&row.secret, "", "").and_then(|totp| totp.step(code, now));
    if let Some(step) = step {
        return Ok(writer.use_totp_step(id, step)?);
    }
    let used = writer.use_recovery_code(id, &credentials::recovery_digest(code))?;
    if used {
        actor.note(writer, now, "recovery_code.used", id, None, None)?;
    }
    Ok(used)
}
