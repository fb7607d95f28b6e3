//! Accounts: the owner's first link, and what every way in shares.

use credentials::{PasswordError, Token, check_password, hash_password};
use store::{Author, AuthorRecord, Id, LinkRow, Millis, SessionRow, StaffRow, Writer};

use crate::{Because, Newsroom, Proof, Refused, Role, Visit, Why};

/// How long the owner's first link works.
const SETUP_LINK: Millis = 7 * DAY;
/// How long a session lasts without being used …
pub(crate) const SESSION: Millis = 14 * DAY;
/// … under attack …
pub(crate) const SESSION_UNDER_ATTACK: Millis = 60 * 60_000;
/// … and how long one waits for its second factor.
const HALF_SESSION: Millis = 10 * 60_000;
pub(crate) const DAY: Millis = 24 * 60 * 60_000;
const SETUP: &str = "setup";
/// Mail addresses are at most so long (RFC 5321).
const EMAIL_LIMIT: usize = 254;

impl Newsroom {
    /// Whether nobody has an account yet.
    ///
    /// # Errors
    /// The store's.
    pub fn is_unowned(&self) -> Result<bool, Refused> {
        Ok(self.store.reader()?.staff_count()? == 0)
    }

    /// The one-time token with which the owner sets up their account, when nobody has one yet. An older one stops working.
    ///
    /// # Errors
    /// The store's.
    pub fn setup_token(&self) -> Result<Option<Token>, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            if writer.staff_count()? > 0 {
                return Ok(None);
            }
            Ok(Some(add_link(writer, SETUP, "owner", "{}", None, now, SETUP_LINK)?))
        })
    }

    /// Whether a setup link works.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when it does not, or somebody has an account already.
    pub fn check_setup(&self, token: &str) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| setup_link(writer, token, now))
    }

    /// Makes the owner's account with the one-time token, and opens their first session. An author with the address, such as one of an
    /// import, is who the owner is: their page and byline stay as they are.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when the link does not work; [`Refused::Invalid`] naming `name`, `email` or `password`.
    pub fn set_up_owner(
        &self,
        token: &str,
        name: &str,
        email: &str,
        password: &str,
        language: &str,
        visit: Visit<'_>,
    ) -> Result<Token, Refused> {
        let email = mail_address(email)?;
        let hash = self.new_password(password, &[name, &email])?;
        let now = self.clock.now();
        self.store.write(|writer| {
            setup_link(writer, token, now)?;
            let (id, is_author) = author_for(writer, &email, now)?;
            if !is_author {
                put_person(writer, id, name, &email, now)?;
            }
            writer.put_staff(&StaffRow {
                id,
                email: email.as_str().into(),
                role: Role::Owner.as_str().into(),
                active: true,
                password_hash: Some(hash.as_str().into()),
                language: language.into(),
                created_at: now,
                seen_at: None,
            })?;
            writer.forget_links(SETUP, "owner")?;
            writer.audit(
                now,
                Some(&id),
                &visit.from.to_string(),
                "newsroom.set_up",
                &id,
                None,
                Some(&email),
            )?;
            open_session(writer, &id, now, Proof::Password, visit)
        })
    }

    /// The hash of a password that somebody chose. `about` are words about them.
    ///
    /// # Errors
    /// [`Refused::Invalid`] naming `password`.
    pub(crate) fn new_password(&self, password: &str, about: &[&str]) -> Result<String, Refused> {
        check_password(password, about).map_err(|error| Refused::invalid("password", unfit(error)))?;
        let _turn = self.throttle.turn()?;
        Ok(hash_password(password))
    }
}

fn unfit(error: PasswordError) -> Why {
    match error {
        PasswordError::Short => Because::PasswordShort.with("least", credentials::SHORTEST),
        PasswordError::Long => Because::PasswordLong.with("most", credentials::LONGEST),
        PasswordError::Guessable => Because::PasswordGuessable.into(),
    }
}

/// The author row for somebody who gets an account: the one that has the address and no account, otherwise a new one. The flag says which.
pub(crate) fn author_for(writer: &mut Writer, email: &str, now: Millis) -> Result<(Id, bool), Refused> {
    if let Some(id) = writer.author_id_by_email(email)?
        && writer.staff(&id)?.is_none()
    {
        return Ok((id, true));
    }
    Ok((Id::generate(now), false))
}

/// A new author row for somebody who gets an account.
pub(crate) fn put_person(
    writer: &mut Writer,
    id: Id,
    name: &str,
    email: &str,
    now: Millis,
) -> Result<(), Refused> {
    let mut author = Author::named(id, "", name, now);
    super::authors::name_author(writer, &mut author)?;
    let record = AuthorRecord { author, email: Some(email.into()), status: "active".into() };
    writer.put_author(&record)?;
    Ok(())
}

pub(crate) fn open_session(
    writer: &mut Writer,
    user: &Id,
    now: Millis,
    proof: Proof,
    visit: Visit<'_>,
) -> Result<Token, Refused> {
    let token = Token::generate();
    writer.add_session(&SessionRow {
        token_hash: token.digest().into(),
        user: *user,
        created_at: now,
        seen_at: now,
        expires_at: now + if proof == Proof::Half { HALF_SESSION } else { SESSION },
        proof: proof.as_str().into(),
        proved_at: now,
        agent: visit.agent.chars().filter(|c| !c.is_control()).take(300).collect::<String>().into(),
        address: visit.from.to_string().into(),
    })?;
    Ok(token)
}

/// Makes a one-time link that lasts; an older one of the same purpose and subject stops working.
pub(crate) fn add_link(
    writer: &mut Writer,
    purpose: &str,
    subject: &str,
    json: &str,
    by: Option<Id>,
    now: Millis,
    lasts: Millis,
) -> Result<Token, Refused> {
    let token = Token::generate();
    writer.add_link(&LinkRow {
        token_hash: token.digest().into(),
        purpose: purpose.into(),
        subject: subject.into(),
        json: json.into(),
        created_by: by,
        created_at: now,
        expires_at: now + lasts,
    })?;
    Ok(token)
}

/// The link of a token, when it still works.
pub(crate) fn link(writer: &mut Writer, purpose: &str, token: &str, now: Millis) -> Result<LinkRow, Refused> {
    writer.one_time_link(&credentials::digest(token), purpose, now)?.ok_or_else(no_link)
}

/// Uses up the link of a token.
pub(crate) fn spend(
    writer: &mut Writer,
    purpose: &str,
    token: &str,
    now: Millis,
) -> Result<LinkRow, Refused> {
    let link = link(writer, purpose, token, now)?;
    if writer.spend_link(&link.token_hash)? { Ok(link) } else { Err(no_link()) }
}

fn no_link() -> Refused {
    Refused::NotFound { what: "link", id: String::new() }
}

fn setup_link(writer: &mut Writer, token: &str, now: Millis) -> Result<(), Refused> {
    if writer.staff_count()? > 0 {
        return Err(no_link());
    }
    link(writer, SETUP, token, now).map(|_| ())
}

/// A mail address in the form in which it is stored.
pub(crate) fn mail_address(text: &str) -> Result<String, Refused> {
    let text = text.trim().to_lowercase();
    let plausible = text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !host.contains('@')
    });
    if !plausible || text.len() > EMAIL_LIMIT || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(Refused::invalid("email", Because::NoMailAddress));
    }
    Ok(text)
}

/// A language of the interface, such as `en`.
pub(crate) fn language(code: &str) -> Result<&str, Refused> {
    if (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        Ok(code)
    } else {
        Err(Refused::invalid("language", Because::NoLanguage.with("given", code)))
    }
}
