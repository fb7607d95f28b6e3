//! Settings, redirects, tags, authors, what is kept of an import; opening and refusing to open.

use super::{START, Site, author, id, newsroom, refused, tag};
use crate::{Error, NavigationItem, Put, Redirect, Store, TagRow, Target};

super::on_both! {
    settings_are_typed_and_shared
    redirects_are_replaced_as_a_whole
    tags_and_authors_refuse_what_is_taken
    a_deleted_tag_leaves_its_posts
    what_is_kept_comes_back
    opening_again_changes_nothing
    a_newer_schema_is_left_alone
}

fn settings_are_typed_and_shared(site: &Site) {
    site.write(|writer| {
        for (key, value) in [
            ("title", "The Daily"),
            ("navigation", r#"[{"label":"Home","url":"/"},{"label":"About","url":"/about/"}]"#),
            ("secondary_navigation", "not JSON"),
            ("languages", "en, ka"),
            ("announcement_visibility", r#"["visitors","paid_members"]"#),
            ("lang", "ka"),
            ("logo", ""),
            ("something_new", "kept"),
        ] {
            assert_eq!(writer.set_setting(key, Some(value))?, Put::Inserted);
        }
        refused(writer.set_setting("", Some("x")), |e| matches!(e, Error::Invalid { field: "setting", .. }));
        refused(writer.set_setting("x", Some("\0")), |e| {
            matches!(e, Error::Invalid { field: "setting", .. })
        });
        assert_eq!(writer.setting("title")?.as_deref(), Some("The Daily"));
        Ok(())
    });
    let reader = site.store.reader().unwrap();
    let settings = reader.settings().unwrap();
    assert_eq!((&*settings.title, &*settings.locale, &*settings.timezone), ("The Daily", "ka", "Etc/UTC"));
    assert_eq!(settings.navigation[1], NavigationItem { label: "About".into(), url: "/about/".into() });
    assert!(settings.secondary_navigation.is_empty() && settings.logo.is_none());
    assert_eq!(settings.languages, ["en".into(), "ka".into()] as [Box<str>; 2]);
    assert_eq!(settings.announcement_visibility.len(), 2);
    assert_eq!(settings.get("something_new"), Some("kept"));
    let other = site.store.reader().unwrap().settings().unwrap();
    assert!(std::sync::Arc::ptr_eq(&settings, &other));
    drop(reader);

    site.write(|writer| {
        assert_eq!(writer.set_setting("title", Some("The Daily"))?, Put::Unchanged);
        assert_eq!(writer.set_setting("title", Some("The Weekly"))?, Put::Updated);
        assert_eq!(writer.set_setting("languages", None)?, Put::Updated);
        assert_eq!(writer.set_setting("languages", None)?, Put::Unchanged);
        Ok(())
    });
    let settings = site.store.reader().unwrap().settings().unwrap();
    assert_eq!(&*settings.title, "The Weekly");
    assert!(settings.languages.is_empty());
}

fn redirects_are_replaced_as_a_whole(site: &Site) {
    let rule = |from: &str, permanent| Redirect { from: from.into(), to: "/new/$1".into(), permanent };
    let rules = [rule("^/old/(.*)$", true), rule("/b", false)];
    let put = |rules: &[Redirect]| site.write(|writer| writer.put_redirects(rules));
    assert_eq!(put(&rules), Put::Inserted);
    assert_eq!(put(&rules), Put::Unchanged);
    assert_eq!(*site.store.reader().unwrap().redirects().unwrap(), rules);
    assert_eq!(put(&rules[1..]), Put::Updated);
    assert_eq!(*site.store.reader().unwrap().redirects().unwrap(), rules[1..]);
    refused(site.store.write(|writer| writer.put_redirects(&[rule("", true)])), |e| {
        matches!(e, Error::Invalid { field: "redirect", .. })
    });
    assert_eq!(*site.store.reader().unwrap().redirects().unwrap(), rules[1..]);
}

fn tags_and_authors_refuse_what_is_taken(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 0)?;
        let mut wrong = tag(5);
        wrong.slug = "tag-1".into();
        refused(writer.put_tag(&wrong), |e| matches!(e, Error::Taken { what: "tag slug", .. }));
        refused(writer.put_tag(&TagRow::named(id(1), "", "x", START)), |e| {
            matches!(e, Error::Invalid { field: "slug", .. })
        });
        refused(writer.put_tag(&TagRow::named(id(1), "x", "", START)), |e| {
            matches!(e, Error::Invalid { field: "name", .. })
        });
        refused(writer.put_tag(&TagRow::named(id(1), "x", "\0", START)), |e| {
            matches!(e, Error::Invalid { field: "tag", .. })
        });
        let mut wrong = author(5);
        wrong.author.slug = "author-1".into();
        refused(writer.put_author(&wrong), |e| matches!(e, Error::Taken { what: "author slug", .. }));
        wrong.author.slug = "".into();
        refused(writer.put_author(&wrong), |e| matches!(e, Error::Invalid { field: "slug", .. }));

        let mut full = tag(1);
        full.description = Some("About".into());
        full.accent_color = Some("#ff0000".into());
        full.codeinjection_foot = Some("<hr>".into());
        assert_eq!(writer.put_tag(&full)?, Put::Updated);
        assert_eq!(writer.tag(&full.id)?.unwrap(), full);
        let mut full = author(1);
        full.author.bio = Some("Writes".into());
        full.author.linkedin = Some("a1".into());
        full.status = "inactive".into();
        assert_eq!(writer.put_author(&full)?, Put::Updated);
        assert_eq!(writer.author(&full.author.id)?.unwrap(), full);
        assert_eq!(writer.author_id_by_slug("author-2")?, Some(id(2002)));
        assert_eq!(writer.tag_id_by_slug("tag-2")?, Some(id(1002)));
        assert_eq!(writer.tag_id_by_slug("none")?, None);
        Ok(())
    });
}

fn a_deleted_tag_leaves_its_posts(site: &Site) {
    site.write(|writer| newsroom(writer, 4));
    site.write(|writer| {
        assert!(writer.delete_tag(&id(1001))?);
        assert!(!writer.delete_tag(&id(1001))?);
        let mut post = super::post(9);
        post.tags = vec![id(1001)];
        refused(writer.put_post(&post), |e| matches!(e, Error::Missing { what: "tag", .. }));
        Ok(())
    });
    let reader = site.store.reader().unwrap();
    let post = reader.post_by_id(&id(2)).unwrap().unwrap();
    assert_eq!(post.tags.iter().map(|tag| &*tag.slug).collect::<Vec<_>>(), ["tag-2"]);
    assert!(reader.tag_by_slug("tag-1").unwrap().is_none());
}

fn what_is_kept_comes_back(site: &Site) {
    site.write(|writer| {
        assert_eq!(writer.keep("members", "b", "{\"n\":1}")?, Put::Inserted);
        assert_eq!(writer.keep("members", "b", "{\"n\":1}")?, Put::Unchanged);
        assert_eq!(writer.keep("members", "b", "{\"n\":2}")?, Put::Updated);
        assert_eq!(writer.keep("members", "a", "{}")?, Put::Inserted);
        assert_eq!(writer.keep("tiers", "a", "{}")?, Put::Inserted);
        refused(writer.keep("", "a", "{}"), |e| matches!(e, Error::Invalid { .. }));
        refused(writer.keep("tiers", "a", "\0"), |e| matches!(e, Error::Invalid { .. }));
        assert_eq!(writer.import_hash("posts", "1")?, None);
        writer.set_import_hash("posts", "1", i64::MIN)?;
        writer.set_import_hash("posts", "1", -5)?;
        writer.set_import_hash("posts", "2", i64::MAX)?;
        assert_eq!(writer.import_hash("posts", "1")?, Some(-5));
        assert_eq!(writer.import_hashes("posts")?["2"], i64::MAX);
        assert!(writer.import_hashes("tags")?.is_empty());
        Ok(())
    });
    let reader = site.store.reader().unwrap();
    assert_eq!(
        reader.kept("members", "", 10).unwrap(),
        [("a".into(), "{}".into()), ("b".into(), "{\"n\":2}".into())]
    );
    assert_eq!(reader.kept("members", "a", 10).unwrap().len(), 1);
    assert_eq!(reader.kept_counts().unwrap(), [("members".into(), 2), ("tiers".into(), 1)]);
}

fn opening_again_changes_nothing(site: &Site) {
    site.write(|writer| newsroom(writer, 3));
    let number = site.store.change_number();
    let again = site.again();
    assert_eq!(again.change_number(), number);
    assert!(again.reader().unwrap().post_by_id(&id(3)).unwrap().is_some());
}

fn a_newer_schema_is_left_alone(site: &Site) {
    site.write(|writer| {
        writer.conn().batch("INSERT INTO migrations (version, name, at) VALUES (99, 'future', 0)")?;
        Ok(())
    });
    match Store::open(&site.target, site.folder.path()) {
        Err(Error::Foreign(why)) => assert!(why.contains("version 99"), "{why}"),
        other => panic!("{:?}", other.map(|_| ())),
    }
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str| {
        Store::open(&Target::Sqlite { path: folder.path().join(name) }, folder.path()).map(|_| ())
    };
    rusqlite::Connection::open(folder.path().join("other.db"))
        .unwrap()
        .execute_batch("CREATE TABLE wp_posts (id)")
        .unwrap();
    match open("other.db") {
        Err(Error::Foreign(why)) => assert!(why.contains("wp_posts"), "{why}"),
        other => panic!("{other:?}"),
    }
    std::fs::write(
        folder.path().join("text.db"),
        "this is not a database, but long enough to look at".repeat(40),
    )
    .unwrap();
    refused(open("text.db"), |e| matches!(e, Error::Foreign(_)));
    std::fs::create_dir(folder.path().join("folder.db")).unwrap();
    refused(open("folder.db"), |e| matches!(e, Error::Unreachable(_)));
    let nobody = Target::Postgres { url: "postgres://u@127.0.0.1:1/x".into() };
    refused(Store::open(&nobody, folder.path()).map(|_| ()), |e| matches!(e, Error::Unreachable(_)));
    let nonsense = Target::Postgres { url: "postgres://u@127.0.0.1:port/x".into() };
    refused(Store::open(&nonsense, folder.path()).map(|_| ()), |e| {
        matches!(e, Error::Invalid { field: "database", .. })
    });
}

#[test]
fn targets_are_read() {
    let path = |p: &str| Target::Sqlite { path: p.into() };
    assert_eq!("data/masthead.db".parse::<Target>().unwrap(), path("data/masthead.db"));
    assert_eq!("sqlite:x.db".parse::<Target>().unwrap(), path("x.db"));
    assert_eq!("sqlite:///abs/x.db".parse::<Target>().unwrap(), path("/abs/x.db"));
    let url = "postgres://a@b/c";
    assert_eq!(url.parse::<Target>().unwrap(), Target::Postgres { url: url.into() });
    for wrong in ["", "sqlite:", "mysql://a/b"] {
        refused(wrong.parse::<Target>(), |e| matches!(e, Error::Invalid { field: "database", .. }));
    }
}
