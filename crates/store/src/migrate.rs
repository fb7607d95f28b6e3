//! Numbered migrations; a database that is not ours, or newer than this program, is left alone.

use crate::{
    Error, Result,
    db::{Conn, statements},
};

/// The migrations, in order. Never change one that was released: add another.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "site", include_str!("../migrations/0001_site.sql")),
    (
        2,
        "room",
        concat!(
            include_str!("../migrations/0002_room/staff.sql"),
            include_str!("../migrations/0002_room/stories.sql"),
            include_str!("../migrations/0002_room/live.sql"),
            include_str!("../migrations/0002_room/media.sql"),
            include_str!("../migrations/0002_room/forms.sql"),
            include_str!("../migrations/0002_room/backfill.sql"),
        ),
    ),
    (3, "media", include_str!("../migrations/0003_media.sql")),
    (4, "attempts", include_str!("../migrations/0004_attempts.sql")),
    (5, "keys", include_str!("../migrations/0005_keys.sql")),
    (6, "theme_previews", include_str!("../migrations/0006_theme_previews.sql")),
    (7, "stored", include_str!("../migrations/0007_stored.sql")),
    (8, "readership", include_str!("../migrations/0008_readership.sql")),
];

/// The search index over `story_words`: an engine's own, made from them, and so no part of the numbered migrations.
const LITE_SEARCH: &str = include_str!("../migrations/search.sqlite.sql");
const PG_SEARCH: &str = include_str!("../migrations/search.postgres.sql");
/// The migration that brings `story_words`.
const SEARCH_SINCE: i64 = 2;

/// The version that this program knows.
pub(crate) const VERSION: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

statements! {
    Writing VERSION_NOW = "SELECT COALESCE(MAX(version), 0) FROM migrations";
    Writing APPLIED = "INSERT INTO migrations (version, name, at) VALUES (?1, ?2, ?3)";
}

const LITE_TABLES: &str = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
const PG_TABLES: &str =
    "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()";
/// A number of our own for the lock that keeps two processes from migrating at once.
const PG_LOCK: &str = "SELECT pg_advisory_xact_lock(1297306450)";

/// Brings the schema up to date inside one transaction.
pub(crate) fn run(conn: &mut Conn, now: crate::Millis) -> Result<()> {
    if up_to_date(conn) {
        return Ok(());
    }
    run_until(conn, now, VERSION)
}

/// Brings the schema to one version.
pub(crate) fn run_until(conn: &mut Conn, now: crate::Millis, last: i64) -> Result<()> {
    conn.begin_write()?;
    match apply(conn, now, last) {
        Ok(()) => conn.batch("COMMIT"),
        Err(e) => {
            conn.batch("ROLLBACK")?;
            Err(e)
        }
    }
}

/// Spares the write lock when there is nothing to do: another process may hold it for long.
fn up_to_date(conn: &mut Conn) -> bool {
    version(conn).is_ok_and(|version| version == VERSION)
}

/// The version of the database.
pub(crate) fn version(conn: &mut Conn) -> Result<i64> {
    Ok(conn.row(&VERSION_NOW, &[], |row| row.int(0))?.unwrap_or(0))
}

fn apply(conn: &mut Conn, now: crate::Millis, last: i64) -> Result<()> {
    let mut tables = Vec::new();
    let list = match conn {
        Conn::Lite(_) => LITE_TABLES,
        Conn::Pg(_) => {
            conn.batch(PG_LOCK)?;
            PG_TABLES
        }
    };
    conn.each_of(list, &[], &mut |row| {
        tables.push(row.text(0)?);
        Ok(())
    })?;
    if tables.is_empty() {
        conn.batch(&ddl(
            conn,
            "CREATE TABLE migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL)",
        ))?;
    } else if !tables.iter().any(|table| &**table == "migrations")
        || !tables.iter().any(|table| &**table == "posts")
    {
        return Err(Error::Foreign(format!(
            "the database has tables that are not Masthead's ({}): give it one of its own",
            tables.iter().take(5).map(|table| &**table).collect::<Vec<_>>().join(", ")
        )));
    }
    let present = version(conn)?;
    if present > VERSION {
        return Err(Error::Foreign(format!(
            "the database is of schema version {present}, this Masthead knows up to {VERSION}: use a newer Masthead"
        )));
    }
    for (version, name, text) in
        MIGRATIONS.iter().filter(|(version, ..)| (present + 1..=last).contains(version))
    {
        conn.batch(&ddl(conn, text))?;
        if *version == SEARCH_SINCE {
            add_search(conn)?;
        }
        conn.execute(&APPLIED, &[(*version).into(), (*name).into(), now.into()])?;
    }
    Ok(())
}

/// Makes the engine's search index.
pub(crate) fn add_search(conn: &mut Conn) -> Result<()> {
    let text = match conn {
        Conn::Lite(_) => LITE_SEARCH,
        Conn::Pg(_) => PG_SEARCH,
    };
    conn.batch(text)
}

/// The portable text for the engine of a connection.
pub(crate) fn ddl(conn: &Conn, text: &str) -> String {
    match conn {
        Conn::Lite(_) => text.replace("/* CLUSTERED */", "WITHOUT ROWID"),
        Conn::Pg(_) => {
            let lines = text.lines().map(|line| line.split("--").next().unwrap_or_default());
            lines.collect::<Vec<_>>().join("\n").replace(" TEXT", r#" TEXT COLLATE "C""#)
        }
    }
}
