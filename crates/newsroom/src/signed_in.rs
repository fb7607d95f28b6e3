//! An open session, as requests find it.

use std::net::IpAddr;

use store::{Id, MaybeText, Millis, Signed};

use crate::{Actor, Role};

/// For so long after showing that it is they, people may do what cannot be undone.
const FRESH: Millis = 15 * 60_000;

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

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The password was right, the code is still to come: such a session opens nothing.
    Half,
    /// By password alone.
    Password,
    /// By password and a code.
    Code,
    /// By passkey.
    Passkey,
}

impl Proof {
    /// Its name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Proof::Half => "half",
            Proof::Password => "password",
            Proof::Code => "code",
            Proof::Passkey => "passkey",
        }
    }

    /// The proof of a name; what is not known proves least.
    fn by_name(name: &str) -> Proof {
        match name {
            "passkey" => Proof::Passkey,
            "code" => Proof::Code,
            "password" => Proof::Password,
            _ => Proof::Half,
        }
    }
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
    /// When they signed in.
    pub since: Millis,
    /// When they last showed that it is they: some acts ask for a fresh proof.
    pub proved_at: Millis,
    /// How they signed in.
    pub proof: Proof,
    /// Since when the newsroom is under attack.
    pub alarm: Option<Millis>,
}

impl SignedIn {
    /// Whether they showed a short while ago that it is they.
    pub fn is_fresh(&self, now: Millis) -> bool {
        now - self.proved_at < FRESH
    }

    pub(crate) fn of(signed: Signed, from: IpAddr) -> Option<SignedIn> {
        let Signed { session, staff, name, slug, picture, limited, alarm } = signed;
        // A role that this Masthead does not know gives no rights.
        let role = Role::by_name(&staff.role)?;
        Some(SignedIn {
            actor: Actor { limited, ..Actor::person(staff.id, role).at(from) },
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
            proved_at: session.proved_at,
            proof: Proof::by_name(&session.proof),
            alarm,
        })
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'a> {
    /// The network address.
    pub from: IpAddr,
    /// The browser, as it calls itself.
    pub agent: &'a str,
}
