//! One theme: what it is, what was found in it, what it lets one set, and what can be done with it.

use std::{io::Seek, sync::Arc};

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use hyper::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use maud::{Markup, html};
use newsroom::Refused;
use store::Settings;
use theme::{Library, Tried};

use super::{PATH, bring, findings, missing, path_of, settings};
use crate::{
    media,
    room::{
        Room,
        account::Notice,
        assets,
        form::{Fault, again, back, for_good},
        refusal::Refusal,
        shell::Page,
        staff::{Fresh, Staff},
    },
    themes::{Examined, NotKept},
};

pub(super) async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(name): Path<String>,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let (examined, set) = found(&room, name).await?;
    let texts = examined.theme.custom_texts(&set);
    Ok(show(&room, &staff, &examined, &texts, None, notice.key()).await)
}

/// An installed theme, and what is set.
pub(super) async fn found(room: &Arc<Room>, name: String) -> Result<(Arc<Examined>, Arc<Settings>), Refusal> {
    let found = room
        .run(move |room| {
            room.look()?;
            let examined = room.themes.examine(&name).ok_or_else(missing)?;
            Ok((examined, room.store.reader()?.settings()?))
        })
        .await?;
    Ok(found)
}

pub(super) async fn show(
    room: &Arc<Room>,
    staff: &Staff,
    one: &Examined,
    texts: &Tried,
    fault: Option<&Fault>,
    notice: Option<&str>,
) -> Markup {
    let words = staff.words;
    let (own, live) = (path_of(&one.name), room.themes.live());
    let (is_live, is_built_in) = (*live.name == *one.name, one.name == Library::BUILT_IN);
    let usable = one.report.is_usable();
    let body = html! {
        p { a href=(PATH) { (words.text("themes.title")) } }
        div.row {
            h1 { (one.name) }
            @if is_live { span.tag data-verdict="fine" { (words.text("themes.live")) } }
            (findings::verdict(words, &one.report))
        }
        dl.facts {
            dt { (words.text("themes.version")) } dd { (one.theme.version()) }
            @if one.theme.name() != one.name { dt { (words.text("themes.package")) } dd { (one.theme.name()) } }
            @if one.theme.has_scripts() { dt { (words.text("themes.scripts")) } dd { (words.text("themes.scripts_hint")) } }
        }
        @if let Some(fault) = live.fault.as_ref().filter(|fault| *fault.name == *one.name) {
            div.fault role="alert" {
                p { (words.with("themes.fault", &[("name", &fault.name), ("live", &live.name)])) }
                (findings::list(words, &fault.report))
            }
        }
        div.row {
            @if usable && !is_live && !room.themes.is_pinned {
                form method="post" action={ (own) "activate/" } { button { (words.text("themes.activate")) } }
            }
            @if usable { button.quiet form=(settings::FORM) formaction={ (own) "preview/" } { (words.text("themes.preview")) } }
            a.button.quiet href={ (own) "download/" } download { (words.text("themes.download")) }
        }
        @if room.themes.is_pinned { p.hint { (words.with("themes.pinned", &[("name", &live.name)])) } }
        (settings::form(words, one, texts, fault))
        @if one.report != theme::Report::default() {
            section aria-labelledby="check" {
                h2 #check { (words.text("themes.check")) }
                (findings::list(words, &one.report))
            }
        }
        @if !is_live && !is_built_in {
            hr;
            (for_good(
                words.text("themes.remove"),
                &words.with("themes.remove_warning", &[("name", &one.name)]),
                &format!("{own}remove/"),
                words.text("themes.remove_yes"),
            ))
        }
        script type="module" src=(assets::address("themes.js")) {}
    };
    Page { staff, place: PATH, title: &one.name, notice, body }.show(room).await
}

pub(super) async fn activate(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let (actor, own) = (staff.actor, path_of(&name));
    let outcome = room
        .run(move |room| {
            let outcome = room.themes.activate(&room.newsroom, actor, &name);
            room.look()?;
            Ok(outcome)
        })
        .await?;
    match outcome {
        Ok(_) => Ok(back(&own, "theme_live")),
        Err(NotKept::Unusable(report)) => Ok(again(bring::broken(&room, &staff, &report).await)),
        Err(NotKept::Refused(refused)) => Err(refused.into()),
    }
}

pub(super) async fn remove(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    room.run(move |room| room.themes.remove(&room.newsroom, staff.actor, &name)).await?;
    Ok(back(PATH, "theme_removed"))
}

/// The theme as a ZIP.
pub(super) async fn download(
    State(room): State<Arc<Room>>,
    _: Staff,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let (file, name) = room
        .run(move |room| {
            let examined = room.themes.examine(&name).ok_or_else(missing)?;
            let failed =
                |source| Refused::Failed(store::Error::File { path: "content/themes".into(), source });
            let mut file = tempfile::tempfile_in(&room.data_dir).map_err(failed)?;
            room.themes.library.pack(&examined.name, &file).map_err(failed)?;
            file.rewind().map_err(failed)?;
            Ok((file, examined.name.clone()))
        })
        .await?;
    let length = file.metadata().map(|metadata| metadata.len()).unwrap_or_default();
    let mut response = media::whole(file, length).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    let name = HeaderValue::try_from(format!("attachment; filename=\"{name}.zip\""))
        .expect("a theme's name is ASCII");
    headers.insert(CONTENT_DISPOSITION, name);
    Ok(response)
}
