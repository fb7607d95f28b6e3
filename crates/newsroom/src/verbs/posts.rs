use store::{Id, Kind, Millis, PostRecord, Status, Writer};

use super::desk::{check_embargo, deriver, note_edit};
use crate::draft::{PostDraft, check_new};
use crate::session::put_post;
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused, Saved};

impl Newsroom {
    /// Publishes a story: a new one, or a draft that exists under the same id. An address that is taken gets a suffix.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for contributors, and reporters who are not among the authors; [`Refused::Invalid`]; [`Refused::NotFound`]
    /// for tags and authors that do not exist.
    pub fn publish(&self, actor: Actor, draft: PostDraft) -> Result<Saved, Refused> {
        actor.must(Capability::PublishOwn, Deed::PublishStories)?;
        let now = self.clock.now();
        let mut draft = self.own(actor, draft)?;
        if draft.row.published_at.is_some_and(|at| at > now) {
            return Err(Refused::invalid("published_at", Because::NotInFuture));
        }
        self.store.write(|writer| {
            let before = writer.post(&draft.row.id)?;
            if let Some(before) = &before {
                actor.must_own(&before.authors, Capability::PublishAll, Deed::PublishOfOthers)?;
                if let Some(row) = writer.desk(&draft.row.id)? {
                    check_embargo(&row.desk, now)?;
                }
                draft.row.created_at = before.row.created_at;
                draft.row.published_at = draft.row.published_at.or(before.row.published_at);
            }
            draft.row.status = Status::Published;
            draft.row.published_at = draft.row.published_at.or(Some(now));
            draft.row.updated_at = now;
            save(writer, draft)
        })
    }

    /// Saves a draft that readers do not see: a new one, or one that exists under the same id and is not public.
    ///
    /// # Errors
    /// As [`Newsroom::publish`]; [`Refused::Conflict`] when the story is public.
    pub fn save_draft(&self, actor: Actor, draft: PostDraft) -> Result<Saved, Refused> {
        let now = self.clock.now();
        let mut draft = self.own(actor, draft)?;
        self.store.write(|writer| {
            if let Some(before) = writer.post(&draft.row.id)? {
                actor.must_own(&before.authors, Capability::EditAll, Deed::ChangeOfOthers)?;
                if before.row.status == Status::Published {
                    return Err(Refused::conflict(Because::StoryPublic));
                }
                draft.row.created_at = before.row.created_at;
            }
            draft.row.status = Status::Draft;
            draft.row.updated_at = now;
            save(writer, draft)
        })
    }

    /// Replaces a story that exists, whatever its status, which stays. `seen` is the `updated_at` of the version that the editor started
    /// from. Readers are told “updated” when title or text of a public story changed more than a quarter of an hour after publication.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::Conflict`] when somebody saved it since `seen`; otherwise as [`Newsroom::publish`].
    pub fn edit(&self, actor: Actor, seen: Millis, draft: PostDraft) -> Result<Saved, Refused> {
        let now = self.clock.now();
        let mut draft = self.own(actor, draft)?;
        self.store.write(|writer| {
            let before = existing(writer, &draft.row.id)?;
            actor.must_own(&before.authors, Capability::EditAll, Deed::ChangeOfOthers)?;
            if before.row.status == Status::Published {
                actor.must(Capability::PublishOwn, Deed::ChangePublished)?;
            }
            if before.row.updated_at != seen {
                return Err(Refused::conflict(Because::SavedMeanwhile));
            }
            draft.row.kind = before.row.kind;
            draft.row.status = before.row.status;
            draft.row.uuid = before.row.uuid.clone();
            draft.row.created_at = before.row.created_at;
            draft.row.published_at = draft.row.published_at.or(before.row.published_at);
            draft.row.edited_at = before.row.edited_at;
            if draft.row.slug.is_empty() {
                draft.row.slug = before.row.slug.clone();
            }
            draft.row.updated_at = now.max(seen + 1);
            let mut record = deriver(writer)?.derive(draft)?;
            note_edit(&before, &mut record, now);
            saved(writer, record)
        })
    }

    /// Takes a story off the site; it stays as a draft.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] when it is not published.
    pub fn unpublish(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        actor.must(Capability::PublishOwn, Deed::UnpublishStories)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let mut post = existing(writer, id)?;
            actor.must_own(&post.authors, Capability::PublishAll, Deed::UnpublishOfOthers)?;
            if post.row.status != Status::Published {
                return Err(Refused::conflict(Because::NotPublished));
            }
            post.row.status = Status::Draft;
            post.row.updated_at = now.max(post.row.updated_at + 1);
            writer.put_post(&post)?;
            Ok(())
        })
    }

    /// Deletes a story for good.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] unless the actor is an editor, or the author of an unpublished story.
    pub fn delete(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        self.store.write(|writer| {
            let post = existing(writer, id)?;
            actor.must_own(&post.authors, Capability::DeleteAll, Deed::DeleteOfOthers)?;
            if post.row.status == Status::Published {
                actor.must(Capability::DeleteAll, Deed::DeletePublished)?;
            }
            writer.delete_post(id)?;
            Ok(())
        })
    }

    /// What holds for every draft that a person hands in: checked, by them, and trusted as far as they are.
    fn own(&self, actor: Actor, mut draft: PostDraft) -> Result<PostDraft, Refused> {
        check_new(&draft)?;
        draft.trusted = actor.may(Capability::PostRawHtml);
        if !draft.trusted {
            draft.body.sanitise();
        }
        if !actor.may(Capability::InjectCode)
            && (draft.codeinjection_head.is_some() || draft.codeinjection_foot.is_some())
        {
            return Err(Refused::NotAllowed { deed: Deed::InjectCode });
        }
        if let Some(own) = actor.author
            && draft.authors.is_empty()
        {
            draft.authors.push(own);
        }
        if draft.authors.is_empty() && draft.row.kind == Kind::Post {
            return Err(Refused::invalid("authors", Because::AuthorNeeded));
        }
        actor.must_own(&draft.authors, Capability::EditAll, Deed::WriteForOthers)?;
        Ok(draft)
    }
}

fn existing(writer: &mut Writer, id: &Id) -> Result<PostRecord, Refused> {
    writer.post(id)?.ok_or_else(|| Refused::NotFound { what: "post", id: id.to_string() })
}

fn save(writer: &mut Writer, draft: PostDraft) -> Result<Saved, Refused> {
    let record = deriver(writer)?.derive(draft)?;
    saved(writer, record)
}

fn saved(writer: &mut Writer, record: PostRecord) -> Result<Saved, Refused> {
    let (id, slug) = (record.row.id, record.row.slug.to_string());
    let put = put_post(writer, record)?;
    Ok(Saved { id, slug: put.moved_to.unwrap_or(slug) })
}
