//! How often somebody tried: rows, so that all servers of a site count together.

use crate::db::statements;

statements! {
    // ?1 the key, ?2 now, ?3 the time before which a count is over. One statement, so that many at once are counted each.
    Writing COUNT = "INSERT INTO attempts (key, tries, since) VALUES (?1, 1, ?2) ON CONFLICT (key) DO UPDATE SET \
        tries = CASE WHEN attempts.since <= ?3 THEN 1 ELSE attempts.tries + 1 END, \
        since = CASE WHEN attempts.since <= ?3 THEN excluded.since ELSE attempts.since END RETURNING tries, since";
    Writing FORGET = "DELETE FROM attempts WHERE key = ?1";
    Writing TAKE_BACK = "UPDATE attempts SET tries = tries - 1 WHERE key = ?1 AND tries > 0";
    Writing SWEEP = "DELETE FROM attempts WHERE since <= ?1";
    Writing HOW_MANY = "SELECT COUNT(*) FROM attempts";
    Writing TRIM = "DELETE FROM attempts WHERE key IN (SELECT key FROM attempts ORDER BY tries, since LIMIT ?1)";
}
