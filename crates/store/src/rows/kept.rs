//! What an import brought and nothing shows yet, the hashes that make a repeated import a no-op, the kept counters.

use crate::db::statements;

statements! {
    Writing KEEP = "INSERT INTO kept (entity, id, json) VALUES (?1, ?2, ?3) \
        ON CONFLICT (entity, id) DO UPDATE SET json = excluded.json";
    Reading KEPT_JSON = "SELECT json FROM kept WHERE entity = ?1 AND id = ?2";
    Writing FORGET_KEPT = "DELETE FROM kept WHERE entity = ?1 AND id = ?2";
    Reading KEPT_PAGE = "SELECT id, json FROM kept WHERE entity = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
    Writing KEPT_COUNTS = "SELECT entity, COUNT(*) FROM kept GROUP BY entity ORDER BY entity";
    Writing HASH = "SELECT hash FROM imports WHERE entity = ?1 AND id = ?2";
    Writing HASHES = "SELECT id, hash FROM imports WHERE entity = ?1";
    Writing SET_HASH = "INSERT INTO imports (entity, id, hash) VALUES (?1, ?2, ?3) \
        ON CONFLICT (entity, id) DO UPDATE SET hash = excluded.hash";
    Reading COUNTER = "SELECT n FROM counters WHERE name = ?1";
    Writing ADD_COUNTER = "INSERT INTO counters (name, n) VALUES (?1, ?2) \
        ON CONFLICT (name) DO UPDATE SET n = counters.n + excluded.n";
}
