use document::{Block, Document, HtmlOptions, Trust};
use store::{Id, Kind, Millis, PostBody, PostMeta, PostRecord, PostRow, Status};

use crate::words::{Analyst, detect_language, slugify};
use crate::{Because, Refused};

/// Words of the excerpt that is made from a body.
const EXCERPT_WORDS: usize = 50;
/// Ghost's limit of a title, in characters.
const TITLE_LIMIT: usize = 255;
/// Ghost's limit of a custom excerpt, in characters; imports keep longer ones.
const STANDFIRST_LIMIT: usize = 300;

/// A body as somebody hands it in.
#[derive(Debug, Clone)]
pub enum Body {
    /// Our own document.
    Document(Document),
    /// An HTML fragment.
    Html(String),
    /// Ghost 5 and 6.
    Lexical(String),
    /// Ghost 1 to 5.
    Mobiledoc(String),
}

impl Body {
    /// The document; `trust` says whether raw HTML in it stays as it is.
    ///
    /// # Errors
    /// [`Refused::Invalid`] when it is not readable or too large.
    pub fn into_document(self, trust: Trust) -> Result<document::Conversion, Refused> {
        match self {
            Self::Document(document) => return Ok(document::Conversion { document, notes: Vec::new() }),
            Self::Html(html) => Document::from_html(&html, trust),
            Self::Lexical(lexical) => Document::from_lexical(&lexical, trust),
            Self::Mobiledoc(mobiledoc) => Document::from_mobiledoc(&mobiledoc, trust),
        }
        .map_err(|error| Refused::invalid("body", error))
    }
}

/// A post or page as written: what is not said is derived. Fill in what you know and leave the rest as [`PostDraft::new`] made it.
#[derive(Debug, Clone)]
pub struct PostDraft {
    /// The narrow row. `excerpt`, `word_count` and `reading_time` are overwritten; an empty `slug` is made from the title; an empty
    /// `language` is detected.
    pub row: PostRow,
    /// The text.
    pub body: Document,
    /// HTML for the page's head.
    pub codeinjection_head: Option<String>,
    /// HTML for the page's end.
    pub codeinjection_foot: Option<String>,
    /// Whether raw HTML and code injection come from somebody who may post them. Verbs set it from the actor's role.
    pub trusted: bool,
    /// For search engines, networks and mail.
    pub meta: PostMeta,
    /// Tags in order.
    pub tags: Vec<Id>,
    /// Authors in order.
    pub authors: Vec<Id>,
    /// The tiers that may read it, in order.
    pub tiers: Vec<Id>,
}

impl PostDraft {
    /// A draft with a title and a body, created at `now` under a new id.
    pub fn new(kind: Kind, title: &str, body: Document, now: Millis) -> Self {
        let mut row = PostRow::draft(Id::generate(now), kind, "", title, now);
        row.language = "".into();
        Self {
            row,
            body,
            codeinjection_head: None,
            codeinjection_foot: None,
            trusted: false,
            meta: PostMeta::default(),
            tags: Vec::new(),
            authors: Vec::new(),
            tiers: Vec::new(),
        }
    }

    /// A story as it is stored, to be changed and put back.
    ///
    /// # Errors
    /// [`Refused::Invalid`] when the stored document is damaged.
    pub(crate) fn of(record: PostRecord) -> Result<Self, Refused> {
        let PostRecord { row, body, meta, tags, authors, tiers, .. } = record;
        let document =
            Document::from_json(&body.document).map_err(|error| Refused::invalid("body", error))?;
        Ok(Self {
            row,
            body: document,
            codeinjection_head: body.codeinjection_head.map(Into::into),
            codeinjection_foot: body.codeinjection_foot.map(Into::into),
            trusted: body.trusted,
            meta,
            tags,
            authors,
            tiers,
        })
    }

    /// The same, public since `published_at`.
    pub fn published(mut self, published_at: Millis) -> Self {
        self.row.status = Status::Published;
        self.row.published_at = Some(published_at);
        self
    }
}

/// Derives from drafts what is derived: HTML, plain text, excerpt, counts, language, terms, slug. It remembers stems: keep one a thread.
pub struct Deriver {
    analyst: Analyst,
    main_language: String,
}

impl Deriver {
    /// `main_language` is what a text is in when nothing says otherwise.
    pub fn new(main_language: &str) -> Self {
        Self { analyst: Analyst::new(), main_language: main_language.to_owned() }
    }

    /// The record to be stored. The slug may still turn out to be taken.
    ///
    /// # Errors
    /// [`Refused::Invalid`] for a title without letters, or a published post without a date.
    pub fn derive(&mut self, draft: PostDraft) -> Result<PostRecord, Refused> {
        let PostDraft {
            mut row,
            body,
            codeinjection_head,
            codeinjection_foot,
            trusted,
            meta,
            tags,
            authors,
            tiers,
        } = draft;
        // A story that nobody can read yet may still be without a title.
        if row.title.trim().is_empty() && row.status != Status::Draft {
            return Err(Refused::invalid("title", Because::TitleNeeded));
        }
        if matches!(row.status, Status::Published | Status::Scheduled) && row.published_at.is_none() {
            return Err(Refused::invalid("published_at", Because::DateNeeded));
        }
        let plaintext = without_nul(body.to_text());
        row.excerpt = match &*row.visibility {
            "public" => body.excerpt(EXCERPT_WORDS),
            _ => opening(&body).excerpt(EXCERPT_WORDS),
        }
        .into();
        row.word_count = body.word_count();
        // Ghost counts the hero image too.
        row.reading_time = body.reading_time_with(u32::from(row.feature_image.is_some()));
        if row.language.is_empty() {
            let detected = detect_language(&plaintext).or_else(|| detect_language(&row.title));
            row.language = detected.unwrap_or(&self.main_language).into();
        }
        if row.slug.is_empty() {
            row.slug = post_slug(&row.title).into();
        }
        let terms = self
            .analyst
            .terms(&row.language, &row.title, &plaintext)
            .into_iter()
            .map(|term| store::Term { term: term.term.into(), weight: term.weight.clamp(1, 1_000) as u16 })
            .collect();
        let words = self.analyst.index(
            &row.language,
            &[
                &row.title,
                row.kicker.as_deref().unwrap_or_default(),
                row.custom_excerpt.as_deref().unwrap_or_default(),
                &plaintext,
            ],
        );
        let html = without_nul(body.to_html(&HtmlOptions::default()));
        let body = PostBody {
            document: body.to_json().into(),
            html: html.into(),
            plaintext: plaintext.into(),
            codeinjection_head: codeinjection_head.filter(|code| !code.is_empty()).map(Into::into),
            codeinjection_foot: codeinjection_foot.filter(|code| !code.is_empty()).map(Into::into),
            trusted,
        };
        Ok(PostRecord { row, body, meta, tags, authors, tiers, terms, words: Some(words.into()) })
    }
}

/// What everybody may read of a story for members: what stands before the paywall line, nothing without one.
fn opening(body: &Document) -> Document {
    let paywall = body.blocks.iter().position(|block| matches!(block, Block::Paywall)).unwrap_or(0);
    let mut opening = Document::default();
    opening.blocks.extend_from_slice(&body.blocks[..paywall]);
    opening
}

/// The text without the character NUL, which a body's JSON can hold and no database takes.
fn without_nul(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

/// A line of HTML such as a caption as a stranger may write it: links and emphasis, no paragraph around it.
pub fn clean_line(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let clean = Document::from_html(html, Trust::Untrusted)
        .map(|conversion| conversion.document.to_html(&HtmlOptions::default()))
        .unwrap_or_default();
    match clean.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => clean,
    }
}

/// What newly written posts must keep to; imports are taken as they are.
pub(crate) fn check_new(draft: &PostDraft) -> Result<(), Refused> {
    if draft.row.title.chars().count() > TITLE_LIMIT {
        return Err(Refused::invalid("title", Because::TitleLong.with("most", TITLE_LIMIT)));
    }
    if draft.row.custom_excerpt.as_ref().is_some_and(|text| text.chars().count() > STANDFIRST_LIMIT) {
        let why = Because::StandfirstLong.with("most", STANDFIRST_LIMIT);
        return Err(Refused::invalid("custom_excerpt", why));
    }
    if !draft.row.slug.is_empty() && *draft.row.slug != *slugify(&draft.row.slug) {
        let why =
            Because::AddressWouldBe.with("given", &draft.row.slug).with("instead", slugify(&draft.row.slug));
        return Err(Refused::invalid("slug", why));
    }
    if let Some(address) = &draft.row.canonical_url
        && !(address.starts_with('/')
            || url::Url::parse(address).is_ok_and(|url| url.scheme().starts_with("http")))
    {
        return Err(Refused::invalid("canonical_url", Because::NoWebAddress.with("given", address)));
    }
    Ok(())
}

/// The slug a title gives; titles without a letter get a name that can be told apart by its suffix.
pub(crate) fn post_slug(title: &str) -> String {
    let slug = slugify(title);
    match slug.as_str() {
        "" => "untitled".to_owned(),
        // Addresses that are not an article's.
        "ghost" | "rss" | "amp" | "room" | "tag" | "author" | "page" | "p" | "content" | "assets" | "api" => {
            format!("{slug}-2")
        }
        _ => slug,
    }
}
