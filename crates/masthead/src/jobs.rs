//! What the workers of this program can do.

use newsroom::{Kinds, LETTER_JOB};
use store::Store;

/// A handler for each kind of job. Letters leave through the outbox, and name the site by its title and this address.
pub(crate) fn kinds(store: Store, outbox: mail::Outbox, address: String) -> Kinds {
    Kinds::ours().with(LETTER_JOB, move |_, job| {
        let title = store.reader()?.settings()?.title.to_string();
        let site = mail::Site { title, address: address.clone() };
        Ok(mail::deliver(&outbox, &job.about, &job.payload, &site)?)
    })
}
