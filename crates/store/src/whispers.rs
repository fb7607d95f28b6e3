//! What the servers on one PostgreSQL tell each other and nobody keeps: where cursors are. A whisper may be lost; what must not be is a change.

use std::{
    sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    time::Duration,
};

use parking_lot::Mutex;

use crate::{
    Error, Result, Target,
    db::{Conn, lite::Role},
    store::connect,
};

/// The notifications that carry whispers.
pub(crate) const CHANNEL: &str = "masthead_whispers";
/// The longest whisper in bytes; PostgreSQL takes 8,000.
pub const LONGEST_WHISPER: usize = 7_900;
/// Whispers that wait for an ear that is slow; more are lost.
const WAITING: usize = 1_000;

/// Says whispers to every server, this one among them. Has a connection of its own: text never waits behind a cursor.
pub struct Mouth {
    target: Target,
    /// Opened with the first word, and again after it was cut.
    conn: Option<Conn>,
}

/// Hears whispers.
pub struct Ear(Receiver<Box<str>>);

impl Mouth {
    pub(crate) fn new(target: Target) -> Self {
        Self { target, conn: None }
    }

    /// Says it.
    ///
    /// # Errors
    /// When it is too long, or the database cannot be reached; it is lost then.
    pub fn say(&mut self, whisper: &str) -> Result<()> {
        if whisper.len() > LONGEST_WHISPER {
            return Err(Error::Invalid { field: "whisper", why: "it is too long".into() });
        }
        let mut conn = match self.conn.take() {
            Some(conn) => conn,
            None => connect(&self.target, Role::Writer)?,
        };
        if let Conn::Pg(pg) = &mut conn {
            pg.execute("SELECT pg_notify(?1, ?2)", &[CHANNEL.into(), whisper.into()])?;
        }
        self.conn = Some(conn);
        Ok(())
    }
}

impl Ear {
    /// The next whisper, when one comes in time.
    pub fn hear(&self, within: Duration) -> Option<Box<str>> {
        self.0.recv_timeout(within).ok()
    }
}

/// Everybody in this process who listens.
#[derive(Default)]
pub(crate) struct Ears(Mutex<Vec<SyncSender<Box<str>>>>);

impl Ears {
    pub(crate) fn open(&self) -> Ear {
        let (sender, receiver) = sync_channel(WAITING);
        self.0.lock().push(sender);
        Ear(receiver)
    }

    pub(crate) fn pass_on(&self, whisper: &str) {
        self.0
            .lock()
            .retain(|ear| !matches!(ear.try_send(whisper.into()), Err(TrySendError::Disconnected(_))));
    }
}
