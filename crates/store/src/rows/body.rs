//! The text of a post and its fields for search engines, networks and mail.

use serde::{Deserialize, Serialize};

use super::columns::{meta_columns, text_columns};
use crate::{
    Id, MaybeText, Result, Text,
    db::{Param, Row, batch::by_ids, statements},
};

/// What readers see of the text of a post: all but the document behind it, which is as long as all the rest and read only to be
/// changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PostText {
    /// Made from the document.
    pub html: Text,
    /// Made from the document.
    pub plaintext: Text,
    /// HTML for the page's head.
    pub codeinjection_head: MaybeText,
    /// HTML for the page's end.
    pub codeinjection_foot: MaybeText,
    /// Whether raw HTML and code injection come from somebody who may post them.
    pub trusted: bool,
}

/// The whole text of a post, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PostBody {
    /// The truth: the document as JSON (crate `document`).
    pub document: Text,
    /// Made from it.
    pub html: Text,
    /// Made from it.
    pub plaintext: Text,
    /// HTML for the page's head.
    pub codeinjection_head: MaybeText,
    /// HTML for the page's end.
    pub codeinjection_foot: MaybeText,
    /// Whether raw HTML and code injection come from somebody who may post them.
    pub trusted: bool,
}

/// Fields for search engines, networks and mail.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are Ghost's")]
pub struct PostMeta {
    pub meta_title: MaybeText,
    pub meta_description: MaybeText,
    pub og_image: MaybeText,
    pub og_title: MaybeText,
    pub og_description: MaybeText,
    pub twitter_image: MaybeText,
    pub twitter_title: MaybeText,
    pub twitter_description: MaybeText,
    pub email_subject: MaybeText,
    pub email_recipient_filter: MaybeText,
    pub newsletter_id: MaybeText,
    pub frontmatter: MaybeText,
    pub created_by: MaybeText,
    pub published_by: MaybeText,
}

impl PostText {
    /// Takes [`text_columns!`] of a row, beginning with column `at`.
    pub(crate) fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(Self {
            html: row.text(at)?,
            plaintext: row.text(at + 1)?,
            codeinjection_head: row.maybe_text(at + 2)?,
            codeinjection_foot: row.maybe_text(at + 3)?,
            trusted: row.bool(at + 4)?,
        })
    }
}

impl From<PostBody> for PostText {
    fn from(body: PostBody) -> Self {
        let PostBody { document: _, html, plaintext, codeinjection_head, codeinjection_foot, trusted } = body;
        Self { html, plaintext, codeinjection_head, codeinjection_foot, trusted }
    }
}

impl From<&PostBody> for PostText {
    fn from(body: &PostBody) -> Self {
        Self {
            html: body.html.clone(),
            plaintext: body.plaintext.clone(),
            codeinjection_head: body.codeinjection_head.clone(),
            codeinjection_foot: body.codeinjection_foot.clone(),
            trusted: body.trusted,
        }
    }
}

impl PostBody {
    /// Takes [`body_columns!`] of a row, beginning with column `at`.
    pub(crate) fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(Self {
            document: row.text(at)?,
            html: row.text(at + 1)?,
            plaintext: row.text(at + 2)?,
            codeinjection_head: row.maybe_text(at + 3)?,
            codeinjection_foot: row.maybe_text(at + 4)?,
            trusted: row.bool(at + 5)?,
        })
    }

    /// The values of [`PUT_BODY`].
    pub(crate) fn params<'a>(&'a self, id: &'a Id) -> [Param<'a>; 7] {
        [
            id.into(),
            (&self.document).into(),
            (&self.html).into(),
            (&self.plaintext).into(),
            (&self.codeinjection_head).into(),
            (&self.codeinjection_foot).into(),
            self.trusted.into(),
        ]
    }
}

impl PostMeta {
    /// Takes [`meta_columns!`] of a row (not the terms behind them), beginning with column `at`.
    pub(crate) fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        let text = |i| row.maybe_text(at + i);
        Ok(Self {
            meta_title: text(0)?,
            meta_description: text(1)?,
            og_image: text(2)?,
            og_title: text(3)?,
            og_description: text(4)?,
            twitter_image: text(5)?,
            twitter_title: text(6)?,
            twitter_description: text(7)?,
            email_subject: text(8)?,
            email_recipient_filter: text(9)?,
            newsletter_id: text(10)?,
            frontmatter: text(11)?,
            created_by: text(12)?,
            published_by: text(13)?,
        })
    }

    /// The values of [`PUT_META`].
    pub(crate) fn params<'a>(&'a self, id: &'a Id, terms: &'a str) -> [Param<'a>; 16] {
        [
            id.into(),
            (&self.meta_title).into(),
            (&self.meta_description).into(),
            (&self.og_image).into(),
            (&self.og_title).into(),
            (&self.og_description).into(),
            (&self.twitter_image).into(),
            (&self.twitter_title).into(),
            (&self.twitter_description).into(),
            (&self.email_subject).into(),
            (&self.email_recipient_filter).into(),
            (&self.newsletter_id).into(),
            (&self.frontmatter).into(),
            (&self.created_by).into(),
            (&self.published_by).into(),
            terms.into(),
        ]
    }
}

by_ids!(
    TEXTS,
    concat!(
        "SELECT b.post_id, ",
        text_columns!(),
        " FROM post_bodies b JOIN posts p ON p.id = b.post_id WHERE b.post_id IN ("
    ),
    ") AND p.listed_at IS NOT NULL"
);

by_ids!(
    METAS,
    concat!(
        "SELECT m.post_id, ",
        meta_columns!(),
        " FROM post_meta m JOIN posts p ON p.id = m.post_id WHERE m.post_id IN ("
    ),
    ") AND p.listed_at IS NOT NULL"
);

statements! {
    Writing PUT_BODY = "INSERT INTO post_bodies (post_id, document, html, plaintext, codeinjection_head, codeinjection_foot, \
        trusted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (post_id) DO UPDATE SET document = excluded.document, \
        html = excluded.html, plaintext = excluded.plaintext, codeinjection_head = excluded.codeinjection_head, \
        codeinjection_foot = excluded.codeinjection_foot, trusted = excluded.trusted";
    Writing PUT_META = "INSERT INTO post_meta (post_id, meta_title, meta_description, og_image, og_title, og_description, \
        twitter_image, twitter_title, twitter_description, email_subject, email_recipient_filter, newsletter_id, frontmatter, \
        created_by, published_by, terms) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) \
        ON CONFLICT (post_id) DO UPDATE SET meta_title = excluded.meta_title, meta_description = excluded.meta_description, \
        og_image = excluded.og_image, og_title = excluded.og_title, og_description = excluded.og_description, \
        twitter_image = excluded.twitter_image, twitter_title = excluded.twitter_title, \
        twitter_description = excluded.twitter_description, email_subject = excluded.email_subject, \
        email_recipient_filter = excluded.email_recipient_filter, newsletter_id = excluded.newsletter_id, \
        frontmatter = excluded.frontmatter, created_by = excluded.created_by, published_by = excluded.published_by, \
        terms = excluded.terms";
    Writing DELETE_BODY = "DELETE FROM post_bodies WHERE post_id = ?1";
    Writing DELETE_META = "DELETE FROM post_meta WHERE post_id = ?1";
    Reading TERMS_OF = "SELECT terms FROM post_meta WHERE post_id = ?1";
}
