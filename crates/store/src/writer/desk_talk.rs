//! Writing revisions, comments and preview links of a story.

use crate::{
    Comment, Id, Millis, Result, Revision, RevisionRow, Tag, Writer,
    db::Param,
    rows::{comment, preview, revision},
    writer::refuse_nul,
};

/// Revisions that are read to be thinned out.
const MOST: u32 = 1_000;

impl Writer {
    /// Keeps a version of a story.
    pub fn add_revision(&mut self, revision: &Revision) -> Result<()> {
        let params = revision.params();
        refuse_nul("revision", &params)?;
        self.run(&revision::ADD, &params)?;
        Ok(())
    }

    /// The versions that are kept of a story, the newest first.
    pub fn revisions(&mut self, post: &Id) -> Result<Vec<RevisionRow>> {
        self.many(&revision::LIST, &[post.into(), MOST.into()], RevisionRow::read)
    }

    /// A version of a story.
    pub fn revision(&mut self, post: &Id, id: &Id) -> Result<Option<Revision>> {
        self.one(&revision::ONE, &[id.into(), post.into()], Revision::read)
    }

    /// The version that was kept last.
    pub fn last_revision(&mut self, post: &Id) -> Result<Option<Revision>> {
        self.one(&revision::BEFORE, &[post.into(), i64::MAX.into(), "".into()], Revision::read)
    }

    /// Forgets versions.
    pub fn remove_revisions(&mut self, ids: &[Id]) -> Result<()> {
        for id in ids {
            self.run(&revision::REMOVE, &[id.into()])?;
        }
        Ok(())
    }

    /// Adds a comment or a reply.
    pub fn add_comment(&mut self, comment: &Comment) -> Result<()> {
        let params = comment.params();
        refuse_nul("comment", &params)?;
        self.run(&comment::ADD, &params)?;
        self.touch(Tag::story(&comment.post));
        Ok(())
    }

    /// A comment on a story.
    pub fn comment(&mut self, post: &Id, id: &Id) -> Result<Option<Comment>> {
        self.one(&comment::ONE, &[id.into(), post.into()], Comment::read)
    }

    /// How many comments and replies a story has.
    pub fn comment_count(&mut self, post: &Id) -> Result<u64> {
        Ok(self.one(&comment::COUNT, &[post.into()], |row| row.count(0))?.unwrap_or(0))
    }

    /// Settles a comment, or opens it again with `None`.
    pub fn resolve_comment(&mut self, comment: &Comment, at: Option<Millis>, by: Option<&Id>) -> Result<()> {
        let by = by.map_or(Param::Null, Param::from);
        self.run(&comment::RESOLVE, &[(&comment.id).into(), at.into(), by])?;
        self.touch(Tag::story(&comment.post));
        Ok(())
    }

    /// Makes a link by which somebody without an account sees a story; links that have ended are swept out.
    pub fn add_preview(
        &mut self,
        token_hash: &str,
        post: &Id,
        by: Option<&Id>,
        now: Millis,
        until: Millis,
    ) -> Result<()> {
        self.run(&preview::SWEEP, &[now.into()])?;
        let by = by.map_or(Param::Null, Param::from);
        self.run(&preview::ADD, &[token_hash.into(), post.into(), by, now.into(), until.into()])?;
        Ok(())
    }

    /// How many preview links a story has.
    pub fn preview_count(&mut self, post: &Id) -> Result<u64> {
        Ok(self.one(&preview::COUNT, &[post.into()], |row| row.count(0))?.unwrap_or(0))
    }

    /// Makes all preview links of a story stop working; how many there were.
    pub fn remove_previews(&mut self, post: &Id) -> Result<u64> {
        self.run(&preview::REMOVE_ALL, &[post.into()])
    }
}
