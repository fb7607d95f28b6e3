//! Identifiers as Ghost makes them: 24 hex digits (an ObjectID). Old exports also hold short ones such as `1`.

use std::{cmp::Ordering, fmt, ops::Deref, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Error;

/// An id of 1 to 24 ASCII letters and digits, held inline.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Id {
    bytes: [u8; 24],
    len: u8,
}

impl Id {
    /// A new id: 4 bytes of seconds, 8 random bytes.
    ///
    /// # Panics
    /// When the operating system has no randomness.
    pub fn generate(now: crate::Millis) -> Self {
        let mut raw = [0u8; 12];
        raw[..4].copy_from_slice(&((now / 1000) as u32).to_be_bytes());
        getrandom::fill(&mut raw[4..]).expect("the system gives random bytes");
        let mut bytes = [0u8; 24];
        for (i, byte) in raw.iter().enumerate() {
            bytes[2 * i] = b"0123456789abcdef"[usize::from(byte >> 4)];
            bytes[2 * i + 1] = b"0123456789abcdef"[usize::from(byte & 15)];
        }
        Self { bytes, len: 24 }
    }

    fn words(&self) -> [u64; 3] {
        let (words, _) = self.bytes.as_chunks();
        [0, 1, 2].map(|at| u64::from_be_bytes(words[at]))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        // Unused bytes are zero: as numbers they are in the order of the texts. Related stories are a thousand ids, sorted.
        self.words().cmp(&other.words())
    }
}

impl FromStr for Id {
    type Err = Error;

    /// Fails with [`Error::Invalid`] unless the text is 1 to 24 ASCII letters and digits.
    fn from_str(text: &str) -> Result<Self, Error> {
        if text.is_empty() || text.len() > 24 || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(Error::Invalid {
                field: "id",
                why: format!(
                    "“{}” is not an id (1 to 24 letters and digits)",
                    text.chars().take(40).collect::<String>()
                )
                .into(),
            });
        }
        let mut bytes = [0u8; 24];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self { bytes, len: text.len() as u8 })
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Deref for Id {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_the_order_of_their_texts() {
        let ids = ["1", "10", "2", "6553f1000000000000000000", "6553f1000000000000000001", "Z", "a"];
        for (a, b) in ids.iter().flat_map(|a| ids.iter().map(move |b| (a, b))) {
            assert_eq!(a.parse::<Id>().unwrap().cmp(&b.parse().unwrap()), a.cmp(b), "{a} {b}");
        }
    }

    #[test]
    fn ids_come_and_go_as_text() {
        let id = Id::generate(1_700_000_000_000);
        assert_eq!(id.len(), 24);
        assert!(id.starts_with("6553f100"), "{id}");
        assert_eq!(id.as_str().parse::<Id>().unwrap(), id);
        assert_ne!(id, Id::generate(1_700_000_000_000));
        assert_eq!("1".parse::<Id>().unwrap().as_str(), "1");
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "a b", "../..", "5f5c0000000000000000000000", "é"] {
            assert!(matches!(text.parse::<Id>(), Err(Error::Invalid { field: "id", .. })), "{text}");
        }
    }
}
