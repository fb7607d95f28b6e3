//! Conditional requests (RFC 9110, section 13): has the reader this very thing already?

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hyper::header::{HeaderMap, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE};

/// Seconds after which a date is told. Dates count in whole seconds, so a second change within the same one would hide behind the first;
/// and another process may hear of a change two seconds later.
pub(crate) const SETTLED: u64 = 3;

/// A moment in whole seconds, in the form of HTTP headers.
#[derive(Debug, Clone)]
pub(crate) struct Stamp {
    seconds: u64,
    /// As in `Last-Modified`.
    pub(crate) text: HeaderValue,
}

impl Stamp {
    /// From seconds since 1970.
    pub(crate) fn from_seconds(seconds: u64) -> Option<Stamp> {
        Stamp::new(UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?)
    }

    /// From a file's time of change.
    pub(crate) fn new(moment: SystemTime) -> Option<Stamp> {
        let seconds = moment.duration_since(UNIX_EPOCH).ok()?.as_secs();
        // Beyond the year 9999 there is no HTTP date.
        if seconds >= 253_402_300_800 {
            return None;
        }
        let text = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds));
        Some(Stamp { seconds, text: HeaderValue::from_str(&text).ok()? })
    }

    /// Whether it is long enough ago that whatever is dated so is what readers who were told this date have.
    pub(crate) fn is_settled(&self) -> bool {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        self.seconds + SETTLED <= now
    }

    fn not_after(&self, header: &HeaderValue) -> bool {
        if header == self.text {
            return true;
        }
        header.to_str().ok().and_then(|text| httpdate::parse_http_date(text).ok()).is_some_and(|since| {
            since.duration_since(UNIX_EPOCH).is_ok_and(|since| self.seconds <= since.as_secs())
        })
    }
}

/// Whether a GET or HEAD can be answered 304.
pub(crate) fn unchanged(headers: &HeaderMap, etag: &HeaderValue, modified: Option<&Stamp>) -> bool {
    let mut tags = headers.get_all(IF_NONE_MATCH).iter().peekable();
    if tags.peek().is_some() {
        return tags.any(|list| names(list.as_bytes(), etag.as_bytes()));
    }
    match (headers.get(IF_MODIFIED_SINCE), modified) {
        (Some(since), Some(stamp)) => stamp.not_after(since),
        _ => false,
    }
}

/// Whether a range may be served: there is no `If-Range`, or it names exactly what we have.
pub(crate) fn range_applies(headers: &HeaderMap, etag: &HeaderValue, modified: Option<&Stamp>) -> bool {
    match headers.get(IF_RANGE) {
        None => true,
        // A weak tag never matches here.
        Some(value) if value.as_bytes().starts_with(b"\"") => value == etag,
        Some(value) => modified.is_some_and(|stamp| value == stamp.text),
    }
}

/// Weak comparison with every tag of a list.
fn names(list: &[u8], etag: &[u8]) -> bool {
    let opaque = |tag: &[u8]| tag.strip_prefix(b"W/").map_or_else(|| tag.to_vec(), <[u8]>::to_vec);
    if list == etag || list.trim_ascii() == b"*" {
        return true;
    }
    let etag = opaque(etag);
    list.split(|byte| *byte == b',').any(|tag| opaque(tag.trim_ascii()) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(hyper::header::HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    #[test]
    fn tags_rule_over_dates() {
        let etag = HeaderValue::from_static("W/\"a-b\"");
        let stamp = Stamp::from_seconds(1_700_000_000).unwrap();
        assert_eq!(stamp.text, "Tue, 14 Nov 2023 22:13:20 GMT");
        let is = |pairs: &[_]| unchanged(&headers(pairs), &etag, Some(&stamp));
        assert!(is(&[(IF_NONE_MATCH, "\"x\", \"a-b\"")]));
        assert!(is(&[(IF_NONE_MATCH, "*")]));
        assert!(!is(&[(IF_NONE_MATCH, "\"x\"")]));
        assert!(!is(&[(IF_NONE_MATCH, "\"x\""), (IF_MODIFIED_SINCE, "Tue, 14 Nov 2023 22:13:20 GMT")]));
        assert!(is(&[(IF_MODIFIED_SINCE, "Tue, 14 Nov 2023 22:13:20 GMT")]));
        assert!(is(&[(IF_MODIFIED_SINCE, "Wed, 15 Nov 2023 00:00:00 GMT")]));
        assert!(!is(&[(IF_MODIFIED_SINCE, "Tue, 14 Nov 2023 22:13:19 GMT")]));
        assert!(!is(&[(IF_MODIFIED_SINCE, "yesterday")]));
        assert!(!is(&[]));
    }

    #[test]
    fn ranges_need_the_exact_thing() {
        let etag = HeaderValue::from_static("\"a\"");
        let stamp = Stamp::from_seconds(1_700_000_000).unwrap();
        let applies = |value| range_applies(&headers(&[(IF_RANGE, value)]), &etag, Some(&stamp));
        assert!(range_applies(&HeaderMap::new(), &etag, None));
        assert!(applies("\"a\""));
        assert!(!applies("\"b\""));
        assert!(!applies("W/\"a\""));
        assert!(applies("Tue, 14 Nov 2023 22:13:20 GMT"));
        assert!(!applies("Tue, 14 Nov 2023 22:13:21 GMT"));
    }
}
