//! Asking other servers without being turned against our own network.
//!
//! An address is followed only when its host, *after* its name was looked up, lies in the public Internet: the connection goes to exactly the
//! addresses that were checked, and each redirect is checked again. No proxies.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ureq::{
    Agent,
    config::{Config, ConfigBuilder},
    http::Uri,
    typestate::AgentScope,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

/// It lies in a network that is nobody's business.
#[derive(Debug, thiserror::Error)]
#[error("its address is not public")]
struct NotPublic;

/// A client that asks public servers only, besides the addresses that are allowed.
pub(crate) fn agent(config: ConfigBuilder<AgentScope>, allowed: &[IpAddr]) -> Agent {
    let resolver = PublicOnly { names: DefaultResolver::default(), allowed: allowed.to_vec() };
    Agent::with_parts(config.proxy(None).build(), DefaultConnector::default(), resolver)
}

/// Whether a server was not asked because its address is not public.
pub(crate) fn is_refused(error: &ureq::Error) -> bool {
    matches!(error, ureq::Error::Other(why) if why.is::<NotPublic>())
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
        if kept.is_empty() { Err(ureq::Error::Other(Box::new(NotPublic))) } else { Ok(kept) }
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
}
