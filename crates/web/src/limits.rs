//! What the listener puts up with before it stops listening.

use std::{net::IpAddr, time::Duration};

/// Bounds on connections, requests and renders. The defaults suit one server that faces readers directly or through
/// a reverse proxy on the same machine.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of one request's line and headers together; more is answered 431. At least 8192.
    pub head_bytes: usize,
    /// Headers of one request; more is answered 431.
    pub headers: usize,
    /// Bytes of a request's path and query; more is answered 414.
    pub address_bytes: usize,
    /// Time from a request's first byte to the end of its headers.
    pub head_time: Duration,
    /// How long a connection may stay open without a request on it.
    pub idle_time: Duration,
    /// How long a reader may go without taking a single byte of an answer.
    pub stall_time: Duration,
    /// How long a whole answer may take to make before its connection is given up.
    pub answer_time: Duration,
    /// Connections in total. When all seats are taken, the longest silent connection of the busiest address leaves.
    pub connections: usize,
    /// Connections of one address (one IPv4 address, one IPv6 /64).
    pub connections_per_address: usize,
    /// Reverse proxies: their connections carry many readers, so the bound per address counts the requests in flight of the
    /// addresses that they name in `X-Forwarded-For` instead. Nobody else is believed that header.
    pub trusted_proxies: Vec<IpAddr>,
    /// Pages that are rendered at the same time.
    pub renders: usize,
    /// Requests that may wait for a render; those beyond are answered 503 with `Retry-After`.
    pub renders_waiting: usize,
    /// How long one request waits for its turn to render before it is answered 503.
    pub render_wait: Duration,
    /// Pictures that are resized at the same time.
    pub pictures: usize,
    /// Requests that may wait for a resized picture; those beyond are sent to the original.
    pub pictures_waiting: usize,
    /// Pixels of the largest picture that is resized.
    pub picture_pixels: u64,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Limits {
            head_bytes: 32 * 1024,
            headers: 100,
            address_bytes: 8 * 1024,
            head_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(60),
            stall_time: Duration::from_secs(30),
            answer_time: Duration::from_secs(60),
            connections: 10_000,
            connections_per_address: 1_000,
            trusted_proxies: Vec::new(),
            renders: cores * 2,
            renders_waiting: 1_000,
            render_wait: Duration::from_secs(10),
            pictures: cores.div_ceil(2),
            pictures_waiting: 64,
            picture_pixels: 60_000_000,
        }
    }
}
