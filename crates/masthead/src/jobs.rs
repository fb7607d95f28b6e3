//! What the workers of this program can do.

use newsroom::Kinds;

/// A handler for each kind of job.
pub(crate) fn kinds() -> Kinds {
    Kinds::ours()
}
