//! Earlier versions of a story.

use crate::{
    Id, Millis, Result, Text,
    db::{Param, Row, statements},
};

/// Why a version was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// From time to time while somebody wrote.
    Autosaved,
    /// It is what readers saw from then on.
    Published,
    /// An older version was about to take its place.
    Restored,
}

impl Reason {
    /// As in the database.
    pub fn as_str(self) -> &'static str {
        ["autosaved", "published", "restored"][self as usize]
    }

    fn parse(text: &str) -> Self {
        match text {
            "published" => Self::Published,
            "restored" => Self::Restored,
            _ => Self::Autosaved,
        }
    }
}

/// A version in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct RevisionRow {
    /// Its id.
    pub id: Id,
    /// When it was kept.
    pub at: Millis,
    /// Who wrote last; none for the machine.
    pub by: Option<Id>,
    /// Their name then.
    pub by_name: Text,
    /// Why it was kept.
    pub reason: Reason,
    /// The headline.
    pub title: Text,
    /// Words of the body.
    pub words: u32,
    /// Bytes of the document.
    pub bytes: u64,
}

/// A whole version.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// What a list shows of it.
    pub row: RevisionRow,
    /// The story.
    pub post: Id,
    /// The standfirst; empty without one.
    pub standfirst: Text,
    /// The body as JSON (crate `document`).
    pub document: Text,
}

impl RevisionRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.id(0)?,
            at: row.int(1)?,
            by: row.maybe_str(2)?.map(str::parse).transpose()?,
            by_name: row.text(3)?,
            reason: Reason::parse(row.str(4)?),
            title: row.text(5)?,
            words: row.small(6)?,
            bytes: row.count(7)?,
        })
    }
}

impl Revision {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            row: RevisionRow::read(row)?,
            post: row.id(8)?,
            standfirst: row.text(9)?,
            document: row.text(10)?,
        })
    }

    /// The values of [`ADD`]; `by_name` is looked up.
    pub(crate) fn params(&self) -> [Param<'_>; 10] {
        let row = &self.row;
        [
            (&row.id).into(),
            (&self.post).into(),
            row.at.into(),
            row.by.as_ref().map_or(Param::Null, Param::from),
            row.reason.as_str().into(),
            (&row.title).into(),
            (&self.standfirst).into(),
            row.words.into(),
            (self.document.len() as u64).into(),
            (&self.document).into(),
        ]
    }
}

statements! {
    Reading LIST = "SELECT id, at, by_id, by_name, reason, title, words, bytes FROM revisions WHERE post_id = ?1 \
        ORDER BY at DESC, id DESC LIMIT ?2";
    Reading ONE = "SELECT id, at, by_id, by_name, reason, title, words, bytes, post_id, standfirst, document \
        FROM revisions WHERE id = ?1 AND post_id = ?2";
    Reading BEFORE = "SELECT id, at, by_id, by_name, reason, title, words, bytes, post_id, standfirst, document \
        FROM revisions WHERE post_id = ?1 AND (at, id) < (?2, ?3) ORDER BY at DESC, id DESC LIMIT 1";
    Writing ADD = "INSERT INTO revisions (id, post_id, at, by_id, by_name, reason, title, standfirst, words, bytes, document) \
        VALUES (?1, ?2, ?3, ?4, COALESCE((SELECT name FROM users WHERE id = ?4), ''), ?5, ?6, ?7, ?8, ?9, ?10)";
    Writing REMOVE = "DELETE FROM revisions WHERE id = ?1";
    Writing REMOVE_ALL = "DELETE FROM revisions WHERE post_id = ?1";
}
