//! Backup, restore, from one engine to the other, the doctor, and the schema that all of it follows.

use std::collections::BTreeMap;

use super::{Site, id, newsroom, numbers, post, refused, term};
use crate::{
    Error, List, PostQuery, Put, Redirect, Target,
    copy::copied_tables,
    copy_database, migrate,
    schema::{self, Type},
};

super::on_both! {
    a_backup_restores_to_either_engine
    a_backup_does_not_overwrite
    copies_go_to_empty_databases_only
    the_doctor_finds_what_is_wrong
    schema_file_is_true
}

/// Something in every table.
fn fill(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 250)?;
        let mut odd = post(251);
        odd.row.title = "tab\there \\N back\\slash\nline\r\n“quotes” 'and' \u{7f}".into();
        odd.body.html = "<p>\\.\n\\N</p>".into();
        odd.row.published_at = Some(-1);
        odd.terms = vec![term("harbour", 3), term("мост", 9)];
        writer.put_post(&odd)?;
        odd.row.slug = "moved".into();
        writer.put_post(&odd)?;
        writer.set_setting("title", Some("x"))?;
        writer.put_redirects(&[Redirect { from: "^/a".into(), to: "/b".into(), permanent: true }])?;
        writer.count_views(5, &[(id(1), 3)])?;
        writer.rank_popular(5, 7, 9)?;
        writer.keep("members", "m1", "{}")?;
        super::desk::fill(writer)?;
        writer.begin_live(&id(1), &[0, 255], "base", 1)?;
        writer.add_live_changes(&id(1), 0, &[vec![1, 2]], None, 1)?;
        writer.set_import_hash("posts", "1", -9)
    });
    fill_the_rest(site);
}

/// A row in each table that is still empty, whatever it is about: copies do not ask what a row means.
fn fill_the_rest(site: &Site) {
    site.write(|writer| {
        for table in copied_tables() {
            let mut full = false;
            let any = format!("SELECT 1 FROM {} LIMIT 1", table.name);
            writer.conn().each_of(&any, &[], &mut |_| {
                full = true;
                Ok(())
            })?;
            if full {
                continue;
            }
            let value = |(name, ty): &(&str, Type)| match (*name, ty) {
                ("role", _) => "'editor'".to_owned(),
                ("status", Type::Text) => "'active'".to_owned(),
                ("state", _) => "'draft'".to_owned(),
                ("reason", _) => "'restored'".to_owned(),
                ("kind", _) if table.name == "api_keys" => "'content'".to_owned(),
                ("kind", _) => "'image'".to_owned(),
                ("proof", _) => "'passkey'".to_owned(),
                ("user_id", _) => format!("'{}'", id(2001)),
                ("post_id", _) => format!("'{}'", id(1)),
                (_, Type::Text) => "'x'".to_owned(),
                (_, Type::Int) => "1".to_owned(),
                (_, Type::Bool) => "TRUE".to_owned(),
            };
            let values: Vec<_> = table.columns.iter().map(value).collect();
            writer.conn().batch(&format!(
                "INSERT INTO {} ({}) VALUES ({})",
                table.name,
                table.names(),
                values.join(", ")
            ))?;
        }
        Ok(())
    });
}

fn assert_same(site: &Site) {
    let reader = site.store.reader().unwrap();
    let odd = reader.entry_by_slug("moved").unwrap().unwrap();
    assert_eq!(&*odd.title, "tab\there \\N back\\slash\nline\r\n“quotes” 'and' \u{7f}");
    assert_eq!(&*odd.body.html, "<p>\\.\n\\N</p>");
    assert!(reader.slug_moved("story-251").unwrap().is_some());
    assert_eq!(
        numbers(&reader.posts(&PostQuery::newest(List::Tag(id(1002)), 0, 3)).unwrap()),
        [250, 248, 246]
    );
    assert_eq!(reader.count_posts(&PostQuery::newest(List::All, 0, 0)).unwrap(), 251);
    assert_eq!(numbers(&reader.popular(5).unwrap()), [1]);
    drop(reader);
    assert_eq!(super::desk::found(site, "паром"), [2], "the search index is made anew");
    assert_eq!(site.store.health().unwrap().problems, Vec::<String>::new());
    site.write(|writer| {
        assert_eq!(writer.import_hash("posts", "1")?, Some(-9));
        assert_eq!(writer.keep("members", "m1", "{}")?, Put::Unchanged);
        Ok(())
    });
}

fn a_backup_restores_to_either_engine(site: &Site) {
    fill(site);
    let file = site.path("it's a backup.db");
    site.store.backup(&file).unwrap();
    // Written after the snapshot: not in it.
    site.write(|writer| writer.put_post(&post(999)));
    let left: Vec<_> =
        std::fs::read_dir(site.folder.path()).unwrap().flatten().map(|f| f.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("backup.db-")), "one file: {left:?}");
    for target in [Site::sqlite(), Site::postgresql()] {
        let before = target.store.change_number();
        let mut steps: Vec<(String, u64, u64)> = Vec::new();
        let from = Target::Sqlite { path: file.clone() };
        let step = &mut |table: &str, done, all| steps.push((table.to_owned(), done, all));
        let copied = copy_database(&from, &target.target, step).unwrap();
        target.store.wait_for_change(before, std::time::Duration::from_secs(2));
        assert_same(&target);
        let rows: BTreeMap<_, _> = copied.iter().map(|(table, rows)| (table.as_str(), *rows)).collect();
        assert_eq!(
            (rows["posts"], rows["post_bodies"], rows["settings"], rows["post_terms"]),
            (251, 251, 1, 2)
        );
        assert!(rows.values().all(|rows| *rows > 0), "the test fills every table: {rows:?}");
        let all = rows.values().sum::<u64>();
        assert_eq!(steps.last().map(|(_, done, of)| (*done, *of)), Some((all, all)));
    }
}

fn a_backup_does_not_overwrite(site: &Site) {
    let file = site.path("there.db");
    std::fs::write(&file, "precious").unwrap();
    refused(site.store.backup(&file), |e| matches!(e, Error::File { .. }));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
    let from = |name: &str| {
        copy_database(&Target::Sqlite { path: site.path(name) }, &site.target, &mut |_, _, _| {})
    };
    refused(from("none.db"), |e| matches!(e, Error::File { .. }));
    refused(from("there.db"), |e| matches!(e, Error::Foreign(_)));
    assert!(!site.path("none.db").exists());
}

fn copies_go_to_empty_databases_only(site: &Site) {
    fill(site);
    let target = Site::sqlite();
    target.write(|writer| writer.set_setting("title", Some("mine")));
    let copy = || copy_database(&site.target, &target.target, &mut |_, _, _| {});
    refused(copy(), |e| matches!(e, Error::Foreign(_)));
    target.write(|writer| writer.set_setting("title", None));
    copy().unwrap();
    assert_same(&target);
}

fn the_doctor_finds_what_is_wrong(site: &Site) {
    fill(site);
    let health = site.store.health().unwrap();
    assert!(health.problems.is_empty(), "{:?}", health.problems);
    assert_eq!(health.schema, (migrate::VERSION, migrate::VERSION));
    assert!(health.rows.contains(&("posts", 251)) && health.bytes > 100_000, "{health:?}");
    assert_eq!(health.change_numbers.0, health.change_numbers.1);
    assert!(
        health.engine.starts_with(if site.database.is_none() { "SQLite 3" } else { "PostgreSQL" }),
        "{}",
        health.engine
    );
    assert_eq!(health.journal.as_deref(), site.database.is_none().then_some("wal"));
    site.write(|writer| {
        writer.conn().batch("UPDATE counters SET n = 7; UPDATE tags SET posts = 3; DELETE FROM post_meta")
    });
    let problems = site.store.health().unwrap().problems.join("; ");
    for part in ["counter says 7", "tags have a wrong number", "251 posts have no text"] {
        assert!(problems.contains(part), "{problems}");
    }
}

#[test]
fn the_doctor_finds_a_damaged_file() {
    let site = Site::sqlite();
    fill(&site);
    let Site { store, target, folder, .. } = site;
    drop(store);
    let path = folder.path().join("masthead.db");
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(conn);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 20_000].fill(0xaa);
    std::fs::write(&path, bytes).unwrap();
    let found = crate::Store::open(&target, folder.path()).and_then(|store| store.health());
    assert!(found.is_err() || !found.unwrap().problems.is_empty());
}

/// A database of the schema file is a database of the migrations.
fn schema_file_is_true(site: &Site) {
    let other = Site::empty(site.database.is_some());
    let mut conn = crate::store::connect(&other.target, crate::db::lite::Role::Writer).unwrap();
    let text = migrate::ddl(&conn, schema::SCHEMA);
    conn.batch(&text).unwrap();
    migrate::add_search(&mut conn).unwrap();
    let mut lease = site.store.lease().unwrap();
    let catalogue = |conn: &mut crate::db::Conn| {
        let asked = if site.database.is_some() {
            "SELECT concat_ws(' ', table_name, ordinal_position, column_name, data_type, collation_name, is_nullable) \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
        } else {
            // The search index has tables of its own making.
            "SELECT m.name || ' ' || c.cid || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk \
             FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'story_search%' \
             UNION ALL SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1"
        };
        let mut lines = Vec::new();
        conn.each_of(asked, &[], &mut |row| {
            lines.push(row.text(0)?);
            Ok(())
        })
        .unwrap();
        lines
    };
    let (migrated, described) = (catalogue(lease.conn()), catalogue(&mut conn));
    assert_eq!(migrated, described);
    assert!(migrated.len() > 150, "{}", migrated.len());
    // And it is read as it stands.
    let tables = schema::tables();
    assert!(tables.iter().all(|table| !table.key.is_empty() && !table.columns.is_empty()), "{tables:?}");
    let columns: usize = tables.iter().map(|table| table.columns.len()).sum();
    assert_eq!(columns, migrated.iter().filter(|line| !line.starts_with("CREATE")).count());
}
