//! Success and refusal of every verb.

use document::{Document, Trust};
use store::{Author, AuthorRecord, Id, Kind, Store, TagRow};

use crate::{
    Actor, Deed, Newsroom, PostDraft, Refused, Role, Source,
    test_ground::{Ground, NOON, on_both},
};

on_both! {
    Paper:
    publishing_derives_everything
    a_taken_address_gets_a_suffix
    publishing_is_refused
    raw_html_stays_only_with_those_who_may_post_it
    an_edit_shows_when_the_text_really_changed_later
    an_edit_is_refused
    drafts_are_not_public_and_public_stories_are_no_drafts
    stories_are_taken_off_and_deleted
    topics_are_made_changed_and_deleted
    people_change_themselves_and_owners_anybody
    settings_are_all_or_nothing
    views_rank_the_popular_at_once_and_then_every_five_minutes
    a_bulk_load_is_idempotent_and_all_or_nothing
}

const HOUR: i64 = 3_600_000;

struct Paper {
    room: Newsroom,
    store: Store,
    reporter: Id,
    editor: Id,
    _ground: Ground,
}

impl Paper {
    fn on(ground: Ground) -> Self {
        let (room, store) = (ground.room.clone(), ground.store.clone());
        let person = |name: &str| {
            let author = Author::named(Id::generate(NOON), "", name, NOON);
            room.put_author(Actor::operator(), AuthorRecord { author, email: None, status: "active".into() })
                .unwrap()
                .id
        };
        let (reporter, editor) = (person("Rita Porter"), person("Ed Itor"));
        Self { room, store, reporter, editor, _ground: ground }
    }

    fn reporter(&self) -> Actor {
        Actor::person(self.reporter, Role::Author)
    }

    fn editor(&self) -> Actor {
        Actor::person(self.editor, Role::Editor)
    }

    fn draft(&self, title: &str, html: &str) -> PostDraft {
        let mut draft = PostDraft::new(Kind::Post, title, body(html), self.room.clock().now());
        draft.authors = vec![self.reporter];
        draft
    }

    fn updated_at(&self, id: &Id) -> i64 {
        self.store.reader().unwrap().post_by_id(id).unwrap().unwrap().row.updated_at
    }
}

fn body(html: &str) -> Document {
    Document::from_html(html, Trust::Trusted).unwrap().document
}

fn publishing_derives_everything(paper: &Paper) {
    let text = "Паром на остров Васский снова отменили. ".repeat(40);
    let saved = paper
        .room
        .publish(paper.reporter(), paper.draft("Паром не пришёл", &format!("<p>{text}</p>")))
        .unwrap();
    assert_eq!(saved.slug, "parom-ne-prishyol");
    let post = paper.store.reader().unwrap().post_by_slug(Kind::Post, &saved.slug).unwrap().unwrap();
    assert_eq!(&*post.row.language, "ru");
    assert_eq!(post.row.published_at, Some(NOON));
    assert_eq!(post.row.word_count, 240);
    assert!(post.row.reading_time >= 1);
    assert!(post.row.excerpt.starts_with("Паром на остров"));
    assert!(post.body.html.contains("<p>Паром"));
    assert!(!post.body.trusted);
    assert_eq!(post.authors[0].id, paper.reporter);
    assert_eq!(post.row.edited_at, None);
}

#[test]
fn the_opening_of_a_members_story_ends_at_the_paywall() {
    let mut deriver = crate::Deriver::new("en");
    let mut excerpt = |html: &str| {
        let mut draft = crate::PostDraft::new(store::Kind::Post, "For members", body(html), 0).published(0);
        draft.row.visibility = "paid".into();
        deriver.derive(draft).unwrap().row.excerpt
    };
    assert_eq!(&*excerpt("<p>Open.</p><!--members-only--><p>Closed.</p>"), "Open.");
    assert_eq!(&*excerpt("<p>Closed.</p>"), "");
}

fn a_taken_address_gets_a_suffix(paper: &Paper) {
    for expected in ["same", "same-2", "same-3"] {
        assert_eq!(
            paper.room.publish(paper.reporter(), paper.draft("Same", "<p>x</p>")).unwrap().slug,
            expected
        );
    }
    assert_eq!(paper.room.publish(paper.reporter(), paper.draft("🙂", "<p>x</p>")).unwrap().slug, "untitled");
    assert_eq!(paper.room.publish(paper.reporter(), paper.draft("RSS", "<p>x</p>")).unwrap().slug, "rss-2");
}

fn publishing_is_refused(paper: &Paper) {
    let contributor = Actor::person(paper.reporter, Role::Contributor);
    let publish = |actor, change: &dyn Fn(&mut PostDraft)| {
        let mut draft = paper.draft("A story", "<p>x</p>");
        change(&mut draft);
        paper.room.publish(actor, draft).expect_err("must be refused")
    };
    assert!(matches!(publish(contributor, &|_| {}), Refused::NotAllowed { .. }));
    assert!(matches!(
        publish(paper.reporter(), &|draft| draft.authors = vec![paper.editor]),
        Refused::NotAllowed { .. }
    ));
    assert!(matches!(
        publish(paper.reporter(), &|draft| draft.codeinjection_head = Some("<script>".into())),
        Refused::NotAllowed { deed: Deed::InjectCode }
    ));
    assert!(matches!(
        publish(paper.editor(), &|draft| draft.row.title = " ".into()),
        Refused::Invalid { field: "title", .. }
    ));
    assert!(matches!(
        publish(paper.editor(), &|draft| draft.row.title = "x".repeat(256).into()),
        Refused::Invalid { field: "title", .. }
    ));
    assert!(matches!(
        publish(paper.editor(), &|draft| draft.row.slug = "Not a slug".into()),
        Refused::Invalid { field: "slug", .. }
    ));
    assert!(matches!(
        publish(paper.editor(), &|draft| draft.row.canonical_url = Some("javascript:x".into())),
        Refused::Invalid { field: "canonical_url", .. }
    ));
    assert!(matches!(
        publish(paper.editor(), &|draft| draft.row.published_at = Some(NOON + HOUR)),
        Refused::Invalid { field: "published_at", .. }
    ));
    assert!(matches!(
        publish(paper.editor(), &|draft| draft.tags = vec![Id::generate(NOON)]),
        Refused::NotFound { .. }
    ));
    let operator_without_author = paper.room.publish(Actor::operator(), {
        let mut draft = paper.draft("A story", "<p>x</p>");
        draft.authors.clear();
        draft
    });
    assert!(matches!(operator_without_author, Err(Refused::Invalid { field: "authors", .. })));
    assert_eq!(
        paper.store.reader().unwrap().count_posts(&store::PostQuery::newest(store::List::All, 0, 1)).unwrap(),
        0
    );
}

fn raw_html_stays_only_with_those_who_may_post_it(paper: &Paper) {
    let html = "<p>x</p><!--kg-card-begin: html--><script>bad()</script><!--kg-card-end: html-->";
    let published = |actor: Actor, title: &str| {
        let saved = paper.room.publish(actor, paper.draft(title, html)).unwrap();
        paper.store.reader().unwrap().post_by_slug(Kind::Post, &saved.slug).unwrap().unwrap().body
    };
    let editors = published(paper.editor(), "One");
    assert!(editors.trusted && editors.html.contains("<script>"));
    let reporters = published(paper.reporter(), "Two");
    assert!(!reporters.trusted && !reporters.html.contains("<script>"));
}

fn an_edit_shows_when_the_text_really_changed_later(paper: &Paper) {
    let mut draft = paper.draft("A story", "<p>First words.</p>");
    let saved = paper.room.publish(paper.reporter(), draft.clone()).unwrap();
    let edited = || paper.store.reader().unwrap().post_by_id(&saved.id).unwrap().unwrap().row.edited_at;

    paper.room.clock().advance(60_000);
    draft.body = body("<p>Better words.</p>");
    paper.room.edit(paper.reporter(), paper.updated_at(&saved.id), draft.clone()).unwrap();
    assert_eq!(edited(), None, "a minute later is no news");

    paper.room.clock().advance(2 * HOUR);
    draft.row.featured = true;
    paper.room.edit(paper.editor(), paper.updated_at(&saved.id), draft.clone()).unwrap();
    assert_eq!(edited(), None, "a pick changes no text");

    draft.body = body("<p>Corrected words.</p>");
    paper.room.edit(paper.editor(), paper.updated_at(&saved.id), draft.clone()).unwrap();
    assert_eq!(edited(), Some(paper.room.clock().now()));
    assert_eq!(
        paper.store.reader().unwrap().post_by_id(&saved.id).unwrap().unwrap().row.published_at,
        Some(NOON)
    );
}

fn an_edit_is_refused(paper: &Paper) {
    let draft = paper.draft("A story", "<p>x</p>");
    let unknown = paper.room.edit(paper.editor(), NOON, draft.clone());
    assert!(matches!(unknown, Err(Refused::NotFound { what: "post", .. })));
    let saved = paper.room.publish(paper.reporter(), draft.clone()).unwrap();
    let seen = paper.updated_at(&saved.id);
    let stale = paper.room.edit(paper.reporter(), seen - 1, draft.clone());
    assert!(matches!(stale, Err(Refused::Conflict(_))));
    let contributor = Actor::person(paper.reporter, Role::Contributor);
    assert!(matches!(paper.room.edit(contributor, seen, draft.clone()), Err(Refused::NotAllowed { .. })));
    let other = Actor::person(Id::generate(NOON), Role::Author);
    assert!(matches!(paper.room.edit(other, seen, draft), Err(Refused::NotAllowed { .. })));
    assert_eq!(paper.updated_at(&saved.id), seen);
}

fn drafts_are_not_public_and_public_stories_are_no_drafts(paper: &Paper) {
    let contributor = Actor::person(paper.reporter, Role::Contributor);
    let draft = paper.draft("A story", "<p>x</p>");
    let saved = paper.room.save_draft(contributor, draft.clone()).unwrap();
    assert!(paper.store.reader().unwrap().post_by_slug(Kind::Post, &saved.slug).unwrap().is_none());
    paper.room.publish(paper.reporter(), draft.clone()).unwrap();
    assert!(paper.store.reader().unwrap().post_by_slug(Kind::Post, &saved.slug).unwrap().is_some());
    assert!(matches!(paper.room.save_draft(contributor, draft), Err(Refused::Conflict(_))));
}

fn stories_are_taken_off_and_deleted(paper: &Paper) {
    let saved = paper.room.publish(paper.reporter(), paper.draft("A story", "<p>x</p>")).unwrap();
    let public = || paper.store.reader().unwrap().post_by_id(&saved.id).unwrap().is_some();
    let other = Actor::person(Id::generate(NOON), Role::Author);
    assert!(matches!(paper.room.unpublish(other, &saved.id), Err(Refused::NotAllowed { .. })));
    assert!(matches!(paper.room.delete(paper.reporter(), &saved.id), Err(Refused::NotAllowed { .. })));
    assert!(public());
    paper.room.unpublish(paper.reporter(), &saved.id).unwrap();
    assert!(!public());
    assert!(matches!(paper.room.unpublish(paper.reporter(), &saved.id), Err(Refused::Conflict(_))));
    paper.room.delete(paper.reporter(), &saved.id).unwrap();
    assert!(matches!(paper.room.delete(paper.editor(), &saved.id), Err(Refused::NotFound { .. })));
    assert!(matches!(paper.room.unpublish(paper.editor(), &saved.id), Err(Refused::NotFound { .. })));
}

fn topics_are_made_changed_and_deleted(paper: &Paper) {
    let tag = |name: &str, slug: &str| TagRow::named(Id::generate(NOON), slug, name, NOON);
    let saved = paper.room.put_tag(paper.editor(), tag("Гавань", "")).unwrap();
    assert_eq!(saved.slug, "gavan");
    assert_eq!(paper.room.put_tag(paper.editor(), tag("Gavan", "")).unwrap().slug, "gavan-2");
    assert_eq!(paper.room.put_tag(paper.editor(), tag("#Front", "")).unwrap().slug, "hash-front");
    assert!(matches!(paper.room.put_tag(paper.editor(), tag("Other", "gavan")), Err(Refused::Conflict(_))));
    assert!(matches!(
        paper.room.put_tag(paper.editor(), tag(" ", "")),
        Err(Refused::Invalid { field: "name", .. })
    ));
    assert!(matches!(
        paper.room.put_tag(paper.editor(), tag("X", "Not one")),
        Err(Refused::Invalid { field: "slug", .. })
    ));
    assert!(matches!(paper.room.put_tag(paper.reporter(), tag("X", "")), Err(Refused::NotAllowed { .. })));
    assert!(matches!(paper.room.delete_tag(paper.reporter(), &saved.id), Err(Refused::NotAllowed { .. })));
    paper.room.delete_tag(paper.editor(), &saved.id).unwrap();
    assert!(matches!(
        paper.room.delete_tag(paper.editor(), &saved.id),
        Err(Refused::NotFound { what: "tag", .. })
    ));
}

fn people_change_themselves_and_owners_anybody(paper: &Paper) {
    let record = |id: Id, name: &str| AuthorRecord {
        author: Author::named(id, "", name, NOON),
        email: None,
        status: "active".into(),
    };
    assert_eq!(
        paper.room.put_author(paper.reporter(), record(paper.reporter, "Rita Reporter")).unwrap().slug,
        "rita-reporter"
    );
    let other = paper.room.put_author(paper.reporter(), record(paper.editor, "Fool"));
    assert!(matches!(other, Err(Refused::NotAllowed { .. })));
    let twin = paper.room.put_author(Actor::operator(), record(Id::generate(NOON), "Rita Reporter")).unwrap();
    assert_eq!(twin.slug, "rita-reporter-2");
    let mut bad = record(paper.reporter, "Rita");
    bad.author.website = Some("javascript:x".into());
    assert!(matches!(
        paper.room.put_author(paper.reporter(), bad),
        Err(Refused::Invalid { field: "website", .. })
    ));
    assert!(matches!(
        paper.room.put_author(paper.reporter(), record(paper.reporter, "")),
        Err(Refused::Invalid { field: "name", .. })
    ));
}

fn settings_are_all_or_nothing(paper: &Paper) {
    let owner = Actor::operator();
    let navigation = r#"[{"label":"Home","url":"/"}]"#;
    paper
        .room
        .set_settings(
            owner,
            &[
                ("title", Some("The Paper")),
                ("navigation", Some(navigation)),
                ("timezone", Some("Asia/Tbilisi")),
            ],
        )
        .unwrap();
    for (key, value) in [
        ("navigation", "nonsense"),
        ("locale", "English!"),
        ("languages", "[\"english language\"]"),
        ("timezone", "Mars/Olympus"),
        ("accent_color", "red"),
        ("title", &"x".repeat(151)),
        ("no key", "x"),
        ("navigation:ru", "nonsense"),
        ("title:Russian!", "x"),
        ("timezone:ru", "Asia/Tbilisi"),
    ] {
        let refused = paper.room.set_settings(owner, &[("description", Some("changed")), (key, Some(value))]);
        assert!(matches!(refused, Err(Refused::Invalid { .. })), "{key}");
    }
    assert!(matches!(
        paper.room.set_settings(paper.editor(), &[("title", Some("x"))]),
        Err(Refused::NotAllowed { .. })
    ));
    assert!(matches!(
        paper.room.set_settings(paper.editor(), &[("title:ru", Some("x"))]),
        Err(Refused::NotAllowed { .. })
    ));
    paper.room.set_settings(paper.editor(), &[("announcement_content:ru", Some("<p>Привет</p>"))]).unwrap();
    paper.room.set_settings(paper.editor(), &[("announcement_content", Some("<p>Hello</p>"))]).unwrap();
    let settings = paper.store.reader().unwrap().settings().unwrap();
    assert_eq!(
        (&*settings.title, &*settings.description, &*settings.timezone),
        ("The Paper", "", "Asia/Tbilisi")
    );
    assert_eq!(settings.navigation[0].label, "Home");
    assert_eq!(settings.announcement_content.as_deref(), Some("<p>Hello</p>"));
    let russian = settings.in_language("ru").expect("Russian has its own");
    assert_eq!(russian.announcement_content.as_deref(), Some("<p>Привет</p>"));
    assert_eq!((&*russian.title, &russian.navigation), ("The Paper", &settings.navigation));
    assert!(settings.in_language("ka").is_none());
}

fn views_rank_the_popular_at_once_and_then_every_five_minutes(paper: &Paper) {
    let ids: Vec<Id> = (0..7)
        .map(|number| {
            paper
                .room
                .publish(paper.reporter(), paper.draft(&format!("Story {number}"), "<p>x</p>"))
                .unwrap()
                .id
        })
        .collect();
    let popular = || -> Vec<Id> {
        paper.store.reader().unwrap().popular(10).unwrap().iter().map(|card| card.row.id).collect()
    };
    paper.room.count_views(&[]).unwrap();
    assert!(popular().is_empty());
    paper.room.count_views(&[(ids[3], 5)]).unwrap();
    assert_eq!(popular(), [ids[3]], "the first readings count at once");
    paper.room.count_views(&ids[..6].iter().map(|id| (*id, 10)).collect::<Vec<_>>()).unwrap();
    assert_eq!(popular()[0], ids[3]);
    assert_eq!(popular().len(), 6);
    paper.room.count_views(&[(ids[6], 1_000)]).unwrap();
    assert!(!popular().contains(&ids[6]), "a full list stays for five minutes");
    paper.room.clock().advance(5 * 60_000);
    paper.room.count_views(&[(ids[6], 1)]).unwrap();
    assert_eq!(popular()[0], ids[6]);
}

fn a_bulk_load_is_idempotent_and_all_or_nothing(paper: &Paper) {
    let load = |fail: bool| {
        paper.room.import(|session| {
            let source = Source { entity: "posts", id: "1", hash: 7 };
            if !session.is_known(source)? {
                let mut deriver = crate::Deriver::new("en");
                let mut draft = paper.draft("Loaded", "<p>x</p>").published(NOON);
                draft.row.id = "1".parse().unwrap();
                session.put_draft(&mut deriver, draft)?;
                session.remember(source)?;
            }
            session.keep("members", "9", "{}")?;
            if fail { Err(Refused::conflict(crate::Because::Broke)) } else { Ok(()) }
        })
    };
    let before = paper.store.change_number();
    assert!(load(true).is_err());
    assert_eq!(paper.store.change_number(), before);
    assert!(paper.store.reader().unwrap().post_by_slug(Kind::Post, "loaded").unwrap().is_none());
    load(false).unwrap();
    let after = paper.store.change_number();
    assert!(after > before);
    load(false).unwrap();
    assert_eq!(paper.store.change_number(), after, "nothing changed");
}
