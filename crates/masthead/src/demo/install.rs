//! Puts the demo newsroom into a site.

use std::path::Path;

use anyhow::{Context, Result, bail};
use document::{Document, Trust};
use newsroom::{Archive, Brought, Deriver, Newsroom, PostDraft, Refused, Session};
use sha2::{Digest, Sha256};
use store::{Author, AuthorRecord, Id, Kind, TagRow};

use super::{Bundle, Entry, bundle::Head, draw, markdown, newsroom, pictures};

/// Paints the pictures and puts people, topics, stories, pages, settings and a first day's readings: the
/// settings come last, so that a site without any is one to be put in. Blocks; call it from a thread of its own.
///
/// # Errors
/// Files that cannot be written, and whatever the newsroom refuses.
pub fn install(room: &Newsroom, data: &Path) -> Result<()> {
    let bundle = newsroom()?;
    pictures::paint(&bundle, data)?;
    let mut drafts = Vec::new();
    for (kind, entries) in [(Kind::Post, &bundle.stories), (Kind::Page, &bundle.pages)] {
        for entry in entries {
            drafts.push((entry, draft(kind, entry).with_context(|| entry.slug.clone())?));
        }
    }
    room.import(|session| -> Result<()> {
        library(session, &bundle, data)?;
        people(session, &bundle)?;
        topics(session, &bundle)?;
        let mut deriver = Deriver::new(&bundle.site.main);
        for (entry, draft) in drafts {
            session.put_draft(&mut deriver, draft).with_context(|| entry.slug.clone())?;
        }
        Ok(settings(session, &bundle)?)
    })?;
    Ok(room.count_views(&readings(&bundle))?)
}

/// Lists the pictures where the newsroom looks for them, with what their stories say of them.
fn library(session: &mut Session<'_>, bundle: &Bundle, data: &Path) -> Result<()> {
    let archive = Archive::new(data);
    for name in pictures::names(bundle) {
        let address = pictures::address(&name);
        let file = data.join(address.trim_start_matches('/'));
        let copy = file.with_extension("copy");
        let mut row =
            Brought::clean(&file, &copy).with_context(|| name.clone())?.row(&address, session.now());
        archive.keep_original(&copy, &row.original)?;
        let shown = bundle.stories.iter().chain(&bundle.pages).map(|entry| &entry.head);
        if let Some(head) = shown.into_iter().find(|head| head.picture.as_ref() == Some(&name)) {
            let text = |text: &Option<String>| text.as_deref().map(Into::into);
            (row.caption, row.credit, row.alt) = (text(&head.caption), text(&head.credit), text(&head.alt));
        }
        session.put_media(&row)?;
    }
    Ok(())
}

/// A few invented readings, so that Most Popular has something to show before the first reader comes.
fn readings(bundle: &Bundle) -> Vec<(Id, u64)> {
    let read =
        bundle.stories.iter().filter(|story| story.head.featured && story.head.language == bundle.site.main);
    read.zip([1, 2, 1, 3, 1, 2, 1]).map(|(story, times)| (id("post", &story.slug), times)).collect()
}

/// The same id for the same thing, always.
fn id(kind: &str, slug: &str) -> Id {
    let digest = Sha256::digest(format!("{kind}:{slug}"));
    let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    hex.parse().expect("24 hex digits are an id")
}

fn draft(kind: Kind, entry: &Entry) -> Result<PostDraft> {
    let Head { published, updated, .. } = entry.head;
    let Some(published) = published.or((kind == Kind::Page).then_some("2026-09-01T06:00:00Z".parse()?))
    else {
        bail!("it has no date")
    };
    let html = markdown::html(&entry.text)?;
    let body = Document::from_html(&html, Trust::Trusted)?.document;
    let published = published.as_millisecond();
    let mut draft = PostDraft::new(kind, &entry.head.title, body, published).published(published);
    draft.trusted = true;
    draft.tags = entry.head.tags.iter().map(|slug| id("tag", slug)).collect();
    let nobody = entry.head.authors.is_empty().then(|| "nino-averash".to_owned());
    draft.authors = entry.head.authors.iter().chain(&nobody).map(|slug| id("author", slug)).collect();
    let row = &mut draft.row;
    row.id = id("post", &entry.slug);
    row.slug = entry.slug.as_str().into();
    row.language = entry.head.language.as_str().into();
    row.custom_excerpt = entry.head.excerpt.as_deref().map(Into::into);
    row.featured = entry.head.featured;
    row.translation_key = entry.head.translation.as_deref().map(Into::into);
    row.edited_at = updated.map(|time| time.as_millisecond());
    row.updated_at = updated.map_or(published, |time| time.as_millisecond());
    if let Some(name) = &entry.head.picture {
        let Some((width, height)) = draw::size(name) else { bail!("there is no picture “{name}”") };
        row.feature_image = Some(pictures::address(name).into());
        row.feature_image_width = Some(width);
        row.feature_image_height = Some(height);
        row.feature_image_alt = entry.head.alt.as_deref().map(Into::into);
        row.feature_image_caption = entry.head.caption.as_deref().map(Into::into);
        row.feature_image_credit = entry.head.credit.as_deref().map(Into::into);
    }
    Ok(draft)
}

fn people(session: &mut Session<'_>, bundle: &Bundle) -> Result<(), Refused> {
    for person in &bundle.people {
        let mut author = Author::named(id("author", &person.slug), &person.slug, &person.name, FOUNDED);
        author.bio = Some(person.bio.as_str().into());
        author.location = person.location.as_deref().map(Into::into);
        author.profile_image = Some(pictures::address(&person.picture).into());
        let email = person.email.as_deref().map(Into::into);
        session.put_author(&AuthorRecord { author, email, status: "active".into() })?;
    }
    Ok(())
}

fn topics(session: &mut Session<'_>, bundle: &Bundle) -> Result<(), Refused> {
    for topic in &bundle.topics {
        let mut tag = TagRow::named(id("tag", &topic.slug), &topic.slug, &topic.name, FOUNDED);
        tag.description = Some(topic.description.as_str().into());
        tag.accent_color = topic.accent.as_deref().map(Into::into);
        session.put_tag(&tag)?;
    }
    Ok(())
}

/// 2014-03-01, when the outlet was founded.
const FOUNDED: store::Millis = 1_393_632_000_000;

fn settings(session: &mut Session<'_>, bundle: &Bundle) -> Result<(), Refused> {
    let site = &bundle.site;
    let json = |value: serde_json::Value| value.to_string();
    for (key, value) in [
        ("title", site.title.clone()),
        ("description", site.description.clone()),
        ("locale", site.main.clone()),
        ("languages", json(serde_json::json!(site.languages))),
        ("timezone", site.timezone.clone()),
        ("accent_color", site.accent.clone()),
        ("navigation", json(serde_json::json!(site.navigation))),
        ("secondary_navigation", json(serde_json::json!(site.secondary))),
        ("announcement_content", site.announcement.html.clone()),
        ("announcement_background", "accent".to_owned()),
        ("announcement_visibility", json(serde_json::json!(["visitors", "free_members", "paid_members"]))),
    ] {
        session.put_setting(key, Some(&value))?;
    }
    for (language, local) in &site.local {
        for (key, value) in [
            ("description", local.description.clone()),
            ("announcement_content", local.announcement.clone()),
            ("navigation", json(serde_json::json!(local.navigation))),
            ("secondary_navigation", json(serde_json::json!(local.secondary))),
        ] {
            session.put_setting(&format!("{key}:{language}"), Some(&value))?;
        }
    }
    Ok(())
}
