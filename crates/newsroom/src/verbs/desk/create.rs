use document::Document;
use store::{Id, Kind, Millis, PostMeta, Status, Writer};

use super::access::{has_own_topic, open};
use super::{note, save};
use crate::{Actor, Because, Capability, Deed, Newsroom, PostDraft, Refused, Saved};

/// Characters of a title.
pub(super) const TITLE_LIMIT: usize = 255;

impl Newsroom {
    /// Begins a story or a page: an empty draft of the actor's. Somebody whose role is limited to topics begins it under the first of them.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`]; [`Refused::Invalid`] for a title that is too long.
    pub fn begin_story(&self, actor: Actor, kind: Kind, title: &str) -> Result<Saved, Refused> {
        actor.must(needed(kind), Deed::BeginThis)?;
        let title = title.trim();
        if title.chars().count() > TITLE_LIMIT {
            return Err(Refused::invalid("title", Because::TitleLong.with("most", TITLE_LIMIT)));
        }
        let now = self.clock.now();
        self.store.write(|writer| begin(writer, actor, now, kind, title))
    }

    /// Begins a story that is the copy of another: a draft with its text, topics and fields, under an address of its own.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] when the actor may not see it.
    pub fn duplicate_story(&self, actor: Actor, id: &Id) -> Result<Saved, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            actor.must(needed(opened.post.row.kind), Deed::BeginThis)?;
            let working = super::Working::of(writer, &opened.post)?;
            let mut draft = working.into_draft(opened.post.clone())?;
            let row = &mut draft.row;
            row.id = Id::generate(now);
            (row.uuid, row.slug, row.comment_id) = ("".into(), "".into(), None);
            (row.status, row.featured) = (Status::Draft, false);
            (row.translation_key, row.canonical_url) = (None, None);
            (row.created_at, row.updated_at) = (now, now);
            (row.published_at, row.edited_at) = (None, None);
            draft.meta = PostMeta {
                created_by: actor.author.map(|id| id.as_str().into()),
                published_by: None,
                email_subject: None,
                ..draft.meta
            };
            if !opened.access.inject_code {
                (draft.codeinjection_head, draft.codeinjection_foot) = (None, None);
            }
            if !opened.access.raw_html {
                draft.body.sanitise();
                draft.trusted = false;
            }
            if !actor.may(Capability::EditAll) {
                draft.authors = actor.author.into_iter().collect();
            }
            if !has_own_topic(writer, actor, &draft.tags)? {
                return Err(Refused::NotAllowed { deed: Deed::BeginThis });
            }
            let record = save(writer, draft)?;
            note(writer, now, &actor, "story.duplicated", &record.row.id, Some(id), Some(&record.row.title))?;
            Ok(Saved { id: record.row.id, slug: record.row.slug.into() })
        })
    }
}

/// Begins a story; the rules were asked before.
pub(super) fn begin(
    writer: &mut Writer,
    actor: Actor,
    now: Millis,
    kind: Kind,
    title: &str,
) -> Result<Saved, Refused> {
    let mut draft = PostDraft::new(kind, title, Document::default(), now);
    draft.row.language = writer.setting("locale")?.unwrap_or_else(|| "en".into());
    draft.authors.extend(actor.author);
    draft.meta.created_by = actor.author.map(|id| id.as_str().into());
    if let Some(own) = actor.author.filter(|_| actor.limited) {
        draft.tags.extend(writer.staff_topics(&own)?.first());
    }
    let record = save(writer, draft)?;
    note(writer, now, &actor, "story.begun", &record.row.id, None, Some(title))?;
    Ok(Saved { id: record.row.id, slug: record.row.slug.into() })
}

/// What it takes to begin a post or a page.
pub(super) fn needed(kind: Kind) -> Capability {
    match kind {
        Kind::Post => Capability::WriteOwn,
        Kind::Page => Capability::KeepPages,
    }
}
