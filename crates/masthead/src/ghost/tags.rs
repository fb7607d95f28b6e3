use store::{Millis, TagRow, Visibility};

use super::damage::Result;
use super::ids::stored_id;
use super::row::Row;

/// A tag row of an export as ours. Code injection stays out unless trusted.
///
/// # Errors
/// For missing ids and names, and values of a wrong type.
pub(crate) fn tag(row: &mut Row<'_>, trusted: bool, now: Millis) -> Result<TagRow> {
    let id = stored_id("tags", &row.required("id")?);
    let name = match row.text("name")? {
        Some(name) => name,
        None => row.required("slug")?,
    };
    let slug = match row.text("slug")? {
        Some(slug) => slug.into_owned(),
        None if name.starts_with('#') => format!("hash-{}", newsroom::slugify(&name)),
        None => newsroom::slugify(&name),
    };
    let created_at = row.time("created_at")?.unwrap_or(now);
    let mut tag = TagRow::named(id, &slug, &name, created_at);
    tag.updated_at = row.time("updated_at")?.unwrap_or(created_at);
    match row.text("visibility")?.as_deref() {
        Some("internal") => tag.visibility = Visibility::Internal,
        None | Some("public") => {}
        Some(other) => {
            return Err(row.damage("visibility", format!("“{other}” is neither public nor internal")));
        }
    }
    for (field, name) in [
        (&mut tag.description, "description"),
        (&mut tag.feature_image, "feature_image"),
        (&mut tag.accent_color, "accent_color"),
        (&mut tag.canonical_url, "canonical_url"),
        (&mut tag.meta_title, "meta_title"),
        (&mut tag.meta_description, "meta_description"),
        (&mut tag.og_image, "og_image"),
        (&mut tag.og_title, "og_title"),
        (&mut tag.og_description, "og_description"),
        (&mut tag.twitter_image, "twitter_image"),
        (&mut tag.twitter_title, "twitter_title"),
        (&mut tag.twitter_description, "twitter_description"),
    ] {
        *field = row.text(name)?.map(Into::into);
    }
    if let Some(ours) = &mut row.ours()? {
        for (field, name) in [
            (&mut tag.description, "description"),
            (&mut tag.meta_title, "meta_title"),
            (&mut tag.meta_description, "meta_description"),
            (&mut tag.og_title, "og_title"),
            (&mut tag.og_description, "og_description"),
            (&mut tag.twitter_title, "twitter_title"),
            (&mut tag.twitter_description, "twitter_description"),
        ] {
            if let Some(whole) = ours.text(name)? {
                *field = Some(whole.into());
            }
        }
    }
    // Ghost 0 called it so.
    tag.feature_image = tag.feature_image.or(row.text("image")?.map(Into::into));
    if trusted {
        tag.codeinjection_head = row.text("codeinjection_head")?.map(Into::into);
        tag.codeinjection_foot = row.text("codeinjection_foot")?.map(Into::into);
    }
    row.pass_over(&["created_by", "updated_by", "uuid"]);
    Ok(tag)
}
