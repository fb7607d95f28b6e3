//! Shared documents: numbered changes, put together, gone with their story.

use super::{HOUR, START, Site, id, newsroom, on_both};
use crate::{Changes, LiveChange, Tag};

fn number(n: u64, bytes: &[u8]) -> LiveChange {
    LiveChange { number: n, bytes: bytes.to_vec() }
}

fn changes_are_numbered_and_put_together(site: &Site) {
    site.write(|writer| newsroom(writer, 2));
    let (one, two) = (id(1), id(2));
    site.write(|writer| {
        writer.begin_live(&one, &[0, 255], "base", START)?;
        // Whoever comes second finds the first one's.
        writer.begin_live(&one, &[9], "other", START)?;
        writer.begin_live(&two, &[2], "base", START)
    });
    let before = site.store.change_number();
    let last = site.write(|writer| {
        writer.add_live_changes(&one, 0, &[vec![1], vec![2, 0]], Some(&id(2001)), START + HOUR)
    });
    assert_eq!(last, 2);
    let told = Changes::Tags { upto: before + 1, tags: vec![Tag::live(&one)] };
    assert_eq!(site.store.changes_since(before).unwrap(), told);
    let reader = site.store.reader().unwrap();
    let row = reader.live(&one).unwrap().unwrap();
    assert_eq!((row.upto, row.last, row.saved, &*row.base), (0, 2, 0, "base"));
    assert_eq!((row.changed_at, row.changed_by), (START + HOUR, Some(id(2001))));
    assert_eq!(reader.live_state(&one).unwrap().unwrap(), [0, 255]);
    assert_eq!(reader.live_changes(&one, 0).unwrap(), [number(1, &[1]), number(2, &[2, 0])]);
    assert_eq!(reader.live_changes(&one, 1).unwrap(), [number(2, &[2, 0])]);
    assert_eq!(reader.live_changes(&two, 0).unwrap(), []);
    drop(reader);

    site.write(|writer| {
        writer.put_live_state(&one, &[7; 1000], 1)?;
        writer.live_is_saved(&one, 2, "later")
    });
    let (row, state, changes) = site.write(|writer| {
        Ok((writer.live(&one)?.unwrap(), writer.live_state(&one)?.unwrap(), writer.live_changes(&one, 0)?))
    });
    assert_eq!((row.upto, row.last, row.saved, &*row.base), (1, 2, 2, "later"));
    assert_eq!((state, changes), (vec![7; 1000], vec![number(2, &[2, 0])]));
}

fn a_deleted_story_takes_its_document_along(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 1)?;
        writer.begin_live(&id(1), &[1], "base", START)?;
        writer.add_live_changes(&id(1), 0, &[vec![1]], None, START)?;
        writer.delete_post(&id(1))
    });
    let reader = site.store.reader().unwrap();
    assert_eq!(reader.live(&id(1)).unwrap(), None);
    assert_eq!(reader.live_changes(&id(1), 0).unwrap(), []);
}

on_both! { changes_are_numbered_and_put_together a_deleted_story_takes_its_document_along }

#[test]
fn tags_of_stories_are_read_again() {
    let story = id(1);
    assert_eq!(Tag::live(&story).live_story(), Some((story, None)));
    let notice = r#"{"kind":"published","by":"A!B"}"#;
    assert_eq!(Tag::live_notice(&story, notice).live_story(), Some((story, Some(notice))));
    assert_eq!(Tag::post(&story).live_story(), None);
}
