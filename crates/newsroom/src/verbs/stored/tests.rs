//! What is stored beside stories, its refusals, and its way in and out under Ghost's names.

use serde_json::json;
use store::{
    Benefit, Delivery, Id, Integration, KeyKind, Label, Member, MemberRecord, Newsletter, Offer,
    Recommendation, Reply, Snippet, Stored, Tier, TierBenefit, Webhook,
};

use super::{
    LabelNamed, MemberChange, MemberLine, as_ghost, put_row_of_ghost, rows_of_ghost, tables_of_ghost,
};
use crate::{
    Actor, EVENTS, Newsroom, Refused, Role, StoryChanges,
    test_ground::{Ground, NOON, on_both},
};

on_both! {
    House:
    members_are_added_changed_and_removed
    members_are_refused
    lists_of_members_come_in
    labels_have_names_of_their_own
    tiers_promise_benefits
    stories_are_for_tiers
    offers_belong_to_tiers
    newsletters_and_snippets_are_checked
    sites_are_recommended
    only_administrators_keep_members
    rows_of_ghost_come_and_go
    what_an_older_version_kept_becomes_rows
    webhooks_are_checked
    deliveries_are_settled
    integrations_come_and_go
}

struct House {
    room: Newsroom,
    ground: Ground,
}

impl House {
    fn on(ground: Ground) -> Self {
        Self { room: ground.room.clone(), ground }
    }

    fn tier(&self, name: &str) -> Tier {
        let mut tier = Tier::blank(Id::generate(NOON));
        (tier.name, tier.currency) = (name.into(), Some("usd".into()));
        self.room.put_tier(OWNER, tier, Some(&["No ads".to_owned(), "A mug".to_owned()])).unwrap()
    }

    fn newsletter(&self, name: &str) -> Newsletter {
        let mut row = Newsletter::blank(Id::generate(NOON));
        row.name = name.into();
        self.room.put_newsletter(OWNER, row).unwrap()
    }

    fn webhook(&self, event: &str) -> Webhook {
        let mut integration = Integration::blank(Id::generate(NOON));
        integration.name = " Zap ".into();
        let integration = self.room.put_integration(OWNER, integration).unwrap();
        assert_eq!(&*integration.name, "Zap");
        let mut row = Webhook::blank(Id::generate(NOON));
        row.integration_id = integration.id.as_str().into();
        row.event = event.into();
        row.target_url = "https://example.org/hook".into();
        self.room.put_webhook(OWNER, row).unwrap()
    }

    fn log(&self, webhook: &Webhook) -> Vec<Delivery> {
        self.ground.store.reader().unwrap().deliveries(&webhook.id, 9).unwrap()
    }
}

const OWNER: Actor = Actor { author: None, program: None, role: Role::Owner, limited: false, from: None };

fn by_mail(email: &str) -> MemberChange {
    MemberChange { email: Some(email.to_owned()), ..MemberChange::default() }
}

fn invalid<T: std::fmt::Debug>(result: Result<T, Refused>, expected: &str) {
    match result {
        Err(Refused::Invalid { field, .. }) => assert_eq!(field, expected),
        other => panic!("not the refusal of {expected}: {other:?}"),
    }
}

fn members_are_added_changed_and_removed(house: &House) {
    let (daily, tier) = (house.newsletter("Daily"), house.tier("Gold"));
    let labels = vec![LabelNamed::Name(" VIP ".into()), LabelNamed::Name("vip".into())];
    let change =
        MemberChange { labels: Some(labels), name: Some("Ana".into()), ..by_mail(" Ana@Example.org ") };
    let ana = house.room.add_member(OWNER, &change).unwrap();
    assert_eq!(
        (&*ana.row.email, ana.row.name.as_deref(), &*ana.row.status),
        ("ana@example.org", Some("Ana"), "free")
    );
    assert_eq!(
        (ana.labels.len(), ana.newsletters.clone()),
        (1, vec![daily.id]),
        "who is added takes what is offered"
    );
    assert_eq!(ana.row.uuid.len(), 36);
    let change = MemberChange {
        subscribed: Some(false),
        comped: Some(true),
        name: Some(String::new()),
        note: Some("source".into()),
        ..MemberChange::default()
    };
    let changed = house.room.change_member(OWNER, &ana.row.id, &change).unwrap();
    assert_eq!(
        (&*changed.row.status, &changed.tiers, changed.row.name.as_deref()),
        ("comped", &vec![tier.id], None)
    );
    assert!(
        changed.newsletters.is_empty()
            && changed.labels == ana.labels
            && changed.row.updated_at > ana.row.updated_at
    );
    let free = MemberChange { comped: Some(false), ..MemberChange::default() };
    assert_eq!(&*house.room.change_member(OWNER, &ana.row.id, &free).unwrap().row.status, "free");
    house.room.remove_member(OWNER, &ana.row.id).unwrap();
    assert!(matches!(house.room.remove_member(OWNER, &ana.row.id), Err(Refused::NotFound { .. })));
    // Nothing of a person is in the log of acts.
    let reader = house.ground.store.reader().unwrap();
    let acts = reader.audit_before(i64::MAX, &Id::generate(NOON), 99).unwrap();
    assert!(acts.iter().any(|act| &*act.act == "member.removed"));
    assert!(!format!("{acts:?}").contains("example.org"));
}

fn members_are_refused(house: &House) {
    let ana = house.room.add_member(OWNER, &by_mail("ana@example.org")).unwrap();
    invalid(house.room.add_member(OWNER, &by_mail("ANA@example.org")), "email");
    invalid(house.room.add_member(OWNER, &by_mail("ana")), "email");
    invalid(house.room.add_member(OWNER, &MemberChange::default()), "email");
    let with = |change: MemberChange| house.room.change_member(OWNER, &ana.row.id, &change);
    invalid(with(MemberChange { note: Some("x".repeat(2_001)), ..MemberChange::default() }), "note");
    invalid(with(MemberChange { name: Some("x".repeat(192)), ..MemberChange::default() }), "name");
    invalid(with(MemberChange { comped: Some(true), ..MemberChange::default() }), "comped");
    invalid(with(MemberChange { created_at: Some(NOON + 1), ..MemberChange::default() }), "created_at");
    let unknown = Some(vec![Id::generate(0)]);
    let missing = with(MemberChange { newsletters: unknown.clone(), ..MemberChange::default() });
    assert!(matches!(missing, Err(Refused::NotFound { what: "newsletter", .. })));
    let missing = with(MemberChange { tiers: unknown, ..MemberChange::default() });
    assert!(matches!(missing, Err(Refused::NotFound { what: "tier", .. })));
    assert_eq!(with(MemberChange::default()).unwrap(), ana, "what changes nothing changes nothing");
}

fn lists_of_members_come_in(house: &House) {
    let ana = house.room.add_member(OWNER, &by_mail("ana@example.org")).unwrap();
    let webhook = house.webhook("member.added");
    let line = |line, change| MemberLine { line, change };
    let lines = [
        line(2, MemberChange { name: Some("Ana".into()), ..by_mail("ana@example.org") }),
        line(3, by_mail("nobody")),
        line(4, by_mail("bo@example.org")),
    ];
    let done = house.room.import_members(OWNER, &lines, &[LabelNamed::Name("Import".into())]).unwrap();
    assert_eq!((done.taken, done.refused.len(), done.refused[0].0), (2, 1, 3));
    let reader = house.ground.store.reader().unwrap();
    let again: MemberRecord = reader.member(&ana.row.id).unwrap().unwrap();
    assert_eq!((again.row.name.as_deref(), again.labels.len()), (Some("Ana"), 1));
    assert_eq!(reader.rows::<Member>("", 9).unwrap().len(), 2);
    assert!(house.log(&webhook).is_empty(), "an import is no news");
    let reporter = Actor::person(Id::generate(0), Role::Editor);
    assert!(matches!(house.room.import_members(reporter, &lines, &[]), Err(Refused::NotAllowed { .. })));
}

fn labels_have_names_of_their_own(house: &House) {
    let put = |name: &str| {
        let mut label = Label::blank(Id::generate(NOON));
        label.name = name.into();
        house.room.put_label(OWNER, label)
    };
    let vip = put("V.I.P. people").unwrap();
    assert_eq!(&*vip.slug, "v-i-p-people");
    invalid(put("v.i.p. People"), "name");
    invalid(put("  "), "name");
    let member = MemberChange { labels: Some(vec![LabelNamed::Id(vip.id)]), ..by_mail("a@example.org") };
    let member = house.room.add_member(OWNER, &member).unwrap();
    house.room.remove_label(OWNER, &vip.id).unwrap();
    assert!(house.ground.store.reader().unwrap().member(&member.row.id).unwrap().unwrap().labels.is_empty());
    assert!(matches!(house.room.remove_label(OWNER, &vip.id), Err(Refused::NotFound { .. })));
}

fn tiers_promise_benefits(house: &House) {
    let (gold, silver) = (house.tier("Gold"), house.tier("Gold"));
    assert_eq!((&*gold.slug, &*silver.slug), ("gold", "gold-2"));
    assert_eq!(
        (gold.currency.as_deref(), gold.monthly_price, gold.yearly_price),
        (Some("USD"), Some(500), Some(5_000))
    );
    let reader = house.ground.store.reader().unwrap();
    assert_eq!(reader.rows::<Benefit>("", 9).unwrap().len(), 2, "tiers share what they promise");
    assert_eq!(reader.rows::<TierBenefit>("", 9).unwrap().len(), 4);
    drop(reader);
    house.room.put_tier(OWNER, gold.clone(), Some(&["A mug".to_owned()])).unwrap();
    assert_eq!(house.ground.store.reader().unwrap().rows::<TierBenefit>("", 9).unwrap().len(), 3);
    invalid(
        house.room.put_tier(OWNER, Tier { currency: Some("gold".into()), ..gold.clone() }, None),
        "currency",
    );
    invalid(
        house.room.put_tier(OWNER, Tier { monthly_price: Some(-1), ..gold.clone() }, None),
        "monthly_price",
    );
    invalid(
        house.room.put_tier(OWNER, Tier { visibility: "some".into(), ..gold.clone() }, None),
        "visibility",
    );
    invalid(house.room.put_tier(OWNER, gold, Some(&[String::new()])), "benefits");
}

fn stories_are_for_tiers(house: &House) {
    let (gold, silver) = (house.tier("Gold"), house.tier("Silver"));
    let mut free = Tier::blank(Id::generate(NOON));
    (free.name, free.tier_type) = ("Free".into(), "free".into());
    let free = house.room.put_tier(OWNER, free, None).unwrap();
    let story = house.room.begin_story(OWNER, store::Kind::Post, "For some").unwrap().id;
    let seen = || house.ground.store.reader().unwrap().story(&story).unwrap().unwrap().row.version;
    let change = |visibility: Option<&str>, tiers: Option<&[Id]>| {
        let changes = StoryChanges {
            visibility: visibility.map(str::to_owned),
            tiers: tiers.map(<[Id]>::to_vec),
            ..StoryChanges::default()
        };
        house.room.change_story(OWNER, &story, seen(), changes)
    };
    let named = || house.ground.store.reader().unwrap().tiers_of(&[story]).unwrap().remove(&story).unwrap();
    // Nobody at all may read it: that is no mistake, as in Ghost.
    change(Some("tiers"), None).unwrap();
    assert!(named().is_empty());
    change(None, Some(&[silver.id, gold.id, silver.id, free.id])).unwrap();
    assert_eq!(named(), [silver.id, gold.id], "each once, without the free one");
    let nobody = "5f5c00000000000000000077".parse().unwrap();
    invalid(change(None, Some(&[gold.id, nobody])), "tiers");
    invalid(change(Some("gold"), None), "visibility");
    invalid(change(None, Some(&[gold.id; 101])), "tiers");
    // An archived one stays where it is, and goes nowhere else.
    house.room.put_tier(OWNER, Tier { active: false, ..gold.clone() }, None).unwrap();
    change(None, Some(&[gold.id])).unwrap();
    change(None, Some(&[silver.id])).unwrap();
    invalid(change(None, Some(&[silver.id, gold.id])), "tiers");
    assert_eq!(named(), [silver.id]);
    let copy = house.room.duplicate_story(OWNER, &story).unwrap().id;
    let reader = house.ground.store.reader().unwrap();
    assert_eq!(reader.tiers_of(&[copy]).unwrap()[&copy], [silver.id], "a copy is for the same readers");
    drop(reader);
    change(Some("public"), None).unwrap();
    assert_eq!(named(), [silver.id], "what was chosen is there when it is for tiers again");
    let limited = Actor { limited: true, ..Actor::person(Id::generate(NOON), Role::Contributor) };
    let changes = StoryChanges { tiers: Some(Vec::new()), ..StoryChanges::default() };
    assert!(house.room.change_story(limited, &story, seen(), changes).is_err(), "it is not theirs");
}

fn offers_belong_to_tiers(house: &House) {
    let tier = house.tier("Gold");
    let mut offer = Offer::blank(Id::generate(NOON));
    (offer.name, offer.discount_amount) = ("Black Friday".into(), 20);
    invalid(house.room.put_offer(OWNER, offer.clone()), "tier");
    offer.product_id = Some(tier.id.as_str().into());
    let made = house.room.put_offer(OWNER, offer.clone()).unwrap();
    assert_eq!((&*made.code, made.currency.as_deref()), ("black-friday", None));
    let other = |change: fn(&mut Offer)| {
        let mut other = Offer { id: Id::generate(NOON), name: "Other".into(), ..offer.clone() };
        change(&mut other);
        house.room.put_offer(OWNER, other)
    };
    invalid(other(|offer| offer.name = "black friday".into()), "name");
    invalid(other(|offer| offer.discount_amount = 101), "amount");
    invalid(other(|offer| offer.discount_type = "amount".into()), "currency");
    invalid(other(|offer| offer.interval = "week".into()), "cadence");
    invalid(other(|offer| offer.duration = "repeating".into()), "duration_in_months");
}

fn sites_are_recommended(house: &House) {
    let with = |change: &dyn Fn(&mut Recommendation)| {
        let mut row = Recommendation::blank(Id::generate(NOON));
        (row.title, row.url) = ("A site".into(), "https://site.example/a".into());
        change(&mut row);
        house.room.put_recommendation(OWNER, row)
    };
    let switched = || {
        let settings = house.ground.store.reader().unwrap().settings().unwrap();
        settings.all.get("recommendations_enabled").map(|on| &**on == "true")
    };
    assert_eq!(switched(), None);
    let one = with(&|row| {
        (row.title, row.created_at) = ("  A site ".into(), NOON + 1_234);
        row.url = "HTTPS://Site.Example/ä/?x=1".into();
        row.excerpt = Some("x".repeat(2_001).into());
        row.favicon = Some("https://site.example/favicon.ico".into());
    })
    .unwrap();
    assert_eq!((&*one.title, &*one.url), ("A site", "https://site.example/%C3%A4/?x=1"));
    assert_eq!((one.created_at, one.excerpt.as_deref().map(str::len)), (NOON + 1_000, Some(2_000)));
    assert!(one.excerpt.as_deref().unwrap().ends_with("x..."));
    assert_eq!(switched(), Some(true));
    type Change<'a> = &'a dyn Fn(&mut Recommendation);
    let wrong: [(&str, Change<'_>); 10] = [
        ("title", &|row| row.title = " ".into()),
        ("title", &|row| row.title = "x".repeat(2_001).into()),
        ("url", &|row| row.url = "site.example".into()),
        ("url", &|row| row.url = "javascript:alert(1)".into()),
        ("url", &|row| row.url = format!("https://x.example/{}", "x".repeat(2_000)).into()),
        ("url", &|row| row.url = "http://www.site.example/%C3%A4#there".into()),
        ("favicon", &|row| row.favicon = Some("data:text/html,x".into())),
        ("featured_image", &|row| row.featured_image = Some("/a.png".into())),
        ("description", &|row| row.description = Some("x".repeat(201).into())),
        ("url", &|row| row.url = "".into()),
    ];
    for (field, change) in wrong {
        invalid(with(change), field);
    }
    let two = with(&|_| {}).unwrap();
    let editor = Actor::person(Id::generate(0), Role::Editor);
    assert!(matches!(house.room.put_recommendation(editor, two.clone()), Err(Refused::NotAllowed { .. })));
    assert!(matches!(house.room.remove_recommendation(editor, &two.id), Err(Refused::NotAllowed { .. })));
    house
        .room
        .put_recommendation(OWNER, Recommendation { description: Some("Good".into()), ..two.clone() })
        .unwrap();
    house.room.remove_recommendation(OWNER, &two.id).unwrap();
    assert_eq!(switched(), Some(true));
    house.room.remove_recommendation(OWNER, &one.id).unwrap();
    assert_eq!(switched(), Some(false));
    assert!(matches!(house.room.remove_recommendation(OWNER, &one.id), Err(Refused::NotFound { .. })));
}

fn newsletters_and_snippets_are_checked(house: &House) {
    let daily = house.newsletter("Daily");
    assert_eq!((&*daily.slug, daily.uuid.len()), ("daily", 36));
    let twin = Newsletter { id: Id::generate(NOON), ..daily.clone() };
    invalid(house.room.put_newsletter(OWNER, twin), "name");
    invalid(
        house.room.put_newsletter(OWNER, Newsletter { status: "gone".into(), ..daily.clone() }),
        "status",
    );
    invalid(
        house.room.put_newsletter(OWNER, Newsletter { sender_email: Some("x".into()), ..daily }),
        "sender_email",
    );
    let mut snippet = Snippet::blank(Id::generate(NOON));
    snippet.name = "Box".into();
    invalid(house.room.put_snippet(OWNER, Snippet { mobiledoc: "{".into(), ..snippet.clone() }), "mobiledoc");
    let snippet = house.room.put_snippet(OWNER, snippet).unwrap();
    let author = Actor::person(Id::generate(0), Role::Author);
    assert!(matches!(house.room.put_snippet(author, snippet.clone()), Err(Refused::NotAllowed { .. })));
    house.room.remove_snippet(OWNER, &snippet.id).unwrap();
    assert!(matches!(house.room.remove_snippet(OWNER, &snippet.id), Err(Refused::NotFound { .. })));
}

fn only_administrators_keep_members(house: &House) {
    let ana = house.room.add_member(OWNER, &by_mail("ana@example.org")).unwrap();
    let (tier, daily) = (house.tier("Gold"), house.newsletter("Daily"));
    let editor = Actor::person(Id::generate(0), Role::Editor);
    let refused = |result: Result<(), Refused>| {
        assert!(matches!(result, Err(Refused::NotAllowed { .. })), "{result:?}")
    };
    refused(house.room.add_member(editor, &by_mail("bo@example.org")).map(drop));
    refused(house.room.change_member(editor, &ana.row.id, &by_mail("bo@example.org")).map(drop));
    refused(house.room.remove_member(editor, &ana.row.id));
    refused(house.room.put_label(editor, Label::blank(Id::generate(0))).map(drop));
    refused(house.room.remove_label(editor, &ana.row.id));
    refused(house.room.put_tier(editor, tier, None).map(drop));
    refused(house.room.put_newsletter(editor, daily).map(drop));
    refused(house.room.put_offer(editor, Offer::blank(Id::generate(0))).map(drop));
    refused(house.room.put_integration(editor, Integration::blank(Id::generate(0))).map(drop));
    refused(house.room.remove_integration(editor, &ana.row.id));
    refused(house.room.put_webhook(editor, Webhook::blank(Id::generate(0))).map(drop));
    refused(house.room.remove_webhook(editor, &ana.row.id));
    refused(house.room.send_again(editor, &ana.row.id));
}

fn rows_of_ghost_come_and_go(house: &House) {
    let id = "5f5c00000000000000000001";
    let tier = json!({
        "id": id, "name": "Gold", "slug": "gold", "active": 1, "type": "paid", "currency": "usd", "monthly_price": 500,
        "created_at": "2020-05-01 10:00:00", "updated_at": "2020-05-01T10:00:00.000Z", "monthly_price_id": "price_1",
        "visibility": "public", "trial_days": 0,
    });
    let put = |table: &str, id: &str, row: &serde_json::Value| {
        house
            .ground
            .store
            .write(|writer| put_row_of_ghost(writer, NOON, table, id, &row.to_string()))
            .unwrap()
    };
    assert_eq!(put("products", id, &tier), Some(store::Put::Inserted));
    assert_eq!(put("products", id, &tier), Some(store::Put::Unchanged));
    assert_eq!(put("holograms", id, &tier), None);
    assert_eq!(put("products", "no id!", &tier), None);
    assert_eq!(put("members", id, &json!({ "id": id })), None, "a row without an address is none");
    let reader = house.ground.store.reader().unwrap();
    let rows = rows_of_ghost(&reader, "products", "", 9).unwrap();
    let shown = serde_json::Value::from(rows[0].1.clone());
    assert_eq!((&shown["active"], &shown["monthly_price"]), (&json!(true), &json!(500)));
    assert_eq!((&shown["created_at"], &shown["id"]), (&json!("2020-05-01T10:00:00.000Z"), &json!(id)));
    assert_eq!(&*reader.kept("products", "", 9).unwrap()[0].1, r#"{"monthly_price_id":"price_1"}"#);
    drop(reader);
    // What the newsroom changed since stays when the same file comes again.
    let mut gold = house.ground.store.reader().unwrap().row::<Tier>(id).unwrap().unwrap();
    gold.name = "Platinum".into();
    house.room.put_tier(OWNER, gold, None).unwrap();
    assert_eq!(put("products", id, &tier), Some(store::Put::Unchanged));
    assert_eq!(&*house.ground.store.reader().unwrap().row::<Tier>(id).unwrap().unwrap().name, "Platinum");
    // Every table is known to both directions.
    for table in tables_of_ghost() {
        let row = json!({ "email": "a@example.org", "name": "x", "member_id": id, "label_id": id, "newsletter_id": id,
            "product_id": id, "benefit_id": id, "url": "https://example.org/", "title": "x" });
        assert!(put(table, "5f5c00000000000000000009", &row).is_some(), "{table}");
        let reader = house.ground.store.reader().unwrap();
        assert!(!rows_of_ghost(&reader, table, "", 9).unwrap().is_empty(), "{table}");
    }
}

fn what_an_older_version_kept_becomes_rows(house: &House) {
    let keep = |entity: &str, id: &str, json: &str| {
        house.ground.store.write(|writer| writer.keep(entity, id, json).map(drop)).unwrap();
    };
    for n in 0..150 {
        let (id, json) = (
            format!("{n:024x}"),
            format!(r#"{{"id":"{n:024x}","email":"m{n}@example.org","transient_id":"s"}}"#),
        );
        keep("members", &id, &json);
    }
    keep("products", "odd id!", r#"{"name":"Odd"}"#);
    keep("snippets", "1", r#"{"name":"Box","mobiledoc":"{}","hologram":"blue"}"#);
    keep("holograms", "1", "{}");
    keep("recommendations", "2", r#"{"url":"https://example.org/","title":"A site"}"#);
    let story = house.room.begin_story(OWNER, store::Kind::Post, "For some").unwrap().id;
    let gold = house.tier("Gold").id;
    for (row, tier) in [("3", gold.as_str()), ("4", "5f5c00000000000000000077")] {
        let json = json!({ "post_id": story.as_str(), "product_id": tier, "sort_order": 0 });
        keep("posts_products", row, &json.to_string());
    }
    for _ in 0..2 {
        house.room.adopt_kept().unwrap();
        let reader = house.ground.store.reader().unwrap();
        assert_eq!(reader.rows::<Member>("", 999).unwrap().len(), 150);
        assert_eq!(&*reader.rows::<Snippet>("", 9).unwrap()[0].name, "Box");
        let kept = reader.kept_counts().unwrap();
        let kept: Vec<_> = kept.iter().map(|(entity, rows)| (&**entity, *rows)).collect();
        assert_eq!(kept, [("holograms", 1), ("posts_products", 1), ("products", 1), ("snippets", 1)]);
        assert_eq!(reader.tiers_of(&[story]).unwrap()[&story], [gold]);
        assert_eq!(&*reader.rows::<Recommendation>("", 9).unwrap()[0].title, "A site");
        assert_eq!(&*reader.kept("snippets", "", 9).unwrap()[0].1, r#"{"hologram":"blue"}"#);
    }
}

fn webhooks_are_checked(house: &House) {
    let hook = house.webhook("post.published");
    let with = |change: fn(&mut Webhook)| {
        let mut other = Webhook { id: Id::generate(NOON), ..hook.clone() };
        change(&mut other);
        house.room.put_webhook(OWNER, other)
    };
    assert!(matches!(with(|_| {}), Err(Refused::Conflict(_))), "this address is told already");
    invalid(with(|hook| hook.event = "Post.Published".into()), "event");
    invalid(with(|hook| hook.target_url = "ftp://example.org/".into()), "target_url");
    invalid(with(|hook| hook.target_url = "example.org".into()), "target_url");
    invalid(
        with(|hook| hook.target_url = format!("https://example.org/{}", "x".repeat(2_000)).into()),
        "target_url",
    );
    invalid(
        with(|hook| (hook.event, hook.secret) = ("post.edited".into(), Some("x".repeat(192).into()))),
        "secret",
    );
    let nobody = with(|hook| hook.integration_id = "5f5c00000000000000000099".into());
    assert!(matches!(nobody, Err(Refused::NotFound { what: "integration", .. })));
    for event in EVENTS {
        let mut all = Webhook { id: Id::generate(NOON), ..hook.clone() };
        (all.event, all.target_url) = (event.into(), "https://example.org/all".into());
        house.room.put_webhook(OWNER, all).unwrap();
    }
    // A program has to do with its own.
    let program = |integration: &str| Actor::program(integration.parse().unwrap());
    let stranger = program("5f5c00000000000000000099");
    assert!(matches!(house.room.put_webhook(stranger, hook.clone()), Err(Refused::NotAllowed { .. })));
    assert!(matches!(house.room.remove_webhook(stranger, &hook.id), Err(Refused::NotAllowed { .. })));
    house.room.remove_webhook(program(&hook.integration_id), &hook.id).unwrap();
    assert!(matches!(house.room.remove_webhook(OWNER, &hook.id), Err(Refused::NotFound { .. })));
}

fn deliveries_are_settled(house: &House) {
    let hook = house.webhook("member.added");
    house.room.add_member(OWNER, &by_mail("ana@example.org")).unwrap();
    house.room.add_member(OWNER, &by_mail("bo@example.org")).unwrap();
    let delivery = house.log(&hook).remove(0);
    let failed = Reply { status: Some(500), error: Some("Request failed: 500".into()) };
    assert!(house.room.settle_delivery(&delivery, &failed, 1).is_err(), "so that the job is done again");
    assert_eq!(house.log(&hook).iter().filter(|delivery| delivery.tries == 1).count(), 1);
    house.room.send_again(OWNER, &delivery.id).unwrap();
    house.room.settle_delivery(&delivery, &Reply { status: Some(200), error: None }, 1).unwrap();
    assert!(matches!(house.room.send_again(OWNER, &delivery.id), Err(Refused::Conflict(_))));
    // Who is gone is asked no more.
    let gone = Reply { status: Some(410), error: Some("Request failed: 410".into()) };
    house.room.settle_delivery(&house.log(&hook).remove(0), &gone, 1).unwrap();
    assert_eq!(house.ground.store.reader().unwrap().row::<Webhook>(&hook.id).unwrap(), None);
}

fn integrations_come_and_go(house: &House) {
    let key = house.room.add_key(OWNER, KeyKind::Content, "Our app").unwrap();
    let reader = house.ground.store.reader().unwrap();
    let mut app = reader.row::<Integration>(&key.integration).unwrap().unwrap();
    assert_eq!(as_ghost(&app)["name"], "Our app");
    drop(reader);
    app.description = Some("x".repeat(2_001).into());
    invalid(house.room.put_integration(OWNER, app.clone()), "description");
    app.name = "".into();
    invalid(house.room.put_integration(OWNER, app), "name");
    house.room.remove_integration(OWNER, &key.integration).unwrap();
    let reader = house.ground.store.reader().unwrap();
    assert_eq!(reader.kind_of_key(&key.secret).unwrap(), None::<KeyKind>);
    assert!(matches!(house.room.remove_integration(OWNER, &key.integration), Err(Refused::NotFound { .. })));
}
