//! Inviting people: a link by mail with which they make their account.

use credentials::{Passkeys, Token};
use serde_json::json;
use store::{Id, LinkRow, Millis, StaffRow, Writer};

use super::{
    factors::{Ceremony, put_passkey, refused},
    letters::{self, Letter},
    people::{appoint, check_topics, limit},
    staff::{DAY, add_link, author_for, language, link, mail_address, open_session, put_person, spend},
};
use crate::{Actor, Because, Capability, Deed, Newsroom, Proof, Refused, Role, Visit};

/// How long an invitation stands.
const INVITATION: Millis = 7 * DAY;
/// The most invitations that stand at once.
const OPEN: usize = 200;
const PURPOSE: &str = "invitation";
const PASSKEY: &str = "invitation_passkey";
const CEREMONY: Millis = 10 * 60_000;

/// Whom to invite, and as what.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Their mail address.
    pub email: String,
    /// What they become.
    pub role: Role,
    /// The topics that the role is limited to; none: it holds everywhere.
    pub topics: Vec<Id>,
    /// In which language the letter is written.
    pub language: String,
}

/// An invitation that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Whose address it went to.
    pub email: Box<str>,
    /// What they become.
    pub role: Role,
    /// In which language the letter was written.
    pub language: Box<str>,
    /// When.
    pub created_at: Millis,
    /// Until when it stands.
    pub expires_at: Millis,
}

impl Newsroom {
    /// Invites somebody by mail; an earlier invitation to the same address stops working. Gives the link's token, for the operator.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for a role that one's own may not appoint; [`Refused::Invalid`] naming `email`, `topics` or `language`;
    /// [`Refused::Conflict`] when the address has an account, or too many invitations stand.
    pub fn invite(&self, actor: Actor, invitation: &Invitation) -> Result<Token, Refused> {
        let now = self.clock.now();
        actor.must(Capability::Invite, Deed::InvitePeople)?;
        appoint(actor, invitation.role)?;
        check_topics(invitation.role, &invitation.topics)?;
        let (email, language) = (mail_address(&invitation.email)?, language(&invitation.language)?);
        let standing = self.store.reader()?.links_of(PURPOSE, now)?.len();
        if standing >= OPEN {
            return Err(Refused::conflict(Because::InvitationsMany.with("most", OPEN)));
        }
        self.store.write(|writer| {
            if writer.staff_by_email(&email)?.is_some() {
                return Err(Refused::conflict(Because::HasAccount.with("email", &email)));
            }
            if let Some(earlier) = writer.link_about(PURPOSE, &email, now)? {
                // It would be overwritten: that is for those who could have made it.
                appoint(actor, Terms::of(&earlier)?.role)?;
            }
            let topics: Vec<&str> = invitation.topics.iter().map(|topic| &**topic).collect();
            let terms = json!({ "role": invitation.role.as_str(), "topics": topics, "language": language });
            let token = add_link(writer, PURPOSE, &email, &terms.to_string(), actor.author, now, INVITATION)?;
            let path = format!("/room/invitation/{}/", token.as_str());
            let by = match actor.author {
                Some(id) => writer.author(&id)?.map(|record| record.author.name).unwrap_or_default(),
                None => Box::default(),
            };
            let letter = Letter::Invitation { path: &path, by: &by, role: invitation.role };
            letters::write(writer, now, &email, language, &letter)?;
            actor.note(writer, now, "person.invited", &email, None, Some(invitation.role.as_str()))?;
            Ok(token)
        })
    }

    /// Sends an invitation that stands once more, with a new link; the old one stops working.
    ///
    /// # Errors
    /// [`Refused::NotFound`], and those of [`Newsroom::invite`].
    pub fn invite_again(&self, actor: Actor, email: &str) -> Result<Token, Refused> {
        let now = self.clock.now();
        actor.must(Capability::Invite, Deed::InvitePeople)?;
        let found = self.store.write(|writer| Ok::<_, Refused>(writer.link_about(PURPOSE, email, now)?))?;
        let terms = Terms::of(&found.ok_or_else(|| none(email))?)?;
        let Terms { role, topics, language } = terms;
        self.invite(actor, &Invitation { email: email.to_owned(), role, topics, language })
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for a role that one's own may not appoint; [`Refused::NotFound`].
    pub fn withdraw_invitation(&self, actor: Actor, email: &str) -> Result<(), Refused> {
        let now = self.clock.now();
        actor.must(Capability::Invite, Deed::WithdrawInvitations)?;
        self.store.write(|writer| {
            let link = writer.link_about(PURPOSE, email, now)?.ok_or_else(|| none(email))?;
            let role = Terms::of(&link)?.role;
            appoint(actor, role)?;
            writer.forget_links(PURPOSE, email)?;
            actor.note(writer, now, "invitation.withdrawn", email, Some(role.as_str()), None)
        })
    }

    /// The invitations that stand, newest first.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`].
    pub fn invitations(&self, actor: Actor) -> Result<Vec<Invited>, Refused> {
        actor.must(Capability::Invite, Deed::SeeInvitations)?;
        let links = self.store.reader()?.links_of(PURPOSE, self.clock.now())?;
        links.iter().map(invited).collect()
    }

    /// The invitation of a link.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when it does not stand.
    pub fn invitation(&self, token: &str) -> Result<Invited, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| invited(&link(writer, PURPOSE, token, now)?))
    }

    /// Makes the account of somebody invited, and opens their first session.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when the invitation does not stand (any more); [`Refused::Invalid`] naming `name` or `password`;
    /// [`Refused::Conflict`] while the alarm is raised.
    pub fn accept_invitation(
        &self,
        token: &str,
        name: &str,
        password: &str,
        language: &str,
        visit: Visit<'_>,
    ) -> Result<Token, Refused> {
        let email = self.invitation(token)?.email;
        let hash = self.new_password(password, &[name, &email])?;
        let now = self.clock.now();
        self.store.write(|writer| {
            if writer.alarm()?.is_some() {
                return Err(Refused::conflict(Because::UnderAttackInvited));
            }
            let id = settle(writer, token, name, Some(&hash), language, now, visit, None)?;
            open_session(writer, &id, now, Proof::Password, visit)
        })
    }

    /// Begins to make the account of somebody invited with a passkey instead of a password.
    ///
    /// # Errors
    /// [`Refused::NotFound`].
    pub fn begin_invited_passkey(
        &self,
        token: &str,
        name: &str,
        passkeys: &Passkeys,
    ) -> Result<Ceremony, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let row = link(writer, PURPOSE, token, now)?;
            let id = author_for(writer, &row.subject, now)?.0;
            let challenge =
                passkeys.start_registration(&id, &row.subject, name.trim(), &[]).map_err(refused)?;
            let state = json!({ "id": &*id, "state": challenge.state }).to_string();
            let token = add_link(writer, PASSKEY, &row.subject, &state, None, now, CEREMONY)?;
            Ok(Ceremony { options: challenge.options, token })
        })
    }

    /// Finishes it with the browser's answer: account, passkey and first session.
    ///
    /// # Errors
    /// Those of [`Newsroom::accept_invitation`]; [`Refused::Invalid`] naming `passkey`.
    #[expect(clippy::too_many_arguments, reason = "what the browser sends, told one by one as every verb is")]
    pub fn accept_by_passkey(
        &self,
        token: &str,
        name: &str,
        language: &str,
        passkeys: &Passkeys,
        ceremony: &str,
        answer: &str,
        visit: Visit<'_>,
    ) -> Result<Token, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let email = link(writer, PURPOSE, token, now)?.subject;
            let begun = spend(writer, PASSKEY, ceremony, now)?;
            let state: serde_json::Value = serde_json::from_str(&begun.json).unwrap_or_default();
            let key = passkeys
                .finish_registration(answer, state["state"].as_str().unwrap_or_default())
                .map_err(refused)?;
            let id: Id = state["id"].as_str().and_then(|id| id.parse().ok()).ok_or_else(|| none(&email))?;
            if begun.subject != email {
                return Err(none(&email));
            }
            let made = settle(writer, token, name, None, language, now, visit, Some(id))?;
            put_passkey(writer, &made, key, "", now)?;
            open_session(writer, &made, now, Proof::Passkey, visit)
        })
    }
}

/// What an invitation says.
struct Terms {
    role: Role,
    topics: Vec<Id>,
    language: String,
}

impl Terms {
    fn of(link: &LinkRow) -> Result<Terms, Refused> {
        let json: serde_json::Value = serde_json::from_str(&link.json).unwrap_or_default();
        let role = json["role"].as_str().and_then(Role::by_name).ok_or_else(|| none(&link.subject))?;
        let topics = json["topics"].as_array().map(Vec::as_slice).unwrap_or_default();
        let topics = topics.iter().filter_map(|id| id.as_str()?.parse().ok()).collect();
        let language = json["language"].as_str().unwrap_or("en").to_owned();
        Ok(Terms { role, topics, language })
    }
}

fn invited(link: &LinkRow) -> Result<Invited, Refused> {
    let terms = Terms::of(link)?;
    Ok(Invited {
        email: link.subject.clone(),
        role: terms.role,
        language: terms.language.into(),
        created_at: link.created_at,
        expires_at: link.expires_at,
    })
}

/// Uses an invitation up and makes the account. `wanted` is the id that a passkey was made for.
#[expect(clippy::too_many_arguments, reason = "the parts of an account, each told by the caller")]
fn settle(
    writer: &mut Writer,
    token: &str,
    name: &str,
    password_hash: Option<&str>,
    code: &str,
    now: Millis,
    visit: Visit<'_>,
    wanted: Option<Id>,
) -> Result<Id, Refused> {
    let row = spend(writer, PURPOSE, token, now)?;
    let terms = Terms::of(&row)?;
    // Whoever invited must still be in a position to.
    if let Some(by) = &row.created_by {
        let inviter = writer.staff(by)?.filter(|staff| staff.active);
        let role = inviter.and_then(|staff| Role::by_name(&staff.role)).ok_or_else(|| none(&row.subject))?;
        if !role.may_appoint().contains(&terms.role) {
            return Err(none(&row.subject));
        }
    }
    let (known, is_author) = author_for(writer, &row.subject, now)?;
    let id = if is_author { known } else { wanted.unwrap_or(known) };
    if !is_author {
        put_person(writer, id, name, &row.subject, now)?;
    }
    if wanted.is_some_and(|wanted| wanted != id) {
        return Err(Refused::conflict(Because::Faster));
    }
    writer.put_staff(&StaffRow {
        id,
        email: row.subject.clone(),
        role: terms.role.as_str().into(),
        active: true,
        password_hash: password_hash.map(Into::into),
        language: language(code)?.into(),
        created_at: now,
        seen_at: None,
    })?;
    limit(writer, &id, terms.role, &terms.topics)?;
    let address = visit.from.to_string();
    writer.audit(now, Some(&id), &address, "person.joined", &id, None, Some(terms.role.as_str()))?;
    Ok(id)
}

fn none(email: &str) -> Refused {
    Refused::NotFound { what: "invitation", id: email.to_owned() }
}
