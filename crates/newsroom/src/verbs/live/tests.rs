//! A story that is written together, from its first opening to its publication.

use ::live::{Manuscript, Story};
use document::{Document, Trust};
use store::{Author, AuthorRecord, Changes, Id, Kind, Reason, Status, Store, Tag};

use crate::{
    Actor, Newsroom, OpenedLive, PostDraft, Refused, Role, StoryChanges,
    test_ground::{Ground, NOON, on_both},
};

on_both! {
    Paper:
    two_who_open_at_once_open_the_same
    only_those_write_who_may
    servers_learn_what_others_stored
    a_draft_follows_what_is_written
    the_address_of_a_draft_goes_along_with_its_title
    readers_see_changes_when_somebody_publishes_them
    restoring_a_version_is_an_edit_that_everybody_sees
    an_import_past_the_document_becomes_an_edit
    a_copy_of_a_story_is_a_story_of_its_own
}

struct Paper {
    room: Newsroom,
    store: Store,
    author: Id,
    other: Id,
    _ground: Ground,
}

impl Paper {
    fn on(ground: Ground) -> Self {
        let (room, store) = (ground.room.clone(), ground.store.clone());
        let person = |name: &str| {
            let author = Author::named(Id::generate(NOON), "", name, NOON);
            let record = AuthorRecord { author, email: None, status: "active".into() };
            room.put_author(Actor::operator(), record).unwrap().id
        };
        let (author, other) = (person("Ana"), person("Bela"));
        Self { room, store, author, other, _ground: ground }
    }

    fn ana(&self) -> Actor {
        Actor::person(self.author, Role::Author)
    }

    fn bela(&self, role: Role) -> Actor {
        Actor::person(self.other, role)
    }

    fn draft(&self) -> Id {
        let mut draft = PostDraft::new(Kind::Post, "Ferry", body("<p>It did not come.</p>"), NOON);
        draft.authors = vec![self.author];
        self.room.save_draft(self.ana(), draft).unwrap().id
    }

    /// Ana writes this; what the store knows then.
    fn write(&self, id: &Id, opened: &mut OpenedLive, story: &Story) {
        let change = opened.manuscript.rewrite(story).unwrap().unwrap();
        let news = self.room.add_live(id, opened.last, &[change], Some(self.author)).unwrap();
        assert!(news.changes.is_empty() && news.state.is_none());
        opened.last = news.last;
    }

    fn row(&self, id: &Id) -> store::PostRecord {
        self.store.write::<_, store::Error>(|writer| writer.post(id)).unwrap().unwrap()
    }

    fn open(&self, id: &Id) -> OpenedLive {
        self.room.open_live(id).unwrap()
    }
}

fn body(html: &str) -> Document {
    Document::from_html(html, Trust::Trusted).unwrap().document
}

fn story(title: &str, html: &str) -> Story {
    Story { title: title.to_owned(), standfirst: "Again.".to_owned(), body: body(html) }
}

fn two_who_open_at_once_open_the_same(paper: &Paper) {
    let id = paper.draft();
    let (one, two) = (paper.open(&id), paper.open(&id));
    assert_eq!(one.manuscript.state_vector(), two.manuscript.state_vector());
    assert_eq!(one.manuscript.story().unwrap().body, body("<p>It did not come.</p>"));
    assert_eq!((one.last, one.unsaved), (0, false));
    let missing: Id = "1".parse().unwrap();
    assert!(matches!(paper.room.open_live(&missing), Err(Refused::NotFound { .. })));
    assert!(matches!(paper.room.add_live(&missing, 0, &[], None), Err(Refused::NotFound { .. })));
    assert!(matches!(paper.room.live_news(&missing, 0), Err(Refused::NotFound { .. })));
}

fn only_those_write_who_may(paper: &Paper) {
    let id = paper.draft();
    let may = |actor: Actor| paper.room.may_write_live(actor, &id);
    assert_eq!(may(paper.ana()).unwrap(), Trust::Untrusted);
    assert_eq!(may(paper.bela(Role::Editor)).unwrap(), Trust::Trusted);
    assert_eq!(may(paper.bela(Role::SubEditor)).unwrap(), Trust::Untrusted);
    for role in [Role::Contributor, Role::Author] {
        assert!(matches!(may(paper.bela(role)), Err(Refused::NotAllowed { .. })), "{role:?}");
    }
    // Contributors hand over what is out.
    paper.room.publish_story(paper.ana(), &id).unwrap();
    let handed_over = Actor { role: Role::Contributor, ..paper.ana() };
    assert!(matches!(may(handed_over), Err(Refused::NotAllowed { .. })));
    paper.room.trash_story(paper.ana(), &id).unwrap();
    assert!(matches!(may(paper.ana()), Err(Refused::Conflict(_))));
}

fn servers_learn_what_others_stored(paper: &Paper) {
    let id = paper.draft();
    let (mut one, mut two) = (paper.open(&id), paper.open(&id));
    let before = paper.store.change_number();
    paper.write(&id, &mut one, &story("Ferry", "<p>It did not come.</p><p>Again.</p>"));
    let tags = vec![Tag::live(&id)];
    assert_eq!(paper.store.changes_since(before).unwrap(), Changes::Tags { upto: before + 1, tags });

    // The second one adds without having looked, and is told.
    let own = Story { standfirst: String::new(), ..story("The ferry", "<p>It did not come.</p>") };
    let change = two.manuscript.rewrite(&own).unwrap().unwrap();
    let news = paper.room.add_live(&id, two.last, &[change], Some(paper.other)).unwrap();
    assert_eq!((news.last, news.changes.len(), news.state.is_none()), (2, 1, true));
    two.manuscript.merge(&news.changes[0]).unwrap();
    assert_eq!(two.manuscript.story().unwrap(), story("The ferry", "<p>It did not come.</p><p>Again.</p>"));

    // Changes that were put together meanwhile come as a state.
    assert!(!paper.room.compact_live(&id, 1, &[0]).unwrap(), "somebody has added one since");
    assert!(paper.room.compact_live(&id, 2, &two.manuscript.state()).unwrap());
    let news = paper.room.live_news(&id, one.last).unwrap();
    assert_eq!((news.last, news.changes.len()), (2, 0));
    one.manuscript.merge(&news.state.unwrap()).unwrap();
    assert_eq!(one.manuscript.story().unwrap(), two.manuscript.story().unwrap());
    assert_eq!(paper.room.live_news(&id, 2).unwrap(), crate::LiveNews { last: 2, ..Default::default() });
    assert_eq!(paper.open(&id).manuscript.story().unwrap(), two.manuscript.story().unwrap());
}

fn a_draft_follows_what_is_written(paper: &Paper) {
    let id = paper.draft();
    let mut opened = paper.open(&id);
    let wanted = story("The ferry", "<p>It came.</p>");
    paper.write(&id, &mut opened, &wanted);
    assert!(paper.open(&id).unsaved, "after a crash it is known that the row lags behind");
    assert_eq!(&*paper.row(&id).row.title, "Ferry");
    // Somebody else has added a change since: they save.
    paper.room.save_live(&id, &wanted, 0, Some(paper.author)).unwrap();
    assert_eq!(&*paper.row(&id).row.title, "Ferry");
    paper.room.save_live(&id, &wanted, 1, Some(paper.author)).unwrap();
    let row = paper.row(&id);
    assert_eq!((&*row.row.title, row.row.custom_excerpt.as_deref()), ("The ferry", Some("Again.")));
    assert_eq!((&*row.body.html, &*row.row.slug), ("<p>It came.</p>", "the-ferry"));
    assert!(!paper.open(&id).unsaved);
    let kept = paper.store.write::<_, store::Error>(|writer| writer.revisions(&id)).unwrap();
    assert_eq!(kept.iter().map(|row| row.reason).collect::<Vec<_>>(), [Reason::Autosaved]);
}

fn the_address_of_a_draft_goes_along_with_its_title(paper: &Paper) {
    let begin = || paper.room.begin_story(paper.ana(), Kind::Post, "").unwrap().id;
    let slug = |id: &Id| paper.row(id).row.slug.to_string();
    let (id, twin) = (begin(), begin());
    assert_eq!((slug(&id), slug(&twin)), ("untitled".into(), "untitled-2".into()));
    let mut opened = paper.open(&id);
    // The row follows in the middle of a headline, too.
    for (title, expected) in
        [("Wat", "wat"), ("Water is back", "water-is-back"), ("", "untitled"), ("Water!", "water")]
    {
        let wanted = story(title, "<p>Since noon.</p>");
        paper.write(&id, &mut opened, &wanted);
        paper.room.save_live(&id, &wanted, opened.last, None).unwrap();
        assert_eq!(slug(&id), expected);
    }
    // Published at once, before the row has followed.
    paper.write(&twin, &mut paper.open(&twin), &story("Water again", "<p>Since one.</p>"));
    assert_eq!(paper.room.publish_story(paper.ana(), &twin).unwrap().saved.slug, "water-again");
    // An address that somebody chose stays, and so does one that readers know.
    let chosen = StoryChanges { slug: Some("dry".into()), ..StoryChanges::default() };
    let version = paper.store.reader().unwrap().story(&id).unwrap().unwrap().row.version;
    paper.room.change_story(paper.ana(), &id, version, chosen).unwrap();
    for (id, expected) in [(id, "dry"), (twin, "water-again")] {
        paper.write(&id, &mut paper.open(&id), &story("Rain", "<p>Since two.</p>"));
        paper.room.publish_story(paper.ana(), &id).unwrap();
        assert_eq!(slug(&id), expected);
    }
}

fn readers_see_changes_when_somebody_publishes_them(paper: &Paper) {
    let id = paper.draft();
    let mut opened = paper.open(&id);
    paper.write(&id, &mut opened, &story("The ferry", "<p>It came.</p>"));
    // Not saved yet: publishing takes what is written.
    paper.room.publish_story(paper.ana(), &id).unwrap();
    assert_eq!(
        (paper.row(&id).row.status, &*paper.row(&id).body.html),
        (Status::Published, "<p>It came.</p>")
    );

    let wanted = story("The ferry", "<p>It came late.</p>");
    paper.write(&id, &mut opened, &wanted);
    paper.room.save_live(&id, &wanted, opened.last, Some(paper.author)).unwrap();
    let changed = || paper.store.reader().unwrap().story(&id).unwrap().unwrap().row.desk.changed;
    assert_eq!((&*paper.row(&id).body.html, changed()), ("<p>It came.</p>", true));
    let before = paper.store.change_number();
    paper.room.publish_story(paper.ana(), &id).unwrap();
    assert_eq!((&*paper.row(&id).body.html, changed()), ("<p>It came late.</p>", false));
    let Changes::Tags { tags, .. } = paper.store.changes_since(before).unwrap() else { panic!("tags") };
    let notice = tags.iter().find_map(|tag| tag.live_story().and_then(|(_, notice)| notice)).unwrap();
    assert_eq!(notice, format!(r#"{{"at":{NOON},"by":"Ana","kind":"published"}}"#));
    // A draft again, it is what was written last.
    let wanted = story("The ferry", "<p>It came early.</p>");
    paper.write(&id, &mut opened, &wanted);
    paper.room.unpublish_story(paper.ana(), &id).unwrap();
    assert_eq!(&*paper.row(&id).body.html, "<p>It came early.</p>");
    assert!(!paper.open(&id).unsaved);
}

fn restoring_a_version_is_an_edit_that_everybody_sees(paper: &Paper) {
    let id = paper.draft();
    paper.room.publish_story(paper.ana(), &id).unwrap();
    let mut opened = paper.open(&id);
    let wanted = story("The ferry", "<p>Rubbish.</p>");
    paper.write(&id, &mut opened, &wanted);
    let kept = paper.store.write::<_, store::Error>(|writer| writer.revisions(&id)).unwrap();
    paper.room.restore_revision(paper.ana(), &id, &kept[0].id).unwrap();
    let news = paper.room.live_news(&id, opened.last).unwrap();
    news.changes.iter().for_each(|change| drop(opened.manuscript.merge(change).unwrap()));
    assert_eq!(opened.manuscript.story().unwrap().body, body("<p>It did not come.</p>"));
    assert_eq!(&*paper.row(&id).body.html, "<p>It did not come.</p>");
}

fn an_import_past_the_document_becomes_an_edit(paper: &Paper) {
    let id = paper.draft();
    let mut opened = paper.open(&id);
    let mut row = paper.row(&id);
    row.body.document = body("<p>From elsewhere.</p>").to_json().into();
    paper.store.write(|writer| writer.put_post(&row).map(drop)).unwrap();
    let again = paper.open(&id);
    assert_eq!(again.manuscript.story().unwrap().body, body("<p>From elsewhere.</p>"));
    for change in paper.room.live_news(&id, opened.last).unwrap().changes {
        opened.manuscript.merge(&change).unwrap();
    }
    assert_eq!(opened.manuscript.story().unwrap(), again.manuscript.story().unwrap());

    // With words of its own that the row lacks, the document stays what is written.
    opened.last = again.last;
    let wanted = story("The ferry", "<p>Mine.</p>");
    paper.write(&id, &mut opened, &wanted);
    row.body.document = body("<p>From elsewhere, again.</p>").to_json().into();
    paper.store.write(|writer| writer.put_post(&row).map(drop)).unwrap();
    assert_eq!(paper.open(&id).manuscript.story().unwrap(), wanted);
}

fn a_copy_of_a_story_is_a_story_of_its_own(paper: &Paper) {
    let id = paper.draft();
    let mut opened = paper.open(&id);
    paper.write(&id, &mut opened, &story("The ferry", "<p>It came.</p>"));
    let copy = paper.room.duplicate_story(paper.ana(), &id).unwrap().id;
    let copied: Manuscript = paper.open(&copy).manuscript;
    assert_eq!(copied.story().unwrap().body, body("<p>It came.</p>"));
    paper.room.trash_story(paper.ana(), &copy).unwrap();
    paper.room.destroy_story(paper.ana(), &copy).unwrap();
    assert!(matches!(paper.room.live_news(&copy, 0), Err(Refused::NotFound { .. })));
}
