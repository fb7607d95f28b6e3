//! The list of stories: filters as a form, states as tabs, actions on several at once.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use newsroom::Capability;
use serde::Deserialize;
use store::{DeskPage, Id, Kind, State as Stage, Text};

use super::{
    BOARD, PATH,
    filter::{Filter, place},
    moments::Zone,
    table::{self, Shape},
};
use crate::room::{Room, refusal::Refusal, shell::Page, staff::Staff, words::Words};

/// Names offered in a choice; the others are found by words.
const OFFERED: u32 = 200;

/// What the page shows.
struct Model {
    page: DeskPage,
    counts: Vec<(Stage, u64)>,
    topics: Vec<(Id, Text)>,
    people: Vec<(Id, Text)>,
    languages: Vec<Text>,
    zone: Zone,
    now: i64,
}

pub(super) async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(filter): Query<Filter>,
) -> Result<Response, Refusal> {
    let (actor, asked) = (staff.actor, filter.clone());
    let model = room.run(move |room| read(room, actor, &asked)).await?;
    let words = staff.words;
    let title = words.text(if filter.kind() == Kind::Page { "stories.pages" } else { "stories.all" });
    let done = filter.done.map(|done| told(words, done, filter.refused.unwrap_or(0)));
    let body = html! {
        div.row {
            h1 { (title) }
            a.button.quiet href=(BOARD) { (words.text("stories.board")) }
            (new_story(words, &staff, filter.kind()))
        }
        @if let Some(done) = done { p.notice role="status" { (done) } }
        (tabs(words, &filter, &model.counts))
        (filters(words, &filter, &model))
        @if model.page.stories.is_empty() && model.page.next.is_none() {
            p.empty { (words.text(if filter.is_narrow() { "stories.none_found" } else { "stories.none" })) }
        } @else {
            (table::stories(words, &model.zone, model.now, &model.page.stories, Shape::Choosing))
            (more(words, &filter, &model.page))
            (bulk(words, &staff, &filter, &model))
        }
        script type="module" src=(super::super::assets::address("stories.js")) {}
    };
    let page = Page { staff: &staff, place: PATH, title, notice: filter.notice.as_deref(), body };
    Ok(page.show(&room).await.into_response())
}

fn read(room: &Room, actor: newsroom::Actor, filter: &Filter) -> Result<Model, newsroom::Refused> {
    let reader = room.store.reader()?;
    let settings = reader.settings()?;
    let zone = Zone::named(&settings.timezone);
    let query = filter.query(actor, &zone);
    // Kept counters count everything: who sees a part only is not told how much there is.
    let all = query.own.is_none() && query.limited.is_none();
    let mut languages = settings.languages.clone();
    if !languages.contains(&settings.locale) {
        languages.insert(0, settings.locale.clone());
    }
    Ok(Model {
        page: reader.desk_list(&query)?,
        counts: if all { reader.desk_counts(query.kind)? } else { Vec::new() },
        topics: reader.topic_names(OFFERED)?,
        people: reader.people_names(OFFERED)?,
        languages,
        zone,
        now: room.newsroom.clock().now(),
    })
}

fn told(words: Words, done: u32, refused: u32) -> String {
    let done = words.with("stories.done", &[("count", &done.to_string())]);
    match refused {
        0 => done,
        _ => format!("{done} {}", words.with("stories.refused", &[("count", &refused.to_string())])),
    }
}

fn new_story(words: Words, staff: &Staff, kind: Kind) -> Markup {
    let page = kind == Kind::Page;
    html! {
        @if !page || staff.may(Capability::KeepPages) {
            form method="post" action=(PATH) {
                input type="hidden" name="kind" value=(kind.as_str());
                button data-key="n" { (words.text(if page { "stories.new_page" } else { "stories.new" })) }
            }
        }
    }
}

/// The states, with how many stories are in each.
fn tabs(words: Words, filter: &Filter, counts: &[(Stage, u64)]) -> Markup {
    let count = |stage| counts.iter().find(|(other, _)| *other == stage).map(|(_, n)| *n);
    let all: u64 = counts.iter().filter(|(stage, _)| *stage != Stage::Trash).map(|(_, n)| *n).sum();
    html! {
        nav.tabs aria-label=(words.text("stories.states")) {
            a href=(filter.address_with("state", "")) aria-current=[filter.state.is_empty().then_some("page")] {
                (words.text("stories.every_state")) @if !counts.is_empty() { " " span.muted { (all) } }
            }
            @for stage in Stage::ALL.into_iter().filter(|stage| *stage != Stage::Sent || count(*stage).is_some_and(|n| n > 0)) {
                a href=(filter.address_with("state", stage.as_str())) aria-current=[(filter.state == stage.as_str()).then_some("page")] {
                    (words.maybe(&format!("state.{}", stage.as_str())).unwrap_or_default())
                    @if let Some(n) = count(stage) { " " span.muted { (n) } }
                }
            }
        }
    }
}

fn filters(words: Words, filter: &Filter, model: &Model) -> Markup {
    html! {
        form.filters method="get" action=(PATH) role="search" {
            @if !filter.state.is_empty() { input type="hidden" name="state" value=(filter.state); }
            @if !filter.kind.is_empty() { input type="hidden" name="kind" value=(filter.kind); }
            div.field.wide {
                label for="q" { (words.text("stories.words_in")) }
                input #q name="q" type="search" value=(filter.q) data-key="/" maxlength="200";
            }
            details.more open[filter.is_narrow()] {
                summary { (words.text("stories.narrow")) }
                div.filters {
                    (choice("author", words.text("stories.author"), words.text("stories.anyone"), &model.people, &filter.author))
                    (choice("topic", words.text("stories.topic"), words.text("stories.any_topic"), &model.topics, &filter.topic))
                    (choice("person", words.text("stories.person"), words.text("stories.anyone"), &model.people, &filter.person))
                    div.field {
                        label for="language" { (words.text("stories.language")) }
                        select #language name="language" {
                            option value="" { (words.text("stories.any_language")) }
                            @for language in &model.languages { option value=(language) selected[**language == *filter.language] { (language) } }
                        }
                    }
                    (day("from", words.text("stories.from"), &filter.from))
                    (day("until", words.text("stories.until"), &filter.until))
                }
            }
            div.row {
                button.quiet { (words.text("stories.find")) }
                @if filter.is_narrow() {
                    a href=(filter.widened().address_with("", "")) { (words.text("stories.all_again")) }
                }
            }
        }
    }
}

fn choice(name: &str, label: &str, any: &str, of: &[(Id, Text)], chosen: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select #(name) name=(name) {
                option value="" { (any) }
                @for (id, text) in of { option value=(id) selected[id.as_str() == chosen] { (text) } }
            }
        }
    }
}

fn day(name: &str, label: &str, value: &str) -> Markup {
    html! { div.field { label for=(name) { (label) } input #(name) name=(name) type="date" value=(value); } }
}

fn more(words: Words, filter: &Filter, page: &DeskPage) -> Markup {
    html! {
        @if page.stories.is_empty() { p.empty { (words.text("stories.none_here")) } }
        nav.row.pages aria-label=(words.text("stories.pages_of_list")) {
            @if !filter.after.is_empty() { a href=(filter.address_with("", "")) { (words.text("stories.first")) } }
            @if let Some(next) = &page.next { a rel="next" href=(filter.address_with("after", &place(next))) { (words.text("stories.older")) } }
        }
    }
}

/// What can be done with the chosen stories.
fn bulk(words: Words, staff: &Staff, filter: &Filter, model: &Model) -> Markup {
    let trash = filter.state == Stage::Trash.as_str();
    html! {
        form.bulk #bulk method="post" action="/room/stories/bulk/" aria-label=(words.text("stories.with_chosen")) {
            input type="hidden" name="back" value=(filter.address_with("", ""));
            strong { (words.text("stories.with_chosen")) }
            @if trash {
                button.quiet name="act" value="untrash" { (words.text("stories.act_untrash")) }
                button.danger name="act" value="destroy" { (words.text("stories.act_destroy")) }
            } @else {
                @if staff.may(Capability::PublishOwn) { button.quiet name="act" value="publish" { (words.text("stories.act_publish")) } }
                @if staff.may(Capability::Assign) {
                    span.row {
                        select name="person" aria-label=(words.text("stories.person")) {
                            option value="" { (words.text("stories.nobody")) }
                            @for (id, name) in &model.people { option value=(id) { (name) } }
                        }
                        button.quiet name="act" value="assign" { (words.text("stories.act_assign")) }
                    }
                }
                span.row {
                    select name="topic" aria-label=(words.text("stories.topic")) {
                        @for (id, name) in &model.topics { option value=(id) { (name) } }
                    }
                    button.quiet name="act" value="topic" { (words.text("stories.act_topic")) }
                }
                button.danger name="act" value="trash" { (words.text("stories.act_trash")) }
            }
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct New {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    title: String,
}

/// Begins a story and opens it.
pub(super) async fn begin(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(new): Form<New>,
) -> Result<Response, Refusal> {
    let kind = if new.kind == "page" { Kind::Page } else { Kind::Post };
    let saved = room.run(move |room| room.newsroom.begin_story(staff.actor, kind, &new.title)).await?;
    Ok(Redirect::to(&format!("/room/stories/{}/", saved.id)).into_response())
}
