//! One file: what it is, what was taken out of it, what is written about it, where it is shown.

use std::sync::Arc;

use axum::{
    Form,
    body::Body,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use hyper::{
    StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue},
};
use maud::{Markup, html};
use newsroom::{Actor, Archive, Capability, Deed, MediaWords, Refused};
use serde::Deserialize;
use store::{Id, MediaRow, MediaUse};

use super::{
    PATH,
    item::{remains, removed, size, thumb},
};
use crate::{
    media::{FileRequest, send},
    policy::Policy,
    room::{
        Room,
        account::Notice,
        form::{Fault, back, fault_summary},
        refusal::Refusal,
        shell::Page,
        staff::Staff,
        words::Words,
    },
};

/// Places where a file is shown that its page lists.
const PLACES: u32 = 100;

/// What is known of a file.
struct Known {
    row: MediaRow,
    /// Where it is shown, without the stories that are none of this person's.
    uses: Vec<MediaUse>,
    /// How many those are.
    others: usize,
    brought_by: Option<String>,
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    caption: String,
    #[serde(default)]
    credit: String,
    #[serde(default)]
    alt: String,
    #[serde(default)]
    focused: String,
    #[serde(default)]
    x: String,
    #[serde(default)]
    y: String,
}

impl Written {
    fn of(row: &MediaRow) -> Written {
        let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
        let (x, y) = row.focus.unwrap_or((50, 50));
        Written {
            caption: text(&row.caption),
            credit: text(&row.credit),
            alt: text(&row.alt),
            focused: row.focus.map_or(String::new(), |_| "on".to_owned()),
            x: x.to_string(),
            y: y.to_string(),
        }
    }

    fn words(&self) -> MediaWords {
        let hundredths = |text: &str| text.trim().parse::<u8>().unwrap_or(u8::MAX);
        MediaWords {
            caption: self.caption.clone(),
            credit: self.credit.clone(),
            alt: self.alt.clone(),
            focus: (!self.focused.is_empty()).then(|| (hundredths(&self.x), hundredths(&self.y))),
        }
    }
}

fn parse(id: &str) -> Result<Id, Refused> {
    id.parse().map_err(|_| Refused::NotFound { what: "file", id: String::new() })
}

fn known(room: &Room, actor: Actor, id: &str) -> Result<Known, Refused> {
    let id = parse(id)?;
    let reader = room.store.reader()?;
    let row = reader.media(&id)?.ok_or_else(|| Refused::NotFound { what: "file", id: id.to_string() })?;
    let mut uses = reader.media_uses(&row.id, PLACES)?;
    let all = uses.len();
    let stories: Vec<Id> =
        uses.iter().filter(|found| is_story(found)).filter_map(|found| found.id.parse().ok()).collect();
    let seen = room.newsroom.see_stories(actor, &stories)?;
    uses.retain(|found| !is_story(found) || seen.iter().any(|story| story.card.id.as_str() == &*found.id));
    let others = all - uses.len();
    let brought_by = match &row.uploaded_by {
        Some(by) => reader.author_by_id(by)?.map(|author| author.name.to_string()),
        None => None,
    };
    Ok(Known { row, uses, others, brought_by })
}

fn is_story(found: &MediaUse) -> bool {
    matches!(&*found.entity, "post" | "page")
}

/// `GET /room/media/ID/`.
pub(super) async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
    Query(notice): Query<Notice>,
) -> Result<Response, Refusal> {
    let actor = staff.actor;
    let known = room.run(move |room| known(room, actor, &id)).await?;
    let written = Written::of(&known.row);
    Ok(show(&room, &staff, &known, &written, None, notice.notice.as_deref()).await.into_response())
}

/// `POST /room/media/ID/`.
pub(super) async fn describe(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
    Form(written): Form<Written>,
) -> Result<Response, Refusal> {
    let (actor, words, about) = (staff.actor, written.words(), id.clone());
    let done = room.run(move |room| Ok(room.newsroom.describe_media(actor, &parse(&about)?, &words))).await?;
    answer(&room, &staff, id, written, done.map(|row| format!("{PATH}{}/", row.id))).await
}

/// `POST /room/media/ID/remove/`.
pub(super) async fn remove(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let (actor, about) = (staff.actor, id.clone());
    let done = room
        .run(move |room| {
            let archive = Archive::new(&room.data_dir);
            Ok(room.newsroom.remove_media(actor, &archive, &parse(&about)?))
        })
        .await?;
    match done {
        Ok(_) => Ok(back(PATH, "removed")),
        Err(refused) => {
            let row = room.run({
                let id = id.clone();
                move |room| known(room, actor, &id)
            });
            let written = Written::of(&row.await?.row);
            answer(&room, &staff, id, written, Err(refused)).await
        }
    }
}

/// Back to the page, or the page again with what was wrong.
async fn answer(
    room: &Arc<Room>,
    staff: &Staff,
    id: String,
    written: Written,
    done: Result<String, Refused>,
) -> Result<Response, Refusal> {
    let (status, refused) = match done {
        Ok(to) => return Ok(back(&to, "saved")),
        Err(refused @ Refused::Invalid { .. }) => (StatusCode::UNPROCESSABLE_ENTITY, refused),
        Err(refused @ Refused::Conflict(_)) => (StatusCode::CONFLICT, refused),
        Err(refused) => return Err(refused.into()),
    };
    let fault = Fault::of(&refused, staff.words);
    let actor = staff.actor;
    let known = room.run(move |room| known(room, actor, &id)).await?;
    let page = show(room, staff, &known, &written, fault.as_ref(), None).await;
    Ok((status, page).into_response())
}

/// `GET /room/media/ID/original`: the file as it came, with everything in it. For who brought it, and who keeps the media.
pub(super) async fn original(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let (response, name) = room
        .run(move |room| {
            let row = known(room, staff.actor, &id)?.row;
            if !may_keep(&staff, &row) {
                return Err(Refused::NotAllowed { deed: Deed::FetchOriginals });
            }
            let path = Archive::new(&room.data_dir).original(&row.original);
            let request = FileRequest {
                method: hyper::Method::GET,
                headers: hyper::HeaderMap::new(),
                policy: Policy::Never,
            };
            let sent = send(&path, HeaderValue::from_static("application/octet-stream"), &request)
                .map_err(|source| Refused::Failed(store::Error::File { path, source }))?;
            sent.map(|response| (response, row.name))
                .ok_or(Refused::NotFound { what: "file", id: String::new() })
        })
        .await?;
    let (mut parts, body) = response.into_parts();
    let name = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        parts.headers.insert(CONTENT_DISPOSITION, disposition);
    }
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    Ok(Response::from_parts(parts, Body::new(body)))
}

fn may_keep(staff: &Staff, row: &MediaRow) -> bool {
    staff.may(Capability::KeepMedia) || row.uploaded_by.is_some_and(|by| staff.actor.is_among(&[by]))
}

async fn show(
    room: &Arc<Room>,
    staff: &Staff,
    known: &Known,
    written: &Written,
    fault: Option<&Fault>,
    notice: Option<&str>,
) -> Markup {
    let (words, row) = (staff.words, &known.row);
    let may_keep = may_keep(staff, row);
    let body = html! {
        p { a href=(PATH) { "← " (words.text("media.title")) } }
        h1 { (row.name) }
        div.split {
            div {
                (preview(row))
                (facts(known, words))
                @if may_keep {
                    p { a href={ (PATH) (row.id) "/original" } { (words.text("media.original")) } }
                }
            }
            div {
                (fault_summary(fault))
                @if may_keep { (form(row, written, words, fault)) }
                h2 { (words.text("media.uses")) }
                @if known.uses.is_empty() && known.others == 0 {
                    p.muted { (words.text("media.unused")) }
                    @if may_keep {
                        form method="post" action={ (PATH) (row.id) "/remove/" } {
                            button.danger { (words.text("media.remove")) }
                        }
                    }
                } @else {
                    ul.uses {
                        @for found in &known.uses { li { (place(found)) } }
                        @if known.others > 0 { li.muted { (words.with("media.uses_others", &[("count", &known.others.to_string())])) } }
                    }
                }
            }
        }
    };
    Page { staff, place: PATH, title: &row.name, notice, body }.show(room).await
}

fn place(found: &MediaUse) -> Markup {
    html! {
        @if is_story(found) {
            a href={ "/room/stories/" (found.id) "/" } { (found.title) }
        } @else { (found.title) }
        " " span.tag { (found.entity) }
    }
}

fn preview(row: &MediaRow) -> Markup {
    html! {
        @match &*row.kind {
            "image" => img.preview src=(thumb(row, 1000).unwrap_or_default()) alt=(row.alt.as_deref().unwrap_or_default())
                width=[row.width] height=[row.height];,
            "video" => video.preview src=(row.path) controls preload="metadata" {},
            "audio" => audio src=(row.path) controls preload="metadata" {},
            _ => p { a.button.quiet href=(row.path) { (row.path.rsplit('/').next().unwrap_or_default()) } }
        }
    }
}

fn facts(known: &Known, words: Words) -> Markup {
    let row = &known.row;
    let at = jiff::Timestamp::from_millisecond(row.uploaded_at)
        .map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string());
    html! {
        dl.facts {
            dt { (words.text("media.address")) } dd { a href=(row.path) { (row.path) } }
            @if let (Some(width), Some(height)) = (row.width, row.height) {
                dt { (words.text("media.size")) } dd { (width) " × " (height) }
            }
            dt { (words.text("media.weight")) } dd { (size(row.bytes)) }
            dt { (words.text("media.brought")) }
            dd { (at.unwrap_or_default()) @if let Some(by) = &known.brought_by { ", " (by) } }
            dt { (words.text("media.taken_out")) }
            dd {
                @let removed = removed(row, words);
                @if removed.is_empty() { (words.text("media.nothing_private")) }
                @else { (removed.join(", ")) }
            }
            @for remains in remains(row, words) {
                dt { (words.text("media.attention")) } dd { (remains) }
            }
        }
    }
}

fn form(row: &MediaRow, written: &Written, words: Words, fault: Option<&Fault>) -> Markup {
    let wrong = |name: &str| fault.is_some_and(|fault| fault.field == Some(name)).then_some("true");
    let line = |name: &'static str, label: &str, value: &str, hint: &str| {
        html! {
            div.field {
                label for=(name) { (label) }
                textarea #(name) name=(name) rows="2" aria-invalid=[wrong(name)] aria-describedby={ (name) "-hint" } { (value) }
                p.hint id={ (name) "-hint" } { (hint) }
            }
        }
    };
    html! {
        form.stack method="post" action={ (PATH) (row.id) "/" } {
            (line("caption", words.text("media.caption"), &written.caption, words.text("media.caption_hint")))
            (line("credit", words.text("media.credit"), &written.credit, words.text("media.credit_hint")))
            @if row.kind.as_ref() == "image" {
                (line("alt", words.text("media.alt"), &written.alt, words.text("media.alt_hint")))
                fieldset {
                    legend { (words.text("media.focus")) }
                    label.check {
                        input type="checkbox" name="focused" checked[!written.focused.is_empty()];
                        (words.text("media.focus_hint"))
                    }
                    @for (name, label, value) in [("x", words.text("media.focus_x"), &written.x), ("y", words.text("media.focus_y"), &written.y)] {
                        label for={ "focus-" (name) } { (label) }
                        input id={ "focus-" (name) } type="range" name=(name) min="0" max="100" value=(value);
                    }
                }
            }
            button { (words.text("form.save")) }
        }
    }
}
