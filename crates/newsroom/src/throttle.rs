//! How often somebody may try. Counted in rows, so that all servers of a site count together and a restart forgets nothing; bounded, so
//! that an attack fills nothing. What is refused writes nothing: its transaction is undone.

use std::{
    net::IpAddr,
    sync::atomic::{AtomicU32, Ordering},
};

use parking_lot::{Mutex, MutexGuard};
use store::{Millis, Store, Writer};

use crate::Refused;

/// Attempts are counted for so long.
const WINDOW: Millis = 15 * 60_000;
/// Attempts at one account, whoever makes them.
const PER_ACCOUNT: u32 = 12;
/// Attempts from one network address, at whatever.
const PER_ADDRESS: u32 = 60;
/// Letters that one account or address can set off.
const LETTERS: u32 = 5;
/// The most counters that are kept …
const COUNTERS: u64 = 50_000;
/// … give or take the attempts after which a server sweeps.
const SWEEP: u32 = 256;
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

    /// What its row is called: names of accounts are whatever somebody typed.
    fn digest(&self) -> String {
        credentials::digest(&match self {
            Key::Account(name) => format!("account {name}"),
            Key::Address(address) => format!("address {address}"),
            Key::LetterTo(name) => format!("letter to {name}"),
            Key::LetterFrom(address) => format!("letter from {address}"),
        })
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

/// The queue before the password hash, and when to sweep.
#[derive(Default)]
pub(crate) struct Throttle {
    attempts: AtomicU32,
    hashing: Mutex<()>,
    waiting: AtomicU32,
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

/// It was the right person: their attempts are forgotten. To be called in the transaction that lets them in.
pub(crate) fn forgive(writer: &mut Writer, keys: &[Key]) -> Result<(), Refused> {
    for key in keys {
        match key {
            // Whoever has one account of their own shall not guess at others for nothing.
            Key::Address(_) | Key::LetterFrom(_) => writer.take_attempt_back(&key.digest())?,
            Key::Account(_) | Key::LetterTo(_) => writer.forget_attempts(&key.digest())?,
        }
    }
    Ok(())
}

impl Throttle {
    /// Counts an attempt under each key, before it is looked at, so that many at once are counted too.
    pub(crate) fn attempt(&self, store: &Store, keys: &[Key], now: Millis) -> Result<(), Refused> {
        if self.attempts.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEEP) {
            store.write(|writer| writer.sweep_attempts(now - WINDOW, COUNTERS))?;
        }
        store.write(|writer| {
            for key in keys {
                let (tries, since) = writer.count_attempt(&key.digest(), now, now - WINDOW)?;
                if tries > key.limit() {
                    let wait = (since + WINDOW - now).max(1_000) / 1_000;
                    return Err(Refused::TooMany { seconds: u32::try_from(wait).unwrap_or(u32::MAX) });
                }
            }
            Ok(())
        })
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

#[cfg(test)]
mod tests {
    use store::Target;

    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::Sqlite { path: folder.path().join("x.db") };
        let store = Store::open(&target, folder.path()).unwrap();
        (folder, store)
    }

    #[test]
    fn the_thirteenth_attempt_waits_and_a_success_forgets() {
        let (_folder, store) = store();
        // Two servers of one site.
        let servers = [Throttle::default(), Throttle::default()];
        let attempt =
            |n: u32, name: &str, now| servers[n as usize % 2].attempt(&store, &[Key::account(name)], now);
        for n in 0..PER_ACCOUNT {
            attempt(n, "ana@example.org", 0).unwrap();
        }
        let Err(Refused::TooMany { seconds }) = attempt(0, "ana@example.org", 60_000) else {
            panic!("must wait")
        };
        assert_eq!(seconds, 14 * 60);
        attempt(0, "other@example.org", 0).unwrap();
        attempt(1, "ana@example.org", WINDOW).unwrap();
        for n in 1..PER_ACCOUNT {
            attempt(n, "ana@example.org", WINDOW).unwrap();
        }
        assert!(attempt(1, "ana@example.org", WINDOW).is_err());
        store.write(|writer| forgive(writer, &[Key::account("ana@example.org")])).unwrap();
        attempt(1, "ana@example.org", WINDOW).unwrap();
    }

    #[test]
    fn one_network_of_ipv6_counts_as_one() {
        let (_folder, store) = store();
        let throttle = Throttle::default();
        let attempt = |address| throttle.attempt(&store, &[Key::address(address)], 0);
        for host in 0..u128::from(PER_ADDRESS) {
            attempt(IpAddr::V6((0x2001_0db8_0000_0001_u128 << 64 | host).into())).unwrap();
        }
        assert!(attempt("2001:db8:0:1:ffff::1".parse().unwrap()).is_err());
        assert!(attempt("2001:db8:0:2::1".parse().unwrap()).is_ok());
        assert_eq!(network("::ffff:10.0.0.1".parse().unwrap()), "10.0.0.1".parse::<IpAddr>().unwrap());
    }

    #[test]
    fn counts_that_are_over_or_too_many_are_swept_out() {
        let (_folder, store) = store();
        store
            .write(|writer| {
                for n in 0..30 {
                    writer.count_attempt(&format!("old {n}"), 0, -WINDOW)?;
                    writer.count_attempt(&format!("new {n}"), 10, -WINDOW)?;
                }
                writer.count_attempt("new 7", 11, -WINDOW)?;
                assert_eq!(writer.sweep_attempts(0, 10)?, 10, "the old ones, and then the smallest");
                assert_eq!(writer.count_attempt("new 7", 12, -WINDOW)?, (3, 10), "the largest stays");
                assert_eq!(writer.sweep_attempts(10, 10)?, 0);
                Ok::<_, Refused>(())
            })
            .unwrap();
    }
}
