//! What `masthead doctor` asks the database.

use std::time::{Duration, Instant};

use crate::{
    Result, Store, Target, changes, copy,
    db::{Conn, statements},
    migrate, schema,
};

statements! {
    Writing PUBLIC_POSTS = "SELECT COUNT(*) FROM posts WHERE kind = 'post' AND listed_at IS NOT NULL";
    Writing COUNTED_POSTS = "SELECT COALESCE(MAX(n), 0) FROM counters WHERE name = 'posts'";
    Writing MISCOUNTED_TAGS = "SELECT COUNT(*) FROM tags t WHERE t.posts <> \
        (SELECT COUNT(*) FROM posts_tags k WHERE k.tag_id = t.id AND k.listed_at IS NOT NULL)";
    Writing MISCOUNTED_AUTHORS = "SELECT COUNT(*) FROM users u WHERE u.posts <> \
        (SELECT COUNT(*) FROM posts_authors k WHERE k.author_id = u.id AND k.listed_at IS NOT NULL)";
    Writing WITHOUT_DESK = "SELECT COUNT(*) FROM posts p WHERE NOT EXISTS (SELECT 1 FROM desk d WHERE d.post_id = p.id)";
    Writing WITHOUT_BODY = "SELECT COUNT(*) FROM posts p WHERE NOT EXISTS (SELECT 1 FROM post_bodies b WHERE b.post_id = p.id) \
        OR NOT EXISTS (SELECT 1 FROM post_meta m WHERE m.post_id = p.id)";
}

/// The state of the database.
#[derive(Clone, Debug)]
pub struct Health {
    /// `SQLite 3.x` or `PostgreSQL 15.x`.
    pub engine: String,
    /// The schema's version, and the one this program knows.
    pub schema: (i64, i64),
    /// The rows of each table.
    pub rows: Vec<(&'static str, u64)>,
    /// Bytes of the database.
    pub bytes: u64,
    /// Bytes in it that are free to be used again (SQLite).
    pub free_bytes: Option<u64>,
    /// SQLite's journal mode; `wal` when all is well.
    pub journal: Option<String>,
    /// The number of the last change in the log, and the one announced to other processes.
    pub change_numbers: (u64, u64),
    /// How long an answer takes.
    pub answer: Duration,
    /// What is wrong, a sentence each; empty when all is well.
    pub problems: Vec<String>,
}

impl Store {
    /// What is wrong with the database, a sentence each; empty when all is well. Reads every page of a SQLite file.
    pub fn check(&self) -> Result<Vec<String>> {
        Ok(self.health()?.problems)
    }

    /// Looks at the whole database; reads every page of a SQLite file.
    pub fn health(&self) -> Result<Health> {
        let mut lease = self.lease()?;
        let conn = lease.conn();
        let began = Instant::now();
        let last = changes::last(conn)?;
        let answer = began.elapsed();
        let mut problems = Vec::new();
        let mut health = Health {
            engine: String::new(),
            schema: (migrate::version(conn)?, migrate::VERSION),
            rows: Vec::new(),
            bytes: 0,
            free_bytes: None,
            journal: None,
            change_numbers: (last, self.change_number()),
            answer,
            problems: Vec::new(),
        };
        for table in schema::tables() {
            health.rows.push((table.name, copy::count(conn, table.name)?));
        }
        match self.target() {
            Target::Sqlite { .. } => sqlite(conn, &mut health, &mut problems)?,
            Target::Postgres { .. } => {
                health.engine =
                    format!("PostgreSQL {}", text(conn, "SELECT current_setting('server_version')")?);
                health.bytes = number(conn, "SELECT pg_database_size(current_database())")?;
            }
        }
        let mut ask = |sql: &crate::db::Sql| conn.row(sql, &[], |row| row.count(0)).map(|n| n.unwrap_or(0));
        let (public, counted) = (ask(&PUBLIC_POSTS)?, ask(&COUNTED_POSTS)?);
        if public != counted {
            problems.push(format!("{public} posts are public, but the counter says {counted}"));
        }
        for (sql, what) in [
            (&MISCOUNTED_TAGS, "tags have a wrong number of posts"),
            (&MISCOUNTED_AUTHORS, "authors have a wrong number of posts"),
            (&WITHOUT_BODY, "posts have no text or no meta row"),
            (&WITHOUT_DESK, "stories have no row on the desk"),
        ] {
            let n = ask(sql)?;
            if n > 0 {
                problems.push(format!("{n} {what}"));
            }
        }
        if health.schema.0 != health.schema.1 {
            problems.push(format!(
                "the schema is of version {}, this program knows {}",
                health.schema.0, health.schema.1
            ));
        }
        health.problems = problems;
        Ok(health)
    }
}

fn sqlite(conn: &mut Conn, health: &mut Health, problems: &mut Vec<String>) -> Result<()> {
    health.engine = format!("SQLite {}", text(conn, "SELECT sqlite_version()")?);
    let page = number(conn, "PRAGMA page_size")?;
    health.bytes = page * number(conn, "PRAGMA page_count")?;
    health.free_bytes = Some(page * number(conn, "PRAGMA freelist_count")?);
    let journal = text(conn, "PRAGMA journal_mode")?;
    if journal != "wal" {
        problems.push(format!(
            "the journal mode is “{journal}”, not “wal”: readers and the writer will wait for each other"
        ));
    }
    health.journal = Some(journal);
    conn.each_of("PRAGMA quick_check(20)", &[], &mut |row| {
        let line = row.str(0)?;
        if line != "ok" {
            problems.push(format!("the file is damaged: {line}"));
        }
        Ok(())
    })?;
    conn.each_of("PRAGMA foreign_key_check", &[], &mut |row| {
        if problems.len() < 50 {
            problems.push(format!(
                "a row of {} refers to a row of {} that is not there",
                row.str(0)?,
                row.str(2)?
            ));
        }
        Ok(())
    })
}

fn text(conn: &mut Conn, sql: &str) -> Result<String> {
    let mut out = String::new();
    conn.each_of(sql, &[], &mut |row| {
        out = row.str(0)?.to_owned();
        Ok(())
    })?;
    Ok(out)
}

fn number(conn: &mut Conn, sql: &str) -> Result<u64> {
    let mut out = 0;
    conn.each_of(sql, &[], &mut |row| {
        out = row.count(0)?;
        Ok(())
    })?;
    Ok(out)
}
