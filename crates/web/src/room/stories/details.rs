//! What the side panel shows of a story, as JSON, and changes of it.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, State},
    response::Response,
};
use hyper::StatusCode;
use newsroom::{Actor, Because, Refused, StoryChanges, Why};
use serde_json::{Map, Value, json};
use store::{Id, State as Stage, Status, Story, Tier};

use super::answers;
use crate::room::{Room, refusal::Refusal, staff::Staff};

/// Tiers that are looked at; a site has a handful.
const TIERS: u32 = 200;

pub(super) async fn show(
    State(room): State<Arc<Room>>,
    Path(id): Path<String>,
    staff: Staff,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(&id)?);
    let details = room.run(move |room| of(room, actor, &id)).await?;
    Ok(answers::json(&details))
}

pub(super) async fn change(
    State(room): State<Arc<Room>>,
    Path(id): Path<String>,
    staff: Staff,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(&id)?);
    let asked: Map<String, Value> = answers::body(&body)?;
    let (seen, changes) = changes(asked)?;
    let outcome = room
        .run(move |room| {
            let look = room.look()?;
            let known = |template: &String| {
                template.is_empty() || look.theme.custom_templates().iter().any(|name| name == template)
            };
            if changes.template.as_ref().is_some_and(|template| !known(template)) {
                return Err(Refused::invalid("template", Because::NoTemplate));
            }
            match room.newsroom.change_story(actor, &id, seen, changes) {
                Ok(()) => Ok(Ok(of(room, actor, &id)?)),
                // The other's values, so that the editor can show them.
                Err(Refused::Conflict(why)) => Ok(Err((why, of(room, actor, &id)?))),
                Err(other) => Err(other),
            }
        })
        .await?;
    Ok(match outcome {
        Ok(details) => answers::json(&details),
        Err((why, details)) => answers::with_status(
            StatusCode::CONFLICT,
            &json!({ "error": staff.words.why(&why), "field": null, "details": details }),
        ),
    })
}

/// The details of a story as somebody may see them.
pub(super) fn of(room: &Room, actor: Actor, id: &Id) -> Result<Value, Refused> {
    let (story, _) = room.newsroom.see_story(actor, id)?;
    let reader = room.store.reader()?;
    let versions = match &story.post.translation_key {
        Some(key) => reader.versions_of(key, id)?,
        None => Vec::new(),
    };
    // A version that they may not open is none of theirs to see.
    let ids: Vec<Id> = versions.iter().map(|version| version.id).collect();
    let versions = room.newsroom.see_stories(actor, &ids)?;
    let settings = reader.settings()?;
    let mut languages = settings.languages.clone();
    if !languages.contains(&settings.locale) {
        languages.insert(0, settings.locale.clone());
    }
    let mut details = fields(&story);
    details["translations"] = versions
        .iter()
        .map(|version| json!({ "id": version.card.id.as_str(), "title": &*version.card.title, "language": &*version.card.language }))
        .collect();
    details["languages"] = languages.iter().map(|language| json!(&**language)).collect();
    let chosen = reader.tiers_of(&[*id])?.remove(id).unwrap_or_default();
    let tiers = reader.rows::<Tier>("", TIERS)?;
    let named = |tier: &Tier| json!({ "id": tier.id.as_str(), "name": &*tier.name });
    let named_all = |tiers: &mut dyn Iterator<Item = &Tier>| tiers.map(named).collect::<Value>();
    details["tiers"] =
        named_all(&mut chosen.iter().filter_map(|id| tiers.iter().find(|tier| tier.id == *id)));
    // What is archived stays where it is.
    details["allTiers"] = named_all(
        &mut tiers
            .iter()
            .filter(|tier| &*tier.tier_type != "free" && (tier.active || chosen.contains(&tier.id))),
    );
    details["templates"] = json!(room.look()?.theme.custom_templates());
    let url = format!("{}/{}/", room.url, story.post.slug);
    details["publishedUrl"] = if story.post.is_public() { json!(url) } else { Value::Null };
    details["url"] = json!(url);
    details["previewUrl"] = json!(format!("/room/stories/{id}/preview/"));
    Ok(details)
}

fn fields(story: &Story) -> Value {
    let (post, desk) = (&story.post, &story.row.desk);
    let (row, meta, body) = (&post.card.row, &post.meta, &post.body);
    let named = |id: &Id, name: &str| json!({ "id": id.as_str(), "name": name });
    let status = match story.row.state {
        Stage::Sent => "published",
        Stage::Trash => "draft",
        state => state.as_str(),
    };
    let scheduled = row.status == Status::Scheduled;
    json!({
        "seen": story.row.version,
        "status": status,
        "trashed": desk.trashed.is_some(),
        "slug": &*row.slug,
        "kicker": row.kicker,
        "topics": post.tags.iter().map(|tag| named(&tag.id, &tag.name)).collect::<Vec<_>>(),
        "authors": post.authors.iter().map(|author| named(&author.id, &author.name)).collect::<Vec<_>>(),
        "assignees": story.assignees.iter().map(|(id, name)| named(id, name)).collect::<Vec<_>>(),
        "publishedAt": row.published_at.filter(|_| !scheduled),
        "scheduledAt": row.published_at.filter(|_| scheduled),
        "embargoUntil": desk.embargo_until,
        "dueAt": desk.due_at,
        "targetWords": desk.target_words,
        "changedSincePublish": desk.changed,
        "visibility": &*row.visibility,
        "featured": row.featured,
        "language": &*row.language,
        "translationKey": row.translation_key,
        "template": row.custom_template,
        "canonicalUrl": row.canonical_url,
        "metaTitle": meta.meta_title,
        "metaDescription": meta.meta_description,
        "ogTitle": meta.og_title,
        "ogDescription": meta.og_description,
        "ogImage": meta.og_image,
        "twitterTitle": meta.twitter_title,
        "twitterDescription": meta.twitter_description,
        "twitterImage": meta.twitter_image,
        "featureImage": row.feature_image,
        "featureImageAlt": row.feature_image_alt,
        "featureImageCaption": row.feature_image_caption,
        "featureImageCredit": row.feature_image_credit,
        "featureImageFocus": row.feature_image_focus,
        "featureImageWidth": row.feature_image_width,
        "featureImageHeight": row.feature_image_height,
        "showTitleAndFeatureImage": row.show_title_and_feature_image,
        "codeinjectionHead": body.codeinjection_head,
        "codeinjectionFoot": body.codeinjection_foot,
    })
}

/// The version that was seen, and the changes.
fn changes(mut asked: Map<String, Value>) -> Result<(i64, StoryChanges), Refusal> {
    let seen = asked.remove("seen").and_then(|seen| match seen {
        Value::String(text) => text.parse().ok(),
        other => other.as_i64(),
    });
    let seen = seen.ok_or_else(|| invalid("seen", Because::SeenNeeded))?;
    let mut changes = StoryChanges::default();
    let (mut width, mut height) = (None, None);
    for (name, value) in asked {
        let c = &mut changes;
        match name.as_str() {
            "slug" => c.slug = Some(text("slug", value)?),
            "kicker" => c.kicker = Some(text("kicker", value)?),
            "visibility" => c.visibility = Some(text("visibility", value)?),
            "language" => c.language = Some(text("language", value)?),
            "translationKey" => c.translation_key = Some(text("translationKey", value)?),
            "template" => c.template = Some(text("template", value)?),
            "canonicalUrl" => c.canonical_url = Some(text("canonicalUrl", value)?),
            "metaTitle" => c.meta_title = Some(text("metaTitle", value)?),
            "metaDescription" => c.meta_description = Some(text("metaDescription", value)?),
            "ogTitle" => c.og_title = Some(text("ogTitle", value)?),
            "ogDescription" => c.og_description = Some(text("ogDescription", value)?),
            "ogImage" => c.og_image = Some(text("ogImage", value)?),
            "twitterTitle" => c.twitter_title = Some(text("twitterTitle", value)?),
            "twitterDescription" => c.twitter_description = Some(text("twitterDescription", value)?),
            "twitterImage" => c.twitter_image = Some(text("twitterImage", value)?),
            "featureImage" => c.feature_image = Some(text("featureImage", value)?),
            "featureImageAlt" => c.feature_image_alt = Some(text("featureImageAlt", value)?),
            "featureImageCaption" => c.feature_image_caption = Some(text("featureImageCaption", value)?),
            "featureImageCredit" => c.feature_image_credit = Some(text("featureImageCredit", value)?),
            "featureImageFocus" => c.feature_image_focus = Some(text("featureImageFocus", value)?),
            "featureImageWidth" => width = number("featureImageWidth", value)?,
            "featureImageHeight" => height = number("featureImageHeight", value)?,
            "codeinjectionHead" => c.codeinjection_head = Some(text("codeinjectionHead", value)?),
            "codeinjectionFoot" => c.codeinjection_foot = Some(text("codeinjectionFoot", value)?),
            "featured" => c.featured = Some(truth("featured", value)?),
            "showTitleAndFeatureImage" => {
                c.show_title_and_feature_image = Some(truth("showTitleAndFeatureImage", value)?);
            }
            "topics" => c.topics = Some(ids("topics", &value)?),
            "tiers" => c.tiers = Some(ids("tiers", &value)?),
            "authors" => c.authors = Some(ids("authors", &value)?),
            "assignees" => c.assignees = Some(ids("assignees", &value)?),
            "publishedAt" => c.published_at = Some(moment("publishedAt", &value)?),
            "dueAt" => c.due_at = Some(moment("dueAt", &value)?),
            "embargoUntil" => c.embargo_until = Some(moment("embargoUntil", &value)?),
            "targetWords" => c.target_words = Some(number("targetWords", value)?),
            "translationOf" => {
                c.translation_of = Some(id("translationOf", &value)?);
            }
            _ => return Err(invalid("field", Because::NotChangedHere.with("given", name))),
        }
    }
    if let (Some(width), Some(height)) = (width, height) {
        changes.feature_image_size = Some(Some((width, height)));
    }
    Ok((seen, changes))
}

fn invalid(field: &'static str, why: impl Into<Why>) -> Refusal {
    Refused::invalid(field, why).into()
}

fn text(field: &'static str, value: Value) -> Result<String, Refusal> {
    match value {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text),
        _ => Err(invalid(field, Because::ExpectText)),
    }
}

fn truth(field: &'static str, value: Value) -> Result<bool, Refusal> {
    value.as_bool().ok_or_else(|| invalid(field, Because::ExpectTruth))
}

fn number(field: &'static str, value: Value) -> Result<Option<u32>, Refusal> {
    match value {
        Value::Null => Ok(None),
        value => {
            let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
            number.map(Some).ok_or_else(|| invalid(field, Because::ExpectNumber))
        }
    }
}

/// Milliseconds since 1970.
fn moment(field: &'static str, value: &Value) -> Result<Option<i64>, Refusal> {
    match value {
        Value::Null => Ok(None),
        value => value
            .as_i64()
            .filter(|at| (0..=253_402_300_799_000).contains(at))
            .map(Some)
            .ok_or_else(|| invalid(field, Because::ExpectMoment)),
    }
}

/// An id, alone or with the name beside it.
fn id(field: &'static str, value: &Value) -> Result<Id, Refusal> {
    let text = value.as_str().or_else(|| value["id"].as_str()).unwrap_or_default();
    text.parse().map_err(|_| invalid(field, Because::ExpectId))
}

fn ids(field: &'static str, value: &Value) -> Result<Vec<Id>, Refusal> {
    let values = value.as_array().ok_or_else(|| invalid(field, Because::ExpectList))?;
    values.iter().map(|value| id(field, value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: Value) -> Result<(i64, StoryChanges), String> {
        let Value::Object(map) = value else { unreachable!() };
        changes(map).map_err(|refusal| format!("{refusal:?}"))
    }

    #[test]
    fn only_what_is_named_changes() {
        let asked = json!({ "seen": 3, "slug": "a", "kicker": null, "topics": [{ "id": "a1", "name": "A" }, "b2"],
            "dueAt": null, "publishedAt": 5, "featured": true, "targetWords": 800 });
        let (seen, changes) = read(asked).unwrap();
        assert_eq!(seen, 3);
        let expected = StoryChanges {
            slug: Some("a".into()),
            kicker: Some(String::new()),
            topics: Some(vec!["a1".parse().unwrap(), "b2".parse().unwrap()]),
            due_at: Some(None),
            published_at: Some(Some(5)),
            featured: Some(true),
            target_words: Some(Some(800)),
            ..StoryChanges::default()
        };
        assert_eq!(changes, expected);
    }

    #[test]
    fn nonsense_is_refused_by_its_field() {
        for (value, field) in [
            (json!({ "slug": "a" }), "seen"),
            (json!({ "seen": 1, "slug": 5 }), "slug"),
            (json!({ "seen": 1, "topics": "a" }), "topics"),
            (json!({ "seen": 1, "topics": ["../x"] }), "topics"),
            (json!({ "seen": 1, "dueAt": -5 }), "dueAt"),
            (json!({ "seen": 1, "targetWords": -5 }), "targetWords"),
            (json!({ "seen": 1, "status": "published" }), "field"),
        ] {
            let told = read(value).unwrap_err();
            assert!(told.contains(&format!("field: \"{field}\"")), "{told}");
        }
    }
}
