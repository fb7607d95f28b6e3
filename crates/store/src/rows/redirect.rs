//! Addresses that lead elsewhere.

use crate::{Id, Kind, Text};

/// A redirect rule of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// A regular expression on the path, as in Ghost.
    pub from: Text,
    /// Where to; may use `$1`.
    pub to: Text,
    /// 301, otherwise 302.
    pub permanent: bool,
}

/// Where a post that had this address before lives now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The post.
    pub id: Id,
    /// Post or page.
    pub kind: Kind,
    /// Its present slug.
    pub slug: Text,
}
