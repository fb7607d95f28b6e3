//! How a story will look: to visitors, to members, on a phone; and for somebody outside, by a link that ends.
//!
//! What is shown may hold HTML that others wrote. It is shown under the room's own address, so nothing in it may run.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use hyper::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use maud::html;
use newsroom::{Because, Refused};
use serde::Deserialize;
use store::Post;

use super::{PATH, answers, moments::Zone};
use crate::room::{Room, form::back, refusal::Refusal, shell::Page, staff::Staff};

type Served = State<Arc<Room>>;

/// Styles, pictures and sound of the site; no script, whoever wrote it.
const NOTHING_RUNS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; media-src 'self' https:; font-src 'self'; \
     form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
);

/// Hours that a link for an outsider may hold.
const HOURS: [u32; 4] = [24, 72, 168, 720];

/// As whom, and how wide.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    #[serde(rename = "as")]
    eyes: String,
    width: String,
    notice: Option<String>,
}

/// The preview in a frame, with the choices around it.
pub(super) async fn frame(
    State(room): Served,
    Path(id): Path<String>,
    Query(look): Query<Look>,
    staff: Staff,
) -> Result<Response, Refusal> {
    show(&room, &id, &look, &staff, None).await
}

async fn show(
    room: &Arc<Room>,
    id: &str,
    look: &Look,
    staff: &Staff,
    link: Option<(String, i64)>,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(id)?);
    let (story, access, zone) = room
        .run(move |room| {
            let (story, access) = room.newsroom.see_story(actor, &id)?;
            let zone = Zone::named(&room.store.reader()?.settings()?.timezone);
            Ok((story, access, zone))
        })
        .await?;
    let words = staff.words;
    let title = words.text("preview.title");
    let story_title =
        if story.post.title.is_empty() { words.text("stories.untitled") } else { &story.post.title };
    let (member, phone) = (look.eyes == "member", look.width == "phone");
    let own = format!("/room/stories/{id}/preview/");
    let address = |member: bool, phone: bool| {
        let (eyes, width) = (if member { "member" } else { "visitor" }, if phone { "phone" } else { "desk" });
        format!("{own}?as={eyes}&width={width}")
    };
    let choice = |chosen: bool, to: String, name: &str| {
        html! { a href=(to) aria-current=[chosen.then_some("true")] { (name) } }
    };
    let source = format!("{own}page/?as={}", if member { "member" } else { "visitor" });
    let body = html! {
        div.row { h1 { (title) } a.button.quiet href={ "/room/stories/" (id) "/" } { (words.text("history.back")) } }
        nav.tabs aria-label=(title) {
            (choice(!member, address(false, phone), words.text("preview.visitor")))
            (choice(member, address(true, phone), words.text("preview.member")))
            (choice(!phone, address(member, false), words.text("preview.desk")))
            (choice(phone, address(member, true), words.text("preview.phone")))
        }
        iframe.glance.phone[phone] src=(source) title=(story_title) {}
        h2 { (words.text("preview.share")) }
        p.hint { (words.text("preview.share_hint")) }
        @if let Some((link, until)) = link {
            div.card {
                label for="link" { (words.text("preview.link")) }
                input #link readonly value=(link);
                p.hint { (words.with("preview.until", &[("time", &zone.text(until))])) }
            }
        }
        @if access.write {
            div.row {
                form.row method="post" action={ (own) "share" } {
                    label for="hours" { (words.text("preview.hours")) }
                    select #hours name="hours" {
                        @for hours in HOURS { option value=(hours) { (words.with("preview.days", &[("count", &(hours / 24).to_string())])) } }
                    }
                    button.quiet { (words.text("preview.make")) }
                }
                form method="post" action={ (own) "withdraw" } { button.plain { (words.text("preview.withdraw")) } }
            }
        }
    };
    let page = Page { staff, place: PATH, title, notice: look.notice.as_deref(), body };
    Ok(page.show(room).await.into_response())
}

/// The page itself, as the theme shows it.
pub(super) async fn page(
    State(room): Served,
    Path(id): Path<String>,
    Query(look): Query<Look>,
    staff: Staff,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(&id)?);
    let html = room
        .run(move |room| {
            let (story, _) = room.newsroom.see_story(actor, &id)?;
            let post = room.newsroom.preview(story)?;
            render(room, post, look.eyes == "member")
        })
        .await?;
    Ok(themed(html))
}

/// For whoever has the link.
pub(super) async fn shared(State(room): Served, Path(token): Path<String>) -> Result<Response, Refusal> {
    let html = room
        .run(move |room| {
            let ended = || Refused::NotFound { what: "page", id: String::new() };
            let post = room.newsroom.shared_preview(&token)?.ok_or_else(ended)?;
            render(room, post, true)
        })
        .await?;
    Ok(themed(html))
}

fn render(room: &Room, mut post: Post, as_member: bool) -> Result<String, Refused> {
    if as_member {
        // A member reads everything.
        std::sync::Arc::make_mut(&mut post.card.row).visibility = "public".into();
    }
    let reader = room.store.reader()?;
    let page = theme::Page::Entry { post: Box::new(post), preview: true };
    let look = room.look()?;
    look.theme
        .render(&page, &look.address, &reader)
        .map_err(|error| Refused::conflict(Because::ThemeFailed.with("technical", error)))
}

fn themed(html: String) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, NOTHING_RUNS),
    ];
    (headers, html).into_response()
}

#[derive(Debug, Deserialize)]
pub(super) struct Share {
    hours: u32,
}

/// Makes a link; it is shown once.
pub(super) async fn share(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
    Form(share): Form<Share>,
) -> Result<Response, Refusal> {
    let (actor, story) = (staff.actor, answers::id(&id)?);
    let (token, until) =
        room.run(move |room| room.newsroom.share_preview(actor, &story, share.hours)).await?;
    let link = format!("{}/room/preview/{}/", room.url, token.as_str());
    show(&room, &id, &Look::default(), &staff, Some((link, until))).await
}

/// Makes all links of the story stop working.
pub(super) async fn withdraw(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(&id)?);
    room.run(move |room| room.newsroom.withdraw_previews(actor, &id)).await?;
    Ok(back(&format!("/room/stories/{id}/preview/"), "withdrawn"))
}
