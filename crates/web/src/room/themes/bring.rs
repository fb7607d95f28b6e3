//! Bringing a theme: a ZIP, as for Ghost.

use std::sync::Arc;

use axum::{
    extract::{Multipart, State},
    response::Response,
};
use maud::{Markup, html};
use newsroom::{Because, Refused};
use theme::Report;

use super::{PATH, findings, path_of};
use crate::{
    arriving::{Bound, receive},
    room::{
        Room,
        form::{Fault, again, back, fault_summary},
        refusal::Refusal,
        shell::Page,
        staff::{Fresh, Staff},
    },
    themes::{MOST, NotKept},
};

/// The form; for whoever signed in long ago, the way to it.
pub(super) fn form(room: &Room, staff: &Staff) -> Markup {
    let words = staff.words;
    html! {
        h2 { (words.text("themes.bring")) }
        @if staff.session.is_fresh(room.newsroom.clock().now()) {
            form.card.bring method="post" action="/room/themes/upload/" enctype="multipart/form-data" {
                div.row {
                    label for="file" { (words.text("themes.choose")) }
                    input #file type="file" name="file" accept=".zip,application/zip" required;
                    button { (words.text("themes.upload")) }
                }
                p.hint { (words.text("themes.bring_hint")) }
            }
        } @else {
            p { (words.text("themes.bring_hint")) }
            p { a.button.quiet href="/room/confirm/?to=/room/themes/" { (words.text("themes.confirm")) } }
        }
    }
}

pub(super) async fn take(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    mut form: Multipart,
) -> Result<Response, Refusal> {
    let cut_off = |_| Refused::invalid("file", Because::UploadCutOff);
    while let Some(field) = form.next_field().await.map_err(cut_off)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let outcome = match receive(&room, field, &name, Bound::Bytes(MOST)).await {
            Ok(staged) => {
                let actor = staff.actor;
                // Few at a time: a ZIP unfolds to many times its size.
                let turn = Arc::clone(&room.uploads).acquire_owned().await;
                let _turn = turn.map_err(|_| Refused::conflict(Because::Stopping))?;
                room.run(move |room| {
                    Ok(room.themes.install(&room.newsroom, actor, &staged.original(), &name))
                })
                .await?
            }
            Err(refused) => Err(refused.into()),
        };
        return match outcome {
            Ok(installed) => Ok(back(&path_of(&installed.name), "theme_installed")),
            Err(NotKept::Unusable(report)) => Ok(again(broken(&room, &staff, &report).await)),
            Err(NotKept::Refused(refused)) => match Fault::of(&refused, staff.words) {
                Some(fault) => Ok(again(refused_page(&room, &staff, &fault).await)),
                None => Err(refused.into()),
            },
        };
    }
    Err(Refused::invalid("file", Because::ChooseFile).into())
}

/// A theme that cannot be used, with all that is wrong: before a reader, or another page, has seen it.
pub(super) async fn broken(room: &Arc<Room>, staff: &Staff, report: &Report) -> Markup {
    let words = staff.words;
    let title = words.text("themes.unusable");
    let body = html! {
        p { a href=(PATH) { (words.text("themes.title")) } }
        h1 { (title) }
        p.fault role="alert" { (words.text("themes.unusable_lead")) }
        (findings::list(words, report))
    };
    Page { staff, place: PATH, title, notice: None, body }.show(room).await
}

async fn refused_page(room: &Arc<Room>, staff: &Staff, fault: &Fault) -> Markup {
    let title = staff.words.text("themes.title");
    let body = html! {
        p { a href=(PATH) { (title) } }
        h1 { (staff.words.text("themes.bring")) }
        (fault_summary(Some(fault)))
        (form(room, staff))
    };
    Page { staff, place: PATH, title, notice: None, body }.show(room).await
}
