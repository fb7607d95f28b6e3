//! Posts and pages: the narrow row of lists and the whole article.

use std::{ops::Deref, sync::Arc};

use filter::{Compare, Expr, Test, Value};
use serde::{Deserialize, Serialize};

use super::columns::{body_columns, meta_columns, post_columns, text_columns};
use crate::{
    Author, Id, MaybeText, Millis, PostBody, PostMeta, PostText, Result, TagRow, Text, Visibility,
    db::{Param, Row, statements},
};

/// Post or page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// What must not be cropped away of it: `33% 20%`, from the left and from the top.
    pub feature_image_focus: MaybeText,
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
            feature_image_focus: None,
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

/// A post in a list, with its tags and authors in order. Gives the fields of [`PostRow`] by dereference. Cheap to clone: many
/// pages show the same ones.
#[derive(Clone, Debug)]
pub struct PostCard {
    /// The narrow row.
    pub row: Arc<PostRow>,
    /// In the editors' order, internal ones (`#…`) included.
    pub tags: Arc<[Arc<TagRow>]>,
    /// In the editors' order.
    pub authors: Arc<[Arc<Author>]>,
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

/// A whole article, with what readers see of its text or with all of it ([`crate::PostBody`]). Gives the fields of [`PostCard`] and
/// [`PostRow`] by dereference.
#[derive(Clone, Debug)]
pub struct Post<B = PostText> {
    /// Row, tags, authors.
    pub card: PostCard,
    /// Text.
    pub body: B,
    /// For search engines, networks and mail.
    pub meta: PostMeta,
}

impl<B> Deref for Post<B> {
    type Target = PostCard;
    fn deref(&self) -> &PostCard {
        &self.card
    }
}

/// A word that makes a post findable beside others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The stem.
    pub term: Text,
    /// How much it says about this post: 1 to 1000.
    pub weight: u16,
}

/// What is written: a post with everything that belongs to it. Read it with `Writer::post`, change it, put it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// The tiers that may read it, in order; they say something where its visibility is `tiers`.
    #[serde(default)]
    pub tiers: Vec<Id>,
    /// The words it shares with related posts; a dozen or two.
    pub terms: Vec<Term>,
    /// The words by which the newsroom finds it, each once, separated by spaces. `None` leaves them as they are.
    pub words: MaybeText,
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

impl Kind {
    pub(crate) fn parse(text: &str) -> Self {
        if text == "page" { Self::Page } else { Self::Post }
    }
}

impl Status {
    pub(crate) fn parse(text: &str) -> Self {
        match text {
            "published" => Self::Published,
            "scheduled" => Self::Scheduled,
            "sent" => Self::Sent,
            _ => Self::Draft,
        }
    }
}

impl PostRow {
    /// Whom it is for: `public`, `members`, `paid`, or `tiers`, which stands for a filter of members, too.
    pub fn for_whom(&self) -> &str {
        match &*self.visibility {
            open @ ("public" | "members" | "paid") => open,
            _ => "tiers",
        }
    }

    /// Whether a filter of members stands in the place of tiers, as older versions of Ghost wrote it: `product:gold,product:silver`.
    pub fn is_for_segment(&self) -> bool {
        self.for_whom() == "tiers" && &*self.visibility != "tiers"
    }

    /// The slugs of the tiers that such a filter names.
    pub fn segment_tiers(&self) -> Vec<String> {
        let slug = |expr: &Expr| match expr {
            Expr::Term { property, test: Test::Is(Compare::Eq, Value::Text(slug)), .. }
                if property == "product" =>
            {
                Some(slug.clone())
            }
            _ => None,
        };
        match filter::parse(&self.visibility) {
            Ok(Expr::Or(parts)) => parts.iter().filter_map(slug).collect(),
            Ok(one) => slug(&one).into_iter().collect(),
            Err(_) => Vec::new(),
        }
    }

    /// Takes [`post_columns!`] from the front of a row.
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Self::read_at(row, 0)
    }

    /// Takes [`post_columns!`] from column `at` on.
    pub(crate) fn read_at(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(Self {
            id: row.id(at)?,
            uuid: row.text(at + 1)?,
            kind: Kind::parse(row.str(at + 2)?),
            status: Status::parse(row.str(at + 3)?),
            slug: row.text(at + 4)?,
            title: row.text(at + 5)?,
            kicker: row.maybe_text(at + 6)?,
            custom_excerpt: row.maybe_text(at + 7)?,
            excerpt: row.text(at + 8)?,
            feature_image: row.maybe_text(at + 9)?,
            feature_image_alt: row.maybe_text(at + 10)?,
            feature_image_caption: row.maybe_text(at + 11)?,
            feature_image_credit: row.maybe_text(at + 12)?,
            feature_image_width: row.maybe_small(at + 13)?,
            feature_image_height: row.maybe_small(at + 14)?,
            visibility: row.text(at + 15)?,
            featured: row.bool(at + 16)?,
            language: row.text(at + 17)?,
            translation_key: row.maybe_text(at + 18)?,
            canonical_url: row.maybe_text(at + 19)?,
            custom_template: row.maybe_text(at + 20)?,
            show_title_and_feature_image: row.bool(at + 21)?,
            email_only: row.bool(at + 22)?,
            comment_id: row.maybe_text(at + 23)?,
            reading_time: row.small(at + 24)?,
            word_count: row.small(at + 25)?,
            created_at: row.int(at + 26)?,
            updated_at: row.int(at + 27)?,
            published_at: row.maybe_int(at + 28)?,
            edited_at: row.maybe_int(at + 29)?,
            feature_image_focus: row.maybe_text(at + 30)?,
        })
    }

    /// The values of [`PUT`]'s columns, in order.
    pub(crate) fn params(&self) -> [Param<'_>; 32] {
        [
            (&self.id).into(),
            (&self.uuid).into(),
            self.kind.as_str().into(),
            self.status.as_str().into(),
            (&self.slug).into(),
            (&self.title).into(),
            (&self.kicker).into(),
            (&self.custom_excerpt).into(),
            (&self.excerpt).into(),
            (&self.feature_image).into(),
            (&self.feature_image_alt).into(),
            (&self.feature_image_caption).into(),
            (&self.feature_image_credit).into(),
            self.feature_image_width.into(),
            self.feature_image_height.into(),
            (&self.visibility).into(),
            self.featured.into(),
            (&self.language).into(),
            (&self.translation_key).into(),
            (&self.canonical_url).into(),
            (&self.custom_template).into(),
            self.show_title_and_feature_image.into(),
            self.email_only.into(),
            (&self.comment_id).into(),
            self.reading_time.into(),
            self.word_count.into(),
            self.created_at.into(),
            self.updated_at.into(),
            self.published_at.into(),
            self.edited_at.into(),
            self.listed_at().into(),
            (&self.feature_image_focus).into(),
        ]
    }

    /// The time it is listed at: the publication of what readers may see.
    pub(crate) fn listed_at(&self) -> Option<Millis> {
        if self.is_public() { self.published_at } else { None }
    }
}

/// The whole article: row, text (for readers, or all that is written), meta.
macro_rules! whole {
    ($where:literal) => {
        whole!($where, text_columns!())
    };
    ($where:literal, $text:expr) => {
        concat!(
            "SELECT ", post_columns!(), ", ", $text, ", ", meta_columns!(),
            " FROM posts p JOIN post_bodies b ON b.post_id = p.id JOIN post_meta m ON m.post_id = p.id WHERE ", $where
        )
    };
}

statements! {
    Reading BY_SLUG = whole!("p.slug = ?1 AND p.kind = ?2 AND p.listed_at IS NOT NULL");
    Reading BY_SLUG_ANY_KIND = whole!("p.slug = ?1 AND p.listed_at IS NOT NULL ORDER BY p.kind DESC LIMIT 1");
    Reading BY_ID = whole!("p.id = ?1 AND p.listed_at IS NOT NULL");
    Reading BY_UUID = whole!("p.uuid = ?1");
    Writing ANY_BY_ID = whole!("p.id = ?1", body_columns!());
    Reading TRANSLATIONS = "SELECT id, language, slug, title FROM posts WHERE translation_key = ?1 AND id <> ?2 AND kind = ?3 \
         AND listed_at IS NOT NULL ORDER BY language, id LIMIT 50";
    Writing EXISTS = "SELECT updated_at FROM posts WHERE id = ?1";
    Writing HOLDER_OF_SLUG = "SELECT id FROM posts WHERE slug = ?1 AND kind = ?2";
    Writing HOLDER_OF_UUID = "SELECT id FROM posts WHERE uuid = ?1";
    Writing PUT = "INSERT INTO posts (id, uuid, kind, status, slug, title, kicker, custom_excerpt, excerpt, feature_image, \
         feature_image_alt, feature_image_caption, feature_image_credit, feature_image_width, feature_image_height, visibility, \
         featured, language, translation_key, canonical_url, custom_template, show_title_and_feature_image, email_only, \
         comment_id, reading_time, word_count, created_at, updated_at, published_at, edited_at, listed_at, feature_image_focus) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, \
         ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32) \
         ON CONFLICT (id) DO UPDATE SET uuid = excluded.uuid, kind = excluded.kind, status = excluded.status, \
         slug = excluded.slug, title = excluded.title, kicker = excluded.kicker, custom_excerpt = excluded.custom_excerpt, \
         excerpt = excluded.excerpt, feature_image = excluded.feature_image, feature_image_alt = excluded.feature_image_alt, \
         feature_image_caption = excluded.feature_image_caption, feature_image_credit = excluded.feature_image_credit, \
         feature_image_width = excluded.feature_image_width, feature_image_height = excluded.feature_image_height, \
         visibility = excluded.visibility, featured = excluded.featured, language = excluded.language, \
         translation_key = excluded.translation_key, canonical_url = excluded.canonical_url, \
         custom_template = excluded.custom_template, \
         show_title_and_feature_image = excluded.show_title_and_feature_image, email_only = excluded.email_only, \
         comment_id = excluded.comment_id, reading_time = excluded.reading_time, word_count = excluded.word_count, \
         created_at = excluded.created_at, updated_at = excluded.updated_at, published_at = excluded.published_at, \
         edited_at = excluded.edited_at, listed_at = excluded.listed_at, feature_image_focus = excluded.feature_image_focus";
    Writing DELETE = "DELETE FROM posts WHERE id = ?1";
}
