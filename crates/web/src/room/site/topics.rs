//! All topics.

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    routing::get,
};
use maud::{Markup, html};
use newsroom::Capability;
use serde::Deserialize;
use store::{TagOrder, TagQuery, Visibility};

use super::super::{Room, guard::Needs, refusal::Refusal, routes::Route, shell::Page, staff::Staff};

pub(in super::super) const PATH: &str = "/room/topics/";
/// Topics on one page.
const PAGE: u64 = 100;

pub(super) const ROUTES: &[Route] = &[Route::get(PATH, Needs::Of(Capability::KeepTopics), || get(page))];

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    page: u32,
    notice: Option<String>,
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let number = u64::from(asked.page.clamp(1, 10_000));
    let (topics, all) = room
        .run(move |room| {
            let reader = room.store.reader()?;
            let query = TagQuery {
                internal: true,
                order: TagOrder::Name,
                offset: (number - 1) * PAGE,
                limit: PAGE as u32,
            };
            Ok((reader.tags(&query)?, reader.count_tags(&query)?))
        })
        .await?;
    let title = words.text("topics.title");
    let body = html! {
        div.row {
            h1 { (title) }
            a.button href="/room/topics/new/" { (words.text("topics.new")) }
        }
        @if topics.is_empty() { p.muted { (words.text("topics.none")) } }
        @else {
            table.list {
                thead { tr {
                    th { (words.text("topics.name")) } th { (words.text("topics.slug")) } th.number { (words.text("topics.stories")) }
                } }
                tbody {
                    @for topic in &topics {
                        tr {
                            td { a href={ (PATH) (topic.id.as_str()) "/" } { (topic.name) }
                                @if topic.visibility == Visibility::Internal { " " span.tag { (words.text("topics.internal")) } } }
                            td data-label=(words.text("topics.slug")) { (topic.slug) }
                            td.number data-label=(words.text("topics.stories")) { (topic.posts) }
                        }
                    }
                }
            }
        }
        (pager(words, number, all.div_ceil(PAGE)))
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: asked.notice.as_deref(), body }.show(&room).await)
}

/// To the page before and the page after.
pub(super) fn pager(words: super::super::words::Words, number: u64, pages: u64) -> Markup {
    html! {
        @if pages > 1 {
            nav.row aria-label=(words.text("list.pages")) {
                @if number > 1 { a.button.quiet rel="prev" href={ "?page=" (number - 1) } { (words.text("list.before")) } }
                span.muted { (words.with("list.of", &[("page", &number.to_string()), ("pages", &pages.to_string())])) }
                @if number < pages { a.button.quiet rel="next" href={ "?page=" (number + 1) } { (words.text("list.after")) } }
            }
        }
    }
}
