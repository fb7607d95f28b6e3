//! Counts readings of posts in memory; written down every few seconds, in one write.
//!
//! A reading is a GET answered 200 or 304 (whoever has the page already reads it again). Prefetches and self-declared
//! machines are not readings.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use hyper::header::{HeaderMap, USER_AGENT};
use parking_lot::Mutex;
use store::Id;

/// Words by which machines name themselves; lower case.
const MACHINES: [&[u8]; 10] = [
    b"bot",
    b"crawl",
    b"spider",
    b"slurp",
    b"preview",
    b"fetch",
    b"monitor",
    b"feed",
    b"facebookexternal",
    b"headless",
];

/// Readings of one post since they were last written down.
#[derive(Debug, Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    /// Counts the request, unless a machine made it.
    pub(crate) fn count(&self, asked: &HeaderMap) {
        if is_reading(asked) {
            self.0.fetch_add(1, Relaxed);
        }
    }
}

/// The counters of all posts that are in the cache or were read lately.
#[derive(Debug, Default)]
pub(crate) struct Views(Mutex<HashMap<Id, Arc<Counter>>>);

impl Views {
    /// The counter of a post.
    pub(crate) fn counter(&self, post: Id) -> Arc<Counter> {
        Arc::clone(self.0.lock().entry(post).or_default())
    }

    /// Takes what was counted; posts that are neither read nor cached any more are forgotten.
    pub(crate) fn take(&self) -> Vec<(Id, u64)> {
        let mut taken = Vec::new();
        self.0.lock().retain(|post, counter| {
            let count = counter.0.swap(0, Relaxed);
            if count > 0 {
                taken.push((*post, count));
            }
            count > 0 || Arc::strong_count(counter) > 1
        });
        taken
    }

    /// Gives back what could not be written down.
    pub(crate) fn give_back(&self, counts: Vec<(Id, u64)>) {
        for (post, count) in counts {
            self.counter(post).0.fetch_add(count, Relaxed);
        }
    }
}

fn is_reading(asked: &HeaderMap) -> bool {
    let prefetch = ["sec-purpose", "purpose", "x-moz"]
        .iter()
        .filter_map(|name| asked.get(*name))
        .any(|value| value.as_bytes().starts_with(b"prefetch") || value.as_bytes().starts_with(b"preview"));
    let machine = asked.get(USER_AGENT).is_some_and(|agent| names_a_machine(agent.as_bytes()));
    !prefetch && !machine
}

fn names_a_machine(agent: &[u8]) -> bool {
    let mut lower = [0; 256];
    let length = agent.len().min(lower.len());
    lower[..length].copy_from_slice(&agent[..length]);
    let lower = &mut lower[..length];
    lower.make_ascii_lowercase();
    MACHINES.iter().any(|word| memchr::memmem::find(lower, word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: &'static str, value: &'static str) -> HeaderMap {
        [(name.parse().unwrap(), value.parse().unwrap())].into_iter().collect()
    }

    #[test]
    fn people_are_counted_and_machines_are_not() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert!(is_reading(&HeaderMap::new()));
        assert!(is_reading(&asked("user-agent", firefox)));
        assert!(!is_reading(&asked("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")));
        assert!(!is_reading(&asked("sec-purpose", "prefetch;prerender")));
        assert!(!is_reading(&asked("purpose", "prefetch")));
    }

    #[test]
    fn what_is_taken_is_taken_once_and_can_be_given_back() {
        let views = Views::default();
        let post: Id = "aaaaaaaaaaaaaaaaaaaaaaaa".parse().unwrap();
        let counter = views.counter(post);
        counter.count(&HeaderMap::new());
        counter.count(&HeaderMap::new());
        let taken = views.take();
        assert_eq!(taken, [(post, 2)]);
        assert!(views.take().is_empty());
        views.give_back(taken);
        drop(counter);
        assert_eq!(views.take(), [(post, 2)]);
        views.take();
        assert!(views.0.lock().is_empty());
    }
}
