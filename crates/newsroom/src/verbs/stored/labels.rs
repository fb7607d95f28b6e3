use store::{Id, Label, Millis, Text, Writer};

use super::{NAME, all, free_slug, missing, name, refuse_namesake};
use crate::{Actor, Capability, Deed, Newsroom, Refused};

/// A label as a member's row names it: by its id, or by its name, which makes one that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelNamed {
    /// One that exists.
    Id(Id),
    /// By name, whatever its case.
    Name(String),
}

impl Newsroom {
    /// Makes or changes a label. An empty slug is made from the name.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`], also for a name that another label has.
    pub fn put_label(&self, actor: Actor, mut label: Label) -> Result<Label, Refused> {
        actor.must(Capability::KeepMembers, Deed::ChangeMembers)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            label.updated_at = now;
            let label = check(writer, label)?;
            writer.put_row(&label)?;
            actor.note(writer, now, "label.saved", label.id.as_str(), None, Some(&label.name))?;
            Ok(label)
        })
    }

    /// Removes a label, also from every member.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] below administrator.
    pub fn remove_label(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        actor.must(Capability::KeepMembers, Deed::ChangeMembers)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let label = writer.delete_row::<Label>(id)?.ok_or_else(|| missing("label", id))?;
            writer.unlink_label(id)?;
            actor.note(writer, now, "label.removed", id.as_str(), Some(&label.name), None)
        })
    }
}

fn check(writer: &mut Writer, mut label: Label) -> Result<Label, Refused> {
    label.name = name("name", &label.name, NAME)?;
    let names = all(writer, |label: &Label| &label.name)?;
    refuse_namesake("name", &label.name, &label.id, names)?;
    let slugs = all(writer, |label: &Label| &label.slug)?;
    label.slug = free_slug(&label.slug, &label.name, &label.id, &slugs);
    Ok(label)
}

/// The ids of labels, each once; what exists only by name is made.
pub(super) fn named(writer: &mut Writer, now: Millis, wanted: &[LabelNamed]) -> Result<Vec<Id>, Refused> {
    let mut known: Vec<(Id, Text)> = all(writer, |label: &Label| &label.name)?;
    let mut ids: Vec<Id> = Vec::new();
    for label in wanted {
        let id = match label {
            LabelNamed::Id(id) if known.iter().any(|(other, _)| other == id) => *id,
            LabelNamed::Id(id) => return Err(missing("label", id)),
            LabelNamed::Name(text) => {
                let folded = text.trim().to_lowercase();
                match known.iter().find(|(_, name)| name.to_lowercase() == folded) {
                    Some((id, _)) => *id,
                    None => {
                        let blank = Label {
                            name: text.as_str().into(),
                            created_at: now,
                            updated_at: now,
                            ..store::Stored::blank(Id::generate(now))
                        };
                        let made = check(writer, blank)?;
                        writer.put_row(&made)?;
                        known.push((made.id, made.name));
                        made.id
                    }
                }
            }
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}
