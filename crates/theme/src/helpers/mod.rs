//! The helpers of Ghost and our additions, one subject a file.

use hbs::Registry;

use crate::scope::Ghost;

/// Adds every helper.
pub(crate) fn register(registry: &mut Registry<Ghost>) {
    let _ = registry;
}
