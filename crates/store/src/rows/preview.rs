//! Links by which somebody without an account sees a story before it is published.

use crate::db::statements;

statements! {
    Writing ADD = "INSERT INTO preview_links (token_hash, post_id, created_by, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    Reading POST = "SELECT post_id, expires_at FROM preview_links WHERE token_hash = ?1 AND expires_at > ?2";
    Writing SWEEP = "DELETE FROM preview_links WHERE expires_at <= ?1";
    Writing COUNT = "SELECT COUNT(*) FROM preview_links WHERE post_id = ?1";
    Writing REMOVE_ALL = "DELETE FROM preview_links WHERE post_id = ?1";
}
