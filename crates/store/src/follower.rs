//! The thread that learns of changes made elsewhere. It ends when the store is dropped.
//!
//! The table is the truth and is asked every second; on PostgreSQL notifications make it quick.

use std::{sync::Arc, thread, time::Duration};

use postgres::fallible_iterator::FallibleIterator;

use crate::{
    Error, Result, Target, changes,
    db::{Conn, lite::Role},
    store::{Pulse, connect},
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
                conn.batch("LISTEN masthead_changes")?;
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
                let end = std::time::Instant::now() + POLL;
                while let Some(left) = end.checked_duration_since(std::time::Instant::now()) {
                    if !pulse.sleep(left) {
                        return Ok(());
                    }
                }
            }
            Conn::Pg(pg) => {
                for _ in 0..(POLL.as_millis() / SLICE.as_millis()) {
                    {
                        let mut notifications = pg.client()?.notifications();
                        let mut heard = notifications.timeout_iter(SLICE);
                        while let Some(notification) = heard.next()? {
                            if let Ok(seq) = notification.payload().parse() {
                                pulse.raise(seq);
                            }
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
