//! The column lists, once; the readers beside the structs take them in this order.

/// Columns of `posts p`, as `PostRow::read` takes them: 31.
macro_rules! post_columns {
    () => {
        "p.id, p.uuid, p.kind, p.status, p.slug, p.title, p.kicker, p.custom_excerpt, p.excerpt, p.feature_image, \
         p.feature_image_alt, p.feature_image_caption, p.feature_image_credit, p.feature_image_width, p.feature_image_height, \
         p.visibility, p.featured, p.language, p.translation_key, p.canonical_url, p.custom_template, \
         p.show_title_and_feature_image, p.email_only, p.comment_id, p.reading_time, p.word_count, p.created_at, \
         p.updated_at, p.published_at, p.edited_at, p.feature_image_focus"
    };
}
pub(crate) use post_columns;

/// Columns of `post_bodies b` without its key: 6.
macro_rules! body_columns {
    () => {
        "b.document, b.html, b.plaintext, b.codeinjection_head, b.codeinjection_foot, b.trusted"
    };
}
pub(crate) use body_columns;

/// Columns of `post_bodies b` that readers see: 5.
macro_rules! text_columns {
    () => {
        "b.html, b.plaintext, b.codeinjection_head, b.codeinjection_foot, b.trusted"
    };
}
pub(crate) use text_columns;

/// Columns of `post_meta m` without its key: 14, and the terms.
macro_rules! meta_columns {
    () => {
        "m.meta_title, m.meta_description, m.og_image, m.og_title, m.og_description, m.twitter_image, m.twitter_title, \
         m.twitter_description, m.email_subject, m.email_recipient_filter, m.newsletter_id, m.frontmatter, m.created_by, \
         m.published_by, m.terms"
    };
}
pub(crate) use meta_columns;

/// Columns of `tags t`: 21.
macro_rules! tag_columns {
    () => {
        "t.id, t.name, t.slug, t.description, t.feature_image, t.visibility, t.accent_color, t.canonical_url, t.meta_title, \
         t.meta_description, t.og_image, t.og_title, t.og_description, t.twitter_image, t.twitter_title, \
         t.twitter_description, t.codeinjection_head, t.codeinjection_foot, t.created_at, t.updated_at, t.posts"
    };
}
pub(crate) use tag_columns;

/// Columns of `users u` that readers may see: 22.
macro_rules! author_columns {
    () => {
        "u.id, u.name, u.slug, u.profile_image, u.cover_image, u.bio, u.website, u.location, u.facebook, u.twitter, \
         u.threads, u.bluesky, u.mastodon, u.tiktok, u.youtube, u.instagram, u.linkedin, u.meta_title, u.meta_description, \
         u.created_at, u.updated_at, u.posts"
    };
}
pub(crate) use author_columns;

/// Eight, thirty-two, and a hundred marks: lists of ids are padded to one of these, so that few texts are prepared.
macro_rules! marks8 {
    () => {
        "?1,?2,?3,?4,?5,?6,?7,?8"
    };
}
pub(crate) use marks8;

macro_rules! marks32 {
    () => {
        "?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?26,?27,?28,?29,?30,?31,?32"
    };
}
pub(crate) use marks32;

macro_rules! marks100 {
    () => {
        "?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?26,?27,?28,?29,?30,?31,?32,\
         ?33,?34,?35,?36,?37,?38,?39,?40,?41,?42,?43,?44,?45,?46,?47,?48,?49,?50,?51,?52,?53,?54,?55,?56,?57,?58,?59,?60,?61,?62,\
         ?63,?64,?65,?66,?67,?68,?69,?70,?71,?72,?73,?74,?75,?76,?77,?78,?79,?80,?81,?82,?83,?84,?85,?86,?87,?88,?89,?90,?91,?92,\
         ?93,?94,?95,?96,?97,?98,?99,?100"
    };
}
pub(crate) use marks100;
