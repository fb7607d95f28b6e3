//! The desk's lists: one row of the index a story, walked from a place on, at most a window at a time, so that no question costs more
//! than the window is wide, however large the archive and however rare the answer.

use super::{columns::post_columns, desk::desk_columns};
use crate::db::{batch::by_ids, statements};

/// Rows of the index that one question looks at.
pub(crate) const WINDOW: u32 = 1_000;

/// (`|| ''` keeps SQLite from going through all stories of an author or a topic for each row.) What a row of the window must still be, from parameter ?6 on; an empty text asks nothing. ?6 state, ?7 language, ?8 author, ?9 topic,
/// ?10 assignee, ?11 whose own stories only, ?12 whose topics only.
macro_rules! conditions {
    () => {
        " WHERE (?6 = '' OR d.state = ?6) AND (?7 = '' OR d.language = ?7) \
         AND (?8 = '' OR EXISTS (SELECT 1 FROM posts_authors a WHERE a.post_id = d.post_id AND a.author_id || '' = ?8)) \
         AND (?9 = '' OR EXISTS (SELECT 1 FROM posts_tags t WHERE t.post_id = d.post_id AND t.tag_id || '' = ?9)) \
         AND (?10 = '' OR EXISTS (SELECT 1 FROM desk_people e WHERE e.post_id = d.post_id AND e.user_id = ?10)) \
         AND (?11 = '' OR EXISTS (SELECT 1 FROM posts_authors o WHERE o.post_id = d.post_id AND o.author_id || '' = ?11) \
             OR EXISTS (SELECT 1 FROM desk_people f WHERE f.post_id = d.post_id AND f.user_id = ?11)) \
         AND (?12 = '' OR EXISTS (SELECT 1 FROM posts_tags k JOIN staff_topics l ON l.tag_id = k.tag_id \
             WHERE k.post_id = d.post_id AND l.user_id = ?12))"
    };
}

/// ?1 the facet, ?2 and ?3 the place to go on from, ?4 the last date, ?5 the window, ?13 how many.
macro_rules! walk {
    ($order:literal, $than:literal, $until:literal) => {
        concat!(
            "SELECT page.at, ",
            desk_columns!(),
            ", ",
            post_columns!(),
            " FROM (SELECT w.at, w.post_id FROM desk_index w \
             WHERE w.facet = ?1 AND (w.at, w.post_id) ",
            $than,
            " (?2, ?3) AND w.at ",
            $until,
            " ?4 \
             ORDER BY w.at",
            $order,
            ", w.post_id",
            $order,
            " LIMIT ?5) page \
             JOIN desk d ON d.post_id = page.post_id JOIN posts p ON p.id = d.post_id",
            conditions!(),
            " ORDER BY page.at",
            $order,
            ", page.post_id",
            $order,
            " LIMIT ?13"
        )
    };
}

/// How many rows a window has.
macro_rules! width {
    ($order:literal, $than:literal, $until:literal) => {
        concat!(
            "SELECT COUNT(*) FROM (SELECT 1 FROM desk_index w WHERE w.facet = ?1 AND (w.at, w.post_id) ",
            $than,
            " (?2, ?3) AND w.at ",
            $until,
            " ?4 ORDER BY w.at",
            $order,
            ", w.post_id",
            $order,
            " LIMIT ?5) page"
        )
    };
}

/// Where a window ends: (date, id) of its last row.
macro_rules! end {
    ($order:literal, $back:literal, $than:literal, $until:literal) => {
        concat!(
            "SELECT page.at, page.post_id FROM (SELECT w.at, w.post_id FROM desk_index w \
             WHERE w.facet = ?1 AND (w.at, w.post_id) ",
            $than,
            " (?2, ?3) AND w.at ",
            $until,
            " ?4 \
             ORDER BY w.at",
            $order,
            ", w.post_id",
            $order,
            " LIMIT ?5) page ORDER BY page.at",
            $back,
            ", page.post_id",
            $back,
            " LIMIT 1"
        )
    };
}

by_ids!(
    CARDS,
    concat!(
        "SELECT ",
        desk_columns!(),
        ", ",
        post_columns!(),
        " FROM desk d JOIN posts p ON p.id = d.post_id WHERE d.post_id IN ("
    ),
    ")"
);

statements! {
    Reading NEWEST = walk!(" DESC", "<", ">=");
    Reading SOONEST = walk!("", ">", "<=");
    Reading NEWEST_END = end!(" DESC", "", "<", ">=");
    Reading SOONEST_END = end!("", " DESC", ">", "<=");
    Reading NEWEST_WIDTH = width!(" DESC", "<", ">=");
    Reading SOONEST_WIDTH = width!("", ">", "<=");
    // ?1 what is asked, ?2 the number to go on from, ?3 and ?4 dates, ?5 the window, ?13 how many, ?14 the kind.
    Reading FOUND = concat!(
        "SELECT page.n, ", desk_columns!(), ", ", post_columns!(), " FROM (SELECT rowid AS n FROM story_search(?1) \
         WHERE rowid < ?2 ORDER BY rowid DESC LIMIT ?5) page JOIN desk d ON d.n = page.n JOIN posts p ON p.id = d.post_id",
        conditions!(), " AND d.at <= ?3 AND d.at >= ?4 AND d.kind = ?14 AND (?6 <> '' OR d.state <> 'trash') \
        ORDER BY page.n DESC LIMIT ?13");
    Reading FOUND_WIDTH = "SELECT COUNT(*) FROM (SELECT rowid AS n FROM story_search(?1) WHERE rowid < ?2 \
        ORDER BY rowid DESC LIMIT ?3) page";
    Reading FOUND_END = "SELECT page.n FROM (SELECT rowid AS n FROM story_search(?1) WHERE rowid < ?2 ORDER BY rowid DESC LIMIT ?3) \
        page ORDER BY page.n LIMIT 1";
    // ?1 what is asked, ?2 the window, ?3 how many, ?4 how many to skip. For readers: public posts that are open to all.
    Reading PUBLIC_FOUND = "SELECT p.id FROM (SELECT rowid AS n FROM story_search(?1) ORDER BY rowid DESC LIMIT ?2) page \
        JOIN desk d ON d.n = page.n JOIN posts p ON p.id = d.post_id \
        WHERE p.kind = 'post' AND p.listed_at IS NOT NULL AND p.visibility = 'public' \
        ORDER BY p.listed_at DESC, p.id DESC LIMIT ?3 OFFSET ?4";
    Reading TOPIC_NAMES = "SELECT id, name FROM tags WHERE visibility IN ('public', 'internal') ORDER BY posts DESC, id DESC LIMIT ?1";
    Reading PEOPLE_NAMES = "SELECT id, name FROM users WHERE posts >= 0 ORDER BY posts DESC, id DESC LIMIT ?1";
    Reading VERSIONS = "SELECT id, language, slug, title FROM posts WHERE translation_key = ?1 AND id <> ?2 ORDER BY language, id LIMIT 50";
}
