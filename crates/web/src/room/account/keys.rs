//! One's own passkeys.

use std::sync::Arc;

use axum::{
    Form, Json,
    extract::{Query, State},
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::Capability;
use serde::Deserialize;
use serde_json::Value;

use super::{
    super::{
        Room,
        form::{Field, back},
        guard::Needs,
        moment::{moment, zone},
        passkeys::{self, Answer, Button},
        refusal::Refusal,
        routes::Route,
        shell::Page,
        staff::{Fresh, Visitor},
    },
    Notice,
};

const PATH: &str = "/room/account/passkeys/";
const OWN: Needs = Needs::Of(Capability::WriteOwn);

pub(in super::super) const ROUTES: &[Route] = &[
    Route::get(PATH, OWN, || get(page)),
    Route::post("/room/account/passkeys/start/", OWN, || post(start)),
    Route::post("/room/account/passkeys/", OWN, || post(finish)),
    Route::post("/room/account/passkeys/remove/", OWN, || post(remove)),
];

/// To add a key, and to see the others, one must have shown a short while ago that it is they.
async fn page(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    visitor: Visitor,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let (words, id) = (staff.words, staff.person.id);
    let (keys, zone) = room.run(move |room| Ok((room.store.reader()?.passkeys_of(&id)?, zone(room)))).await?;
    let button = Button {
        label: words.text("passkeys.add"),
        kind: "create",
        start: "/room/account/passkeys/start/",
        finish: PATH,
        to: "/room/account/passkeys/?notice=passkey_added",
        quiet: false,
    };
    let body = html! {
        h1 { (words.text("passkeys.title")) }
        p { (words.text("passkeys.what")) }
        @if !keys.is_empty() {
            table.list {
                thead { tr {
                    th { (words.text("passkeys.name")) } th { (words.text("passkeys.added")) } th { (words.text("passkeys.used")) } td {}
                } }
                tbody {
                    @for key in &keys {
                        tr {
                            td { strong { (key.name) } }
                            td data-label=(words.text("passkeys.added")) { (moment(key.created_at, &zone)) }
                            td data-label=(words.text("passkeys.used")) {
                                @match key.used_at { Some(at) => (moment(at, &zone)), None => "–" }
                            }
                            td.right {
                                form method="post" action="/room/account/passkeys/remove/" {
                                    input type="hidden" name="key" value=(key.id);
                                    button.plain { (words.text("passkeys.remove")) span.visually-hidden { ": " (key.name) } }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if room.passkeys.is_none() {
            p.hint { (words.text("passkeys.nameless")) }
        } @else {
            form.stack {
                @if !visitor.at_a_number {
                    (Field::text("name", words.text("passkeys.name"), "").hint(words.text("passkeys.name_hint")).show(None))
                    noscript { p { (words.text("passkeys.script")) } }
                }
                (button.offer(&room, words, &visitor, PATH))
            }
        }
    };
    Ok(Page {
        staff: &staff,
        place: super::PATH,
        title: words.text("passkeys.title"),
        notice: notice.key(),
        body,
    }
    .show(&room)
    .await)
}

async fn start(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    _: Json<Value>,
) -> Result<Response, Refusal> {
    let ceremony =
        room.run(move |room| room.newsroom.begin_passkey(&staff.session, room.passkeys()?)).await?;
    Ok(passkeys::begun(&ceremony))
}

async fn finish(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Json(answer): Json<Answer>,
) -> Result<Response, Refusal> {
    room.run(move |room| {
        let Answer { token, answer, name, .. } = &answer;
        room.newsroom.add_passkey(&staff.session, room.passkeys()?, token, answer.get(), name)
    })
    .await?;
    Ok(passkeys::done())
}

#[derive(Debug, Deserialize)]
struct Removed {
    key: String,
}

async fn remove(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Form(removed): Form<Removed>,
) -> Result<Response, Refusal> {
    room.run(move |room| room.newsroom.remove_passkey(&staff.session, &removed.key)).await?;
    Ok(back(PATH, "passkey_removed"))
}
