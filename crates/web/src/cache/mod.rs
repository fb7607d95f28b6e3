//! The page cache: rendered pages by address, each with the tags of what it read.
//!
//! ```text
//!  write ─► change number moves ─► next request: catch_up() drops the pages that share a tag ─► lookup
//!  render: number noted before its snapshot ─► settle(): inserted only if nothing since touched its tags
//! ```
//! `catch_up` and `settle` hold one lock, so that no page slips in between a change and its invalidation. Lookups do
//! not take it.

mod flights;
mod index;
mod page;
mod touched;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use parking_lot::Mutex;
use quick_cache::{Equivalent, Lifecycle, OptionsBuilder, Weighter, sync::Cache};
use store::{Changes, Store, Tag, TagSet};

pub(crate) use self::{
    flights::{Flights, Seating},
    page::{Draft, Page},
};
use self::{index::Index, touched::Touched};

/// Whose page it is: pages are shared by all readers of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum ReaderClass {
    /// Anybody without an account.
    Visitor,
}

/// What a cached page is found by. The query is no part of it, nor is the encoding: a page holds all its forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    class: ReaderClass,
    path: Arc<str>,
}

/// A key that borrows its path; hashes like [`Key`].
#[derive(Hash)]
struct Borrowed<'a> {
    class: ReaderClass,
    path: &'a str,
}

impl Key {
    pub(crate) fn new(class: ReaderClass, path: &str) -> Key {
        Key { class, path: path.into() }
    }
}

impl Equivalent<Key> for Borrowed<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.class == key.class && *self.path == *key.path
    }
}

/// All cached pages, bounded in bytes.
pub(crate) struct PageCache {
    pages: Cache<Key, Arc<Page>, Weight, Hasher, Evicted>,
    /// Held by everything that changes `pages`.
    books: Mutex<Books>,
    applied: AtomicU64,
}

struct Books {
    index: Index,
    touched: Touched,
}

type Hasher = std::hash::RandomState;

/// Whether a rendered page may be believed, and how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Settled {
    /// The page shows everything up to this change.
    pub(crate) fresh_as_of: u64,
}

impl PageCache {
    /// A cache of about `bytes` bytes that starts at a change number.
    pub(crate) fn new(bytes: u64, applied: u64) -> PageCache {
        let options = OptionsBuilder::new()
            .estimated_items_capacity((bytes / 32_768).max(16) as usize)
            .weight_capacity(bytes)
            // A page heavier than its shard would never be kept.
            .shards((bytes / (16 << 20)).clamp(1, 16) as usize)
            .build()
            .expect("both capacities are given");
        PageCache {
            pages: Cache::with_options(options, Weight, Hasher::default(), Evicted),
            books: Mutex::new(Books { index: Index::default(), touched: Touched::starting(now()) }),
            applied: AtomicU64::new(applied),
        }
    }

    /// The change up to which pages were dropped. While it equals [`Store::change_number`], lookups are fresh.
    pub(crate) fn applied(&self) -> u64 {
        self.applied.load(Ordering::Acquire)
    }

    /// The page at an address.
    pub(crate) fn get(&self, class: ReaderClass, path: &str) -> Option<Arc<Page>> {
        self.pages.get(&Borrowed { class, path })
    }

    /// Drops the pages that changes since the last call touched. Reads the database when there are any.
    pub(crate) fn catch_up(&self, store: &Store) -> store::Result<()> {
        let books = &mut *self.books.lock();
        let applied = self.applied();
        if store.change_number() <= applied {
            return Ok(());
        }
        let upto = match store.changes_since(applied)? {
            Changes::Tags { upto, tags } if !tags.contains(&Tag::everything()) => {
                books.touched.touch(&tags, now());
                for tag in &tags {
                    for key in books.index.pages(tag) {
                        if let Some((key, page)) = self.pages.remove(&key) {
                            books.index.remove(&key, page.tags());
                        }
                    }
                }
                upto
            }
            Changes::Tags { upto, .. } | Changes::Everything { upto } => {
                self.pages.clear();
                books.index.clear();
                books.touched.touch_all(now());
                upto
            }
        };
        self.applied.store(upto.max(applied), Ordering::Release);
        Ok(())
    }

    /// When what a page shows was last changed, seconds since 1970; at least when this process started.
    pub(crate) fn touched(&self, tags: &TagSet) -> u64 {
        self.books.lock().touched.latest(tags.iter())
    }

    /// Says up to which change a render holds that began when change `seen` was the last, and keeps its page if
    /// nothing since touched what it read.
    pub(crate) fn settle(
        &self,
        store: &Store,
        seen: u64,
        tags: &[Tag],
        page: Option<(&Key, &Arc<Page>)>,
    ) -> store::Result<Settled> {
        let books = &mut *self.books.lock();
        let fresh_as_of = match store.change_number() {
            now if now <= seen => seen,
            _ => match store.changes_since(seen)? {
                Changes::Tags { upto, tags: touched }
                    if !touched.iter().any(|tag| *tag == Tag::everything() || tags.contains(tag)) =>
                {
                    upto
                }
                _ => return Ok(Settled { fresh_as_of: seen }),
            },
        };
        if let Some((key, page)) = page {
            self.put(&mut books.index, key, Arc::clone(page));
        }
        Ok(Settled { fresh_as_of })
    }

    /// Whether this very page is what the cache has for its key.
    pub(crate) fn holds(&self, key: &Key, page: &Arc<Page>) -> bool {
        self.pages.peek(key).is_some_and(|present| Arc::ptr_eq(&present, page))
    }

    /// Puts better compressed forms in the place of a page, unless it is gone.
    pub(crate) fn replace(&self, key: &Key, old: &Arc<Page>, new: Page) {
        let books = &mut *self.books.lock();
        if self.holds(key, old) {
            self.put(&mut books.index, key, Arc::new(new));
        }
    }

    fn put(&self, index: &mut Index, key: &Key, page: Arc<Page>) {
        if let Some((key, old)) = self.pages.remove(key) {
            index.remove(&key, old.tags());
        }
        index.add(key, page.tags());
        let mut evicted = Vec::new();
        self.pages.insert_with_lifecycle(key.clone(), page, &mut evicted);
        for (key, page) in evicted {
            index.remove(&key, page.tags());
        }
    }
}

fn now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Weighs a page in bytes.
#[derive(Clone)]
struct Weight;

impl Weighter<Key, Arc<Page>> for Weight {
    fn weight(&self, key: &Key, page: &Arc<Page>) -> u64 {
        page.weight() + key.path.len() as u64
    }
}

/// Collects what had to go to make room.
#[derive(Clone)]
struct Evicted;

impl Lifecycle<Key, Arc<Page>> for Evicted {
    type RequestState = Vec<(Key, Arc<Page>)>;

    fn on_evict(&self, evicted: &mut Self::RequestState, key: Key, page: Arc<Page>) {
        evicted.push((key, page));
    }
}
