//! What is sent: `{"event": …, "post": {"current": {…}, "previous": {…}}}`, in the shape of the Admin API. `previous` holds what changed,
//! as it was; what is gone has an empty `current`.

use std::sync::Arc;

use newsroom::{JobError, ghost_row};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use store::{Id, Member, MemberRecord, PostCard, PostRecord, PostText, Reader, TagRow};
use theme::Site;

use super::super::{
    json::{Facts, Post, Tag},
    readership::Readership,
    shapes::{Referred, Shape},
    wanted::Wanted,
};

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
    let facts = Facts::inside(site, &*reader.settings()?);
    let shapes = Shapes { reader, facts, wanted: Wanted::told(), now: site.now() };
    let (current, previous) = match kind {
        "post" | "page" => (shapes.of(current, Shapes::post)?, shapes.of(previous, Shapes::post)?),
        "tag" => (shapes.of(current, Shapes::tag)?, shapes.of(previous, Shapes::tag)?),
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
    facts: Facts<'a>,
    wanted: Wanted,
    now: i64,
}

impl Shapes<'_> {
    fn of<T: DeserializeOwned>(
        &self,
        noted: Option<Value>,
        shape: impl Fn(&Self, T) -> Result<Shape, JobError>,
    ) -> Result<Option<Shape>, JobError> {
        noted.map(|noted| shape(self, serde_json::from_value(noted)?)).transpose()
    }

    fn tag(&self, row: TagRow) -> Result<Shape, JobError> {
        shape(&Tag { row: Arc::new(row), wanted: None, count: false, facts: &self.facts })
    }

    fn post(&self, noted: PostRecord) -> Result<Shape, JobError> {
        let PostRecord { row, body, meta, tags: tag_ids, authors: author_ids, tiers, .. } = noted;
        let (mut tags, mut authors) = (Vec::new(), Vec::new());
        for id in &tag_ids {
            tags.extend(self.reader.tag_by_id(id)?);
        }
        for id in &author_ids {
            authors.extend(self.reader.author_by_id(id)?);
        }
        let readership = Readership::naming(self.reader, &row.id, tiers)?;
        let card = PostCard { row: Arc::new(row), tags: tags.into(), authors: authors.into() };
        let (text, tiers) = (PostText::from(body), readership.of(&card, &self.wanted));
        let (card, text, meta) = (&card, Some(&text), Some(&meta));
        shape(&Post { card, text, meta, wanted: &self.wanted, facts: &self.facts, lexical: None, tiers })
    }

    fn member(&self, noted: NotedMember) -> Result<Shape, JobError> {
        let id = noted.row.get("id").and_then(Value::as_str).unwrap_or_default().parse()?;
        let (row, _) = ghost_row::<Member>(id, &noted.row, self.now);
        let member =
            MemberRecord { row, labels: noted.labels, newsletters: noted.newsletters, tiers: noted.tiers };
        Ok(Referred::read(self.reader)?.member(&member))
    }
}

/// A row in the shape of the Admin API.
fn shape(row: &impl Serialize) -> Result<Shape, JobError> {
    match serde_json::to_value(row)? {
        Value::Object(shape) => Ok(shape),
        _ => Err("a row of Ghost's is an object".into()),
    }
}
