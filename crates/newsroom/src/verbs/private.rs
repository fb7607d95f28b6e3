//! A site that is not public yet: whoever knows its access code may read it, as Ghost's “private site”.
//!
//! Who enters the code gets a pass, which the browser shows with each request. It holds until it is a month old, the code is changed, or
//! [`SECRET`] is; nothing is stored of it.

use std::net::IpAddr;

use credentials::{Token, digest};
use store::{Millis, Settings, Text, Writer};

use crate::{
    Newsroom, Refused,
    throttle::{Key, forgive},
};

/// The setting that closes the site: `true`.
pub(crate) const IS_PRIVATE: &str = "is_private";
/// The setting that holds the access code.
pub(crate) const CODE: &str = "password";
/// The setting that stands in the address of the feed of a private site: whoever has that address may read the feed.
const FEED: &str = "public_hash";
/// What passes are made with; nobody sees it, no export has it.
const SECRET: &str = "private_access_secret";

/// Characters of an access code that nobody chose.
const CODE_LENGTH: usize = 10;
/// Characters in the address of the feed, as in Ghost.
const FEED_LENGTH: usize = 30;
/// A pass holds so long, as in Ghost.
const PASS: Millis = 30 * 24 * 60 * 60_000;
/// No pass of ours is longer, in bytes.
const LONGEST: usize = 100;

/// What keeps readers out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    code: Text,
    secret: Text,
    feed: Text,
}

impl Lock {
    /// The lock of a site; `None` when everybody may read it.
    pub fn of(settings: &Settings) -> Option<Lock> {
        let text = |key| settings.get(key).unwrap_or_default().into();
        let closed = settings.get(IS_PRIVATE) == Some("true");
        closed.then(|| Lock { code: text(CODE), secret: text(SECRET), feed: text(FEED) })
    }

    /// Whether somebody with this pass may read.
    pub fn admits(&self, pass: &str, now: Millis) -> bool {
        let Some((until, _)) = pass.split_once('.').filter(|_| pass.len() <= LONGEST) else { return false };
        let Ok(until) = until.parse::<Millis>() else { return false };
        until > now && self.pass(until).is_some_and(|good| digest(&good) == digest(pass))
    }

    /// Whether an address is that of the feed that needs no pass: `/9e1c…/rss/`.
    pub fn is_feed(&self, path: &str) -> bool {
        let part = path.strip_prefix('/').and_then(|rest| rest.strip_suffix("/rss/"));
        !self.feed.is_empty() && part.is_some_and(|part| digest(part) == digest(&self.feed))
    }

    fn fits(&self, code: &str) -> bool {
        !self.code.is_empty() && digest(code.trim()) == digest(self.code.trim())
    }

    /// The pass that holds until a moment; `None` where there is nothing to make one with.
    fn pass(&self, until: Millis) -> Option<String> {
        let made = || format!("{until}.{}", digest(&format!("{}\n{}\n{until}", self.secret, self.code)));
        (!self.secret.is_empty() && !self.code.is_empty()).then(made)
    }
}

impl Newsroom {
    /// Gives a reader who knows the access code a pass, and says how many milliseconds it holds; `None` when that is not the code, or
    /// the site is open to all.
    ///
    /// # Errors
    /// [`Refused::TooMany`] after many tries from one address.
    pub fn admit_reader(&self, code: &str, from: IpAddr) -> Result<Option<(String, Millis)>, Refused> {
        let now = self.clock.now();
        let keys = [Key::address(from)];
        self.throttle.attempt(&self.store, &keys, now)?;
        let lock = Lock::of(&*self.store.reader()?.settings()?);
        if !lock.is_some_and(|lock| lock.fits(code)) {
            return Ok(None);
        }
        self.store.write(|writer| {
            forgive(writer, &keys)?;
            prepare(writer)
        })?;
        let lock = Lock::of(&*self.store.reader()?.settings()?);
        Ok(lock.and_then(|lock| lock.pass(now + PASS)).map(|pass| (pass, PASS)))
    }
}

/// Makes what a private site needs and does not have yet: an access code, the address of its feed, the secret behind passes.
pub(crate) fn prepare(writer: &mut Writer) -> Result<(), Refused> {
    for (key, length) in [(CODE, CODE_LENGTH), (FEED, FEED_LENGTH), (SECRET, usize::MAX)] {
        if writer.setting(key)?.is_none_or(|text| text.is_empty()) {
            let made = digest(Token::generate().as_str());
            writer.set_setting(key, Some(&made[..length.min(made.len())]))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock() -> Lock {
        Lock { code: "swallow".into(), secret: "s".into(), feed: "f00d".into() }
    }

    #[test]
    fn a_pass_holds_until_its_time_and_with_its_lock_only() {
        let pass = lock().pass(1_000).unwrap();
        assert!(lock().admits(&pass, 999));
        assert!(!lock().admits(&pass, 1_000), "its time is over");
        let longer = pass.replacen("1000", "9000", 1);
        assert!(!lock().admits(&longer, 999), "its time is part of it");
        assert!(!Lock { code: "sparrow".into(), ..lock() }.admits(&pass, 0), "another code");
        assert!(!Lock { secret: "t".into(), ..lock() }.admits(&pass, 0), "another secret");
        for wrong in ["", ".", "1000", "1000.", "x.1", &"9".repeat(200)] {
            assert!(!lock().admits(wrong, 0), "{wrong}");
        }
    }

    #[test]
    fn where_nothing_is_set_nobody_comes_in() {
        let bare = Lock { code: "".into(), secret: "s".into(), feed: "".into() };
        assert!(!bare.fits("") && bare.pass(1).is_none());
        assert!(!bare.is_feed("//rss/"));
        assert!(lock().is_feed("/f00d/rss/") && !lock().is_feed("/rss/") && !lock().is_feed("/f00e/rss/"));
        assert!(lock().fits(" swallow ") && !lock().fits("Swallow"));
    }
}
