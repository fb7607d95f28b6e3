//! Editor's Picks in order. Without a script: each row has a place, and buttons that move or take it out.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Query, State},
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::Capability;
use serde::Deserialize;
use store::{Id, List, PostCard, PostQuery};

use super::super::{
    Room, form::back, guard::Needs, refusal::Refusal, routes::Route, shell::Page, staff::Staff,
};

pub(in super::super) const PATH: &str = "/room/picks/";
/// The latest stories that are offered.
const OFFERED: u32 = 30;

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, Needs::Of(Capability::Curate), || get(page)),
    Route::post(PATH, Needs::Of(Capability::Curate), || post(change)),
];

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    notice: Option<String>,
}

/// One change of the list.
#[derive(Debug, Deserialize)]
struct Change {
    story: String,
    deed: Deed,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Deed {
    Add,
    Up,
    Down,
    Remove,
}

impl Deed {
    fn apply(self, picks: &mut Vec<Id>, story: Id) {
        let at = picks.iter().position(|id| *id == story);
        match (self, at) {
            (Deed::Add, None) => picks.insert(0, story),
            (Deed::Up, Some(at)) if at > 0 => picks.swap(at, at - 1),
            (Deed::Down, Some(at)) if at + 1 < picks.len() => picks.swap(at, at + 1),
            (Deed::Remove, Some(at)) => drop(picks.remove(at)),
            _ => {}
        }
    }
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let (picks, latest) = room
        .run(move |room| {
            let reader = room.store.reader()?;
            Ok((reader.ordered_picks()?, reader.posts(&PostQuery::newest(List::All, 0, OFFERED))?))
        })
        .await?;
    let sought = asked.q.trim().to_lowercase();
    let offered: Vec<&PostCard> = latest
        .iter()
        .filter(|card| picks.iter().all(|pick| pick.row.id != card.row.id))
        .filter(|card| sought.is_empty() || card.row.title.to_lowercase().contains(&sought))
        .collect();
    let title = words.text("picks.title");
    let body = html! {
        h1 { (title) }
        p.muted { (words.text("picks.lead")) }
        @if picks.is_empty() { p { (words.text("picks.none")) } }
        ol.ranked {
            @for (at, card) in picks.iter().enumerate() {
                li {
                    span { (card.row.title) }
                    form.row method="post" {
                        input type="hidden" name="story" value=(card.row.id.as_str());
                        button.quiet name="deed" value="up" disabled[at == 0] aria-label=(words.with("picks.up", &[("title", &card.row.title)])) { "↑" }
                        button.quiet name="deed" value="down" disabled[at + 1 == picks.len()] aria-label=(words.with("picks.down", &[("title", &card.row.title)])) { "↓" }
                        button.quiet name="deed" value="remove" aria-label=(words.with("picks.remove", &[("title", &card.row.title)])) { (words.text("picks.out")) }
                    }
                }
            }
        }
        h2 { (words.text("picks.latest")) }
        form.row.search role="search" {
            label.visually-hidden for="q" { (words.text("picks.search")) }
            input #q type="search" name="q" value=(asked.q) placeholder=(words.text("picks.search"));
            button.quiet { (words.text("picks.search_go")) }
        }
        ul.ranked {
            @for card in offered {
                li {
                    span { (card.row.title) }
                    form method="post" {
                        input type="hidden" name="story" value=(card.row.id.as_str());
                        button.quiet name="deed" value="add" aria-label=(words.with("picks.add", &[("title", &card.row.title)])) { (words.text("picks.in")) }
                    }
                }
            }
        }
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: asked.notice.as_deref(), body }.show(&room).await)
}

async fn change(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(change): Form<Change>,
) -> Result<Response, Refusal> {
    room.run(move |room| {
        let story: Id = change.story.parse()?;
        let picks = room.store.reader()?.ordered_picks()?;
        let mut picks: Vec<Id> = picks.iter().map(|card| card.row.id).collect();
        change.deed.apply(&mut picks, story);
        room.newsroom.set_picks(staff.actor, &picks)
    })
    .await?;
    Ok(back(PATH, "saved"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_move_one_place_and_stop_at_the_ends() {
        let id = |n: u8| -> Id { format!("{n}").parse().unwrap() };
        let mut picks = vec![id(1), id(2)];
        let mut check = |deed: Deed, story, expected: &[u8]| {
            deed.apply(&mut picks, id(story));
            assert_eq!(picks, expected.iter().map(|n| id(*n)).collect::<Vec<_>>(), "{deed:?} {story}");
        };
        check(Deed::Add, 3, &[3, 1, 2]);
        check(Deed::Add, 3, &[3, 1, 2]);
        check(Deed::Up, 3, &[3, 1, 2]);
        check(Deed::Down, 3, &[1, 3, 2]);
        check(Deed::Down, 2, &[1, 3, 2]);
        check(Deed::Remove, 3, &[1, 2]);
        check(Deed::Remove, 9, &[1, 2]);
    }
}
