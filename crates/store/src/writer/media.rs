//! Writing what was uploaded, and noting what shows it.

use crate::{
    Error, Id, MediaRow, MediaUse, PostRecord, Result, Text, Writer,
    rows::media,
    writer::{posts::refuse_taken, refuse_empty, refuse_nul},
};

impl Writer {
    /// An uploaded file.
    pub fn media(&mut self, id: &Id) -> Result<Option<MediaRow>> {
        self.one(&media::BY_ID, &[id.into()], MediaRow::read)
    }

    /// The uploaded file whose original has this hash.
    pub fn media_by_hash(&mut self, sha256: &str) -> Result<Option<MediaRow>> {
        self.one(&media::BY_HASH, &[sha256.into()], MediaRow::read)
    }

    /// The file at a public address.
    pub fn media_by_path(&mut self, path: &str) -> Result<Option<MediaRow>> {
        self.one(&media::BY_PATH, &[path.into()], MediaRow::read)
    }

    /// What shows a file, at any of its addresses, at most `limit`. A use that two addresses share is there twice.
    pub fn media_uses(&mut self, id: &Id, limit: u32) -> Result<Vec<MediaUse>> {
        self.many(&media::USES, &[id.into(), limit.into()], MediaUse::read)
    }

    /// The addresses of a file beside [`MediaRow::path`].
    pub fn media_addresses(&mut self, id: &Id) -> Result<Vec<Text>> {
        self.many(&media::ADDRESSES, &[id.into(), media::MOST_ADDRESSES.into()], |row| row.text(0))
    }

    /// Gives a file one address more. Refuses one that a file has.
    pub fn add_media_address(&mut self, path: &str, id: &Id) -> Result<()> {
        refuse_empty("path", path)?;
        if let Some(holder) = self.media_by_path(path)? {
            return Err(Error::Taken {
                what: "media path",
                value: path.to_owned(),
                holder: holder.id.to_string(),
            });
        }
        self.run(&media::ADD_ADDRESS, &[path.into(), id.into()]).map(drop)
    }

    /// Takes an address from the file that has it: something else lies there now. A file whose only address it was goes.
    pub fn release_media_address(&mut self, path: &str) -> Result<()> {
        let Some(row) = self.media_by_path(path)? else { return Ok(()) };
        if *row.path != *path {
            return self.run(&media::FORGET_ADDRESS, &[path.into()]).map(drop);
        }
        let Some(other) = self.media_addresses(&row.id)?.into_iter().next() else {
            return self.delete_media(&row.id).map(drop);
        };
        self.run(&media::FORGET_ADDRESS, &[(&other).into()])?;
        self.run(&media::MOVE, &[(&row.id).into(), (&other).into()]).map(drop)
    }

    /// Notes anew which files the posts behind `after` show, at most `limit` posts; the last of them, none at the end.
    pub fn note_uses_of_posts(&mut self, after: &str, limit: u32) -> Result<Option<Id>> {
        let ids = self.many(&media::POSTS_AFTER, &[after.into(), limit.into()], |row| row.id(0))?;
        for id in &ids {
            if let Some(post) = self.post(id)? {
                self.run(&media::FORGET_USES, &["post".into(), id.into()])?;
                self.note_uses("post", id, &[], &shown_by(&post))?;
            }
        }
        Ok(ids.last().copied())
    }

    /// Adds a file, or changes caption, credit, alternative text and focus of one that exists. Refuses a hash or an address that another
    /// file has. Readers' pages hold their own captions, so that no tag is named.
    pub fn put_media(&mut self, row: &MediaRow) -> Result<()> {
        refuse_empty("path", &row.path)?;
        refuse_empty("sha256", &row.sha256)?;
        refuse_nul("media", &row.params())?;
        let holder = self.media_by_hash(&row.sha256)?.map(|holder| holder.id);
        refuse_taken("media sha256", &row.sha256, holder, &row.id)?;
        let holder = self.media_by_path(&row.path)?.map(|holder| holder.id);
        refuse_taken("media path", &row.path, holder, &row.id)?;
        self.run(&media::PUT, &row.params())?;
        self.run(&media::FORGET_WORDS, &[(&row.id).into()])?;
        for word in row.words() {
            self.run(&media::ADD_WORD, &[word.as_str().into(), (&row.id).into()])?;
        }
        Ok(())
    }

    /// Removes a file's row; `false` when there was none.
    pub fn delete_media(&mut self, id: &Id) -> Result<bool> {
        self.run(&media::FORGET_WORDS, &[id.into()])?;
        self.run(&media::FORGET_ADDRESSES, &[id.into()])?;
        Ok(self.run(&media::DELETE, &[id.into()])? > 0)
    }

    /// Notes which files an entity shows now, when that changed.
    pub(crate) fn note_uses(&mut self, entity: &str, id: &str, old: &[String], new: &[String]) -> Result<()> {
        if old == new {
            return Ok(());
        }
        if !old.is_empty() {
            self.run(&media::FORGET_USES, &[entity.into(), id.into()])?;
        }
        for path in new {
            self.run(&media::ADD_USE, &[path.as_str().into(), entity.into(), id.into()])?;
        }
        Ok(())
    }
}

/// The files that a post shows: in its text, its pictures, its code.
pub(crate) fn shown_by(post: &PostRecord) -> Vec<String> {
    let (row, body, meta) = (&post.row, &post.body, &post.meta);
    let texts = [
        Some(&body.html),
        row.feature_image.as_ref(),
        row.feature_image_caption.as_ref(),
        body.codeinjection_head.as_ref(),
        body.codeinjection_foot.as_ref(),
        meta.og_image.as_ref(),
        meta.twitter_image.as_ref(),
    ];
    media::paths(texts.into_iter().flatten().map(|text| &**text))
}
