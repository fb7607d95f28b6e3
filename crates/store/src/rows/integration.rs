//! Programs that ask the site through Ghost's APIs, or are told of events.

use super::stored::stored;
use crate::{MaybeText, Millis, Text};

stored! {
    /// A program, to which keys and webhooks belong.
    Integration in "integrations", "?1, ?2, ?3, ?4, ?5";
    name: Text = "".into(),
    created_at: Millis = 0,
    description: MaybeText = None,
    updated_at: Option<Millis> = None,
    ;
    Writing FORGET_KEYS = "DELETE FROM api_keys WHERE integration_id = ?1";
}
