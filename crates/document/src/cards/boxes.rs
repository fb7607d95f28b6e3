//! Boxes in the text: callout, toggle, button, program text.

use serde_json::{Map, Value};

use crate::attr::card;

card! {
    /// A coloured box.
    Callout {
        /// Inline HTML.
        text "calloutText": String as Rich = "",
        /// Shown before the text; may be empty.
        emoji "calloutEmoji": String as Text = "💡",
        /// Ends in the class `kg-callout-card-COLOUR`.
        background_color "backgroundColor": String as Token = "blue",
    }
}

impl Callout {
    /// An empty emoji means none, and not the default one, in Ghost too.
    pub(crate) fn keep_empty_emoji(&mut self, payload: &Map<String, Value>) {
        if payload.get("calloutEmoji").and_then(Value::as_str) == Some("") {
            self.emoji.clear();
        }
    }
}

card! {
    /// A heading that opens a text.
    Toggle {
        /// Inline HTML.
        heading "heading": String as Rich = "",
        /// Block HTML.
        content "content": String as Html = "",
    }
}

card! {
    /// A link that looks like a button.
    Button {
        /// What it says.
        text "buttonText": String as Text = "",
        /// `center` or `left`.
        alignment "alignment": String as Token = "center",
        /// Where it leads.
        url "buttonUrl": String as Link = "",
    }
}

card! {
    /// Program text.
    CodeBlock {
        /// The text itself.
        code "code": String as Text = "",
        /// Ends in the class `language-LANGUAGE`.
        language "language": String as Text = "",
        /// Inline HTML.
        caption "caption": String as Rich = "",
    }
}
