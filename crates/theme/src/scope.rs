//! What helpers and views reach during one render.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use hbs::{Arena, Host, Recall, Value};
use routes::NOWHERE;
use store::{
    Author, Id, Kind, List, Near, PostCard, PostMeta, PostQuery, PostText, Reader, TagRow, Tier, Translation,
};

use crate::built_in;
use crate::dates::{self, Locale};
use crate::facts::Facts;
use crate::helpers;
use crate::locales::Message;
use crate::page::{Datum, Page};
use crate::site::Site;
use crate::theme::Theme;
use crate::views::{self, Relations};

/// A render asks the store for no more lists than this.
pub(crate) const QUERIES: u32 = 50;

/// Tiers that are looked at; a site has a handful.
const TIERS: u32 = 500;

/// Ghost's world, as far as the template language knows of it.
pub(crate) struct Ghost;

impl Host for Ghost {
    type Scope<'a> = Scope<'a>;

    fn is_steady(helper: &str) -> bool {
        helpers::STEADY.contains(&helper)
    }

    fn is_steady_data(name: &str) -> bool {
        matches!(name, "site" | "custom" | "config" | "labs")
    }

    fn recall<'a>(scope: &'a Scope<'a>, place: usize, this: &Value<'a>) -> Recall {
        match scope.listed(this) {
            Some((card, hidden)) => {
                scope.singular.set(false);
                scope.facts.fragments.recall((place, hidden), card, scope.language)
            }
            None => Recall::Never,
        }
    }

    fn keep<'a>(scope: &'a Scope<'a>, place: usize, this: &Value<'a>, html: &Arc<str>) {
        if let Some((card, hidden)) = scope.listed(this).filter(|_| !scope.singular.get()) {
            scope.facts.fragments.keep((place, hidden), card, scope.language, html);
        }
    }
}

/// What was fetched in the middle of a render; it lives to its end.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) posts: Arena<Vec<PostCard>>,
    pub(crate) tags: Arena<Vec<Arc<TagRow>>>,
    pub(crate) authors: Arena<Vec<Arc<Author>>>,
    pub(crate) translations: Arena<Vec<Translation>>,
    texts: Arena<HashMap<Id, PostText>>,
    metas: Arena<HashMap<Id, PostMeta>>,
    tiers: Arena<Vec<Tier>>,
    tiers_named: Arena<HashMap<Id, Vec<Id>>>,
}

/// The posts before and after one, among some.
type Neighbours<'a> = (Id, Near, Option<&'a PostCard>, Option<&'a PostCard>);

/// One render.
pub(crate) struct Scope<'a> {
    pub(crate) theme: &'a Theme,
    pub(crate) facts: &'a Facts,
    pub(crate) site: &'a Site,
    pub(crate) reader: &'a Reader,
    pub(crate) page: &'a Page,
    /// Path below the site: `/tag/news/page/2/`.
    pub(crate) path: &'a str,
    pub(crate) contexts: &'a [&'a str],
    /// BCP 47 tag of the page's language.
    pub(crate) language: &'a str,
    pub(crate) dates: &'static Locale,
    pub(crate) kept: &'a Kept,
    /// Milliseconds since 1970 UTC.
    now: i64,
    /// Whether something was asked for, since this was last unset, that another page or moment would answer otherwise.
    singular: Cell<bool>,
    queries: Cell<u32>,
    /// Posts that `{{#get … unseen=…}}` has shown.
    pub(crate) shown: RefCell<Vec<Id>>,
    /// Every list of cards of this render, so that their bodies can be fetched together.
    lists: RefCell<Vec<&'a [PostCard]>>,
    tags: RefCell<Vec<&'a [Arc<TagRow>]>>,
    neighbours: RefCell<Vec<Neighbours<'a>>>,
    texts: RefCell<Vec<&'a HashMap<Id, PostText>>>,
    metas: RefCell<Vec<&'a HashMap<Id, PostMeta>>>,
    tiers: OnceCell<&'a [Tier]>,
    tiers_named: RefCell<Vec<&'a HashMap<Id, Vec<Id>>>>,
    page_translations: OnceCell<&'a [Translation]>,
    opening: OnceCell<String>,
    failure: RefCell<Option<store::Error>>,
    /// Who shows the announcement.
    pub(crate) announcement: Cell<Announcement>,
}

/// Who shows the announcement of the newsroom on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Announcement {
    /// Nobody asked.
    #[default]
    Unasked,
    /// `{{ghost_head}}` was asked to.
    Wanted,
    /// The theme does, or looked whether to.
    Shown,
}

/// What a scope is made of, besides what it counts itself.
pub(crate) struct Given<'a> {
    pub(crate) theme: &'a Theme,
    pub(crate) facts: &'a Facts,
    pub(crate) site: &'a Site,
    pub(crate) reader: &'a Reader,
    pub(crate) page: &'a Page,
    pub(crate) path: &'a str,
    pub(crate) contexts: &'a [&'a str],
    pub(crate) kept: &'a Kept,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(given: Given<'a>) -> Self {
        let Given { theme, facts, site, reader, page, path, contexts, kept } = given;
        let language = match (page, page.entry()) {
            (_, Some(post)) if !post.language.is_empty() => &*post.language,
            (Page::List { language: Some(language), .. }, _) => language,
            _ => &facts.settings.locale,
        };
        let facts = facts.in_language(language);
        let scope = Scope {
            theme,
            facts,
            site,
            reader,
            page,
            path,
            contexts,
            language,
            dates: dates::locale(language),
            kept,
            now: site.now(),
            singular: Cell::new(false),
            queries: Cell::new(0),
            shown: RefCell::default(),
            lists: RefCell::default(),
            tags: RefCell::default(),
            neighbours: RefCell::default(),
            texts: RefCell::default(),
            metas: RefCell::default(),
            tiers: OnceCell::new(),
            tiers_named: RefCell::default(),
            page_translations: OnceCell::new(),
            opening: OnceCell::new(),
            failure: RefCell::default(),
            announcement: Cell::default(),
        };
        if let Page::List { posts, .. } = page {
            scope.lists.borrow_mut().push(posts);
        }
        if let Page::Search(found) = page {
            scope.lists.borrow_mut().push(&found.posts);
        }
        for (_, datum) in page.custom().into_iter().flat_map(|custom| &custom.data) {
            match datum {
                Datum::Entries(posts) => scope.lists.borrow_mut().push(posts),
                Datum::Entry(post) => scope.lists.borrow_mut().push(std::slice::from_ref(&post.card)),
                _ => {}
            }
        }
        scope
    }

    /// The translation of a text: the theme's own, else ours. `None` where it stands for itself.
    pub(crate) fn message(&self, key: &str) -> Option<&'a Message> {
        let languages = [self.language, &*self.facts.settings.locale];
        self.theme.locales.find(languages, key).or_else(|| built_in::word(languages, key))
    }

    /// A text without places in the page's language.
    pub(crate) fn say(&self, key: &'a str) -> &'a str {
        self.message(key).and_then(Message::plain).unwrap_or(key)
    }

    /// Milliseconds since 1970 UTC.
    pub(crate) fn now(&self) -> i64 {
        self.note_singular();
        self.now
    }

    /// To be called by every view and every steady helper that looks at more than the rows it is of and the settings:
    /// what is written of it is not kept for other pages.
    pub(crate) fn note_singular(&self) {
        self.singular.set(true);
    }

    /// The card that a value is the plain view of, when it is one of a list, and which of its relations are hidden.
    pub(crate) fn listed(&self, view: &Value<'a>) -> Option<(&'a PostCard, usize)> {
        let identity = view.as_object()?.identity();
        let hidden = identity & Relations::HIDDEN;
        let lists = self.lists.borrow();
        let mut cards = lists.iter().flat_map(|list| list.iter());
        let card = cards.find(|card| std::ptr::from_ref(*card).addr() | hidden == identity)?;
        Some((card, hidden))
    }

    /// Counts a query. Themes are not trusted: the one after the last allowed is refused.
    pub(crate) fn count_query(&self) -> Result<(), String> {
        self.note_singular();
        let so_far = self.queries.get();
        if so_far >= QUERIES {
            return Err(format!("a page may ask for {QUERIES} lists, this is one more"));
        }
        self.queries.set(so_far + 1);
        Ok(())
    }

    /// Keeps fetched tags to the end of the render.
    pub(crate) fn keep_tags(&self, tags: Vec<Arc<TagRow>>) -> &'a [Arc<TagRow>] {
        let tags = self.kept.tags.keep(tags).as_slice();
        self.tags.borrow_mut().push(tags);
        tags
    }

    /// A tag by its slug: one that this render knows already, or from the store.
    pub(crate) fn tag(&self, slug: &str) -> Result<Option<Arc<TagRow>>, String> {
        let known = self.tags.borrow();
        if let Some(tag) = known.iter().flat_map(|tags| tags.iter()).find(|tag| *tag.slug == *slug) {
            return Ok(Some(Arc::clone(tag)));
        }
        drop(known);
        self.count_query()?;
        self.noting(self.reader.tag_by_slug(slug)).ok_or_else(|| "the tag could not be read".to_owned())
    }

    /// How many of the posts may be what is asked for; one that this render does not know may be.
    pub(crate) fn count_cards(&self, ids: &[Id], asked: impl Fn(&PostCard) -> bool) -> usize {
        let lists = self.lists.borrow();
        let known = |id: &Id| match self.page.entry() {
            Some(post) if post.id == *id => Some(&post.card),
            _ => lists.iter().flat_map(|list| list.iter()).find(|card| card.id == *id),
        };
        ids.iter().filter(|id| known(id).is_none_or(&asked)).count()
    }

    /// The row behind a post's view, when this render knows it.
    pub(crate) fn card(&self, view: &Value<'a>) -> Option<&'a PostCard> {
        if !views::is_entry(view) {
            return None;
        }
        let id = view.get("id")?;
        let id = id.as_str()?;
        if let Some(post) = self.page.entry()
            && post.id.as_str() == id
        {
            return Some(&post.card);
        }
        self.lists.borrow().iter().flat_map(|list| list.iter()).find(|card| card.id.as_str() == id)
    }

    /// The posts before and after one; read once for `{{#prev_post}}` and `{{#next_post}}` together.
    pub(crate) fn neighbours(
        &self,
        card: &PostCard,
        near: Near,
    ) -> (Option<&'a PostCard>, Option<&'a PostCard>) {
        let known =
            self.neighbours.borrow().iter().find(|known| known.0 == card.id && known.1 == near).copied();
        if let Some((_, _, before, after)) = known {
            return (before, after);
        }
        if self.count_query().is_err() {
            return (None, None);
        }
        let (before, after) = self.noting(self.reader.neighbours(card, near)).unwrap_or_default();
        let first = |card: Option<PostCard>| self.keep_posts(card.into_iter().collect()).first();
        let (before, after) = (first(before), first(after));
        self.neighbours.borrow_mut().push((card.id, near, before, after));
        (before, after)
    }

    /// Keeps a fetched list to the end of the render.
    pub(crate) fn keep_posts(&self, posts: Vec<PostCard>) -> &'a [PostCard] {
        let posts = self.kept.posts.keep(posts).as_slice();
        self.lists.borrow_mut().push(posts);
        posts
    }

    /// The text of a card's post. The first call fetches the texts of all cards listed so far.
    pub(crate) fn text(&self, id: &Id) -> Option<&'a PostText> {
        self.of_cards(&self.texts, &self.kept.texts, id, |ids| self.reader.post_texts(ids))
    }

    /// The search and network fields of a card's post, fetched as [`Scope::text`] does.
    pub(crate) fn meta(&self, id: &Id) -> Option<&'a PostMeta> {
        self.of_cards(&self.metas, &self.kept.metas, id, |ids| self.reader.post_metas(ids))
    }

    /// All tiers of the site, by id; read once.
    pub(crate) fn tiers(&self) -> &'a [Tier] {
        self.note_singular();
        self.tiers.get_or_init(|| {
            let tiers = self.noting(self.reader.rows::<Tier>("", TIERS)).unwrap_or_default();
            self.kept.tiers.keep(tiers).as_slice()
        })
    }

    /// The tiers that a story names as its readers, fetched as [`Scope::text`] does.
    pub(crate) fn tiers_named(&self, id: &Id) -> &'a [Id] {
        let read = |ids: &[Id]| self.reader.tiers_of(ids);
        self.of_cards(&self.tiers_named, &self.kept.tiers_named, id, read).map_or(&[], Vec::as_slice)
    }

    /// Something of a post that cards do not hold: known from before, or read for all cards at once.
    fn of_cards<T>(
        &self,
        known: &RefCell<Vec<&'a HashMap<Id, T>>>,
        kept: &'a Arena<HashMap<Id, T>>,
        id: &Id,
        read: impl FnOnce(&[Id]) -> store::Result<HashMap<Id, T>>,
    ) -> Option<&'a T> {
        self.note_singular();
        let find = || known.borrow().iter().find_map(|read| read.get(id));
        if let Some(found) = find() {
            return Some(found);
        }
        let mut wanted = self.unknown(|id| known.borrow().iter().any(|read| read.contains_key(id)));
        if self.page.entry().is_some_and(|post| post.id == *id) && !wanted.contains(id) {
            wanted.push(*id);
        }
        if !wanted.contains(id) || self.count_query().is_err() {
            return None;
        }
        let read = self.noting(read(&wanted))?;
        known.borrow_mut().push(kept.keep(read));
        find()
    }

    fn unknown(&self, known: impl Fn(&Id) -> bool) -> Vec<Id> {
        let lists = self.lists.borrow();
        let mut ids: Vec<Id> = lists.iter().flat_map(|list| list.iter()).map(|card| card.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.retain(|id| !known(id));
        ids
    }

    /// The versions of a post in other languages; those of the page's own post are read once.
    pub(crate) fn translations(&self, card: &'a PostCard) -> &'a [Translation] {
        if card.translation_key.is_none() {
            return &[];
        }
        self.note_singular();
        let is_page = self.page.entry().is_some_and(|post| post.id == card.id);
        if let Some(translations) = self.page_translations.get().filter(|_| is_page) {
            return translations;
        }
        if !is_page && self.count_query().is_err() {
            return &[];
        }
        let read = self.noting(self.reader.translations(card)).unwrap_or_default();
        let kept = self.kept.translations.keep(read).as_slice();
        if is_page { self.page_translations.get_or_init(|| kept) } else { kept }
    }

    /// The paths of the versions of one story, in their order; where only the slug tells them, nothing is asked.
    pub(crate) fn paths(&self, translations: &[Translation]) -> Vec<String> {
        let routes = &self.facts.routes;
        if routes.is_standard() || translations.is_empty() {
            return translations.iter().map(|other| ["/", &other.slug, "/"].concat()).collect();
        }
        self.note_singular();
        let ids = translations.iter().map(|other| other.id).collect();
        let kind = self.page.entry().map_or(Kind::Post, |post| post.kind);
        let query = PostQuery { kind, ..PostQuery::newest(List::Ids(ids), 0, translations.len() as u32) };
        let cards = self.noting(self.reader.posts(&query)).unwrap_or_default();
        let path = |other: &Translation| {
            let card = cards.iter().find(|card| card.id == other.id)?;
            routes.post(card)
        };
        translations.iter().map(|other| path(other).unwrap_or_else(|| NOWHERE.to_owned())).collect()
    }

    /// The opening of the page's own text; worked out once for all who describe the page.
    pub(crate) fn opening(&self, work_out: impl FnOnce() -> String) -> &str {
        self.opening.get_or_init(work_out)
    }

    /// Views cannot fail: what the store says is kept and ends the render after the template.
    pub(crate) fn noting<T>(&self, result: store::Result<T>) -> Option<T> {
        result.map_err(|error| *self.failure.borrow_mut() = Some(error)).ok()
    }

    /// What went wrong below the views.
    pub(crate) fn failure(&self) -> Option<store::Error> {
        self.failure.borrow_mut().take()
    }
}
