use document::Document;
use store::{Id, Reason, Revision, RevisionRow};

use super::access::open;
use super::working::{keep, replace};
use super::{Working, note};
use crate::{Actor, Compared, Newsroom, Refused, StoryAccess, Stretch, compare, compare_words};

/// A version beside another.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The version that was asked for.
    pub revision: RevisionRow,
    /// The headlines.
    pub title: Vec<Stretch>,
    /// The standfirsts.
    pub standfirst: Vec<Stretch>,
    /// The texts, block by block.
    pub body: Vec<Compared>,
    /// What the actor may do with the story.
    pub access: StoryAccess,
}

/// With what a version is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparedWith {
    /// The version before it: what was changed then.
    Before,
    /// What is written now: what was changed since.
    Now,
}

impl Newsroom {
    /// Compares an earlier version of a story.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`]; [`Refused::Invalid`] when what is stored is damaged.
    pub fn compare_revision(
        &self,
        actor: Actor,
        id: &Id,
        revision: &Id,
        with: ComparedWith,
    ) -> Result<Comparison, Refused> {
        let (_, access) = self.see_story(actor, id)?;
        let missing = || Refused::NotFound { what: "revision", id: revision.to_string() };
        let reader = self.store.reader()?;
        let revision = reader.revision(id, revision)?.ok_or_else(missing)?;
        let this = version(&revision)?;
        let (old, new) = match with {
            ComparedWith::Before => {
                let earlier = reader.revision_before(id, revision.row.at, &revision.row.id)?;
                (earlier.as_ref().map(version).transpose()?.unwrap_or_default(), this)
            }
            ComparedWith::Now => {
                drop(reader);
                let now = self.store.write(|writer| {
                    let opened = open(writer, actor, id)?;
                    Working::of(writer, &opened.post)
                })?;
                (this, now)
            }
        };
        Ok(Comparison {
            revision: revision.row,
            title: compare_words(&old.title, &new.title),
            standfirst: compare_words(&old.standfirst, &new.standfirst),
            body: compare(&old.body, &new.body),
            access,
        })
    }

    /// Puts an earlier version in the place of what is written now; what is written now is kept as a version first.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] in the trash.
    pub fn restore_revision(&self, actor: Actor, id: &Id, revision: &Id) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            opened.must_write()?;
            let missing = || Refused::NotFound { what: "revision", id: revision.to_string() };
            let earlier = writer.revision(id, revision)?.ok_or_else(missing)?;
            let mut working = version(&earlier)?;
            let present = Working::of(writer, &opened.post)?;
            if !opened.access.raw_html && working.body != present.body {
                working.body.sanitise();
            }
            keep(writer, now, actor.author, Reason::Restored, id, &present)?;
            replace(writer, now, actor.author, opened, working)?;
            let at = jiff::Timestamp::from_millisecond(earlier.row.at).map(|at| at.to_string()).ok();
            note(writer, now, &actor, "story.restored", id, at.as_deref(), Some(&earlier.row.title))
        })
    }
}

fn version(revision: &Revision) -> Result<Working, Refused> {
    Ok(Working {
        title: revision.row.title.to_string(),
        standfirst: revision.standfirst.to_string(),
        body: Document::from_json(&revision.document).map_err(|error| Refused::invalid("revision", error))?,
    })
}
