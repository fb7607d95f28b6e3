//! The change log: what is named, when it is seen, and in which order.

use std::{
    sync::{Arc, Barrier, atomic::AtomicBool, atomic::Ordering},
    thread,
    time::{Duration, Instant},
};

use super::{HOUR, START, Site, author, id, newsroom, post, tag, term};
use crate::{Changes, Error, Kind, List, Near, PostQuery, Status, Tag, TagSet};

super::on_both! {
    a_write_is_seen_at_once_here_and_elsewhere
    numbers_are_in_the_order_of_commit
    exactly_what_was_touched_is_named
    pages_that_note_and_writes_that_name_meet
    who_lags_too_far_behind_drops_everything
    a_reader_keeps_its_snapshot
    waiting_ends_with_a_change_or_with_time
    many_readers_wait_for_their_turn
}

fn a_write_is_seen_at_once_here_and_elsewhere(site: &Site) {
    let other = site.again();
    let before = other.change_number();
    site.write(|writer| writer.put_post(&post(1)));
    let number = site.store.change_number();
    assert_eq!(number, before + 1);
    let began = Instant::now();
    while other.change_number() < number {
        assert!(began.elapsed() < Duration::from_secs(1), "the other store did not learn of the change");
        thread::sleep(Duration::from_millis(1));
    }
    if site.database.is_none() {
        assert!(began.elapsed() < Duration::from_millis(20), "on SQLite it is one load away");
    }
    assert!(other.reader().unwrap().post_by_id(&id(1)).unwrap().is_some());
}

/// Two writers at once: whoever sees change n can read what change n wrote, and nobody ever meets a gap.
fn numbers_are_in_the_order_of_commit(site: &Site) {
    let stores = [site.store.clone(), site.again()];
    let start = Arc::new(Barrier::new(3));
    let done = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = stores
        .into_iter()
        .enumerate()
        .map(|(who, store)| {
            let start = start.clone();
            thread::spawn(move || {
                start.wait();
                for n in 0..40 {
                    store
                        .write(|writer| {
                            writer.set_setting(&format!("w{who}-{n}"), Some("x"))?;
                            writer.touch(Tag::named(&format!("w{who}-{n}")));
                            if n % 7 == who {
                                thread::sleep(Duration::from_millis(3));
                            }
                            Ok::<_, Error>(())
                        })
                        .unwrap();
                }
            })
        })
        .collect();
    let watcher = {
        let (store, start, done) = (site.again(), start.clone(), done.clone());
        thread::spawn(move || {
            let mut seen = store.change_number();
            let first = seen;
            start.wait();
            let mut count = 0;
            while !done.load(Ordering::Relaxed) || store.change_number() > seen {
                let Changes::Tags { upto, tags } = store.changes_since(seen).unwrap() else {
                    panic!("everything?")
                };
                let reader = store.reader().unwrap();
                let settings = reader.settings().unwrap();
                let written: Vec<_> = tags.iter().filter(|tag| tag.as_str().starts_with('w')).collect();
                for tag in &written {
                    assert!(
                        settings.get(tag.as_str()).is_some(),
                        "{tag} was announced before it could be read"
                    );
                }
                assert_eq!(written.len() as u64, upto - seen, "a change between {seen} and {upto} came late");
                count += written.len();
                seen = upto;
            }
            (count, seen - first)
        })
    };
    for writer in writers {
        writer.join().unwrap();
    }
    done.store(true, Ordering::Relaxed);
    let (count, changes) = watcher.join().unwrap();
    assert_eq!((count, changes), (80, 80));
}

fn touched(site: &Site, work: impl FnOnce(&mut crate::Writer) -> crate::Result<()>) -> Vec<String> {
    let before = site.store.change_number();
    site.write(work);
    match site.store.changes_since(before).unwrap() {
        Changes::Tags { tags, .. } => tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
        Changes::Everything { .. } => vec!["all".into()],
    }
}

fn short(tags: Vec<String>) -> String {
    // What only the desk looks at is named beside what readers' pages note.
    let mut out = tags.into_iter().filter(|tag| !tag.starts_with("d:")).collect::<Vec<_>>().join(" ");
    for n in (1..=30).chain(1001..=1003).chain(2001..=2002) {
        out = out.replace(&*id(n), &n.to_string());
    }
    out
}

fn exactly_what_was_touched_is_named(site: &Site) {
    site.write(|writer| newsroom(writer, 12));
    let change = |change: fn(&mut crate::PostRecord)| {
        short(touched(site, |writer| {
            let mut post = writer.post(&id(6))?.unwrap();
            change(&mut post);
            writer.put_post(&post).map(drop)
        }))
    };
    assert_eq!(change(|p| p.row.title = "New".into()), "l:* p:6", "a card that changes in place");
    assert_eq!(change(|p| p.body.html = "New".into()), "l:* p:6");
    assert_eq!(change(|p| p.row.slug = "new".into()), "l:* p:6 slug:new slug:story-6");
    assert_eq!(change(|p| p.row.featured = true), "l:* p:6 picks");
    assert_eq!(change(|p| p.terms = vec![term("harbour", 5)]), "l:* p:6 w:harbour");
    assert_eq!(change(|p| p.tags = vec![id(1001)]), "l:* l:t:1002 p:6 t");
    assert_eq!(change(|p| p.authors = vec![id(2002)]), "a l:* l:a:2001 p:6");
    assert_eq!(
        change(|p| p.row.language = "ka".into()),
        "l l:* l:a:2002 l:l:en l:l:ka l:t:1001 n:5 n:6 n:7 p:6 picks w:harbour"
    );
    assert_eq!(change(|p| p.row.translation_key = Some("k".into())), "l:* p:6 tr:k");
    assert_eq!(
        change(|p| p.row.published_at = Some(START + HOUR * 9 + 1)),
        "l l:* l:a:2002 l:l:ka l:t:1001 n:5 n:6 n:7 n:9 n:10 p:6 picks w:harbour"
    );
    assert_eq!(
        change(|p| p.row.status = Status::Draft),
        "a l l:* l:a:2002 l:l:ka l:t:1001 n:6 n:9 n:10 p:6 picks pop slug:new t tr:k w:harbour"
    );
    assert_eq!(change(|p| p.row.title = "In the drawer".into()), "l:* p:6");
    let tags = short(touched(site, |writer| {
        let mut page = post(20);
        page.row.kind = Kind::Page;
        page.tags = vec![id(1001)];
        writer.put_post(&page).map(drop)
    }));
    assert_eq!(tags, "l:* l:p p:20 pop slug:story-20");
    let tags = short(touched(site, |writer| {
        let mut tag = tag(1);
        tag.description = Some("new".into());
        writer.put_tag(&tag).map(drop)
    }));
    assert_eq!(tags, "l:* t:1001");
    let tags = short(touched(site, |writer| {
        let mut author = author(1);
        author.author.name = "New".into();
        writer.put_author(&author).map(drop)
    }));
    assert_eq!(tags, "a a:2001 l:*");
    assert_eq!(short(touched(site, |writer| writer.set_setting("title", Some("x")).map(drop))), "s");
    assert_eq!(short(touched(site, |writer| writer.keep("members", "1", "{}").map(drop))), "kept");
    let tags = short(touched(site, |writer| writer.delete_post(&id(12)).map(drop)));
    assert_eq!(tags, "a l l:* l:a:2001 l:a:2002 l:l:en l:t:1001 l:t:1002 n:11 n:12 p:12 pop slug:story-12 t");
    let tags = touched(site, |writer| {
        (0..3_000).for_each(|n| writer.touch(Tag::named(&n.to_string())));
        Ok(())
    });
    assert_eq!(tags, ["all"]);
}

fn pages_that_note_and_writes_that_name_meet(site: &Site) {
    site.write(|writer| newsroom(writer, 12));
    let noted = |read: &dyn Fn(&crate::Reader)| -> TagSet {
        let reader = site.store.reader().unwrap();
        read(&reader);
        reader.noted()
    };
    let list =
        |list: List| noted(&|reader| drop(reader.posts(&PostQuery::newest(list.clone(), 0, 3)).unwrap()));
    let front = list(List::All);
    let topic = list(List::Tag(id(1002)));
    let other_topic = list(List::Tag(id(1003)));
    let writer_page = list(List::Author(id(2002)));
    let picks = list(List::Featured);
    let story = |slug: &str| noted(&|reader| drop(reader.entry_by_slug(slug).unwrap()));
    let (last, old, missing) = (story("story-12"), story("story-1"), story("story-13"));
    let next = noted(&|reader| {
        let post = reader.post_by_id(&id(12)).unwrap().unwrap();
        reader.neighbours(&post, Near::All).unwrap();
    });
    let settings = noted(&|reader| drop(reader.settings().unwrap()));

    let before = site.store.change_number();
    site.write(|writer| {
        let mut new = post(13);
        new.tags = vec![id(1002)];
        writer.put_post(&new)
    });
    let Changes::Tags { tags, .. } = site.store.changes_since(before).unwrap() else { panic!("everything?") };
    let hit = |noted: &TagSet| tags.iter().any(|tag| noted.contains(tag));
    for (name, noted) in [("front", &front), ("topic", &topic), ("missing", &missing), ("next", &next)] {
        assert!(hit(noted), "{name} must go: {noted:?} {tags:?}");
    }
    for (name, noted) in [
        ("other topic", &other_topic),
        ("author", &writer_page),
        ("picks", &picks),
        ("last story", &last),
        ("old story", &old),
        ("settings", &settings),
    ] {
        assert!(!hit(noted), "{name} may stay: {noted:?} {tags:?}");
    }
}

fn who_lags_too_far_behind_drops_everything(site: &Site) {
    let first = site.store.change_number();
    for n in 0..3 {
        site.write(|writer| writer.set_setting("title", Some(&n.to_string())));
    }
    assert!(
        matches!(site.store.changes_since(first).unwrap(), Changes::Tags { tags, .. } if tags == [Tag::settings()])
    );
    site.write(|writer| {
        writer.touch(Tag::everything());
        Ok(())
    });
    assert_eq!(site.store.changes_since(first).unwrap(), Changes::Everything { upto: first + 4 });
    assert_eq!(site.store.changes_since(first + 4).unwrap(), Changes::Tags { upto: first + 4, tags: vec![] });
    // As if 10,000 changes had come since.
    site.write(|writer| {
        writer.conn().batch("UPDATE changes SET seq = seq + 20475")?;
        Ok(())
    });
    let jump = first + 4 + 20_475;
    for n in 0..=(20_480 - jump) {
        site.write(|writer| writer.set_setting("title", Some(&format!("again {n}"))));
    }
    let last = site.store.change_number();
    assert!(last >= 20_480, "{last}");
    assert_eq!(site.store.changes_since(first + 4).unwrap(), Changes::Everything { upto: last });
    assert!(matches!(site.store.changes_since(last - 1).unwrap(), Changes::Tags { .. }));
}

fn a_reader_keeps_its_snapshot(site: &Site) {
    site.write(|writer| writer.put_post(&post(1)));
    let reader = site.store.reader().unwrap();
    assert_eq!(reader.count_posts(&PostQuery::newest(List::All, 0, 1)).unwrap(), 1);
    site.write(|writer| writer.put_post(&post(2)));
    assert_eq!(reader.posts(&PostQuery::newest(List::All, 0, 9)).unwrap().len(), 1);
    assert!(reader.change_number() < site.store.change_number());
    drop(reader);
    let reader = site.store.reader().unwrap();
    assert_eq!(reader.posts(&PostQuery::newest(List::All, 0, 9)).unwrap().len(), 2);
    assert_eq!(reader.change_number(), site.store.change_number());
}

fn waiting_ends_with_a_change_or_with_time(site: &Site) {
    let number = site.store.change_number();
    assert_eq!(site.store.wait_for_change(number, Duration::from_millis(30)), number);
    let other = site.again();
    let waiting = thread::spawn(move || other.wait_for_change(number, Duration::from_secs(20)));
    thread::sleep(Duration::from_millis(20));
    site.write(|writer| writer.set_setting("title", Some("x")));
    assert_eq!(waiting.join().unwrap(), number + 1);
}

fn many_readers_wait_for_their_turn(site: &Site) {
    site.write(|writer| newsroom(writer, 5));
    let threads: Vec<_> = (0..40)
        .map(|_| {
            let store = site.store.clone();
            thread::spawn(move || {
                for _ in 0..5 {
                    assert_eq!(
                        store.reader().unwrap().posts(&PostQuery::newest(List::All, 0, 9)).unwrap().len(),
                        5
                    );
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
fn numbers_go_on_when_a_database_is_put_back() {
    let site = Site::sqlite();
    for n in 0..5 {
        site.write(|writer| writer.set_setting("title", Some(&n.to_string())));
    }
    let number = site.store.change_number();
    let Site { store, target, folder, .. } = site;
    drop(store);
    for file in ["masthead.db", "masthead.db-wal", "masthead.db-shm"] {
        let _ = std::fs::remove_file(folder.path().join(file));
    }
    let store = crate::Store::open(&target, folder.path()).unwrap();
    assert!(store.change_number() > number, "other processes on the folder must notice");
    assert!(matches!(store.changes_since(number).unwrap(), Changes::Everything { .. }));
}

#[test]
fn postgresql_changes_are_seen_when_the_notifications_are_cut() {
    let site = Site::postgresql();
    let other = site.again();
    let mut admin = site.database.as_ref().unwrap().client();
    let mut listeners = || {
        let rows = admin
            .query(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%LISTEN%' OR \
                 (datname = current_database() AND query LIKE '%MAX(seq)%' AND pid <> pg_backend_pid())",
                &[],
            )
            .unwrap();
        rows.iter().map(|row| row.get::<_, i32>(0)).collect::<Vec<_>>()
    };
    let began = Instant::now();
    while listeners().len() < 2 {
        assert!(began.elapsed() < Duration::from_secs(5), "nobody listens");
    }
    for pid in listeners() {
        admin_cut(&site, pid);
    }
    let began = Instant::now();
    site.write(|writer| writer.set_setting("title", Some("after the cut")));
    let number = site.store.change_number();
    assert_eq!(other.wait_for_change(number - 1, Duration::from_secs(2)), number);
    assert!(began.elapsed() < Duration::from_secs(2));
    // Notifications work again: quicker than the table is asked.
    thread::sleep(Duration::from_millis(600));
    let mut quick = 0;
    for n in 0..5 {
        let began = Instant::now();
        site.write(|writer| writer.set_setting("title", Some(&n.to_string())));
        let number = site.store.change_number();
        assert_eq!(other.wait_for_change(number - 1, Duration::from_secs(2)), number);
        quick += u32::from(began.elapsed() < Duration::from_millis(100));
    }
    assert!(quick >= 4, "{quick} of 5 came by notification");
}

fn admin_cut(site: &Site, pid: i32) {
    site.database.as_ref().unwrap().client().execute("SELECT pg_terminate_backend($1)", &[&pid]).unwrap();
}

#[test]
fn postgresql_connections_that_died_are_replaced() {
    let site = Site::postgresql();
    site.write(|writer| writer.put_post(&post(1)));
    drop(site.store.reader().unwrap());
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    site.database.as_ref().unwrap().client().batch_execute(cut).unwrap();
    assert!(site.store.reader().unwrap().post_by_id(&id(1)).unwrap().is_some());
    site.database.as_ref().unwrap().client().batch_execute(cut).unwrap();
    site.write(|writer| writer.put_post(&post(2)));
    assert!(site.store.reader().unwrap().post_by_id(&id(2)).unwrap().is_some());
}

#[test]
fn threads_end_with_the_store() {
    for open in [Site::sqlite, Site::postgresql] {
        let site = open();
        let threads = || {
            let tasks = std::fs::read_dir("/proc/self/task").unwrap().flatten();
            tasks
                .filter(|task| {
                    std::fs::read_to_string(task.path().join("comm")).is_ok_and(|c| c == "changes\n")
                })
                .count()
        };
        let began = Instant::now();
        while threads() == 0 {
            assert!(began.elapsed() < Duration::from_secs(3), "no follower");
            thread::yield_now();
        }
        let Site { store, database, .. } = site;
        drop(store);
        let began = Instant::now();
        while threads() > 0 {
            assert!(began.elapsed() < Duration::from_secs(3), "the follower lives on");
            thread::sleep(Duration::from_millis(10));
        }
        drop(database);
    }
}
