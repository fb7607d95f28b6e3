//! Stories and pages with their meta rows and relations. One walk: what belongs into other tables waits beside.

use std::io::Write;

use anyhow::Result;
use document::Document;
use routes::{Kept, Routes};
use serde_json::{Map, Value, json};
use store::{Id, PostCard, PostOut, PostRow, Reader, Text};

use super::fit::{self, Ours};
use super::tables::{Spool, Tables};
use super::{PAGE, Written, derived_id, secret};

/// The columns of `posts_meta` in Ghost 6.65.
const META: [&str; 13] = [
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
    "feature_image_alt",
    "feature_image_caption",
    "email_only",
];

/// Writes the posts and what belongs to them; gives the old addresses of public ones: `[from, to]`.
pub(super) fn write(
    reader: &Reader,
    tables: &mut Tables<'_, impl Write>,
    written: &mut Written,
) -> Result<Spool> {
    let (mut metas, mut tags, mut authors, mut tiers) =
        (tables.spool()?, tables.spool()?, tables.spool()?, tables.spool()?);
    let mut moved = tables.spool()?;
    let routes = Kept::default().of(&*reader.settings()?);
    tables.table("posts")?;
    let mut after: Option<Id> = None;
    loop {
        let posts = reader.posts_out(after.as_ref(), PAGE)?;
        let Some(last) = posts.last() else { break };
        after = Some(last.row.id);
        for post in &posts {
            let (row, meta) = rows(post, written);
            tables.row(&row)?;
            if let Some(meta) = meta {
                metas.push(&meta)?;
            }
            relate(&mut tags, post, "tag_id", &post.tags)?;
            relate(&mut authors, post, "author_id", &post.authors)?;
            relate(&mut tiers, post, "product_id", &post.tiers)?;
            if post.row.is_public() && !post.old_slugs.is_empty() {
                for (old, new) in moves(reader, &routes, post)? {
                    moved.push(&json!([format!("^{}/?$", escaped(old.trim_end_matches('/'))), new]))?;
                }
            }
        }
    }
    tables.spooled("posts_meta", metas)?;
    tables.spooled("posts_tags", tags)?;
    tables.spooled("posts_authors", authors)?;
    if tiers.len() > 0 {
        tables.spooled("posts_products", tiers)?;
    }
    Ok(moved)
}

/// Where a public story lived, and where it lives: what its old slugs make of its present address. What has no address, now or then, did not
/// move.
fn moves(reader: &Reader, routes: &Routes, post: &PostOut) -> Result<Vec<(String, String)>> {
    let Some(story) = reader.post_by_id(&post.row.id)? else { return Ok(Vec::new()) };
    let Some(new) = routes.post(&story.card) else { return Ok(Vec::new()) };
    let then = |slug: &Text| {
        let row = PostRow { slug: slug.clone(), ..(*story.card.row).clone() };
        routes.post(&PostCard { row: row.into(), ..story.card.clone() })
    };
    let old = post.old_slugs.iter().filter_map(then).filter(|old| *old != new);
    Ok(old.map(|old| (old, new.clone())).collect())
}

/// A path as a regular expression.
fn escaped(path: &str) -> String {
    path.chars()
        .flat_map(|c| {
            (!c.is_alphanumeric() && !matches!(c, '-' | '_' | '/')).then_some('\\').into_iter().chain([c])
        })
        .collect()
}

fn relate(spool: &mut Spool, post: &PostOut, column: &str, others: &[Id]) -> Result<()> {
    for (order, other) in others.iter().enumerate() {
        let id = derived_id(&[column, &post.row.id, &order.to_string()]);
        spool.push(&json!({ "id": id, "post_id": &*post.row.id, column: &**other, "sort_order": order }))?;
    }
    Ok(())
}

/// The rows of `posts` and `posts_meta`.
fn rows(post: &PostOut, written: &mut Written) -> (Value, Option<Value>) {
    let (row, body) = (&post.row, &post.body);
    let mut ours = Ours::new();
    let lexical = match Document::from_json(&body.document) {
        Ok(mut document) => {
            document.mark_site_url();
            Some(document.to_lexical())
        }
        Err(error) => {
            tracing::warn!(slug = &*row.slug, %error, "a document is damaged");
            written.note("texts that are damaged; taken from their HTML");
            None
        }
    };
    let short = row.language.len() <= 6;
    let visibility = match row.visibility.len() <= 50 {
        true => &*row.visibility,
        false => {
            written
                .note("stories for members of a filter that is too long for Ghost; there, for all who pay");
            ours.insert("visibility".to_owned(), (&*row.visibility).into());
            "paid"
        }
    };
    let mut out = json!({
        "id": &*row.id, "uuid": row.uuid, "type": row.kind.as_str(), "status": row.status.as_str(), "slug": row.slug,
        "title": fit::text(Some(&row.title), "title", 255, &mut ours),
        "mobiledoc": null, "lexical": lexical, "html": document::mark_site_url_in(&body.html), "plaintext": body.plaintext,
        "comment_id": row.comment_id, "feature_image": row.feature_image.as_deref().map(fit::past_files), "featured": u8::from(row.featured),
        "locale": short.then_some(&row.language), "visibility": visibility,
        "created_at": fit::time(row.created_at), "updated_at": fit::time(row.updated_at),
        "published_at": row.published_at.map(fit::time),
        "custom_excerpt": fit::text(row.custom_excerpt.as_deref(), "custom_excerpt", 300, &mut ours),
        "codeinjection_head": fit::html(body.codeinjection_head.as_deref()),
        "codeinjection_foot": fit::html(body.codeinjection_foot.as_deref()),
        "custom_template": row.custom_template, "canonical_url": fit::address(&row.canonical_url),
        "newsletter_id": post.meta.newsletter_id,
        "show_title_and_feature_image": u8::from(row.show_title_and_feature_image),
    });
    // Columns that must not be null in Ghost, or that Ghost 6 no longer has.
    for (name, text) in [
        ("email_recipient_filter", &post.meta.email_recipient_filter),
        ("published_by", &post.meta.published_by),
        ("created_by", &post.meta.created_by),
    ] {
        if let Some(text) = text {
            out[name] = (&**text).into();
        }
    }
    let mut meta = meta(post, &mut ours);
    let kept: Vec<Map<String, Value>> =
        post.kept.as_deref().and_then(|kept| serde_json::from_str(kept).ok()).unwrap_or_default();
    for (name, mut value) in kept.into_iter().flat_map(secret::without) {
        fit::mark_all(&mut value);
        let into = if META.contains(&&*name) { &mut meta } else { &mut out };
        if let Some(members) = into.as_object_mut() {
            members.entry(name).or_insert(value);
        }
    }
    add_ours(post, short, &mut ours);
    out["masthead"] = ours.into();
    let says_something = meta.as_object().is_some_and(|members| {
        members.iter().any(|(name, value)| {
            !matches!(&**name, "id" | "post_id") && !value.is_null() && *value != json!(0)
        })
    });
    (out, says_something.then_some(meta))
}

fn meta(post: &PostOut, ours: &mut Ours) -> Value {
    let (row, meta) = (&post.row, &post.meta);
    let caption = match (&row.feature_image_caption, &row.feature_image_credit) {
        (caption, None) => caption.as_deref().map(str::to_owned),
        (caption, Some(credit)) => {
            ours.insert("feature_image_caption".to_owned(), caption.as_deref().into());
            let image = document::Image {
                caption: caption.as_deref().unwrap_or_default().to_owned(),
                credit: credit.to_string(),
                ..document::Image::default()
            };
            Some(image.caption_with_credit())
        }
    };
    json!({
        "id": derived_id(&["posts_meta", &row.id]), "post_id": &*row.id,
        "og_image": fit::address(&meta.og_image), "og_title": fit::text(meta.og_title.as_deref(), "og_title", 300, ours),
        "og_description": fit::text(meta.og_description.as_deref(), "og_description", 500, ours),
        "twitter_image": fit::address(&meta.twitter_image),
        "twitter_title": fit::text(meta.twitter_title.as_deref(), "twitter_title", 300, ours),
        "twitter_description": fit::text(meta.twitter_description.as_deref(), "twitter_description", 500, ours),
        "meta_title": fit::text(meta.meta_title.as_deref(), "meta_title", 300, ours),
        "meta_description": fit::text(meta.meta_description.as_deref(), "meta_description", 500, ours),
        "email_subject": fit::text(meta.email_subject.as_deref(), "email_subject", 300, ours), "frontmatter": meta.frontmatter,
        "feature_image_alt": fit::text(row.feature_image_alt.as_deref(), "feature_image_alt", 191, ours),
        "feature_image_caption": fit::html(caption.as_deref()), "email_only": u8::from(row.email_only),
    })
}

/// What Ghost has no column for.
fn add_ours(post: &PostOut, short: bool, ours: &mut Ours) {
    let row = &post.row;
    for (name, text) in [
        ("kicker", &row.kicker),
        ("feature_image_credit", &row.feature_image_credit),
        ("feature_image_focus", &row.feature_image_focus),
        ("translation_key", &row.translation_key),
    ] {
        ours.extend(text.iter().map(|text| (name.to_owned(), (&**text).into())));
    }
    for (name, pixels) in
        [("feature_image_width", row.feature_image_width), ("feature_image_height", row.feature_image_height)]
    {
        ours.extend(pixels.map(|pixels| (name.to_owned(), pixels.into())));
    }
    if !short {
        ours.insert("language".to_owned(), (&*row.language).into());
    }
    ours.extend(row.edited_at.map(|at| ("edited_at".to_owned(), fit::time(at))));
    if !post.old_slugs.is_empty() {
        ours.insert("old_slugs".to_owned(), post.old_slugs.join(" ").into());
    }
}
