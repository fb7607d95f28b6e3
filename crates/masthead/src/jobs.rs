//! What the workers of this program can do.

use newsroom::{ADOPT_JOB, Archive, Kinds, LETTER_JOB, SIZES_JOB};
use store::{Store, WEBHOOK_JOB};

use crate::config::Configuration;

/// A handler for each kind of job. Letters leave through the outbox, and name the site by its title and this address.
pub(crate) fn kinds(
    configuration: &Configuration,
    store: Store,
    outbox: mail::Outbox,
    address: String,
) -> Kinds {
    let sizes = web::Sizes::new(&configuration.data, configuration.picture_bytes);
    let webhooks = web::Webhooks::new(store.clone(), &address, &configuration.fetch_allow);
    let archive = Archive::new(&configuration.data);
    Kinds::ours()
        .with(LETTER_JOB, move |_, job| {
            let title = store.reader()?.settings()?.title.to_string();
            let site = mail::Site { title, address: address.clone() };
            Ok(mail::deliver(&outbox, &job.about, &job.payload, &site)?)
        })
        .with(ADOPT_JOB, move |newsroom, job| {
            let done = newsroom.adopt_media(&archive, &job.payload)?;
            if done.taken + done.refused > 0 {
                tracing::info!(
                    taken = done.taken,
                    refused = done.refused,
                    "files of the archive were cleaned and listed"
                );
            }
            Ok(())
        })
        .with(WEBHOOK_JOB, move |newsroom, job| webhooks.deliver(newsroom, job))
        .with(SIZES_JOB, move |_, job| {
            sizes.make(&job.about);
            Ok(())
        })
}
