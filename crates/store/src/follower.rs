//! The thread that learns of changes made elsewhere. It ends when the store is dropped.
//!
//! The table is the truth and is asked every second; on PostgreSQL notifications make it quick, and bring whispers along.

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use postgres::fallible_iterator::FallibleIterator;

use crate::{
    Error, Result, Target, changes,
    db::{Conn, lite::Role},
    store::{Pulse, connect},
    whispers,
};

/// How often the table is asked.
const POLL: Duration = Duration::from_secs(1);
/// How long a wait for notifications lasts before the thread looks whether the store is still there.
const SLICE: Duration = Duration::from_millis(200);

/// Starts the thread.
pub(crate) fn start(target: &Target, pulse: &Arc<Pulse>) -> Result<()> {
    let (target, pulse) = (target.clone(), pulse.clone());
    thread::Builder::new()
        .name("changes".into())
        .spawn(move || follow(&target, &pulse))
        .map(drop)
        .map_err(|e| Error::Unreachable(format!("no thread for the change log: {e}")))
}

fn follow(target: &Target, pulse: &Pulse) {
    let mut told = false;
    while pulse.beats() {
        match connect(target, Role::Reader).and_then(|mut conn| {
            if let Conn::Pg(_) = conn {
                conn.batch(&format!("LISTEN masthead_changes; LISTEN {}", whispers::CHANNEL))?;
            }
            told = false;
            listen(&mut conn, pulse)
        }) {
            Ok(()) => return,
            Err(e) => {
                if !told {
                    tracing::warn!(error = %e, "lost sight of the change log; trying again");
                    told = true;
                }
                pulse.sleep(SLICE);
            }
        }
    }
}

/// Until the store has gone (`Ok`) or the connection fails.
fn listen(conn: &mut Conn, pulse: &Pulse) -> Result<()> {
    loop {
        pulse.raise(changes::last(conn)?);
        match conn {
            Conn::Lite(_) => {
                let end = Instant::now() + POLL;
                while let Some(left) = end.checked_duration_since(Instant::now()) {
                    if !pulse.sleep(left) {
                        return Ok(());
                    }
                }
            }
            Conn::Pg(pg) => {
                let end = Instant::now() + POLL;
                // However much is said: the table is asked in time.
                while Instant::now() < end {
                    if let Some(heard) = pg.client()?.notifications().timeout_iter(SLICE).next()? {
                        match heard.channel() {
                            whispers::CHANNEL => pulse.whispers.pass_on(heard.payload()),
                            _ => heard.payload().parse().ok().map_or((), |seq| pulse.raise(seq)),
                        }
                    }
                    if !pulse.beats() {
                        return Ok(());
                    }
                    if pg.is_closed() {
                        return Err(Error::Unreachable("the connection for notifications was cut".into()));
                    }
                }
            }
        }
    }
}
