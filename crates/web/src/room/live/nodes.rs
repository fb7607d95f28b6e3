//! What the servers on one PostgreSQL tell each other of who is at a story, and where: whispers, which may be lost and hold up no text.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use live::Sighting;
use serde::{Deserialize, Serialize};
use store::{Ear, Id, LONGEST_WHISPER, Mouth, Store};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{open::Live, story::Control};

/// How often a story tells the other servers where its cursors are.
pub(super) const BREATH: Duration = Duration::from_millis(60);
/// Whispers that wait to be said; more are lost.
const WAITING: usize = 256;
/// How long one wait lasts before it is looked whether anybody still listens.
const SLICE: Duration = Duration::from_secs(1);
/// How long nothing is said after the database could not be reached.
const PAUSE: Duration = Duration::from_secs(2);

/// One whisper.
#[derive(Serialize, Deserialize)]
struct Whisper {
    /// The server that says it.
    node: String,
    story: String,
    /// Browser, person, state. Nobody: the others are asked who they have.
    seen: Vec<(u64, String, Option<String>)>,
}

/// The way to the other servers; there may be none.
#[derive(Debug)]
pub(super) struct Nodes {
    /// Tells this server's whispers from those of others.
    own: String,
    say: Option<mpsc::Sender<String>>,
}

impl Nodes {
    /// Gives also what listens, to be followed once there is somebody to tell.
    pub(super) fn new(store: &Store) -> (Self, Option<Ear>) {
        let own = Id::generate(0).to_string();
        let Some((mouth, ear)) = store.whispers() else { return (Self { own, say: None }, None) };
        let (say, words) = mpsc::channel(WAITING);
        tokio::spawn(speak(mouth, words));
        (Self { own, say: Some(say) }, Some(ear))
    }

    /// Whether there can be other servers.
    pub(super) fn are_there(&self) -> bool {
        self.say.is_some()
    }

    /// Asks the others whom they have at a story.
    pub(super) fn ask(&self, story: &Id) {
        self.whisper(story, Vec::new());
    }

    /// Tells the others where somebody is, in as many whispers as it takes.
    pub(super) fn tell(&self, story: &Id, sightings: Vec<Sighting>) {
        let (mut seen, mut length) = (Vec::new(), 0);
        for Sighting { browser, person, state } in sightings {
            // A state is a string inside JSON: its own quotation marks count twice.
            let own = 64
                + person.len()
                + state.as_deref().map_or(0, |state| state.len() + state.matches(['"', '\\']).count());
            if !seen.is_empty() && length + own > LONGEST_WHISPER - 128 {
                self.whisper(story, std::mem::take(&mut seen));
                length = 0;
            }
            length += own;
            seen.push((browser, person, state));
        }
        if !seen.is_empty() {
            self.whisper(story, seen);
        }
    }

    fn whisper(&self, story: &Id, seen: Vec<(u64, String, Option<String>)>) {
        let Some(say) = &self.say else { return };
        if let Ok(text) =
            serde_json::to_string(&Whisper { node: self.own.clone(), story: story.to_string(), seen })
        {
            // Who is too slow loses some.
            let _ = say.try_send(text);
        }
    }
}

/// Says what is to be said, until the last story has gone.
async fn speak(mut mouth: Mouth, mut words: mpsc::Receiver<String>) {
    while let Some(text) = words.recv().await {
        let said = spawn_blocking(move || {
            let said = mouth.say(&text);
            (mouth, said)
        });
        match said.await {
            Ok((back, Ok(()))) => mouth = back,
            Ok((back, Err(error))) => {
                tracing::debug!(%error, "a cursor was not told to the other servers");
                mouth = back;
                tokio::time::sleep(PAUSE).await;
                while words.try_recv().is_ok() {}
            }
            Err(_) => return,
        }
    }
}

/// Hears what the others say, until the server ends.
pub(super) async fn listen(live: Weak<Live>, mut ear: Ear) {
    loop {
        let heard = spawn_blocking(move || {
            let whisper = ear.hear(SLICE);
            (ear, whisper)
        });
        let Ok((back, whisper)) = heard.await else { return };
        ear = back;
        let Some(live) = live.upgrade() else { return };
        if let Some(Ok(whisper)) = whisper.map(|text| serde_json::from_str::<Whisper>(&text)) {
            take(&live, whisper);
        }
    }
}

fn take(live: &Arc<Live>, Whisper { node, story, seen }: Whisper) {
    let Ok(story) = story.parse() else { return };
    if node == live.nodes.own {
        return;
    }
    let control = if seen.is_empty() {
        Control::Asked
    } else {
        let sighting = |(browser, person, state)| Sighting { browser, person, state };
        Control::Elsewhere(seen.into_iter().map(sighting).collect())
    };
    live.tell(&story, control);
}
