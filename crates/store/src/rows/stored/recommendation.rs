//! Recommendations: other sites that this one points to.

use super::stored;
use crate::{MaybeText, Millis, Text};

stored! {
    /// A site that is recommended, and why. Title, excerpt, picture and icon are what it says of itself.
    Recommendation in "recommendations", "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10";
    url: Text = "".into(),
    title: Text = "".into(),
    excerpt: MaybeText = None,
    featured_image: MaybeText = None,
    favicon: MaybeText = None,
    description: MaybeText = None,
    one_click_subscribe: bool = false,
    created_at: Millis = 0,
    updated_at: Option<Millis> = None,
    ;
}
