//! What must be known before the posts are read, in a temporary SQLite file: relations and meta rows may stand after the posts, and
//! there may be more of them than memory.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};

/// Which relation of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// `posts_tags`
    Tag,
    /// `posts_authors`
    Author,
    /// `posts_products`
    Tier,
}

/// The temporary file.
pub(crate) struct Staging {
    db: Connection,
}

type Result<T> = rusqlite::Result<T>;

impl Staging {
    /// Makes it in `folder`.
    ///
    /// # Errors
    /// When SQLite cannot write there.
    pub(crate) fn create(folder: &Path) -> Result<Self> {
        let db = Connection::open(folder.join("staging.db"))?;
        db.pragma_update(None, "journal_mode", "OFF")?;
        db.pragma_update(None, "synchronous", "OFF")?;
        db.pragma_update(None, "cache_size", -6_000)?;
        db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        db.set_prepared_statement_cache_capacity(32);
        db.execute_batch(
            "CREATE TABLE relation (kind INTEGER NOT NULL, post TEXT NOT NULL, sort INTEGER NOT NULL, seq INTEGER NOT NULL, other TEXT NOT NULL);
             CREATE TABLE meta (post TEXT PRIMARY KEY, json TEXT NOT NULL, path TEXT NOT NULL, byte INTEGER NOT NULL, line INTEGER NOT NULL) WITHOUT ROWID;
             CREATE TABLE small (entity TEXT NOT NULL, seq INTEGER NOT NULL, json TEXT NOT NULL, path TEXT NOT NULL, byte INTEGER NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (entity, seq));
             CREATE TABLE known (entity TEXT NOT NULL, id TEXT NOT NULL, mapped TEXT NOT NULL, PRIMARY KEY (entity, id)) WITHOUT ROWID;
             CREATE TABLE media (path TEXT PRIMARY KEY, stand INTEGER NOT NULL, sha256 TEXT NOT NULL, kind TEXT NOT NULL, mime TEXT NOT NULL,
                 original TEXT NOT NULL, width INTEGER, height INTEGER, bytes INTEGER NOT NULL, name TEXT NOT NULL, caption TEXT, credit TEXT, alt TEXT,
                 removed TEXT NOT NULL, remains TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
             CREATE TABLE aside (below TEXT PRIMARY KEY, stand INTEGER NOT NULL) WITHOUT ROWID;
             BEGIN;",
        )?;
        Ok(Self { db })
    }

    /// The open file.
    pub(super) fn db(&self) -> &Connection {
        &self.db
    }

    /// Adds a relation of a post; `seq` breaks ties of `sort`.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn relate(&self, kind: Relation, post: &str, sort: i64, seq: u64, other: &str) -> Result<()> {
        self.db
            .prepare_cached("INSERT INTO relation VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![kind as i64, post, sort, seq as i64, other])
            .map(|_| ())
    }

    /// After the last relation: makes them quick to find.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn finish_relations(&self) -> Result<()> {
        self.db.execute_batch("CREATE INDEX relation_by_post ON relation (post, kind, sort, seq, other)")
    }

    /// What a post is related to, in order.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn related(&self, kind: Relation, post: &str) -> Result<Vec<String>> {
        self.db
            .prepare_cached("SELECT other FROM relation WHERE post = ?1 AND kind = ?2 ORDER BY sort, seq")?
            .query_map(params![post, kind as i64], |row| row.get(0))?
            .collect()
    }

    /// Stages a `posts_meta` row. `false` when the post already has one: the first stays.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn put_meta(&self, post: &str, place: &super::scan::Place, json: &str) -> Result<bool> {
        self.db
            .prepare_cached("INSERT OR IGNORE INTO meta VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![post, json, place.path, place.byte as i64, place.line as i64])
            .map(|rows| rows == 1)
    }

    /// The `posts_meta` row of a post.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn meta(&self, post: &str) -> Result<Option<(super::scan::Place, String)>> {
        self.db
            .prepare_cached("SELECT path, byte, line, json FROM meta WHERE post = ?1")?
            .query_row([post], place_and_json)
            .optional()
    }

    /// Stages a row of a small table.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn put_small(
        &self,
        entity: &str,
        seq: u64,
        place: &super::scan::Place,
        json: &str,
    ) -> Result<()> {
        self.db
            .prepare_cached("INSERT INTO small VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![entity, seq as i64, json, place.path, place.byte as i64, place.line as i64])
            .map(|_| ())
    }

    /// Calls `each` with every row of a small table, in the order of the file.
    ///
    /// # Errors
    /// Of SQLite, and whatever `each` gives.
    pub(crate) fn each_small<E: From<rusqlite::Error>>(
        &self,
        entity: &str,
        mut each: impl FnMut(super::scan::Place, String) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut statement = self
            .db
            .prepare_cached("SELECT path, byte, line, json FROM small WHERE entity = ?1 ORDER BY seq")?;
        let mut rows = statement.query([entity])?;
        while let Some(row) = rows.next()? {
            let (place, json) = place_and_json(row)?;
            each(place, json)?;
        }
        Ok(())
    }

    /// Notes that a row of an entity exists, and the id it has with us. `false` when it is a duplicate.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn know(&self, entity: &str, id: &str, mapped: &str) -> Result<bool> {
        self.db
            .prepare_cached("INSERT OR IGNORE INTO known VALUES (?1, ?2, ?3)")?
            .execute([entity, id, mapped])
            .map(|rows| rows == 1)
    }

    /// The id that a row of an entity has with us.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn known(&self, entity: &str, id: &str) -> Result<Option<String>> {
        self.db
            .prepare_cached("SELECT mapped FROM known WHERE entity = ?1 AND id = ?2")?
            .query_row([entity, id], |row| row.get(0))
            .optional()
    }

    /// Relations whose post is not known (asked after the posts were read).
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn orphans(&self, kind: Relation) -> Result<u64> {
        self.db.query_row(
            "SELECT count(*) FROM relation WHERE kind = ?1 AND post NOT IN (SELECT id FROM known WHERE entity = 'posts')",
            [kind as i64],
            |row| row.get::<_, i64>(0).map(|count| count as u64),
        )
    }
}

fn place_and_json(row: &rusqlite::Row<'_>) -> Result<(super::scan::Place, String)> {
    let place = super::scan::Place {
        path: row.get(0)?,
        byte: row.get::<_, i64>(1)? as u64,
        line: row.get::<_, i64>(2)? as u64,
    };
    Ok((place, row.get(3)?))
}
