//! Running text: pieces that carry marks.

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words with marks.
    Text {
        /// The words, unescaped.
        text: String,
        /// How they are set.
        marks: Marks,
    },
    /// A line break.
    Break {
        /// Marks that run through it; only a link matters.
        marks: Marks,
    },
}

impl Inline {
    /// Words without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Inline::Text { text: text.into(), marks: Marks::default() }
    }

    /// The marks of the piece.
    pub fn marks(&self) -> &Marks {
        match self {
            Inline::Text { marks, .. } | Inline::Break { marks } => marks,
        }
    }

    pub(crate) fn marks_mut(&mut self) -> &mut Marks {
        match self {
            Inline::Text { marks, .. } | Inline::Break { marks } => marks,
        }
    }
}

/// The marks of a piece. Styles are a set; at most one link and one statement.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Marks {
    styles: u8,
    /// A link around the piece.
    pub link: Option<Box<Link>>,
    /// The words are a statement of somebody.
    pub statement: Option<Box<Statement>>,
}

/// A mark without attributes. The order is that in which Ghost opens them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Bold.
    Strong,
    /// Italic.
    Em,
    /// Struck through.
    Strike,
    /// Underlined.
    Underline,
    /// Program text.
    Code,
    /// Lowered.
    Sub,
    /// Raised.
    Sup,
    /// Marked with colour.
    Highlight,
}

impl Style {
    /// Every style, in the order in which Ghost opens them.
    pub const ALL: [Style; 8] = [
        Style::Strong,
        Style::Em,
        Style::Strike,
        Style::Underline,
        Style::Code,
        Style::Sub,
        Style::Sup,
        Style::Highlight,
    ];

    /// The HTML element.
    pub fn tag(self) -> &'static str {
        ["strong", "em", "s", "u", "code", "sub", "sup", "mark"][self as usize]
    }

    /// The `type` of the mark in a document's JSON.
    pub fn name(self) -> &'static str {
        ["strong", "em", "strike", "underline", "code", "sub", "sup", "highlight"][self as usize]
    }

    pub(crate) fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }
}

impl Marks {
    /// Marks of styles only.
    pub fn styles(styles: &[Style]) -> Self {
        styles.iter().fold(Self::default(), |marks, style| marks.with(*style))
    }

    /// The same marks and one style more.
    pub fn with(mut self, style: Style) -> Self {
        self.styles |= 1 << style as u8;
        self
    }

    /// The same marks with a link.
    pub fn with_link(mut self, link: Link) -> Self {
        self.link = Some(Box::new(link));
        self
    }

    /// The same marks with a statement.
    pub fn with_statement(mut self, statement: Statement) -> Self {
        self.statement = Some(Box::new(statement));
        self
    }

    /// The link and the statement only.
    pub fn without_styles(mut self) -> Self {
        self.styles = 0;
        self
    }

    /// Whether the style is set.
    pub fn has(&self, style: Style) -> bool {
        self.styles & (1 << style as u8) != 0
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The address; empty for an anchor without one.
    pub href: String,
    /// Relation to the target; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rel: String,
    /// Tool tip; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Name of a window; kept and, as in Ghost, not printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
}

/// Who said the marked words.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Statement {
    /// Stable id of the statement in the newsroom's collection; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The speaker's name; may be empty while nobody is attributed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub speaker: String,
    /// Whom or what it is about; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// When it was said: a day (`2026-05-03`) or as somebody wrote it; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date: String,
}
