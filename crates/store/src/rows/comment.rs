//! What colleagues say to each other about a story. Readers never see it.

use crate::{
    Id, Millis, Result, Text,
    db::{Param, Row, statements},
};

/// A comment, or a reply to one.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// Its id.
    pub id: Id,
    /// The story.
    pub post: Id,
    /// The comment that it answers.
    pub parent: Option<Id>,
    /// Where in the text it hangs: a pair of relative positions as JSON, which only the editor understands.
    pub anchor: Text,
    /// The words that it is about, as they were.
    pub quote: Text,
    /// What is said, plain text.
    pub body: Text,
    /// Who said it.
    pub by: Option<Id>,
    /// Their name then.
    pub by_name: Text,
    /// When.
    pub at: Millis,
    /// When somebody called it settled.
    pub resolved_at: Option<Millis>,
}

impl Comment {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        let maybe_id = |i| row.maybe_str(i)?.map(str::parse).transpose();
        Ok(Self {
            id: row.id(0)?,
            post: row.id(1)?,
            parent: maybe_id(2)?,
            anchor: row.text(3)?,
            quote: row.text(4)?,
            body: row.text(5)?,
            by: maybe_id(6)?,
            by_name: row.text(7)?,
            at: row.int(8)?,
            resolved_at: row.maybe_int(9)?,
        })
    }

    /// The values of [`ADD`]; `by_name` is looked up.
    pub(crate) fn params(&self) -> [Param<'_>; 8] {
        [
            (&self.id).into(),
            (&self.post).into(),
            self.parent.as_ref().map_or(Param::Null, Param::from),
            (&self.anchor).into(),
            (&self.quote).into(),
            (&self.body).into(),
            self.by.as_ref().map_or(Param::Null, Param::from),
            self.at.into(),
        ]
    }
}

statements! {
    Reading OF_POST = "SELECT id, post_id, parent, anchor, quote, body, by_id, by_name, at, resolved_at FROM comments \
        WHERE post_id = ?1 ORDER BY at, id LIMIT ?2";
    Reading ONE = "SELECT id, post_id, parent, anchor, quote, body, by_id, by_name, at, resolved_at FROM comments \
        WHERE id = ?1 AND post_id = ?2";
    Writing COUNT = "SELECT COUNT(*) FROM comments WHERE post_id = ?1";
    Writing ADD = "INSERT INTO comments (id, post_id, parent, anchor, quote, body, by_id, by_name, at) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, COALESCE((SELECT name FROM users WHERE id = ?7), ''), ?8)";
    Writing RESOLVE = "UPDATE comments SET resolved_at = ?2, resolved_by = ?3 WHERE id = ?1";
    Writing REMOVE_ALL = "DELETE FROM comments WHERE post_id = ?1";
}
