use store::{Id, TagRow, Visibility};

use crate::session::suffixed;
use crate::words::slugify;
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused, Saved};

const NAME_LIMIT: usize = 191;

impl Newsroom {
    /// Makes or changes a topic. An empty slug is made from the name; internal ones (`#name`) get `hash-name`, as in Ghost.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below editor, and below administrator for code in its pages; [`Refused::Invalid`]; [`Refused::Conflict`] when the slug that was asked for is taken.
    pub fn put_tag(&self, actor: Actor, mut tag: TagRow) -> Result<Saved, Refused> {
        actor.must(Capability::KeepTopics, Deed::ChangeTopics)?;
        tag.name = tag.name.trim().into();
        if tag.name.is_empty() || tag.name.chars().count() > NAME_LIMIT {
            return Err(Refused::invalid("name", Because::TopicName.with("most", NAME_LIMIT)));
        }
        let internal = tag.name.starts_with('#');
        tag.visibility = if internal { Visibility::Internal } else { Visibility::Public };
        let made = tag.slug.is_empty();
        if made {
            let base = slugify(&tag.name);
            let base = if base.is_empty() { "topic".to_owned() } else { base };
            tag.slug = if internal { format!("hash-{base}").into() } else { base.into() };
        } else if *tag.slug != *slugify(&tag.slug) {
            return Err(Refused::invalid("slug", Because::NoAddress.with("given", &tag.slug)));
        }
        tag.updated_at = self.clock.now();
        let wanted = tag.slug.clone();
        self.store.write(|writer| {
            let before = writer.tag(&tag.id)?;
            let code = |tag: &TagRow| [tag.codeinjection_head.clone(), tag.codeinjection_foot.clone()];
            if before.as_ref().map(code).unwrap_or_default() != code(&tag) {
                actor.must(Capability::InjectCode, Deed::InjectCode)?;
            }
            let mut suffix = 2;
            while made && writer.tag_id_by_slug(&tag.slug)?.is_some_and(|holder| holder != tag.id) {
                tag.slug = suffixed(&wanted, suffix).into();
                suffix += 1;
            }
            writer.put_tag(&tag)?;
            let act = if before.is_some() { "topic.changed" } else { "topic.named" };
            let was = before.map(|before| before.name);
            actor.note(writer, tag.updated_at, act, tag.id.as_str(), was.as_deref(), Some(&tag.name))?;
            Ok(Saved { id: tag.id, slug: tag.slug.to_string() })
        })
    }

    /// Removes a topic, also from every story.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] below editor.
    pub fn delete_tag(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        actor.must(Capability::KeepTopics, Deed::DeleteTopics)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let missing = || Refused::NotFound { what: "tag", id: id.to_string() };
            let before = writer.tag(id)?.ok_or_else(missing)?;
            writer.delete_tag(id)?;
            actor.note(writer, now, "topic.deleted", id.as_str(), Some(&before.name), None)
        })
    }
}
