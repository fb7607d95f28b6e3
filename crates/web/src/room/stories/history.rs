//! Earlier versions of a story: the list, the comparison with what is written now, and the way back.

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use hyper::HeaderMap;
use maud::{Markup, html};
use newsroom::{Actor, Compared, ComparedWith, Refused, Side, Stretch};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Id, RevisionRow, Story};

use super::{PATH, answers, moments::Zone};
use crate::room::{Room, refusal::Refusal, shell::Page, staff::Staff, words::Words};

type Served = State<Arc<Room>>;

/// Blocks that did not change and are shown around one that did.
const AROUND: usize = 1;

pub(super) async fn list(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(&id)?);
    let kept = room.run(move |room| Ok(read(room, actor, &id)?.1)).await?;
    let rows = kept.iter().map(|row| {
        json!({
            "id": row.id.as_str(),
            "at": row.at,
            "by": &*row.by_name,
            "title": &*row.title,
            "words": row.words,
            "reason": reason(staff.words, row),
        })
    });
    Ok(answers::json(&rows.collect::<Value>()))
}

fn read(room: &Room, actor: Actor, id: &Id) -> Result<(Story, Vec<RevisionRow>, Zone), Refused> {
    let (story, _) = room.newsroom.see_story(actor, id)?;
    let reader = room.store.reader()?;
    let zone = Zone::named(&reader.settings()?.timezone);
    Ok((story, reader.revisions(id)?, zone))
}

fn reason(words: Words, row: &RevisionRow) -> &'static str {
    words.maybe(&format!("state.kept_{}", row.reason.as_str())).unwrap_or_default()
}

/// The versions as a page.
pub(super) async fn page(
    State(room): Served,
    Path(id): Path<String>,
    staff: Staff,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(&id)?);
    let (story, kept, zone) = room.run(move |room| read(room, actor, &id)).await?;
    let words = staff.words;
    let title = words.text("history.title");
    let body = html! {
        h1 { (title) }
        p { a href={ "/room/stories/" (id) "/" } { (headline(words, &story.post.title)) } }
        @if kept.is_empty() { p.muted { (words.text("history.none")) } }
        @else {
            table.list {
                thead { tr {
                    th scope="col" { (words.text("history.when")) }
                    th scope="col" { (words.text("history.who")) }
                    th scope="col" { (words.text("history.why")) }
                    th scope="col" { (words.text("stories.title")) }
                    th.number scope="col" { (words.text("stories.words")) }
                } }
                tbody { @for row in &kept { tr {
                    td { a href={ "/room/stories/" (id) "/revisions/" (row.id) "/" } { (zone.show(row.at)) } }
                    td data-label=(words.text("history.who")) { (row.by_name) }
                    td data-label=(words.text("history.why")) { (reason(words, row)) }
                    td data-label=(words.text("stories.title")) { (headline(words, &row.title)) }
                    td.number data-label=(words.text("stories.words")) { (row.words) }
                } } }
            }
        }
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: None, body }.show(&room).await.into_response())
}

fn headline<'a>(words: Words, title: &'a str) -> &'a str
where
    'static: 'a,
{
    if title.is_empty() { words.text("stories.untitled") } else { title }
}

/// With what a version is compared.
#[derive(Debug, Default, Deserialize)]
pub(super) struct With {
    /// `before`: the version before it; otherwise what is written now.
    #[serde(default)]
    with: String,
}

pub(super) async fn comparison(
    State(room): Served,
    Path((id, revision)): Path<(String, String)>,
    Query(with): Query<With>,
    staff: Staff,
) -> Result<Response, Refusal> {
    let (actor, id, revision) = (staff.actor, answers::id(&id)?, answers::id(&revision)?);
    let is_before = with.with == "before";
    let with = if is_before { ComparedWith::Before } else { ComparedWith::Now };
    let (found, zone) = room
        .run(move |room| {
            let zone = Zone::named(&room.store.reader()?.settings()?.timezone);
            Ok((room.newsroom.compare_revision(actor, &id, &revision, with)?, zone))
        })
        .await?;
    let words = staff.words;
    let row = &found.revision;
    let title = words.text("history.comparison");
    let own = format!("/room/stories/{id}/revisions/{revision}/");
    let tab = |before: bool, key: &str, name: &str| {
        html! { a href={ (own) (key) } aria-current=[(is_before == before).then_some("page")] { (name) } }
    };
    let body = html! {
        h1 { (title) }
        p.muted { (zone.show(row.at)) " · " (row.by_name) " · " (reason(words, row)) }
        nav.tabs aria-label=(title) {
            (tab(false, "", words.text("history.with_now")))
            (tab(true, "?with=before", words.text("history.with_before")))
        }
        p.hint {
            (words.text(if is_before { "history.reading_before" } else { "history.reading_now" })) " "
            del { (words.text("history.old_words")) } " " ins { (words.text("history.new_words")) }
        }
        article.compared {
            h2 { (stretches(&found.title)) }
            @if !found.standfirst.is_empty() { p.lead { (stretches(&found.standfirst)) } }
            (blocks(words, &found.body))
        }
        div.row {
            @if found.access.write {
                form method="post" action={ (own) "restore" } { button { (words.text("history.restore")) } }
            }
            a.button.quiet href={ "/room/stories/" (id) "/revisions/" } { (words.text("history.title")) }
            a.button.quiet href={ "/room/stories/" (id) "/" } { (words.text("history.back")) }
        }
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: None, body }.show(&room).await.into_response())
}

fn stretches(of: &[Stretch]) -> Markup {
    html! {
        @for stretch in of {
            @match stretch.side {
                Side::Both => { (stretch.text) }
                Side::Old => { del { (stretch.text) } }
                Side::New => { ins { (stretch.text) } }
            }
        }
    }
}

/// The blocks; long stretches without a change are folded away.
fn blocks(words: Words, all: &[Compared]) -> Markup {
    let near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        let to = (at + AROUND).min(all.len().saturating_sub(1));
        (from..=to).any(|at| !all[at].is_same())
    };
    let mut parts: Vec<(bool, &[Compared])> = Vec::new();
    let mut start = 0;
    for at in 1..=all.len() {
        if at == all.len() || near(at) != near(start) {
            parts.push((near(start), &all[start..at]));
            start = at;
        }
    }
    html! {
        @if all.iter().all(Compared::is_same) { p.muted { (words.text("history.same")) } }
        @for (shown, part) in parts {
            @if shown { @for block in part { (one(words, block)) } }
            @else {
                details {
                    summary.muted { (words.with("history.unchanged", &[("count", &part.len().to_string())])) }
                    @for block in part { (one(words, block)) }
                }
            }
        }
    }
}

fn one(words: Words, block: &Compared) -> Markup {
    let name = |kind: &str| words.maybe(&format!("state.block_{kind}")).unwrap_or_default();
    let told = match (block.side, block.was) {
        (Side::New, _) => Some(words.with("history.added", &[("block", name(block.kind))])),
        (Side::Old, _) => Some(words.with("history.removed", &[("block", name(block.kind))])),
        (Side::Both, Some(was)) => {
            Some(words.with("history.became", &[("was", name(was)), ("block", name(block.kind))]))
        }
        (Side::Both, None) if block.kind != "paragraph" => Some(name(block.kind).to_owned()),
        _ => None,
    };
    html! {
        div.block data-side=[match block.side { Side::Both => None, Side::Old => Some("old"), Side::New => Some("new") }] {
            @if let Some(told) = told { p.hint { (told) } }
            p { (stretches(&block.words)) }
        }
    }
}

pub(super) async fn restore(
    State(room): Served,
    Path((id, revision)): Path<(String, String)>,
    staff: Staff,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (actor, id, revision) = (staff.actor, answers::id(&id)?, answers::id(&revision)?);
    room.run(move |room| room.newsroom.restore_revision(actor, &id, &revision)).await?;
    if answers::is_script(&headers) {
        return Ok(answers::json(&json!({ "ok": true })));
    }
    Ok(Redirect::to(&format!("/room/stories/{id}/")).into_response())
}
