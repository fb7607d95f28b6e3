use store::{Author, AuthorRecord, Millis};

use super::damage::Result;
use super::ids::stored_id;
use super::row::Row;

/// A user row of an export as an author.
///
/// # Errors
/// For missing ids and values of a wrong type.
pub(crate) fn author(row: &mut Row<'_>, now: Millis) -> Result<AuthorRecord> {
    let id = stored_id("users", &row.required("id")?);
    let email: Option<Box<str>> = row.text("email")?.map(Into::into);
    let slug = row.text("slug")?;
    let name = match row.text("name")?.or_else(|| slug.clone()) {
        Some(name) => name,
        None => row.required("name")?,
    };
    let slug = slug.map_or_else(|| newsroom::slugify(&name), |slug| slug.into_owned());
    let slug = if slug.is_empty() { format!("author-{id}") } else { slug };
    let created_at = row.time("created_at")?.unwrap_or(now);
    let mut author = Author::named(id, &slug, &name, created_at);
    author.updated_at = row.time("updated_at")?.unwrap_or(created_at);
    author.profile_image = row.text("profile_image")?.map(Into::into);
    author.cover_image = row.text("cover_image")?.map(Into::into);
    for (field, name) in words(&mut author) {
        *field = row.text(name)?.map(Into::into);
    }
    let status = row.text("status")?.map_or_else(|| "active".into(), Into::into);
    let mut record = AuthorRecord { author, email, status };
    if let Some(ours) = &mut row.ours()? {
        add_ours(&mut record, ours)?;
    }
    let author = &mut record.author;
    // Ghost 0 called them so.
    author.profile_image = author.profile_image.take().or(row.text("image")?.map(Into::into));
    author.cover_image = author.cover_image.take().or(row.text("cover")?.map(Into::into));
    author.website = author
        .website
        .take()
        .filter(|address| address.starts_with("http://") || address.starts_with("https://"));
    row.pass_over(&["created_by", "updated_by", "uuid", "password", "last_seen", "last_login", "visibility"]);
    Ok(record)
}

/// Takes back what Ghost's columns were too short for, and what they must hold although there is none.
fn add_ours(record: &mut AuthorRecord, ours: &mut Row<'_>) -> Result<()> {
    if ours.truth("guest")?.unwrap_or(false) {
        record.email = None;
    }
    if let Some(email) = ours.text("email")? {
        record.email = Some(email.into());
    }
    if let Some(status) = ours.text("status")? {
        record.status = status.into();
    }
    let author = &mut record.author;
    if let Some(name) = ours.text("name")? {
        author.name = name.into();
    }
    for (field, name) in words(author) {
        if let Some(whole) = ours.text(name)? {
            *field = Some(whole.into());
        }
    }
    Ok(())
}

/// What an author says of themselves, with the names of Ghost's columns.
fn words(author: &mut Author) -> [(&mut Option<Box<str>>, &'static str); 14] {
    [
        (&mut author.bio, "bio"),
        (&mut author.website, "website"),
        (&mut author.location, "location"),
        (&mut author.facebook, "facebook"),
        (&mut author.twitter, "twitter"),
        (&mut author.threads, "threads"),
        (&mut author.bluesky, "bluesky"),
        (&mut author.mastodon, "mastodon"),
        (&mut author.tiktok, "tiktok"),
        (&mut author.youtube, "youtube"),
        (&mut author.instagram, "instagram"),
        (&mut author.linkedin, "linkedin"),
        (&mut author.meta_title, "meta_title"),
        (&mut author.meta_description, "meta_description"),
    ]
}
