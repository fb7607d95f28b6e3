//! Looking for stories to link to, topics and people, as one types.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Query, State},
    response::Response,
};
use newsroom::asked;
use serde::Deserialize;
use serde_json::{Value, json};
use store::{DeskQuery, Id, Kind, Reader, State as Stage, Text};

use super::{answers, moments::Zone};
use crate::room::{Room, refusal::Refusal, staff::Staff};

/// Answers at once.
const MOST: usize = 10;
/// Names that are looked through.
const NAMES: u32 = 5_000;

#[derive(Deserialize)]
pub(super) struct Question {
    #[serde(default)]
    q: String,
}

/// Public stories and pages with the words.
pub(super) async fn links(
    State(room): State<Arc<Room>>,
    _staff: Staff,
    Query(question): Query<Question>,
) -> Result<Response, Refusal> {
    let found = room
        .run(move |room| {
            let Some(words) = asked(&question.q) else { return Ok(Vec::new()) };
            let reader = room.store.reader()?;
            let settings = reader.settings()?;
            let (zone, routes) = (Zone::named(&settings.timezone), room.look()?.address.routes(&settings));
            let mut found = Vec::new();
            for kind in [Kind::Post, Kind::Page] {
                let query = DeskQuery {
                    state: Some(Stage::Published),
                    words: Some(words.clone()),
                    ..DeskQuery::newest(kind, MOST as u32)
                };
                found.extend(reader.desk_list(&query)?.stories.into_iter().filter_map(|story| {
                    Some(json!({
                        "title": &*story.card.title,
                        "url": routes.post(&story.card)?,
                        "date": zone.text(story.row.at),
                        "kind": kind.as_str(),
                    }))
                }));
            }
            Ok(found)
        })
        .await?;
    Ok(answers::json(&Value::Array(found)))
}

pub(super) async fn topics(
    State(room): State<Arc<Room>>,
    _staff: Staff,
    Query(question): Query<Question>,
) -> Result<Response, Refusal> {
    named(&room, question, |reader| reader.topic_names(NAMES)).await
}

pub(super) async fn people(
    State(room): State<Arc<Room>>,
    _staff: Staff,
    Query(question): Query<Question>,
) -> Result<Response, Refusal> {
    named(&room, question, |reader| reader.people_names(NAMES)).await
}

async fn named(
    room: &Arc<Room>,
    question: Question,
    names: impl FnOnce(&Reader) -> store::Result<Vec<(Id, Text)>> + Send + 'static,
) -> Result<Response, Refusal> {
    let found = room
        .run(move |room| {
            let names = names(&room.store.reader()?)?;
            Ok(choose(names, &question.q)
                .into_iter()
                .map(|(id, name)| json!({ "id": id.as_str(), "name": &*name }))
                .collect())
        })
        .await?;
    Ok(answers::json(&Value::Array(found)))
}

/// The names with what was typed in them, those that begin with it first.
fn choose(names: Vec<(Id, Text)>, typed: &str) -> Vec<(Id, Text)> {
    let typed = typed.trim().to_lowercase();
    let place = |name: &str| {
        let name = name.to_lowercase();
        match name.find(&typed) {
            Some(0) => Some(0),
            Some(at) if name[..at].ends_with([' ', '-', '#']) => Some(1),
            Some(_) => Some(2),
            None => None,
        }
    };
    let mut found: Vec<_> =
        names.into_iter().filter_map(|(id, name)| Some((place(&name)?, id, name))).collect();
    found.sort_by_key(|(place, ..)| *place);
    found.into_iter().take(MOST).map(|(_, id, name)| (id, name)).collect()
}

#[derive(Deserialize)]
struct NewTopic {
    name: String,
}

/// The topic of a name, new when there is none.
pub(super) async fn name_topic(
    State(room): State<Arc<Room>>,
    staff: Staff,
    body: Bytes,
) -> Result<Response, Refusal> {
    let new: NewTopic = answers::body(&body)?;
    let (id, name) = room.run(move |room| room.newsroom.name_topic(staff.actor, &new.name)).await?;
    Ok(answers::json(&json!({ "id": id.as_str(), "name": &*name })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_come_first() {
        let names = ["Harbour", "New harbour", "Дарья Гавань", "Rehab", "თბილისი"];
        let names =
            names.iter().enumerate().map(|(n, name)| (format!("{n}").parse().unwrap(), (*name).into()));
        let names: Vec<(Id, Text)> = names.collect();
        let found =
            |typed| choose(names.clone(), typed).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(found("ha"), ["Harbour".into(), "New harbour".into(), "Rehab".into()] as [Text; 3]);
        assert_eq!(found("ГАВ"), ["Дарья Гавань".into()] as [Text; 1]);
        assert_eq!(found("თბ"), ["თბილისი".into()] as [Text; 1]);
        assert_eq!(found("").len(), 5);
    }
}
