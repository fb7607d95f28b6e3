//! How often somebody may try. In memory, so that an attack writes nothing; bounded, so that it fills nothing. Another process, or a
//! restart, counts anew.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::atomic::{AtomicU32, Ordering},
};

use parking_lot::{Mutex, MutexGuard};
use store::Millis;

use crate::Refused;

/// Attempts are counted for so long.
const WINDOW: Millis = 15 * 60_000;
/// Attempts at one account, whoever makes them.
const PER_ACCOUNT: u32 = 12;
/// Attempts from one network address, at whatever.
const PER_ADDRESS: u32 = 60;
/// Letters that one account or address can set off.
const LETTERS: u32 = 5;
/// The most counters that are kept.
const COUNTERS: usize = 50_000;
/// The most passwords that wait to be checked: each takes 19 MiB and 20 ms.
const QUEUE: u32 = 16;

/// What an attempt is counted under.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Account(String),
    Address(IpAddr),
    LetterTo(String),
    LetterFrom(IpAddr),
}

impl Key {
    pub(crate) fn account(name: &str) -> Key {
        Key::Account(name.chars().take(254).collect())
    }

    pub(crate) fn address(address: IpAddr) -> Key {
        Key::Address(network(address))
    }

    pub(crate) fn letter_to(name: &str) -> Key {
        Key::LetterTo(name.chars().take(254).collect())
    }

    pub(crate) fn letter_from(address: IpAddr) -> Key {
        Key::LetterFrom(network(address))
    }

    fn limit(&self) -> u32 {
        match self {
            Key::Account(_) => PER_ACCOUNT,
            Key::Address(_) => PER_ADDRESS,
            Key::LetterTo(_) | Key::LetterFrom(_) => LETTERS,
        }
    }
}

/// IPv6 networks give one household 2⁶⁴ addresses: they count as one.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => IpAddr::V6((u128::from(six) >> 64 << 64).into()),
        },
        four => four,
    }
}

/// The counters, and the queue before the password hash.
#[derive(Default)]
pub(crate) struct Throttle {
    counters: Mutex<HashMap<Key, Counter>>,
    hashing: Mutex<()>,
    waiting: AtomicU32,
}

#[derive(Clone, Copy)]
struct Counter {
    attempts: u32,
    since: Millis,
}

/// Leave to check a password; given back when dropped.
pub(crate) struct Turn<'a> {
    throttle: &'a Throttle,
    _one_at_a_time: MutexGuard<'a, ()>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.throttle.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Throttle {
    /// Counts an attempt under each key, before it is looked at, so that many at once are counted too.
    pub(crate) fn attempt(&self, keys: &[Key], now: Millis) -> Result<(), Refused> {
        let mut counters = self.counters.lock();
        for key in keys {
            if let Some(counter) = counters.get(key).filter(|counter| now - counter.since < WINDOW)
                && counter.attempts >= key.limit()
            {
                let wait = (counter.since + WINDOW - now).max(1_000) / 1_000;
                return Err(Refused::TooMany { seconds: u32::try_from(wait).unwrap_or(u32::MAX) });
            }
        }
        make_room(&mut counters, now);
        for key in keys {
            let counter = counters.entry(key.clone()).or_insert(Counter { attempts: 0, since: now });
            if now - counter.since >= WINDOW {
                *counter = Counter { attempts: 0, since: now };
            }
            counter.attempts += 1;
        }
        Ok(())
    }

    /// It was the right person: their attempts are forgotten.
    pub(crate) fn forgive(&self, keys: &[Key]) {
        let mut counters = self.counters.lock();
        for key in keys {
            match key {
                // Whoever has one account of their own shall not guess at others for nothing.
                Key::Address(_) | Key::LetterFrom(_) => {
                    if let Some(counter) = counters.get_mut(key) {
                        counter.attempts = counter.attempts.saturating_sub(1);
                    }
                }
                Key::Account(_) | Key::LetterTo(_) => {
                    counters.remove(key);
                }
            }
        }
    }

    /// Waits for leave to check a password; refuses when many wait already.
    pub(crate) fn turn(&self) -> Result<Turn<'_>, Refused> {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= QUEUE {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Refused::TooMany { seconds: 2 });
        }
        Ok(Turn { throttle: self, _one_at_a_time: self.hashing.lock() })
    }
}

fn make_room(counters: &mut HashMap<Key, Counter>, now: Millis) {
    if counters.len() < COUNTERS {
        return;
    }
    counters.retain(|_, counter| now - counter.since < WINDOW);
    let mut least = 1;
    while counters.len() >= COUNTERS {
        counters.retain(|_, counter| counter.attempts > least);
        least += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thirteenth_attempt_waits_and_a_success_forgets() {
        let throttle = Throttle::default();
        let key = [Key::account("ana@example.org")];
        for _ in 0..PER_ACCOUNT {
            throttle.attempt(&key, 0).unwrap();
        }
        let Err(Refused::TooMany { seconds }) = throttle.attempt(&key, 60_000) else { panic!("must wait") };
        assert_eq!(seconds, 14 * 60);
        throttle.attempt(&[Key::account("other@example.org")], 0).unwrap();
        throttle.attempt(&key, WINDOW).unwrap();
        throttle.forgive(&key);
        assert!(throttle.counters.lock().get(&key[0]).is_none());
    }

    #[test]
    fn one_network_of_ipv6_counts_as_one() {
        let throttle = Throttle::default();
        for host in 0..u128::from(PER_ADDRESS) {
            let address = IpAddr::V6((0x2001_0db8_0000_0001_u128 << 64 | host).into());
            throttle.attempt(&[Key::address(address)], 0).unwrap();
        }
        let same = "2001:db8:0:1:ffff::1".parse().unwrap();
        let other = "2001:db8:0:2::1".parse().unwrap();
        assert!(throttle.attempt(&[Key::address(same)], 0).is_err());
        assert!(throttle.attempt(&[Key::address(other)], 0).is_ok());
        assert_eq!(network("::ffff:10.0.0.1".parse().unwrap()), "10.0.0.1".parse::<IpAddr>().unwrap());
    }

    #[test]
    fn the_counters_are_bounded() {
        let throttle = Throttle::default();
        for n in 0..COUNTERS + 10 {
            throttle.attempt(&[Key::account(&n.to_string())], 0).unwrap();
        }
        assert!(throttle.counters.lock().len() <= COUNTERS);
    }
}
