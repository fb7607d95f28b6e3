//! Fetching what somebody of the newsroom named: five seconds, two megabytes, three redirects, no cookies, and nothing of our own network
//! (see [`crate::guarded`]).

use std::{io::Read, net::IpAddr, time::Duration};

use ureq::{Agent, ResponseExt};

use crate::guarded::{self, is_refused};

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
            .user_agent("Masthead (link preview)");
        Fetcher { agent: guarded::agent(config, allowed) }
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
        let refusal = |error| if is_refused(&error) { NotFetched::NotPublic } else { NotFetched::NoAnswer };
        let response = self.agent.get(address).call().map_err(refusal)?;
        let address = response.get_uri().to_string();
        let mut bytes = Vec::new();
        let reader = response.into_body().into_with_config().limit(u64::MAX).reader();
        reader.take(BYTES + 1).read_to_end(&mut bytes).map_err(|_| NotFetched::NoAnswer)?;
        Ok((address, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
