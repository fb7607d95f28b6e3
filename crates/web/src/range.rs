//! Byte ranges (RFC 9110, section 14): one range a request; several at once are answered with the whole.

use std::ops::Range;

use hyper::header::{HeaderMap, RANGE};

/// What part of a body a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All of it.
    Whole,
    /// These bytes (206).
    Part(Range<u64>),
    /// Bytes that are not there (416).
    Nothing,
}

/// Reads `Range` against a body of `length` bytes. What cannot be understood asks for the whole.
pub(crate) fn wanted(headers: &HeaderMap, length: u64) -> Wanted {
    let Some(spec) = headers.get(RANGE).and_then(|value| value.to_str().ok()) else { return Wanted::Whole };
    let Some((first, last)) = spec.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-'))
    else {
        return Wanted::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(first) || !is_number(last) || (first.is_empty() && last.is_empty()) {
        return Wanted::Whole;
    }
    // A number too large to hold lies behind every end.
    let number = |text: &str| text.parse::<u64>().unwrap_or(u64::MAX);
    let range = match (first, last) {
        ("", suffix) => length.saturating_sub(number(suffix))..length,
        (first, "") => number(first)..length,
        (first, last) if number(first) > number(last) => return Wanted::Whole,
        (first, last) => number(first)..number(last).saturating_add(1).min(length),
    };
    if range.start >= range.end { Wanted::Nothing } else { Wanted::Part(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        let read = |spec: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, spec.parse().unwrap());
            wanted(&headers, 100)
        };
        assert_eq!(read("bytes=0-9"), Wanted::Part(0..10));
        assert_eq!(read("bytes=90-"), Wanted::Part(90..100));
        assert_eq!(read("bytes=-10"), Wanted::Part(90..100));
        assert_eq!(read("bytes=-1000"), Wanted::Part(0..100));
        assert_eq!(read("bytes=50-999999999999999999999999"), Wanted::Part(50..100));
        assert_eq!(read("bytes=100-"), Wanted::Nothing);
        assert_eq!(read("bytes=-0"), Wanted::Nothing);
        for whole in ["bytes=9-0", "bytes=-", "bytes=a-b", "bytes=0-1,5-6", "lines=1-2", "bytes=+1-2"] {
            assert_eq!(read(whole), Wanted::Whole, "{whole}");
        }
        assert_eq!(wanted(&HeaderMap::new(), 100), Wanted::Whole);
    }
}
