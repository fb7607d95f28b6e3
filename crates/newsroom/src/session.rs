use std::collections::HashMap;

use store::{ApiKey, AuthorRecord, Id, Kind, MediaRow, Millis, PostRecord, Put, Redirect, TagRow, Writer};

use crate::draft::{Deriver, PostDraft};
use crate::verbs::adopt::put_brought;
use crate::verbs::settings::plan_banner;
use crate::verbs::stored;
use crate::words::SLUG_LIMIT;
use crate::{Because, Refused};

/// Suffixes tried before a slug is given up.
const SUFFIXES: u32 = 10_000;

/// A bulk load in progress; see [`crate::Newsroom::import`].
pub struct Session<'a> {
    writer: &'a mut Writer,
    now: Millis,
}

/// Which row of a source a put comes from, so that the same row is recognised next time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source<'a> {
    /// The table: `posts`.
    pub entity: &'a str,
    /// The row's id there.
    pub id: &'a str,
    /// Hash of everything the result depends on.
    pub hash: i64,
}

/// What became of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutPost {
    /// New, changed or unchanged.
    pub put: Put,
    /// The slug it has now, when it is not the one asked for.
    pub moved_to: Option<String>,
}

impl<'a> Session<'a> {
    pub(crate) fn new(writer: &'a mut Writer, now: Millis) -> Self {
        Self { writer, now }
    }

    /// Milliseconds since 1970, UTC, at the beginning of the session.
    pub fn now(&self) -> Millis {
        self.now
    }

    /// Whether a source row is known with this very hash: nothing needs to be put.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn is_known(&mut self, source: Source<'_>) -> Result<bool, Refused> {
        Ok(self.writer.import_hash(source.entity, source.id)? == Some(source.hash))
    }

    /// The hashes of all rows of an entity that are known.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn known(&mut self, entity: &str) -> Result<HashMap<Box<str>, i64>, Refused> {
        Ok(self.writer.import_hashes(entity)?)
    }

    /// Remembers a source row.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn remember(&mut self, source: Source<'_>) -> Result<(), Refused> {
        Ok(self.writer.set_import_hash(source.entity, source.id, source.hash)?)
    }

    /// Derives and puts a draft; a taken slug gets a suffix (`-2`).
    ///
    /// # Errors
    /// [`Refused`] of [`Deriver::derive`] and [`Session::put_post`].
    pub fn put_draft(&mut self, deriver: &mut Deriver, draft: PostDraft) -> Result<PutPost, Refused> {
        let record = deriver.derive(draft)?;
        self.put_post(record)
    }

    /// Puts a post; a taken slug gets a suffix (`-2`).
    ///
    /// # Errors
    /// [`Refused::NotFound`] for tags and authors that do not exist, failures of the store.
    pub fn put_post(&mut self, record: PostRecord) -> Result<PutPost, Refused> {
        put_post(self.writer, record)
    }

    /// Whether a post with this id exists.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn has_post(&mut self, id: &Id) -> Result<bool, Refused> {
        Ok(self.writer.post_updated_at(id)?.is_some())
    }

    /// Whether there is a tier with this id.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn has_tier(&mut self, id: &Id) -> Result<bool, Refused> {
        Ok(self.writer.row::<store::Tier>(id)?.is_some())
    }

    /// The id of the post or page that has the slug.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn post_id_by_slug(&mut self, kind: Kind, slug: &str) -> Result<Option<Id>, Refused> {
        Ok(self.writer.post_id_by_slug(kind, slug)?)
    }

    /// Puts a tag; a taken slug gets a suffix.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn put_tag(&mut self, tag: &TagRow) -> Result<Put, Refused> {
        let mut tag = tag.clone();
        let wanted = tag.slug.clone();
        for suffix in 2..SUFFIXES {
            match self.writer.put_tag(&tag) {
                Err(store::Error::Taken { .. }) => tag.slug = suffixed(&wanted, suffix).into(),
                other => return Ok(other?),
            }
        }
        Err(Refused::conflict(Because::AddressesTaken.with("wanted", &wanted)))
    }

    /// Puts an author; a taken slug gets a suffix.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn put_author(&mut self, author: &AuthorRecord) -> Result<Put, Refused> {
        let mut author = author.clone();
        let wanted = author.author.slug.clone();
        for suffix in 2..SUFFIXES {
            match self.writer.put_author(&author) {
                Err(store::Error::Taken { .. }) => author.author.slug = suffixed(&wanted, suffix).into(),
                other => return Ok(other?),
            }
        }
        Err(Refused::conflict(Because::AddressesTaken.with("wanted", &wanted)))
    }

    /// Puts the row of a file that keeps its address. A file that is known by its content elsewhere gets one address more.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn put_media(&mut self, row: &MediaRow) -> Result<Put, Refused> {
        Ok(put_brought(self.writer, row)?)
    }

    /// Puts a key of a program.
    ///
    /// # Errors
    /// [`Refused::Conflict`] when another key has its secret; failures of the store.
    pub fn put_key(&mut self, key: &ApiKey) -> Result<Put, Refused> {
        Ok(self.writer.put_key(key)?)
    }

    /// Sets or (with `None`) removes a setting.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn put_setting(&mut self, key: &str, value: Option<&str>) -> Result<Put, Refused> {
        plan_banner(self.writer, self.now, key, value)?;
        Ok(self.writer.set_setting(key, value)?)
    }

    /// A setting's text.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn setting(&mut self, key: &str) -> Result<Option<Box<str>>, Refused> {
        Ok(self.writer.setting(key)?)
    }

    /// Replaces all redirect rules.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn put_redirects(&mut self, redirects: &[Redirect]) -> Result<Put, Refused> {
        Ok(self.writer.put_redirects(redirects)?)
    }

    /// Remembers addresses that a post had before; they lead to it.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn put_old_slugs(&mut self, id: &Id, slugs: &[Box<str>]) -> Result<(), Refused> {
        Ok(self.writer.put_old_slugs(id, slugs)?)
    }

    /// Puts the Editor's Picks in this order.
    ///
    /// # Errors
    /// [`Refused::NotFound`] for a story that does not exist, [`Refused::Invalid`] for too many; failures of the store.
    pub fn put_picks(&mut self, picks: &[Id]) -> Result<bool, Refused> {
        Ok(self.writer.put_picks(picks)?)
    }

    /// Takes a row of Ghost as JSON: what has a table of its own is put there, what of it nothing of ours models is kept.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn keep(&mut self, entity: &str, id: &str, json: &str) -> Result<Put, Refused> {
        match stored::put_row_of_ghost(self.writer, self.now, entity, id, json)? {
            Some(put) => Ok(put),
            None => Ok(self.writer.keep(entity, id, json)?),
        }
    }
}

/// Puts a post; a taken slug gets a suffix.
pub(crate) fn put_post(writer: &mut Writer, mut record: PostRecord) -> Result<PutPost, Refused> {
    let wanted = record.row.slug.clone();
    for suffix in 2..SUFFIXES {
        match writer.put_post(&record) {
            Err(store::Error::Taken { what, .. }) if what.contains("slug") => {
                record.row.slug = suffixed(&wanted, suffix).into();
            }
            other => {
                let moved_to = (record.row.slug != wanted).then(|| record.row.slug.into_string());
                return Ok(PutPost { put: other?, moved_to });
            }
        }
    }
    Err(Refused::conflict(Because::AddressesTaken.with("wanted", &wanted)))
}

/// `slug-2`, within the limit.
pub(crate) fn suffixed(slug: &str, suffix: u32) -> String {
    let suffix = format!("-{suffix}");
    let mut end = slug.len().min(SLUG_LIMIT - suffix.len());
    while !slug.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{suffix}", slug[..end].trim_end_matches('-'))
}
