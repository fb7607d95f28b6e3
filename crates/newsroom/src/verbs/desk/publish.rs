use store::{Desk, Id, Millis, PostRecord, Reason, State, Status, Writer};

use super::access::open;
use super::working::keep;
use super::{Opened, Working, after, deriver, note};
use crate::session::put_post;
use crate::{Actor, Because, Deed, Newsroom, Refused, Saved, verbs::live};

/// A correction within this time after publication is not worth telling readers.
const QUIET: Millis = 15 * 60_000;

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The story and its address.
    pub saved: Saved,
    /// It was public already: readers see its new version.
    pub updated: bool,
}

impl Newsroom {
    /// Publishes what is written of a story, now; of a public story it publishes the changes. A scheduled one does not wait longer.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] in the trash or under embargo; [`Refused::Invalid`] without a
    /// title.
    pub fn publish_story(&self, actor: Actor, id: &Id) -> Result<Published, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            opened.must_publish(Deed::PublishStory)?;
            opened.must_be_free(now)?;
            publish(writer, now, &actor, opened)
        })
    }

    /// Takes a story off the site; it stays as a draft.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] when it is not public.
    pub fn unpublish_story(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            opened.must_publish(Deed::Unpublish)?;
            if opened.post.row.status != Status::Published {
                return Err(Refused::conflict(Because::NotPublished));
            }
            // The draft is what was written last, not what readers saw.
            let working = Working::of(writer, &opened.post)?;
            let mut draft = working.into_draft(opened.post.clone())?;
            draft.row.status = Status::Draft;
            draft.row.updated_at = after(&opened.post, now);
            super::save(writer, draft)?;
            live::agree(writer, id)?;
            note(writer, now, &actor, "story.unpublished", id, None, Some(&opened.post.row.title))
        })
    }

    /// Publishes a story whose time has come. Whoever comes second finds nothing to do: `false`.
    ///
    /// # Errors
    /// [`Refused::Conflict`] under embargo, [`Refused::Invalid`] without a title, failures of the store.
    pub fn publish_due(&self, id: &Id) -> Result<bool, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let (Some(post), Some(row)) = (writer.post(id)?, writer.desk(id)?) else { return Ok(false) };
            if row.state != State::Scheduled || post.row.published_at.is_none_or(|at| at > now) {
                return Ok(false);
            }
            // Who scheduled it is who publishes it.
            let author = post.meta.published_by.as_deref().and_then(|id| id.parse().ok());
            let actor = Actor { author, ..Actor::operator() };
            let Some(access) = super::StoryAccess::of(Actor::operator(), &post.row, &post.authors, &row.desk)
            else {
                return Ok(false);
            };
            let opened = Opened { post, row, access };
            opened.must_be_free(now)?;
            publish(writer, now, &actor, opened)?;
            Ok(true)
        })
    }
}

/// Makes what is written public. The rules were asked before.
pub(super) fn publish(
    writer: &mut Writer,
    now: Millis,
    actor: &Actor,
    opened: Opened,
) -> Result<Published, Refused> {
    let Opened { post: before, row: desk, .. } = opened;
    let id = before.row.id;
    let working = Working::of(writer, &before)?;
    keep(writer, now, actor.author, Reason::Published, &id, &working)?;
    let updated = before.row.status == Status::Published;
    let mut draft = working.into_draft(before.clone())?;
    draft.row.status = Status::Published;
    draft.row.published_at = draft.row.published_at.filter(|at| *at <= now).or(Some(now));
    draft.row.updated_at = after(&before, now);
    if let Some(author) = actor.author {
        draft.meta.published_by = Some(author.as_str().into());
    }
    let mut record = deriver(writer)?.derive(draft)?;
    note_edit(&before, &mut record, now);
    let slug = record.row.slug.to_string();
    let title = record.row.title.clone();
    let put = put_post(writer, record)?;
    live::agree(writer, &id)?;
    let after = writer.desk(&id)?.map_or(desk.desk.clone(), |row| row.desk);
    writer.put_desk(&id, &Desk { changed: false, embargo_until: None, ..after })?;
    let act = if updated { "story.updated" } else { "story.published" };
    note(writer, now, actor, act, &id, Some(&before.row.title), Some(&title))?;
    let name = match &actor.author {
        Some(author) => writer.author(author)?.map(|record| record.author.name).unwrap_or_default(),
        None => "".into(),
    };
    live::Notice::Published { by: name.into(), at: now }.tell(writer, &id);
    Ok(Published { saved: Saved { id, slug: put.moved_to.unwrap_or(slug) }, updated })
}

/// Tells readers “updated” when title or text of a public story changed more than a quarter of an hour after publication.
pub(crate) fn note_edit(before: &PostRecord, record: &mut PostRecord, now: Millis) {
    let text_changed = record.row.title != before.row.title || record.body.plaintext != before.body.plaintext;
    if text_changed && before.row.is_public() && before.row.published_at.is_some_and(|at| now - at > QUIET) {
        record.row.edited_at = Some(now);
    }
}
