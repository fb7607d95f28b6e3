//! The task of one story: it alone has the document, so that nothing is locked.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use document::Trust;
use live::{Fault, Frame, Manuscript, Sighting, Taken, Told};
use newsroom::{Because, LiveNews, OpenedLive, Refused};
use store::Id;
use tokio::{
    sync::{OwnedSemaphorePermit, mpsc},
    task::spawn_blocking,
    time::{Instant, sleep_until},
};

use super::{
    keeping::{Chore, Keeping, Outcome, merge},
    members::{self, Members, Newcomer},
    nodes::BREATH,
    open::{Live, OF_A_STORY},
    outbox::Cut,
};

/// How long a story that everybody has left stays in memory: reloading a page is leaving and coming.
const LINGER: Duration = Duration::from_secs(5);
/// Frames that are looked at together.
const TOGETHER: usize = 64;
/// A time that does not come.
const LONG: Duration = Duration::from_secs(3_600);

/// What a story's task is told beside frames.
#[derive(Debug)]
pub(super) enum Control {
    /// A socket opens.
    Enter { connection: u64, newcomer: Newcomer },
    /// A socket has closed.
    Left { connection: u64 },
    /// Their rights have changed.
    Trust { connection: u64, trust: Trust },
    /// Somebody else may have changed the document.
    Look,
    /// What people may do may have changed.
    Rights,
    /// Where people are who have it open at another server.
    Elsewhere(Vec<Sighting>),
    /// Another server asks who is here.
    Asked,
    /// To be told to everybody.
    Notice(String),
    /// The server ends.
    Close,
}

/// A frame that a browser sent.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) connection: u64,
    pub(super) frame: Bytes,
    /// Its place among what waits.
    pub(super) room: OwnedSemaphorePermit,
}

/// What came out of looking at a frame.
enum Seen {
    Changed(Taken),
    Known,
    Lacking(Vec<u8>),
    Presence,
    Who,
    Refused(Fault),
}

struct Desk {
    live: Arc<Live>,
    id: Id,
    /// Away while a blocking thread works on it.
    manuscript: Option<Manuscript>,
    members: Members,
    keeping: Keeping,
    /// The latest change in the store that the document has.
    known: u64,
    look: bool,
    closing: bool,
    deserted: Instant,
    /// When the other servers were last told where cursors are.
    told: Instant,
}

/// The document broke: everybody comes back to a new one.
struct Lost;

/// Runs until everybody has left and all is kept.
pub(super) async fn run(
    live: Arc<Live>,
    id: Id,
    mut controls: mpsc::UnboundedReceiver<Control>,
    mut frames: mpsc::Receiver<Sent>,
) {
    let opening = {
        let newsroom = live.newsroom.clone();
        spawn_blocking(move || newsroom.open_live(&id))
    };
    let opened = match opening.await {
        Ok(Ok(opened)) => opened,
        Ok(Err(refused)) => return turn_away(&live, &id, &mut controls, &refused),
        Err(_) => {
            return turn_away(&live, &id, &mut controls, &Refused::conflict(Because::Broke));
        }
    };
    let OpenedLive { manuscript, last, unsaved } = opened;
    let mut desk = Desk {
        keeping: Keeping::new(live.newsroom.clone(), id, unsaved),
        live: Arc::clone(&live),
        id,
        manuscript: Some(manuscript),
        members: Members::default(),
        known: last,
        look: false,
        closing: false,
        deserted: Instant::now(),
        told: Instant::now(),
    };
    live.nodes.ask(&id);
    if desk.work(&mut controls, &mut frames).await.is_err() {
        tracing::error!(story = %id, "a shared document broke; everybody is sent back to open it anew");
        desk.members.cut_all(Cut::Broken);
        desk.until_stored().await;
        // Whoever has come meanwhile is dropped, and comes back too.
        while !live.leave(&id, &mut controls) {
            while controls.try_recv().is_ok() {}
        }
    }
}

/// Tells everybody who has come why the story cannot be opened.
fn turn_away(live: &Live, id: &Id, controls: &mut mpsc::UnboundedReceiver<Control>, refused: &Refused) {
    if let Refused::Failed(error) = refused {
        tracing::error!(story = %id, %error, "a story could not be opened");
    }
    loop {
        while let Ok(control) = controls.try_recv() {
            if let Control::Enter { newcomer, .. } = control {
                members::turn_away(&newcomer.outbox, &newcomer.words.refused(refused));
            }
        }
        if live.leave(id, controls) {
            return;
        }
    }
}

impl Desk {
    async fn work(
        &mut self,
        controls: &mut mpsc::UnboundedReceiver<Control>,
        frames: &mut mpsc::Receiver<Sent>,
    ) -> Result<(), Lost> {
        loop {
            self.keeping.store(self.known, || self.members.covered());
            if self.keeping.is_all_stored() {
                self.members.acknowledge(self.members.covered());
            }
            if self.look && !self.keeping.is_storing() {
                self.look().await?;
            }
            self.do_chores().await?;
            self.whisper();
            if self.is_over() && (self.closing || self.live.leave(&self.id, controls)) {
                return Ok(());
            }
            let wake = self.wake();
            tokio::select! {
                biased;
                Some(control) = controls.recv() => self.control(control).await?,
                outcome = self.keeping.next() => if let Some(outcome) = outcome {
                    self.stored(outcome).await?;
                },
                Some(first) = frames.recv() => {
                    let mut together = vec![first];
                    while together.len() < TOGETHER && let Ok(next) = frames.try_recv() {
                        together.push(next);
                    }
                    self.take(together).await?;
                }
                () = sleep_until(wake) => {}
            }
        }
    }

    /// Works on the document on a thread that may block.
    async fn with<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Manuscript) -> T + Send + 'static,
    ) -> Result<T, Lost> {
        let mut manuscript = self.manuscript.take().ok_or(Lost)?;
        let done = spawn_blocking(move || {
            let value = work(&mut manuscript);
            (manuscript, value)
        });
        let (manuscript, value) = done.await.map_err(|_| Lost)?;
        self.manuscript = Some(manuscript);
        Ok(value)
    }

    async fn control(&mut self, control: Control) -> Result<(), Lost> {
        match control {
            Control::Enter { newcomer, .. } if self.closing => newcomer.outbox.cut(Cut::Leaving),
            Control::Enter { newcomer, .. } if self.members.len() >= OF_A_STORY => {
                let why = Because::WritersMany.with("most", OF_A_STORY);
                members::turn_away(&newcomer.outbox, &newcomer.words.why(&why));
            }
            Control::Enter { connection, newcomer } => {
                // They may come from another server and know what was stored there a moment ago.
                if !self.keeping.is_storing() {
                    self.look().await?;
                }
                let seen = self.with(|manuscript| manuscript.state_vector()).await?;
                self.members.enter(connection, newcomer, &seen);
            }
            Control::Left { connection } => {
                self.members.left(connection);
                self.deserted = Instant::now();
            }
            Control::Trust { connection, trust } => {
                if let Some(member) = self.members.get_mut(connection) {
                    member.trust = trust;
                }
            }
            Control::Look => self.look = true,
            Control::Rights => self.members.rights(),
            Control::Elsewhere(sightings) => self.members.seen_elsewhere(sightings),
            Control::Asked => self.members.tell_again(),
            Control::Notice(json) => {
                self.members.tell(&Told::notice(&json).into(), None);
                let kind = serde_json::from_str::<serde_json::Value>(&json).ok();
                if kind.is_some_and(|notice| notice["kind"] == "trashed") {
                    self.members.cut_all(Cut::Refused);
                }
            }
            Control::Close => {
                self.closing = true;
                self.members.cut_all(Cut::Leaving);
            }
        }
        Ok(())
    }

    /// Looks at frames, in the order in which they came.
    async fn take(&mut self, sent: Vec<Sent>) -> Result<(), Lost> {
        let trusts: Vec<Option<Trust>> =
            sent.iter().map(|sent| self.members.get(sent.connection).map(|member| member.trust)).collect();
        let (sent, seen) = self
            .with(move |manuscript| {
                let mut away = Vec::new();
                let seen: Vec<Option<Seen>> = sent
                    .iter()
                    .zip(trusts)
                    .map(|(sent, trust)| {
                        let trust = trust.filter(|_| !away.contains(&sent.connection))?;
                        let seen = look_at(manuscript, &sent.frame, trust);
                        if matches!(seen, Seen::Refused(_)) {
                            away.push(sent.connection);
                        }
                        Some(seen)
                    })
                    .collect();
                (sent, seen)
            })
            .await?;
        for (Sent { connection, frame, room }, seen) in sent.into_iter().zip(seen) {
            if let Some(seen) = seen {
                self.answer(connection, &frame, seen);
            }
            drop(room);
        }
        Ok(())
    }

    fn answer(&mut self, connection: u64, frame: &Bytes, seen: Seen) {
        match seen {
            Seen::Changed(Taken { change, cleaned }) => {
                self.members.tell(&Told::change(&change).into(), (!cleaned).then_some(connection));
                if let Some(by) = self.members.get(connection).map(|member| member.person) {
                    self.keeping.add(change, by);
                }
                self.members.received(connection);
            }
            Seen::Known => self.members.received(connection),
            Seen::Lacking(update) => self.members.answer(connection, Told::lacking(&update)),
            Seen::Who => self.members.who(connection),
            Seen::Presence => {
                if let Ok(Frame::Presence(update)) = Frame::read(frame) {
                    self.members.presence(connection, update);
                }
            }
            Seen::Refused(fault) => {
                tracing::info!(story = %self.id, %fault, "a change was refused");
                self.members.refuse(connection, &fault);
                self.deserted = Instant::now();
            }
        }
    }

    async fn stored(&mut self, outcome: Outcome) -> Result<(), Lost> {
        match outcome {
            Outcome::Stored(news, covered) => {
                self.merge(news).await?;
                self.members.acknowledge(covered);
            }
            Outcome::Gone => {
                self.members.tell(&Told::notice(r#"{"kind":"trashed"}"#).into(), None);
                self.members.cut_all(Cut::Refused);
            }
            Outcome::Failed => {}
            Outcome::Hopeless => return Err(Lost),
        }
        Ok(())
    }

    /// Takes over what others have stored.
    async fn look(&mut self) -> Result<(), Lost> {
        self.look = false;
        let (newsroom, id, known) = (self.live.newsroom.clone(), self.id, self.known);
        match spawn_blocking(move || newsroom.live_news(&id, known)).await {
            Ok(Ok(news)) if news.last > known => {
                self.keeping.changed();
                self.merge(news).await
            }
            Ok(Ok(_)) => Ok(()),
            Ok(Err(Refused::NotFound { .. })) => self.stored(Outcome::Gone).await,
            Ok(Err(error)) => {
                tracing::warn!(story = %self.id, %error, "changes of others could not be read");
                Ok(())
            }
            Err(_) => Err(Lost),
        }
    }

    async fn merge(&mut self, news: LiveNews) -> Result<(), Lost> {
        self.known = news.last;
        if news.state.is_none() && news.changes.is_empty() {
            return Ok(());
        }
        let merged = self.with(move |manuscript| merge(manuscript, &news)).await?;
        for change in merged.map_err(|_| Lost)? {
            self.members.tell(&Told::change(&change).into(), None);
        }
        Ok(())
    }

    async fn do_chores(&mut self) -> Result<(), Lost> {
        let known = self.known;
        match self.keeping.due(self.is_leaving()) {
            None => {}
            Some(Chore::Save) => match self.with(|manuscript| manuscript.story()).await? {
                Ok(story) => self.keeping.save(story, known),
                Err(_) => return Err(Lost),
            },
            Some(Chore::Compact) => {
                let state = self.with(Manuscript::state).await?;
                self.keeping.compact(state, known);
            }
        }
        Ok(())
    }

    /// Tells the other servers where cursors are, now and then.
    fn whisper(&mut self) {
        if !self.live.nodes.are_there() {
            // Nobody hears it, and it shall not grow.
            self.members.sightings();
        } else if self.has_whispers() && (self.told.elapsed() >= BREATH || self.members.is_empty()) {
            self.told = Instant::now();
            self.live.nodes.tell(&self.id, self.members.sightings());
        }
    }

    fn has_whispers(&self) -> bool {
        self.live.nodes.are_there() && self.members.has_sightings()
    }

    fn is_leaving(&self) -> bool {
        self.members.is_empty()
    }

    fn is_over(&self) -> bool {
        let rested =
            self.keeping.is_all_stored() && !self.keeping.is_busy() && self.keeping.due(true).is_none();
        rested && self.members.is_empty() && (self.closing || self.deserted.elapsed() >= LINGER)
    }

    fn wake(&self) -> Instant {
        let resting = self.keeping.is_all_stored() && !self.keeping.is_busy();
        let end = (resting && self.members.is_empty()).then(|| self.deserted + LINGER);
        let whisper = self.has_whispers().then(|| self.told + BREATH);
        [self.keeping.wake(), end, whisper]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or_else(|| Instant::now() + LONG)
    }

    /// Gives a batch on its way the time to arrive.
    async fn until_stored(&mut self) {
        while self.keeping.is_storing() {
            self.keeping.next().await;
        }
    }
}

fn look_at(manuscript: &mut Manuscript, frame: &[u8], trust: Trust) -> Seen {
    let seen = match Frame::read(frame) {
        Ok(Frame::Change(update)) => {
            manuscript.take(update, trust).map(|taken| taken.map_or(Seen::Known, Seen::Changed))
        }
        Ok(Frame::Seen(state_vector)) => manuscript.since(state_vector).map(Seen::Lacking),
        Ok(Frame::Presence(_)) => Ok(Seen::Presence),
        Ok(Frame::Who) => Ok(Seen::Who),
        Err(fault) => Err(fault),
    };
    seen.unwrap_or_else(Seen::Refused)
}
