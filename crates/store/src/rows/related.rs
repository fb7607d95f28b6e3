//! Candidates for related posts: the latest few of each shared word and topic, by index, in one statement.

use crate::db::{sql::listed, statements};

/// Words asked for.
pub(crate) const WORDS: usize = 8;
/// Topics asked for.
pub(crate) const TOPICS: usize = 3;
/// Posts taken of each word (of each topic: 16).
pub(crate) const PER_WORD: usize = 12;

/// The latest public posts with a word: (number of the word, post, when, weight).
macro_rules! word {
    ($n:literal) => {
        concat!(
            "SELECT * FROM (SELECT ",
            $n,
            " AS source, post_id, listed_at, weight FROM post_terms WHERE term = ?",
            $n,
            " AND ",
            listed!("listed_at"),
            " ORDER BY listed_at DESC LIMIT 12) AS w",
            $n
        )
    };
}

/// The latest public posts of a topic in a language (?12).
macro_rules! topic {
    ($n:literal) => {
        concat!(
            "SELECT * FROM (SELECT ",
            $n,
            " AS source, post_id, listed_at, 0 AS weight FROM posts_tags WHERE tag_id = ?",
            $n,
            " AND ",
            listed!("listed_at"),
            " AND language = ?12 ORDER BY listed_at DESC LIMIT 16) AS t",
            $n
        )
    };
}

statements! {
    Reading CANDIDATES = concat!(
        word!(1), " UNION ALL ", word!(2), " UNION ALL ", word!(3), " UNION ALL ", word!(4), " UNION ALL ",
        word!(5), " UNION ALL ", word!(6), " UNION ALL ", word!(7), " UNION ALL ", word!(8), " UNION ALL ",
        topic!(9), " UNION ALL ", topic!(10), " UNION ALL ", topic!(11)
    );
    Writing ADD_8_TERMS = "INSERT INTO post_terms (post_id, listed_at, term, weight) VALUES (?1, ?2, ?3, ?4), \
        (?1, ?2, ?5, ?6), (?1, ?2, ?7, ?8), (?1, ?2, ?9, ?10), (?1, ?2, ?11, ?12), (?1, ?2, ?13, ?14), (?1, ?2, ?15, ?16), \
        (?1, ?2, ?17, ?18) ON CONFLICT (term, listed_at, post_id) DO NOTHING";
    Writing REMOVE_TERM = "DELETE FROM post_terms WHERE term = ?1 AND listed_at = ?2 AND post_id = ?3";
}
