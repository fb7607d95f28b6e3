//! Snippets: pieces of text that editors put into stories.

use super::stored;
use crate::{MaybeText, Millis, Text};

stored! {
    /// A piece of text, in the form of Ghost's older and of its present editor.
    Snippet in "snippets", "?1, ?2, ?3, ?4, ?5, ?6";
    name: Text = "".into(),
    mobiledoc: Text = "{}".into(),
    lexical: MaybeText = None,
    created_at: Millis = 0,
    updated_at: Millis = 0,
    ;
}
