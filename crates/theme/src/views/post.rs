//! A post or page, in a list or whole.

use std::borrow::Cow;

use hbs::{Object, Value};
use routes::NOWHERE;
use store::{Millis, Post, PostCard, PostMeta, PostText, Status};

use super::{AuthorView, KIND, PATH, TagView, caption, gate, maybe, tier, translation};
use crate::dates;
use crate::scope::Scope;

/// Which of a post's relations a template sees: in Ghost a list that a template asks for has those that it includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Relations {
    pub(crate) tags: bool,
    pub(crate) authors: bool,
    pub(crate) tiers: bool,
}

impl Relations {
    /// What the site's own lists and stories have.
    pub(crate) const ALL: Relations = Relations { tags: true, authors: true, tiers: true };

    /// All bits of [`Relations::hidden`].
    pub(crate) const HIDDEN: usize = 0b111;

    /// What is hidden, in three bits.
    pub(crate) fn hidden(self) -> usize {
        usize::from(!self.tags) | (usize::from(!self.authors) << 1) | (usize::from(!self.tiers) << 2)
    }
}

/// A post as templates see it. The card is always at hand; body and meta fields of a card are fetched when asked for.
#[derive(Clone, Copy)]
pub(crate) struct PostView<'a> {
    card: &'a PostCard,
    /// Body and meta fields, when the whole post was read.
    whole: Option<&'a Post>,
    relations: Relations,
    scope: &'a Scope<'a>,
}

/// A list of cards.
pub(crate) fn cards<'a>(posts: &'a [PostCard], relations: Relations, scope: &'a Scope<'a>) -> Value<'a> {
    Value::rows(posts, move |card| Value::object(PostView { card, whole: None, relations, scope }))
}

impl<'a> PostView<'a> {
    pub(crate) fn whole(post: &'a Post, scope: &'a Scope<'a>) -> Self {
        PostView { card: &post.card, whole: Some(post), relations: Relations::ALL, scope }
    }

    pub(crate) fn card(card: &'a PostCard, scope: &'a Scope<'a>) -> Self {
        PostView { card, whole: None, relations: Relations::ALL, scope }
    }

    fn body(&self) -> Option<&'a PostText> {
        self.whole.map(|post| &post.body).or_else(|| self.scope.text(&self.card.id))
    }

    fn meta(&self, field: impl Fn(&'a PostMeta) -> &'a Option<Box<str>>) -> Value<'a> {
        let meta = self.whole.map(|post| &post.meta).or_else(|| self.scope.meta(&self.card.id));
        meta.map_or(Value::Null, |meta| maybe(field(meta)))
    }

    /// Readers of this issue are all visitors: only public posts are open to them.
    fn access(&self) -> bool {
        &*self.card.visibility == "public"
    }

    fn path(&self) -> String {
        if self.card.status == Status::Published {
            self.scope.facts.routes.post(self.card).unwrap_or_else(|| NOWHERE.to_owned())
        } else {
            ["/p/", &self.card.uuid, "/"].concat()
        }
    }

    fn date(&self, at: Option<Millis>) -> Value<'a> {
        Value::from(at.and_then(|at| dates::iso(at, &self.scope.facts.zone)))
    }

    /// The standfirst, or the opening of the text as far as it is open to the reader. Of a text of which nothing is open
    /// Ghost gives neither here; `{{excerpt}}` prints the standfirst all the same.
    fn excerpt(&self) -> Cow<'a, str> {
        match self.card.custom_excerpt.as_deref() {
            Some(written)
                if self.access() || self.body().is_some_and(|body| gate::is_partly_open(&body.html)) =>
            {
                Cow::Borrowed(written)
            }
            Some(_) => Cow::Borrowed(""),
            None => self.opening(),
        }
    }

    fn opening(&self) -> Cow<'a, str> {
        if self.access() {
            return Cow::Borrowed(&self.card.excerpt);
        }
        self.body().map_or(Cow::Borrowed(""), |body| super::visible_opening(self.card, &body.html))
    }

    fn html(&self) -> Value<'a> {
        let html = self.body().map_or("", |body| &*body.html);
        Value::Str(gate::visible(html, self.access()))
    }

    fn plaintext(&self) -> Value<'a> {
        match self.body() {
            Some(body) if self.access() => Value::from(&*body.plaintext),
            _ => Value::Str(self.opening()),
        }
    }

    fn code(&self, field: impl Fn(&'a PostText) -> &'a Option<Box<str>>) -> Value<'a> {
        self.body().filter(|body| body.trusted).map_or(Value::Null, |body| maybe(field(body)))
    }
}

impl<'a> Object<'a> for PostView<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        let card = self.card;
        let scope = self.scope;
        match key {
            "tags" | "primary_tag" if !self.relations.tags => return None,
            "authors" | "primary_author" | "author" if !self.relations.authors => return None,
            "tiers" if !self.relations.tiers => return None,
            _ => {}
        }
        Some(match key {
            KIND | "type" => Value::from(card.kind.as_str()),
            PATH => Value::from(self.path()),
            "id" => Value::from(card.id.as_str()),
            "uuid" => Value::from(&*card.uuid),
            "title" => Value::from(&*card.title),
            "slug" => Value::from(&*card.slug),
            "url" => Value::from(scope.site.absolute(&self.path())),
            "html" => self.html(),
            "plaintext" => self.plaintext(),
            "excerpt" => Value::Str(self.excerpt()),
            "custom_excerpt" => maybe(&card.custom_excerpt),
            "kicker" => maybe(&card.kicker),
            "feature_image" => maybe(&card.feature_image),
            "feature_image_alt" => maybe(&card.feature_image_alt),
            "feature_image_caption" => card
                .feature_image_caption
                .as_deref()
                .map_or(Value::Null, |html| Value::Safe(caption::clean(html))),
            "feature_image_credit" => maybe(&card.feature_image_credit),
            "feature_image_focus" => maybe(&card.feature_image_focus),
            "feature_image_width" => Value::from(card.feature_image_width),
            "feature_image_height" => Value::from(card.feature_image_height),
            "featured" => Value::from(card.featured),
            "visibility" => Value::from(card.for_whom()),
            "access" => Value::from(self.access()),
            "comments" => Value::from(false),
            "comment_id" => maybe(&card.comment_id),
            "language" | "locale" => Value::from(&*card.language),
            "translations" => translation::list(scope.translations(card), scope),
            "reading_time" => Value::from(card.reading_time),
            "word_count" => Value::from(card.word_count),
            "created_at" => self.date(Some(card.created_at)),
            "updated_at" => self.date(Some(card.updated_at)),
            "published_at" => self.date(card.published_at),
            "edited_at" | "updated" => self.date(card.edited_at),
            "canonical_url" => maybe(&card.canonical_url),
            "custom_template" => maybe(&card.custom_template),
            "email_only" => Value::from(card.email_only),
            "tags" => Value::rows(&card.tags, move |tag| Value::object(TagView { tag, scope })),
            "authors" => {
                Value::rows(&card.authors, move |author| Value::object(AuthorView { author, scope }))
            }
            "tiers" => tier::of_story(card, scope),
            "primary_tag" => {
                card.primary_tag().map_or(Value::Null, |tag| Value::object(TagView { tag, scope }))
            }
            "primary_author" | "author" => card
                .primary_author()
                .map_or(Value::Null, |author| Value::object(AuthorView { author, scope })),
            "codeinjection_head" => self.code(|body| &body.codeinjection_head),
            "codeinjection_foot" => self.code(|body| &body.codeinjection_foot),
            "meta_title" => self.meta(|meta| &meta.meta_title),
            "meta_description" => self.meta(|meta| &meta.meta_description),
            "og_image" => self.meta(|meta| &meta.og_image),
            "og_title" => self.meta(|meta| &meta.og_title),
            "og_description" => self.meta(|meta| &meta.og_description),
            "twitter_image" => self.meta(|meta| &meta.twitter_image),
            "twitter_title" => self.meta(|meta| &meta.twitter_title),
            "twitter_description" => self.meta(|meta| &meta.twitter_description),
            "email_subject" | "frontmatter" => Value::Null,
            _ => return None,
        })
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        let keys = "id uuid title slug html comment_id feature_image featured visibility created_at updated_at \
                    published_at custom_excerpt codeinjection_head codeinjection_foot custom_template canonical_url \
                    tags authors primary_author primary_tag url excerpt reading_time access comments og_image \
                    og_title og_description twitter_image twitter_title twitter_description meta_title \
                    meta_description feature_image_alt feature_image_caption feature_image_credit language";
        keys.split_whitespace().map(Cow::Borrowed).collect()
    }

    fn identity(&self) -> usize {
        // The address of a card leaves its lowest bits free: with other relations it is another object.
        std::ptr::from_ref(self.card).addr() | self.relations.hidden()
    }
}
