//! Labels of members.

use super::stored;
use crate::{Millis, Text};

stored! {
    /// A label that the newsroom gives to members.
    Label in "labels", "?1, ?2, ?3, ?4, ?5";
    name: Text = "".into(),
    slug: Text = "".into(),
    created_at: Millis = 0,
    updated_at: Millis = 0,
    ;
}
