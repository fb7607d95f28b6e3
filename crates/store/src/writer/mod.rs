//! One write transaction.

mod attempts;
mod desk;
mod desk_talk;
mod events;
mod factors;
mod jobs;
mod keys;
mod live;
mod media;
mod people;
mod posts;
mod site;
mod staff;
mod stored;
mod themes;
mod topics;
mod touched;
mod views;

pub use desk::PUBLISH_JOB;
pub use events::{Reply, WEBHOOK_JOB};
pub use posts::random_uuid;

use std::collections::{BTreeMap, HashSet};

use crate::{
    Error, Id, Result, Tag, TagSet, Wrong,
    changes::MOST_TAGS,
    db::{Conn, Param, Row, Sql},
    rows::{author, kept, tag},
};

/// What a `put` did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// A new row.
    Inserted,
    /// An existing row was changed.
    Updated,
    /// Everything was already so: nothing was written, no tag named.
    Unchanged,
}

/// One write transaction. Its methods name the tags of what they touch.
/// A refusal ([`Error::Taken`], [`Error::Missing`], [`Error::Invalid`]) leaves the transaction usable;
/// after any other error it can only be undone.
pub struct Writer {
    conn: Conn,
    tags: TagSet,
    /// Too many tags were named to tell apart.
    everything: bool,
    /// A statement failed: the transaction must not be committed.
    broken: Option<String>,
    /// What the kept counters change by, written once at the end.
    counters: BTreeMap<String, i64>,
    tag_posts: BTreeMap<Id, i64>,
    author_posts: BTreeMap<Id, i64>,
    /// Known to exist.
    known_tags: HashSet<Id>,
    known_authors: HashSet<Id>,
    /// Who is told of what happens.
    events: events::Events,
}

impl Writer {
    pub(crate) fn new(conn: Conn) -> Self {
        Self {
            conn,
            tags: TagSet::default(),
            everything: false,
            broken: None,
            counters: BTreeMap::new(),
            tag_posts: BTreeMap::new(),
            author_posts: BTreeMap::new(),
            known_tags: HashSet::new(),
            known_authors: HashSet::new(),
            events: events::Events::default(),
        }
    }

    /// Names a change tag; many thousands become [`Tag::everything`].
    pub fn touch(&mut self, tag: Tag) {
        if self.everything {
            return;
        }
        self.tags.insert(tag);
        if self.tags.len() > MOST_TAGS {
            self.everything = true;
            self.tags = [Tag::everything()].into_iter().collect();
        }
    }

    /// Writes the counters; gives the tags that were named. The last thing in a transaction before its change row.
    pub(crate) fn finish(&mut self) -> Result<TagSet> {
        for (name, by) in std::mem::take(&mut self.counters).into_iter().filter(|(_, by)| *by != 0) {
            self.run(&kept::ADD_COUNTER, &[name.as_str().into(), by.into()])?;
        }
        for (id, by) in std::mem::take(&mut self.tag_posts).into_iter().filter(|(_, by)| *by != 0) {
            self.run(&tag::ADD_POSTS, &[(&id).into(), by.into()])?;
        }
        for (id, by) in std::mem::take(&mut self.author_posts).into_iter().filter(|(_, by)| *by != 0) {
            self.run(&author::ADD_POSTS, &[(&id).into(), by.into()])?;
        }
        if self.broken.is_none() {
            self.site_happened()?;
        }
        match &self.broken {
            Some(why) => {
                Err(Error::Database(format!("the transaction had failed before and cannot be kept: {why}")))
            }
            None => Ok(std::mem::take(&mut self.tags)),
        }
    }

    pub(crate) fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    pub(crate) fn into_conn(self) -> Conn {
        self.conn
    }

    /// Runs a statement that writes.
    pub(crate) fn run(&mut self, sql: &Sql, params: &[Param<'_>]) -> Result<u64> {
        let result = self.conn.execute(sql, params);
        self.remember(result)
    }

    /// The first row of a statement that reads.
    fn one<T>(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let result = self.conn.row(sql, params, read);
        self.remember(result)
    }

    /// All rows of a statement that reads.
    fn many<T>(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let result = self.conn.rows(sql, params, read);
        self.remember(result)
    }

    /// After a failed statement PostgreSQL answers a COMMIT with a ROLLBACK and no error: we refuse before.
    fn remember<T>(&mut self, result: Result<T>) -> Result<T> {
        if let Err(e) = &result {
            self.broken.get_or_insert_with(|| e.to_string());
        }
        result
    }
}

/// Refuses what PostgreSQL cannot store, on both engines, before anything is written.
fn refuse_nul(field: &'static str, params: &[Param<'_>]) -> Result<()> {
    for param in params {
        if let Param::Text(text) = param
            && text.as_bytes().contains(&0)
        {
            return Err(Error::Invalid { field, why: Wrong::Nul });
        }
    }
    Ok(())
}

/// Refuses an empty text that must not be.
fn refuse_empty(field: &'static str, text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(Error::Invalid { field, why: Wrong::Empty });
    }
    Ok(())
}
