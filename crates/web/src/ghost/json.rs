//! The shapes of Ghost's answers, written straight from the rows. An empty text is `null`; dates are in the site's time zone, for the
//! newsroom in UTC; addresses are absolute.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use jiff::tz::TimeZone;
use routes::{NOWHERE, Routes};
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};
use store::{Id, Kind, PostCard, PostMeta, PostText, Settings, TagRow};

use super::{
    refusal::{Answered, Unanswered},
    shapes::Shape,
    wanted::{WITHOUT_ADDRESS, Wanted},
};
use crate::site::{Failure, GHOST_URL, absolute_links};

/// What Ghost takes of a text for an excerpt, in UTF-16 units.
const EXCERPT: usize = 500;

/// What the shapes need to know of the site.
pub(super) struct Facts<'a> {
    address: &'a theme::Site,
    routes: Arc<Routes>,
    /// None: the answer is for the newsroom, which sees more, and dates are in UTC.
    zone: Option<TimeZone>,
    /// What the newsroom knows of authors.
    accounts: HashMap<Id, Account>,
}

/// What the newsroom knows of an author besides what readers see.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) email: Option<Box<str>>,
    pub(super) status: Box<str>,
    pub(super) last_seen: Option<i64>,
    /// What they are, in Ghost's shape; none: it was not asked for.
    pub(super) roles: Option<serde_json::Value>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(address: &'a theme::Site, settings: &Settings) -> Facts<'a> {
        let zone = Some(TimeZone::get(&settings.timezone).unwrap_or(TimeZone::UTC));
        Facts { address, routes: address.routes(settings), zone, accounts: HashMap::new() }
    }

    /// For answers of the Admin API.
    pub(super) fn inside(address: &'a theme::Site, settings: &Settings) -> Facts<'a> {
        Facts { address, routes: address.routes(settings), zone: None, accounts: HashMap::new() }
    }

    /// The same, with what is known of some authors.
    pub(super) fn knowing(self, accounts: HashMap<Id, Account>) -> Facts<'a> {
        Facts { accounts, ..self }
    }

    fn is_inside(&self) -> bool {
        self.zone.is_none()
    }

    /// The absolute address of a picture or page.
    pub(super) fn url(&self, address: &str) -> String {
        self.address.absolute(address.strip_prefix(GHOST_URL).unwrap_or(address))
    }

    /// The address of a post or page; of one that is not public, of its preview.
    pub(super) fn post(&self, card: &PostCard) -> String {
        match card.is_public() || !self.is_inside() {
            true => self.routed(self.routes.post(card)),
            false => self.url(&format!("/p/{}/", card.uuid)),
        }
    }

    /// The address of a tag's page. Internal tags have none.
    pub(super) fn tag(&self, tag: &TagRow) -> String {
        let public = tag.visibility == store::Visibility::Public;
        self.routed(self.routes.tag(&tag.slug).filter(|_| public))
    }

    /// The address of an author's page.
    pub(super) fn author(&self, author: &store::Author) -> String {
        self.routed(self.routes.author(&author.slug))
    }

    /// The address of what lives at a path; where nothing does, Ghost names one all the same.
    fn routed(&self, path: Option<String>) -> String {
        self.address.absolute(path.as_deref().unwrap_or(NOWHERE))
    }

    pub(super) fn maybe_url(&self, address: &Option<Box<str>>) -> Option<String> {
        address.as_deref().map(|address| self.url(address))
    }

    /// A moment: in the site's time zone, or for the newsroom in UTC.
    pub(super) fn date(&self, at: i64) -> Option<String> {
        match &self.zone {
            Some(zone) => theme::iso(at, zone),
            None => theme::iso(at, &TimeZone::UTC).map(|text| text.replace("+00:00", "Z")),
        }
    }
}

/// JSON that cannot be written is a fault of ours.
pub(super) fn written(value: &impl Serialize) -> Answered<String> {
    serde_json::to_string(value).map_err(|error| {
        Unanswered::Failed(Failure::Store(store::Error::Database(format!("cannot be written: {error}"))))
    })
}

/// A list with its place in the whole.
pub(super) struct Envelope<T> {
    pub(super) name: &'static str,
    pub(super) rows: Vec<T>,
    pub(super) pagination: Pagination,
}

impl<T: Serialize> Serialize for Envelope<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry(self.name, &self.rows)?;
        map.serialize_entry("meta", &Meta { pagination: &self.pagination })?;
        map.end()
    }
}

/// A single row, in a list all the same.
pub(super) struct One<T> {
    pub(super) name: &'static str,
    pub(super) row: T,
}

impl<T: Serialize> Serialize for One<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.name, std::slice::from_ref(&self.row))?;
        map.end()
    }
}

#[derive(Serialize)]
struct Meta<'a> {
    pagination: &'a Pagination,
}

/// `meta.pagination`.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Pagination {
    page: u64,
    limit: u32,
    pages: u64,
    total: u64,
    next: Option<u64>,
    prev: Option<u64>,
}

impl Pagination {
    pub(super) fn new(page: u64, limit: u32, total: u64) -> Pagination {
        let pages = total.div_ceil(u64::from(limit.max(1))).max(1);
        // Behind the last page Ghost still counts on.
        let next = (pages > 1 && page != pages).then_some(page + 1);
        let prev = (pages > 1 && page != 1).then(|| page - 1);
        Pagination { page, limit, pages, total, next, prev }
    }

    /// Of recommendations, whose pages Ghost counts otherwise: an empty list has none, and there is always one before the second.
    pub(super) fn of_recommendations(page: u64, limit: u32, total: u64) -> Pagination {
        let pages = total.div_ceil(u64::from(limit.max(1)));
        let next = (page < pages).then_some(page + 1);
        Pagination { page, limit, pages, total, next, prev: (page > 1).then(|| page - 1) }
    }
}

/// Writes the wanted fields of one object.
struct Fields<'w, M> {
    map: M,
    wanted: Option<&'w Wanted>,
}

impl<M: SerializeMap> Fields<'_, M> {
    /// A field, when it is wanted.
    fn put(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), M::Error> {
        if self.wanted.is_none_or(|wanted| wanted.has(name)) { self.always(name, value) } else { Ok(()) }
    }

    /// The same, for a value that it takes work to make.
    fn make<T: Serialize>(&mut self, name: &str, value: impl FnOnce() -> T) -> Result<(), M::Error> {
        if self.wanted.is_none_or(|wanted| wanted.has(name)) { self.always(name, &value()) } else { Ok(()) }
    }

    fn always(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), M::Error> {
        self.map.serialize_entry(name, value)
    }
}

/// A post or page.
pub(super) struct Post<'a> {
    pub(super) card: &'a PostCard,
    /// None where nothing of it is wanted.
    pub(super) text: Option<&'a PostText>,
    pub(super) meta: Option<&'a PostMeta>,
    pub(super) wanted: &'a Wanted,
    pub(super) facts: &'a Facts<'a>,
    /// The text as Ghost's editor takes it; None where it is not wanted.
    pub(super) lexical: Option<&'a str>,
    /// The tiers that may read it; None where they are not wanted.
    pub(super) tiers: Option<Vec<Shape>>,
}

impl Post<'_> {
    fn access(&self) -> bool {
        self.facts.is_inside() || &*self.card.visibility == "public"
    }

    /// What of the text everybody may read; inside, all of it.
    fn html(&self) -> Cow<'_, str> {
        if self.facts.is_inside() {
            return Cow::Borrowed(self.text.map_or("", |text| &text.html));
        }
        self.text.map_or(Cow::Borrowed(""), |text| theme::visible_html(self.card, &text.html))
    }

    /// Whether there is an open part before the paywall. Ghost looks for it in the text as asked for.
    fn opens(&self) -> bool {
        self.wanted.format("html") && !self.access() && !self.html().is_empty()
    }

    /// The open part without markup.
    fn plaintext(&self) -> Cow<'_, str> {
        match self.text {
            Some(text) if self.access() => Cow::Borrowed(&*text.plaintext),
            Some(_) if self.opens() => Cow::Owned(plain(&self.html())),
            _ => Cow::Borrowed(""),
        }
    }

    /// The standfirst, or how the open part begins. Where nothing is open, Ghost shows neither.
    fn excerpt(&self) -> Option<Cow<'_, str>> {
        let open = self.access() || self.opens();
        if let Some(own) = self.card.custom_excerpt.as_deref().filter(|_| open && self.wanted.standfirst) {
            return Some(Cow::Borrowed(own));
        }
        Some(match self.plaintext() {
            text if text.is_empty() => return (!open).then_some(Cow::Borrowed("")),
            Cow::Borrowed(text) => Cow::Borrowed(beginning(text)),
            Cow::Owned(text) => Cow::Owned(beginning(&text).to_owned()),
        })
    }

    fn code(&self, field: impl Fn(&PostText) -> &Option<Box<str>>) -> Option<&str> {
        self.text
            .filter(|text| text.trusted || self.facts.is_inside())
            .and_then(|text| field(text).as_deref())
    }

    fn meta(&self, field: impl Fn(&PostMeta) -> &Option<Box<str>>) -> Option<&str> {
        self.meta.filter(|_| self.wanted.meta).and_then(|meta| field(meta).as_deref())
    }
}

/// The text of some HTML.
fn plain(html: &str) -> String {
    let read = document::Document::from_html(html, document::Trust::Trusted);
    read.map(|read| read.document.to_text()).unwrap_or_default()
}

/// As much of a text as Ghost takes: counted in UTF-16, never ending within a character.
pub(super) fn beginning(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > EXCERPT
    });
    end.map_or(text, |(at, _)| &text[..at])
}

impl Serialize for Post<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (card, facts, wanted) = (self.card, self.facts, self.wanted);
        let mut out = Fields { map: serializer.serialize_map(None)?, wanted: Some(wanted) };
        out.put("id", card.id.as_str())?;
        out.put("uuid", &card.uuid)?;
        out.put("title", &card.title)?;
        out.put("slug", &card.slug)?;
        // Bodies of Ghost 1 to 5 come in, and go out as today's.
        if facts.is_inside() && wanted.format("mobiledoc") {
            out.always("mobiledoc", &())?;
        }
        if facts.is_inside() && wanted.format("lexical") {
            out.always("lexical", &self.lexical)?;
        }
        if wanted.format("html") {
            out.always("html", &absolute_links(&self.html(), facts.address.url()))?;
        }
        // Where only a part is open, Ghost gives its text unasked.
        if wanted.format("plaintext") || self.opens() {
            out.always("plaintext", &self.plaintext())?;
        }
        // As in Ghost it is the id, unless the post came with another.
        out.put("comment_id", card.comment_id.as_deref().unwrap_or(card.id.as_str()))?;
        out.make("feature_image", || facts.maybe_url(&card.feature_image))?;
        out.put("featured", &card.featured)?;
        if facts.is_inside() {
            out.put("status", card.status.as_str())?;
        }
        out.put("visibility", card.for_whom())?;
        out.make("created_at", || facts.date(card.created_at))?;
        out.make("updated_at", || facts.date(card.updated_at))?;
        out.make("published_at", || card.published_at.and_then(|at| facts.date(at)))?;
        out.put("custom_excerpt", &card.custom_excerpt)?;
        out.put("codeinjection_head", &self.code(|text| &text.codeinjection_head))?;
        out.put("codeinjection_foot", &self.code(|text| &text.codeinjection_foot))?;
        out.put("custom_template", &card.custom_template)?;
        out.make("canonical_url", || facts.maybe_url(&card.canonical_url))?;
        // Not there for those who name their fields.
        if card.kind == Kind::Page && wanted.is_all() {
            out.put("show_title_and_feature_image", &card.show_title_and_feature_image)?;
        }
        let addresses = wanted.has("url");
        let tag = |row: &Arc<TagRow>| Tag::of_post(row, facts, addresses);
        let author = |row: &Arc<store::Author>| Author::of_post(row, facts, addresses);
        if wanted.tags {
            out.always("tags", &Rows(&card.tags, tag))?;
        }
        if wanted.authors {
            out.always("authors", &Rows(&card.authors, author))?;
            out.put("primary_author", &card.primary_author().map(author))?;
        }
        if wanted.tags {
            out.put("primary_tag", &card.primary_tag().map(tag))?;
        }
        if let Some(tiers) = &self.tiers {
            out.always("tiers", tiers)?;
        }
        if facts.is_inside() {
            self.counted(&mut out)?;
        }
        out.make("url", || facts.post(card))?;
        out.make("excerpt", || self.excerpt())?;
        // Ghost reckons it from the HTML, when that was read.
        if wanted.fields.is_none() || wanted.format("html") {
            out.put("reading_time", &card.reading_time)?;
        }
        if !facts.is_inside() {
            out.put("access", &self.access())?;
            // Readers cannot comment yet.
            out.put("comments", &false)?;
        }
        out.make("og_image", || self.meta(|meta| &meta.og_image).map(|image| facts.url(image)))?;
        out.put("og_title", &self.meta(|meta| &meta.og_title))?;
        out.put("og_description", &self.meta(|meta| &meta.og_description))?;
        out.make("twitter_image", || self.meta(|meta| &meta.twitter_image).map(|image| facts.url(image)))?;
        out.put("twitter_title", &self.meta(|meta| &meta.twitter_title))?;
        out.put("twitter_description", &self.meta(|meta| &meta.twitter_description))?;
        out.put("meta_title", &self.meta(|meta| &meta.meta_title))?;
        out.put("meta_description", &self.meta(|meta| &meta.meta_description))?;
        if card.kind == Kind::Post {
            out.put("email_subject", &self.meta(|meta| &meta.email_subject))?;
        }
        out.put("frontmatter", &self.meta(|meta| &meta.frontmatter))?;
        out.put("feature_image_alt", &card.feature_image_alt.as_ref().filter(|_| wanted.meta))?;
        out.put("feature_image_caption", &card.feature_image_caption.as_ref().filter(|_| wanted.meta))?;
        if wanted.sentiment && card.kind == Kind::Post {
            // Newsletters are not sent yet, so that nobody has judged one.
            out.always("sentiment", &0)?;
        }
        if facts.is_inside() && card.kind == Kind::Post {
            out.put("email_only", &card.email_only)?;
            if wanted.all {
                // Nothing is sent by mail yet.
                out.always("email", &())?;
                out.always("newsletter", &())?;
            }
        }
        out.map.end()
    }
}

impl Post<'_> {
    /// What Ghost counts of readers' letters: none go out here yet.
    fn counted<M: SerializeMap>(&self, out: &mut Fields<'_, M>) -> Result<(), M::Error> {
        let page = self.card.kind == Kind::Page;
        if self.wanted.all {
            let nothing: &[&str] = match page {
                true => &["signups", "paid_conversions", "positive_feedback", "negative_feedback"],
                false => &["clicks", "positive_feedback", "negative_feedback"],
            };
            let counts: std::collections::BTreeMap<&str, u64> =
                nothing.iter().map(|name| (*name, 0)).collect();
            out.always("count", &counts)?;
        }
        if page { Ok(()) } else { out.put("email_segment", "all") }
    }
}

/// Rows, each in its shape.
struct Rows<'a, T, F>(&'a [T], F);

impl<T, R: Serialize, F: Fn(&T) -> R> Serialize for Rows<'_, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for row in self.0 {
            list.serialize_element(&self.1(row))?;
        }
        list.end()
    }
}

/// A tag.
pub(super) struct Tag<'a> {
    pub(super) row: Arc<TagRow>,
    /// All fields, when there are none: those of a post's tags.
    pub(super) wanted: Option<&'a Wanted>,
    /// Whether its posts are counted.
    pub(super) count: bool,
    pub(super) facts: &'a Facts<'a>,
}

impl<'a> Tag<'a> {
    /// As it stands in a post: with all its fields, its posts not counted; without an address where those of posts are not wanted.
    fn of_post(row: &Arc<TagRow>, facts: &'a Facts<'a>, address: bool) -> Tag<'a> {
        Tag { row: Arc::clone(row), wanted: (!address).then_some(&WITHOUT_ADDRESS), count: false, facts }
    }
}

impl Serialize for Tag<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (row, facts) = (&*self.row, self.facts);
        let mut out = Fields { map: serializer.serialize_map(None)?, wanted: self.wanted };
        out.put("id", row.id.as_str())?;
        out.put("name", &row.name)?;
        out.put("slug", &row.slug)?;
        out.put("description", &row.description)?;
        out.make("feature_image", || facts.maybe_url(&row.feature_image))?;
        out.put("visibility", row.visibility.as_str())?;
        out.make("og_image", || facts.maybe_url(&row.og_image))?;
        out.put("og_title", &row.og_title)?;
        out.put("og_description", &row.og_description)?;
        out.make("twitter_image", || facts.maybe_url(&row.twitter_image))?;
        out.put("twitter_title", &row.twitter_title)?;
        out.put("twitter_description", &row.twitter_description)?;
        out.put("meta_title", &row.meta_title)?;
        out.put("meta_description", &row.meta_description)?;
        out.put("codeinjection_head", &row.codeinjection_head)?;
        out.put("codeinjection_foot", &row.codeinjection_foot)?;
        out.make("canonical_url", || facts.maybe_url(&row.canonical_url))?;
        out.put("accent_color", &row.accent_color)?;
        if facts.is_inside() {
            out.make("created_at", || facts.date(row.created_at))?;
            out.make("updated_at", || facts.date(row.updated_at))?;
        }
        if self.count && self.wanted.is_none_or(Wanted::is_all) {
            out.always("count", &Count { posts: row.posts })?;
        }
        out.make("url", || facts.tag(row))?;
        out.map.end()
    }
}

/// An author.
pub(super) struct Author<'a> {
    pub(super) row: Arc<store::Author>,
    /// As of a tag.
    pub(super) wanted: Option<&'a Wanted>,
    /// Whether their posts are counted.
    pub(super) count: bool,
    pub(super) facts: &'a Facts<'a>,
}

impl<'a> Author<'a> {
    /// As of a tag.
    fn of_post(row: &Arc<store::Author>, facts: &'a Facts<'a>, address: bool) -> Author<'a> {
        Author { row: Arc::clone(row), wanted: (!address).then_some(&WITHOUT_ADDRESS), count: false, facts }
    }
}

impl Serialize for Author<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (row, facts) = (&*self.row, self.facts);
        let mut out = Fields { map: serializer.serialize_map(None)?, wanted: self.wanted };
        out.put("id", row.id.as_str())?;
        out.put("name", &row.name)?;
        out.put("slug", &row.slug)?;
        let account = facts.accounts.get(&row.id);
        if facts.is_inside() {
            out.put("email", &account.and_then(|account| account.email.as_deref()))?;
        }
        out.make("profile_image", || facts.maybe_url(&row.profile_image))?;
        out.make("cover_image", || facts.maybe_url(&row.cover_image))?;
        out.put("bio", &row.bio)?;
        out.put("website", &row.website)?;
        out.put("location", &row.location)?;
        out.put("facebook", &row.facebook)?;
        out.put("twitter", &row.twitter)?;
        out.put("threads", &row.threads)?;
        out.put("bluesky", &row.bluesky)?;
        out.put("mastodon", &row.mastodon)?;
        out.put("tiktok", &row.tiktok)?;
        out.put("youtube", &row.youtube)?;
        out.put("instagram", &row.instagram)?;
        out.put("linkedin", &row.linkedin)?;
        out.put("meta_title", &row.meta_title)?;
        out.put("meta_description", &row.meta_description)?;
        if facts.is_inside() {
            out.put("status", account.map_or("inactive", |account| &*account.status))?;
            // What Ghost keeps of its own interface.
            out.put("accessibility", &())?;
            out.put("tour", &())?;
            // Letters that Ghost sends and nobody gets from here.
            for notice in NOTICES {
                out.put(notice, &false)?;
            }
            out.make("last_seen", || {
                account.and_then(|account| account.last_seen).and_then(|at| facts.date(at))
            })?;
            out.make("created_at", || facts.date(row.created_at))?;
            out.make("updated_at", || facts.date(row.updated_at))?;
            if let Some(roles) = account.and_then(|account| account.roles.as_ref()) {
                out.always("roles", roles)?;
            }
        }
        if self.count && self.wanted.is_none_or(Wanted::is_all) {
            out.always("count", &Count { posts: row.posts })?;
        }
        out.make("url", || facts.author(row))?;
        out.map.end()
    }
}

/// Of what Ghost writes to a user.
const NOTICES: [&str; 9] = [
    "comment_notifications",
    "free_member_signup_notification",
    "paid_subscription_started_notification",
    "paid_subscription_canceled_notification",
    "mention_notifications",
    "recommendation_notifications",
    "milestone_notifications",
    "donation_notifications",
    "gift_subscription_notifications",
];

#[derive(Serialize)]
struct Count {
    posts: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_list() {
        let page = |page, limit, total| {
            let Pagination { pages, next, prev, .. } = Pagination::new(page, limit, total);
            (pages, next, prev)
        };
        assert_eq!(page(1, 15, 0), (1, None, None));
        assert_eq!(page(1, 15, 16), (2, Some(2), None));
        assert_eq!(page(2, 15, 16), (2, None, Some(1)));
        assert_eq!(page(2, 5, 15), (3, Some(3), Some(1)));
        assert_eq!(page(9, 5, 15), (3, Some(10), Some(8)));
    }

    #[test]
    fn an_excerpt_ends_between_characters() {
        assert_eq!(beginning("short"), "short");
        assert_eq!(beginning(&"a".repeat(600)).len(), 500);
        assert_eq!(beginning(&"😀".repeat(400)).chars().count(), 250);
    }
}
