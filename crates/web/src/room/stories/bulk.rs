//! Actions on several stories at once, each by its own verb with its own rules.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use newsroom::{Actor, Because, Newsroom, Refused, StoryChanges};
use store::Id;

use super::PATH;
use crate::room::{Room, refusal::Refusal, staff::Staff};

/// Stories that are acted on at once.
const MOST: usize = 200;

/// What is to be done.
#[derive(Debug, Clone, Copy)]
enum Act {
    Publish,
    Assign(Option<Id>),
    Topic(Id),
    Trash,
    Untrash,
    Destroy,
}

pub(super) async fn act(
    State(room): State<Arc<Room>>,
    staff: Staff,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (mut ids, mut name, mut person, mut topic) = (Vec::new(), String::new(), None, None);
    let mut back = PATH.to_owned();
    // A form with one name many times.
    for (field, value) in url::form_urlencoded::parse(&body) {
        match &*field {
            "id" if ids.len() < MOST => ids.extend(value.parse::<Id>().ok()),
            "act" => name = value.into_owned(),
            "person" => person = value.parse::<Id>().ok(),
            "topic" => topic = value.parse::<Id>().ok(),
            // Nowhere but into the list.
            "back" if value.starts_with("/room/stories/?") => back = value.into_owned(),
            _ => {}
        }
    }
    let act = match (name.as_str(), topic) {
        ("publish", _) => Act::Publish,
        ("assign", _) => Act::Assign(person),
        ("topic", Some(topic)) => Act::Topic(topic),
        ("trash", _) => Act::Trash,
        ("untrash", _) => Act::Untrash,
        ("destroy", _) => Act::Destroy,
        _ => return Err(Refused::invalid("act", Because::ChooseDeed).into()),
    };
    let (done, refused) = room
        .run(move |room| {
            let (mut done, mut refused) = (0, 0);
            for id in &ids {
                match one(&room.newsroom, staff.actor, id, act) {
                    Ok(()) => done += 1,
                    Err(Refused::Failed(error)) => return Err(Refused::Failed(error)),
                    Err(_) => refused += 1,
                }
            }
            Ok((done, refused))
        })
        .await?;
    let join = if back.contains('?') { '&' } else { '?' };
    Ok(Redirect::to(&format!("{back}{join}done={done}&refused={refused}")).into_response())
}

fn one(newsroom: &Newsroom, actor: Actor, id: &Id, act: Act) -> Result<(), Refused> {
    match act {
        Act::Publish => newsroom.publish_story(actor, id).map(drop),
        Act::Assign(person) => newsroom.assign_story(actor, id, person.as_slice()),
        Act::Topic(topic) => add_topic(newsroom, actor, id, topic),
        Act::Trash => newsroom.trash_story(actor, id),
        Act::Untrash => newsroom.untrash_story(actor, id).map(drop),
        Act::Destroy => newsroom.destroy_story(actor, id),
    }
}

fn add_topic(newsroom: &Newsroom, actor: Actor, id: &Id, topic: Id) -> Result<(), Refused> {
    let (story, _) = newsroom.see_story(actor, id)?;
    let mut topics: Vec<Id> = story.post.tags.iter().map(|tag| tag.id).collect();
    if topics.contains(&topic) {
        return Ok(());
    }
    topics.push(topic);
    let changes = StoryChanges { topics: Some(topics), ..StoryChanges::default() };
    newsroom.change_story(actor, id, story.row.version, changes)
}
