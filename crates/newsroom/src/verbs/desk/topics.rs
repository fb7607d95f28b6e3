use store::{Id, Millis, TagRow, Text, Visibility, Writer};

use super::note;
use crate::session::suffixed;
use crate::words::slugify;
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// Characters of a topic's name.
const NAME_LIMIT: usize = 191;

impl Newsroom {
    /// The topic of a name: the one that there is, or a new one. Everybody who writes may name a topic; internal ones (`#name`) only who
    /// keeps them.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`]; [`Refused::Invalid`] naming `name`.
    pub fn name_topic(&self, actor: Actor, name: &str) -> Result<(Id, Text), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| named(writer, actor, now, name))
    }
}

/// The topic of a name, in the transaction that needs it.
pub(super) fn named(
    writer: &mut Writer,
    actor: Actor,
    now: Millis,
    name: &str,
) -> Result<(Id, Text), Refused> {
    actor.must(Capability::WriteOwn, Deed::NameTopics)?;
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if !(1..=NAME_LIMIT).contains(&name.chars().count()) {
        return Err(Refused::invalid("name", Because::TopicName.with("most", NAME_LIMIT)));
    }
    let internal = name.starts_with('#');
    if internal {
        actor.must(Capability::KeepTopics, Deed::NameInternalTopics)?;
    }
    let base = match slugify(&name) {
        slug if slug.is_empty() => "topic".to_owned(),
        slug if internal => format!("hash-{slug}"),
        slug => slug,
    };
    let (mut slug, mut suffix) = (base.clone(), 2);
    while let Some(holder) = writer.tag_id_by_slug(&slug)? {
        if let Some(tag) = writer.tag(&holder)?
            && tag.name.to_lowercase() == name.to_lowercase()
        {
            return Ok((tag.id, tag.name));
        }
        slug = suffixed(&base, suffix);
        suffix += 1;
    }
    let mut tag = TagRow::named(Id::generate(now), &slug, &name, now);
    tag.visibility = if internal { Visibility::Internal } else { Visibility::Public };
    writer.put_tag(&tag)?;
    note(writer, now, &actor, "topic.named", &tag.id, None, Some(&name))?;
    Ok((tag.id, tag.name))
}
