//! What comes from elsewhere or is written in another language: bookmark, embed, HTML, Markdown, e-mail parts.

use serde_json::{Map, Value};

use super::Visibility;
use crate::attr::{Json, card};

card! {
    /// A link with title, text and thumbnail.
    Bookmark {
        /// Where it leads.
        url "url": String as Link = "",
        /// Title of the page.
        title "title": String as Text = "",
        /// What the page says of itself.
        description "description": String as Text = "",
        /// Icon of the site.
        icon "icon": String as Source = "",
        /// Name of the site.
        publisher "publisher": String as Text = "",
        /// Author of the page.
        author "author": String as Text = "",
        /// Picture of the page.
        thumbnail "thumbnail": String as Source = "",
        /// Inline HTML.
        caption "caption": String as Rich = "",
    }
}

impl Bookmark {
    /// Ghost keeps what it learnt of the page in a nested `metadata`.
    pub(crate) fn with_metadata(payload: &Map<String, Value>) -> Self {
        let mut flat = payload.get("metadata").and_then(Value::as_object).cloned().unwrap_or_default();
        for key in ["url", "caption"] {
            if let Some(value) = payload.get(key) {
                flat.insert(key.to_owned(), value.clone());
            }
        }
        Self::from_payload(&flat)
    }
}

card! {
    /// Something of another site.
    Embed {
        /// Address of the page it shows.
        url "url": String as Link = "",
        /// `video`, `rich`, `twitter` and others of oEmbed.
        embed_type "embedType": String as Text = "",
        /// The markup that the other site gave.
        html "html": String as Html = "",
        /// Inline HTML.
        caption "caption": String as Rich = "",
        /// What oEmbed answered, as JSON; kept, printed nowhere.
        metadata "metadata": Json as Text = Json::default(),
    }
}

card! {
    /// Raw HTML.
    Html {
        /// The markup, printed as it is.
        html "html": String as Html = "",
        /// Who sees it.
        visibility "visibility": Visibility as Text = Visibility::default(),
    }
}

card! {
    /// Markdown.
    Markdown {
        /// The source.
        markdown "markdown": String as Markdown = "",
    }
}

card! {
    /// Content for e-mail only.
    Email {
        /// Inline HTML with `{name}` placeholders.
        html "html": String as Html = "",
    }
}

card! {
    /// A call to action for e-mail only.
    EmailCta {
        /// `left` or `center`.
        alignment "alignment": String as Token = "left",
        /// What the button says.
        button_text "buttonText": String as Text = "",
        /// Where the button leads.
        button_url "buttonUrl": String as Link = "",
        /// Inline HTML.
        html "html": String as Html = "",
        /// Who gets it: an NQL filter of members.
        segment "segment": String as Text = "status:free",
        /// There is a button.
        show_button "showButton": bool as Text = false,
        /// There are lines above and below.
        show_dividers "showDividers": bool as Text = true,
    }
}

card! {
    /// The Transistor podcast box, for members only.
    Transistor {
        /// Colour of the player.
        accent_color "accentColor": String as Token = "",
        /// Colour behind it.
        background_color "backgroundColor": String as Token = "",
        /// Who sees it.
        visibility "visibility": Visibility as Text = Visibility { non_member: false, ..Visibility::default() },
    }
}

card! {
    /// A node or card of another system that we do not know: kept whole, shown by its HTML or its words.
    Foreign {
        /// `lexical` or `mobiledoc`.
        source "source": String as Text = "",
        /// What the other system calls it.
        name "name": String as Text = "",
        /// Its payload as it came, as JSON.
        payload "payload": Json as Text = Json::default(),
        /// What a reader sees of it; may be empty.
        html "html": String as Html = "",
    }
}
