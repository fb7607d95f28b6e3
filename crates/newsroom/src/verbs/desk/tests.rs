//! Success and refusal of every verb of the desk.

use document::{Document, Trust};
use store::{Author, AuthorRecord, DeskQuery, Id, Kind, Lane, Millis, Reason, State, Store};

use crate::{
    Actor, Kinds, NewComment, Newsroom, PostDraft, Refused, Role, StoryChanges, asked,
    test_ground::{Ground, NOON, on_both},
};

on_both! {
    Paper:
    a_story_goes_from_its_first_line_to_its_readers
    authors_publish_their_own
    limited_people_keep_to_their_topics
    an_embargo_holds
    plans_are_made_by_the_desk
    a_schedule_is_kept_once
    what_fails_is_tried_again_and_told
    the_trash_gives_back
    a_copy_is_a_story_of_its_own
    a_revision_is_restored
    colleagues_talk_about_a_story
    details_are_changed_by_who_may
    injected_code_stays_when_others_edit
    topics_are_named_once
    a_preview_is_shared_for_a_while
    stories_are_found_in_every_form_of_a_word
    a_picture_has_a_point_that_stays_in_sight
}

const HOUR: Millis = 3_600_000;

/// A newsroom with a cast.
struct Paper {
    room: Newsroom,
    store: Store,
    people: Vec<(Role, Id)>,
    _ground: Ground,
}

impl Paper {
    fn on(ground: Ground) -> Self {
        let (room, store) = (ground.room.clone(), ground.store.clone());
        let people = Role::ALL.map(|role| {
            let author = Author::named(Id::generate(NOON), "", role.as_str(), NOON);
            let record = AuthorRecord { author, email: None, status: "active".into() };
            (role, room.put_author(Actor::operator(), record).unwrap().id)
        });
        Self { room, store, people: people.into(), _ground: ground }
    }

    fn id(&self, role: Role) -> Id {
        self.people.iter().find(|(other, _)| *other == role).unwrap().1
    }

    fn a(&self, role: Role) -> Actor {
        Actor::person(self.id(role), role)
    }

    /// A draft of somebody's, with a title and a text.
    fn draft(&self, role: Role, title: &str) -> Id {
        let mut draft = PostDraft::new(Kind::Post, title, body("<p>The ferry did not come.</p>"), NOON);
        draft.authors = vec![self.id(role)];
        self.room.save_draft(self.a(role), draft).unwrap().id
    }

    fn topic(&self, name: &str) -> Id {
        self.room.name_topic(self.a(Role::Editor), name).unwrap().0
    }

    fn story(&self, id: &Id) -> store::Story {
        self.store.reader().unwrap().story(id).unwrap().unwrap()
    }

    fn state(&self, id: &Id) -> State {
        self.story(id).row.state
    }

    fn is_public(&self, id: &Id) -> bool {
        self.store.reader().unwrap().post_by_id(id).unwrap().is_some()
    }

    fn change(&self, role: Role, id: &Id, changes: StoryChanges) -> Result<(), Refused> {
        self.room.change_story(self.a(role), id, self.story(id).row.version, changes)
    }

    fn acts(&self) -> Vec<String> {
        let end: Id = "zzzzzzzzzzzzzzzzzzzzzzzz".parse().unwrap();
        let rows = self.store.reader().unwrap().audit_before(i64::MAX, &end, 100).unwrap();
        let mut acts: Vec<String> = rows.iter().map(|row| row.act.to_string()).collect();
        acts.sort();
        acts
    }
}

fn body(html: &str) -> Document {
    Document::from_html(html, Trust::Trusted).unwrap().document
}

#[track_caller]
fn not_allowed<T: std::fmt::Debug>(result: Result<T, Refused>) {
    assert!(matches!(result, Err(Refused::NotAllowed { .. })), "{result:?}");
}

#[track_caller]
fn conflict<T: std::fmt::Debug>(result: Result<T, Refused>) {
    assert!(matches!(result, Err(Refused::Conflict(_))), "{result:?}");
}

#[track_caller]
fn invalid<T: std::fmt::Debug>(field: &str, result: Result<T, Refused>) {
    assert!(matches!(&result, Err(Refused::Invalid { field: about, .. }) if *about == field), "{result:?}");
}

fn a_story_goes_from_its_first_line_to_its_readers(paper: &Paper) {
    let id = paper.room.begin_story(paper.a(Role::Contributor), Kind::Post, "").unwrap().id;
    assert_eq!(&*paper.story(&id).post.slug, "untitled");
    invalid("title", paper.room.hand_in(paper.a(Role::Contributor), &id));
    let id = paper.draft(Role::Contributor, "The ferry");
    paper.room.hand_in(paper.a(Role::Contributor), &id).unwrap();
    assert_eq!(paper.state(&id), State::Review);
    conflict(paper.room.hand_in(paper.a(Role::Contributor), &id));
    paper.room.take_back(paper.a(Role::SubEditor), &id).unwrap();
    conflict(paper.room.take_back(paper.a(Role::SubEditor), &id));
    paper.room.hand_in(paper.a(Role::Contributor), &id).unwrap();
    for role in [Role::Contributor, Role::Author, Role::SubEditor] {
        not_allowed(paper.room.publish_story(paper.a(role), &id));
    }
    let published = paper.room.publish_story(paper.a(Role::Editor), &id).unwrap();
    assert!(!published.updated && paper.is_public(&id));
    assert_eq!(paper.state(&id), State::Published);
    // The contributor has handed it over; the sub-editor may write, but nobody sees it before an editor says so.
    let access = |role| paper.room.see_story(paper.a(role), &id).unwrap().1;
    assert!(!access(Role::Contributor).write && !access(Role::Contributor).trash);
    assert!(access(Role::SubEditor).write && !access(Role::SubEditor).change);
    not_allowed(paper.room.see_story(paper.a(Role::Author), &id));
    assert!(paper.room.publish_story(paper.a(Role::Editor), &id).unwrap().updated);
    not_allowed(paper.room.unpublish_story(paper.a(Role::Contributor), &id));
    paper.room.unpublish_story(paper.a(Role::Editor), &id).unwrap();
    assert!(!paper.is_public(&id));
    conflict(paper.room.unpublish_story(paper.a(Role::Editor), &id));
    let published_at = paper.story(&id).post.published_at;
    paper.room.publish_story(paper.a(Role::Editor), &id).unwrap();
    assert_eq!(paper.story(&id).post.published_at, published_at, "it is the same story again");
    assert!(
        ["story.handed_in", "story.published", "story.unpublished", "story.updated"]
            .iter()
            .all(|act| paper.acts().iter().any(|other| other == act))
    );
}

fn authors_publish_their_own(paper: &Paper) {
    let (own, other) = (paper.draft(Role::Author, "Own"), paper.draft(Role::Editor, "Other"));
    paper.room.publish_story(paper.a(Role::Author), &own).unwrap();
    not_allowed(paper.room.publish_story(paper.a(Role::Author), &other));
    // Who is given a story may write it, and publishes it no more than before.
    not_allowed(paper.room.assign_story(paper.a(Role::Author), &other, &[paper.id(Role::Author)]));
    paper.room.assign_story(paper.a(Role::SubEditor), &other, &[paper.id(Role::Author)]).unwrap();
    assert!(paper.room.see_story(paper.a(Role::Author), &other).unwrap().1.write);
    not_allowed(paper.room.publish_story(paper.a(Role::Author), &other));
    // Pages are the editors'.
    not_allowed(paper.room.begin_story(paper.a(Role::Author), Kind::Page, "About"));
    let page = paper.room.begin_story(paper.a(Role::Editor), Kind::Page, "About").unwrap().id;
    not_allowed(paper.room.see_story(paper.a(Role::SubEditor), &page));
    assert!(matches!(
        paper.room.publish_story(paper.a(Role::Owner), &Id::generate(1)),
        Err(Refused::NotFound { .. })
    ));
    invalid("title", paper.room.begin_story(paper.a(Role::Author), Kind::Post, &"x".repeat(256)));
}

fn limited_people_keep_to_their_topics(paper: &Paper) {
    let (city, sea) = (paper.topic("City"), paper.topic("Sea"));
    let limited = Actor { limited: true, ..paper.a(Role::Editor) };
    paper.store.write(|writer| writer.put_staff_topics(&paper.id(Role::Editor), &[city])).unwrap();
    let other = paper.draft(Role::Author, "Waves");
    not_allowed(paper.room.publish_story(limited, &other));
    let change = |topics: Vec<Id>| StoryChanges { topics: Some(topics), ..StoryChanges::default() };
    paper.change(Role::Author, &other, change(vec![sea, city])).unwrap();
    let seen = paper.story(&other).row.version;
    invalid("topics", paper.room.change_story(limited, &other, seen, change(vec![sea])));
    paper.room.publish_story(limited, &other).unwrap();
    let own = paper.room.begin_story(limited, Kind::Post, "Town hall").unwrap().id;
    assert_eq!(paper.story(&own).post.tags[0].id, city);
}

fn an_embargo_holds(paper: &Paper) {
    let id = paper.draft(Role::Author, "Secret");
    let author = paper.a(Role::Author);
    paper.room.set_embargo(author, &id, Some(NOON + HOUR)).unwrap();
    for role in [Role::Author, Role::Owner] {
        conflict(paper.room.publish_story(paper.a(role), &id));
    }
    invalid("at", paper.room.schedule_story(author, &id, NOON + HOUR - 1));
    paper.room.set_embargo(author, &id, Some(NOON + 2 * HOUR)).unwrap();
    not_allowed(paper.room.set_embargo(author, &id, Some(NOON + HOUR)));
    not_allowed(paper.room.set_embargo(author, &id, None));
    paper.room.schedule_story(author, &id, NOON + 3 * HOUR).unwrap();
    invalid("embargoUntil", paper.room.set_embargo(author, &id, Some(NOON + 4 * HOUR)));
    paper.room.set_embargo(paper.a(Role::SubEditor), &id, None).unwrap();
    paper.room.publish_story(author, &id).unwrap();
    invalid("embargoUntil", paper.room.set_embargo(author, &id, Some(NOON + HOUR)));
    assert!(paper.acts().iter().any(|act| act == "story.embargoed"));
}

fn plans_are_made_by_the_desk(paper: &Paper) {
    let id = paper.draft(Role::Author, "Long");
    not_allowed(paper.room.set_due(paper.a(Role::Author), &id, Some(NOON)));
    paper.room.set_due(paper.a(Role::SubEditor), &id, Some(NOON)).unwrap();
    paper.room.set_target(paper.a(Role::Author), &id, Some(800)).unwrap();
    invalid("targetWords", paper.room.set_target(paper.a(Role::Author), &id, Some(0)));
    let desk = paper.story(&id).row.desk;
    assert_eq!((desk.due_at, desk.target_words), (Some(NOON), Some(800)));
    let nobody = Id::generate(3);
    assert!(matches!(
        paper.room.assign_story(paper.a(Role::Editor), &id, &[nobody]),
        Err(Refused::NotFound { what: "author", .. })
    ));
    let many: Vec<Id> = (0..21).map(Id::generate).collect();
    invalid("assignees", paper.room.assign_story(paper.a(Role::Editor), &id, &many));
}

fn a_schedule_is_kept_once(paper: &Paper) {
    let id = paper.draft(Role::Author, "Later");
    let author = paper.a(Role::Author);
    not_allowed(paper.room.schedule_story(paper.a(Role::SubEditor), &id, NOON + HOUR));
    invalid("at", paper.room.schedule_story(author, &id, NOON));
    invalid("at", paper.room.schedule_story(author, &id, NOON + 6 * 366 * 24 * HOUR));
    conflict(paper.room.unschedule_story(author, &id));
    paper.room.schedule_story(author, &id, NOON + 2 * HOUR).unwrap();
    paper.room.schedule_story(author, &id, NOON + HOUR).unwrap();
    assert_eq!(paper.state(&id), State::Scheduled);
    let kinds = Kinds::ours();
    assert_eq!(paper.room.work_off(Lane::Prompt, &kinds).unwrap(), 0);
    assert!(!paper.room.publish_due(&id).unwrap(), "not yet");
    paper.room.clock().advance(HOUR);
    assert_eq!(paper.room.work_off(Lane::Prompt, &kinds).unwrap(), 1);
    assert!(paper.is_public(&id));
    assert_eq!(paper.story(&id).post.published_at, Some(NOON + HOUR));
    assert!(!paper.room.publish_due(&id).unwrap(), "once");
    assert_eq!(paper.acts().iter().filter(|act| *act == "story.published").count(), 1);
    conflict(paper.room.schedule_story(author, &id, NOON + 3 * HOUR));
    // What is taken off the schedule stays a draft.
    let other = paper.draft(Role::Author, "Never");
    paper.room.schedule_story(author, &other, NOON + 2 * HOUR).unwrap();
    paper.room.unschedule_story(author, &other).unwrap();
    paper.room.clock().advance(2 * HOUR);
    assert_eq!(paper.room.work_off(Lane::Prompt, &kinds).unwrap(), 0);
    assert_eq!((paper.state(&other), paper.is_public(&other)), (State::Draft, false));
}

fn what_fails_is_tried_again_and_told(paper: &Paper) {
    let id = paper.draft(Role::Author, "Embargoed");
    paper.room.schedule_story(paper.a(Role::Author), &id, NOON + HOUR).unwrap();
    // As if the embargo had come by another way.
    paper
        .store
        .write(|writer| {
            let mut desk = writer.desk(&id)?.unwrap().desk;
            desk.embargo_until = Some(NOON + 2 * HOUR);
            writer.put_desk(&id, &desk)
        })
        .unwrap();
    paper.room.clock().advance(HOUR);
    let kinds = Kinds::ours().with("try", |_, _| panic!("oh"));
    assert_eq!(paper.room.work_off(Lane::Prompt, &kinds).unwrap(), 1);
    let (waiting, troubled) = paper.store.reader().unwrap().jobs(5).unwrap();
    assert_eq!(waiting, 1);
    assert!(troubled[0].error.as_deref().unwrap().contains("embargo"), "{troubled:?}");
    paper.room.clock().advance(HOUR);
    paper.room.work_off(Lane::Prompt, &kinds).unwrap();
    assert!(paper.is_public(&id));
}

fn the_trash_gives_back(paper: &Paper) {
    let (draft, public) = (paper.draft(Role::Author, "Draft"), paper.draft(Role::Author, "Public"));
    paper.room.publish_story(paper.a(Role::Author), &public).unwrap();
    not_allowed(paper.room.trash_story(paper.a(Role::SubEditor), &draft));
    conflict(paper.room.untrash_story(paper.a(Role::Author), &draft));
    conflict(paper.room.destroy_story(paper.a(Role::Author), &draft));
    for id in [&draft, &public] {
        paper.room.trash_story(paper.a(Role::Author), id).unwrap();
        conflict(paper.room.trash_story(paper.a(Role::Author), id));
        conflict(paper.room.publish_story(paper.a(Role::Editor), id));
        assert!(!paper.is_public(id));
    }
    assert_eq!(paper.room.untrash_story(paper.a(Role::Author), &public).unwrap().state, State::Published);
    assert!(paper.is_public(&public));
    paper.room.trash_story(paper.a(Role::Author), &public).unwrap();
    not_allowed(paper.room.destroy_story(paper.a(Role::Author), &public));
    paper.room.destroy_story(paper.a(Role::Editor), &public).unwrap();
    paper.room.destroy_story(paper.a(Role::Author), &draft).unwrap();
    let left = paper.store.reader().unwrap().desk_list(&DeskQuery::newest(Kind::Post, 10)).unwrap();
    assert!(left.stories.is_empty());
    // A schedule whose time has passed is not made up for.
    let late = paper.draft(Role::Author, "Late");
    paper.room.schedule_story(paper.a(Role::Author), &late, NOON + HOUR).unwrap();
    paper.room.trash_story(paper.a(Role::Author), &late).unwrap();
    paper.room.clock().advance(2 * HOUR);
    assert_eq!(paper.room.work_off(Lane::Prompt, &Kinds::ours()).unwrap(), 0);
    assert_eq!(paper.room.untrash_story(paper.a(Role::Author), &late).unwrap().state, State::Draft);
}

fn a_copy_is_a_story_of_its_own(paper: &Paper) {
    let id = paper.draft(Role::Editor, "Original");
    paper.room.publish_story(paper.a(Role::Editor), &id).unwrap();
    not_allowed(paper.room.duplicate_story(paper.a(Role::Author), &id));
    let copy = paper.room.duplicate_story(paper.a(Role::SubEditor), &id).unwrap();
    assert_eq!((copy.slug.as_str(), paper.state(&copy.id)), ("original-2", State::Draft));
    let (one, two) = (paper.story(&id), paper.story(&copy.id));
    assert_eq!(one.post.body.document, two.post.body.document);
    assert_ne!(one.post.uuid, two.post.uuid);
    assert_eq!(two.post.published_at, None);
}

fn a_revision_is_restored(paper: &Paper) {
    let id = paper.draft(Role::Author, "First");
    let author = paper.a(Role::Author);
    paper.room.publish_story(author, &id).unwrap();
    let revisions = || paper.store.reader().unwrap().revisions(&id).unwrap();
    assert_eq!(revisions()[0].reason, Reason::Published);
    let first = revisions()[0].id;
    let mut draft = PostDraft::new(Kind::Post, "Second", body("<p>Other words.</p>"), NOON);
    draft.row.id = id;
    draft.authors = vec![paper.id(Role::Author)];
    let seen = paper.story(&id).post.updated_at;
    paper.room.clock().advance(1_000);
    paper.room.edit(author, seen, draft).unwrap();
    not_allowed(paper.room.restore_revision(paper.a(Role::Contributor), &id, &first));
    let other = paper.draft(Role::Author, "Another");
    assert!(matches!(
        paper.room.restore_revision(author, &other, &first),
        Err(Refused::NotFound { what: "revision", .. })
    ));
    paper.room.restore_revision(author, &id, &first).unwrap();
    let kept = revisions();
    assert_eq!((kept.len(), kept[0].reason, &*kept[0].title), (2, Reason::Restored, "Second"));
}

fn colleagues_talk_about_a_story(paper: &Paper) {
    let id = paper.draft(Role::Author, "Talk");
    let new = NewComment { anchor: "[1,2]", quote: "ferry", body: " Which ferry? " };
    not_allowed(paper.room.comment(paper.a(Role::Contributor), &id, new));
    let comment = paper.room.comment(paper.a(Role::SubEditor), &id, new).unwrap();
    let reply = paper.room.reply(paper.a(Role::Author), &id, &comment, "The blue one").unwrap();
    paper.room.reply(paper.a(Role::SubEditor), &id, &reply, "Thanks").unwrap();
    let said = paper.store.reader().unwrap().comments(&id).unwrap();
    assert_eq!(said.len(), 3);
    let first = said.iter().find(|said| said.id == comment).unwrap();
    assert_eq!((&*first.body, &*first.by_name, first.parent), ("Which ferry?", "sub_editor", None));
    assert!(said.iter().filter(|said| said.parent == Some(comment)).count() == 2, "one level");
    paper.room.resolve_comment(paper.a(Role::Author), &id, &comment).unwrap();
    let resolved = || {
        let said = paper.store.reader().unwrap().comments(&id).unwrap();
        said.iter().find(|said| said.id == comment).unwrap().resolved_at
    };
    assert_eq!(resolved(), Some(NOON));
    paper.room.reopen_comment(paper.a(Role::Author), &id, &comment).unwrap();
    assert_eq!(resolved(), None);
    invalid("comment", paper.room.resolve_comment(paper.a(Role::Author), &id, &reply));
    let say = |new: NewComment<'_>| paper.room.comment(paper.a(Role::Author), &id, new);
    invalid("body", say(NewComment { body: "  ", ..new }));
    invalid("body", say(NewComment { body: &"x".repeat(4_001), ..new }));
    invalid("anchor", say(NewComment { anchor: "no json", ..new }));
    invalid("anchor", say(NewComment { anchor: &format!("\"{}\"", "x".repeat(2_100)), ..new }));
    invalid("quote", say(NewComment { quote: &"x".repeat(501), ..new }));
    let other = paper.draft(Role::Author, "Other");
    assert!(matches!(
        paper.room.reply(paper.a(Role::Author), &other, &comment, "x"),
        Err(Refused::NotFound { what: "comment", .. })
    ));
}

fn details_are_changed_by_who_may(paper: &Paper) {
    let id = paper.draft(Role::Author, "Details");
    let none = StoryChanges::default;
    let text = |text: &str| Some(text.to_owned());
    paper
        .change(
            Role::Author,
            &id,
            StoryChanges {
                slug: text("new-address"),
                kicker: text(" Harbour "),
                topics: Some(vec![paper.topic("Sea")]),
                meta_title: text("For search"),
                feature_image_caption: text("<em>Ferry</em><script>x</script>"),
                visibility: text("members"),
                language: text("ka"),
                target_words: Some(Some(300)),
                ..none()
            },
        )
        .unwrap();
    let story = paper.story(&id);
    assert_eq!((&*story.post.slug, story.post.kicker.as_deref()), ("new-address", Some("Harbour")));
    assert_eq!(story.post.feature_image_caption.as_deref(), Some("<em>Ferry</em>"));
    assert_eq!((&*story.post.language, story.row.desk.target_words), ("ka", Some(300)));
    // Both started from the same version: the second is told.
    conflict(paper.room.change_story(paper.a(Role::Author), &id, story.row.version - 1, none()));
    let other = paper.draft(Role::Author, "Other");
    for (field, changes) in [
        ("slug", StoryChanges { slug: text("new-address"), ..none() }),
        ("slug", StoryChanges { slug: text("No Slug"), ..none() }),
        ("slug", StoryChanges { slug: text(""), ..none() }),
        ("canonicalUrl", StoryChanges { canonical_url: text("javascript:x"), ..none() }),
        ("publishedAt", StoryChanges { published_at: Some(Some(NOON + HOUR)), ..none() }),
        ("visibility", StoryChanges { visibility: text("nobody"), ..none() }),
        ("language", StoryChanges { language: text("Klingon!"), ..none() }),
        ("template", StoryChanges { template: text("../x"), ..none() }),
        ("metaTitle", StoryChanges { meta_title: Some("x".repeat(301)), ..none() }),
        ("featureImage", StoryChanges { feature_image: text("javascript:x"), ..none() }),
        ("translationOf", StoryChanges { translation_of: Some(other), ..none() }),
    ] {
        invalid(field, paper.change(Role::Author, &other, changes));
    }
    for changes in [
        StoryChanges { authors: Some(vec![paper.id(Role::Editor)]), ..none() },
        StoryChanges { featured: Some(true), ..none() },
        StoryChanges { codeinjection_head: text("<script>"), ..none() },
        StoryChanges { due_at: Some(Some(NOON)), ..none() },
        StoryChanges { assignees: Some(vec![paper.id(Role::Editor)]), ..none() },
    ] {
        not_allowed(paper.change(Role::Author, &other, changes));
    }
    paper.change(Role::Author, &other, StoryChanges { translation_of: Some(id), ..none() }).unwrap();
    assert_eq!(paper.story(&other).post.translation_key, paper.story(&id).post.translation_key);
}

fn injected_code_stays_when_others_edit(paper: &Paper) {
    let id = paper.draft(Role::Author, "Code");
    let code = StoryChanges { codeinjection_head: Some("<style></style>".into()), ..Default::default() };
    paper.change(Role::Administrator, &id, code).unwrap();
    let kicker = StoryChanges { kicker: Some("K".into()), ..Default::default() };
    paper.change(Role::Author, &id, kicker).unwrap();
    paper.room.publish_story(paper.a(Role::Author), &id).unwrap();
    assert_eq!(paper.story(&id).post.body.codeinjection_head.as_deref(), Some("<style></style>"));
    // What readers see of a public story changes only by who may publish it.
    let kicker = || StoryChanges { kicker: Some("L".into()), ..Default::default() };
    not_allowed(paper.change(Role::SubEditor, &id, kicker()));
    paper.change(Role::Author, &id, kicker()).unwrap();
    assert!(paper.acts().iter().any(|act| act == "story.changed"));
}

fn topics_are_named_once(paper: &Paper) {
    let sea = paper.topic("Black Sea");
    assert_eq!(paper.room.name_topic(paper.a(Role::Contributor), " black  SEA ").unwrap().0, sea);
    let other = paper.room.name_topic(paper.a(Role::Contributor), "Black-Sea").unwrap().0;
    assert_ne!(other, sea, "another name with the same address");
    not_allowed(paper.room.name_topic(paper.a(Role::Contributor), "#hidden"));
    invalid("name", paper.room.name_topic(paper.a(Role::Editor), " "));
}

fn a_preview_is_shared_for_a_while(paper: &Paper) {
    let id = paper.draft(Role::Author, "Preview");
    not_allowed(paper.room.share_preview(paper.a(Role::Contributor), &id, 24));
    invalid("hours", paper.room.share_preview(paper.a(Role::Author), &id, 0));
    invalid("hours", paper.room.share_preview(paper.a(Role::Author), &id, 24 * 31));
    let (token, until) = paper.room.share_preview(paper.a(Role::Author), &id, 24).unwrap();
    let shown = |at| paper.store.reader().unwrap().previewed(&token.digest(), at).unwrap();
    assert_eq!((shown(until - 1), shown(until)), (Some(id), None));
    assert_eq!(paper.room.withdraw_previews(paper.a(Role::Author), &id).unwrap(), 1);
    assert_eq!(shown(NOON), None);
}

fn stories_are_found_in_every_form_of_a_word(paper: &Paper) {
    let publish = |title: &str, text: &str| {
        let mut draft = PostDraft::new(Kind::Post, title, body(&format!("<p>{text}</p>")), NOON);
        draft.authors = vec![paper.id(Role::Editor)];
        paper.room.publish(paper.a(Role::Editor), draft).unwrap().id
    };
    let russian = publish("Паромы отменили", "Паром на остров Васский снова не вышел в море из-за шторма.");
    let georgian = publish("თბილისში მთავრობამ გადაწყვიტა", "პარლამენტმა კანონი მიიღო და ხელი მოაწერა.");
    let find = |question: &str| {
        let mut query = DeskQuery::newest(Kind::Post, 10);
        query.words = asked(question);
        let page = paper.store.reader().unwrap().desk_list(&query).unwrap();
        page.stories.iter().map(|story| story.card.id).collect::<Vec<_>>()
    };
    assert_eq!(find("паромами острова"), [russian]);
    assert_eq!(find("თბილისი"), [georgian]);
    assert_eq!(find("პარლამენტის"), [georgian]);
    assert!(find("самолёт").is_empty());
    // Stories that came before the index are taken into it by a job.
    assert_eq!(paper.room.index_stories(10).unwrap(), 0);
}

fn a_picture_has_a_point_that_stays_in_sight(paper: &Paper) {
    let id = paper.draft(Role::Author, "Ferry");
    let focus = |id: &Id| paper.story(id).post.feature_image_focus.as_deref().map(str::to_owned);
    let change = |image: Option<&str>, focus: Option<&str>| {
        let changes = StoryChanges {
            feature_image: image.map(Into::into),
            feature_image_focus: focus.map(Into::into),
            ..StoryChanges::default()
        };
        paper.change(Role::Author, &id, changes)
    };
    change(Some("/content/images/a.jpg"), Some("33% 20%")).unwrap();
    assert_eq!(focus(&id).as_deref(), Some("33% 20%"));
    for nonsense in ["33%", "33% 101%", "-1% 5%", "033% 5%", "5% 5%;color:red", "left top", "5 5", "5.5% 1%"]
    {
        invalid("featureImageFocus", change(None, Some(nonsense)));
    }
    let number = paper.store.change_number();
    change(None, Some("0% 100%")).unwrap();
    assert!(paper.store.change_number() > number, "pages that show it hear of it");
    let copy = paper.room.duplicate_story(paper.a(Role::Author), &id).unwrap().id;
    assert_eq!(focus(&copy).as_deref(), Some("0% 100%"));
    // Restored words leave the picture as it is now.
    paper.room.publish_story(paper.a(Role::Author), &id).unwrap();
    assert_eq!(focus(&id).as_deref(), Some("0% 100%"));
    change(None, Some("")).unwrap();
    assert_eq!(focus(&id), None);
    change(None, Some("1% 1%")).unwrap();
    change(Some("/content/images/b.jpg"), None).unwrap();
    assert_eq!(focus(&id), None, "of another picture nobody knows it");
}
