//! Uploaded files, as the room asks for them, and how large a picture is. Nothing here notes a tag: what is at an address stays.

use crate::{
    Id, MediaRow, MediaUse, Millis, Reader, Result,
    db::Param,
    rows::media::{self, words},
};

/// Which files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MediaQuery {
    /// `image`, `video`, `audio` or `file`; empty for all.
    pub kind: String,
    /// Words that name, caption, credit or alternative text begin with; the first three count.
    pub words: String,
    /// Only what was uploaded before this one: time and id.
    pub before: Option<(Millis, Id)>,
}

impl Reader {
    /// An uploaded file.
    pub fn media(&self, id: &Id) -> Result<Option<MediaRow>> {
        self.conn().row(&media::BY_ID, &[id.into()], MediaRow::read)
    }

    /// The uploaded file at a public address.
    pub fn media_by_path(&self, path: &str) -> Result<Option<MediaRow>> {
        self.conn().row(&media::BY_PATH, &[path.into()], MediaRow::read)
    }

    /// Width and height in pixels of the picture at a public address, if it is one of ours; shared between readers.
    pub fn picture_size(&self, path: &str) -> Result<Option<(u32, u32)>> {
        if let Some(size) = self.known(|known| known.pictures.get(path).copied()) {
            return Ok(size);
        }
        let size = self.media_by_path(path)?.and_then(|row| row.width.zip(row.height));
        self.learn(|known| {
            known.pictures.insert(path.into(), size);
        });
        Ok(size)
    }

    /// Uploaded files from the newest, at most `limit`.
    pub fn media_list(&self, query: &MediaQuery, limit: u32) -> Result<Vec<MediaRow>> {
        let (at, id) = match &query.before {
            Some((at, id)) => (*at, id.as_str()),
            None => (Millis::MAX, ""),
        };
        let mut params: Vec<Param<'_>> = vec![at.into(), id.into(), limit.into()];
        // Every word that begins with a text lies between it and itself with the highest letter behind.
        let ranges: Vec<(String, String)> =
            words(&query.words).take(3).map(|word| (word.clone(), word + "\u{10FFFF}")).collect();
        let sql = match ranges.len() {
            0 if query.kind.is_empty() => &media::LATEST,
            0 => &media::LATEST_OF_KIND,
            1 => &media::FOUND,
            2 => &media::FOUND_BY_2,
            _ => &media::FOUND_BY_3,
        };
        if !(ranges.is_empty() && query.kind.is_empty()) {
            params.push(query.kind.as_str().into());
        }
        for (from, to) in &ranges {
            params.extend([Param::Text(from), Param::Text(to)]);
        }
        self.conn().rows(sql, &params, MediaRow::read)
    }

    /// What shows a file, at any of its addresses, at most `limit`. A use that two addresses share is there twice.
    pub fn media_uses(&self, id: &Id, limit: u32) -> Result<Vec<MediaUse>> {
        self.conn().rows(&media::USES, &[id.into(), limit.into()], MediaUse::read)
    }
}
