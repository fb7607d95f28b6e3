//! People who sign in: the owner's first link, sessions by password.

use std::net::IpAddr;

use credentials::{Token, check_password, hash_password, spend_time, verify_password};
use store::{Author, AuthorRecord, Id, LinkRow, MaybeText, Millis, SessionRow, Signed, StaffRow, Writer};

use crate::{Actor, Newsroom, Refused, Role};

/// How long the owner's first link works.
const SETUP_LINK: Millis = 7 * DAY;
/// How long a session lasts without being used.
const SESSION: Millis = 14 * DAY;
/// A used session is written down at most so often.
const TOUCH: Millis = 60_000;
const DAY: Millis = 24 * 60 * 60_000;
const SETUP: &str = "setup";
/// Mail addresses are at most so long (RFC 5321).
const EMAIL_LIMIT: usize = 254;

/// Somebody who signs in, as the room shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their author row.
    pub id: Id,
    /// Their name.
    pub name: Box<str>,
    /// Their slug.
    pub slug: Box<str>,
    /// Their mail address.
    pub email: Box<str>,
    /// Their picture.
    pub picture: MaybeText,
    /// Their role.
    pub role: Role,
    /// The language of their interface.
    pub language: Box<str>,
}

/// An open session, as a request finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who acts.
    pub actor: Actor,
    /// Who that is.
    pub person: Person,
    /// The session's digest, to end it.
    pub session: Box<str>,
    /// When they signed in: some acts ask for a fresh proof.
    pub since: Millis,
    /// By passkey, or password and second factor.
    pub strong: bool,
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'a> {
    /// The network address.
    pub from: IpAddr,
    /// The browser, as it calls itself.
    pub agent: &'a str,
}

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
        let (now, token) = (self.clock.now(), Token::generate());
        self.store.write(|writer| {
            if writer.staff_count()? > 0 {
                return Ok(None);
            }
            writer.add_link(&LinkRow {
                token_hash: token.digest().into(),
                purpose: SETUP.into(),
                subject: "owner".into(),
                json: "{}".into(),
                created_by: None,
                created_at: now,
                expires_at: now + SETUP_LINK,
            })?;
            Ok(Some(token))
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

    /// Makes the owner's account with the one-time token, and opens their first session.
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
        check_password(password, &[name, &email])
            .map_err(|error| Refused::invalid("password", error.to_string()))?;
        let hash = hash_password(password);
        let now = self.clock.now();
        self.store.write(|writer| {
            setup_link(writer, token, now)?;
            let id = put_person(writer, name, &email, now)?;
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
            open_session(writer, &id, now, Strength::Password, visit)
        })
    }

    /// Opens a session by password. Wrong address and wrong password take the same time and look the same.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] when they do not fit, or the account is suspended.
    pub fn sign_in(&self, email: &str, password: &str, visit: Visit<'_>) -> Result<Token, Refused> {
        const DEED: &str = "sign in with this address and password";
        let now = self.clock.now();
        let email = email.trim().to_lowercase();
        let found = self.store.write(|writer| Ok::<_, Refused>(writer.staff_by_email(&email)?))?;
        let known =
            found.filter(|staff| staff.active).and_then(|staff| Some((staff.id, staff.password_hash?)));
        let Some((id, hash)) = known else {
            spend_time(password);
            return Err(Refused::NotAllowed { deed: DEED });
        };
        let fits = verify_password(password, &hash);
        self.store.write(|writer| {
            let address = visit.from.to_string();
            if fits {
                writer.audit(now, Some(&id), &address, "session.opened", &id, None, Some(visit.agent))?;
                open_session(writer, &id, now, Strength::Password, visit).map(Ok)
            } else {
                writer.audit(now, None, &address, "session.refused", &id, None, Some(visit.agent))?;
                Ok(Err(Refused::NotAllowed { deed: DEED }))
            }
        })?
    }

    /// The session of a browser's token, when it is open; from time to time its use is written down.
    ///
    /// # Errors
    /// The store's.
    pub fn session(&self, token: &str, visit: Visit<'_>) -> Result<Option<SignedIn>, Refused> {
        let (now, digest) = (self.clock.now(), credentials::digest(token));
        let Some(signed) = self.store.reader()?.signed(&digest, now)? else { return Ok(None) };
        if now - signed.session.seen_at > TOUCH {
            let (user, address) = (signed.session.user, visit.from.to_string());
            let until = signed.session.expires_at.max(now + SESSION);
            self.store.write(|writer| writer.touch_session(&digest, &user, now, &address, until))?;
        }
        Ok(signed_in(signed, visit.from))
    }

    /// Sets the language of one's own interface.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] without an account; [`Refused::Invalid`] for what is no language such as `en`.
    pub fn speak(&self, actor: Actor, language: &str) -> Result<(), Refused> {
        if !(2..=3).contains(&language.len()) || !language.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Err(Refused::invalid("language", format!("“{language}” is no language such as en")));
        }
        self.store.write(|writer| {
            let own = actor.author.map(|id| writer.staff(&id)).transpose()?.flatten();
            let Some(mut staff) = own else {
                return Err(Refused::NotAllowed { deed: "do this without an account" });
            };
            staff.language = language.into();
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
                let address = who.actor.from.map(|from| from.to_string()).unwrap_or_default();
                writer.audit(
                    now,
                    Some(&who.person.id),
                    &address,
                    "session.ended",
                    &who.person.id,
                    None,
                    None,
                )?;
            }
            Ok(())
        })
    }
}

/// A new author row for somebody who gets an account.
fn put_person(writer: &mut Writer, name: &str, email: &str, now: Millis) -> Result<Id, Refused> {
    let mut author = Author::named(Id::generate(now), "", name, now);
    super::authors::name_author(writer, &mut author)?;
    let record = AuthorRecord { author, email: Some(email.into()), status: "active".into() };
    writer.put_author(&record)?;
    Ok(record.author.id)
}

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// By password alone.
    Password,
}

fn open_session(
    writer: &mut Writer,
    user: &Id,
    now: Millis,
    strength: Strength,
    visit: Visit<'_>,
) -> Result<Token, Refused> {
    let token = Token::generate();
    writer.add_session(&SessionRow {
        token_hash: token.digest().into(),
        user: *user,
        created_at: now,
        seen_at: now,
        expires_at: now + SESSION,
        strong: strength != Strength::Password,
        agent: visit.agent.chars().filter(|c| !c.is_control()).take(300).collect::<String>().into(),
        address: visit.from.to_string().into(),
    })?;
    Ok(token)
}

fn setup_link(writer: &mut Writer, token: &str, now: Millis) -> Result<(), Refused> {
    let works = writer.staff_count()? == 0
        && writer.one_time_link(&credentials::digest(token), SETUP, now)?.is_some();
    if works { Ok(()) } else { Err(Refused::NotFound { what: "link", id: String::new() }) }
}

fn signed_in(signed: Signed, from: IpAddr) -> Option<SignedIn> {
    let Signed { session, staff, name, slug, picture, limited } = signed;
    // A role that this Masthead does not know gives no rights.
    let role = Role::by_name(&staff.role)?;
    Some(SignedIn {
        actor: Actor { author: Some(staff.id), role, limited, from: Some(from) },
        person: Person {
            id: staff.id,
            name,
            slug,
            email: staff.email,
            picture,
            role,
            language: staff.language,
        },
        session: session.token_hash,
        since: session.created_at,
        strong: session.strong,
    })
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
        return Err(Refused::invalid("email", "this is no mail address such as name@example.org"));
    }
    Ok(text)
}
