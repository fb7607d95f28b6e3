//! The desk: states, lists, search, what goes with a story.

use super::{HOUR, START, Site, author, id, newsroom, post, refused, tag};
use crate::{
    Asked, AskedWord, Comment, Desk, DeskKey, DeskOrder, DeskPage, DeskQuery, Error, Kind, Lane, NewJob,
    PUBLISH_JOB, Reason, Result, Revision, RevisionRow, State, Status, Writer,
};

super::on_both! {
    every_post_has_a_place
    lists_are_narrowed
    a_page_follows_the_other
    words_are_found
    a_schedule_has_its_job
    everything_goes_with_a_story
    a_topic_that_goes_leaves_the_lists
    what_does_not_exist_is_refused
    rare_answers_are_sought_by_the_window
}

fn ask(site: &Site, change: impl FnOnce(&mut DeskQuery)) -> Vec<u32> {
    numbers(&page(site, change))
}

fn page(site: &Site, change: impl FnOnce(&mut DeskQuery)) -> DeskPage {
    let mut query = DeskQuery::newest(Kind::Post, 50);
    change(&mut query);
    site.store.reader().unwrap().desk_list(&query).unwrap()
}

fn numbers(page: &DeskPage) -> Vec<u32> {
    super::numbers(page.stories.iter().map(|story| &story.card))
}

fn counts(site: &Site) -> Vec<(State, u64)> {
    let mut counts = site.store.reader().unwrap().desk_counts(Kind::Post).unwrap();
    counts.retain(|(_, n)| *n > 0);
    counts.sort_unstable();
    counts
}

fn set(site: &Site, n: u32, change: impl FnOnce(&mut Desk)) {
    site.write(|writer| {
        let mut desk = writer.desk(&id(n))?.unwrap().desk;
        change(&mut desk);
        writer.put_desk(&id(n), &desk)
    });
}

fn every_post_has_a_place(site: &Site) {
    site.write(|writer| newsroom(writer, 6));
    let draft = |writer: &mut Writer, n: u32| {
        let mut record = writer.post(&id(n))?.unwrap();
        record.row.status = Status::Draft;
        record.row.updated_at = START + i64::from(n);
        writer.put_post(&record)
    };
    site.write(|writer| draft(writer, 1).and(draft(writer, 2)));
    set(site, 2, |desk| desk.in_review = true);
    assert_eq!(counts(site), [(State::Draft, 1), (State::Review, 1), (State::Published, 4)]);
    assert_eq!(ask(site, |query| query.state = Some(State::Review)), [2]);
    set(site, 3, |desk| desk.trashed = Some((START, State::Published)));
    assert_eq!(counts(site)[3], (State::Trash, 1));
    assert_eq!(ask(site, |query| query.state = Some(State::Trash)), [3]);
    assert!(!ask(site, |_| {}).contains(&3), "the trash is a list of its own");
    // A put of the post with another status takes it back.
    site.write(|writer| {
        let mut record = writer.post(&id(2))?.unwrap();
        record.row.status = Status::Published;
        writer.put_post(&record)
    });
    let story = site.store.reader().unwrap().story(&id(2)).unwrap().unwrap();
    assert_eq!((story.row.state, story.row.desk.in_review), (State::Published, false));
    assert_eq!(story.row.version, 4, "created, taken off, handed in, published");
}

fn lists_are_narrowed(site: &Site) {
    site.write(|writer| newsroom(writer, 12));
    assert_eq!(ask(site, |query| query.author = Some(id(2002))), [12, 9, 6, 3]);
    assert_eq!(ask(site, |query| query.topic = Some(id(1002))), [12, 10, 8, 6, 4, 2]);
    assert_eq!(ask(site, |query| query.language = Some("fr".into())), [10, 5]);
    assert_eq!(
        ask(site, |query| {
            query.author = Some(id(2002));
            query.topic = Some(id(1002));
            query.state = Some(State::Published);
        }),
        [12, 6]
    );
    assert_eq!(
        ask(site, |query| {
            query.from = Some(START + 4 * HOUR);
            query.until = Some(START + 7 * HOUR);
            query.order = DeskOrder::Oldest;
        }),
        [4, 5, 6]
    );
    set(site, 7, |desk| desk.assignees = vec![id(2002)]);
    assert_eq!(ask(site, |query| query.assignee = Some(id(2002))), [7]);
    assert_eq!(ask(site, |query| query.own = Some(id(2002))), [12, 9, 7, 6, 3]);
    let story = page(site, |query| query.assignee = Some(id(2002))).stories.remove(0);
    assert_eq!(story.assignees, [(id(2002), "Author 2".into())]);
    assert_eq!(story.card.authors[0].id, id(2001));
    // What is due.
    site.write(|writer| {
        let mut record = writer.post(&id(8))?.unwrap();
        record.row.status = Status::Draft;
        writer.put_post(&record)
    });
    set(site, 8, |desk| desk.due_at = Some(START + 9 * HOUR));
    set(site, 9, |desk| desk.due_at = Some(START));
    assert_eq!(ask(site, |query| query.order = DeskOrder::Due), [8], "what is published is no longer due");
}

fn a_page_follows_the_other(site: &Site) {
    site.write(|writer| newsroom(writer, 11));
    for order in [DeskOrder::Newest, DeskOrder::Oldest] {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let part = page(site, |query| {
                query.order = order;
                query.limit = 4;
                query.after = after.take();
            });
            all.extend(numbers(&part));
            after = part.next;
            if after.is_none() {
                break;
            }
        }
        if order == DeskOrder::Newest {
            all.reverse();
        }
        assert_eq!(all, (1..=11).collect::<Vec<_>>());
    }
}

fn words_are_found(site: &Site) {
    site.write(|writer| newsroom(writer, 5));
    site.write(|writer| {
        for n in 6..=7 {
            let mut record = post(n);
            record.row.created_at = START + i64::from(n);
            record.authors = vec![id(2000 + n - 5)];
            writer.put_post(&record)?;
        }
        writer.put_words(&id(6), "паром остров отмен")?;
        writer.put_words(&id(2), "თბილის პარლამენტ 2026")?;
        writer.put_words(&id(7), "паром ferry")?;
        writer.put_words(&id(7), "паромщик ferri")
    });
    let word = |begins: &str, stem: &str| AskedWord { begins: begins.into(), stems: vec![stem.into()] };
    let words = |asked: &[(&str, &str)]| {
        let asked = Asked::new(asked.iter().map(|(begins, stem)| word(begins, stem)));
        ask(site, |query| query.words = asked)
    };
    assert_eq!(words(&[("паром", "паром")]), [7, 6], "the newest first");
    assert_eq!(words(&[("паром", ""), ("остр", "")]), [6]);
    assert_eq!(words(&[("თბილ", "")]), [2]);
    assert_eq!(words(&[("ferry", "")]), [] as [u32; 0], "words that are no longer there are not found");
    assert_eq!(words(&[("ferry", "ferri")]), [7]);
    assert_eq!(words(&[("fer", "")]), [7]);
    let first = page(site, |query| {
        query.words = Asked::new([word("паром", "")]);
        query.limit = 1;
    });
    assert_eq!(numbers(&first), [7]);
    let rest = page(site, |query| {
        query.words = Asked::new([word("паром", "")]);
        query.after = first.next;
    });
    assert_eq!((numbers(&rest), rest.next), (vec![6], None));
    let narrowed = ask(site, |query| {
        query.words = Asked::new([word("паром", "")]);
        query.author = Some(id(2002));
    });
    assert_eq!(narrowed, [7]);
    assert_eq!(site.write(|writer| writer.unindexed(10)).len(), 4);

    // The word that many stories have is looked for as it stands; a word that stands before another always is.
    site.write(|writer| {
        for n in 100..=300 {
            writer.put_post(&post(n))?;
            writer.put_words(&id(n), if n == 300 { "мостовая дон" } else { "мост дон" })?;
        }
        Ok(())
    });
    assert!(!words(&[("мост", "")]).contains(&300));
    assert_eq!(words(&[("мостов", "")]), [300]);
    assert_eq!(words(&[("дон", ""), ("мостов", "")]), [300]);
    assert_eq!(words(&[("мостов", ""), ("дон", "")]), [] as [u32; 0]);
}

fn a_schedule_has_its_job(site: &Site) {
    site.write(|writer| newsroom(writer, 2));
    let schedule = |status, at| {
        site.write(|writer| {
            let mut record = writer.post(&id(2))?.unwrap();
            record.row.status = status;
            record.row.published_at = Some(at);
            writer.put_post(&record)
        });
        site.store.reader().unwrap().next_job_at(Lane::Prompt).unwrap()
    };
    assert_eq!(schedule(Status::Scheduled, START + HOUR), Some(START + HOUR));
    assert_eq!(schedule(Status::Scheduled, START + 2 * HOUR), Some(START + 2 * HOUR));
    let job = site.write(|writer| writer.take_job(Lane::Prompt, START + 2 * HOUR, START + 3 * HOUR, "me"));
    let job = job.unwrap();
    assert_eq!((&*job.kind, &*job.about, job.attempt), (PUBLISH_JOB, &*id(2), 1));
    assert_eq!(schedule(Status::Draft, START + 2 * HOUR), None);
}

/// Something in every table of the desk, about post 2.
pub(super) fn fill(writer: &mut Writer) -> Result<()> {
    let mut desk = writer.desk(&id(2))?.unwrap().desk;
    desk.assignees = vec![id(2001)];
    desk.due_at = Some(START);
    writer.put_desk(&id(2), &desk)?;
    writer.put_words(&id(2), "паром")?;
    writer.add_comment(&Comment {
        id: id(77),
        post: id(2),
        parent: None,
        anchor: "[]".into(),
        quote: "".into(),
        body: "?".into(),
        by: Some(id(2001)),
        by_name: "".into(),
        at: START,
        resolved_at: None,
    })?;
    writer.add_revision(&revision(1))?;
    writer.add_preview("hash", &id(2), None, START, START + HOUR)?;
    writer.add_job(START, NewJob { lane: Lane::Heavy, kind: "try", about: "a", payload: "", due_at: START })
}

/// The stories with a word.
pub(super) fn found(site: &Site, word: &str) -> Vec<u32> {
    let word = AskedWord { begins: word.into(), stems: Vec::new() };
    ask(site, |query| query.words = Asked::new([word]))
}

fn everything_goes_with_a_story(site: &Site) {
    site.write(|writer| newsroom(writer, 3));
    site.write(fill);
    let reader = site.store.reader().unwrap();
    assert_eq!(&*reader.comments(&id(2)).unwrap()[0].by_name, "Author 1");
    assert_eq!(&*reader.revisions(&id(2)).unwrap()[0].by_name, "Author 2");
    assert_eq!(reader.revision(&id(1), &id(501)).unwrap(), None, "a revision of another story");
    assert_eq!(reader.previewed("hash", START).unwrap(), Some(id(2)));
    assert_eq!(reader.previewed("hash", START + HOUR).unwrap(), None);
    drop(reader);
    site.write(|writer| writer.delete_post(&id(2)));
    let mut lease = site.store.lease().unwrap();
    for table in
        ["desk", "desk_people", "desk_index", "story_words", "revisions", "comments", "preview_links"]
    {
        let left = match table {
            "story_words" => format!("SELECT COUNT(*) FROM {table}"),
            _ => format!("SELECT COUNT(*) FROM {table} WHERE post_id = '{}'", id(2)),
        };
        lease
            .conn()
            .each_of(&left, &[], &mut |row| {
                assert_eq!(row.int(0)?, 0, "{table}");
                Ok(())
            })
            .unwrap();
    }
    drop(lease);
    assert_eq!(counts(site), [(State::Published, 2)]);
    assert!(site.store.check().unwrap().is_empty());
}

fn revision(n: u32) -> Revision {
    Revision {
        row: RevisionRow {
            id: id(500 + n),
            at: START + i64::from(n),
            by: Some(id(2002)),
            by_name: "".into(),
            reason: Reason::Autosaved,
            title: "Title".into(),
            words: 3,
            bytes: 0,
        },
        post: id(2),
        standfirst: "".into(),
        document: "{}".into(),
    }
}

fn a_topic_that_goes_leaves_the_lists(site: &Site) {
    site.write(|writer| newsroom(writer, 4));
    site.write(|writer| writer.delete_tag(&id(1002)));
    assert_eq!(ask(site, |query| query.topic = Some(id(1002))), [] as [u32; 0]);
    // And the stories that had it can be written again.
    site.write(|writer| {
        let mut record = writer.post(&id(2))?.unwrap();
        record.row.status = Status::Draft;
        writer.put_post(&record)
    });
    assert_eq!(ask(site, |query| query.state = Some(State::Draft)), [2]);
}

fn what_does_not_exist_is_refused(site: &Site) {
    site.write(|writer| newsroom(writer, 1));
    let put = |n, desk: &Desk| site.store.write(|writer| writer.put_desk(&id(n), desk));
    refused(put(9, &Desk::default()), |e| matches!(e, Error::Missing { what: "post", .. }));
    let desk = Desk { assignees: vec![id(4)], ..Desk::default() };
    refused(put(1, &desk), |e| matches!(e, Error::Missing { what: "author", .. }));
}

/// More stories than a window holds, of which the last alone is an answer.
fn rare_answers_are_sought_by_the_window(site: &Site) {
    site.write(|writer| {
        writer.put_tag(&tag(1))?;
        writer.put_author(&author(1))?;
        writer.put_author(&author(2))?;
        for n in 1..=1_100 {
            let mut record = post(n);
            record.tags.push(id(1001));
            record.authors.push(id(if n == 1 { 2001 } else { 2002 }));
            writer.put_post(&record)?;
        }
        Ok(())
    });
    let ask = |after: Option<DeskKey>| {
        page(site, |query| {
            // The list of the author leads; the topic is looked at row by row.
            query.author = Some(id(2002));
            query.topic = Some(id(1002));
            query.after = after;
        })
    };
    let first = ask(None);
    assert!(first.stories.is_empty());
    let key = first.next.unwrap();
    assert_eq!(key.id, Some(id(101)));
    let second = ask(Some(key));
    assert_eq!((second.stories.len(), second.next), (0, None));
}
