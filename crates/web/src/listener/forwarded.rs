//! Whom a reverse proxy speaks for: `X-Forwarded-For`, believed only from proxies that the operator named.
//!
//! ```text
//! X-Forwarded-For: client-made-up, 203.0.113.7, 198.51.100.2
//!                                  └ reader     └ a proxy of ours, in front of the one that connected
//! ```
//! Each proxy adds the address that connected to it at the end, so the last one that is no proxy of ours is the reader; what
//! stands before it anybody may have written. `X-Forwarded-Proto` and `-Host` are not read at all: addresses of the site are made
//! of the configured `url`, so that no request can make others see its own.

use std::net::{IpAddr, SocketAddr};

use hyper::{HeaderMap, header::HeaderValue};

/// The reader behind a request of a trusted proxy; `None` when the proxy does not say.
pub(super) fn reader(headers: &HeaderMap, trusted: &[IpAddr]) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for").iter().collect::<Vec<&HeaderValue>>();
    let mut nearest = None;
    for line in lines.into_iter().rev() {
        for hop in line.to_str().ok()?.rsplit(',') {
            let address = address(hop.trim())?;
            if !trusted.contains(&address) {
                return Some(address);
            }
            nearest = Some(address);
        }
    }
    nearest
}

/// An address, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip())).ok()?;
    Some(IpAddr::to_canonical(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_address_that_is_no_proxy_of_ours_is_the_reader() {
        let trusted = ["198.51.100.2".parse().unwrap(), "2001:db8::2".parse().unwrap()];
        let check = |lines: &[&str], expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            let expected: Option<IpAddr> = expected.map(|address| address.parse().unwrap());
            assert_eq!(reader(&headers, &trusted), expected, "{lines:?}");
        };
        check(&[], None);
        check(&["203.0.113.7"], Some("203.0.113.7"));
        check(&["10.0.0.1, 203.0.113.7"], Some("203.0.113.7"));
        check(&["192.0.2.9", "203.0.113.7, 198.51.100.2"], Some("203.0.113.7"));
        check(&["203.0.113.7", "198.51.100.2,2001:db8::2"], Some("203.0.113.7"));
        check(&["198.51.100.2"], Some("198.51.100.2"));
        check(&["203.0.113.7:4711"], Some("203.0.113.7"));
        check(&["[2001:db8::9]:4711"], Some("2001:db8::9"));
        check(&["::ffff:203.0.113.7"], Some("203.0.113.7"));
        check(&["nonsense, 203.0.113.7"], Some("203.0.113.7"));
        check(&["203.0.113.7, nonsense"], None);
        check(&["203.0.113.7,"], None);
    }
}
