//! What the readers of one change number share: rows that many pages show and few writes touch.
//!
//! A reader's snapshot is its change number or later, so that what it puts here is never older than the number says. A reader
//! that finds something from a snapshot a little newer than its own does no harm: it notes the tags of what it took, and the
//! change that made the difference names them.
//!
//! When the number moves, the first reader to come forgets what the changes since named. Most of them, while a newsroom writes,
//! are about drafts and work to be done, which nothing here shows.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;

use super::related::Sharing;
use crate::{
    Author, Changes, Id, Member, PostCard, Reader, Redirect, Result, Settings, Stored, Tag, TagRow, Text,
    changes, db::Conn,
};

/// Tags and authors held at most; an archive with more begins anew.
const MOST: usize = 5_000;
/// Cards held at most, about 2 KB each; likewise.
const MOST_CARDS: usize = 4_000;

/// Lists of posts by word and topic held at most, about half a KB each.
const MOST_SHARING: usize = 8_000;

/// Sizes of pictures held at most.
const MOST_PICTURES: usize = 4_000;

/// Shared by all readers of a store.
#[derive(Default)]
pub(crate) struct Shared(Mutex<Known>);

/// A ranking's name and limit, and its language where it keeps to one.
pub(super) type Ranking = (&'static str, u32, Box<str>);

/// What is known at a change number.
#[derive(Default)]
pub(super) struct Known {
    number: u64,
    pub(super) settings: Option<Arc<Settings>>,
    pub(super) redirects: Option<Arc<[Redirect]>>,
    pub(super) tags: HashMap<Id, Arc<TagRow>>,
    pub(super) authors: HashMap<Id, Arc<Author>>,
    /// Public posts as lists show them: the newest, the most read and the picks stand on page after page.
    pub(super) cards: HashMap<Id, PostCard>,
    /// The rankings that every page shows.
    pub(super) rankings: HashMap<Ranking, Arc<[PostCard]>>,
    /// How many members there are, and how many of them pay.
    pub(super) members: Option<(u64, u64)>,
    /// The latest posts of a word, by [`Tag::term`], and of a topic in a language, by `ID:LANGUAGE`.
    pub(super) sharing: HashMap<Tag, Arc<[Sharing]>>,
    /// Pixels of the pictures that pages name to machines, by address; none of one that is not in the library, until something changes.
    pub(super) pictures: HashMap<Text, Option<(u32, u32)>>,
}

impl Shared {
    /// Brings what is known to a change number, by the change log as `conn` sees it.
    pub(crate) fn follow(&self, conn: &mut Conn, number: u64) -> Result<()> {
        let from = self.0.lock().number;
        if from >= number {
            return Ok(());
        }
        let changes = changes::since(conn, from)?;
        let mut known = self.0.lock();
        if known.number == from {
            match changes {
                Changes::Tags { tags, .. } if from > 0 => tags.iter().for_each(|tag| known.forget(tag)),
                _ => *known = Known::default(),
            }
            known.pictures.retain(|_, size| size.is_some());
            known.number = number;
        }
        Ok(())
    }
}

impl Known {
    /// Forgets all that a tag may be about. What is written about drafts, work and shared documents is not here.
    fn forget(&mut self, tag: &Tag) {
        let (kind, about) = tag.as_str().split_once(':').unwrap_or((tag.as_str(), ""));
        match kind {
            "d" | "jobs" | "kept" | "keys" | "live" | "n" | "slug" | "tr" => {}
            // Of what stands beside stories only that number is here.
            "r" if about != Member::TABLE => {}
            "r" => self.members = None,
            "w" => drop(self.sharing.remove(tag)),
            "l" => {
                self.rankings.clear();
                self.sharing.retain(|key, _| key.as_str().starts_with("w:"));
            }
            "pop" | "picks" => self.rankings.clear(),
            "p" => {
                if let Ok(id) = about.parse::<Id>() {
                    self.cards.remove(&id);
                    self.rankings.retain(|_, cards| cards.iter().all(|card| card.id != id));
                }
            }
            "s" => (self.settings, self.redirects) = (None, None),
            _ => *self = Known { number: self.number, ..Known::default() },
        }
    }
}

impl Reader {
    /// Looks at what is known; nothing is when the others have gone on to another number.
    pub(super) fn known<T>(&self, look: impl FnOnce(&Known) -> T) -> T {
        let known = self.shared.0.lock();
        if known.number == self.change_number { look(&known) } else { look(&Known::default()) }
    }

    /// Adds to what is known at this reader's number; what was known at an older one is forgotten.
    pub(super) fn learn(&self, add: impl FnOnce(&mut Known)) {
        let mut known = self.shared.0.lock();
        if known.number > self.change_number {
            return;
        }
        if known.number < self.change_number || known.tags.len() + known.authors.len() > MOST {
            *known = Known { number: self.change_number, ..Known::default() };
        }
        if known.cards.len() > MOST_CARDS {
            known.cards.clear();
        }
        if known.sharing.len() > MOST_SHARING {
            known.sharing.clear();
        }
        if known.pictures.len() > MOST_PICTURES {
            known.pictures.clear();
        }
        add(&mut known);
    }
}
