//! A place that keeps what is fetched in the middle of a render alive until its end.

use std::cell::OnceCell;

/// Takes values through a shared reference and lends them for as long as it lives itself. A helper that fetches rows
/// keeps them here and hands out values that borrow from them:
///
/// ```ignore
/// let rows: &'a Vec<PostCard> = scope.fetched.keep(reader.posts(&query)?);
/// Value::rows(rows, |row| Value::object(CardView(row)))
/// ```
///
/// Keeping walks a chain: it is meant for dozens of entries (each a whole list), not for thousands.
pub struct Arena<T> {
    first: OnceCell<Box<Entry<T>>>,
}

struct Entry<T> {
    value: T,
    next: OnceCell<Box<Entry<T>>>,
}

impl<T> Arena<T> {
    /// An empty arena.
    pub fn new() -> Self {
        Arena { first: OnceCell::new() }
    }

    /// Keeps `value` until the arena is dropped.
    pub fn keep(&self, value: T) -> &T {
        let mut slot = &self.first;
        while let Some(entry) = slot.get() {
            slot = &entry.next;
        }
        &slot.get_or_init(|| Box::new(Entry { value, next: OnceCell::new() })).value
    }
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Arena::new()
    }
}
