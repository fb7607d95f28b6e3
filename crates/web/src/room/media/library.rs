//! The library: what there is, found by name, caption and credit, and a place to bring more.

use std::sync::Arc;

use axum::extract::{Query, State};
use maud::{Markup, html};
use store::MediaRow;

use super::{
    PATH,
    item::{size, thumb},
    recent::{Asked, list},
};
use crate::room::{Room, account::Notice, assets, refusal::Refusal, shell::Page, staff::Staff, words::Words};

/// Files of one page.
const SOME: usize = 60;

/// `GET /room/media/?q=&kind=&page=`.
pub(super) async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(asked): Query<Asked>,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let (asked, rows, next) = room
        .run(move |room| {
            let (rows, next) = list(room, &asked, SOME)?;
            Ok((asked, rows, next))
        })
        .await?;
    let body = html! {
        h1 { (words.text("media.title")) }
        (bring(words))
        form.row.search role="search" method="get" action=(PATH) {
            input type="search" name="q" value=(asked.q) aria-label=(words.text("media.search")) placeholder=(words.text("media.search"));
            select name="kind" aria-label=(words.text("media.kind")) {
                @for (kind, word) in kinds(words) {
                    option value=(kind) selected[kind == asked.kind] { (word) }
                }
            }
            button.quiet { (words.text("media.find")) }
        }
        @if rows.is_empty() {
            p.muted { (words.text(if asked.q.is_empty() { "media.none" } else { "media.nothing_found" })) }
        }
        ul.shelf { @for row in &rows { li { (card(row)) } } }
        @if let Some(next) = next {
            p { a.button.quiet href=(more(&asked, &next)) { (words.text("media.more")) } }
        }
        script type="module" src=(assets::address("upload.js")) {}
    };
    let page = Page {
        staff: &staff,
        place: PATH,
        title: words.text("media.title"),
        notice: notice.notice.as_deref(),
        body,
    };
    Ok(page.show(&room).await)
}

/// The form that brings a file; with a script also by drop, several at once and with progress.
fn bring(words: Words) -> Markup {
    html! {
        form.card.bring method="post" action="/room/media/upload" enctype="multipart/form-data"
            data-island="upload" data-sent=(words.text("media.sent")) data-failed=(words.text("media.failed")) {
            div.row {
                label for="file" { (words.text("media.choose")) }
                input #file type="file" name="file" required;
                button { (words.text("media.upload")) }
            }
            p.hint { (words.text("media.promise")) }
            ul.sending aria-live="polite" {}
        }
    }
}

fn kinds(words: Words) -> [(&'static str, &'static str); 5] {
    [
        ("", words.text("media.all")),
        ("image", words.text("media.images")),
        ("video", words.text("media.videos")),
        ("audio", words.text("media.sounds")),
        ("file", words.text("media.files")),
    ]
}

fn card(row: &MediaRow) -> Markup {
    html! {
        a href={ (PATH) (row.id) "/" } {
            @match thumb(row, 300) {
                Some(thumb) => img src=(thumb) alt=(row.alt.as_deref().unwrap_or_default()) loading="lazy" width="300" height="200";,
                None => span.kind { (row.path.rsplit('.').next().unwrap_or_default()) }
            }
            span.name { (row.name) }
            span.muted { (row.credit.as_deref().unwrap_or(&size(row.bytes))) }
        }
    }
}

fn more(asked: &Asked, next: &str) -> String {
    let q = percent_encoding::utf8_percent_encode(&asked.q, percent_encoding::NON_ALPHANUMERIC);
    let kind = percent_encoding::utf8_percent_encode(&asked.kind, percent_encoding::NON_ALPHANUMERIC);
    format!("{PATH}?q={q}&kind={kind}&page={next}")
}
