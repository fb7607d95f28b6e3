//! One topic: made, changed, deleted.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::{Capability, Refused};
use serde::Deserialize;
use store::{Id, TagRow};

use super::{
    super::{
        Room,
        account::Notice,
        form::{Fault, Field, again, back, fault_summary, for_good, judge},
        guard::Needs,
        refusal::Refusal,
        routes::Route,
        shell::Page,
        staff::Staff,
    },
    topics,
};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/room/topics/new/", Needs::Of(Capability::KeepTopics), || get(new)),
    Route::post("/room/topics/new/", Needs::Of(Capability::KeepTopics), || post(make)),
    Route::get("/room/topics/{id}/", Needs::Of(Capability::KeepTopics), || get(page)),
    Route::post("/room/topics/{id}/", Needs::Of(Capability::KeepTopics), || post(save)),
    Route::post("/room/topics/{id}/delete/", Needs::Of(Capability::KeepTopics), || post(delete)),
];

/// What the form holds.
#[derive(Debug, Default, Deserialize)]
struct Sent {
    name: String,
    #[serde(default)]
    slug: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    feature_image: String,
    #[serde(default)]
    accent_color: String,
    #[serde(default)]
    meta_title: String,
    #[serde(default)]
    meta_description: String,
}

impl Sent {
    fn of(topic: &TagRow) -> Sent {
        let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
        Sent {
            name: topic.name.to_string(),
            slug: topic.slug.to_string(),
            description: text(&topic.description),
            feature_image: text(&topic.feature_image),
            accent_color: text(&topic.accent_color),
            meta_title: text(&topic.meta_title),
            meta_description: text(&topic.meta_description),
        }
    }

    fn write_to(&self, topic: &mut TagRow) {
        let text = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Box::from);
        topic.name = self.name.trim().into();
        topic.slug = self.slug.trim().into();
        topic.description = text(&self.description);
        topic.feature_image = text(&self.feature_image);
        topic.accent_color = text(&self.accent_color);
        topic.meta_title = text(&self.meta_title);
        topic.meta_description = text(&self.meta_description);
    }
}

async fn new(State(room): State<Arc<Room>>, staff: Staff) -> Markup {
    show(&room, &staff, None, &Sent::default(), None, None).await
}

async fn make(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(sent): Form<Sent>,
) -> Result<Response, Refusal> {
    put(&room, &staff, None, sent).await
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let topic = find(&room, &id).await?;
    Ok(show(&room, &staff, Some(&topic), &Sent::of(&topic), None, notice.notice.as_deref()).await)
}

async fn save(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Refusal> {
    let topic = find(&room, &id).await?;
    put(&room, &staff, Some(topic), sent).await
}

async fn delete(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let topic = find(&room, &id).await?;
    room.run(move |room| room.newsroom.delete_tag(staff.actor, &topic.id)).await?;
    Ok(back(topics::PATH, "deleted"))
}

async fn find(room: &Arc<Room>, id: &str) -> Result<Arc<TagRow>, Refusal> {
    let id = id.to_owned();
    let missing = || Refused::NotFound { what: "tag", id: String::new() };
    let found = room
        .run(move |room| {
            let id: Id = id.parse().map_err(|_| missing())?;
            room.store.reader()?.tag_by_id(&id)?.ok_or_else(missing)
        })
        .await?;
    Ok(found)
}

async fn put(
    room: &Arc<Room>,
    staff: &Staff,
    old: Option<Arc<TagRow>>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let (actor, before) = (staff.actor, old.clone());
    let (sent, outcome) = room
        .attempt(sent, move |room, sent| {
            let now = room.newsroom.clock().now();
            let mut topic =
                before.map_or_else(|| TagRow::named(Id::generate(now), "", "", now), |old| (*old).clone());
            sent.write_to(&mut topic);
            room.newsroom.put_tag(actor, topic)
        })
        .await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(_) => back(topics::PATH, "saved"),
        Err(fault) => again(show(room, staff, old.as_deref(), &sent, Some(&fault.or_at("slug")), None).await),
    })
}

async fn show(
    room: &Arc<Room>,
    staff: &Staff,
    old: Option<&TagRow>,
    sent: &Sent,
    fault: Option<&Fault>,
    notice: Option<&str>,
) -> Markup {
    let words = staff.words;
    let title = old.map_or_else(|| words.text("topics.new"), |topic| &topic.name);
    let routes = room.routes().await.ok();
    // One without a public story has no page.
    let seen = old.filter(|topic| topic.posts > 0);
    let page = routes.zip(seen).and_then(|(routes, topic)| routes.tag(&topic.slug));
    let body = html! {
        p { a href=(topics::PATH) { (words.text("topics.title")) } }
        h1 { (title) }
        @if let Some(topic) = old {
            p.muted { (words.with("topics.count", &[("count", &topic.posts.to_string())])) " "
                @if let Some(page) = &page { a href=(page) { (words.text("list.on_site")) } } }
        }
        form.stack method="post" {
            (fault_summary(fault))
            (Field::text("name", words.text("topics.name"), &sent.name).hint(words.text("topics.name_hint")).required().show(fault))
            (Field::text("slug", words.text("topics.slug"), &sent.slug).hint(words.text("topics.slug_hint")).show(fault))
            div.field {
                label for="description" { (words.text("topics.description")) }
                textarea #description name="description" rows="3" { (sent.description) }
            }
            (Field::text("feature_image", words.text("topics.picture"), &sent.feature_image).hint(words.text("settings.picture_hint")).show(fault))
            (Field::text("accent_color", words.text("topics.color"), &sent.accent_color).show(fault))
            (Field::text("meta_title", words.text("topics.meta_title"), &sent.meta_title).show(fault))
            (Field::text("meta_description", words.text("topics.meta_description"), &sent.meta_description).show(fault))
            button { (words.text("form.save")) }
        }
        @if let Some(topic) = old {
            hr;
            (for_good(
                words.text("topics.delete"),
                &words.with("topics.delete_warning", &[("count", &topic.posts.to_string())]),
                &format!("{}{}/delete/", topics::PATH, topic.id),
                words.text("topics.delete_yes"),
            ))
        }
    };
    Page { staff, place: topics::PATH, title, notice, body }.show(room).await
}
