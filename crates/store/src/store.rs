//! Opening a site's database; transactions.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use parking_lot::{Condvar, Mutex};

use crate::{
    Changes, Error, Millis, Reader, Result, Tag, TagSet, Writer,
    beacon::Beacon,
    changes,
    db::{
        Conn,
        lite::{LiteConn, Role},
        pg::PgConn,
        pool::Pool,
    },
    follower, migrate,
    reader::Shared,
    whispers::{Ear, Ears, Mouth},
};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One file.
    Sqlite {
        /// The file; made when missing.
        path: PathBuf,
    },
    /// A server.
    Postgres {
        /// `postgres://user:password@host/database?sslmode=…`
        url: String,
    },
}

impl FromStr for Target {
    type Err = Error;

    /// `postgres://…`, `postgresql://…`, `sqlite:PATH` or a path.
    fn from_str(text: &str) -> Result<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres { url: text.to_owned() });
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        if path.is_empty() || path.contains("://") {
            return Err(Error::Invalid {
                field: "database",
                why: format!("“{text}” is neither a file nor postgres://…").into(),
            });
        }
        Ok(Self::Sqlite { path: path.into() })
    }
}

/// A site's database. Cheap to clone; the last clone that is dropped ends its threads and closes its connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

/// What the threads share with the store, so that they do not keep it alive.
pub(crate) struct Pulse {
    number: Number,
    stop: Mutex<bool>,
    /// Rung at each known change and when the store goes.
    bell: Condvar,
    pub(crate) whispers: Ears,
}

enum Number {
    /// SQLite: shared with the other processes on the data folder.
    Beacon(Beacon),
    /// PostgreSQL: what the follower and our own commits have seen.
    Own(AtomicU64),
}

impl Pulse {
    pub(crate) fn load(&self) -> u64 {
        match &self.number {
            Number::Beacon(beacon) => beacon.load(),
            Number::Own(number) => number.load(Ordering::Acquire),
        }
    }

    /// Takes note of a committed change.
    pub(crate) fn raise(&self, seq: u64) {
        match &self.number {
            Number::Beacon(beacon) => beacon.raise(seq),
            Number::Own(number) => {
                number.fetch_max(seq, Ordering::AcqRel);
            }
        }
        let _guard = self.stop.lock();
        self.bell.notify_all();
    }

    /// Sleeps at most `time`; `false` when the store has gone.
    pub(crate) fn sleep(&self, time: Duration) -> bool {
        let mut stop = self.stop.lock();
        if !*stop {
            self.bell.wait_for(&mut stop, time);
        }
        !*stop
    }

    /// Whether the store is still there.
    pub(crate) fn beats(&self) -> bool {
        !*self.stop.lock()
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A password may be in the address.
        let engine = match self.inner.target {
            Target::Sqlite { .. } => "SQLite",
            Target::Postgres { .. } => "PostgreSQL",
        };
        f.debug_struct("Store").field("engine", &engine).field("change", &self.change_number()).finish()
    }
}

struct Inner {
    target: Target,
    readers: Arc<Pool>,
    writers: Pool,
    pulse: Arc<Pulse>,
    shared: Arc<Shared>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        *self.pulse.stop.lock() = true;
        self.pulse.bell.notify_all();
    }
}

/// Read connections of one process.
const READERS: usize = 16;
/// Write connections of one process on PostgreSQL; SQLite has one writer.
const PG_WRITERS: usize = 4;

impl Store {
    /// Opens the database, makes it when missing, brings its schema up to date.
    /// `beacon_dir` is the data folder: its file `change-number` tells other processes of a commit (SQLite only).
    pub fn open(target: &Target, beacon_dir: &Path) -> Result<Self> {
        let store = Self::assemble(target, || match target {
            Target::Sqlite { .. } => Beacon::open(beacon_dir).map(Number::Beacon),
            Target::Postgres { .. } => Ok(Number::Own(AtomicU64::new(0))),
        })?;
        let last = changes::last(store.lease()?.conn())?;
        if store.change_number() > last {
            // The database was put back from a backup, or is another one: its numbers go on from those that were announced.
            store.write(|writer| {
                writer.touch(Tag::everything());
                Ok::<_, Error>(())
            })?;
        }
        follower::start(&store.inner.target, &store.inner.pulse)?;
        Ok(store)
    }

    /// Opens a database without following what others do to it: to copy it, or a backup.
    pub(crate) fn open_alone(target: &Target) -> Result<Self> {
        Self::assemble(target, || Ok(Number::Own(AtomicU64::new(0))))
    }

    fn assemble(target: &Target, number: impl FnOnce() -> Result<Number>) -> Result<Self> {
        let (opening, reading) = (target.clone(), target.clone());
        let writers = match target {
            Target::Sqlite { .. } => 1,
            Target::Postgres { .. } => PG_WRITERS,
        };
        let writers = Pool::new(writers, Box::new(move || connect(&opening, Role::Writer)));
        let readers = Arc::new(Pool::new(READERS, Box::new(move || connect(&reading, Role::Reader))));
        let mut conn = writers.begin(|_| Ok(()))?;
        migrate::run(&mut conn, now())?;
        let pulse = Arc::new(Pulse {
            number: number()?,
            stop: Mutex::new(false),
            bell: Condvar::new(),
            whispers: Ears::default(),
        });
        pulse.raise(changes::last(&mut conn)?);
        writers.put(conn);
        let inner = Inner { target: target.clone(), readers, writers, pulse, shared: Arc::default() };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Where the database is.
    pub fn target(&self) -> &Target {
        &self.inner.target
    }

    /// One read snapshot; blocks while all connections are in use.
    pub fn reader(&self) -> Result<Reader> {
        // Before the snapshot opens: what it shows is this change or later, never earlier.
        let number = self.change_number();
        let conn = self.inner.readers.begin(Conn::begin_read)?;
        Reader::new(conn, number, self.inner.readers.clone(), self.inner.shared.clone())
    }

    /// One transaction: committed when `work` returns `Ok`, undone when it returns `Err` or panics.
    /// The tags named on the [`Writer`] become one row of the change log in it.
    /// When it returns, [`Store::change_number`] of every process on this data folder has moved on.
    /// Do not call it from inside another `write`.
    pub fn write<T, E: From<Error>>(&self, work: impl FnOnce(&mut Writer) -> Result<T, E>) -> Result<T, E> {
        let conn = self.inner.writers.begin(Conn::begin_write)?;
        let mut writer = Writer::new(conn);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let value = work(&mut writer)?;
            let tags = writer.finish()?;
            let seq = self.log(&mut writer, &tags)?;
            writer.conn().batch("COMMIT")?;
            Ok((value, seq))
        }));
        let mut conn = writer.into_conn();
        match outcome {
            Ok(Ok((value, seq))) => {
                self.inner.writers.put(conn);
                if let Some(seq) = seq {
                    self.inner.pulse.raise(seq);
                }
                Ok(value)
            }
            failed => {
                match conn.batch("ROLLBACK") {
                    Ok(()) => self.inner.writers.put(conn),
                    Err(_) => self.inner.writers.forget(conn),
                }
                match failed {
                    Ok(result) => result.map(|(value, _)| value),
                    Err(panic) => resume_unwind(panic),
                }
            }
        }
    }

    /// Writes the row of the change log, and on PostgreSQL the notification that goes out with the commit.
    fn log(&self, writer: &mut Writer, tags: &TagSet) -> Result<Option<u64>> {
        if tags.is_empty() {
            return Ok(None);
        }
        let at_least = match &self.inner.pulse.number {
            Number::Beacon(beacon) => beacon.load(),
            Number::Own(_) => 0,
        };
        let seq = changes::add(writer.conn(), tags, now(), at_least)?;
        if matches!(self.inner.target, Target::Postgres { .. }) {
            writer.conn().batch(&format!("NOTIFY masthead_changes, '{seq}'"))?;
        }
        Ok(Some(seq))
    }

    /// The last change known to be committed: one atomic load.
    pub fn change_number(&self) -> u64 {
        self.inner.pulse.load()
    }

    /// What was touched after change `seq`.
    pub fn changes_since(&self, seq: u64) -> Result<Changes> {
        let mut lease = self.lease()?;
        let changes = changes::since(lease.conn(), seq)?;
        // What was read here is committed, even if its writer has not said so yet: readers opened from now on know it.
        let (Changes::Tags { upto, .. } | Changes::Everything { upto }) = changes;
        if upto > self.change_number() {
            self.inner.pulse.raise(upto);
        }
        Ok(changes)
    }

    /// Waits until the change number is greater than `after`, at most `timeout`; gives the present number.
    pub fn wait_for_change(&self, after: u64, timeout: Duration) -> u64 {
        let end = Instant::now() + timeout;
        loop {
            let number = self.change_number();
            let left = end.saturating_duration_since(Instant::now());
            if number > after || left.is_zero() {
                return number;
            }
            // Another process raises the beacon without ringing our bell.
            self.inner.pulse.sleep(left.min(Duration::from_millis(50)));
        }
    }

    /// To tell the other servers on this database what need not be kept; `None` on SQLite, which one server has for itself.
    pub fn whispers(&self) -> Option<(Mouth, Ear)> {
        match &self.inner.target {
            Target::Sqlite { .. } => None,
            target @ Target::Postgres { .. } => {
                Some((Mouth::new(target.clone()), self.inner.pulse.whispers.open()))
            }
        }
    }

    /// A read connection with a snapshot of its own, for copies and checks.
    pub(crate) fn lease(&self) -> Result<crate::reader::Lease> {
        let conn = self.inner.readers.begin(Conn::begin_read)?;
        Ok(crate::reader::Lease::new(conn, self.inner.readers.clone()))
    }
}

/// A new connection to the target.
pub(crate) fn connect(target: &Target, role: Role) -> Result<Conn> {
    match target {
        Target::Sqlite { path } => {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder)
                    .map_err(|source| Error::File { path: folder.to_owned(), source })?;
            }
            LiteConn::open(path, role).map(Conn::Lite)
        }
        Target::Postgres { url } => PgConn::open(url).map(Box::new).map(Conn::Pg),
    }
}

/// The one place where the store looks at the clock: for the log's own record of when, and for when an event happened.
pub(crate) fn now() -> Millis {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_millis() as Millis)
}
