//! A post row of an export, with its meta row and relations, as a draft of ours.

use document::{Conversion, Document, Focus, Trust};
use newsroom::{PostDraft, clean_line};
use store::{Id, Kind, MaybeText, Millis, PostMeta, Status};

use super::damage::Result;
use super::ids::stored_id;
use super::row::Row;
use super::scan::Place;

/// A post was edited for readers when it changed later than this after publication …
const QUIET: Millis = 15 * 60_000;
/// … but not later than this: what comes months later is housekeeping (Ghost touches `updated_at` for every tag).
const LIVELY: Millis = 7 * 86_400_000;

/// What a post row is converted with.
pub(crate) struct Context<'a> {
    /// The file's name, for errors.
    pub(crate) file: &'a str,
    /// Whether HTML stays as it is.
    pub(crate) trust: Trust,
    /// For rows without dates.
    pub(crate) now: Millis,
}

/// One post row and what belongs to it.
pub(crate) struct PostRowSource<'a> {
    /// Where it stands.
    pub(crate) place: &'a Place,
    /// The row.
    pub(crate) text: &'a str,
    /// Its `posts_meta` row.
    pub(crate) meta: Option<&'a (Place, String)>,
    /// Tags in order.
    pub(crate) tags: Vec<Id>,
    /// Authors in order.
    pub(crate) authors: Vec<Id>,
    /// The tiers that may read it, in order.
    pub(crate) tiers: Vec<Id>,
    /// Size of the feature image, when the ZIP holds it.
    pub(crate) picture: Option<(u32, u32)>,
}

/// The outcome of a conversion.
pub(crate) struct Converted {
    /// To be derived and stored.
    pub(crate) draft: PostDraft,
    /// What was not taken exactly as it was.
    pub(crate) notes: Vec<(String, u64)>,
    /// Addresses that it had before.
    pub(crate) old_slugs: Vec<Box<str>>,
    /// Fields nobody read, as JSON.
    pub(crate) left: Option<String>,
}

/// Converts a post.
///
/// # Errors
/// For values of a wrong type and bodies that cannot be read, naming the field.
pub(crate) fn convert(context: &Context<'_>, source: PostRowSource<'_>) -> Result<Converted> {
    let mut row = Row::parse(context.file, source.place, source.text)?;
    let mut meta_row = match source.meta {
        Some((place, text)) => Some(Row::parse(context.file, place, text)?),
        None => None,
    };
    let mut notes: Vec<(String, u64)> = Vec::new();
    let mut note = |what: &str| notes.push((what.to_owned(), 1));

    let raw_id = row.required("id")?;
    let id = stored_id("posts", &raw_id);
    let is_page = row.text("type")?.as_deref() == Some("page") || row.truth("page")?.unwrap_or(false);
    let kind = if is_page { Kind::Page } else { Kind::Post };
    let title = match row.text("title")? {
        Some(title) if !title.trim().is_empty() => title,
        _ => {
            note("stories without a title; called “(Untitled)”");
            "(Untitled)".into()
        }
    };
    let body = body(&mut row, context.trust, &mut note)?;
    let created_at = row.time("created_at")?.unwrap_or(context.now);
    let mut draft = PostDraft::new(kind, title.trim(), body.document, created_at);
    draft.row.id = id;
    draft.row.uuid = row.text("uuid")?.unwrap_or_default().into();
    draft.row.slug = row.text("slug")?.unwrap_or_default().into();
    draft.row.updated_at = row.time("updated_at")?.unwrap_or(created_at);
    draft.row.published_at = row.time("published_at")?;
    draft.row.status = status(&mut row)?;
    if draft.row.published_at.is_none()
        && matches!(draft.row.status, Status::Published | Status::Scheduled | Status::Sent)
    {
        note("published stories without a date; given that of their creation");
        draft.row.published_at = Some(created_at);
    }
    draft.row.edited_at = draft.row.published_at.and_then(|published| {
        let later = draft.row.updated_at - published;
        (draft.row.status == Status::Published && (QUIET..LIVELY).contains(&later))
            .then_some(draft.row.updated_at)
    });
    if draft.row.status == Status::Scheduled {
        note("scheduled stories; stored, but Masthead does not publish them by itself yet");
    }

    draft.row.custom_excerpt = text(&mut row, "custom_excerpt")?;
    draft.row.feature_image = text(&mut row, "feature_image")?.or(text(&mut row, "image")?);
    draft.row.feature_image_alt = both(&mut row, &mut meta_row, "feature_image_alt")?;
    draft.row.feature_image_caption =
        both(&mut row, &mut meta_row, "feature_image_caption")?.map(|caption| match context.trust {
            Trust::Trusted => caption,
            Trust::Untrusted => clean_line(&caption).into(),
        });
    (draft.row.feature_image_width, draft.row.feature_image_height) = source.picture.unzip();
    draft.row.visibility = row.text("visibility")?.map_or_else(|| "public".into(), Into::into);
    draft.row.featured = row.truth("featured")?.unwrap_or(false);
    draft.row.canonical_url = text(&mut row, "canonical_url")?;
    draft.row.custom_template = text(&mut row, "custom_template")?;
    draft.row.show_title_and_feature_image = row.truth("show_title_and_feature_image")?.unwrap_or(true);
    draft.row.comment_id = text(&mut row, "comment_id")?;
    draft.row.language = language(&mut row)?;
    if let Some(meta) = &mut meta_row {
        draft.row.email_only = meta.truth("email_only")?.unwrap_or(false);
    }
    draft.codeinjection_head = row.text("codeinjection_head")?.map(|code| code.into_owned());
    draft.codeinjection_foot = row.text("codeinjection_foot")?.map(|code| code.into_owned());
    draft.trusted = context.trust == Trust::Trusted;
    if !draft.trusted && (draft.codeinjection_head.is_some() || draft.codeinjection_foot.is_some()) {
        note("stories with code injection; kept, but switched off without --trust-html");
    }
    draft.meta = meta(&mut row, &mut meta_row)?;
    let mut old_slugs = Vec::new();
    if let Some(ours) = &mut row.ours()? {
        old_slugs = add_ours(&mut draft, ours, context.trust)?;
    }
    draft.tags = source.tags;
    draft.authors = source.authors;
    draft.tiers = source.tiers;

    row.pass_over(&["plaintext", "author_id", "author", "updated_by", "html", "markdown", "amp"]);
    if let Some(meta) = &mut meta_row {
        meta.pass_over(&["id", "post_id"]);
    }
    let left = [row.left(), meta_row.as_ref().and_then(Row::left)];
    let left: Vec<String> = left.into_iter().flatten().map(|(json, _)| json).collect();
    for kept in body.notes {
        notes.push((kept.what, u64::from(kept.count)));
    }
    Ok(Converted {
        draft,
        notes,
        old_slugs,
        left: (!left.is_empty()).then(|| format!("[{}]", left.join(","))),
    })
}

/// Adds what an export of ours says beyond Ghost's columns, and texts that Ghost's were too short for. Gives the addresses that the story
/// had before.
fn add_ours(draft: &mut PostDraft, ours: &mut Row<'_>, trust: Trust) -> Result<Vec<Box<str>>> {
    let row = &mut draft.row;
    let meta = &mut draft.meta;
    for (field, name) in [
        (&mut row.kicker, "kicker"),
        (&mut row.feature_image_credit, "feature_image_credit"),
        (&mut row.translation_key, "translation_key"),
    ] {
        *field = text(ours, name)?;
    }
    for (field, name) in [
        (&mut row.custom_excerpt, "custom_excerpt"),
        (&mut row.feature_image_alt, "feature_image_alt"),
        (&mut meta.og_title, "og_title"),
        (&mut meta.og_description, "og_description"),
        (&mut meta.twitter_title, "twitter_title"),
        (&mut meta.twitter_description, "twitter_description"),
        (&mut meta.meta_title, "meta_title"),
        (&mut meta.meta_description, "meta_description"),
        (&mut meta.email_subject, "email_subject"),
    ] {
        if let Some(whole) = text(ours, name)? {
            *field = Some(whole);
        }
    }
    if let Some(focus) = text(ours, "feature_image_focus")? {
        row.feature_image_focus = Some(
            focus
                .parse::<Focus>()
                .map_err(|error| ours.damage("masthead.feature_image_focus", error.to_string()))?
                .to_string()
                .into(),
        );
    }
    if row.feature_image_credit.is_some() {
        let caption = text(ours, "feature_image_caption")?;
        row.feature_image_caption = caption.map(|caption| match trust {
            Trust::Trusted => caption,
            Trust::Untrusted => clean_line(&caption).into(),
        });
    }
    let mut pixels = |name: &str| -> Result<Option<u32>> {
        Ok(ours.number(name)?.and_then(|pixels| u32::try_from(pixels).ok()))
    };
    if let (Some(width), Some(height)) = (pixels("feature_image_width")?, pixels("feature_image_height")?) {
        (row.feature_image_width, row.feature_image_height) = (Some(width), Some(height));
    }
    for (field, name) in [(&mut row.language, "language"), (&mut row.visibility, "visibility")] {
        if let Some(whole) = text(ours, name)? {
            *field = whole;
        }
    }
    row.edited_at = ours.time("edited_at")?;
    let old = ours.text("old_slugs")?.unwrap_or_default();
    Ok(old.split_ascii_whitespace().map(Into::into).collect())
}

/// The newest form of the body that can be read; an older one stands in for a damaged one.
fn body(row: &mut Row<'_>, trust: Trust, note: &mut impl FnMut(&str)) -> Result<Conversion> {
    let (lexical, mobiledoc, html) = (row.text("lexical")?, row.text("mobiledoc")?, row.text("html")?);
    let mut failed = None;
    if let Some(lexical) = lexical {
        match Document::from_lexical(&lexical, trust) {
            Ok(conversion) => return Ok(conversion),
            Err(error) => failed = Some(row.damage("lexical", error.to_string())),
        }
    }
    if let Some(mobiledoc) = mobiledoc {
        match Document::from_mobiledoc(&mobiledoc, trust) {
            Ok(conversion) => return Ok(conversion),
            Err(error) => failed = failed.or_else(|| Some(row.damage("mobiledoc", error.to_string()))),
        }
    }
    match (html, failed) {
        (Some(html), failed) => {
            if failed.is_some() {
                note("bodies that could not be read; taken from their HTML");
            }
            Document::from_html(&html, trust).map_err(|error| row.damage("html", error.to_string()))
        }
        (None, Some(damage)) => Err(damage),
        (None, None) => Ok(Conversion { document: Document::default(), notes: Vec::new() }),
    }
}

fn status(row: &mut Row<'_>) -> Result<Status> {
    match row.text("status")?.as_deref() {
        Some("published") => Ok(Status::Published),
        None | Some("draft") => Ok(Status::Draft),
        Some("scheduled") => Ok(Status::Scheduled),
        Some("sent") => Ok(Status::Sent),
        Some(other) => {
            Err(row.damage("status", format!("“{other}” is neither draft, published, scheduled nor sent")))
        }
    }
}

/// The language of a row that says one; Ghost's own default says nothing about the text.
fn language(row: &mut Row<'_>) -> Result<Box<str>> {
    let language = row.text("locale")?.or(row.text("language")?).unwrap_or_default();
    let good = (2..=3).contains(&language.split(['-', '_']).next().unwrap_or_default().len());
    Ok(if good && language != "en_US" { language.replace('_', "-").into() } else { "".into() })
}

fn meta(row: &mut Row<'_>, meta_row: &mut Option<Row<'_>>) -> Result<PostMeta> {
    let mut meta = PostMeta::default();
    for (field, name) in [
        (&mut meta.meta_title, "meta_title"),
        (&mut meta.meta_description, "meta_description"),
        (&mut meta.og_image, "og_image"),
        (&mut meta.og_title, "og_title"),
        (&mut meta.og_description, "og_description"),
        (&mut meta.twitter_image, "twitter_image"),
        (&mut meta.twitter_title, "twitter_title"),
        (&mut meta.twitter_description, "twitter_description"),
        (&mut meta.email_subject, "email_subject"),
        (&mut meta.frontmatter, "frontmatter"),
        (&mut meta.email_recipient_filter, "email_recipient_filter"),
        (&mut meta.newsletter_id, "newsletter_id"),
        (&mut meta.created_by, "created_by"),
        (&mut meta.published_by, "published_by"),
    ] {
        *field = both(row, meta_row, name)?;
    }
    Ok(meta)
}

/// A field that moved from the post row to the meta row with Ghost 3.
fn both(row: &mut Row<'_>, meta: &mut Option<Row<'_>>, name: &str) -> Result<MaybeText> {
    let inline = text(row, name)?;
    match meta {
        Some(meta) => Ok(text(meta, name)?.or(inline)),
        None => Ok(inline),
    }
}

fn text(row: &mut Row<'_>, name: &str) -> Result<MaybeText> {
    Ok(row.text(name)?.map(Into::into))
}
