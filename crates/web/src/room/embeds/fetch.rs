//! Fetching what somebody of the newsroom named, without being turned against our own network.
//!
//! An address is followed only when its host, *after* its name was looked up, lies in the public Internet: the connection goes to exactly the
//! addresses that were checked, and each redirect is checked again. Five seconds, two megabytes, three redirects, no proxies, no cookies.

use std::{
    io::Read,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use ureq::{
    Agent, ResponseExt,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

const TIME: Duration = Duration::from_secs(5);
const BYTES: u64 = 2 << 20;
const REDIRECTS: u32 = 3;

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotFetched {
    /// It lies in a network that is nobody's business.
    #[error("its address is not public")]
    NotPublic,
    /// It answered with an error, too much, too slowly or not at all.
    #[error("it gave no answer that can be used")]
    NoAnswer,
}

/// A page that was fetched.
pub(super) struct Page {
    /// Where it was found in the end.
    pub(super) address: String,
    pub(super) text: String,
}

/// Fetches pages and pictures.
pub(super) struct Fetcher {
    agent: Agent,
}

impl Fetcher {
    /// `allowed` are addresses that may be asked although they are not public.
    pub(super) fn new(allowed: &[IpAddr]) -> Fetcher {
        let config = Agent::config_builder()
            .timeout_global(Some(TIME))
            .max_redirects(REDIRECTS)
            .proxy(None)
            .user_agent("Masthead (link preview)")
            .build();
        let resolver = PublicOnly { names: DefaultResolver::default(), allowed: allowed.to_vec() };
        Fetcher { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }

    /// The beginning of a page.
    pub(super) fn page(&self, address: &str) -> Result<Page, NotFetched> {
        let (address, bytes) = self.get(address)?;
        Ok(Page { address, text: String::from_utf8_lossy(&bytes).into_owned() })
    }

    /// A whole picture.
    pub(super) fn picture(&self, address: &str) -> Result<Vec<u8>, NotFetched> {
        let (_, bytes) = self.get(address)?;
        if bytes.len() as u64 > BYTES { Err(NotFetched::NoAnswer) } else { Ok(bytes) }
    }

    /// At most one byte more than is taken.
    fn get(&self, address: &str) -> Result<(String, Vec<u8>), NotFetched> {
        let response = self.agent.get(address).call().map_err(|error| match error {
            ureq::Error::Other(why) if why.is::<NotFetched>() => NotFetched::NotPublic,
            _ => NotFetched::NoAnswer,
        })?;
        let address = response.get_uri().to_string();
        let mut bytes = Vec::new();
        let reader = response.into_body().into_with_config().limit(u64::MAX).reader();
        reader.take(BYTES + 1).read_to_end(&mut bytes).map_err(|_| NotFetched::NoAnswer)?;
        Ok((address, bytes))
    }
}

/// Looks names up, and keeps the addresses that may be asked.
#[derive(Debug)]
struct PublicOnly {
    names: DefaultResolver,
    allowed: Vec<IpAddr>,
}

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for address in found.iter().filter(|address| self.may_ask(address)) {
            kept.push(*address);
        }
        if kept.is_empty() { Err(ureq::Error::Other(Box::new(NotFetched::NotPublic))) } else { Ok(kept) }
    }
}

impl PublicOnly {
    fn may_ask(&self, address: &SocketAddr) -> bool {
        self.allowed.contains(&address.ip()) || is_public(address.ip()) && matches!(address.port(), 80 | 443)
    }
}

/// Whether an address lies in the public Internet.
/// <https://www.iana.org/assignments/iana-ipv4-special-registry>, <https://www.iana.org/assignments/iana-ipv6-special-registry>
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(a == 0
        || a == 10
        || a == 127
        || a >= 224
        || (a == 100 && b & 0xC0 == 64)
        || (a == 169 && b == 254)
        || (a == 172 && b & 0xF0 == 16)
        || (a == 192 && b == 168)
        || (a == 192 && b == 0 && (c == 0 || c == 2))
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && b & 0xFE == 18)
        || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113))
}

/// Only global unicast, without the ranges in it that lead elsewhere (Teredo, 6to4, documentation).
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    a & 0xE000 == 0x2000
        && !(a == 0x2001 && b < 0x0200)
        && !(a == 0x2001 && b == 0x0DB8)
        && a != 0x2002
        && !(a == 0x3FFF && b < 0x1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_networks_are_not_public() {
        for address in [
            "127.0.0.1",
            "127.1.2.3",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001::1",
            "fec0::1",
            "::127.0.0.1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in ["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:2800:220:1::1", "2a00:1450:4001::1"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn names_and_numbers_of_this_machine_are_refused() {
        let fetcher = Fetcher::new(&[]);
        for address in [
            "http://127.0.0.1/",
            "http://localhost/",
            "http://0x7f000001/",
            "http://2130706433/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://0/",
        ] {
            assert!(fetcher.page(address).is_err(), "{address}");
        }
    }
}
