use store::{Author, AuthorRecord, Writer};

use crate::session::suffixed;
use crate::words::slugify;
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused, Saved};

const NAME_LIMIT: usize = 191;

impl Newsroom {
    /// Makes or changes an author. An empty slug is made from the name. People may change their own row, editors those
    /// of guests, administrators any.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`]; [`Refused::Invalid`]; [`Refused::Conflict`] when the slug that was asked for is taken.
    pub fn put_author(&self, actor: Actor, mut record: AuthorRecord) -> Result<Saved, Refused> {
        if let Some(website) = &record.author.website
            && !url::Url::parse(website).is_ok_and(|url| url.scheme().starts_with("http"))
        {
            return Err(Refused::invalid("website", Because::NoWebAddress.with("given", website)));
        }
        record.author.updated_at = self.clock.now();
        self.store.write(|writer| {
            if actor.author != Some(record.author.id) {
                let signs_in = writer.staff(&record.author.id)?.is_some();
                let needed = if signs_in { Capability::KeepStaff } else { Capability::KeepGuests };
                actor.must(needed, Deed::ChangePeople)?;
            }
            name_author(writer, &mut record.author)?;
            writer.put_author(&record)?;
            Ok(Saved { id: record.author.id, slug: record.author.slug.to_string() })
        })
    }
}

/// Checks the name and slug of an author; an empty slug is made from the name, with a suffix when it is taken.
pub(super) fn name_author(writer: &mut Writer, author: &mut Author) -> Result<(), Refused> {
    author.name = author.name.trim().into();
    if author.name.is_empty() || author.name.chars().count() > NAME_LIMIT {
        return Err(Refused::invalid("name", Because::AuthorName.with("most", NAME_LIMIT)));
    }
    if !author.slug.is_empty() {
        return match *author.slug == *slugify(&author.slug) {
            true => Ok(()),
            false => Err(Refused::invalid("slug", Because::NoAddress.with("given", &author.slug))),
        };
    }
    let base = slugify(&author.name);
    let base = if base.is_empty() { "author".to_owned() } else { base };
    author.slug = base.as_str().into();
    let mut suffix = 2;
    while writer.author_id_by_slug(&author.slug)?.is_some_and(|holder| holder != author.id) {
        author.slug = suffixed(&base, suffix).into();
        suffix += 1;
    }
    Ok(())
}
