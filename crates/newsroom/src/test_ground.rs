//! An empty newsroom on each engine, for the tests of verbs.

use store::{Store, Target};

use crate::{Clock, Newsroom};

#[path = "../../testsite/src/postgres.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "the file belongs to testsite; only a part of it is of use here"
)]
mod postgres;

/// When it is, until a test moves the clock: ms since 1970.
pub(crate) const NOON: i64 = 1_750_000_000_000;

/// A newsroom with nobody in it. Its folder and its database go with it.
pub(crate) struct Ground {
    pub(crate) room: Newsroom,
    pub(crate) store: Store,
    pub(crate) folder: tempfile::TempDir,
    _database: Option<postgres::Database>,
}

impl Ground {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::Sqlite { path: folder.path().join("x.db") };
        Self::on(&target, folder, None)
    }

    pub(crate) fn postgresql() -> Self {
        let database = postgres::database();
        let target = Target::Postgres { url: database.url.clone() };
        Self::on(&target, tempfile::tempdir().unwrap(), Some(database))
    }

    fn on(target: &Target, folder: tempfile::TempDir, database: Option<postgres::Database>) -> Self {
        let store = Store::open(target, folder.path()).unwrap();
        let room = Newsroom::new(store.clone(), Clock::fixed(NOON));
        Self { room, store, folder, _database: database }
    }
}

/// Makes a test of each function on each engine; the functions take what the first name makes of a [`Ground`].
macro_rules! on_both {
    ($cast:ident: $($name:ident)*) => {
        mod sqlite { $(#[test] fn $name() { super::$name(&super::$cast::on($crate::test_ground::Ground::sqlite())); })* }
        mod postgresql { $(#[test] fn $name() { super::$name(&super::$cast::on($crate::test_ground::Ground::postgresql())); })* }
    };
}
pub(crate) use on_both;
