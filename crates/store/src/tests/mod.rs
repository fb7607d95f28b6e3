//! The store through its own face, on both engines.

mod changes;
mod copies;
mod desk;
mod filters;
mod jobs;
mod lists;
mod live;
mod media;
mod plans;
mod posts;
mod site;
mod sound;
mod statements;
mod stored;
mod taken_out;
mod tls;
mod upgrades;

use std::path::PathBuf;

use crate::{
    Author, AuthorRecord, Error, Id, Kind, PostBody, PostMeta, PostRecord, PostRow, Result, Status, Store,
    TagRow, Target, Term, Writer,
};

#[path = "../../../testsite/src/postgres.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "the file belongs to testsite; only a part of it is of use here"
)]
mod postgres;

/// A moment to count from: 2026-01-01.
pub(crate) const START: i64 = 1_767_225_600_000;
pub(crate) const HOUR: i64 = 3_600_000;

/// A database without any table.
pub(crate) struct Empty {
    pub(crate) target: Target,
    _folder: tempfile::TempDir,
    _database: Option<postgres::Database>,
}

/// An empty site on one engine; everything goes with it.
pub(crate) struct Site {
    pub(crate) store: Store,
    pub(crate) target: Target,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) database: Option<postgres::Database>,
}

impl Site {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::Sqlite { path: folder.path().join("masthead.db") };
        Self::open(folder, target, None)
    }

    pub(crate) fn postgresql() -> Self {
        let database = postgres::database();
        let target = Target::Postgres { url: database.url.clone() };
        Self::open(tempfile::tempdir().unwrap(), target, Some(database))
    }

    pub(crate) fn empty(postgresql: bool) -> Empty {
        let folder = tempfile::tempdir().unwrap();
        let database = postgresql.then(postgres::database);
        let target = match &database {
            Some(database) => Target::Postgres { url: database.url.clone() },
            None => Target::Sqlite { path: folder.path().join("empty.db") },
        };
        Empty { target, _folder: folder, _database: database }
    }

    fn open(folder: tempfile::TempDir, target: Target, database: Option<postgres::Database>) -> Self {
        let store = Store::open(&target, folder.path()).unwrap();
        Self { store, target, folder, database }
    }

    /// Another process' store on the same site, as far as one process can show it.
    pub(crate) fn again(&self) -> Store {
        Store::open(&self.target, self.folder.path()).unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write<T>(&self, work: impl FnOnce(&mut Writer) -> Result<T>) -> T {
        self.store.write(work).unwrap()
    }
}

/// Makes a test of each function on each engine.
macro_rules! on_both {
    ($($name:ident)*) => {
        mod sqlite { $(#[test] fn $name() { super::$name(&crate::tests::Site::sqlite()); })* }
        mod postgresql { $(#[test] fn $name() { super::$name(&crate::tests::Site::postgresql()); })* }
    };
}
pub(crate) use on_both;

pub(crate) fn id(n: u32) -> Id {
    format!("{n:024x}").parse().unwrap()
}

/// Tag number n: id 1000 + n.
pub(crate) fn tag(n: u32) -> TagRow {
    TagRow::named(id(1000 + n), &format!("tag-{n}"), &format!("Tag {n}"), START)
}

/// Author number n: id 2000 + n.
pub(crate) fn author(n: u32) -> AuthorRecord {
    AuthorRecord {
        author: Author::named(id(2000 + n), &format!("author-{n}"), &format!("Author {n}"), START),
        email: Some(format!("author-{n}@example.org").into()),
        status: "active".into(),
    }
}

/// Post number n, published n hours after the start, without tags.
pub(crate) fn post(n: u32) -> PostRecord {
    let mut row = PostRow::draft(id(n), Kind::Post, &format!("story-{n}"), &format!("Story {n}"), START);
    row.uuid = format!("00000000-0000-4000-8000-{n:012}").into();
    row.status = Status::Published;
    row.published_at = Some(START + i64::from(n) * HOUR);
    PostRecord {
        row,
        body: PostBody {
            document: "{}".into(),
            html: format!("<p>{n}</p>").into(),
            plaintext: n.to_string().into(),
            ..PostBody::default()
        },
        meta: PostMeta::default(),
        tags: Vec::new(),
        authors: Vec::new(),
        tiers: Vec::new(),
        terms: Vec::new(),
        words: None,
    }
}

pub(crate) fn term(term: &str, weight: u16) -> Term {
    Term { term: term.into(), weight }
}

/// Three tags (the third internal), two authors, posts 1 to n: tag 1 on all, tag 2 on the even ones, author 1 on all, author
/// 2 on every third; every fifth is in French, every tenth is featured.
pub(crate) fn newsroom(writer: &mut Writer, n: u32) -> Result<()> {
    writer.put_tag(&tag(1))?;
    writer.put_tag(&tag(2))?;
    writer.put_tag(&TagRow::named(id(1003), "hash-quiet", "#quiet", START))?;
    writer.put_author(&author(1))?;
    writer.put_author(&author(2))?;
    for n in 1..=n {
        let mut post = post(n);
        post.tags.push(id(1001));
        if n.is_multiple_of(2) {
            post.tags.push(id(1002));
        }
        post.authors.push(id(2001));
        if n.is_multiple_of(3) {
            post.authors.push(id(2002));
        }
        if n.is_multiple_of(5) {
            post.row.language = "fr".into();
        }
        post.row.featured = n.is_multiple_of(10);
        writer.put_post(&post)?;
    }
    Ok(())
}

pub(crate) fn numbers<'a>(cards: impl IntoIterator<Item = &'a crate::PostCard>) -> Vec<u32> {
    cards.into_iter().map(|card| u32::from_str_radix(&card.id, 16).unwrap()).collect()
}

#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T>, like: fn(&Error) -> bool) {
    match result {
        Err(e) if like(&e) => {}
        other => panic!("not the refusal that was expected: {other:?}"),
    }
}
