//! One browser's socket: frames in, frames out, a sign of life now and then, and a look whether they may still write.

use std::{pin::pin, sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::{
        Path, State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    response::{IntoResponse, Response},
};
use document::Trust;
use hyper::HeaderMap;
use live::{MAX_UPDATE, Told};
use newsroom::{Because, Refused};
use store::Id;
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::{
    members::Newcomer,
    open::{Line, Live, Place},
    outbox::{Cut, Inbox, pair},
    story::{Control, Sent},
};
use crate::{
    listener::{Order, Phase, Seat},
    room::{
        Room,
        guard::{COOKIE_NAME, cookie, from_here},
        refusal::Refusal,
        staff::{Staff, Visitor},
    },
};

/// Bytes of a frame that is read. Changes are at most half as long: who sends a longer one is told so, and only what is longer still ends the
/// connection without a word.
const FRAME: usize = 2 * MAX_UPDATE;
/// Bytes that an idle socket keeps for reading.
const READING: usize = 4 << 10;
/// How often a browser is asked for a sign of life, and how long it may give none.
const PULSE: (Duration, Duration) = (Duration::from_secs(25), Duration::from_secs(70));
/// How often it is looked whether somebody is still signed in and may still write, beside whenever rights change.
const LOOK: Duration = Duration::from_secs(5);

/// Whose socket it is.
struct Owner {
    live: Arc<Live>,
    story: Id,
    token: String,
    visitor: Visitor,
    trust: Trust,
    _place: Place,
}

/// Opens a socket on a story for somebody who may write in it.
pub(super) async fn join(
    State(room): State<Arc<Room>>,
    staff: Staff,
    visitor: Visitor,
    Path(id): Path<String>,
    Extension(seat): Extension<Arc<Seat>>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Refusal> {
    // Browsers let any page open a socket anywhere, cookies included.
    if !from_here(&headers) {
        return Err(Refusal::CrossSite);
    }
    let token = cookie(&headers, COOKIE_NAME).map(str::to_owned).ok_or(Refusal::SignedOut)?;
    let story: Id = id.parse().map_err(|_| Refused::NotFound { what: "post", id })?;
    let trust = room.run(move |room| room.newsroom.may_write_live(staff.actor, &story)).await?;
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade,
        Err(rejection) => return Ok(rejection.into_response()),
    };
    let person = staff.person.id;
    let place = room.live.place(person).ok_or_else(|| Refused::conflict(Because::StoriesManyOpen))?;
    let live = Arc::clone(&room.live);
    let owner = Owner { live, story, token, visitor, trust, _place: place };
    let (name, words) = (staff.person.name.to_string(), staff.words);
    Ok(upgrade
        .max_message_size(FRAME)
        .max_frame_size(FRAME)
        .read_buffer_size(READING)
        .write_buffer_size(0)
        .on_upgrade(async move |socket| {
            seat.enter(Phase::Open);
            let (outbox, inbox) = pair();
            let newcomer = Newcomer { person, name, words, trust: owner.trust, outbox };
            let line = owner.live.enter(owner.story, newcomer);
            let (control, connection) = (line.control.clone(), line.connection);
            tokio::select! {
                () = seat.told(Order::Leave) => {}
                () = converse(socket, owner, line, inbox) => {}
            }
            let _ = control.send(Control::Left { connection });
        }))
}

/// Until either side has enough.
async fn converse(mut socket: WebSocket, mut owner: Owner, line: Line, mut inbox: Inbox) {
    let (mut cut, rights) = (pin!(inbox.cut()), inbox.rights());
    let mut heard = Instant::now();
    let (mut pulse, mut look) = (interval(PULSE.0), interval(LOOK));
    for clock in [&mut pulse, &mut look] {
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        clock.reset();
    }
    let end = loop {
        tokio::select! {
            why = &mut cut => break why,
            frame = inbox.take() => {
                // A story that has gone has said why, or has broken.
                let Some(frame) = frame else { break (&mut cut).await };
                let length = frame.len();
                let mut sending = pin!(socket.send(Message::Binary(frame)));
                let sent = tokio::select! {
                    biased;
                    sent = &mut sending => sent,
                    why = &mut cut => match why {
                        Cut::Slow => return,
                        _ if sending.await.is_err() => return,
                        why => break why,
                    },
                };
                if sent.is_err() {
                    return;
                }
                inbox.sent(length);
            }
            message = socket.recv() => match message {
                Some(Ok(Message::Binary(frame))) => {
                    heard = Instant::now();
                    let kilobytes = (frame.len() >> 10) as u32 + 1;
                    let Ok(room) = Arc::clone(&line.room).acquire_many_owned(kilobytes).await else { break Cut::Broken };
                    let sent = Sent { connection: line.connection, frame, room };
                    if line.frames.send(sent).await.is_err() {
                        break Cut::Broken;
                    }
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => heard = Instant::now(),
                Some(Ok(Message::Text(_))) => break Cut::Refused,
                Some(Ok(Message::Close(_))) | None => return,
                Some(Err(_)) => {
                    // A frame that is far too large, or none at all; whoever is still there is told.
                    refuse(&mut socket, "the change is too large").await;
                    break Cut::Refused;
                }
            },
            _ = pulse.tick() => {
                if heard.elapsed() > PULSE.1 || socket.send(Message::Ping(Default::default())).await.is_err() {
                    return;
                }
            }
            () = async { tokio::select! { _ = look.tick() => {}, () = rights.notified() => {} } } => {
                match owner.standing().await {
                    Standing::Same => {}
                    Standing::Trust(trust) => {
                        owner.trust = trust;
                        let _ = line.control.send(Control::Trust { connection: line.connection, trust });
                    }
                    Standing::Out(kind) => {
                        let notice = serde_json::json!({ "kind": kind }).to_string();
                        let _ = socket.send(Message::Binary(Told::notice(&notice).into())).await;
                        break Cut::Refused;
                    }
                }
            }
        }
    };
    part(socket, inbox, end).await;
}

async fn refuse(socket: &mut WebSocket, why: &str) {
    let notice = serde_json::json!({ "kind": "refused", "why": why });
    let _ = socket.send(Message::Binary(Told::notice(&notice.to_string()).into())).await;
}

/// Says good-bye, after what was still to be told.
async fn part(mut socket: WebSocket, mut inbox: Inbox, why: Cut) {
    let (code, reason) = match why {
        Cut::Slow => return,
        Cut::Refused => (1008, "refused"),
        Cut::Leaving => (1001, "the server ends"),
        Cut::Broken => (1012, "come back"),
    };
    while let Some(frame) = inbox.take_now() {
        if socket.send(Message::Binary(frame)).await.is_err() {
            return;
        }
    }
    let _ = socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
}

/// Where somebody stands now.
enum Standing {
    Same,
    Trust(Trust),
    /// Signed out, or no longer allowed to write here: the kind of the notice that says so.
    Out(&'static str),
}

impl Owner {
    async fn standing(&self) -> Standing {
        let (live, story) = (Arc::clone(&self.live), self.story);
        let (token, visitor) = (self.token.clone(), self.visitor.clone());
        let looked =
            tokio::task::spawn_blocking(move || match live.newsroom.session(&token, visitor.visit())? {
                None => Ok(None),
                Some(signed) => live.newsroom.may_write_live(signed.actor, &story).map(Some),
            });
        match looked.await {
            Ok(Ok(Some(trust))) if trust == self.trust => Standing::Same,
            Ok(Ok(Some(trust))) => Standing::Trust(trust),
            // A store that fails for a moment signs nobody out.
            Ok(Err(Refused::Failed(_))) | Err(_) => Standing::Same,
            Ok(Ok(None)) => Standing::Out("signed-out"),
            Ok(Err(Refused::NotAllowed { .. })) => Standing::Out("locked"),
            Ok(Err(_)) => Standing::Out("trashed"),
        }
    }
}
