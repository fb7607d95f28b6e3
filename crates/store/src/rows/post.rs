//! Posts and pages: the narrow row of lists and the whole article.

use std::{ops::Deref, sync::Arc};

use crate::{Author, Id, MaybeText, Millis, PostBody, PostMeta, TagRow, Text, Visibility};

/// Post or page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An article: appears in lists and feeds.
    Post,
    /// A page: stands alone.
    Page,
}

impl Kind {
    /// `post` or `page`, as in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Page => "page",
        }
    }
}

/// Where a post stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Not public.
    Draft,
    /// Will be public at `published_at`.
    Scheduled,
    /// Public.
    Published,
    /// Went out by mail only; not on the site.
    Sent,
}

impl Status {
    /// As in the database and in Ghost.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Sent => "sent",
        }
    }
}

/// The narrow row of a post: what a card in a list needs.
#[derive(Clone, Debug, PartialEq)]
pub struct PostRow {
    /// The id.
    pub id: Id,
    /// For previews.
    pub uuid: Text,
    /// Post or page.
    pub kind: Kind,
    /// Where it stands.
    pub status: Status,
    /// Address; unique within the kind.
    pub slug: Text,
    /// Headline, plain text.
    pub title: Text,
    /// A line above the headline, when it is not the topic.
    pub kicker: MaybeText,
    /// The standfirst written by the editors.
    pub custom_excerpt: MaybeText,
    /// The opening of the text, made from the body.
    pub excerpt: Text,
    /// Address of the hero image.
    pub feature_image: MaybeText,
    /// Its alternative text.
    pub feature_image_alt: MaybeText,
    /// Its caption (HTML).
    pub feature_image_caption: MaybeText,
    /// Who made it.
    pub feature_image_credit: MaybeText,
    /// Pixels, when known.
    pub feature_image_width: Option<u32>,
    /// Pixels, when known.
    pub feature_image_height: Option<u32>,
    /// `public`, `members`, `paid`, `tiers` or a filter.
    pub visibility: Text,
    /// An editor's pick.
    pub featured: bool,
    /// BCP 47 tag.
    pub language: Text,
    /// Shared by the versions of one story in several languages.
    pub translation_key: MaybeText,
    /// The address that search engines shall take as the original.
    pub canonical_url: MaybeText,
    /// `custom-NAME` of the theme.
    pub custom_template: MaybeText,
    /// Pages: whether the theme shows title and hero image.
    pub show_title_and_feature_image: bool,
    /// Not on the site.
    pub email_only: bool,
    /// What comments hang on.
    pub comment_id: MaybeText,
    /// Minutes.
    pub reading_time: u32,
    /// Words of the body.
    pub word_count: u32,
    /// Creation.
    pub created_at: Millis,
    /// Last change of any kind.
    pub updated_at: Millis,
    /// Publication.
    pub published_at: Option<Millis>,
    /// Shown to readers as “updated”; absent unless the text really was.
    pub edited_at: Option<Millis>,
}

impl PostRow {
    /// An empty draft.
    pub fn draft(id: Id, kind: Kind, slug: &str, title: &str, now: Millis) -> Self {
        Self {
            id,
            uuid: "".into(),
            kind,
            status: Status::Draft,
            slug: slug.into(),
            title: title.into(),
            kicker: None,
            custom_excerpt: None,
            excerpt: "".into(),
            feature_image: None,
            feature_image_alt: None,
            feature_image_caption: None,
            feature_image_credit: None,
            feature_image_width: None,
            feature_image_height: None,
            visibility: "public".into(),
            featured: false,
            language: "en".into(),
            translation_key: None,
            canonical_url: None,
            custom_template: None,
            show_title_and_feature_image: true,
            email_only: false,
            comment_id: None,
            reading_time: 0,
            word_count: 0,
            created_at: now,
            updated_at: now,
            published_at: None,
            edited_at: None,
        }
    }

    /// Whether readers may see it.
    pub fn is_public(&self) -> bool {
        self.status == Status::Published && self.published_at.is_some() && !self.email_only
    }
}

/// A post in a list, with its tags and authors in order. Gives the fields of [`PostRow`] by dereference.
#[derive(Clone, Debug)]
pub struct PostCard {
    /// The narrow row.
    pub row: PostRow,
    /// In the editors' order, internal ones (`#…`) included.
    pub tags: Vec<Arc<TagRow>>,
    /// In the editors' order.
    pub authors: Vec<Arc<Author>>,
}

impl PostCard {
    /// The first tag, when it is public (as in Ghost).
    pub fn primary_tag(&self) -> Option<&Arc<TagRow>> {
        self.tags.first().filter(|tag| tag.visibility == Visibility::Public)
    }
    /// The first author.
    pub fn primary_author(&self) -> Option<&Arc<Author>> {
        self.authors.first()
    }
}

impl Deref for PostCard {
    type Target = PostRow;
    fn deref(&self) -> &PostRow {
        &self.row
    }
}

/// A whole article. Gives the fields of [`PostCard`] and [`PostRow`] by dereference.
#[derive(Clone, Debug)]
pub struct Post {
    /// Row, tags, authors.
    pub card: PostCard,
    /// Text.
    pub body: PostBody,
    /// For search engines, networks and mail.
    pub meta: PostMeta,
}

impl Deref for Post {
    type Target = PostCard;
    fn deref(&self) -> &PostCard {
        &self.card
    }
}

/// A word that makes a post findable beside others.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The stem.
    pub term: Text,
    /// How much it says about this post: 1 to 1000.
    pub weight: u16,
}

/// What is written: a post with everything that belongs to it. Read it with `Writer::post`, change it, put it back.
#[derive(Clone, Debug, PartialEq)]
pub struct PostRecord {
    /// The narrow row.
    pub row: PostRow,
    /// Text.
    pub body: PostBody,
    /// For search engines, networks and mail.
    pub meta: PostMeta,
    /// Tags in order.
    pub tags: Vec<Id>,
    /// Authors in order.
    pub authors: Vec<Id>,
    /// The words it shares with related posts; a dozen or two.
    pub terms: Vec<Term>,
}

/// Another language's version of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The post.
    pub id: Id,
    /// BCP 47 tag.
    pub language: Text,
    /// Address.
    pub slug: Text,
    /// Headline.
    pub title: Text,
}
