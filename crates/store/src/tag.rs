//! Change tags: a page notes the tags of what it read, a write names the tags of what it touched; pages that share one go.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use crate::Id;

/// Bytes of a tag that need no memory of their own: an id with its prefix, and room to spare.
const SHORT: usize = 30;

/// One change tag: a short string.
#[derive(Clone)]
pub struct Tag(Text);

/// A page notes a hundred tags, nearly all of them an id with a prefix.
#[derive(Clone)]
enum Text {
    Short { length: u8, bytes: [u8; SHORT] },
    Long(Box<str>),
}

impl Tag {
    /// A post or page: its card or its content.
    pub fn post(id: &Id) -> Self {
        Self::joined("p:", id)
    }
    /// The neighbours (previous, next) of a post.
    pub fn neighbours(id: &Id) -> Self {
        Self::joined("n:", id)
    }
    /// Which posts are public and in which order (a card that changes in place is [`Tag::post`]).
    pub fn posts() -> Self {
        Self::joined("l", "")
    }
    /// Which pages are public.
    pub fn pages() -> Self {
        Self::joined("l:p", "")
    }
    /// Any change of any post or page: noted by free filters, whose result may depend on any column.
    pub fn any_post() -> Self {
        Self::joined("l:*", "")
    }
    /// The list of the posts with a tag.
    pub fn tag_posts(id: &Id) -> Self {
        Self::joined("l:t:", id)
    }
    /// The list of the posts of an author.
    pub fn author_posts(id: &Id) -> Self {
        Self::joined("l:a:", id)
    }
    /// The list of the posts in a language (`en`, `pt-BR`).
    pub fn language_posts(language: &str) -> Self {
        Self::joined("l:l:", language)
    }
    /// A tag's own row.
    #[expect(clippy::self_named_constructors, reason = "a change tag about a tag of the site")]
    pub fn tag(id: &Id) -> Self {
        Self::joined("t:", id)
    }
    /// Which tags there are, and how many posts each has.
    pub fn tags() -> Self {
        Self::joined("t", "")
    }
    /// An author's own row.
    pub fn author(id: &Id) -> Self {
        Self::joined("a:", id)
    }
    /// Which authors there are, and how many posts each has.
    pub fn authors() -> Self {
        Self::joined("a", "")
    }
    /// Settings, navigation, redirects.
    pub fn settings() -> Self {
        Self::joined("s", "")
    }
    /// The ranking of popular posts.
    pub fn popular() -> Self {
        Self::joined("pop", "")
    }
    /// Which posts are featured, and in which order.
    pub fn picks() -> Self {
        Self::joined("picks", "")
    }
    /// The posts that share a rare word.
    pub fn term(term: &str) -> Self {
        Self::joined("w:", term)
    }
    /// What an address leads to: noted by those who found nothing there.
    pub fn slug(slug: &str) -> Self {
        Self::joined("slug:", slug)
    }
    /// The versions of one story in several languages.
    pub fn translations(key: &str) -> Self {
        Self::joined("tr:", key)
    }
    /// What the desk knows of a story: its details, its comments. No reader's page notes it.
    pub fn story(id: &Id) -> Self {
        Self::joined("d:", id)
    }
    /// Who is let in, and what they may do: whoever has a socket is looked at again. No reader's page notes it.
    pub fn rights() -> Self {
        Self::joined("rights", "")
    }
    /// What is kept of imports and not modelled.
    pub fn kept() -> Self {
        Self::joined("kept", "")
    }
    /// The rows of a table that Ghost stores beside stories.
    pub fn table(name: &str) -> Self {
        Self::joined("r:", name)
    }
    /// Whether it is about what readers see: stories, lists, topics, authors, settings.
    pub fn is_of_readers(&self) -> bool {
        let text = self.as_str();
        matches!(text, "all" | "l" | "l:p" | "s" | "picks" | "t" | "a")
            || ["p:", "t:", "a:"].iter().any(|prefix| text.starts_with(prefix))
    }
    /// Which programs are let in by the APIs.
    pub fn keys() -> Self {
        Self::joined("keys", "")
    }
    /// Work that is to be done: wakes the workers.
    pub fn jobs() -> Self {
        Self::joined("jobs", "")
    }
    /// The story of [`Tag::story`].
    pub fn desk_story(&self) -> Option<Id> {
        self.as_str().strip_prefix("d:")?.parse().ok()
    }
    /// The shared document of a story that is being written: no page of readers notes it.
    pub fn live(id: &Id) -> Self {
        Self::joined("live:", id)
    }
    /// Something that everybody who has a story open is told, as JSON. No page notes it either.
    pub fn live_notice(id: &Id, json: &str) -> Self {
        Self::joined("", &format!("live:{id}!{json}"))
    }
    /// The story of [`Tag::live`] or [`Tag::live_notice`], and the notice's JSON.
    pub fn live_story(&self) -> Option<(Id, Option<&str>)> {
        let about = self.as_str().strip_prefix("live:")?;
        let (id, notice) = match about.split_once('!') {
            Some((id, notice)) => (id, Some(notice)),
            None => (about, None),
        };
        Some((id.parse().ok()?, notice))
    }
    /// Everything: every cached page goes.
    pub fn everything() -> Self {
        Self::joined("all", "")
    }
    /// A tag of another layer (a theme's files, for example).
    pub fn named(text: &str) -> Self {
        Self::joined(text, "")
    }
    /// The tag as text.
    pub fn as_str(&self) -> &str {
        // Never the default: what is kept was a text.
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Text::Short { length, bytes } => &bytes[..usize::from(*length)],
            Text::Long(text) => text.as_bytes(),
        }
    }

    fn joined(prefix: &str, rest: &str) -> Self {
        let length = prefix.len() + rest.len();
        if length > SHORT {
            return Self(Text::Long([prefix, rest].concat().into()));
        }
        let mut bytes = [0; SHORT];
        bytes[..prefix.len()].copy_from_slice(prefix.as_bytes());
        bytes[prefix.len()..length].copy_from_slice(rest.as_bytes());
        Self(Text::Short { length: length as u8, bytes })
    }
}

impl PartialEq for Tag {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Tag {}

impl PartialOrd for Tag {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tag {
    fn cmp(&self, other: &Self) -> Ordering {
        let (Text::Short { length, bytes }, Text::Short { length: others, bytes: theirs }) =
            (&self.0, &other.0)
        else {
            return self.as_bytes().cmp(other.as_bytes());
        };
        // Unused bytes are zero: as numbers, half by half, they are in the order of the texts.
        let (a, b) = (halves(bytes), halves(theirs));
        a.cmp(&b).then(length.cmp(others))
    }
}

/// The first and the last sixteen bytes as numbers; two are in both.
fn halves(bytes: &[u8; SHORT]) -> [u128; 2] {
    let number = |half: Option<&[u8; 16]>| half.map_or(0, |half| u128::from_be_bytes(*half));
    [number(bytes.first_chunk()), number(bytes.last_chunk())]
}

impl Hash for Tag {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of change tags: in order, none twice. It has thousands at most, and is nearly always made as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagSet(Vec<Tag>);

impl TagSet {
    /// Adds a tag.
    pub fn insert(&mut self, tag: Tag) {
        if let Err(place) = self.0.binary_search(&tag) {
            self.0.insert(place, tag);
        }
    }
    /// Whether the tag is in the set.
    pub fn contains(&self, tag: &Tag) -> bool {
        self.0.binary_search(tag).is_ok()
    }
    /// How many tags.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// The tags, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Tag> {
        self.0.iter()
    }
}

impl IntoIterator for TagSet {
    type Item = Tag;
    type IntoIter = std::vec::IntoIter<Tag>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Extend<Tag> for TagSet {
    fn extend<I: IntoIterator<Item = Tag>>(&mut self, tags: I) {
        tags.into_iter().for_each(|tag| self.insert(tag));
    }
}

impl FromIterator<Tag> for TagSet {
    fn from_iter<I: IntoIterator<Item = Tag>>(tags: I) -> Self {
        let mut tags: Vec<Tag> = tags.into_iter().collect();
        tags.sort_unstable();
        tags.dedup();
        Self(tags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_each_tag_once_and_in_order() {
        let tags = ["t", "a", "t", "l:p"].map(Tag::named);
        let whole: TagSet = tags.clone().into_iter().collect();
        let mut grown = TagSet::default();
        grown.extend(tags);
        assert_eq!(whole, grown);
        assert_eq!(whole.iter().map(Tag::as_str).collect::<Vec<_>>(), ["a", "l:p", "t"]);
        assert!(whole.contains(&Tag::tags()) && !whole.contains(&Tag::settings()) && whole.len() == 3);
    }

    #[test]
    fn short_and_long_tags_are_the_same_to_everybody() {
        let id = Id::generate(0);
        assert_eq!(Tag::post(&id).as_str(), format!("p:{id}"));
        let texts = [
            "",
            "s",
            "l:t:0123456789abcdef01234567",
            "exactly-thirty-bytes-in-a-tag!",
            "slug:новость-дня-о-мосте",
        ];
        assert_eq!(texts[3].len(), SHORT);
        for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (a, b))) {
            let (one, other) = (Tag::named(a), Tag::named(b));
            assert_eq!((one.as_str(), one.cmp(&other), one == other), (*a, a.cmp(b), a == b));
        }
        assert!(std::mem::size_of::<Tag>() <= 32);
    }
}
