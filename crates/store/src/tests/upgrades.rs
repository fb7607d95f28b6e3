//! Databases of earlier versions, made by their own migrations and filled, open as today's with their rows whole.

use super::{START, Site, author, id, newsroom, post, tag};
use crate::{
    Kind, Lane, Put, Result, Status, Store,
    db::{Conn, lite::Role},
    migrate,
    schema::{self, Type},
};

/// Tables that an engine or the migrations keep for themselves.
const NOT_ROWS: [&str; 2] = ["migrations", "story_search"];

/// A table of an old database: its name and its columns, as today's schema knows their types.
type Old = (&'static str, Vec<(&'static str, Type)>);

fn tables_of(conn: &mut Conn) -> Vec<Old> {
    let mut old = Vec::new();
    for table in schema::tables() {
        if NOT_ROWS.contains(&table.name) {
            continue;
        }
        let asked = match conn {
            Conn::Lite(_) => format!("SELECT name FROM pragma_table_info('{}')", table.name),
            Conn::Pg(_) => format!(
                "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{}'",
                table.name
            ),
        };
        let mut names = Vec::new();
        conn.each_of(&asked, &[], &mut |row| {
            names.push(row.text(0)?);
            Ok(())
        })
        .unwrap();
        let columns: Vec<_> =
            table.columns.into_iter().filter(|(name, _)| names.iter().any(|had| **had == **name)).collect();
        if !columns.is_empty() {
            old.push((table.name, columns));
        }
    }
    old
}

/// All rows of these tables, each as the statement that puts it.
fn rows(conn: &mut Conn, tables: &[Old]) -> Vec<String> {
    let mut rows = Vec::new();
    for (table, columns) in tables {
        let names = columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        conn.each_of(&format!("SELECT {names} FROM {table}"), &[], &mut |row| {
            let values = columns.iter().enumerate().map(|(at, (_, kind))| {
                Ok(match kind {
                    Type::Text => row.maybe_text(at)?.map(|text| format!("'{}'", text.replace('\'', "''"))),
                    Type::Int => row.maybe_int(at)?.map(|number| number.to_string()),
                    Type::Bool => Some(row.bool(at)?.to_string().to_uppercase()),
                }
                .unwrap_or_else(|| "NULL".to_owned()))
            });
            let values = values.collect::<Result<Vec<_>>>()?.join(", ");
            rows.push(format!("INSERT INTO {table} ({names}) VALUES ({values})"));
            Ok(())
        })
        .unwrap();
    }
    rows
}

/// Something in every table of the site.
fn fill(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 12)?;
        let mut scheduled = post(40);
        (scheduled.row.status, scheduled.row.published_at) = (Status::Scheduled, Some(START));
        writer.put_post(&scheduled)?;
        let mut page = post(41);
        page.row.kind = Kind::Page;
        page.row.feature_image = Some("/content/images/2024/a.jpg".into());
        writer.put_post(&page)?;
        let mut topic = tag(1);
        topic.feature_image = Some("/content/images/2024/topic.jpg".into());
        writer.put_tag(&topic)?;
        let mut person = author(1);
        person.author.profile_image = Some("/content/images/2024/face.jpg".into());
        writer.put_author(&person)?;
        writer.set_setting("logo", Some("/content/images/logo.png"))?;
        writer.keep("members", "1", "{}").map(drop)
    });
}

/// Makes a database of an old version with the rows of `site`, and opens it with today's program.
fn upgraded(site: &Site, version: i64) {
    let old = Site::empty(site.database.is_some());
    let mut conn = crate::store::connect(&old.target, Role::Writer).unwrap();
    migrate::run_until(&mut conn, START, version).unwrap();
    let tables = tables_of(&mut conn);
    let mut lease = site.store.lease().unwrap();
    let mut before = rows(lease.conn(), &tables);
    drop(lease);
    // The desk's counters came with the room.
    before.retain(|row| version > 1 || !(row.contains("INTO counters") && row.contains("'desk:")));
    assert!(before.len() > 40, "version {version}: {} rows", before.len());
    for row in &before {
        conn.batch(row).unwrap_or_else(|error| panic!("{row}: {error}"));
    }
    drop(conn);

    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&old.target, folder.path()).unwrap();
    let mut lease = store.lease().unwrap();
    let after = rows(lease.conn(), &tables);
    for row in &before {
        assert!(after.contains(row), "version {version}: lost or changed: {row}");
    }
    drop(lease);
    let reader = store.reader().unwrap();
    let (story, page) = (reader.post_by_id(&id(3)).unwrap(), reader.post_by_id(&id(41)).unwrap());
    assert_eq!(story.unwrap().row.feature_image_focus, None);
    assert_eq!(page.unwrap().row.feature_image.as_deref(), Some("/content/images/2024/a.jpg"));
    assert!(reader.story(&id(40)).unwrap().is_some(), "the desk knows the scheduled story");
    drop(reader);
    let take = || store.write(|writer| writer.take_job(Lane::Heavy, START, START + 1, "me")).unwrap();
    let kinds: Vec<_> = [take(), take()].into_iter().flatten().map(|job| job.kind.to_string()).collect();
    assert_eq!(kinds.contains(&"media.adopt".to_owned()), version < 3, "version {version}: {kinds:?}");
    assert_eq!(kinds.contains(&"search.index".to_owned()), version == 1, "{kinds:?}");
    // It is a site like any other: what is written is there.
    store
        .write::<_, crate::Error>(|writer| {
            let mut story = writer.post(&id(3))?.unwrap();
            story.row.feature_image_focus = Some("10% 90%".into());
            story.row.updated_at += 1;
            assert_eq!(writer.put_post(&story)?, Put::Updated);
            Ok(())
        })
        .unwrap();
    let story = store.reader().unwrap().post_by_id(&id(3)).unwrap().unwrap();
    assert_eq!(story.row.feature_image_focus.as_deref(), Some("10% 90%"));
    // And nothing is done twice.
    drop(store);
    assert_eq!(
        Store::open(&old.target, folder.path())
            .unwrap()
            .reader()
            .unwrap()
            .post_by_id(&id(3))
            .unwrap()
            .unwrap()
            .id,
        id(3)
    );
}

fn old_databases_open_with_their_rows_whole(site: &Site) {
    fill(site);
    for version in 1..migrate::VERSION {
        upgraded(site, version);
    }
}

super::on_both! {
    old_databases_open_with_their_rows_whole
}
