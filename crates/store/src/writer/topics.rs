//! Writing tags and authors.

use crate::{
    AuthorRecord, Id, Put, Result, Tag, TagRow, Writer,
    db::Param,
    rows::{author, media::paths, tag},
    writer::{posts::refuse_taken, refuse_empty, refuse_nul},
};

impl Writer {
    /// A tag, to be changed and put back.
    pub fn tag(&mut self, id: &Id) -> Result<Option<TagRow>> {
        self.one(&tag::BY_ID, &[id.into()], |row| TagRow::read(row, 0))
    }

    /// The id of the tag that has the slug.
    pub fn tag_id_by_slug(&mut self, slug: &str) -> Result<Option<Id>> {
        self.one(&tag::HOLDER_OF_SLUG, &[slug.into()], |row| row.id(0))
    }

    /// Writes a tag (all but its number of posts). Refuses a taken slug, an empty slug or name, and texts with NUL in them.
    pub fn put_tag(&mut self, tag: &TagRow) -> Result<Put> {
        refuse_empty("slug", &tag.slug)?;
        refuse_empty("name", &tag.name)?;
        refuse_nul("tag", &tag.params())?;
        let old = self.tag(&tag.id)?;
        if old.as_ref().is_some_and(|old| old.params() == tag.params()) {
            return Ok(Put::Unchanged);
        }
        let holder = self.tag_id_by_slug(&tag.slug)?;
        refuse_taken("tag slug", &tag.slug, holder, &tag.id)?;
        self.run(&tag::PUT, &tag.params())?;
        let before = old.as_ref().map(|old| paths(texts(&old.params()))).unwrap_or_default();
        self.note_uses("tag", &tag.id, &before, &paths(texts(&tag.params())))?;
        self.known_tags.insert(tag.id);
        self.touch(Tag::tag(&tag.id));
        self.touch(Tag::any_post());
        if old.as_ref().is_none_or(|old| old.slug != tag.slug) {
            self.touch(Tag::slug(&format!("tag/{}", tag.slug)));
        }
        if old.as_ref().is_none_or(|old| {
            (&old.slug, &old.name, old.visibility) != (&tag.slug, &tag.name, tag.visibility)
        }) {
            self.touch(Tag::tags());
        }
        self.tag_happened(old.as_ref(), Some(tag))?;
        Ok(if old.is_some() { Put::Updated } else { Put::Inserted })
    }

    /// Takes a tag from all posts and removes it; `false` when there was none.
    pub fn delete_tag(&mut self, id: &Id) -> Result<bool> {
        let Some(old) = self.tag(id)? else { return Ok(false) };
        self.forget_topic(id)?;
        self.run(&tag::UNLINK_ALL, &[id.into()])?;
        self.note_uses("tag", id, &paths(texts(&old.params())), &[])?;
        self.run(&tag::DELETE, &[id.into()])?;
        self.known_tags.remove(id);
        self.tag_posts.remove(id);
        for tag in [
            Tag::tag(id),
            Tag::tag_posts(id),
            Tag::tags(),
            Tag::any_post(),
            Tag::slug(&format!("tag/{}", old.slug)),
        ] {
            self.touch(tag);
        }
        self.tag_happened(Some(&old), None)?;
        Ok(true)
    }

    /// An author, to be changed and put back.
    pub fn author(&mut self, id: &Id) -> Result<Option<AuthorRecord>> {
        self.one(&author::RECORD, &[id.into()], AuthorRecord::read)
    }

    /// The id of the author that has the slug.
    pub fn author_id_by_slug(&mut self, slug: &str) -> Result<Option<Id>> {
        self.one(&author::HOLDER_OF_SLUG, &[slug.into()], |row| row.id(0))
    }

    /// Writes an author (all but the number of posts). Refuses a taken slug, an empty slug or name, and texts with NUL in them.
    pub fn put_author(&mut self, record: &AuthorRecord) -> Result<Put> {
        let author = &record.author;
        refuse_empty("slug", &author.slug)?;
        refuse_empty("name", &author.name)?;
        refuse_nul("author", &record.params())?;
        let old = self.author(&author.id)?;
        if old.as_ref().is_some_and(|old| old.params() == record.params()) {
            return Ok(Put::Unchanged);
        }
        let holder = self.author_id_by_slug(&author.slug)?;
        refuse_taken("author slug", &author.slug, holder, &author.id)?;
        self.run(&author::PUT, &record.params())?;
        let before = old.as_ref().map(|old| paths(texts(&old.params()))).unwrap_or_default();
        self.note_uses("author", &author.id, &before, &paths(texts(&record.params())))?;
        self.known_authors.insert(author.id);
        self.touch(Tag::author(&author.id));
        self.touch(Tag::any_post());
        if old.as_ref().is_none_or(|old| old.author.slug != author.slug) {
            self.touch(Tag::slug(&format!("author/{}", author.slug)));
        }
        if old.as_ref().is_none_or(|old| (&old.author.slug, &old.author.name) != (&author.slug, &author.name))
        {
            self.touch(Tag::authors());
        }
        Ok(if old.is_some() { Put::Updated } else { Put::Inserted })
    }
}

/// The texts among the values of a row.
fn texts<'a>(params: &[Param<'a>]) -> Vec<&'a str> {
    params.iter().filter_map(|param| if let Param::Text(text) = param { Some(*text) } else { None }).collect()
}
