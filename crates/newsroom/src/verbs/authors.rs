use store::AuthorRecord;

use crate::session::suffixed;
use crate::words::slugify;
use crate::{Actor, Newsroom, Refused, Role, Saved};

const NAME_LIMIT: usize = 191;

impl Newsroom {
    /// Makes or changes an author. An empty slug is made from the name. People may change their own row, owners any.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`]; [`Refused::Invalid`]; [`Refused::Conflict`] when the slug that was asked for is taken.
    pub fn put_author(&self, actor: Actor, mut record: AuthorRecord) -> Result<Saved, Refused> {
        if actor.author != Some(record.author.id) {
            actor.must_be(Role::Owner, "change other people")?;
        }
        let author = &mut record.author;
        author.name = author.name.trim().into();
        if author.name.is_empty() || author.name.chars().count() > NAME_LIMIT {
            return Err(Refused::invalid(
                "name",
                format!("an author has a name of 1 to {NAME_LIMIT} characters"),
            ));
        }
        if let Some(website) = &author.website
            && !url::Url::parse(website).is_ok_and(|url| url.scheme().starts_with("http"))
        {
            return Err(Refused::invalid("website", format!("“{website}” is no web address")));
        }
        let made = author.slug.is_empty();
        if made {
            let base = slugify(&author.name);
            author.slug = if base.is_empty() { "author".into() } else { base.into() };
        } else if *author.slug != *slugify(&author.slug) {
            return Err(Refused::invalid("slug", format!("“{}” is no address", author.slug)));
        }
        author.updated_at = self.clock.now();
        let wanted = author.slug.clone();
        self.store.write(|writer| {
            let mut suffix = 2;
            while made
                && writer
                    .author_id_by_slug(&record.author.slug)?
                    .is_some_and(|holder| holder != record.author.id)
            {
                record.author.slug = suffixed(&wanted, suffix).into();
                suffix += 1;
            }
            writer.put_author(&record)?;
            Ok(Saved { id: record.author.id, slug: record.author.slug.to_string() })
        })
    }
}
