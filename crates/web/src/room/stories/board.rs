//! The board: what is due, what waits to be read, what is scheduled, what one is to work on.

use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use newsroom::{Actor, Capability, Refused};
use store::{DeskCard, DeskOrder, DeskQuery, Kind, State as Stage};

use super::{
    BOARD, PATH,
    moments::Zone,
    table::{self, Shape},
};
use crate::room::{Room, refusal::Refusal, shell::Page, staff::Staff, words::Words};

/// Stories of one column.
const MOST: u32 = 30;

struct Model {
    own: Vec<DeskCard>,
    due: Vec<DeskCard>,
    review: Vec<DeskCard>,
    scheduled: Vec<DeskCard>,
    zone: Zone,
    now: i64,
}

pub(super) async fn page(State(room): State<Arc<Room>>, staff: Staff) -> Result<Response, Refusal> {
    let actor = staff.actor;
    let model = room.run(move |room| read(room, actor)).await?;
    let words = staff.words;
    let title = words.text("stories.board");
    let body = html! {
        div.row { h1 { (title) } a.button.quiet href=(PATH) { (words.text("stories.all")) } }
        (part(words, &model, words.text("board.own"), words.text("board.own_none"), &model.own))
        (part(words, &model, words.text("board.due"), words.text("board.due_none"), &model.due))
        (part(words, &model, words.text("board.review"), words.text("board.review_none"), &model.review))
        (part(words, &model, words.text("board.scheduled"), words.text("board.scheduled_none"), &model.scheduled))
    };
    Ok(Page { staff: &staff, place: BOARD, title, notice: None, body }.show(&room).await.into_response())
}

fn part(words: Words, model: &Model, title: &str, none: &str, stories: &[DeskCard]) -> Markup {
    html! {
        section {
            h2 { (title) " " @if !stories.is_empty() { span.muted { (stories.len()) } } }
            @if stories.is_empty() { p.muted { (none) } }
            @else { (table::stories(words, &model.zone, model.now, stories, Shape::Plain)) }
        }
    }
}

fn read(room: &Room, actor: Actor) -> Result<Model, Refused> {
    let reader = room.store.reader()?;
    let base = DeskQuery {
        own: actor.author.filter(|_| !actor.may(Capability::EditAll)),
        limited: actor.author.filter(|_| actor.limited),
        ..DeskQuery::newest(Kind::Post, MOST)
    };
    let stories = |query: DeskQuery| Ok::<_, Refused>(reader.desk_list(&query)?.stories);
    let mut own = match actor.author {
        Some(person) => stories(DeskQuery { assignee: Some(person), ..base.clone() })?,
        None => Vec::new(),
    };
    own.retain(|story| !matches!(story.row.state, Stage::Published | Stage::Sent));
    Ok(Model {
        own,
        due: stories(DeskQuery { order: DeskOrder::Due, ..base.clone() })?,
        review: stories(DeskQuery { state: Some(Stage::Review), order: DeskOrder::Oldest, ..base.clone() })?,
        scheduled: stories(DeskQuery { state: Some(Stage::Scheduled), order: DeskOrder::Oldest, ..base })?,
        zone: Zone::named(&reader.settings()?.timezone),
        now: room.newsroom.clock().now(),
    })
}
