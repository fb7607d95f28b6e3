//! Signing in by password, with a second factor, and out; and what only somebody fresh takes out.

use testsite::on_both_engines;

on_both_engines!(passwords_open_a_session, a_second_factor_is_asked_for, everything_is_for_a_fresh_owner);

mod check {
    use std::sync::Arc;

    use credentials::Totp;
    use newsroom::Role;
    use serde_json::{Value, json};
    use store::TotpRow;
    use testsite::Engine;

    use crate::{
        client::Answer,
        harness::{Bed, author_id},
        program::{As, Program, json, refused, send},
        uploads::{PASSWORD, session_of},
    };

    const HERE: &str = "http://test";

    fn now() -> i64 {
        jiff::Timestamp::now().as_millisecond()
    }

    /// Asks with a cookie, which may be none, from a page of this site.
    fn ask(bed: &Bed, cookie: &str, method: &str, path: &str, body: &Value) -> Answer {
        let who = As::Session { cookie: cookie.to_owned(), origin: HERE };
        send(bed, &who, method, path, Some(("application/json", body.to_string().into_bytes())))
    }

    fn proof(username: &str, password: &str) -> Value {
        json!({ "username": username, "password": password })
    }

    /// The values of a cookie that an answer sets, with the paths that they are for.
    fn set(answer: &Answer, name: &str) -> Vec<(String, String)> {
        let cookies = answer.headers("set-cookie");
        let ours = cookies.iter().filter_map(|cookie| cookie.strip_prefix(name)?.strip_prefix('='));
        ours.map(|cookie| {
            let mut parts = cookie.split("; ");
            let value = parts.next().unwrap().to_owned();
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
            (value, parts.find_map(|part| part.strip_prefix("Path=")).unwrap().to_owned())
        })
        .collect()
    }

    pub(super) fn passwords_open_a_session(engine: Engine) {
        let bed = Bed::on(engine);
        session_of(&bed, "editor");
        let opened = ask(&bed, "", "POST", "session/", &proof("Ada@Example.org", PASSWORD));
        assert_eq!((opened.status, opened.text().as_str()), (201, "Created"));
        let own = set(&opened, "masthead_room");
        let paths: Vec<&str> = own.iter().map(|(_, path)| path.as_str()).collect();
        assert_eq!(paths, ["/room/", "/ghost/api/admin/"]);
        assert_eq!(set(&opened, "masthead_device").len(), 2, "the client is known again");
        let cookie = own[0].0.clone();
        let me = As::Session { cookie: cookie.clone(), origin: HERE };
        assert_eq!(json(&send(&bed, &me, "GET", "users/me/", None), 200)["users"][0]["slug"], "ada");

        // A wrong password and an unknown address look the same; nothing is set.
        let wrong = ask(&bed, "", "POST", "session/", &proof("ada@example.org", "nonsense"));
        let unknown = ask(&bed, "", "POST", "session/", &proof("nobody@example.org", PASSWORD));
        for answer in [&wrong, &unknown] {
            assert_eq!(refused(answer, 422), ("ValidationError".into(), "PASSWORD_INCORRECT".into()));
            assert_eq!(answer.header("set-cookie"), "");
        }
        for body in
            [json!({}), json!([]), proof("ada@example.org", ""), json!({ "username": 5, "password": {} })]
        {
            assert_eq!(
                refused(&ask(&bed, "", "POST", "session/", &body), 401).0,
                "UnauthorizedError",
                "{body}"
            );
        }
        let long = proof("ada@example.org", &"x".repeat(20_000));
        assert_eq!(refused(&ask(&bed, "", "POST", "session/", &long), 413).0, "RequestEntityTooLargeError");
        let body = || Some(("application/json", proof("ada@example.org", PASSWORD).to_string().into_bytes()));
        for from in [As::Nobody, As::Session { cookie: String::new(), origin: "http://evil.example" }] {
            assert_eq!(refused(&send(&bed, &from, "POST", "session/", body()), 400).0, "BadRequestError");
        }
        // It is written down, and not for ever allowed.
        let last = "ffffffffffffffffffffffff".parse().unwrap();
        let acts: Vec<_> = bed.store.reader().unwrap().audit_before(i64::MAX, &last, 20).unwrap();
        for act in ["session.opened", "session.refused"] {
            assert!(acts.iter().any(|row| &*row.act == act), "{act}: {acts:?}");
        }

        let closed = send(&bed, &me, "DELETE", "session/", None);
        assert_eq!((closed.status, set(&closed, "masthead_room")[1].0.as_str()), (204, ""));
        assert_eq!(refused(&send(&bed, &me, "GET", "users/me/", None), 403).0, "NoPermissionError");
        assert_eq!(refused(&Program::new(&bed).send("DELETE", "session/", None), 403).0, "NoPermissionError");

        bed.store.write(|writer| writer.raise_alarm(now(), "Ada")).unwrap();
        let alarmed = ask(&bed, "", "POST", "session/", &proof("ada@example.org", PASSWORD));
        assert_eq!(refused(&alarmed, 403).0, "NoPermissionError", "under attack passwords open nothing");
        bed.store.write(|writer| writer.end_alarm()).unwrap();

        let tries: Vec<u16> = (0..14)
            .map(|_| ask(&bed, "", "POST", "session/", &proof("ada@example.org", "nonsense")).status)
            .collect();
        assert_eq!(tries.last(), Some(&429), "{tries:?}");
    }

    pub(super) fn a_second_factor_is_asked_for(engine: Engine) {
        let bed = Bed::on(engine);
        session_of(&bed, "editor");
        let app = Totp::generate("ada@example.org", "The Lantern");
        let row = TotpRow { user: author_id(), secret: app.secret().into(), last_step: 0, created_at: 0 };
        bed.store.write(|writer| writer.put_totp(&row)).unwrap();
        let opened = ask(&bed, "", "POST", "session/", &proof("ada@example.org", PASSWORD));
        assert_eq!(refused(&opened, 403), ("Needs2FAError".into(), "2FA_TOKEN_REQUIRED".into()));
        let half = set(&opened, "masthead_room")[0].0.clone();
        let me = As::Session { cookie: half.clone(), origin: HERE };
        assert_eq!(refused(&send(&bed, &me, "GET", "users/me/", None), 403).0, "NoPermissionError");

        let verify = |cookie: &str, token: &str| {
            ask(&bed, cookie, "PUT", "session/verify/", &json!({ "token": token }))
        };
        assert_eq!(refused(&verify(&half, "000000x"), 401).0, "UnauthorizedError");
        assert_eq!(refused(&verify("forged", &app.code(now())), 403).0, "NoPermissionError");
        let done = verify(&half, &app.code(now()));
        assert_eq!((done.status, done.text().as_str()), (200, "OK"));
        assert_eq!(json(&send(&bed, &me, "GET", "users/me/", None), 200)["users"][0]["slug"], "ada");
        assert_eq!(refused(&verify(&half, &app.code(now())), 403).0, "NoPermissionError", "once");
    }

    pub(super) fn everything_is_for_a_fresh_owner(engine: Engine) {
        let bed = Bed::with(engine, |config| {
            config.operator.export =
                Arc::new(|file| std::fs::write(file, r#"{"db":[]}"#).map_err(|error| error.to_string()));
        });
        let owner = As::Session { cookie: session_of(&bed, "owner"), origin: HERE };
        let answer = send(&bed, &owner, "GET", "db/", None);
        assert_eq!(json(&answer, 200), json!({ "db": [] }));
        assert!(answer.header("content-disposition").ends_with(".json\""));
        let elsewhere = As::Session { cookie: session_of(&bed, "owner"), origin: "http://evil.example" };
        assert_eq!(refused(&send(&bed, &elsewhere, "GET", "db/", None), 400).0, "BadRequestError");
        let (_, cookie) = testsite::together::sign_in(&bed.store, Role::Administrator, "Ad Min");
        let administrator = As::Session { cookie, origin: HERE };
        assert_eq!(refused(&send(&bed, &administrator, "GET", "db/", None), 403).0, "NoPermissionError");
        assert_eq!(refused(&Program::new(&bed).get("db/"), 403).0, "NoPermissionError");
        let As::Session { cookie, .. } = &owner else { unreachable!() };
        let digest = credentials::digest(cookie);
        let day = 86_400_000;
        bed.store.write(|writer| writer.proved(&digest, "password", now() - day, now() + day)).unwrap();
        assert_eq!(
            refused(&send(&bed, &owner, "GET", "db/", None), 403).0,
            "NoPermissionError",
            "it was a day ago"
        );
    }
}
