//! People of the newsroom through the front door: invitations, resets, throttling, the log, the profile, and how they are told no.

use testsite::on_both_engines;

on_both_engines!(
    nobody_invites_above_themselves,
    a_reset_link_works_once,
    servers_count_attempts_together,
    the_log_is_read_page_by_page_and_taken_out,
    a_profile_is_changed_or_refused,
    what_leaves_the_house_asks_for_a_fresh_proof,
    the_owner_is_the_author_of_the_import,
    people_are_told_no_in_their_language,
    passkeys_point_from_the_number_to_the_name,
);

mod check {
    use newsroom::Role;
    use serde_json::json;
    use store::{Author, AuthorRecord, Id};
    use testsite::{Engine, Ground, Site};

    use crate::cast::{PASSWORD, Paper, Person, send};

    const FORM: &str = "application/x-www-form-urlencoded";

    fn sign_in(site: &Site, email: &str, password: &str) -> (u16, String) {
        let form = format!("email={email}&password={}", password.replace(' ', "+"));
        let got = send(site, "POST", "/room/sign-in/", "", FORM, &form);
        (got.status, got.retry)
    }

    pub(super) fn nobody_invites_above_themselves(engine: Engine) {
        let paper = Paper::new(engine);
        let [editor, contributor] = [Role::Editor, Role::Contributor].map(|role| paper.person(role));
        let invite = |who: &Person<'_>, role: &str| {
            who.form("/room/people/invite/", &format!("email={role}@new.example&role={role}&language=en"))
                .status
        };
        for role in ["sub_editor", "editor", "administrator", "owner"] {
            assert_eq!(invite(&editor, role), 403, "an editor invites {role}");
        }
        assert_eq!(invite(&editor, "emperor"), 422);
        assert_eq!(invite(&editor, "author"), 303);
        assert_eq!(invite(&contributor, "contributor"), 403);
        let page = editor.get("/room/people/").body;
        assert!(page.contains("author@new.example") && !page.contains("administrator@new.example"));
        // An invitation of an administrator may not be overwritten by an editor's to the same address.
        let owner = paper.person(Role::Owner);
        assert_eq!(
            owner.form("/room/people/invite/", "email=x@new.example&role=administrator&language=en").status,
            303
        );
        assert_eq!(
            editor.form("/room/people/invite/", "email=x@new.example&role=author&language=en").status,
            403
        );
    }

    pub(super) fn a_reset_link_works_once(engine: Engine) {
        let paper = Paper::new(engine);
        let _author = paper.person(Role::Author);
        let email = "author@example.org";
        let token = paper.site.newsroom.reset_token(email).unwrap();
        let path = format!("/room/reset/{}/", token.as_str());
        let post =
            |password: &str| send(&paper.site, "POST", &path, "", FORM, &format!("password={password}"));
        assert_eq!(send(&paper.site, "GET", &path, "", FORM, "").status, 200);
        let refused = post("short");
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("at least 10 characters"), "{}", refused.body);
        assert_eq!(post("a+new+quiet+sentence").status, 303);
        assert_eq!(post("another+quiet+sentence").status, 404, "the second time");
        assert_eq!(send(&paper.site, "GET", &path, "", FORM, "").status, 404);
        assert_eq!(sign_in(&paper.site, email, "another quiet sentence").0, 422);
        assert_eq!(sign_in(&paper.site, email, "a new quiet sentence").0, 303);
        let newer = paper.site.newsroom.reset_token(email).unwrap();
        paper.site.newsroom.reset_token(email).unwrap();
        let older = format!("/room/reset/{}/", newer.as_str());
        assert_eq!(send(&paper.site, "GET", &older, "", FORM, "").status, 404, "only the newest works");
    }

    pub(super) fn servers_count_attempts_together(engine: Engine) {
        let paper = Paper::new(engine);
        let _author = paper.person(Role::Author);
        let data = paper.ground.folder().join("second");
        let second = match engine {
            Engine::Sqlite => Site::serve(&paper.ground),
            Engine::Postgres => Site::serve_in(&paper.ground, data),
        };
        let sites = [&paper.site, &second];
        for n in 0..12 {
            assert_eq!(sign_in(sites[n % 2], "author@example.org", "wrong").0, 422, "attempt {n}");
        }
        for site in sites {
            let (status, retry) = sign_in(site, "author@example.org", PASSWORD);
            assert_eq!(status, 429, "even the right password waits");
            assert!((800..=900).contains(&retry.parse::<u32>().unwrap()), "{retry}");
        }
        assert_eq!(sign_in(&second, "stranger@example.org", "wrong").0, 422, "others may try");
        let asked =
            |email: &str| send(&second, "POST", "/room/reset/", "", FORM, &format!("email={email}")).status;
        for _ in 0..5 {
            assert_eq!(asked("author@example.org"), 200);
        }
        assert_eq!(asked("author@example.org"), 429, "letters are few");
    }

    pub(super) fn the_log_is_read_page_by_page_and_taken_out(engine: Engine) {
        let paper = Paper::new(engine);
        let owner = paper.person(Role::Owner);
        let noted = 620;
        paper
            .site
            .store
            .write(|writer| {
                for n in 0..noted {
                    let after = format!("number {n:04}, “quoted”\n=1+1");
                    writer.audit(
                        1_000 + n,
                        Some(&owner.id),
                        "192.0.2.7",
                        "test.noted",
                        "x",
                        None,
                        Some(&after),
                    )?;
                }
                Ok::<_, store::Error>(())
            })
            .unwrap();
        let (mut path, mut seen, mut pages) = ("/room/audit/?act=test.".to_owned(), 0, 0);
        loop {
            let page = owner.get(&path).body;
            seen += page.matches("number ").count();
            pages += 1;
            let Some((before, _)) = page.split_once("rel=\"next\"") else { break };
            let href = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
            path = href.replace("&amp;", "&");
        }
        assert_eq!((seen, pages), (noted as usize, 7), "each once");
        let json = owner.get("/room/audit/audit.json?act=test.").json();
        let rows = json.as_array().unwrap();
        assert_eq!(rows.len(), noted as usize);
        assert_eq!(rows[0]["after"], "number 0619, “quoted”\n=1+1");
        let csv = owner.get("/room/audit/audit.csv?act=test.").body;
        assert_eq!(csv.matches("number ").count(), noted as usize);
        assert!(!csv.contains(",=1+1"), "no cell begins a formula");
        let strange = owner.get("/room/audit/?from=yesterday");
        assert_eq!(strange.status, 422);
        assert_eq!(paper.person(Role::Editor).get("/room/audit/audit.csv").status, 403);
    }

    pub(super) fn a_profile_is_changed_or_refused(engine: Engine) {
        let paper = Paper::new(engine);
        let author = paper.reading(Role::Author, "ru");
        let fields = |name: &str, website: &str| {
            let rest = "location=Tbilisi&picture=&facebook=&twitter=&bluesky=&mastodon=&instagram=&youtube=&linkedin=";
            format!("name={name}&bio=Writes+about+the+sea&website={website}&{rest}")
        };
        let path = "/room/account/profile/";
        let refused = author.form(path, &fields("Ana+Verin", "nowhere"));
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("«nowhere» — это не веб-адрес."), "{}", refused.body);
        assert!(refused.body.contains("Writes about the sea"), "what was typed stays");
        assert_eq!(author.form(path, &fields("", "")).status, 422);
        assert_eq!(author.form(path, &fields("Ana+Verin", "https%3A%2F%2Fana.example%2F")).status, 303);
        let page = author.get(path).body;
        assert!(page.contains("Ana Verin") && page.contains("https://ana.example/"));
        let record = paper.site.store.reader().unwrap().author_record(&author.id).unwrap().unwrap();
        assert_eq!(record.author.location.as_deref(), Some("Tbilisi"));
    }

    pub(super) fn what_leaves_the_house_asks_for_a_fresh_proof(engine: Engine) {
        let paper = Paper::new(engine);
        let owner = paper.person(Role::Owner);
        let editor = paper.person(Role::Administrator);
        let token = credentials::digest(owner.cookie.split_once('=').unwrap().1);
        let taken = |site: &Site, act: &str| {
            let log = site.store.reader().unwrap();
            let query = store::AuditQuery { act: act.into(), ..everything() };
            log.audit(&query).unwrap().len()
        };
        for (path, act, sentence) in [
            ("/room/backup/", "backup.taken", "The backup could not be made"),
            ("/room/backup/ghost/", "export.taken", "The export could not be made"),
        ] {
            let now = paper.site.newsroom.clock().now();
            paper
                .site
                .store
                .write(|writer| writer.proved(&token, "password", now - 3_600_000, now + 3_600_000))
                .unwrap();
            let asked = owner.form(path, "");
            assert_eq!(asked.status, 303);
            assert!(asked.location.starts_with("/room/confirm/"), "{}", asked.location);
            assert_eq!(editor.form(path, "").status, 403, "{path} is the owner's");
            assert_eq!(taken(&paper.site, act), 0);
            let proof = format!("password={}&to=/room/backup/", PASSWORD.replace(' ', "+"));
            let confirmed = owner.form("/room/confirm/", &proof);
            assert_eq!((confirmed.status, &*confirmed.location), (303, "/room/backup/"));
            // A site of tests has no program that makes the file: it is refused behind the proof, and says so.
            let made = owner.form(path, "");
            assert_eq!(made.status, 409);
            assert!(made.body.contains(sentence), "{}", made.body);
            assert_eq!(taken(&paper.site, act), 1);
        }
    }

    fn everything() -> store::AuditQuery {
        store::AuditQuery {
            actor: None,
            act: "".into(),
            subject: "".into(),
            text: "".into(),
            since: i64::MIN,
            before: (i64::MAX, "~".into()),
            limit: 10,
        }
    }

    pub(super) fn the_owner_is_the_author_of_the_import(engine: Engine) {
        let ground = Ground::new(engine);
        let site = Site::serve(&ground);
        let known: Id = "5f0000000000000000000009".parse().unwrap();
        let author = Author::named(known, "nino-k", "Nino K", 0);
        let record = AuthorRecord { author, email: Some("nino@example.org".into()), status: "active".into() };
        site.store.write(|writer| writer.put_author(&record)).unwrap();
        let token = site.newsroom.setup_token().unwrap().unwrap();
        let path = format!("/room/setup/{}/", token.as_str());
        let form = "name=Nino&email=Nino%40Example.org&password=a+long+quiet+sentence&language=ka";
        assert_eq!(send(&site, "POST", &path, "", FORM, form).status, 303);
        let reader = site.store.reader().unwrap();
        let person = reader.person(&known).unwrap().expect("the owner is the author that there was");
        assert_eq!((&*person.staff.role, &*person.name), ("owner", "Nino K"));
        assert_eq!(reader.count_authors().unwrap(), 1, "no second one");
        let again = send(&site, "POST", &path, "", FORM, form);
        assert_eq!(again.status, 404);
    }

    pub(super) fn people_are_told_no_in_their_language(engine: Engine) {
        let paper = Paper::new(engine);
        let owner = paper.person(Role::Owner);
        let story = owner.begin("Harbour");
        let contributor = paper.reading(Role::Contributor, "ru");
        let refused = contributor.script("POST", &format!("{story}/publish"), &json!({}));
        assert_eq!(refused.status, 403);
        assert_eq!(refused.json()["error"], "Вам этого нельзя: открывать этот материал.");
        let editor = paper.reading(Role::Editor, "ka");
        let refused = editor.script("POST", &format!("{story}/schedule"), &json!({ "at": 1 }));
        assert_eq!(refused.status, 422);
        assert_eq!(
            refused.json(),
            json!({ "error": "ეს დრო გავიდა; გამოაქვეყნეთ მასალა ახლავე.", "field": "at" })
        );
        let change = |kicker: String| {
            let details = editor.get(&format!("{story}/details")).json();
            let body = json!({ "seen": details["seen"], "kicker": kicker });
            editor.script("PATCH", &format!("{story}/details"), &body)
        };
        let long = change("x".repeat(151));
        assert_eq!((long.status, &long.json()["error"]), (422, &json!("არაუმეტეს 150 სიმბოლო.")));
        let author = paper.reading(Role::Author, "ru");
        let boundary = "multipart/form-data; boundary=x";
        let body = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.exe\"\r\n\r\nMZ\0\0\r\n--x--\r\n";
        let upload = send(&paper.site, "POST", "/room/media/upload", &author.cookie, boundary, body);
        assert_eq!(upload.status, 422);
        assert!(upload.body.contains("не принимаются"), "{}", upload.body);
    }

    pub(super) fn passkeys_point_from_the_number_to_the_name(engine: Engine) {
        let paper = Paper::new(engine);
        let author = paper.person(Role::Author);
        let port = paper.site.address.rsplit(':').next().unwrap();
        let named = format!("http://localhost:{port}/room/account/passkeys/");
        let page = author.get("/room/account/passkeys/").body;
        assert!(page.contains(&format!("href=\"{named}\"")) && !page.contains("data-passkey"), "{page}");
        let there = paper.site.ask(
            "/room/account/passkeys/",
            &[("cookie", &author.cookie), ("host", &format!("localhost:{port}"))],
        );
        assert_eq!(there.status, 200);
        assert!(there.body.contains("data-passkey=\"create\"") && !there.body.contains(&named));
    }
}
