//! What a program wants of rows: fields, forms of the text, related rows. Told by its question, read by the shapes in `json`.

use super::question::{Question, Which};

/// Which fields are wanted, and which related rows.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// All, when there are none.
    pub(super) fields: Option<Vec<String>>,
    /// What one row is found by: it stands in the answer, asked for or not.
    pub(super) found_by: &'static str,
    /// The forms of the text beside them.
    pub(super) formats: Vec<String>,
    pub(super) tags: bool,
    pub(super) authors: bool,
    pub(super) tiers: bool,
    pub(super) sentiment: bool,
    /// Whether the fields that stand beside the text can be found.
    pub(super) meta: bool,
    /// Whether an own standfirst is the excerpt.
    pub(super) standfirst: bool,
    /// All but the address.
    pub(super) without_address: bool,
    /// Nothing was said about it.
    pub(super) all: bool,
}

/// What is wanted of the rows related to posts whose address is not.
pub(super) static WITHOUT_ADDRESS: Wanted = Wanted {
    fields: None,
    found_by: "",
    formats: Vec::new(),
    tags: false,
    authors: false,
    tiers: false,
    sentiment: false,
    meta: false,
    standfirst: false,
    without_address: true,
    all: false,
};

/// Fields that stand beside the text.
const OF_META: [&str; 10] = [
    "og_image",
    "og_title",
    "og_description",
    "twitter_image",
    "twitter_title",
    "twitter_description",
    "meta_title",
    "meta_description",
    "email_subject",
    "frontmatter",
];

/// Whether a column is one of those beside the text.
pub(super) fn is_of_meta(name: &str) -> bool {
    let name = name.to_lowercase();
    let name = name.strip_prefix("posts_meta.").unwrap_or(&name);
    OF_META.contains(&name) || matches!(name, "feature_image_alt" | "feature_image_caption")
}

impl Wanted {
    /// Of lists of rows that are no posts.
    pub(super) fn of_rows(question: &Question) -> Wanted {
        Wanted { fields: question.fields(), ..Wanted::default() }
    }

    /// Of tags and authors. Ghost gives one whose posts are counted with all its fields.
    pub(super) fn of_found(question: &Question, which: &Which) -> Wanted {
        let whole = *which != Which::List && question.includes("count.posts");
        let fields = question.fields().filter(|_| !whole);
        Wanted { fields, found_by: which.column(), ..Wanted::default() }
    }

    /// Of posts and pages.
    pub(super) fn of_posts(question: &Question, which: &Which) -> Wanted {
        let fields = question.fields();
        let formats = match (question.formats(), &fields) {
            (Some(formats), _) => formats,
            (None, None) => vec!["html".to_owned()],
            (None, Some(fields)) => fields.clone(),
        };
        let named = |name: &str| fields.iter().flatten().any(|field| field == name);
        // What stands beside a post is found by its id: whoever finds one by its slug has to ask for that, too.
        let related = fields.is_none() || named("id") || named("url") || !matches!(which, Which::Slug(_));
        let standfirst = fields.is_none()
            || named("custom_excerpt")
            || !(named("plaintext") || formats.iter().any(|format| format == "plaintext"));
        Wanted {
            found_by: which.column(),
            formats,
            tags: related && question.includes("tags"),
            authors: related && question.includes("authors"),
            tiers: related && question.includes("tiers"),
            sentiment: *which == Which::List && question.includes("sentiment"),
            meta: related,
            standfirst,
            without_address: false,
            fields,
            all: false,
        }
    }

    /// Of posts and pages, for the newsroom: without a word about it, everything that is related and the text as it is edited.
    pub(super) fn of_stories(question: &Question, which: &Which) -> Wanted {
        let readers = Wanted::of_posts(question, which);
        let formats = match (question.formats(), &readers.fields) {
            (None, None) => vec!["mobiledoc".to_owned(), "lexical".to_owned()],
            _ => readers.formats,
        };
        let all = readers.fields.is_none() && question.get("include").is_none();
        Wanted {
            formats,
            tags: all || readers.tags,
            authors: all || readers.authors,
            tiers: all || readers.tiers,
            all,
            sentiment: false,
            ..readers
        }
    }

    /// Of posts and pages of which webhooks tell, as in Ghost.
    pub(super) fn told() -> Wanted {
        Wanted {
            formats: vec!["html".to_owned(), "plaintext".to_owned()],
            tags: true,
            authors: true,
            tiers: true,
            meta: true,
            standfirst: true,
            ..Wanted::default()
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        let named = |fields: &Vec<String>| name == self.found_by || fields.iter().any(|field| field == name);
        self.fields.as_ref().is_none_or(named) && !(self.without_address && name == "url")
    }

    /// Whether everything is wanted.
    pub(super) fn is_all(&self) -> bool {
        self.fields.is_none()
    }

    pub(super) fn format(&self, name: &str) -> bool {
        self.formats.iter().any(|format| format == name)
    }

    /// Whether anything of the text is shown.
    pub(super) fn needs_text(&self) -> bool {
        let of_text = ["excerpt", "codeinjection_head", "codeinjection_foot"];
        self.format("html") || self.format("plaintext") || of_text.iter().any(|name| self.has(name))
    }

    /// Whether any field for networks and search engines is shown.
    pub(super) fn needs_meta(&self) -> bool {
        self.meta && OF_META.iter().any(|name| self.has(name))
    }
}
