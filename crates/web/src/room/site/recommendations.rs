//! Recommendations: other sites that this one points to, the newest first; a page for each.

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
use store::{Id, Recommendation, Stored};

use super::super::{
    Room,
    account::Notice,
    form::{Fault, Field, again, back, fault_summary, for_good, judge},
    guard::Needs,
    refusal::Refusal,
    routes::Route,
    shell::Page,
    staff::Staff,
};

pub(in super::super) const PATH: &str = "/room/recommendations/";
/// Recommendations that are looked at; a site has a handful.
const MOST: u32 = 500;

const KEEP: Needs = Needs::Of(Capability::KeepSettings);

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, KEEP, || get(list)),
    Route::get("/room/recommendations/new/", KEEP, || get(new)),
    Route::post("/room/recommendations/new/", KEEP, || post(make)),
    Route::get("/room/recommendations/{id}/", KEEP, || get(page)),
    Route::post("/room/recommendations/{id}/", KEEP, || post(save)),
    Route::post("/room/recommendations/{id}/remove/", KEEP, || post(remove)),
];

/// The form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    title: String,
    url: String,
    description: String,
    excerpt: String,
    favicon: String,
    featured_image: String,
}

impl Sent {
    fn of(row: &Recommendation) -> Sent {
        let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
        Sent {
            title: row.title.to_string(),
            url: row.url.to_string(),
            description: text(&row.description),
            excerpt: text(&row.excerpt),
            favicon: text(&row.favicon),
            featured_image: text(&row.featured_image),
        }
    }

    fn write_to(&self, row: &mut Recommendation) {
        let text = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Box::from);
        (row.title, row.url) = (self.title.trim().into(), self.url.trim().into());
        row.description = text(&self.description);
        row.excerpt = text(&self.excerpt);
        row.favicon = text(&self.favicon);
        row.featured_image = text(&self.featured_image);
    }
}

async fn list(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let mut rows = room.run(|room| Ok(room.store.reader()?.rows::<Recommendation>("", MOST)?)).await?;
    rows.sort_by_key(|row| std::cmp::Reverse(row.created_at));
    let title = words.text("recommendations.title");
    let body = html! {
        div.row {
            h1 { (title) }
            a.button href={ (PATH) "new/" } { (words.text("recommendations.new")) }
        }
        p.muted { (words.text("recommendations.lead")) }
        @if rows.is_empty() {
            p { (words.text("recommendations.none")) }
        } @else {
            table.list {
                thead { tr {
                    th { (words.text("recommendations.name")) } th { (words.text("recommendations.url")) }
                    th { (words.text("recommendations.why")) }
                } }
                tbody {
                    @for row in &rows {
                        tr {
                            td { a href={ (PATH) (row.id.as_str()) "/" } { (row.title) } }
                            td data-label=(words.text("recommendations.url")) { a href=(row.url) rel="noopener" { (row.url) } }
                            td data-label=(words.text("recommendations.why")) { (row.description.as_deref().unwrap_or("–")) }
                        }
                    }
                }
            }
        }
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: notice.key(), body }.show(&room).await)
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
    let row = find(&room, id).await?;
    Ok(show(&room, &staff, Some(&row), &Sent::of(&row), None, notice.key()).await)
}

async fn save(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Refusal> {
    let row = find(&room, id).await?;
    put(&room, &staff, Some(row), sent).await
}

async fn remove(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let row = find(&room, id).await?;
    room.run(move |room| room.newsroom.remove_recommendation(staff.actor, &row.id)).await?;
    Ok(back(PATH, "deleted"))
}

async fn find(room: &Arc<Room>, id: String) -> Result<Recommendation, Refusal> {
    let missing = || Refused::NotFound { what: "recommendation", id: String::new() };
    let found = room
        .run(move |room| {
            let id: Id = id.parse().map_err(|_| missing())?;
            room.store.reader()?.row::<Recommendation>(&id)?.ok_or_else(missing)
        })
        .await?;
    Ok(found)
}

async fn put(
    room: &Arc<Room>,
    staff: &Staff,
    old: Option<Recommendation>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let (actor, before) = (staff.actor, old.clone());
    let (sent, outcome) = room
        .attempt(sent, move |room, sent| {
            let now = room.newsroom.clock().now();
            let mut row = before.unwrap_or_else(|| {
                let blank = Recommendation::blank(Id::generate(now));
                Recommendation { created_at: now, ..blank }
            });
            sent.write_to(&mut row);
            room.newsroom.put_recommendation(actor, row)
        })
        .await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(_) => back(PATH, "saved"),
        Err(fault) => again(show(room, staff, old.as_ref(), &sent, Some(&fault), None).await),
    })
}

async fn show(
    room: &Arc<Room>,
    staff: &Staff,
    old: Option<&Recommendation>,
    sent: &Sent,
    fault: Option<&Fault>,
    notice: Option<&str>,
) -> Markup {
    let words = staff.words;
    let title = old.map_or_else(|| words.text("recommendations.new"), |row| &row.title);
    let field = |name, label, value| Field::text(name, words.text(label), value);
    let body = html! {
        p { a href=(PATH) { (words.text("recommendations.title")) } }
        h1 { (title) }
        form.stack method="post" {
            (fault_summary(fault))
            (field("title", "recommendations.name", &sent.title).required().show(fault))
            (field("url", "recommendations.url", &sent.url).kind("url", "off").required().show(fault))
            (field("description", "recommendations.why", &sent.description).hint(words.text("recommendations.why_hint")).show(fault))
            (field("excerpt", "recommendations.excerpt", &sent.excerpt).show(fault))
            (field("favicon", "recommendations.favicon", &sent.favicon).kind("url", "off").show(fault))
            (field("featured_image", "recommendations.picture", &sent.featured_image).kind("url", "off").show(fault))
            button { (words.text("form.save")) }
        }
        @if let Some(row) = old {
            hr;
            (for_good(
                words.text("recommendations.remove"),
                words.text("recommendations.remove_warning"),
                &format!("{PATH}{}/remove/", row.id),
                words.text("recommendations.remove_yes"),
            ))
        }
    };
    Page { staff, place: PATH, title, notice, body }.show(room).await
}
