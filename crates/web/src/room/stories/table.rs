//! A table of stories, as the list and the board show it.

use maud::{Markup, html};
use store::{DeskCard, State};

use super::moments::Zone;
use crate::room::words::Words;

/// What the columns show beside the title.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// With a box to choose it by.
    Choosing,
    /// Without.
    Plain,
}

/// The stories, a row each; on phones a card each.
pub(super) fn stories(words: Words, zone: &Zone, now: i64, stories: &[DeskCard], shape: Shape) -> Markup {
    let head = |key: &'static str| words.text(key);
    html! {
        table.list.stories {
            thead { tr {
                @if shape == Shape::Choosing { th scope="col" { span.visually-hidden { (head("stories.choose")) } } }
                th scope="col" { (head("stories.title")) }
                th scope="col" { (head("stories.state")) }
                th scope="col" { (head("stories.authors")) }
                th scope="col" { (head("stories.topics")) }
                th scope="col" { (head("stories.due")) }
                th.number scope="col" { (head("stories.words")) }
                th scope="col" { (head("stories.date")) }
            } }
            tbody { @for story in stories { (row(words, zone, now, story, shape)) } }
        }
    }
}

fn row(words: Words, zone: &Zone, now: i64, story: &DeskCard, shape: Shape) -> Markup {
    let (card, desk) = (&story.card, &story.row.desk);
    let title = if card.title.is_empty() { words.text("stories.untitled") } else { &card.title };
    let names = |names: Vec<&str>| names.join(", ");
    let authors = names(card.authors.iter().map(|author| &*author.name).collect());
    let topics = names(card.tags.iter().map(|tag| &*tag.name).collect());
    let people = names(story.assignees.iter().map(|(_, name)| &**name).collect());
    let late = desk.due_at.is_some_and(|due| due < now) && is_unfinished(story.row.state);
    html! {
        tr {
            @if shape == Shape::Choosing {
                td.choice { input type="checkbox" name="id" value=(card.id) form="bulk" aria-label=(words.with("stories.choose_one", &[("title", title)])); }
            }
            td.what {
                a.story href={ "/room/stories/" (card.id) "/" } lang=(card.language) { (title) }
                @if !people.is_empty() { span.hint { " " (words.with("stories.assigned", &[("people", &people)])) } }
            }
            td data-label=(words.text("stories.state")) { (state(words, story.row.state)) (flags(words, zone, now, story)) }
            td data-label=(words.text("stories.authors")) { (authors) }
            td data-label=(words.text("stories.topics")) { (topics) }
            td data-label=[desk.due_at.map(|_| words.text("stories.due"))] {
                @if let Some(due) = desk.due_at { span.late[late] { (zone.show(due)) } }
            }
            td.number data-label=(words.text("stories.words")) {
                (card.word_count) @if let Some(target) = desk.target_words { " / " (target) }
            }
            td data-label=(words.text("stories.date")) { (zone.show(story.row.at)) }
        }
    }
}

fn flags(words: Words, zone: &Zone, now: i64, story: &DeskCard) -> Markup {
    let desk = &story.row.desk;
    html! {
        @if desk.changed { " " span.tag { (words.text("stories.changed")) } }
        @if let Some(until) = desk.embargo_until.filter(|until| *until > now) {
            " " span.tag.embargo { (words.with("stories.embargo", &[("time", &zone.text(until))])) }
        }
        @if story.card.featured { " " span.tag { (words.text("stories.pick")) } }
        " " span.tag { (story.card.language) }
    }
}

/// The name of a state.
pub(super) fn state(words: Words, state: State) -> Markup {
    let name = words.maybe(&format!("state.{}", state.as_str())).unwrap_or_default();
    html! { span.tag.state data-state=(state.as_str()) { (name) } }
}

fn is_unfinished(state: State) -> bool {
    matches!(state, State::Draft | State::Review | State::Scheduled)
}
