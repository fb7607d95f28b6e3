//! Telling other programs what happened, as Ghost does (<https://docs.ghost.org/webhooks>): a job for each delivery, which a write left
//! behind in its own transaction.
//!
//! What is sent is made of the rows as they were then; topics and authors of a story are shown as they are now. A receiver has five
//! seconds; what it answers beyond its status is not read, and where it leads is not followed. Addresses of our own network are not asked
//! (see [`crate::guarded`]).

mod payload;

use std::{io, net::IpAddr, time::Duration};

use credentials::stamp;
use hyper::header::{CONTENT_TYPE, HeaderName};
use newsroom::{JobError, Newsroom};
use store::{Id, Job, Reply, Store, Webhook};
use theme::Site;
use ureq::Agent;

use super::CONTENT_VERSION;
use crate::guarded::{self, is_refused};

/// What a receiver has to answer.
const TIME: Duration = Duration::from_secs(5);
const SIGNATURE: HeaderName = HeaderName::from_static("x-ghost-signature");

/// Sends what happened to the programs that asked for it.
pub struct Webhooks {
    store: Store,
    site: Site,
    agent: Agent,
}

impl Webhooks {
    /// For a site at an absolute address. `allowed` are addresses that may be told although they are not public.
    pub fn new(store: Store, url: &str, allowed: &[IpAddr]) -> Webhooks {
        let config = Agent::config_builder()
            .timeout_global(Some(TIME))
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(format!("Masthead/{} (webhook)", env!("CARGO_PKG_VERSION")));
        let site = Site::new(url, || jiff::Timestamp::now().as_millisecond());
        Webhooks { store, site, agent: guarded::agent(config, allowed) }
    }

    /// Does a job: sends one delivery and writes down what became of it. What does not arrive is an error, so that the job is done again;
    /// of a delivery that is gone with its webhook nothing is left to do.
    ///
    /// # Errors
    /// What failed; failures of the store.
    pub fn deliver(&self, newsroom: &Newsroom, job: &Job) -> Result<(), JobError> {
        let id: Id = job.about.parse()?;
        let found = {
            let reader = self.store.reader()?;
            match reader.delivery(&id)?.filter(|(delivery, _)| delivery.done_at.is_none()) {
                Some((delivery, webhook)) => {
                    let body = payload::write(&reader, &self.site, &delivery.event, &delivery.snapshot)?;
                    Some((delivery, webhook, body))
                }
                None => None,
            }
        };
        let Some((delivery, webhook, body)) = found else { return Ok(()) };
        let reply = self.send(&webhook, &body);
        newsroom.settle_delivery(&delivery, &reply, job.attempt)
    }

    fn send(&self, webhook: &Webhook, body: &str) -> Reply {
        let mut request = self
            .agent
            .post(&*webhook.target_url)
            .header(CONTENT_TYPE, "application/json")
            .header(CONTENT_VERSION.0, CONTENT_VERSION.1);
        if let Some(secret) = webhook.secret.as_deref() {
            let at = self.site.now().to_string();
            request = request.header(SIGNATURE, format!("sha256={}, t={at}", stamp(secret, &[body, &at])));
        }
        match request.send(body) {
            Ok(answer) if answer.status().is_success() => {
                Reply { status: Some(answer.status().as_u16().into()), error: None }
            }
            Ok(answer) => {
                let status = answer.status().as_u16();
                Reply { status: Some(status.into()), error: Some(format!("Request failed: {status}")) }
            }
            Err(error) => Reply { status: None, error: Some(format!("Request failed: {}", why(&error))) },
        }
    }
}

/// Why nothing was answered, in the words that people know from Ghost.
fn why(error: &ureq::Error) -> &'static str {
    match error {
        error if is_refused(error) => "its address is not public",
        ureq::Error::Timeout(_) => "ETIMEDOUT",
        ureq::Error::HostNotFound => "ENOTFOUND",
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => "ECONNREFUSED",
        ureq::Error::Io(_) | ureq::Error::ConnectionFailed => "ECONNRESET",
        _ => "no answer that can be understood",
    }
}
