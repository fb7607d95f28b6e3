//! When each tag was last touched: a page is as old as the youngest thing on it, not only as its article.
//!
//! Dates count in seconds: two versions of a page may carry the same one. So none is told before it is settled (`conditional::SETTLED`).

use std::collections::HashMap;

use store::Tag;

/// Tags remembered one by one.
const TAGS: usize = 50_000;

/// Times of change, in seconds since 1970.
#[derive(Debug)]
pub(super) struct Touched {
    times: HashMap<Tag, u64>,
    /// Everything counts as changed at this time at least.
    floor: u64,
}

impl Touched {
    /// A process that starts now. What it shows may have changed in any way before: settings, or the theme itself. So nothing is
    /// older than its start.
    pub(super) fn starting(now: u64) -> Self {
        Touched { times: HashMap::new(), floor: now }
    }

    /// Tags were touched now.
    pub(super) fn touch(&mut self, tags: &[Tag], now: u64) {
        if self.times.len() + tags.len() > TAGS {
            self.touch_all(now);
            return;
        }
        for tag in tags {
            let before = self.times.get(tag).copied().unwrap_or(0);
            self.times.insert(tag.clone(), now.max(before));
        }
    }

    /// Everything was touched now.
    pub(super) fn touch_all(&mut self, now: u64) {
        let latest = self.times.values().copied().max().unwrap_or(0).max(self.floor);
        self.floor = now.max(latest);
        self.times.clear();
    }

    /// The last time that one of the tags was touched, as far as this process can tell.
    pub(super) fn latest<'a>(&self, tags: impl Iterator<Item = &'a Tag>) -> u64 {
        tags.filter_map(|tag| self.times.get(tag)).copied().max().unwrap_or(0).max(self.floor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_as_old_as_the_youngest_thing_on_it() {
        let (a, b) = (Tag::named("a"), Tag::named("b"));
        let mut touched = Touched::starting(50);
        assert_eq!(touched.latest([&a].into_iter()), 50);
        touched.touch(std::slice::from_ref(&a), 100);
        touched.touch(&[a.clone(), b.clone()], 101);
        assert_eq!((touched.latest([&a].into_iter()), touched.latest([&b].into_iter())), (101, 101));
        touched.touch_all(101);
        assert_eq!(touched.latest([&b].into_iter()), 101);
        // A clock that was set back does not make anything older.
        touched.touch(std::slice::from_ref(&b), 90);
        assert_eq!(touched.latest([&b].into_iter()), 101);
    }
}
