//! One read snapshot.

mod cards;
mod desk;
mod keys;
mod known;
pub(crate) mod lists;
mod live;
mod media;
mod posts;
mod related;
mod site;
mod staff;
mod stored;
mod taken_out;
mod topics;

use std::{
    cell::{Cell, RefCell, RefMut},
    sync::Arc,
    time::Duration,
};

pub(crate) use known::Shared;
pub use media::MediaQuery;

use crate::{
    Result, Tag, TagSet,
    db::{Conn, pool::Pool},
};

/// What one reader may spend on filters that no index answers.
const FILTER_TIME: Duration = Duration::from_secs(2);

/// One read snapshot out of the pool; goes back when dropped. Every method notes the tags of what it read.
/// “Public” means published and on the site.
pub struct Reader {
    lease: RefCell<Lease>,
    /// In the order of reading, some more than once.
    noted: RefCell<Vec<Tag>>,
    change_number: u64,
    shared: Arc<Shared>,
    filter_time: Cell<Duration>,
}

/// A connection with an open snapshot, on loan from the pool.
pub(crate) struct Lease {
    conn: Option<Conn>,
    pool: Arc<Pool>,
}

impl Lease {
    pub(crate) fn new(conn: Conn, pool: Arc<Pool>) -> Self {
        Self { conn: Some(conn), pool }
    }

    pub(crate) fn conn(&mut self) -> &mut Conn {
        self.conn.as_mut().expect("a lease has its connection until it is dropped")
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(mut conn) = self.conn.take() {
            match conn.batch("ROLLBACK") {
                Ok(()) => self.pool.put(conn),
                Err(_) => self.pool.forget(conn),
            }
        }
    }
}

impl Reader {
    pub(crate) fn new(conn: Conn, change_number: u64, pool: Arc<Pool>, shared: Arc<Shared>) -> Result<Self> {
        let mut lease = Lease::new(conn, pool);
        shared.follow(lease.conn(), change_number)?;
        Ok(Self {
            lease: RefCell::new(lease),
            noted: RefCell::default(),
            change_number,
            shared,
            filter_time: Cell::new(FILTER_TIME),
        })
    }

    /// The tags of everything read so far.
    pub fn noted(&self) -> TagSet {
        self.noted.borrow().iter().cloned().collect()
    }

    /// Notes a tag on behalf of a caller.
    pub fn note(&self, tag: Tag) {
        self.noted.borrow_mut().push(tag);
    }

    /// The change number taken before the snapshot was opened: the snapshot holds this change or later ones.
    pub fn change_number(&self) -> u64 {
        self.change_number
    }

    pub(crate) fn conn(&self) -> RefMut<'_, Conn> {
        RefMut::map(self.lease.borrow_mut(), Lease::conn)
    }
}
