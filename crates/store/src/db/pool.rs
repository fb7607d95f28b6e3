//! Connections in waiting: at most so many are open, the one used last is given first.

use parking_lot::{Condvar, Mutex};

use crate::{Error, Result, db::Conn};

/// Opens a connection.
type Opener = Box<dyn Fn() -> Result<Conn> + Send + Sync>;

/// A bounded pool.
pub(crate) struct Pool {
    open: Opener,
    state: Mutex<State>,
    free: Condvar,
    most: usize,
}

struct State {
    idle: Vec<Conn>,
    /// Idle ones and those in use.
    all: usize,
}

impl Pool {
    pub(crate) fn new(most: usize, open: Opener) -> Self {
        Self { open, state: Mutex::new(State { idle: Vec::new(), all: 0 }), free: Condvar::new(), most }
    }

    /// A connection on which `begin` succeeded; blocks while all are in use. A connection that died in waiting is replaced.
    pub(crate) fn begin(&self, begin: fn(&mut Conn) -> Result<()>) -> Result<Conn> {
        loop {
            let mut state = self.state.lock();
            while state.idle.is_empty() && state.all >= self.most {
                self.free.wait(&mut state);
            }
            if let Some(mut conn) = state.idle.pop() {
                drop(state);
                match begin(&mut conn) {
                    Ok(()) => return Ok(conn),
                    // Somebody else's lock: a new connection would wait for it, too.
                    Err(Error::Busy(why)) => {
                        self.forget(conn);
                        return Err(Error::Busy(why));
                    }
                    Err(_) => self.forget(conn),
                }
            } else {
                state.all += 1;
                drop(state);
                let opened = (self.open)().and_then(|mut conn| begin(&mut conn).map(|()| conn));
                if opened.is_err() {
                    self.state.lock().all -= 1;
                    self.free.notify_one();
                }
                return opened;
            }
        }
    }

    /// Gives a connection back, its transaction ended.
    pub(crate) fn put(&self, conn: Conn) {
        if conn.is_alive() {
            self.state.lock().idle.push(conn);
            self.free.notify_one();
        } else {
            self.forget(conn);
        }
    }

    /// Closes a connection instead of giving it back.
    pub(crate) fn forget(&self, conn: Conn) {
        drop(conn);
        self.state.lock().all -= 1;
        self.free.notify_one();
    }
}
