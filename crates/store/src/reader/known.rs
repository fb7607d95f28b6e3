//! What the readers of one change number share: rows that many pages show and few writes touch.
//!
//! A reader's snapshot is its change number or later, so that what it puts here is never older than the number says. A reader
//! that finds something from a snapshot a little newer than its own does no harm: it notes the tags of what it took, and the
//! change that made the difference names them.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;

use crate::{Author, Id, PostCard, Reader, Redirect, Settings, TagRow};

/// Tags and authors held at most; an archive with more begins anew.
const MOST: usize = 5_000;
/// Cards held at most, about 2 KB each; likewise.
const MOST_CARDS: usize = 4_000;

/// Shared by all readers of a store.
#[derive(Default)]
pub(crate) struct Shared(Mutex<Known>);

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
    /// The rankings that every page shows, by name and limit.
    pub(super) rankings: HashMap<(&'static str, u32), Arc<[PostCard]>>,
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
        add(&mut known);
    }
}
