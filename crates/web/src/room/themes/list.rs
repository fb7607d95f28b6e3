//! The installed themes.

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use maud::{Markup, html};
use theme::Library;

use super::{PATH, bring, findings, missing, path_of};
use crate::{
    room::{Room, account::Notice, refusal::Refusal, shell::Page, staff::Staff, words::Words},
    themes::{Examined, Live},
};

pub(super) async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let (themes, live) = room
        .run(|room| {
            room.look()?;
            Ok((room.themes.examine_all(), room.themes.live()))
        })
        .await?;
    let title = words.text("themes.title");
    let body = html! {
        h1 { (title) }
        @if let Some(fault) = &live.fault {
            div.fault role="alert" {
                p { (words.with("themes.fault", &[("name", &fault.name), ("live", &live.name)])) }
                (findings::list(words, &fault.report))
            }
        }
        @if room.themes.is_pinned { p.hint { (words.with("themes.pinned", &[("name", &live.name)])) } }
        ul.shelf.themes {
            @for one in &themes { li { (card(words, one, &live)) } }
        }
        (bring::form(&room, &staff))
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: notice.key(), body }.show(&room).await)
}

fn card(words: Words, one: &Examined, live: &Live) -> Markup {
    let own = path_of(&one.name);
    html! {
        a href=(own) {
            @match one.theme.screenshot() {
                Some(_) => img src={ (own) "screenshot/" } alt="" loading="lazy" width="300" height="200";,
                None => span.kind { (initial(&one.name)) }
            }
            span.name { (one.name) }
            span.muted {
                (one.theme.version())
                @if one.name == Library::BUILT_IN { " · " (words.text("themes.built_in")) }
            }
            span {
                @if *one.name == *live.name { span.tag data-verdict="fine" { (words.text("themes.live")) } " " }
                (findings::verdict(words, &one.report))
            }
        }
    }
}

fn initial(name: &str) -> String {
    name.chars().take(2).collect()
}

/// The picture that a theme brings of itself.
pub(super) async fn screenshot(
    State(room): State<Arc<Room>>,
    Path(name): Path<String>,
    _: Staff,
) -> Result<Response, Refusal> {
    let examined = room.run(move |room| room.themes.examine(&name).ok_or_else(missing)).await?;
    let picture = examined.theme.screenshot().ok_or_else(missing)?;
    let kind = HeaderValue::from_static(picture.content_type);
    Ok(([(CONTENT_TYPE, kind)], picture.bytes.to_vec()).into_response())
}
