use document::Document;

/// What several people write together of a story.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Story {
    /// The title, one line.
    pub title: String,
    /// The standfirst; empty for none.
    pub standfirst: String,
    /// The body.
    pub body: Document,
}

impl Story {
    /// Whether it holds HTML that only people with the right to post raw HTML can have written.
    pub fn has_raw_html(&self) -> bool {
        let mut clean = self.body.clone();
        clean.sanitise();
        clean != self.body
    }
}
