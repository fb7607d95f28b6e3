//! What an export reads, a page after the other. Nothing here notes a tag: no reader's page depends on it.

use std::collections::HashMap;

use crate::{
    AuthorOut, Id, PostOut, Reader, Result, TagRow, Text,
    db::batch,
    rows::{popular, taken_out},
};

impl Reader {
    /// Posts and pages of every state but the trash, in the order of their ids: after `after`, at most `limit`.
    pub fn posts_out(&self, after: Option<&Id>, limit: u32) -> Result<Vec<PostOut>> {
        let after = after.map_or("", Id::as_str);
        let mut posts = self.conn().rows(&taken_out::POSTS, &[after.into(), limit.into()], PostOut::read)?;
        let ids: Vec<Id> = posts.iter().map(|post| post.row.id).collect();
        for (place, kind, _, id) in self.relations(&ids)? {
            if kind == 0 { &mut posts[place].tags } else { &mut posts[place].authors }.push(id);
        }
        let mut old: HashMap<Id, Vec<Text>> = HashMap::new();
        batch::each(&mut self.conn(), &taken_out::OLD_SLUGS, &ids, &mut |row| {
            old.entry(row.id(0)?).or_default().push(row.text(1)?);
            Ok(())
        })?;
        let mut kept: HashMap<Id, Text> = HashMap::new();
        batch::each(&mut self.conn(), &taken_out::KEPT_OF_POSTS, &ids, &mut |row| {
            kept.insert(row.id(0)?, row.text(1)?);
            Ok(())
        })?;
        let mut tiers = self.tiers_named(&ids)?;
        for post in &mut posts {
            post.tiers = tiers.remove(&post.row.id).unwrap_or_default();
            post.kept = kept.remove(&post.row.id);
            post.old_slugs = old.remove(&post.row.id).unwrap_or_default();
        }
        Ok(posts)
    }

    /// Tags, internal ones included, in the order of their ids: after `after`, at most `limit`.
    pub fn tags_out(&self, after: Option<&Id>, limit: u32) -> Result<Vec<TagRow>> {
        let after = after.map_or("", Id::as_str);
        self.conn().rows(&taken_out::TAGS, &[after.into(), limit.into()], |row| TagRow::read(row, 0))
    }

    /// Authors with their roles, in the order of their ids: after `after`, at most `limit`. No secret of an account is read.
    pub fn authors_out(&self, after: Option<&Id>, limit: u32) -> Result<Vec<AuthorOut>> {
        let after = after.map_or("", Id::as_str);
        self.conn().rows(&taken_out::AUTHORS, &[after.into(), limit.into()], AuthorOut::read)
    }

    /// The posts that were put in order as Editor's Picks, public or not.
    pub fn picks_out(&self) -> Result<Vec<Id>> {
        self.conn().rows(&popular::PICKED, &[], |row| row.id(0))
    }
}
