//! Many stories at once, those that a filter names: each by the verb that does it to one, with that one's rules.

use filter::{Compare, Expr, Test};
use newsroom::{Actor, Refused, StoryChanges, StorySave, TopicRef};
use serde_json::{Map, Value, json};
use store::{Id, Kind, Status, Story};

use super::{
    super::refusal::{Answered, Refusal},
    Answer, Call,
    body::Body,
    posts::{PAGES, POSTS, query},
    routes::Route,
};

pub(super) const ROUTES: &[Route] = &[
    Route::edit("posts/bulk", POSTS, "posts", |call| edit(call, Kind::Post)),
    Route::destroy("posts", POSTS, "posts", |call| destroy(&call, Kind::Post)),
    Route::edit("pages/bulk", PAGES, "pages", |call| edit(call, Kind::Page)),
    Route::destroy("pages", PAGES, "pages", |call| destroy(&call, Kind::Page)),
];

/// Stories at once: each is a transaction of its own.
const MOST: u32 = 2_000;
/// Whom Ghost's editor may let read a story.
const READERS: [&str; 4] = ["public", "members", "paid", "tiers"];

/// What is to be done to each.
enum Deed {
    Unpublish,
    Unschedule,
    Feature(bool),
    /// Whom it is for, and which tiers where it is for some.
    Access(String, Option<Vec<Id>>),
    AddTags(Vec<TopicRef>),
}

impl Deed {
    fn read(action: &str, meta: &Map<String, Value>) -> Answered<Deed> {
        Ok(match action {
            "unpublish" => Deed::Unpublish,
            "unschedule" => Deed::Unschedule,
            "feature" => Deed::Feature(true),
            "unfeature" => Deed::Feature(false),
            "access" => {
                let readers = meta.get("visibility").and_then(Value::as_str).unwrap_or_default();
                if !READERS.contains(&readers) {
                    return Err(Refusal::misused("Invalid visibility value.").into());
                }
                let tiers = match readers {
                    "tiers" => {
                        let rows = meta.get("tiers").and_then(Value::as_array);
                        let id = |row: &Value| row.get("id").and_then(Value::as_str)?.parse().ok();
                        let tiers = rows.and_then(|rows| rows.iter().map(id).collect::<Option<Vec<Id>>>());
                        Some(tiers.ok_or_else(|| Refusal::misused("Invalid tiers value."))?)
                    }
                    _ => None,
                };
                Deed::Access(readers.to_owned(), tiers)
            }
            "addTag" => {
                let rows = meta.get("tags").and_then(Value::as_array);
                let named = |row: &Value| {
                    let text = |field: &str| row.get(field).and_then(Value::as_str);
                    let topic = TopicRef {
                        id: text("id").and_then(|id| id.parse().ok()),
                        slug: text("slug").map(str::to_owned),
                        name: text("name").map(str::to_owned),
                    };
                    (topic.id.is_some() || topic.name.is_some()).then_some(topic)
                };
                let topics = rows.and_then(|rows| rows.iter().map(named).collect::<Option<Vec<_>>>());
                Deed::AddTags(topics.ok_or_else(|| Refusal::misused("Invalid tags value."))?)
            }
            _ => return Err(Refusal::misused("Unsupported bulk action").into()),
        })
    }

    /// The state in which a story must be for this.
    fn concerns(&self) -> Option<Status> {
        match self {
            Deed::Unpublish => Some(Status::Published),
            Deed::Unschedule => Some(Status::Scheduled),
            Deed::Feature(_) | Deed::Access(..) | Deed::AddTags(_) => None,
        }
    }

    fn save(&self, story: &Story) -> StorySave {
        let details = |details: StoryChanges| StorySave { details, ..StorySave::default() };
        match self {
            Deed::Unpublish => StorySave { status: Some(Status::Draft), ..StorySave::default() },
            Deed::Unschedule => {
                StorySave { status: Some(Status::Draft), published_at: Some(None), ..StorySave::default() }
            }
            Deed::Feature(on) => details(StoryChanges { featured: Some(*on), ..StoryChanges::default() }),
            Deed::Access(readers, tiers) => details(StoryChanges {
                visibility: Some(readers.clone()),
                tiers: tiers.clone(),
                ..StoryChanges::default()
            }),
            Deed::AddTags(more) => {
                let present = |tag: &Id| TopicRef { id: Some(*tag), ..TopicRef::default() };
                let present = story.post.tags.iter().map(|tag| present(&tag.id));
                StorySave {
                    topics: Some(present.chain(more.iter().cloned()).collect()),
                    ..StorySave::default()
                }
            }
        }
    }
}

/// What became of them.
#[derive(Default)]
struct Outcome {
    done: u64,
    refused: Vec<(Id, Refused)>,
    /// Whether readers may see something else now.
    seen_by_readers: bool,
}

impl Outcome {
    fn meta(&self) -> Value {
        json!({
            "stats": { "successful": self.done, "unsuccessful": self.refused.len() },
            "errors": self.refused.iter().map(|(id, why)| json!({ "id": id, "message": why.to_string() })).collect::<Vec<_>>(),
            "unsuccessfulData": self.refused.iter().map(|(id, _)| id).collect::<Vec<_>>(),
        })
    }

    fn answer(&self, bulk: &Value) -> Answered<Answer> {
        let answer = Answer::json(&json!({ "bulk": bulk }))?;
        Ok(if self.seen_by_readers { answer.changes("/*") } else { answer })
    }
}

fn edit(mut call: Call, kind: Kind) -> Answered<Answer> {
    let (action, meta) = deed(&mut call)?;
    let deed = Deed::read(&action, &meta)?;
    let outcome = each(&call, kind, deed.concerns(), |call, actor, story| {
        let (id, seen) = (story.post.id, story.post.updated_at);
        call.newsroom().save_story(actor, &id, seen, deed.save(story)).map(drop)
    })?;
    outcome.answer(&json!({ "meta": outcome.meta() }))
}

fn destroy(call: &Call, kind: Kind) -> Answered<Answer> {
    let outcome =
        each(call, kind, None, |call, actor, story| call.newsroom().delete_story(actor, &story.post.id))?;
    outcome.answer(&json!({ "meta": outcome.meta() }))
}

/// What the body says is to be done: `{"bulk": {"action": "feature", "meta": {…}}}`.
pub(super) fn deed(call: &mut Call) -> Answered<(String, Map<String, Value>)> {
    let bulk = match &mut call.body {
        Body::Json(body) => body["bulk"].take(),
        Body::Nothing | Body::Form(_) => Value::Null,
    };
    match (bulk["action"].as_str(), bulk["meta"].as_object()) {
        (Some(action), meta) => Ok((action.to_owned(), meta.cloned().unwrap_or_default())),
        (None, _) => Err(Refusal::required("action").into()),
    }
}

/// Does something to each story that the question's filter names and the caller sees. What one of them does not allow keeps the others not
/// from it.
fn each(
    call: &Call,
    kind: Kind,
    concerns: Option<Status>,
    act: impl Fn(&Call, Actor, &Story) -> Result<(), Refused>,
) -> Answered<Outcome> {
    let asked = call.question.filter(call.doing, |_| false)?;
    let asked = asked.ok_or_else(|| Refusal::required("filter"))?;
    let filter = match concerns {
        Some(status) => Expr::And(vec![is(status), asked]),
        None => asked,
    };
    let (ids, total) = super::super::refusal::asked(
        call.doing,
        call.reader()?.stories(&query(call, kind, Some(&filter))?.page(0, MOST)),
    )?;
    if total > u64::from(MOST) {
        let why =
            format!("The filter names {total} {}; at most {MOST} are changed at once.", call.doing.what);
        return Err(Refusal::invalid(call.doing, why).at("filter").into());
    }
    let (actor, mut outcome) = (call.actor()?, Outcome::default());
    for id in ids {
        let done = call.newsroom().see_story(actor, &id).and_then(|(story, _)| {
            act(call, actor, &story)?;
            Ok(story.post.is_public())
        });
        match done {
            Ok(public) => {
                outcome.done += 1;
                outcome.seen_by_readers |= public;
            }
            Err(Refused::Failed(failure)) => return Err(Refused::Failed(failure).into()),
            Err(refused) => outcome.refused.push((id, refused)),
        }
    }
    Ok(outcome)
}

fn is(status: Status) -> Expr {
    let value = filter::Value::Text(status.as_str().to_owned());
    Expr::Term { property: "status".to_owned(), at: 0, test: Test::Is(Compare::Eq, value) }
}
