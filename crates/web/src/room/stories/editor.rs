//! The editor's page: the frame and what the script needs to know.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use maud::{PreEscaped, html};
use newsroom::{Capability, StoryAccess};
use serde_json::{Value, json};
use store::Story;

use super::{PATH, answers};
use crate::room::{Room, assets, refusal::Refusal, shell::Page, staff::Staff};

/// The editor's own words, in the languages of the interface.
const MESSAGES: [(&str, &str); 3] = [
    ("en", include_str!("../../../../../frontend/messages.en.json")),
    ("ru", include_str!("../../../../../frontend/messages.ru.json")),
    ("ka", include_str!("../../../../../frontend/messages.ka.json")),
];

/// Colours of cursors, told apart on paper and in the dark.
const COLOURS: [&str; 8] =
    ["#b3261e", "#1b5fc1", "#146c3c", "#8a5a00", "#7b2f9e", "#00707a", "#a3386b", "#4d5b00"];

pub(super) async fn page(
    State(room): State<Arc<Room>>,
    Path(id): Path<String>,
    staff: Staff,
) -> Result<Response, Refusal> {
    let (actor, id) = (staff.actor, answers::id(&id)?);
    let (story, access) = room.run(move |room| room.newsroom.see_story(actor, &id)).await?;
    let words = staff.words;
    if story.row.desk.trashed.is_some() {
        return Ok(trashed(&room, &staff, &story, access).await);
    }
    let config = config(&room, &staff, &story, access);
    let title = if story.post.title.is_empty() { words.text("stories.untitled") } else { &story.post.title };
    let body = html! {
        noscript { p.fault { (words.text("stories.needs_script")) } }
        div #editor data-island="editor" {}
        // `<` cannot end the script that holds it.
        script type="application/json" id="editor-config" { (PreEscaped(config.to_string().replace('<', "\\u003c"))) }
        link rel="stylesheet" href=(assets::address("editor.css"));
        script type="module" src=(assets::address("editor.js")) {}
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: None, body }.show(&room).await.into_response())
}

/// A story in the trash is not written; it can be taken out.
async fn trashed(room: &Arc<Room>, staff: &Staff, story: &Story, access: StoryAccess) -> Response {
    let words = staff.words;
    let id = &story.row.post;
    let title = if story.post.title.is_empty() { words.text("stories.untitled") } else { &story.post.title };
    let body = html! {
        h1 { (title) }
        p { (words.text(if access.trash { "stories.in_trash" } else { "stories.in_trash_told" })) }
        div.row {
            @if access.trash {
                form method="post" action={ "/room/stories/" (id) "/untrash" } { button { (words.text("stories.act_untrash")) } }
            }
            @if access.delete {
                form method="post" action={ "/room/stories/" (id) "/destroy" } { button.danger { (words.text("stories.act_destroy")) } }
            }
        }
    };
    Page { staff, place: PATH, title, notice: None, body }.show(room).await.into_response()
}

fn config(room: &Room, staff: &Staff, story: &Story, access: StoryAccess) -> Value {
    let id = &story.row.post;
    let own = format!("/room/stories/{id}");
    let address = |verb: &str| format!("{own}/{verb}");
    let language = staff.words.language();
    let messages =
        MESSAGES.iter().find(|(code, _)| *code == language).map_or(MESSAGES[0].1, |(_, text)| text);
    let messages: Value =
        serde_json::from_str(messages).unwrap_or_else(|error| panic!("messages.{language}.json: {error}"));
    let person = &staff.person;
    let colour = COLOURS[person.id.bytes().map(usize::from).sum::<usize>() % COLOURS.len()];
    let mut endpoints = json!({
        "details": address("details"),
        "revisions": address("revisions"),
        "comments": address("comments"),
        "preview": address("preview/"),
        "duplicate": address("duplicate"),
        "links": "/room/search/links",
        "topics": "/room/search/topics",
        "people": "/room/search/people",
        "newTopic": "/room/topics",
        "upload": "/room/media/upload",
        "media": "/room/media/recent",
        "embed": "/room/embeds",
        "submit": address("submit"),
        "withdraw": address("withdraw"),
        "publish": address("publish"),
        "schedule": address("schedule"),
        "unschedule": address("unschedule"),
        "unpublish": address("unpublish"),
        "trash": address("trash"),
    });
    // What somebody may not do is not offered.
    let withheld: &[(&[&str], bool)] = &[
        (&["publish", "schedule", "unschedule", "unpublish"], access.publish),
        (&["submit", "withdraw"], access.write),
        (&["trash"], access.trash),
    ];
    for (verbs, allowed) in withheld {
        for verb in verbs.iter().filter(|_| !allowed) {
            endpoints[*verb] = json!("");
        }
    }
    json!({
        "storyId": id.as_str(),
        "kind": story.post.kind.as_str(),
        "title": &*story.post.title,
        "live": format!("/room/live/{id}"),
        "locale": language,
        "language": &*story.post.language,
        "siteUrl": room.url,
        "user": { "id": person.id.as_str(), "name": &*person.name, "colour": colour },
        "can": {
            "write": access.write,
            "change": access.change,
            "publish": access.publish,
            "rawHtml": access.raw_html,
            "codeInjection": access.inject_code,
            "delete": access.trash,
            "authors": access.change && staff.may(Capability::EditAll),
            "assign": staff.may(Capability::Assign),
            "feature": staff.may(Capability::Curate),
        },
        "endpoints": endpoints,
        "messages": messages,
    })
}
