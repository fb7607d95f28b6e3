//! The site in a theme, or with other settings of it, before readers see it so.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use newsroom::{Because, Refused};
use serde::Deserialize;

use super::{PATH, missing, one, path_of, settings};
use crate::{
    room::{
        Room, assets,
        form::{again, judge},
        moment::{moment, zone},
        refusal::Refusal,
        shell::Page,
        staff::Staff,
    },
    themes::PREVIEWS,
};

/// Makes an address for what stands in the form, saved or not.
pub(super) async fn make(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(name): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let actor = staff.actor;
    let (examined, set) = one::found(&room, name).await?;
    let texts = settings::sent(&examined.theme, examined.theme.custom_texts(&set), &pairs);
    let (kept, tried) = (Arc::clone(&examined), texts.clone());
    let (_, outcome) = room
        .attempt((), move |room, ()| {
            settings::check(&kept.theme, &tried)?;
            if !kept.report.is_usable() {
                let first = kept.report.errors.first().map(ToString::to_string).unwrap_or_default();
                return Err(Refused::conflict(Because::ThemeBroken.with("technical", first)));
            }
            let tried = serde_json::to_string(&tried).unwrap_or_default();
            room.newsroom.preview_theme(actor, &kept.name, &tried)
        })
        .await?;
    Ok(match judge(staff.words, outcome)? {
        Ok((token, _)) => {
            Redirect::to(&format!("{}preview/{}/", path_of(&examined.name), token.as_str())).into_response()
        }
        Err(fault) => again(one::show(&room, &staff, &examined, &texts, Some(&fault), None).await),
    })
}

/// How wide.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    width: String,
}

/// The site in a frame, with the choices around it.
pub(super) async fn frame(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path((name, token)): Path<(String, String)>,
    Query(look): Query<Look>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let own = path_of(&name);
    let source = format!("{PREVIEWS}{token}/");
    let asked = token.clone();
    let (until, zone) = room
        .run(move |room| {
            let preview = room.newsroom.previewed_theme(&asked)?.filter(|preview| *preview.theme == *name);
            Ok((preview.ok_or_else(missing)?.expires_at, zone(room)))
        })
        .await?;
    let phone = look.width == "phone";
    let here = format!("{own}preview/{token}/");
    let title = words.text("themes.preview");
    let choice = |chosen: bool, width: &str, name: &str| {
        html! { a href={ (here) "?width=" (width) } aria-current=[chosen.then_some("true")] { (name) } }
    };
    let address = format!("{}{source}", room.url);
    let body = html! {
        div.row { h1 { (title) } a.button.quiet href=(own) { (words.text("themes.back")) } }
        nav.tabs aria-label=(title) {
            (choice(!phone, "desk", words.text("preview.desk")))
            (choice(phone, "phone", words.text("preview.phone")))
        }
        // What a theme brings runs here before anybody put it live: without the session of the one who looks.
        iframe.glance.phone[phone] src=(source) title=(title) sandbox="allow-scripts allow-popups allow-forms" {}
        div.field.given {
            label for="address" { (words.text("themes.preview_address")) }
            div.row {
                input.code #address value=(address) readonly spellcheck="false" aria-describedby="until";
                button.quiet type="button" hidden data-copy="address" data-done=(words.text("keys.copied")) { (words.text("keys.copy")) }
                a.button.quiet href=(source) target="_blank" rel="noopener" { (words.text("themes.preview_open")) }
                span.muted role="status" {}
            }
            p.hint #until { (words.text("themes.preview_hint")) " " (moment(until, &zone)) }
        }
        script type="module" src=(assets::address("copy.js")) {}
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: None, body }.show(&room).await)
}
