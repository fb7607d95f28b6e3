//! Views, and the ranking made of them.

use crate::db::statements;

statements! {
    Writing COUNT_VIEWS = "INSERT INTO post_views (day, post_id, views) SELECT ?1, id, ?3 FROM posts WHERE id = ?2 \
        ON CONFLICT (day, post_id) DO UPDATE SET views = post_views.views + excluded.views";
    Writing MOST_VIEWED = "SELECT v.post_id, CAST(SUM(v.views) AS BIGINT) AS total FROM post_views v \
        JOIN posts p ON p.id = v.post_id WHERE v.day > ?1 AND v.day <= ?2 AND p.kind = 'post' AND p.listed_at IS NOT NULL \
        GROUP BY v.post_id ORDER BY total DESC, v.post_id LIMIT ?3";
    Writing FORGET_VIEWS = "DELETE FROM post_views WHERE day <= ?1";
    Writing FORGET_VIEWS_OF = "DELETE FROM post_views WHERE post_id = ?1";
    Writing FORGET_RANK_OF = "DELETE FROM popular WHERE post_id = ?1";
    Writing RANKING = "SELECT post_id FROM popular ORDER BY rank";
    Writing CLEAR = "DELETE FROM popular";
    Writing RANK = "INSERT INTO popular (rank, post_id) VALUES (?1, ?2)";
    Reading PICKS = "SELECT k.post_id FROM picks k JOIN posts p ON p.id = k.post_id \
        WHERE k.position >= 0 AND p.listed_at IS NOT NULL ORDER BY k.position LIMIT ?1";
    Writing PICKED = "SELECT post_id FROM picks ORDER BY position";
    Writing CLEAR_PICKS = "DELETE FROM picks";
    Writing PICK = "INSERT INTO picks (position, post_id) VALUES (?1, ?2)";
    Writing IS_PICKED = "SELECT position FROM picks WHERE post_id = ?1";
    Writing FORGET_PICK_OF = "DELETE FROM picks WHERE post_id = ?1";
    Reading POPULAR = "SELECT k.post_id FROM popular k JOIN posts p ON p.id = k.post_id \
        WHERE k.rank >= 0 AND p.listed_at IS NOT NULL ORDER BY k.rank LIMIT ?1";
}
