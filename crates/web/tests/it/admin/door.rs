//! Who is let in, and what the others are told.

use testsite::on_both_engines;

on_both_engines!(programs_are_known_by_what_they_sign, people_come_with_their_session);

mod check {
    use serde_json::{Value, json};
    use store::KeyKind;
    use testsite::{
        Engine,
        program::{signed, token},
    };

    use crate::{
        harness::Bed,
        program::{As, Program, json, refused, send},
        uploads::session,
    };

    const INVALID: (&str, &str) = ("UnauthorizedError", "INVALID_JWT");

    fn told(found: (String, String), expected: (&str, &str)) {
        assert_eq!((found.0.as_str(), found.1.as_str()), expected);
    }

    pub(super) fn programs_are_known_by_what_they_sign(engine: Engine) {
        let bed = Bed::on(engine);
        let program = Program::new(&bed);
        json(&program.get("tags/"), 200);
        let (kid, secret) = (program.key.id, program.key.secret.to_string());
        let now = i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
        let ask = |token: &str| send(&bed, &As::Token(token.to_owned()), "GET", "tags/", None);
        let header = json!({ "alg": "HS256", "typ": "JWT", "kid": kid.as_str() });
        let claims = json!({ "iat": now, "exp": now + 300, "aud": "/admin/" });
        let with = |changed: Value| {
            let mut claims = claims.clone();
            claims.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
            ask(&signed(&header, &claims, &secret))
        };
        json(&with(json!({})), 200);
        // Expired, too old, of the future, for another API, undated.
        for changed in [
            json!({ "exp": now - 1 }),
            json!({ "iat": now - 301, "exp": now + 9 }),
            json!({ "iat": now + 3_600, "exp": now + 3_900 }),
            json!({ "nbf": now + 600 }),
            json!({ "aud": "/content/" }),
            json!({ "aud": null }),
            json!({ "iat": null }),
        ] {
            told(refused(&with(changed), 401), INVALID);
        }
        // Signed by somebody else, or by nobody.
        told(refused(&ask(&signed(&header, &claims, &"ab".repeat(32))), 401), INVALID);
        let none = signed(&json!({ "alg": "none", "kid": kid.as_str() }), &claims, &secret);
        told(refused(&ask(&none), 401), INVALID);
        told(refused(&ask(&none[..=none.rfind('.').unwrap()]), 401), INVALID);
        // Of no key, of an unknown one, of one that only reads.
        let keyed = |kid: Value| ask(&signed(&json!({ "alg": "HS256", "kid": kid }), &claims, &secret));
        told(refused(&keyed(Value::Null), 400), ("BadRequestError", "MISSING_ADMIN_API_KID"));
        for unknown in ["ffffffffffffffffffffffff", "../../etc", "1"] {
            told(refused(&keyed(json!(unknown)), 401), ("UnauthorizedError", "UNKNOWN_ADMIN_API_KEY"));
        }
        let newsroom = newsroom::Newsroom::new(bed.store.clone(), newsroom::Clock::system());
        let reader = newsroom.add_key(newsroom::Actor::operator(), KeyKind::Content, "Reader").unwrap();
        told(refused(&keyed(json!(reader.id.as_str())), 401), ("UnauthorizedError", "INVALID_API_KEY_TYPE"));
        // What is no token, and one that is far too long.
        told(refused(&ask("nonsense"), 400), ("BadRequestError", "INVALID_JWT"));
        told(
            refused(&ask(&format!("{}.e30.x", "e30".repeat(3_000))), 400),
            ("BadRequestError", "INVALID_JWT"),
        );
        let bearer = [("authorization", "Bearer x")];
        let answer = bed.ask("GET", "/ghost/api/admin/tags/", &bearer);
        told(refused(&answer, 401), ("UnauthorizedError", "INVALID_AUTH_HEADER"));
        told(refused(&send(&bed, &As::Nobody, "GET", "tags/", None), 403), ("NoPermissionError", ""));
        // An old program names its version in the address and in what it signs.
        let authorization = format!("Ghost {}", token(&kid, &secret));
        let old = bed.ask("GET", "/ghost/api/v3/admin/tags/", &[("authorization", &authorization)]);
        told(refused(&old, 401), INVALID);
        // A key that was taken back opens nothing.
        newsroom.remove_key(newsroom::Actor::operator(), &kid).unwrap();
        told(refused(&with(json!({})), 401), ("UnauthorizedError", "UNKNOWN_ADMIN_API_KEY"));
        // What everybody may ask, and what is nowhere.
        let site = json(&send(&bed, &As::Nobody, "GET", "site/", None), 200);
        assert_eq!(site["site"]["title"], "The Lantern");
        told(refused(&send(&bed, &As::Nobody, "GET", "nonsense/", None), 404), ("NotFoundError", ""));
        assert_eq!(send(&bed, &As::Nobody, "GET", "site", None).status, 301);
    }

    pub(super) fn people_come_with_their_session(engine: Engine) {
        let bed = Bed::on(engine);
        // A reporter: reads, and keeps no topics.
        let cookie = session(&bed);
        let reporter = |origin| As::Session { cookie: cookie.clone(), origin };
        let tag =
            || Some(("application/json", json!({ "tags": [{ "name": "Ours" }] }).to_string().into_bytes()));
        json(&send(&bed, &reporter("http://test"), "GET", "tags/", None), 200);
        told(
            refused(&send(&bed, &reporter("http://test"), "POST", "tags/", tag()), 403),
            ("NoPermissionError", ""),
        );
        bed.store
            .write(|writer| {
                let row = writer.staff_by_email("ada@example.org")?.unwrap();
                writer.put_staff(&store::StaffRow { role: "editor".into(), ..row })
            })
            .unwrap();
        json(&send(&bed, &reporter("http://test"), "POST", "tags/", tag()), 201);
        let elsewhere = send(&bed, &reporter("http://evil.example"), "POST", "tags/", tag());
        told(refused(&elsewhere, 400), ("BadRequestError", ""));
        let forged = As::Session { cookie: "forged".into(), origin: "http://test" };
        told(refused(&send(&bed, &forged, "GET", "tags/", None), 403), ("NoPermissionError", ""));
    }
}
