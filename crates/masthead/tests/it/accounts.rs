//! Success and refusal of what is done to accounts, on both engines.

use std::net::{IpAddr, Ipv4Addr};

use credentials::{Token, Totp};
use newsroom::{Actor, Clock, Invitation, LETTER_JOB, Newsroom, Refused, Role, SignedIn, Visit};
use store::{Id, Lane, Store, TagRow};
use testsite::{Engine, Ground, on_both_engines};

on_both_engines!(
    an_invitation_opens_one_account_once,
    nobody_invites_above_themselves,
    people_are_changed_by_those_who_may,
    a_reset_link_works_once_and_ends_every_session,
    a_code_is_asked_for_and_works_once,
    guessing_is_slowed_down_and_told_alike,
    a_password_is_changed_by_who_knows_it,
    a_new_browser_is_told_by_mail,
    under_attack_only_passkeys_open,
    forged_and_foreign_things_are_refused,
);

const NOON: i64 = 1_750_000_000_000;
const HOUR: i64 = 3_600_000;
const PASSWORD: &str = "correct horse battery";
const VISIT: Visit<'static> = Visit { from: IpAddr::V4(Ipv4Addr::LOCALHOST), agent: "test" };

struct House {
    room: Newsroom,
    store: Store,
    clock: Clock,
    _ground: Ground,
}

impl House {
    /// A newsroom with its owner.
    fn new(engine: Engine) -> (House, SignedIn) {
        let ground = Ground::new(engine);
        let store = Store::open(&ground.target, ground.folder()).unwrap();
        let clock = Clock::fixed(NOON);
        let room = Newsroom::new(store.clone(), clock.clone());
        let house = House { room, store, clock, _ground: ground };
        let token = house.room.setup_token().unwrap().unwrap();
        let session = house
            .room
            .set_up_owner(token.as_str(), "Olga Owner", "olga@example.org", PASSWORD, "en", VISIT)
            .unwrap();
        let owner = house.who(&session);
        (house, owner)
    }

    fn who(&self, session: &Token) -> SignedIn {
        self.room.session(session.as_str(), VISIT).unwrap().expect("an open session")
    }

    /// Somebody who was invited by the operator and has accepted.
    fn person(&self, name: &str, role: Role) -> SignedIn {
        let token = self.room.invite(Actor::operator(), &invitation(&mail(name), role)).unwrap();
        let session = self.room.accept_invitation(token.as_str(), name, PASSWORD, "en", VISIT).unwrap();
        self.who(&session)
    }

    fn sign_in(&self, name: &str) -> Result<Token, Refused> {
        self.room.sign_in(&mail(name), PASSWORD, VISIT)
    }

    /// What the letters on their way say, oldest first; they are taken.
    fn letters(&self) -> Vec<serde_json::Value> {
        let now = self.clock.now();
        let mut letters = Vec::new();
        while let Some(job) = self
            .store
            .write(|writer| writer.take_job(Lane::Heavy, now, now + 30 * 24 * HOUR, "test"))
            .unwrap()
        {
            assert_eq!(&*job.kind, LETTER_JOB);
            letters.push(serde_json::from_str(&job.payload).unwrap());
        }
        letters
    }

    /// The token in the link of the newest letter of a kind.
    fn link(&self, kind: &str) -> Option<String> {
        let letters = self.letters();
        let letter = letters.iter().rev().find(|letter| letter["kind"] == kind)?;
        letter["facts"]["path"].as_str()?.rsplit('/').nth(1).map(str::to_owned)
    }

    fn acts(&self) -> Vec<String> {
        let query = store::AuditQuery {
            actor: None,
            act: "".into(),
            subject: "".into(),
            text: "".into(),
            since: 0,
            before: (i64::MAX, "zzzz".into()),
            limit: 100,
        };
        let rows = self.store.reader().unwrap().audit(&query).unwrap();
        rows.iter().map(|row| row.act.to_string()).collect()
    }
}

fn mail(name: &str) -> String {
    format!("{}@example.org", name.split(' ').next().unwrap().to_lowercase())
}

fn invitation(email: &str, role: Role) -> Invitation {
    Invitation { email: email.to_owned(), role, topics: Vec::new(), language: "en".to_owned() }
}

fn not_allowed<T: std::fmt::Debug>(outcome: Result<T, Refused>) {
    assert!(matches!(outcome, Err(Refused::NotAllowed { .. })), "{outcome:?}");
}

fn not_found<T: std::fmt::Debug>(outcome: Result<T, Refused>) {
    assert!(matches!(outcome, Err(Refused::NotFound { .. })), "{outcome:?}");
}

fn conflict<T: std::fmt::Debug>(outcome: Result<T, Refused>) {
    assert!(matches!(outcome, Err(Refused::Conflict(_))), "{outcome:?}");
}

mod check {
    use super::*;

    pub(super) fn an_invitation_opens_one_account_once(engine: Engine) {
        let (house, owner) = House::new(engine);
        let room = &house.room;
        room.invite(owner.actor, &invitation("Rita@Example.org", Role::Author)).unwrap();
        let token = house.link("invitation").unwrap();
        assert_eq!(&*room.invitation(&token).unwrap().email, "rita@example.org");
        let weak = room.accept_invitation(&token, "Rita Porter", "short", "en", VISIT);
        assert!(matches!(weak, Err(Refused::Invalid { field: "password", .. })));
        let session = room.accept_invitation(&token, "Rita Porter", PASSWORD, "ka", VISIT).unwrap();
        let rita = house.who(&session);
        assert_eq!((rita.person.role, &*rita.person.language), (Role::Author, "ka"));
        not_found(room.accept_invitation(&token, "Rita Porter", PASSWORD, "en", VISIT));
        conflict(room.invite(owner.actor, &invitation("rita@example.org", Role::Author)));
        assert!(house.acts().contains(&"person.invited".to_owned()));
    }

    pub(super) fn nobody_invites_above_themselves(engine: Engine) {
        let (house, owner) = House::new(engine);
        let room = &house.room;
        let (editor, author) =
            (house.person("Ed Itor", Role::Editor), house.person("Ann Author", Role::Author));
        not_allowed(room.invite(editor.actor, &invitation("a@example.org", Role::Administrator)));
        not_allowed(room.invite(editor.actor, &invitation("a@example.org", Role::Editor)));
        not_allowed(room.invite(author.actor, &invitation("a@example.org", Role::Contributor)));
        not_allowed(room.invite(owner.actor, &invitation("a@example.org", Role::Owner)));
        not_allowed(room.invitations(author.actor));
        // An invitation of an administrator is not an editor's to change.
        room.invite(owner.actor, &invitation("admin@example.org", Role::Administrator)).unwrap();
        not_allowed(room.invite(editor.actor, &invitation("admin@example.org", Role::Author)));
        not_allowed(room.invite_again(editor.actor, "admin@example.org"));
        not_allowed(room.withdraw_invitation(editor.actor, "admin@example.org"));
        room.withdraw_invitation(owner.actor, "admin@example.org").unwrap();
        assert_eq!(room.invitations(owner.actor).unwrap(), []);
        // What an editor invited falls with the editor.
        let token = room.invite(editor.actor, &invitation("new@example.org", Role::Author)).unwrap();
        room.suspend(owner.actor, &editor.person.id, true).unwrap();
        not_found(room.accept_invitation(token.as_str(), "New Comer", PASSWORD, "en", VISIT));
        // Sent again it has a new link, and the old one is dead.
        let old = room.invite(owner.actor, &invitation("late@example.org", Role::Author)).unwrap();
        let new = room.invite_again(owner.actor, "late@example.org").unwrap();
        not_found(room.invitation(old.as_str()));
        room.invitation(new.as_str()).unwrap();
        house.clock.advance(8 * 24 * HOUR);
        not_found(room.invitation(new.as_str()));
    }

    pub(super) fn people_are_changed_by_those_who_may(engine: Engine) {
        let (house, owner) = House::new(engine);
        let room = &house.room;
        let (admin, author) =
            (house.person("Ada Admin", Role::Administrator), house.person("Ann Author", Role::Author));
        let id = author.person.id;
        let topic = Id::generate(NOON);
        room.put_tag(owner.actor, TagRow::named(topic, "politics", "Politics", NOON)).unwrap();

        not_allowed(room.change_person(author.actor, &id, Role::Editor, &[]));
        not_allowed(room.change_person(admin.actor, &admin.person.id, Role::Author, &[]));
        not_allowed(room.change_person(admin.actor, &id, Role::Owner, &[]));
        not_allowed(room.change_person(admin.actor, &owner.person.id, Role::Author, &[]));
        not_allowed(room.remove_person(admin.actor, &owner.person.id));
        not_allowed(room.remove_person(owner.actor, &owner.person.id));
        not_allowed(room.suspend(admin.actor, &owner.person.id, true));
        let wrong = room.change_person(admin.actor, &id, Role::Administrator, &[topic]);
        assert!(matches!(wrong, Err(Refused::Invalid { field: "topics", .. })));
        let wrong = room.change_person(admin.actor, &id, Role::Editor, &[Id::generate(NOON)]);
        assert!(matches!(wrong, Err(Refused::Invalid { field: "topics", .. })));

        room.change_person(admin.actor, &id, Role::Editor, &[topic]).unwrap();
        let session = house.sign_in("Ann Author").unwrap();
        let now = house.who(&session);
        assert_eq!((now.person.role, now.actor.limited), (Role::Editor, true));

        room.suspend(admin.actor, &id, true).unwrap();
        assert!(room.session(session.as_str(), VISIT).unwrap().is_none());
        not_allowed(house.sign_in("Ann Author"));
        room.suspend(admin.actor, &id, false).unwrap();
        house.sign_in("Ann Author").unwrap();

        room.remove_person(admin.actor, &id).unwrap();
        not_allowed(house.sign_in("Ann Author"));
        let author = house.store.reader().unwrap().author_by_id(&id).unwrap();
        assert_eq!(&*author.expect("the author stays").name, "Ann Author");
        // Invited again, they get their author page back.
        assert_eq!(house.person("Ann Author", Role::Author).person.id, id);

        not_allowed(room.hand_over(&admin, &id));
        room.hand_over(&owner, &admin.person.id).unwrap();
        let heir = house.who(&house.sign_in("Ada Admin").unwrap());
        assert_eq!(heir.person.role, Role::Owner);
        assert_eq!(house.who(&house.sign_in("Olga Owner").unwrap()).person.role, Role::Administrator);
    }

    pub(super) fn a_reset_link_works_once_and_ends_every_session(engine: Engine) {
        let (house, _) = House::new(engine);
        let room = &house.room;
        let ann = house.person("Ann Author", Role::Author);
        house.letters();
        room.ask_for_reset("nobody@example.org", VISIT.from).unwrap();
        assert!(house.letters().is_empty());
        room.ask_for_reset(" ANN@example.org", VISIT.from).unwrap();
        let token = house.link("reset").unwrap();
        not_found(room.reset_password("forged", "another horse battery", VISIT.from));
        room.reset_password(&token, "another horse battery", VISIT.from).unwrap();
        not_found(room.reset_password(&token, "a third horse battery", VISIT.from));
        not_allowed(house.sign_in("Ann Author"));
        let open = house.store.reader().unwrap().sessions_of(&ann.person.id, NOON).unwrap();
        assert!(open.is_empty());
        room.sign_in("ann@example.org", "another horse battery", VISIT).unwrap();
        assert_eq!(house.letters().last().unwrap()["kind"], "password");
        // The letters of one address are bounded.
        let mut asked: Vec<_> = (0..6).map(|_| room.ask_for_reset("ann@example.org", VISIT.from)).collect();
        let asked = asked.pop().unwrap();
        assert!(matches!(asked, Err(Refused::TooMany { .. })));
    }

    pub(super) fn a_code_is_asked_for_and_works_once(engine: Engine) {
        let (house, _) = House::new(engine);
        let room = &house.room;
        let ann = house.person("Ann Author", Role::Author);
        let (app, token) = room.begin_totp(&ann, "Courier").unwrap();
        let wrong = room.enable_totp(&ann, token.as_str(), "000000");
        assert!(matches!(wrong, Err(Refused::Invalid { field: "code", .. })));
        let codes = room.enable_totp(&ann, token.as_str(), &app.code(NOON)).unwrap();
        assert_eq!(codes.len(), 10);

        let half = house.sign_in("Ann Author").unwrap();
        assert!(room.session(half.as_str(), VISIT).unwrap().is_none(), "half a session opens nothing");
        let who = room.half_session(half.as_str(), VISIT).unwrap().unwrap();
        // The code that set the app up was used.
        let used = room.enter_code(&who, &app.code(NOON), VISIT);
        assert!(matches!(used, Err(Refused::Invalid { field: "code", .. })));
        house.clock.advance(60_000);
        let code = Totp::stored(&app.secret(), "", "").unwrap().code(NOON + 60_000);
        room.enter_code(&who, &code, VISIT).unwrap();
        house.who(&half);
        let again = house.sign_in("Ann Author").unwrap();
        let who = room.half_session(again.as_str(), VISIT).unwrap().unwrap();
        assert!(room.enter_code(&who, &code, VISIT).is_err(), "each code works once");
        room.enter_code(&who, &codes[3].to_uppercase(), VISIT).unwrap();
        let third = house.sign_in("Ann Author").unwrap();
        let who = room.half_session(third.as_str(), VISIT).unwrap().unwrap();
        assert!(room.enter_code(&who, &codes[3], VISIT).is_err(), "each recovery code works once");
        house.clock.advance(HOUR);
        assert!(room.half_session(third.as_str(), VISIT).unwrap().is_none(), "half a session ends soon");
        // Whoever holds the machine can let them in again.
        room.drop_factors_of("ann@example.org").unwrap();
        house.who(&house.sign_in("Ann Author").unwrap());
    }

    pub(super) fn guessing_is_slowed_down_and_told_alike(engine: Engine) {
        let (house, _) = House::new(engine);
        house.person("Ann Author", Role::Author);
        for address in ["ann@example.org", "nobody@example.org"] {
            for _ in 0..12 {
                not_allowed(house.room.sign_in(address, "wrong wrong wrong", VISIT));
            }
            let refused = house.room.sign_in(address, PASSWORD, VISIT);
            assert!(matches!(refused, Err(Refused::TooMany { seconds: 900 })), "{address}: {refused:?}");
        }
        house.clock.advance(HOUR);
        house.sign_in("Ann Author").unwrap();
    }

    pub(super) fn a_password_is_changed_by_who_knows_it(engine: Engine) {
        let (house, _) = House::new(engine);
        let room = &house.room;
        let ann = house.person("Ann Author", Role::Author);
        let other = house.sign_in("Ann Author").unwrap();
        let wrong = room.change_password(&ann, "guessed", "another horse battery");
        assert!(matches!(wrong, Err(Refused::Invalid { field: "present", .. })));
        room.change_password(&ann, PASSWORD, "another horse battery").unwrap();
        assert!(room.session(other.as_str(), VISIT).unwrap().is_none());
        house.clock.advance(20 * 60_000);
        assert!(!ann.is_fresh(house.clock.now()));
        assert!(room.confirm(&ann, PASSWORD, "").is_err());
        room.confirm(&ann, "another horse battery", "").unwrap();
        let session = house.store.reader().unwrap().sessions_of(&ann.person.id, NOON).unwrap();
        assert_eq!((session.len(), session[0].proved_at), (1, house.clock.now()));
    }

    pub(super) fn a_new_browser_is_told_by_mail(engine: Engine) {
        let (house, _) = House::new(engine);
        house.person("Ann Author", Role::Author);
        let first = house.sign_in("Ann Author").unwrap();
        let device = house.room.recognise(first.as_str(), None, VISIT).unwrap().unwrap();
        house.letters();
        let known = house.sign_in("Ann Author").unwrap();
        assert_eq!(house.room.recognise(known.as_str(), Some(device.as_str()), VISIT).unwrap(), None);
        assert!(house.letters().is_empty());
        let new = house.sign_in("Ann Author").unwrap();
        house.room.recognise(new.as_str(), None, VISIT).unwrap().unwrap();
        assert_eq!(house.letters()[0]["kind"], "device");
    }

    pub(super) fn under_attack_only_passkeys_open(engine: Engine) {
        let (house, owner) = House::new(engine);
        let room = &house.room;
        let ann = house.person("Ann Author", Role::Author);
        not_allowed(room.raise_alarm(&ann));
        // A password alone would lock its holder out.
        conflict(room.raise_alarm(&owner));
        let until = NOON + 30 * 24 * HOUR;
        house.store.write(|writer| writer.proved(&owner.session, "passkey", NOON, until)).unwrap();
        let owner = SignedIn { proof: newsroom::Proof::Passkey, ..owner };
        room.raise_alarm(&owner).unwrap();
        conflict(room.raise_alarm(&owner));
        assert!(house.store.reader().unwrap().sessions_of(&ann.person.id, NOON).unwrap().is_empty());
        assert_eq!(house.store.reader().unwrap().sessions_of(&owner.person.id, NOON).unwrap().len(), 1);
        conflict(house.sign_in("Ann Author"));
        let token = room.invite(Actor::operator(), &invitation("new@example.org", Role::Author)).unwrap();
        conflict(room.accept_invitation(token.as_str(), "New Comer", PASSWORD, "en", VISIT));
        let session = |at: i64| {
            let signed = house.store.reader().unwrap().sessions_of(&owner.person.id, at).unwrap();
            signed.len()
        };
        assert_eq!(session(NOON), 1);
        not_allowed(room.end_alarm(ann.actor));
        room.end_alarm(owner.actor).unwrap();
        conflict(room.end_alarm(owner.actor));
        house.sign_in("Ann Author").unwrap();
        assert!(house.acts().iter().any(|act| act == "alarm.ended"));
    }

    pub(super) fn forged_and_foreign_things_are_refused(engine: Engine) {
        let (house, owner) = House::new(engine);
        let room = &house.room;
        let ann = house.person("Ann Author", Role::Author);
        assert!(room.session("forged", VISIT).unwrap().is_none());
        assert!(room.session(&ann.session, VISIT).unwrap().is_none(), "the digest is no token");
        not_found(room.end_own_session(&ann, &owner.session));
        room.end_sessions(owner.actor, &ann.person.id).unwrap();
        not_allowed(room.end_sessions(ann.actor, &owner.person.id));
        not_found(room.remove_passkey(&owner, "none"));
        not_found(room.disable_totp(&owner));
        let (_, token) = room.begin_totp(&owner, "x").unwrap();
        not_found(room.enable_totp(&ann, token.as_str(), "123456"));
        let passkeys = credentials::Passkeys::new("https://room.example", "Courier").unwrap();
        let begun = room.begin_passkey_sign_in(&passkeys, VISIT).unwrap();
        let refused = room.sign_in_by_passkey(&passkeys, begun.token.as_str(), "{}", VISIT);
        assert!(matches!(refused, Err(Refused::Invalid { field: "passkey", .. })));
        let profile =
            newsroom::Profile { name: "Ann".into(), picture: "javascript:x".into(), ..Default::default() };
        assert!(matches!(
            room.change_profile(&ann, &profile),
            Err(Refused::Invalid { field: "picture", .. })
        ));
    }
}
