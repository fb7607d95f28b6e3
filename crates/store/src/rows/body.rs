//! The text of a post and its fields for search engines, networks and mail.

use crate::{MaybeText, Text};

/// The text of a post.
#[derive(Clone, Debug, Default, PartialEq)]
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
#[derive(Clone, Debug, Default, PartialEq)]
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
