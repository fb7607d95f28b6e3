//! What is sent: `{"event": …, "post": {"current": {…}, "previous": {…}}}`, in the shape of the Admin API. `previous` holds what changed,
//! as it was; what is gone has an empty `current`.

use newsroom::{JobError, ghost_row};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::{Author, Id, Kind, Member, MemberRecord, PostRecord, Reader, TagRow, Visibility};
use theme::Site;

use super::super::shapes::{Referred, Shape};
use crate::site::{GHOST_URL, absolute_links};

/// Fields that are made of others: they do not say that something changed.
const MADE: [&str; 8] = [
    "id",
    "url",
    "excerpt",
    "primary_tag",
    "primary_author",
    "reading_time",
    "avatar_image",
    "unsubscribe_url",
];

/// The body for an event, from what was noted of it.
pub(super) fn write(reader: &Reader, site: &Site, event: &str, snapshot: &str) -> Result<String, JobError> {
    let mut body = Shape::new();
    body.insert("event".to_owned(), event.into());
    let kind = event.split('.').next().unwrap_or_default();
    let mut sides: Shape = serde_json::from_str(snapshot)?;
    let mut side = |name: &str| sides.remove(name).filter(|side| !side.is_null());
    let (current, previous) = (side("current"), side("previous"));
    let shapes = Shapes { reader, site };
    let (current, previous) = match kind {
        "post" | "page" => (shapes.of(current, Shapes::post)?, shapes.of(previous, Shapes::post)?),
        "tag" => (
            shapes.of(current, |shapes, tag| Ok(shapes.tag(&tag)))?,
            shapes.of(previous, |shapes, tag| Ok(shapes.tag(&tag)))?,
        ),
        "member" => (shapes.of(current, Shapes::member)?, shapes.of(previous, Shapes::member)?),
        _ => return Ok(Value::from(body).to_string()),
    };
    let previous = match (&current, previous) {
        (_, None) => Shape::new(),
        (None, Some(gone)) => gone,
        (Some(current), Some(before)) => changed(before, current),
    };
    body.insert(kind.to_owned(), json!({ "current": current.unwrap_or_default(), "previous": previous }));
    Ok(Value::from(body).to_string())
}

/// What of `before` is something else now.
fn changed(before: Shape, current: &Shape) -> Shape {
    let is_other = |(name, value): &(String, Value)| {
        !MADE.contains(&name.as_str()) && current.get(name.as_str()) != Some(value)
    };
    before.into_iter().filter(is_other).collect()
}

/// A member as it was noted.
#[derive(serde::Deserialize)]
struct NotedMember {
    row: Shape,
    labels: Vec<Id>,
    newsletters: Vec<Id>,
    tiers: Vec<Id>,
}

struct Shapes<'a> {
    reader: &'a Reader,
    site: &'a Site,
}

impl Shapes<'_> {
    fn of<T: DeserializeOwned>(
        &self,
        noted: Option<Value>,
        shape: impl Fn(&Self, T) -> Result<Shape, JobError>,
    ) -> Result<Option<Shape>, JobError> {
        noted.map(|noted| shape(self, serde_json::from_value(noted)?)).transpose()
    }

    fn url(&self, address: Option<&str>) -> Value {
        address.map(|address| self.site.absolute(address.strip_prefix(GHOST_URL).unwrap_or(address))).into()
    }

    fn moment(&self, at: Option<i64>) -> Value {
        at.and_then(|at| Some(format!("{:.3}", jiff::Timestamp::from_millisecond(at).ok()?))).into()
    }

    fn tag(&self, tag: &TagRow) -> Shape {
        let public = tag.visibility == Visibility::Public;
        let url = if public { format!("/tag/{}/", tag.slug) } else { "/404/".to_owned() };
        object(json!({
            "id": tag.id, "name": tag.name, "slug": tag.slug, "description": tag.description,
            "feature_image": self.url(tag.feature_image.as_deref()), "visibility": tag.visibility.as_str(),
            "og_image": self.url(tag.og_image.as_deref()), "og_title": tag.og_title, "og_description": tag.og_description,
            "twitter_image": self.url(tag.twitter_image.as_deref()), "twitter_title": tag.twitter_title,
            "twitter_description": tag.twitter_description, "meta_title": tag.meta_title,
            "meta_description": tag.meta_description, "codeinjection_head": tag.codeinjection_head,
            "codeinjection_foot": tag.codeinjection_foot, "canonical_url": self.url(tag.canonical_url.as_deref()),
            "accent_color": tag.accent_color, "created_at": self.moment(Some(tag.created_at)),
            "updated_at": self.moment(Some(tag.updated_at)), "url": self.url(Some(&url)),
        }))
    }

    /// An author, without their mail address.
    fn author(&self, author: &Author) -> Shape {
        object(json!({
            "id": author.id, "name": author.name, "slug": author.slug,
            "profile_image": self.url(author.profile_image.as_deref()), "cover_image": self.url(author.cover_image.as_deref()),
            "bio": author.bio, "website": author.website, "location": author.location, "facebook": author.facebook,
            "twitter": author.twitter, "threads": author.threads, "bluesky": author.bluesky, "mastodon": author.mastodon,
            "tiktok": author.tiktok, "youtube": author.youtube, "instagram": author.instagram, "linkedin": author.linkedin,
            "meta_title": author.meta_title, "meta_description": author.meta_description,
            "url": self.url(Some(&format!("/author/{}/", author.slug))),
        }))
    }

    fn post(&self, post: PostRecord) -> Result<Shape, JobError> {
        let PostRecord { row, body, meta, .. } = &post;
        let mut tags = Vec::new();
        for id in &post.tags {
            tags.extend(self.reader.tag_by_id(id)?.map(|tag| self.tag(&tag)));
        }
        let mut authors = Vec::new();
        for id in &post.authors {
            authors.extend(self.reader.author_by_id(id)?.map(|author| self.author(&author)));
        }
        let public = |tag: &&Shape| tag.get("visibility").is_some_and(|visibility| visibility == "public");
        let url = if row.is_public() { format!("/{}/", row.slug) } else { format!("/p/{}/", row.uuid) };
        let mut shape = object(json!({
            "id": row.id, "uuid": row.uuid, "title": row.title, "slug": row.slug,
            "html": absolute_links(&body.html, self.site.url()), "comment_id": row.comment_id.as_deref().unwrap_or(&row.id),
            "plaintext": body.plaintext, "feature_image": self.url(row.feature_image.as_deref()), "featured": row.featured,
            "status": row.status.as_str(), "visibility": row.visibility, "created_at": self.moment(Some(row.created_at)),
            "updated_at": self.moment(Some(row.updated_at)), "published_at": self.moment(row.published_at),
            "custom_excerpt": row.custom_excerpt, "codeinjection_head": body.codeinjection_head,
            "codeinjection_foot": body.codeinjection_foot, "custom_template": row.custom_template,
            "canonical_url": self.url(row.canonical_url.as_deref()), "primary_tag": tags.first().filter(public),
            "primary_author": authors.first(), "tags": tags, "authors": authors, "tiers": [],
            "url": self.url(Some(&url)), "excerpt": row.custom_excerpt.as_ref().unwrap_or(&row.excerpt),
            "reading_time": row.reading_time, "og_image": self.url(meta.og_image.as_deref()), "og_title": meta.og_title,
            "og_description": meta.og_description, "twitter_image": self.url(meta.twitter_image.as_deref()),
            "twitter_title": meta.twitter_title, "twitter_description": meta.twitter_description,
            "meta_title": meta.meta_title, "meta_description": meta.meta_description, "frontmatter": meta.frontmatter,
            "feature_image_alt": row.feature_image_alt, "feature_image_caption": row.feature_image_caption,
        }));
        match row.kind {
            Kind::Page => {
                let shown = row.show_title_and_feature_image.into();
                shape.insert("show_title_and_feature_image".to_owned(), shown);
            }
            Kind::Post => {
                shape.insert("email_subject".to_owned(), json!(meta.email_subject));
                shape.insert("email_only".to_owned(), row.email_only.into());
            }
        }
        Ok(shape)
    }

    fn member(&self, noted: NotedMember) -> Result<Shape, JobError> {
        let id = noted.row.get("id").and_then(Value::as_str).unwrap_or_default().parse()?;
        let (row, _) = ghost_row::<Member>(id, &noted.row, self.site.now());
        let member =
            MemberRecord { row, labels: noted.labels, newsletters: noted.newsletters, tiers: noted.tiers };
        Ok(Referred::read(self.reader)?.member(&member))
    }
}

/// The object that it is.
fn object(value: Value) -> Shape {
    if let Value::Object(object) = value { object } else { Shape::new() }
}
