use store::{Id, Member, MemberRecord, Millis, Newsletter, Stored, Tier, Writer, random_uuid};

use super::{
    LONG, MOST, NAME, at_most,
    labels::{self, LabelNamed},
    missing,
};
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused, verbs::staff::mail_address};

/// Lines that are imported at once.
const LINES: usize = 100_000;

/// What is to be changed of a member; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberChange {
    /// Mail address.
    pub email: Option<String>,
    /// Name; empty for none.
    pub name: Option<String>,
    /// What the newsroom noted; empty for nothing.
    pub note: Option<String>,
    /// Labels, all of them.
    pub labels: Option<Vec<LabelNamed>>,
    /// Newsletters that they take, all of them.
    pub newsletters: Option<Vec<Id>>,
    /// Whether they take the newsletters that everybody is offered, or none; `newsletters` goes before it.
    pub subscribed: Option<bool>,
    /// Tiers that they are given, all of them.
    pub tiers: Option<Vec<Id>>,
    /// Whether they are given the first paid tier; `tiers` goes before it.
    pub comped: Option<bool>,
    /// Whether they are told of answers to their comments.
    pub enable_comment_notifications: Option<bool>,
    /// When they came.
    pub created_at: Option<Millis>,
}

/// A line of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberLine {
    /// Its place, for errors.
    pub line: u64,
    /// What it says.
    pub change: MemberChange,
}

/// What became of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Members that were added or changed.
    pub taken: u64,
    /// Lines that were not taken: which, and why.
    pub refused: Vec<(u64, crate::Why)>,
}

impl Newsroom {
    /// Adds a member. Nobody is written to.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`], also for an address that another member has;
    /// [`Refused::NotFound`] for labels, newsletters and tiers that do not exist.
    pub fn add_member(&self, actor: Actor, change: &MemberChange) -> Result<MemberRecord, Refused> {
        actor.must(Capability::KeepMembers, Deed::ChangeMembers)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let member = apply(writer, now, blank(now), &with_default(change))?;
            writer.put_member(&member)?;
            actor.note(writer, now, "member.added", member.row.id.as_str(), None, None)?;
            Ok(member)
        })
    }

    /// Changes a member.
    ///
    /// # Errors
    /// As [`Newsroom::add_member`].
    pub fn change_member(
        &self,
        actor: Actor,
        id: &Id,
        change: &MemberChange,
    ) -> Result<MemberRecord, Refused> {
        actor.must(Capability::KeepMembers, Deed::ChangeMembers)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let before = writer.member(id)?.ok_or_else(|| missing("member", id))?;
            let mut member = apply(writer, now, before.clone(), change)?;
            if member == before {
                return Ok(member);
            }
            member.row.updated_at = now.max(before.row.updated_at + 1);
            writer.put_member(&member)?;
            actor.note(writer, now, "member.changed", id.as_str(), None, None)?;
            Ok(member)
        })
    }

    /// Removes a member and everything that is known of them.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] below administrator.
    pub fn remove_member(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        actor.must(Capability::KeepMembers, Deed::ChangeMembers)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            if !writer.delete_member(id)? {
                return Err(missing("member", id));
            }
            actor.note(writer, now, "member.removed", id.as_str(), None, None)
        })
    }

    /// Takes lines of a list of members: who is known by their address is changed, others are added; no webhook is told. A line that cannot
    /// be taken does not keep the others out. `labels` are given to all of them.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`] for too many lines, and for labels that cannot be.
    pub fn import_members(
        &self,
        actor: Actor,
        lines: &[MemberLine],
        labels: &[LabelNamed],
    ) -> Result<Imported, Refused> {
        actor.must(Capability::KeepMembers, Deed::ChangeMembers)?;
        if lines.len() > LINES {
            return Err(Refused::invalid("membersfile", Because::LinesMany.with("most", LINES)));
        }
        let now = self.clock.now();
        self.store.write(|writer| {
            writer.be_quiet();
            let given = labels::named(writer, now, labels)?;
            let mut imported = Imported::default();
            for line in lines {
                match import(writer, now, &line.change, &given) {
                    Ok(()) => imported.taken += 1,
                    Err(Refused::Invalid { why, .. } | Refused::Conflict(why)) => {
                        imported.refused.push((line.line, why));
                    }
                    Err(other) => return Err(other),
                }
            }
            let after = imported.taken.to_string();
            actor.note(writer, now, "members.imported", "members", None, Some(&after))?;
            Ok(imported)
        })
    }
}

fn blank(now: Millis) -> MemberRecord {
    let row =
        Member { uuid: random_uuid(), created_at: now, updated_at: now, ..Member::blank(Id::generate(now)) };
    MemberRecord { row, labels: Vec::new(), newsletters: Vec::new(), tiers: Vec::new() }
}

/// Who is added takes what everybody is offered, unless it is said otherwise.
fn with_default(change: &MemberChange) -> MemberChange {
    let email = change.email.clone().or_else(|| Some(String::new()));
    MemberChange { email, subscribed: change.subscribed.or(Some(true)), ..change.clone() }
}

fn import(writer: &mut Writer, now: Millis, change: &MemberChange, labels: &[Id]) -> Result<(), Refused> {
    let email = mail_address(change.email.as_deref().unwrap_or_default())?;
    let known = match writer.member_id_by_email(&email)? {
        Some(id) => writer.member(&id)?,
        None => None,
    };
    let mut member = match known {
        Some(known) => apply(writer, now, known, change)?,
        None => apply(writer, now, blank(now), &with_default(change))?,
    };
    for label in labels {
        if !member.labels.contains(label) {
            member.labels.push(*label);
        }
    }
    writer.put_member(&member)?;
    Ok(())
}

fn apply(
    writer: &mut Writer,
    now: Millis,
    mut member: MemberRecord,
    change: &MemberChange,
) -> Result<MemberRecord, Refused> {
    if let Some(email) = &change.email {
        let email = mail_address(email)?;
        if writer.member_id_by_email(&email)?.is_some_and(|holder| holder != member.row.id) {
            return Err(Refused::invalid("email", Because::MemberTaken));
        }
        member.row.email = email.into();
    }
    let text = |text: &str| {
        let text = text.trim().replace('\0', "");
        (!text.is_empty()).then(|| store::Text::from(text))
    };
    if let Some(name) = &change.name {
        at_most("name", Some(name), NAME)?;
        member.row.name = text(name);
    }
    if let Some(note) = &change.note {
        at_most("note", Some(note), LONG)?;
        member.row.note = text(note);
    }
    if let Some(told) = change.enable_comment_notifications {
        member.row.enable_comment_notifications = told;
    }
    if let Some(at) = change.created_at {
        if at > now {
            return Err(Refused::invalid("created_at", Because::NotInFuture));
        }
        member.row.created_at = at;
    }
    if let Some(labels) = &change.labels {
        member.labels = labels::named(writer, now, labels)?;
    }
    if let Some(wanted) = &change.newsletters {
        member.newsletters = known::<Newsletter>(writer, "newsletter", wanted)?;
    } else if let Some(subscribed) = change.subscribed {
        let offered = |row: &Newsletter| {
            &*row.status == "active" && row.subscribe_on_signup && &*row.visibility == "members"
        };
        match subscribed {
            true if member.newsletters.is_empty() => {
                let all = writer.rows::<Newsletter>(MOST)?;
                member.newsletters = all.iter().filter(|row| offered(row)).map(|row| row.id).collect();
            }
            true => {}
            false => member.newsletters.clear(),
        }
    }
    let tiers = match (&change.tiers, change.comped) {
        (Some(tiers), _) => Some(known::<Tier>(writer, "tier", tiers)?),
        (None, Some(true)) if member.tiers.is_empty() => {
            let all = writer.rows::<Tier>(MOST)?;
            let paid = all.iter().find(|tier| tier.active && &*tier.tier_type == "paid");
            let paid = paid.ok_or_else(|| Refused::invalid("comped", Because::CompedNeedsTier))?;
            Some(vec![paid.id])
        }
        (None, Some(false)) if &*member.row.status == "comped" => Some(Vec::new()),
        _ => None,
    };
    if let Some(tiers) = tiers {
        member.row.status = if tiers.is_empty() { "free" } else { "comped" }.into();
        member.tiers = tiers;
    }
    Ok(member)
}

/// Ids of rows that exist, each once.
fn known<R: Stored>(writer: &mut Writer, what: &'static str, wanted: &[Id]) -> Result<Vec<Id>, Refused> {
    let mut ids: Vec<Id> = Vec::new();
    for id in wanted {
        writer.row::<R>(id)?.ok_or_else(|| missing(what, id))?;
        if !ids.contains(id) {
            ids.push(*id);
        }
    }
    Ok(ids)
}
