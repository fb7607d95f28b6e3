//! Webhooks, told to a real receiver.

use testsite::on_both_engines;

on_both_engines!(
    a_receiver_is_told_and_can_check_who_tells,
    what_fails_is_sent_again,
    what_was_sent_and_not_marked_is_sent_again,
    a_slow_receiver_holds_nobody_up,
    our_own_network_is_not_told,
    who_is_gone_is_forgotten,
    members_and_topics_are_told_in_ghosts_shape,
);

mod check {
    use std::{
        collections::VecDeque,
        io::{Read, Write},
        net::{IpAddr, Ipv4Addr, TcpListener, TcpStream},
        sync::{Arc, Mutex},
        time::{Duration, Instant},
    };

    use newsroom::{Actor, Clock, Kinds, MemberChange, Newsroom};
    use serde_json::{Value, json};
    use store::{Delivery, Id, Integration, Lane, Store, Stored, TagRow, WEBHOOK_JOB, Webhook};
    use testsite::{Engine, Ground};

    const SECRET: &str = "shared between two";
    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    /// A request as it came in.
    #[derive(Debug, Clone)]
    struct Told {
        head: String,
        body: String,
    }

    impl Told {
        fn header(&self, name: &str) -> &str {
            let found = self.head.lines().find_map(|line| {
                let (given, value) = line.split_once(": ")?;
                given.eq_ignore_ascii_case(name).then_some(value)
            });
            found.unwrap_or_default()
        }

        fn json(&self) -> Value {
            serde_json::from_str(&self.body).unwrap()
        }
    }

    /// A server that notes what it is told, and answers with one status after the other, the last one for good; 0 for no answer at all.
    struct Receiver {
        address: String,
        told: Arc<Mutex<Vec<Told>>>,
    }

    impl Receiver {
        fn answering(statuses: &[u16]) -> Self {
            let listener = TcpListener::bind((HERE, 0)).unwrap();
            let address = format!("http://{}/hook", listener.local_addr().unwrap());
            let told = Arc::new(Mutex::new(Vec::new()));
            let (noted, mut statuses) = (told.clone(), VecDeque::from(statuses.to_vec()));
            std::thread::spawn(move || {
                for stream in listener.incoming() {
                    let Ok(mut stream) = stream else { return };
                    let status =
                        if statuses.len() > 1 { statuses.pop_front() } else { statuses.front().copied() };
                    let Some(request) = read(&mut stream) else { continue };
                    noted.lock().unwrap().push(request);
                    match status.unwrap_or(200) {
                        0 => std::mem::forget(stream),
                        status => {
                            let leads = if status == 302 { "location: http://127.0.0.1:9/\r\n" } else { "" };
                            let _ = write!(
                                stream,
                                "HTTP/1.1 {status} Said\r\n{leads}content-length: 0\r\nconnection: close\r\n\r\n"
                            );
                        }
                    }
                }
            });
            Self { address, told }
        }

        fn told(&self) -> Vec<Told> {
            self.told.lock().unwrap().clone()
        }
    }

    fn read(stream: &mut TcpStream) -> Option<Told> {
        let mut text = Vec::new();
        let mut piece = [0; 4096];
        loop {
            let n = stream.read(&mut piece).ok().filter(|n| *n > 0)?;
            text.extend_from_slice(&piece[..n]);
            let whole = String::from_utf8_lossy(&text).into_owned();
            let Some((head, body)) = whole.split_once("\r\n\r\n") else { continue };
            let told = Told { head: head.to_owned(), body: body.to_owned() };
            if told.header("content-length").parse::<usize>().ok()? <= body.len() {
                return Some(told);
            }
        }
    }

    struct House {
        room: Newsroom,
        kinds: Kinds,
        store: Store,
        _ground: Ground,
    }

    impl House {
        fn on(engine: Engine, allowed: &[IpAddr]) -> Self {
            let ground = Ground::new(engine);
            let store = Store::open(&ground.target, ground.folder()).unwrap();
            let webhooks = web::Webhooks::new(store.clone(), "https://example.org", allowed);
            let kinds = Kinds::ours().with(WEBHOOK_JOB, move |room, job| webhooks.deliver(room, job));
            Self { room: Newsroom::new(store.clone(), Clock::system()), kinds, store, _ground: ground }
        }

        fn listen(&self, event: &str, address: &str, secret: Option<&str>) -> Webhook {
            let mut integration = Integration::blank(Id::generate(0));
            integration.name = "Receiver".into();
            let integration = self.room.put_integration(Actor::operator(), integration).unwrap();
            let mut row = Webhook::blank(Id::generate(0));
            row.integration_id = integration.id.as_str().into();
            (row.event, row.target_url, row.secret) = (event.into(), address.into(), secret.map(Into::into));
            self.room.put_webhook(Actor::operator(), row).unwrap()
        }

        fn topic(&self, name: &str) -> TagRow {
            let tag = TagRow::named(Id::generate(0), "", name, 0);
            let saved = self.room.put_tag(Actor::operator(), tag).unwrap();
            (*self.store.reader().unwrap().tag_by_id(&saved.id).unwrap().unwrap()).clone()
        }

        fn work(&self) -> u32 {
            self.room.work_off(Lane::Errand, &self.kinds).unwrap()
        }

        fn log(&self, webhook: &Webhook) -> Vec<Delivery> {
            self.store.reader().unwrap().deliveries(&webhook.id, 99).unwrap()
        }

        fn webhook(&self, id: &Id) -> Option<Webhook> {
            self.store.reader().unwrap().row(id).unwrap()
        }
    }

    /// HMAC-SHA256 as RFC 2104 defines it, by hand.
    fn hmac(secret: &[u8], message: &[u8]) -> String {
        use sha2::{Digest, Sha256};
        let mut key = [0_u8; 64];
        key[..secret.len()].copy_from_slice(secret);
        let pad = |with: u8| key.map(|byte| byte ^ with);
        let inner = Sha256::new().chain_update(pad(0x36)).chain_update(message).finalize();
        let outer = Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize();
        outer.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub(super) fn a_receiver_is_told_and_can_check_who_tells(engine: Engine) {
        let house = House::on(engine, &[HERE]);
        let receiver = Receiver::answering(&[200]);
        for (event, at) in [("post.published", "/a"), ("post.published.edited", "/b"), ("post.deleted", "/c")]
        {
            house.listen(event, &format!("{}{at}", receiver.address), Some(SECRET));
        }
        let saved = testsite::publish(&house.room, "The ferry", "<p>It sails.</p>");
        assert_eq!(house.work(), 1);
        let told = receiver.told().remove(0);
        assert!(told.head.starts_with("POST /hook/a HTTP/1.1"), "{}", told.head);
        assert_eq!(told.header("content-type"), "application/json");
        assert!(told.header("content-version").starts_with("v6."), "{}", told.head);
        let (hex, at) = told.header("x-ghost-signature").split_once(", t=").unwrap();
        assert_eq!(
            hex,
            format!("sha256={}", hmac(SECRET.as_bytes(), format!("{}{at}", told.body).as_bytes()))
        );
        assert!(at.parse::<i64>().is_ok_and(|at| at > 1_700_000_000_000));

        let body = told.json();
        let post = &body["post"]["current"];
        assert_eq!(
            (&body["event"], &post["title"], &post["status"]),
            (&json!("post.published"), &json!("The ferry"), &json!("published"))
        );
        assert_eq!(post["url"], json!(format!("https://example.org/{}/", saved.slug)));
        assert!(post["html"].as_str().unwrap().contains("It sails.") && post["plaintext"].is_string());
        assert_eq!(post["authors"].as_array().unwrap().len(), 1);
        assert!(post.get("lexical").is_none() && post["authors"][0]["email"].is_null());
        assert_eq!(body["post"]["previous"], json!({}));

        let store = &house.store;
        store
            .write(|writer| {
                let mut post = writer.post(&saved.id)?.unwrap();
                post.row.title = "The ferry sails".into();
                post.row.updated_at += 1_000;
                writer.put_post(&post)?;
                writer.delete_post(&saved.id)
            })
            .unwrap();
        house.work();
        let told = receiver.told();
        let edited = told[1].json();
        assert_eq!(edited["post"]["previous"]["title"], "The ferry");
        let mut names: Vec<_> =
            edited["post"]["previous"].as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["title", "updated_at"], "what changed, and nothing else");
        let gone = told[2].json();
        assert_eq!(gone["post"]["current"], json!({}));
        assert_eq!(gone["post"]["previous"]["title"], "The ferry sails");
    }

    pub(super) fn what_fails_is_sent_again(engine: Engine) {
        let house = House::on(engine, &[HERE]);
        let receiver = Receiver::answering(&[500, 302, 200]);
        let hook = house.listen("tag.added", &receiver.address, None);
        house.topic("Harbour");
        house.topic("Mountains");
        assert_eq!(house.work(), 1, "what goes to the same address waits");
        let seen = house.webhook(&hook.id).unwrap();
        let error = seen.last_triggered_error.as_deref();
        assert_eq!(
            (seen.last_triggered_status.as_deref(), error),
            (Some("500"), Some("Request failed: 500"))
        );
        let deadline = Instant::now() + Duration::from_secs(30);
        while receiver.told().len() < 4 && Instant::now() < deadline {
            house.work();
            std::thread::sleep(Duration::from_millis(100));
        }
        let names: Vec<_> =
            receiver.told().iter().map(|told| told.json()["tag"]["current"]["name"].clone()).collect();
        assert_eq!(names.len(), 4, "two failures, two that arrived: {names:?}");
        assert!(
            house
                .log(&hook)
                .iter()
                .all(|delivery| delivery.done_at.is_some() && delivery.status == Some(200))
        );
        let seen = house.webhook(&hook.id).unwrap();
        assert_eq!((seen.last_triggered_status.as_deref(), seen.last_triggered_error), (Some("200"), None));
        assert_eq!(receiver.told()[0].header("x-ghost-signature"), "", "without a secret nothing is signed");
    }

    pub(super) fn what_was_sent_and_not_marked_is_sent_again(engine: Engine) {
        let house = House::on(engine, &[HERE]);
        let receiver = Receiver::answering(&[200]);
        let hook = house.listen("tag.added", &receiver.address, None);
        house.topic("Harbour");
        // A server that is killed after it sent and before it marks that: what it wrote is lost, and its lease ends.
        let (store, now) = (&house.store, Clock::system().now());
        let job = store
            .write(|writer| writer.take_job(Lane::Errand, now, now + 300, "the dead one"))
            .unwrap()
            .unwrap();
        let nowhere = Newsroom::new(House::on(Engine::Sqlite, &[]).store, Clock::system());
        let webhooks = web::Webhooks::new(store.clone(), "https://example.org", &[HERE]);
        webhooks.deliver(&nowhere, &job).unwrap();
        assert_eq!((receiver.told().len(), house.log(&hook)[0].done_at), (1, None));
        assert_eq!(house.work(), 0, "it belongs to somebody else still");
        std::thread::sleep(Duration::from_millis(400));
        assert_eq!(house.work(), 1);
        let told = receiver.told();
        assert!(told.len() == 2 && told[0].body == told[1].body && house.log(&hook)[0].done_at.is_some());
        assert_eq!(house.work(), 0, "what has arrived is done");
    }

    pub(super) fn a_slow_receiver_holds_nobody_up(engine: Engine) {
        let house = House::on(engine, &[HERE]);
        let (slow, quick) = (Receiver::answering(&[0]), Receiver::answering(&[200]));
        let dead = house.listen("tag.added", &slow.address, None);
        house.listen("tag.added", &quick.address, None);
        for n in 0..5 {
            house.topic(&format!("Topic {n}"));
        }
        let began = Instant::now();
        let worker = house.room.start_worker(house.kinds.clone());
        while quick.told().len() < 5 && began.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(quick.told().len() == 5 && began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
        assert_eq!(slow.told().len(), 1, "one at a time");
        drop(worker);
        let seen = house.webhook(&dead.id).unwrap();
        assert_eq!(seen.last_triggered_error.as_deref(), Some("Request failed: ETIMEDOUT"));
    }

    pub(super) fn our_own_network_is_not_told(engine: Engine) {
        let house = House::on(engine, &[]);
        let receiver = Receiver::answering(&[200]);
        let port = receiver.address.rsplit_once(':').unwrap().1.to_owned();
        for (n, address) in [
            format!("http://127.0.0.1:{port}"),
            format!("http://localhost:{port}"),
            format!("http://[::ffff:127.0.0.1]:{port}"),
            format!("http://2130706433:{port}"),
            "http://169.254.169.254/latest/meta-data/".to_owned(),
            "http://10.0.0.1/".to_owned(),
        ]
        .iter()
        .enumerate()
        {
            let hook = house.listen("tag.added", address, None);
            house.topic(&format!("Topic {n}"));
            house.work();
            let seen = house.webhook(&hook.id).unwrap();
            let error = seen.last_triggered_error.unwrap_or_default();
            assert!(error.contains("not public") || error.contains("ENOTFOUND"), "{address}: {error}");
            house.room.remove_webhook(Actor::operator(), &hook.id).unwrap();
        }
        assert!(receiver.told().is_empty());
    }

    pub(super) fn who_is_gone_is_forgotten(engine: Engine) {
        let house = House::on(engine, &[HERE]);
        let receiver = Receiver::answering(&[410]);
        let hook = house.listen("tag.added", &receiver.address, None);
        house.topic("Harbour");
        house.topic("Mountains");
        while house.work() > 0 {}
        assert_eq!((receiver.told().len(), house.webhook(&hook.id)), (1, None));
    }

    pub(super) fn members_and_topics_are_told_in_ghosts_shape(engine: Engine) {
        let house = House::on(engine, &[HERE]);
        let receiver = Receiver::answering(&[204]);
        for event in ["member.edited", "tag.edited", "site.changed"] {
            house.listen(event, &receiver.address, None);
        }
        while house.work() > 0 {}
        let told = |event: &str| {
            while house.work() > 0 {}
            let all = receiver.told();
            let found = all.iter().rev().find(|told| told.json()["event"] == event);
            found.unwrap_or_else(|| panic!("{event}: {all:?}")).json()
        };
        let mut topic = house.topic("Harbour");
        topic.name = "Harbours".into();
        house.room.put_tag(Actor::operator(), topic).unwrap();
        let body = told("tag.edited");
        assert_eq!(
            (&body["tag"]["current"]["name"], &body["tag"]["previous"]["name"]),
            (&json!("Harbours"), &json!("Harbour"))
        );
        assert_eq!(body["tag"]["current"]["url"], "https://example.org/tag/harbour/");
        assert_eq!(told("site.changed"), json!({ "event": "site.changed" }));

        let ana = MemberChange { email: Some("ana@example.org".into()), ..MemberChange::default() };
        let ana = house.room.add_member(Actor::operator(), &ana).unwrap();
        let change = MemberChange {
            name: Some("Ana".into()),
            labels: Some(vec![newsroom::LabelNamed::Name("VIP".into())]),
            ..MemberChange::default()
        };
        house.room.change_member(Actor::operator(), &ana.row.id, &change).unwrap();
        let body = told("member.edited");
        let member = &body["member"]["current"];
        assert_eq!(
            (&member["email"], &member["labels"][0]["slug"]),
            (&json!("ana@example.org"), &json!("vip"))
        );
        assert_eq!(
            (&member["status"], &member["comped"], &member["tiers"]),
            (&json!("free"), &json!(false), &json!([]))
        );
        let previous = &body["member"]["previous"];
        assert_eq!((&previous["name"], &previous["labels"]), (&Value::Null, &json!([])));
        assert!(previous.get("email").is_none(), "{previous}");
    }
}
