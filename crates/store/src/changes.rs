//! The change log: one row a transaction, numbered in the order of commit.

use crate::{
    Error, Millis, Result, Tag, TagSet,
    db::{Conn, statements},
};

/// Rows that stay; who has not looked for longer is told that everything changed.
const KEPT: i64 = 10_000;
/// More rows than these at once are not worth telling apart.
const TOLD: usize = 1_000;
/// A transaction that names more tags than these names [`Tag::everything`].
pub(crate) const MOST_TAGS: usize = 2_000;

statements! {
    Reading LAST = "SELECT COALESCE(MAX(seq), 0) FROM changes";
    Reading FIRST = "SELECT COALESCE(MIN(seq), 0) FROM changes";
    Reading SINCE = "SELECT seq, tags FROM changes WHERE seq > ?1 ORDER BY seq LIMIT ?2";
    Writing ADD = "INSERT INTO changes (seq, at, tags) VALUES (?1, ?2, ?3)";
    Writing PRUNE = "DELETE FROM changes WHERE seq <= ?1";
}

/// What happened after a change number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// These tags were touched, up to and including change `upto`.
    Tags {
        /// The last change looked at.
        upto: u64,
        /// What was touched, in order, without repetition.
        tags: Vec<Tag>,
    },
    /// Too much, or too long ago to know: everything cached goes.
    Everything {
        /// The last change looked at.
        upto: u64,
    },
}

/// The number of the last committed change.
pub(crate) fn last(conn: &mut Conn) -> Result<u64> {
    Ok(conn.row(&LAST, &[], |row| row.count(0))?.unwrap_or(0))
}

/// Writes the row of a transaction at its very end; gives its number.
///
/// Write transactions run one after the other (`Conn::begin_write`), so that numbers are drawn in the order of commit: whoever
/// sees number n sees everything up to n.
pub(crate) fn add(conn: &mut Conn, tags: &TagSet, now: Millis, at_least: u64) -> Result<u64> {
    let seq = last(conn)?.max(at_least) + 1;
    let everything = tags.len() > MOST_TAGS || tags.contains(&Tag::everything());
    let json = if everything {
        r#"["all"]"#.to_owned()
    } else {
        serde_json::to_string(&tags.iter().map(Tag::as_str).collect::<Vec<_>>())
            .map_err(|e| Error::Database(e.to_string()))?
    };
    conn.execute(&ADD, &[seq.into(), now.into(), json.as_str().into()])?;
    if seq.is_multiple_of(256) {
        conn.execute(&PRUNE, &[(seq as i64 - KEPT).into()])?;
    }
    Ok(seq)
}

/// What was touched after `seq`.
pub(crate) fn since(conn: &mut Conn, seq: u64) -> Result<Changes> {
    let upto = last(conn)?.max(seq);
    let first = conn.row(&FIRST, &[], |row| row.count(0))?.unwrap_or(0);
    if upto > seq && first > seq + 1 {
        return Ok(Changes::Everything { upto });
    }
    let rows = conn.rows(&SINCE, &[seq.into(), (TOLD as i64 + 1).into()], |row| {
        serde_json::from_str::<Vec<String>>(row.str(1)?)
            .map_err(|e| Error::Database(format!("change log: {e}")))
    })?;
    if rows.len() > TOLD {
        return Ok(Changes::Everything { upto });
    }
    let tags: TagSet = rows.iter().flatten().map(|tag| Tag::named(tag)).collect();
    if tags.contains(&Tag::everything()) {
        return Ok(Changes::Everything { upto });
    }
    Ok(Changes::Tags { upto, tags: tags.into_iter().collect() })
}
